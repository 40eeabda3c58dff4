"""Breakdowns told by a mark or by repeating a preposition, and counts that only say what some of the counted were."""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._count import Count
from tallybook.reading._harms import HarmWord
from tallybook.reading._pairs import Pair
from tallybook.reading._tokens import Sentence

_NEAR = 4
_SHARED = 14
_ENDS = BITS["and"] | BITS["part"]


def colon_region(sentence: Sentence, usable: list[Count]) -> tuple[int, int] | None:
    """ "1,793 prisoners: 1,564 men and 229 women": the stretch behind the colon, where its counts break down the one before."""
    for at, word in enumerate(sentence.norms):
        if word != ":":
            continue
        before = [count for count in usable if count.last <= at and at - count.last <= _NEAR and not count.implied]
        end = next((step for step in range(at + 1, len(sentence)) if sentence.norms[step] in ";.:"), len(sentence))
        inside = [count for count in usable if at < count.number.first < end and not count.implied]
        if before and len(inside) > 1 and inside[0].first <= at + 2 and _within(sentence, before[-1], inside, end):
            return at, end
    return None


def _within(sentence: Sentence, whole: Count, inside: list[Count], end: int) -> bool:
    """Whether the counts have nouns and no harm of their own, and are not more than the whole."""
    if any(not count.noun for count in inside) or any(inside[0].first <= match.first < end for match in sentence.of("harm")):
        return False
    return sum(count.number.low for count in inside) <= whole.number.high


def shared_complement(sentence: Sentence, near: Count, count: Count, harm: HarmWord) -> bool:
    """ "the murder of 150 leaders this year and of 26 signatories": the preposition comes again, the noun does not."""
    at = count.first
    if "event" not in harm.frames or at < 2 or count.first - near.last > _SHARED:
        return False
    again = sentence.norms[at - 1] == sentence.lexicon.head.order.complement
    return again and bool(sentence.masks[at - 2] & BITS["and"])


def predicated(sentence: Sentence, count: Count) -> bool:
    """ "Two of them were police officers and four others were hurt": what the two were, and not what befell them here."""
    whom = sentence.starting("whom", count.number.last)
    if whom is None or whom.last >= len(sentence) or not sentence.masks[whom.last] & BITS["aux"]:
        return False
    told = next((match for match in sentence.of("group") if whom.last < match.first <= whom.last + 2), None)
    if told is None:
        return False
    return told.last >= len(sentence) or bool(sentence.masks[told.last] & _ENDS) or not sentence.norms[told.last][0].isalnum()


def without_predicated(sentence: Sentence, usable: list[Count]) -> list[Count]:
    """The counts that may be joined to a harm of this sentence."""
    if not sentence.of("whom"):
        return usable
    return [count for count in usable if not predicated(sentence, count)]


def is_shared(sentence: Sentence, left: Count, right: Count, pair: Pair) -> bool:
    """Whether the right one of two counts shares the complement of the left one's harm."""
    return pair.count is left and shared_complement(sentence, left, right, pair.harm)
