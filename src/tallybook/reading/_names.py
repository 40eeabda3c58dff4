"""Speakers whose name stands before their office in a script without capitals: "NAME, spokesman of X, said", "NAME, chief of X: ..."."""

from __future__ import annotations

from msgspec.structs import replace

from tallybook.reading import _phrases as phrases
from tallybook.reading._actor import Actor
from tallybook.reading._classes import BITS
from tallybook.reading._tokens import Sentence

_LONGEST = 7
_SHORTEST = 2
_BREAKS = ';:–|"()'


def with_name(sentence: Sentence, actor: Actor) -> Actor:
    """The speaker with the name that opens the clause before a comma: "NAME, spokesman of X"."""
    comma = actor.first - 1
    if comma < _SHORTEST or sentence.norms[comma] != ",":
        return actor
    first = comma
    while first > 0 and comma - first < _LONGEST and sentence.norms[first - 1] not in _BREAKS:
        first -= 1
    opens = first == 0 or sentence.norms[first - 1] in _BREAKS
    if not opens or comma - first < _SHORTEST or phrases.run(sentence, first) != comma:
        return actor
    name = phrases.speaker(sentence, first, alone=True, last=comma)
    whole = name is not None and name.first == first and not phrases.is_person(sentence, name, ranked=True)
    return replace(actor, first=first, named=True) if whole else actor


def opening(sentence: Sentence, before: int) -> Actor | None:
    """ "NAME, historian, the toll N puts", "NAME, who the files has seen, ... says": a name that only its commas tell from a noun."""
    if "," not in sentence.norms[:before]:
        return None
    comma = phrases.run(sentence, 0)
    if not _SHORTEST <= comma < before or sentence.norms[comma] != ",":
        return None
    name = phrases.speaker(sentence, 0, alone=True, last=comma)
    if name is None or name.type != "other" or phrases.is_person(sentence, name, ranked=True):
        return None
    if _clause_behind(sentence, comma + 1):
        return name
    end = phrases.run(sentence, comma + 1)
    closed = comma + 1 < end < before and sentence.norms[end] == "," and not phrases.counted(sentence, comma + 1, end)
    return replace(name, last=end) if closed else None


def quoted(sentence: Sentence, office: Actor) -> tuple[Actor, Actor] | None:
    """ "X quoting NAME, governor of Y, reported": X, and the one quoted with the name and the office."""
    comma = office.first - 1
    if comma < _SHORTEST or sentence.norms[comma] != ",":
        return None
    for cite in sentence.of("cite"):
        if not cite.last < comma or phrases.run(sentence, cite.last) != comma:
            continue
        name = phrases.speaker(sentence, cite.last, alone=True, last=comma)
        relay = phrases.ending(sentence, cite.first)
        if name is not None and relay is not None and name.first == cite.last:
            return relay, replace(office, first=name.first, named=True)
    return None


def _clause_behind(sentence: Sentence, at: int) -> bool:
    return at < len(sentence.norms) and bool(sentence.masks[at] & BITS["relative"])
