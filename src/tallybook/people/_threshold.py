"""A threshold chosen without any key, where lists name nobody twice.

Take the links that the model is sure of. The best candidate that each of their records has among records nobody surely took is a
decoy: it is not the same person, and it is what the record would have been joined to, had its own counterpart been missing. The
share of decoys above a weight, times the number of records without a counterpart, is the number of wrong links to expect there
(the target-decoy idea of Elias and Gygi 2007).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tallybook.model import Record

Ints = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]

_FEWEST = 50
_ROUNDS = 30


class Threshold(Record, frozen=True):
    """The least weight (bits) at which a pair is joined, with what is expected there: F1, links that are right, and why."""

    weight: float
    expected_f1: float
    expected_true: float
    basis: str


def choose_threshold(
    pairs: tuple[Ints, Ints],
    weights: Doubles,
    joined: npt.NDArray[np.bool_],
    sure: npt.NDArray[np.bool_],
    lists: Ints,
) -> Threshold | None:
    """The weight at which expected F1 is highest, or None where there is too little to tell (fewer than 50 sure links).

    ``pairs`` are of records of different lists, ``joined`` those that are linked with no threshold at all, ``sure`` the joined
    ones that the model itself holds likelier than not.
    """
    if int(sure.sum()) < _FEWEST:
        return None
    decoys, rest = _decoys(pairs, weights, sure, lists)
    linked = weights[joined]
    steps = np.unique(np.floor(linked * 4) / 4)
    accepted, share = _above(linked, steps), _above(decoys, steps) / max(1, len(decoys))
    true = float(sure.sum())
    expected = accepted
    # from below: the sure links are a floor, and each round adds what decoys do not explain
    for _ in range(_ROUNDS):
        expected = accepted - share * max(rest - true, 0.0)
        true = float(np.clip(expected.max(), true, rest))
    f1 = 2 * np.clip(expected, 0, None) / (accepted + true)
    best = int(np.argmax(f1))
    return Threshold(
        weight=float(steps[best]), expected_f1=float(f1[best]), expected_true=true, basis="highest expected F1, from decoys"
    )


def _above(values: Doubles, steps: Doubles) -> Doubles:
    ordered = np.sort(values)
    return np.asarray(len(ordered) - np.searchsorted(ordered, steps, side="left"), float)


def _decoys(pairs: tuple[Ints, Ints], weights: Doubles, sure: npt.NDArray[np.bool_], lists: Ints) -> tuple[Doubles, float]:
    """(best free weight of every surely linked record of the smaller list, records of the smaller list), over all pairs of
    lists.
    """
    x, y = pairs
    one, other = lists[x], lists[y]
    sizes = np.bincount(lists)
    decoys, rest = [], 0.0
    for first, second in sorted(set(zip(one.tolist(), other.tolist(), strict=True))):
        here = np.flatnonzero((one == first) & (other == second))
        small, large = (x[here], y[here]) if sizes[first] <= sizes[second] else (y[here], x[here])
        taken, linked = np.zeros(len(lists), np.bool_), np.zeros(len(lists), np.bool_)
        taken[large[sure[here]]] = True
        linked[small[sure[here]]] = True
        free = ~taken[large]
        best = np.full(len(lists), -np.inf)
        np.maximum.at(best, small[free], weights[here][free])
        decoys.append(best[linked])
        rest += float(min(sizes[first], sizes[second]))
    return np.concatenate(decoys), rest
