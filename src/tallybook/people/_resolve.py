"""Links and decisions together: which records are one person now, and which pairs a reviewer should look at next."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from tallybook.model import Record
from tallybook.people._assign import Clusters
from tallybook.people._calibrate import Calibration, Doubles
from tallybook.people._decisions import Pair, PairDecision, Standing, Undo, standing
from tallybook.people._linkage import Linkage

_CAN_CONTRADICT = ("age",)


class Resolution(Record, frozen=True):
    """The persons of a linkage: groups of record ids, each sorted by position, in the order of their first records.

    ``conflicts`` are pairs that were judged the same and could not be joined, because *not the same* stands between others of
    their groups: these want a human.
    """

    persons: tuple[tuple[str, ...], ...]
    conflicts: tuple[Pair, ...]


class ReviewItem(Record, frozen=True):
    """A pair to look at, and why now. The weight is kept apart, so that a reviewer can judge blind first."""

    one: str
    other: str
    why: str
    chance: float
    weight: float


def _at(linkage: Linkage, pairs: Iterable[Pair]) -> list[tuple[int, int]]:
    """Pairs of ids as pairs of positions; decisions about records of other lists are left out."""
    known = set(linkage.records)
    found = [(linkage.position(one), linkage.position(other)) for one, other in pairs if one in known and other in known]
    return sorted((min(pair), max(pair)) for pair in found)


def decided_clusters(linkage: Linkage, decided: Standing, threshold: float | None = None) -> Clusters:
    """The clusters of a linkage under what stands."""
    apart = _at(linkage, decided.apart)
    state, _ = linkage.clusters(threshold, same=_at(linkage, decided.same), apart=apart, disputed=_at(linkage, decided.disputed))
    return state


def resolve(linkage: Linkage, entries: Iterable[PairDecision | Undo] = (), *, threshold: float | None = None) -> Resolution:
    """Which records are one person, under the decisions. Pure and deterministic.

    ``threshold`` in bits; None takes the model's own.
    """
    decided = standing(entries)
    state = decided_clusters(linkage, decided, threshold)
    groups: dict[int, list[int]] = {}
    for at in range(len(linkage.records)):
        groups.setdefault(state.root(at), []).append(at)
    ordered = sorted(groups.values())
    failed = [pair for pair in _at(linkage, decided.same) if state.root(pair[0]) != state.root(pair[1])]
    return Resolution(
        persons=tuple(tuple(linkage.records[at] for at in group) for group in ordered),
        conflicts=tuple((linkage.records[one], linkage.records[other]) for one, other in failed),
    )


def review_queue(
    linkage: Linkage,
    entries: Iterable[PairDecision | Undo] = (),
    *,
    calibration: Calibration | None = None,
    limit: int = 50,
) -> tuple[ReviewItem, ...]:
    """The most informative pairs first: disputed ones, some that contradict each other, then those nearest to even chances.

    Decided pairs are left out, and a pair nobody could tell. At most two pairs of one record are asked for at a time.
    """
    decided = standing(entries)
    chance = linkage.chance if calibration is None else calibration.chances(linkage)
    items = [_item(linkage, pair, chance, "two reviewers differ") for pair in _at(linkage, decided.disputed)]
    seen = set(_at(linkage, (*decided.same, *decided.apart, *decided.cannot_tell, *decided.disputed)))
    for order, why, most in (
        (_contradicting(linkage), "they contradict each other, so only a decision joins them", limit // 4 + 1),
        (_uncertain(linkage, chance), "the chances are near even", limit),
    ):
        pairs = _spread(linkage, order, seen, min(most, max(0, limit - len(items))))
        items += [_item(linkage, pair, chance, why) for pair in pairs]
        seen.update(pairs)
    return tuple(items[:limit])


def _contradicting(linkage: Linkage) -> list[int]:
    """Pairs that would be joined but for a contradiction, heaviest first."""
    pairs = linkage.pairs
    against = sum((np.minimum(part, 0.0) for name, part in pairs.parts.items() if name in _CAN_CONTRADICT), np.zeros(len(pairs)))
    found = np.flatnonzero(pairs.barred & (pairs.weight - against >= linkage.model.threshold))
    return [int(at) for at in found[np.lexsort((pairs.y[found], pairs.x[found], -pairs.weight[found]))]]


def _uncertain(linkage: Linkage, chance: Doubles) -> list[int]:
    pairs = linkage.pairs
    found = np.flatnonzero((chance > 1e-3) & (chance < 1 - 1e-4) & ~pairs.barred)
    return [int(at) for at in found[np.lexsort((pairs.y[found], pairs.x[found], np.abs(chance[found] - 0.5)))]]


def _spread(linkage: Linkage, order: Iterable[int], seen: set[tuple[int, int]], limit: int) -> list[tuple[int, int]]:
    """The first pairs that are not seen yet, at most two of any record."""
    asked: dict[int, int] = {}
    out: list[tuple[int, int]] = []
    for at in order:
        if len(out) >= limit:
            break
        pair = (int(linkage.pairs.x[at]), int(linkage.pairs.y[at]))
        if pair not in seen and max(asked.get(record, 0) for record in pair) < 2:
            out.append(pair)
            asked.update({record: asked.get(record, 0) + 1 for record in pair})
    return out


def _item(linkage: Linkage, pair: tuple[int, int], chance: Doubles, why: str) -> ReviewItem:
    at = linkage.pairs.position(*pair)
    return ReviewItem(
        one=linkage.records[pair[0]],
        other=linkage.records[pair[1]],
        why=why,
        chance=0.0 if at is None else float(chance[at]),
        weight=0.0 if at is None else float(linkage.pairs.weight[at]),
    )
