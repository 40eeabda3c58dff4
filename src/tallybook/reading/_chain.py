"""Attribution: who said it, through whom, in which words."""

from __future__ import annotations

from dataclasses import dataclass, field

from tallybook.reading import _actors as actors
from tallybook.reading._actors import Actor
from tallybook.reading._classes import BITS
from tallybook.reading._lexicon import Match
from tallybook.reading._tokens import Sentence


@dataclass(slots=True)
class Attribution:
    """An act of saying. It covers the tokens ``start`` to ``end`` of its sentence; ``chain`` runs from the origin."""

    actor: Actor
    cue: Match
    start: int
    end: int
    relay: Actor | None = None
    origin: Actor | None = None

    @property
    def chain(self) -> tuple[Actor, ...]:
        return tuple(actor for actor in (self.origin, self.actor, self.relay) if actor is not None)


@dataclass(slots=True)
class Attributed:
    """The attributions of a sentence and what follows for the sentences behind it."""

    found: list[Attribution] = field(default_factory=list)


def attributions(sentence: Sentence) -> list[Attribution]:
    """Every act of saying in a sentence, in the order of its words."""
    found: list[Attribution] = []
    for match in sentence.of("say"):
        attribution = _said(sentence, match)
        if attribution is not None:
            found.append(attribution)
    for match in sentence.of("according"):
        attribution = _according(sentence, match)
        if attribution is not None:
            found.append(attribution)
    found.sort(key=lambda each: each.cue.first)
    for match in sentence.of("cite"):
        _cited(sentence, match, found)
    return found


def _said(sentence: Sentence, match: Match) -> Attribution | None:
    """A verb of saying with its speaker before or behind it, and the one who was told."""
    if _is_participle(sentence, match):
        return None
    actor = actors.before(sentence, match.first)
    inverted = False
    if actor is None and _after_pause(sentence, match.first):
        actor, inverted = actors.after(sentence, match.last), True
    if actor is None:
        return None
    start, relay = match.last, None
    told = match.row.frame == "told"
    told_at = match.last if told else sentence.starting("say_to", match.last)
    if told_at is not None:
        at = told_at if isinstance(told_at, int) else told_at.last
        relay = actors.after(sentence, at)
        if relay is not None and (relay.type == "other" and not relay.named or relay.anaphor):
            relay = None
        start = relay.last if relay is not None else at
    first, last = start, len(sentence)
    if inverted or _trails(sentence, actor, match):
        first, last = 0, actor.first
    return Attribution(actor, match, first, last, relay)


def _is_participle(sentence: Sentence, match: Match) -> bool:
    """"39 people confirmed to be dead", "66 people reportedly killed": nobody speaks here."""
    if match.last - match.first == 1 and match.first > 0 and sentence.masks[match.first - 1] & BITS["aux"]:
        aux = next((m for m in sentence.of("aux") if m.first <= match.first - 1 < m.last), None)
        return aux is not None and aux.row.label != "have"
    return match.last < len(sentence) and sentence.norms[match.last] in ("dead", "killed")


def _after_pause(sentence: Sentence, at: int) -> bool:
    return at > 0 and sentence.norms[at - 1] in ",\""


def _trails(sentence: Sentence, actor: Actor, match: Match) -> bool:
    """Whether the speaker comes behind what is said: "Twelve people died, officials said Friday."."""
    if actor.first == 0 or not _after_pause(sentence, actor.first):
        return False
    if match.last < len(sentence) and sentence.masks[match.last] & BITS["that"]:
        return False
    left = len(sentence) - match.last
    return left <= 7 or sentence.norms[match.last] in ",." and left <= 7 or sentence.norms[actor.first - 1] == '"'


def _according(sentence: Sentence, match: Match) -> Attribution | None:
    """"According to X, ..." and "..., according to X"."""
    actor = actors.after(sentence, match.last)
    if actor is None:
        return None
    return Attribution(actor, match, 0, len(sentence))


def _cited(sentence: Sentence, match: Match, found: list[Attribution]) -> None:
    """"X, citing Y": Y is nearer to the origin than X."""
    origin = actors.after(sentence, match.last)
    if origin is None:
        return
    holder = next((each for each in reversed(found) if each.cue.first < match.first or each.actor.last <= match.first), None)
    if holder is None:
        holder = next(iter(found), None)
    if holder is not None:
        if holder.origin is None and holder.actor.first != origin.first:
            holder.origin = origin
        return
    speaker = actors.before(sentence, match.first)
    if speaker is not None and not speaker.anaphor:
        found.append(Attribution(speaker, match, 0, len(sentence), None, origin))
    else:
        found.append(Attribution(origin, match, 0, len(sentence)))


def covering(sentence: Sentence, found: list[Attribution], at: int) -> list[Attribution]:
    """The attributions that cover a token, the origin's first: what stands nearest to the number was said first."""
    over = [each for each in found if each.start <= at < each.end and not _inside(sentence, each.actor, at)]
    ahead = [each for each in over if each.start > 0 or each.cue.name == "say" and each.actor.first < at]
    behind = [each for each in over if each not in ahead]
    ahead.sort(key=lambda each: -each.cue.first)
    behind.sort(key=lambda each: abs(each.cue.first - at))
    return ahead + behind[:1] if not ahead else ahead[:2] + behind[:1]


def _inside(sentence: Sentence, actor: Actor, at: int) -> bool:
    return actor.sentence is sentence and actor.first <= at < actor.last
