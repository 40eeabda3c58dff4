"""Members of a breakdown beside a member that is known: "(5 women, 6 children)", "of whom 11 women and 6 children were among them"."""

from __future__ import annotations

from itertools import pairwise

from tallybook.reading._breakdown import joins, spread
from tallybook.reading._count import Count
from tallybook.reading._pairs import Pair
from tallybook.reading._tokens import Sentence

_GENERIC = frozenset({"", "people", "other"})


def members(sentence: Sentence, usable: list[Count], pairs: list[Pair]) -> None:
    """Counts of named kinds of people that only a joining word sets apart from a part are parts of the same whole."""
    for pair in pairs:
        if pair.parent is not None:
            break
    else:
        return
    by_count = {id(pair.count): pair for pair in pairs}
    neighbours = list(pairwise(usable))
    for left, right in (*neighbours, *((two, one) for one, two in reversed(neighbours))):
        known = by_count.get(id(left))
        if known is None or known.parent is None or not joins(sentence, *sorted((left, right), key=_place)):
            continue
        told = right.group not in _GENERIC or (right.noun and _bracketed(sentence, left, right))
        if id(right) not in by_count and told and not right.by:
            pair = Pair(right, known.harm, known.cost + 1, known.side, part=True, parent=known.parent)
            by_count[id(right)] = pair
            pairs.append(pair)
        if id(right) in by_count and by_count[id(right)].parent is known.parent and left.first < right.first:
            spread(sentence, left, right)


def _bracketed(sentence: Sentence, left: Count, right: Count) -> bool:
    """Whether one bracket holds both counts, and nothing befalls them there."""
    first, last = sorted((left.first, right.first))
    opened = next((at for at in range(first, -1, -1) if sentence.norms[at] in "()"), -1)
    inside = range(max(opened, 0), last)
    return opened >= 0 and sentence.norms[opened] == "(" and all(sentence.norms[at] != ")" for at in inside)


def _place(count: Count) -> int:
    return count.first
