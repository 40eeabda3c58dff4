"""Attribution: who said it, through whom, in which words."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from tallybook.reading import _actors as actors
from tallybook.reading._actors import Actor
from tallybook.reading._behind import reported, speaker_behind, whole_name
from tallybook.reading._classes import BITS
from tallybook.reading._labels import bracketed_label, colon_label, cue_of, dash_label
from tallybook.reading._lexicon import Match
from tallybook.reading._passing import passed_on, relayed, widened
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
    found.extend(_bracketed(sentence))
    found.extend(_tallied(sentence))
    found.extend(_labelled(sentence))
    found.sort(key=lambda each: each.cue.first)
    for match in sentence.of("cite"):
        _cited(sentence, match, found)
    for match in sentence.of("relay"):
        relay = relayed(sentence, match, found)
        if relay is not None:
            found.append(Attribution(relay, match, 0, len(sentence)))
    _bounded(sentence, found)
    widened(sentence, found)
    return found


def _bounded(sentence: Sentence, found: list[Attribution]) -> None:
    """ "Officials say 9 died, but activists say 60": the first speaker's words end where the next one's clause begins."""
    spoken = [each for each in found if each.cue.name == "say" and each.start > 0]
    for left, right in pairwise(spoken):
        begin = right.actor.first if right.actor.sentence is sentence else right.cue.first
        ends = sentence.lexicon.clause_and | {";"}
        cuts = [at for at in range(left.cue.last, begin) if sentence.norms[at] in ends]
        if cuts:
            left.end = cuts[-1]


def _said(sentence: Sentence, match: Match) -> Attribution | None:
    """A verb of saying with its speaker before or behind it, and the one who was told."""
    if _is_participle(sentence, match):
        return None
    if sentence.lexicon.head.verb_first:
        actor = actors.after(sentence, match.last)
        return Attribution(actor, match, actor.last, len(sentence)) if actor is not None else None
    behind = speaker_behind(sentence, match)
    if behind is not None:
        return Attribution(behind.actor, match, behind.start, behind.end, behind.relay)
    actor = whole_name(sentence, actors.before(sentence, match.first))
    inverted = False
    if sentence.lexicon.victim_left_of_do and not _speech_behind(sentence, match):
        return _framed(sentence, match)
    if actor is None and _after_pause(sentence, match.first):
        actor, inverted = actors.after(sentence, match.last), True
    if actor is None:
        return None
    start, actor, relay = _who_was_told(sentence, match, actor, inverted=inverted)
    first, last = start, len(sentence)
    if _set_off(sentence, actor, match):
        first, last = 0, len(sentence)
    elif inverted or _trails(sentence, actor, match):
        first, last = 0, actor.first
    return Attribution(actor, match, first, last, relay)


def _who_was_told(sentence: Sentence, match: Match, actor: Actor, *, inverted: bool) -> tuple[int, Actor, Actor | None]:
    """Where the speech begins, who speaks, and who was told: "X told Y", "X confirmed to Y", "X به Y گفت"."""
    between = _told_between(sentence, actor) if sentence.lexicon.victim_left_of_do and not inverted else None
    if between is not None:
        return match.last, *between
    told_at = match.last if match.row.frame == "told" else sentence.starting("say_to", match.last)
    if told_at is None:
        return match.last, actor, None
    at = told_at if isinstance(told_at, int) else told_at.last
    relay = actors.after(sentence, at)
    if relay is None or (relay.type == "other" and not relay.named) or relay.anaphor:
        return at, actor, None
    return relay.last, actor, relay


def _speech_behind(sentence: Sentence, match: Match) -> bool:
    """Whether what is said stands behind the verb, with or without a word for "that"."""
    if _that_follows(sentence, match.last):
        return True
    places = [harm.first for harm in sentence.of("harm")]
    return any(at >= match.last for at in places) and not any(at < match.first for at in places)


def _told_between(sentence: Sentence, actor: Actor) -> tuple[Actor, Actor] | None:
    """ "X به Y گفت": where the verb comes last, the one who was told stands inside what looks like one speaker."""
    for at in range(actor.first + 1, actor.last - 1):
        if sentence.starting("say_to", at) is None:
            continue
        speaker, told = actors.before(sentence, at), actors.after(sentence, at + 1)
        if speaker is not None and told is not None and told.last == actor.last and told.type in ("agency", "outlet"):
            return speaker, told
    return None


def _that_follows(sentence: Sentence, at: int) -> bool:
    return at < len(sentence) and bool(sentence.masks[at] & BITS["that"] or sentence.norms[at] in ':"')


def _framed(sentence: Sentence, match: Match) -> Attribution | None:
    """Where the verb ends the sentence, what is said stands between the speaker and the verb."""
    for candidate in sentence.of("actor"):
        if candidate.last > match.first:
            break
        inside = any(harm.first < candidate.first for harm in sentence.of("harm"))
        if inside or (candidate.first > 0 and sentence.masks[candidate.first - 1] & BITS["preposition"]):
            continue
        actor = actors.after(sentence, candidate.first)
        if actor is not None and actor.last <= match.first:
            return Attribution(actor, match, actor.last, match.last)
    return None


def _is_participle(sentence: Sentence, match: Match) -> bool:
    """ "39 people confirmed to be dead", "initial reports have": nobody speaks here."""
    if match.first > 0 and sentence.masks[match.first - 1] & BITS["reflexive"]:
        return True  # "se elevó a 99": the figure rose
    if match.last < len(sentence) and (
        sentence.starting("say", match.last) or sentence.norms[match.last] in sentence.lexicon.having
    ):
        return match.last - match.first == 1
    if match.last - match.first == 1 and match.first > 0 and sentence.masks[match.first - 1] & BITS["aux"]:
        aux = next((m for m in sentence.of("aux") if m.first <= match.first - 1 < m.last), None)
        return aux is not None and aux.row.label != "have"
    return match.last - match.first == 1 and match.last < len(sentence) and sentence.norms[match.last] in ("dead", "killed")


def _after_pause(sentence: Sentence, at: int) -> bool:
    return at > 0 and sentence.norms[at - 1] in ',"'


def _set_off(sentence: Sentence, actor: Actor, match: Match) -> bool:
    """Whether speaker and verb stand between pauses: "Two were officers, police said, and nine were hurt." speaks for it all."""
    if actor.first == 0 or not _after_pause(sentence, actor.first):
        return False
    at = match.last
    while (
        at < len(sentence)
        and at - match.last < 4
        and sentence.masks[at] & (BITS["weekday"] | BITS["month"] | BITS["when"] | BITS["preposition"])
    ):
        at += 1
    return at < len(sentence) and sentence.norms[at] in ",;"


def _trails(sentence: Sentence, actor: Actor, match: Match) -> bool:
    """Whether the speaker comes behind what is said: "Twelve people died, officials said Friday."."""
    if actor.first == 0 or not _after_pause(sentence, actor.first):
        return False
    if match.last < len(sentence) and sentence.masks[match.last] & BITS["that"]:
        return False
    if sentence.norms[actor.first - 1] == '"':
        return True
    return len(sentence) - match.last <= 9 and not any(harm.first >= match.last for harm in sentence.of("harm"))


def _according(sentence: Sentence, match: Match) -> Attribution | None:
    """ "According to X, ..." and "..., according to X"."""
    actor = actors.after(sentence, reported(sentence, match.last))
    if actor is None:
        return None
    return Attribution(actor, match, *_clause(sentence, match.first))


def _clause(sentence: Sentence, at: int) -> tuple[int, int]:
    """The stretch between semicolons around a token."""
    first, last = at, at
    while first > 0 and sentence.norms[first - 1] != ";":
        first -= 1
    while last < len(sentence) and sentence.norms[last] != ";":
        last += 1
    return first, last


def _tallied(sentence: Sentence) -> list[Attribution]:
    """ "the agency's count stood at 612", "the state's toll": the figure of whoever owns the count."""
    found: list[Attribution] = []
    for match in sentence.of("tally"):
        owner = next((each for each in sentence.of("actor") if match.first - 3 <= each.last <= match.first), None)
        if owner is None or not sentence.norms[owner.last - 1].endswith("'s"):
            continue
        actor = actors.before(sentence, owner.last)
        if actor is not None:
            end = actor.sentence.ends[actor.last - 1] - 2
            found.append(Attribution(actor._replace(cut=end), match, match.last, len(sentence)))
    return found


def _labelled(sentence: Sentence) -> list[Attribution]:
    """ "Police: 3 killed", "3 killed in Homs – officials" and "3 killed in Homs (UN)"."""
    length = len(sentence)
    head = colon_label(sentence)
    tail = dash_label(sentence) or bracketed_label(sentence)
    if head is not None and (tail is None or head[0].type != "other"):
        return [Attribution(head[0], cue_of(head[0]), head[1] + 1, length)]
    return [Attribution(tail[0], cue_of(tail[0]), 0, tail[1])] if tail is not None else []


def _bracketed(sentence: Sentence) -> list[Attribution]:
    """ "(some sources up to 50)": a bracket that opens with an actor speaks in that actor's name."""
    found: list[Attribution] = []
    for match in sentence.of("actor"):
        opened = next((at for at in range(match.first - 1, max(-1, match.first - 4), -1) if sentence.norms[at] == "("), -1)
        if opened < 0:
            continue
        closed = next((at for at in range(match.last, min(len(sentence), match.last + 12)) if sentence.norms[at] == ")"), -1)
        counted = any(
            sentence.norms[at][0].isdecimal() or sentence.masks[at] & _NUMERIC for at in range(match.last, max(closed, 0))
        )
        actor = actors.after(sentence, opened + 1) if closed > 0 and counted else None
        if actor is not None and actor.last < closed and (not found or found[-1].start > closed or found[-1].end < opened):
            found.append(Attribution(actor, match, actor.last, closed))
    return found


_NUMERIC = BITS["number"] | BITS["vague"] | BITS["scale"]


def _cited(sentence: Sentence, match: Match, found: list[Attribution]) -> None:
    """ "X, citing Y": Y is nearer to the origin than X."""
    origin = actors.after(sentence, reported(sentence, match.last))
    if origin is None:
        return
    holder = next((each for each in reversed(found) if each.cue.first < match.first or each.actor.last <= match.first), None)
    if holder is None:
        holder = next(iter(found), None)
    if holder is not None:
        if holder.origin is None and holder.actor.first != origin.first:
            holder.origin = origin
        return
    pause = match.first - (sentence.norms[match.first - 1] == "," if match.first > 0 else 0)
    speaker = actors.before(sentence, pause)
    if speaker is not None and not speaker.anaphor:
        found.append(Attribution(speaker, match, 0, len(sentence), None, origin))
    else:
        found.append(Attribution(origin, match, 0, len(sentence)))


def covering(sentence: Sentence, found: list[Attribution], at: int) -> list[Attribution]:
    """The attributions that cover a token, the origin's first: what stands nearest to the number was said first."""
    over = [each for each in found if each.start <= at < each.end and not _inside(sentence, each.actor, at)]
    bracketed = [each for each in over if each.cue.name == "actor"]
    if bracketed:
        return bracketed[:1]
    ahead = [each for each in over if each.start > 0 or (each.cue.name == "say" and each.actor.first < at)]
    behind = [each for each in over if each not in ahead]
    ahead.sort(key=lambda each: -each.cue.first)
    behind.sort(key=lambda each: abs(each.cue.first - at))
    return ahead + passed_on(behind) if not ahead else ahead[:2] + behind[:1]


def _inside(sentence: Sentence, actor: Actor, at: int) -> bool:
    return actor.sentence is sentence and actor.first <= at < actor.last
