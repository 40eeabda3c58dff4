"""Counts that stand among a whole: "Three Tunisians were among the 84 people killed", "Four of the eight executed"."""

from __future__ import annotations

from itertools import pairwise

from tallybook.reading._classes import BITS
from tallybook.reading._count import Count
from tallybook.reading._pairs import Pair
from tallybook.reading._tokens import Sentence


def among(sentence: Sentence, usable: list[Count], pairs: list[Pair]) -> None:
    """ "Three Tunisians were among the 84 people killed"; "Four of the eight people executed"."""
    if "partitive" in sentence.matches or "among" in sentence.matches:
        _told_of_whole(sentence, usable, pairs)
    final = sentence.lexicon.victim_left_of_do
    for pair in pairs:
        of_them = final and pair.side == "left" and pair.harm.frames == {"toll"}  # "two of the executed were Afghans"
        if pair.partitive or of_them or (pair.side == "right" and pair.harm.among):
            pair.part = True


def _told_of_whole(sentence: Sentence, usable: list[Count], pairs: list[Pair]) -> None:
    by_count = {id(pair.count): pair for pair in pairs}
    for count, near in pairwise(usable):
        of = sentence.starting("partitive", count.number.last)
        if of is not None and of.last <= near.first <= of.last + 1 and id(near) in by_count and id(count) not in by_count:
            _take_part(count, by_count[id(near)], by_count, pairs)
    for match in sentence.of("among"):
        if sentence.masks[match.first] & BITS["part"]:
            continue  # "492 dead, among them 35 children"
        wholes = [
            by_count[id(count)] for count in usable if match.last <= count.first <= match.last + 2 and id(count) in by_count
        ]
        before = [count for count in usable if count.last <= match.first <= count.last + 8]
        if match.first == 0 and wholes:  # "Серед 54 загиблих – 12 дітей"
            before = [count for count in usable if count.noun and count.first >= wholes[0].count.last][:1]
        for count in before if wholes else ():
            pair = by_count.get(id(count))
            if pair is None or pair.harm is wholes[0].harm:
                _take_part(count, wholes[0], by_count, pairs)


def _take_part(count: Count, whole: Pair, by_count: dict[int, Pair], pairs: list[Pair]) -> None:
    """Make a count a part of a whole, with the whole's harm where it has none."""
    pair = by_count.get(id(count))
    if pair is None:
        pair = by_count[id(count)] = Pair(count, whole.harm, whole.cost + 1, "left")
        pairs.append(pair)
    pair.part, pair.parent = True, whole
    if pair.count.label == "people" and whole.count.label == "combatants":
        pair.count.group = whole.count.label  # "ten foreigners were among the 27 militants killed"
