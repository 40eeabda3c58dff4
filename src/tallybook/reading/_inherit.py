"""Groups that a count takes from its neighbours: "232 civilians were killed, 1,343 wounded" speaks of civilians twice."""

from __future__ import annotations

from itertools import pairwise

from tallybook.reading._classes import BITS
from tallybook.reading._count import Count
from tallybook.reading._pairs import Pair
from tallybook.reading._tokens import Sentence

_GENERIC = frozenset({"", "people", "other"})
_THIN = (
    BITS["and"]
    | BITS["adverb"]
    | BITS["aux"]
    | BITS["harm"]
    | BITS["bound"]
    | BITS["article"]
    | BITS["group"]
    | BITS["when_start"]
)
_HELD = 4


def inherit(sentence: Sentence, pairs: list[Pair]) -> None:
    """Give bare counts the group of the toll that they fill, or of the count right before them."""
    for pair in pairs:
        if pair.side == "toll" and not pair.count.noun:
            _from_toll(sentence, pair)
    if len(pairs) < 2:
        return
    ordered = sorted(pairs, key=lambda pair: pair.count.number.first)
    for left, right in pairwise(ordered):
        others = sentence.lexicon.head.head_first and _others(left, right)
        bare = _bare(right.count) and not right.part and not left.part and _specific(left.count)
        if others or (bare and _thin(sentence, left, right)):
            right.count.group = left.count.group


def _from_toll(sentence: Sentence, pair: Pair) -> None:
    """ "The number of dead among children reached 12": the group stands with the toll."""
    last = min(pair.harm.last + _HELD, len(sentence))
    if pair.harm.home is not sentence:
        return
    for match in sentence.of("group"):
        done = any(sentence.masks[at] & BITS["by"] for at in range(pair.harm.last, min(match.first, last)))
        if pair.harm.last <= match.first < last and match.row.label not in _GENERIC and not done:
            pair.count.group = match.row.label
            return


def _others(left: Pair, right: Pair) -> bool:
    """ "killed 20 rebels and wounded 11 others": an army counts its enemies; of children and police "others" may be anybody."""
    unnamed = right.count.other and right.count.group in _GENERIC and not right.part
    return unnamed and not left.part and left.count.group == "combatants" and left.harm.label != right.harm.label


def _bare(count: Count) -> bool:
    unnamed = not (count.noun or count.group or count.implied or count.other)
    return unnamed and count.last == count.number.last


def _specific(count: Count) -> bool:
    return count.group not in _GENERIC and count.number.kind == "exact"


def _thin(sentence: Sentence, left: Pair, right: Pair) -> bool:
    """Whether nothing but harms and joining words stands between two counts: no new noun, no new clause."""
    gap = range(left.count.last, right.count.first)
    if right.harm is left.harm:
        return not any(sentence.masks[at] & BITS["group"] for at in gap)
    if len(gap) > 6 or any(sentence.norms[at] in sentence.lexicon.clause_and for at in gap):
        return False
    return all(sentence.masks[at] & _THIN or sentence.norms[at] == "," for at in gap)
