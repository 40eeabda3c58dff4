"""Attributions without a verb of saying: a label before a colon, the owner of a count, a bracket that opens with an actor."""

from __future__ import annotations

from tallybook.reading import _actors as actors
from tallybook.reading import _phrases as phrases
from tallybook.reading._actors import Actor
from tallybook.reading._attribution import Attribution
from tallybook.reading._classes import BITS
from tallybook.reading._count import NUMERIC
from tallybook.reading._tokens import Sentence


def verbless(sentence: Sentence) -> list[Attribution]:
    """Every attribution of a sentence that no verb of saying makes."""
    return _bracketed(sentence) + _tallied(sentence) + _labelled(sentence)


def _tallied(sentence: Sentence) -> list[Attribution]:
    """ "the agency's count stood at 612", "the state's toll": the figure of whoever owns the count."""
    found: list[Attribution] = []
    for match in sentence.of("tally"):
        near = [each for each in sentence.of("actor") if match.first - 3 <= each.last <= match.first]
        owner = next((each for each in reversed(near) if sentence.norms[each.last - 1].endswith("'s")), None)
        if owner is None:
            continue
        actor = actors.before(sentence, owner.last)
        if actor is not None:
            end = actor.sentence.ends[actor.last - 1] - 2
            found.append(Attribution(actor._replace(cut=end), match, match.last, len(sentence)))
    return found


def _labelled(sentence: Sentence) -> list[Attribution]:
    """ "Police: 3 killed" and "3 killed in Homs – officials"."""
    norms, length = sentence.norms, len(sentence)
    if sentence.lexicon.head.script == "Arabic" and (label := phrases.label(sentence)) is not None:
        return [label]
    begin = _past_time(sentence)
    for at in range(begin + 1, min(begin + 8, length - 1)):
        if norms[at] == ":":
            actor = _label(actors.after(sentence, begin), begin, at)
            return [Attribution(actor, actors.cue_of(actor), at + 1, length)] if actor is not None else []
    for at in range(length - 2, max(length - 6, 1), -1):
        if norms[at] in ":–-" and sentence.ends[at - 1] < sentence.starts[at] + (norms[at] == ":"):
            actor = _label(actors.after(sentence, at + 1), at + 1, length)
            return [Attribution(actor, actors.cue_of(actor), 0, at)] if actor is not None else []
    return []


def _past_time(sentence: Sentence) -> int:
    """Behind the day or time that an entry opens with: "14:20: Officials: ...", "12 Aug 2020 – Interior ministry: ..."."""
    norms = sentence.norms
    at = 0
    while at < min(8, len(sentence)) and (norms[at].isdecimal() or norms[at] in ":.,h/" or sentence.masks[at] & _DATED):
        at += 1
    if at < 2:
        return 0
    return at + 1 if at < len(sentence) and norms[at] in "–—-|" else at


_DATED = BITS["month"] | BITS["weekday"]


def _label(actor: Actor | None, first: int, last: int) -> Actor | None:
    """The actor, where it fills a label on its own; a country's name is a place there."""
    if actor is None or (actor.first, actor.last) != (first, last):
        return None
    if actor.type == "other":
        return actor if actors.surname(actor) else None
    match = actor.sentence.ending("actor", last)
    country = match is not None and (match.row.frame == "country" or not actors.titled(actor))
    return None if actor.type == "state" and actor.named and country else actor


def _bracketed(sentence: Sentence) -> list[Attribution]:
    """ "(some sources up to 50)": a bracket that opens with an actor speaks in that actor's name."""
    found: list[Attribution] = []
    for match in sentence.of("actor"):
        opened = next((at for at in range(match.first - 1, max(-1, match.first - 4), -1) if sentence.norms[at] == "("), -1)
        if opened < 0:
            continue
        closed = next((at for at in range(match.last, min(len(sentence), match.last + 12)) if sentence.norms[at] == ")"), -1)
        counted = any(
            sentence.norms[at][0].isdecimal() or sentence.masks[at] & NUMERIC for at in range(match.last, max(closed, 0))
        )
        actor = actors.after(sentence, opened + 1) if closed > 0 and counted else None
        if actor is not None and actor.last < closed and (not found or found[-1].start > closed or found[-1].end < opened):
            found.append(Attribution(actor, match, actor.last, closed))
    return found
