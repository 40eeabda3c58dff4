"""The count of persons as an interval: the linkages that the evidence allows, and how many persons each of them makes.

With reviewed pairs, linkages are drawn from calibrated chances. Without, there are two: every doubtful link taken, and none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tallybook.errors import RefusedError

if TYPE_CHECKING:
    from tallybook.people import Calibration, Linkage, PairDecision

_DRAWS = 100


class Partition:
    """Which records are one person, as a number for each record of a linkage."""

    def __init__(self, linkage: Linkage, groups: Sequence[Sequence[str]]) -> None:
        import numpy as np

        self._root = np.arange(len(linkage.records))
        for group in groups:
            positions = [linkage.position(record) for record in group]
            self._root[positions] = min(positions)

    def count(self, positions: Sequence[int]) -> int:
        """How many persons some records are."""
        import numpy as np

        return int(np.unique(self._root[list(positions)]).size)


def undecided_pairs(linkage: Linkage, decisions: Sequence[PairDecision]) -> int:
    """Pairs between 1 % and 99 %, by the model's own chances, that nobody has judged."""
    judged = {decision.pair for decision in decisions}
    return sum(
        tuple(sorted((linkage.records[int(x)], linkage.records[int(y)]))) not in judged
        for x, y in zip(*_doubtful(linkage), strict=True)
    )


def _doubtful(linkage: Linkage) -> tuple[list[int], list[int]]:
    import numpy as np

    at = np.flatnonzero((linkage.chance > 0.01) & (linkage.chance < 0.99) & ~linkage.pairs.barred)
    return linkage.pairs.x[at].tolist(), linkage.pairs.y[at].tolist()


def partitions(
    linkage: Linkage, calibration: Calibration, decisions: Sequence[PairDecision]
) -> tuple[tuple[Partition, ...], bool, str]:
    """The linkages that the evidence allows, whether reviewed pairs stand behind them, and what they rest on in words.

    Calibrated: drawn ones. Uncalibrated: every doubtful link taken, and none of them.
    """
    from tallybook.people import draws

    try:
        drawn = draws(linkage, calibration, decisions, _DRAWS, seed=1)
    except RefusedError:
        widest = (_taken(linkage, decisions, 0.01), _taken(linkage, decisions, 0.99))
        return tuple(Partition(linkage, groups) for groups in widest), False, calibration.note
    found = tuple(Partition(linkage, draw.groups) for draw in drawn)
    return found, True, f"{calibration.note}; 90 % of {_DRAWS} linkages drawn from them"


def _taken(linkage: Linkage, decisions: Sequence[PairDecision], least: float) -> list[list[str]]:
    """The groups where every pair from a chance on is joined, under the decisions."""
    import numpy as np

    from tallybook.people import standing

    decided = standing(decisions)
    known = set(linkage.records)

    def at(pairs: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
        return [(linkage.position(one), linkage.position(other)) for one, other in pairs if {one, other} <= known]

    chosen = np.flatnonzero((linkage.chance >= least) & ~linkage.pairs.barred)
    state, _ = linkage.clusters(same=at(decided.same), apart=at(decided.apart), disputed=at(decided.disputed), only=chosen)
    return [[linkage.records[position] for position in sorted(group)] for group in state.members.values()]
