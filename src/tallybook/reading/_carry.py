"""Harms carried over: "the figure" of what was spoken of, and sentences that go on counting the ones before."""

from __future__ import annotations

from tallybook.reading._breakdown import whom_behind
from tallybook.reading._classes import BITS
from tallybook.reading._count import Count
from tallybook.reading._gapped import gaps, sourced
from tallybook.reading._pairs import Pair
from tallybook.reading._tokens import Sentence

_AT_THE_HEAD = 1
_FIGURE = 7  # tokens from "the figure" to its number
_OPENERS = ("part", "among", "whom", "continuing")


def figures(sentence: Sentence, usable: list[Count], pairs: list[Pair], last: Pair | None) -> None:
    """ "activists put the figure at 60": the harm is the one spoken of before."""
    by_count = {id(pair.count): pair for pair in pairs}
    for match in sentence.of("figure"):
        near = range(match.last, match.last + _FIGURE)
        count = next((each for each in usable if each.first in near and ":" not in sentence.norms[match.last : each.first]), None)
        before = [pair for pair in pairs if pair.count.number.first < match.first]
        known = max(before, key=lambda pair: pair.count.number.first) if before else last
        if count is None or id(count) in by_count or known is None or (count.noun and count.group != "people"):
            continue
        by_count[id(count)] = Pair(count, known.harm, known.cost + 1, "toll")
        pairs.append(by_count[id(count)])


def alone(sentence: Sentence, usable: list[Count], pairs: list[Pair]) -> None:
    """ "Amnesty says 13 were killed, police say 7": a bare number right behind a verb of saying, or where one is left out."""
    paired = {id(pair.count) for pair in pairs}
    if not any(id(count) not in paired and not count.noun for count in usable):
        return
    left_out = {step for at in gaps(sentence) for step in (at + 1, at + 2)}
    for count in usable:
        before = [pair for pair in pairs if pair.count.last <= count.first and not pair.part]
        if id(count) in paired or count.noun or not before:
            continue
        if count.first not in left_out and not sourced(sentence, count) and sentence.ending("say", count.first) is None:
            continue
        pairs.append(Pair(count, before[-1].harm, before[-1].cost + 1, "toll"))


def _listed(sentence: Sentence, count: Count) -> bool:
    """ "It also lists 148 fighters": people named right behind a verb of saying, and no harm of their own."""
    goes_on = any(match.first <= 1 for match in sentence.of("anaphor"))
    return goes_on and count.noun and not sentence.of("harm") and sentence.ending("say", count.first) is not None


def carried(sentence: Sentence, found: list[Count], pairs: list[Pair], last: Pair, to: str) -> list[Pair]:
    """Counts without a harm of their own that break down what the sentence before counted: "Two were women"."""
    fresh: list[Pair] = []
    if not pairs:
        figures(sentence, [count for count in found if not count.code], fresh, last)
    paired = {id(pair.count) for pair in (*pairs, *fresh)}
    opened = any(match.first <= _AT_THE_HEAD for name in _OPENERS for match in sentence.of(name))
    for count in found:
        if id(count) in paired or count.code or count.by or count.implied:
            continue
        if _listed(sentence, count):
            fresh.append(Pair(count, last.harm, last.cost + 2, "toll"))
            continue
        if (
            (opened and (count.noun or _said_of(sentence, count) or _filled(sentence, count)))
            or (count.first == 0 and _said_of(sentence, count))
            or (whom_behind(sentence, count) and all(each.first >= count.first for each in found))
        ):
            fresh.append(Pair(count, last.harm, last.cost + 2, last.side, part=True, to=to))
    return fresh


def _filled(sentence: Sentence, count: Count) -> bool:
    """ "of whom children: 12": the noun heads a label that the count fills."""
    match = sentence.ending("group", count.first - 1) if count.first > 1 and sentence.norms[count.first - 1] == ":" else None
    if match is not None:
        count.group, count.group_first, count.group_last = match.row.label, match.first, match.last
    return match is not None


def _said_of(sentence: Sentence, count: Count) -> bool:
    """ "Two were women": a verb of being and a group behind the bare number."""
    at = count.number.last
    if sentence.starting("whom", at) is not None:
        at += 2
    if at >= len(sentence) or not sentence.masks[at] & BITS["aux"]:
        return False
    return any(sentence.masks[step] & (BITS["group"] | BITS["singular"]) for step in range(at + 1, min(at + 4, len(sentence))))
