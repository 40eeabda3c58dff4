"""Attributions without a verb of saying: a label before a colon, the owner of a count, a bracket that opens with an actor."""

from __future__ import annotations

from msgspec.structs import replace

from tallybook.reading import _actors as actors
from tallybook.reading import _labels as labels
from tallybook.reading import _phrases as phrases
from tallybook.reading._attribution import Attribution
from tallybook.reading._classes import BITS
from tallybook.reading._count import NUMERIC
from tallybook.reading._forms import Match
from tallybook.reading._reports import tallied
from tallybook.reading._tailed import tailed
from tallybook.reading._tokens import Sentence


def verbless(sentence: Sentence) -> list[Attribution]:
    """Every attribution of a sentence that no verb of saying makes."""
    found = _bracketed(sentence) if "(" in sentence.norms else []
    if sentence.classes & BITS["tally"]:
        found += _tallied(sentence) if not sentence.lexicon.head.inverts else _listed(sentence)
    return found + _labelled(sentence)


def passed_on(sentence: Sentence, found: list[Attribution]) -> None:
    """ "Reuters: the ministry said 12 died": behind the label of an agency somebody else speaks, and the agency only passes it on."""
    if not found or found[0].cue.name != "actor" or found[0].actor.type not in _PASS_ON or ":" not in sentence.norms:
        return
    head = found[0]
    inner = next((each for each in found[1:] if each.cue.name in ("say", "according")), None)
    if inner is None or inner.actor.sentence is not sentence or inner.actor.anaphor or head.actor.first >= head.start:
        return
    begins = min(inner.actor.first, inner.cue.first)
    aside = begins - head.start <= _ASIDE and not phrases.counted(sentence, head.start, begins)
    if inner.actor.type in _PASS_ON or not (aside or inner.start <= head.start < begins):
        return  # "Reuters: 12 died, the ministry said" is the ministry's as well
    inner.relay = inner.relay or head.actor
    if max(inner.end, inner.cue.last + 1) >= head.end:
        found.remove(head)


_PASS_ON = ("agency", "outlet")
_ASIDE = 3  # tokens of "on Sunday" before the one who speaks


def _tallied(sentence: Sentence) -> list[Attribution]:
    """ "the agency's count stood at 612", "the state's toll": the figure of whoever owns the count."""
    found: list[Attribution] = []
    for match in sentence.of("tally"):
        near = [each for each in sentence.of("actor") if match.first - 3 <= each.last <= match.first]
        owner = next((each.last for each in reversed(near) if sentence.norms[each.last - 1].endswith("'s")), -1)
        owner = _named_owner(sentence, match) if owner < 0 and match.row.frame == "owned" else owner
        unknown = _owner_behind_by(sentence, match) if owner < 0 else -1
        actor = actors.before(sentence, max(owner, unknown), sure=unknown > 0) if max(owner, unknown) > 0 else None
        if actor is not None:
            if sentence.masks[actor.first] & BITS["by"] and actor.last - actor.first > 1:
                actor = replace(actor, first=actor.first + 1)  # "[by] Ana Cruz's count"
            end = actor.sentence.ends[actor.last - 1] - 2
            begin = 0 if actor.first > 0 and sentence.masks[actor.first - 1] & BITS["by"] else match.last
            found.append(
                Attribution(replace(actor, cut=end), match, begin, len(sentence.norms))
            )  # "132 are held, by the state's count"
    return found


def _listed(sentence: Sentence) -> list[Attribution]:
    """ "Se basó en el listado de la Asamblea: 67 caídos": behind a colon stands what the list of that body holds."""
    found: list[Attribution] = []
    for at, word in enumerate(sentence.norms):
        owner = tallied(sentence, at) if word == ":" else None
        if owner is not None:
            found.append(Attribution(owner, labels.cue_of(owner), at + 1, len(sentence.norms)))
    return found


def _named_owner(sentence: Sentence, match: Match) -> int:
    """ "Foro Penal's updated list": where a name ends that no table knows; a toll is a place's, a list is somebody's."""
    for at in range(match.first - 1, max(-1, match.first - 3), -1):
        if sentence.norms[at].endswith("'s") and sentence.upper(at) and not sentence.masks[at] & (_DATED | BITS["when"]):
            return at + 1
    return -1


def _owner_behind_by(sentence: Sentence, match: Match) -> int:
    """ "By the harbour master's count", "by Ana Cruz's count": behind "by" the count is somebody's, whoever that is."""
    if not sentence.classes & BITS["by"]:
        return -1
    owner = next((at for at in range(match.first - 1, max(0, match.first - 3), -1) if sentence.norms[at].endswith("'s")), 0)
    for at in range(owner - 1, max(-1, owner - _OWNER), -1):
        if sentence.masks[at] & BITS["by"]:
            named = sentence.norms[at + 1] in sentence.lexicon.head.articles or sentence.upper(at + 1)
            return owner + 1 if named and not sentence.masks[owner] & (_DATED | BITS["when"]) else -1
    return -1


_OWNER = 5  # tokens of "the deputy harbour master's"


def _labelled(sentence: Sentence) -> list[Attribution]:
    """ "Police: 3 killed", "3 killed in Homs – officials" and "3 killed in Homs (UN)"."""
    length = len(sentence.norms)
    if sentence.lexicon.head.script == "Arabic":  # without capitals only a known speaker is told from a heading
        label = phrases.label(sentence) or phrases.trailing_label(sentence) or tailed(sentence)
        return [label] if label is not None else []
    head = labels.colon_label(sentence, _past_time(sentence))
    tail = labels.dash_label(sentence) or labels.bracketed_label(sentence)
    if head is not None and (tail is None or head[0].type != "other"):
        return [Attribution(head[0], labels.cue_of(head[0]), head[1] + 1, length)]
    return [Attribution(tail[0], labels.cue_of(tail[0]), 0, tail[1])] if tail is not None else []


def _past_time(sentence: Sentence) -> int:
    """Behind the day or time that an entry opens with: "14:20: Officials: ...", "12 Aug 2020 – Interior ministry: ..."."""
    norms = sentence.norms
    at, limit = 0, min(8, len(norms))
    while at < limit and (norms[at].isdecimal() or norms[at] in ":.,h/" or sentence.masks[at] & _DATED or _clock(norms[at])):
        at += 1
    if at < 2 and not (at == 1 and _clock(norms[0])):
        return 0
    return at + 1 if at < len(norms) and norms[at] in "–—-|" else at


def _clock(word: str) -> bool:
    """ "09.15 Bomberos: 11 fallecidos": the time of an entry, written with a full stop."""
    hours, _, minutes = word.partition(".")
    return len(minutes) == _DIGITS and minutes.isdecimal() and hours.isdecimal() and len(hours) <= _DIGITS


_DIGITS = 2
_DATED = BITS["month"] | BITS["weekday"]


def _bracketed(sentence: Sentence) -> list[Attribution]:
    """ "(some sources up to 50)": a bracket that opens with an actor speaks in that actor's name."""
    found: list[Attribution] = []
    for match in sentence.of("actor"):
        opened = next((at for at in range(match.first - 1, max(-1, match.first - 4), -1) if sentence.norms[at] == "("), -1)
        if opened < 0:
            continue
        closed = next(
            (at for at in range(match.last, min(len(sentence.norms), match.last + 12)) if sentence.norms[at] == ")"), -1
        )
        counted = any(
            sentence.norms[at][0].isdecimal() or sentence.masks[at] & NUMERIC for at in range(match.last, max(closed, 0))
        )
        actor = actors.after(sentence, opened + 1) if closed > 0 and counted else None
        if actor is not None and actor.last < closed and (not found or found[-1].start > closed or found[-1].end < opened):
            found.append(Attribution(actor, match, actor.last, closed))
    return found
