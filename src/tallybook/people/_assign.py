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
        self._lists: dict[int, set[int]] = {}
        self._of = lists.tolist()
        self._deduplicated = deduplicated
        self._apart: dict[int, set[int]] = {}
        self.members: dict[int, list[int]] = {}

    def root(self, record: int) -> int:
        """The cluster's representative."""
        parent = self._parent
        while parent[record] != record:
            parent[record] = parent[parent[record]]
            record = parent[record]
        return record

    def hold_apart(self, one: int, other: int) -> None:
        """These two are never in one cluster."""
        first, second = self.root(one), self.root(other)
        self._apart.setdefault(first, set()).add(second)
        self._apart.setdefault(second, set()).add(first)

    def allows(self, one: int, other: int) -> bool:
        """Whether the clusters of two records may become one."""
        first, second = self.root(one), self.root(other)
        if first == second:
            return True
        return second not in self._apart.get(first, ()) and self._held(first).isdisjoint(self._held(second))

    def _held(self, root: int) -> set[int]:
        if root in self._lists:
            return self._lists[root]
        return {self._of[root]} & self._deduplicated

    def join(self, one: int, other: int, *, force: bool = False) -> bool:
        """Join the clusters of two records where that is allowed.

        A decision of a human (``force``) overrides one-per-list only.
        """
        first, second = sorted((self.root(one), self.root(other)))
        if first == second:
            return True
        if second in self._apart.get(first, ()) or not (force or self.allows(first, second)):
            return False
        self._lists[first] = self._held(first) | self._held(second)
        self._parent[second] = first
        self.members[first] = self.members.pop(first, [first]) + self.members.pop(second, [second])
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
) -> npt.NDArray[np.bool_]:
    """Join pairs, heaviest first (ties in the order of the records). Returns which pairs joined their clusters directly.

    No machine joins a disputed pair, not even through a third record; only decisions do.
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
    for at, one, other in zip(order.tolist(), x[order].tolist(), y[order].tolist(), strict=True):
        first, second = clusters.root(one), clusters.root(other)
        if first != second and clusters.join(first, second):
            joined[at] = True
    return joined
