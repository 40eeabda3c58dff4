"""From weighted pairs to clusters: best pairs first, one record of a list at most where the list names nobody twice.

Binding decisions come first. *Not the same* holds against transitivity: two clusters are never joined while any record of one
is held apart from any record of the other.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]
Pair = tuple[int, int]


class Clusters:
    """A union of records under constraints. Every record starts as its own cluster."""

    def __init__(self, lists: Ints, deduplicated: frozenset[int]) -> None:
        self._parent = list(range(len(lists)))
        # a bit for every list that names nobody twice and has a record in the cluster
        self._held = [1 << number if number in deduplicated else 0 for number in lists.tolist()]
        # how many records it has of lists that may name a person many times; a power of two for the bits
        self._many = [0 if number in deduplicated else 1 for number in lists.tolist()]
        self._apart: dict[int, set[int]] = {}
        self.members: dict[int, list[int]] = {}

    def root(self, record: int) -> int:
        """The cluster's representative."""
        parent = self._parent
        while parent[record] != record:
            parent[record] = parent[parent[record]]
            record = parent[record]
        return record

    def chances(self, one: int, other: int) -> int:
        """How many pairs of records could have joined these two clusters by chance: one, where lists name nobody twice."""
        return max(1, self._many[self.root(one)]) * max(1, self._many[self.root(other)])

    def hold_apart(self, one: int, other: int) -> None:
        """These two are never in one cluster."""
        first, second = self.root(one), self.root(other)
        self._apart.setdefault(first, set()).add(second)
        self._apart.setdefault(second, set()).add(first)

    def join(self, one: int, other: int, *, force: bool = False) -> bool:
        """Join the clusters of two records where that is allowed.

        A decision of a human (``force``) overrides one-per-list, and never *not the same*.
        """
        first, second = self.root(one), self.root(other)
        if first == second:
            return True
        if self._held[first] & self._held[second] and not force:
            return False
        if self._apart and second in self._apart.get(first, ()):
            return False
        if second < first:
            first, second = second, first
        self._held[first] |= self._held[second]
        self._many[first] += self._many[second]
        self._parent[second] = first
        self.members[first] = self.members.pop(first, [first]) + self.members.pop(second, [second])
        if self._apart:
            self._move_apart(second, first)
        return True

    def _move_apart(self, gone: int, kept: int) -> None:
        for other in self._apart.pop(gone, set()):
            self._apart[other].discard(gone)
            self._apart[other].add(kept)
            self._apart.setdefault(kept, set()).add(other)


def cluster(
    clusters: Clusters,
    pairs: tuple[Ints, Ints],
    weights: Doubles,
    *,
    same: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    disputed: Iterable[Pair] = (),
    least: float = -np.inf,
) -> npt.NDArray[np.bool_]:
    """Join pairs, heaviest first (ties in the order of the records). Returns which pairs joined their clusters directly.

    No machine joins a disputed pair, not even through a third record; only decisions do. ``least`` is the weight (bits) that joins
    two records; clusters of many records need the logarithm of their pairs more, or one chance likeness would chain them together.
    """
    for one, other in sorted(apart):
        clusters.hold_apart(one, other)
    for one, other in sorted(same):
        clusters.join(one, other, force=True)
    for one, other in sorted(disputed):
        if clusters.root(one) != clusters.root(other):
            clusters.hold_apart(one, other)
    x, y = pairs
    joined = np.zeros(len(x), np.bool_)
    order = np.lexsort((y, x, -weights))
    spare = np.exp2(np.minimum(weights[order] - least, 60)).tolist()
    for at, one, other, times in zip(order.tolist(), x[order].tolist(), y[order].tolist(), spare, strict=True):
        first, second = clusters.root(one), clusters.root(other)
        if first != second and times >= clusters.chances(first, second) and clusters.join(first, second):
            joined[at] = True
    return joined
