"""A threshold chosen without any key, where lists name nobody twice.

Once the links are made, each record's best candidate among the records that nobody took is a decoy: it is surely not the same
person, and it is what the record would have been joined to, had its own counterpart been missing. The share of decoys above a
weight, times the number of records without a counterpart, is the number of wrong links to expect there (the target-decoy idea
of Elias and Gygi 2007).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tallybook.model import Record

Ints = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]


class Threshold(Record, frozen=True):
    """The least weight (bits) at which a pair is joined, with what is expected there: F1, links that are right, and why."""

    weight: float
    expected_f1: float
    expected_true: float
    basis: str


def choose_threshold(
    pairs: tuple[Ints, Ints], weights: Doubles, joined: npt.NDArray[np.bool_], lists: Ints, sizes: Ints
) -> Threshold | None:
    """The weight at which expected F1 is highest, or None where there is too little to tell (fewer than 100 links).

    ``pairs`` are of records of different lists, ``joined`` those that were linked with no threshold at all, ``sizes`` records a
    list.
    """
    if int(joined.sum()) < 100:
        return None
    linked, decoys, rest = _by_lists(pairs, weights, joined, lists, sizes)
    steps = np.unique(np.floor(linked * 4) / 4)
    accepted = (
        (linked[:, None] >= steps).sum(0).astype(float)
        if len(linked) < 2_000_000 // max(1, len(steps))
        else _above(linked, steps)
    )
    share = _above(decoys, steps) / max(1, len(decoys))
    true = float(len(linked))
    expected = accepted
    for _ in range(30):
        expected = accepted - share * max(rest - true, 0.0)
        true = float(np.clip(expected.max(), 1.0, rest))
    f1 = 2 * np.clip(expected, 0, None) / (accepted + true)
    best = int(np.argmax(f1))
    return Threshold(
        weight=float(steps[best]), expected_f1=float(f1[best]), expected_true=true, basis="highest expected F1, from decoys"
    )


def _above(values: Doubles, steps: Doubles) -> Doubles:
    ordered = np.sort(values)
    return np.asarray(len(ordered) - np.searchsorted(ordered, steps, side="left"), float)


def _by_lists(
    pairs: tuple[Ints, Ints], weights: Doubles, joined: npt.NDArray[np.bool_], lists: Ints, sizes: Ints
) -> tuple[Doubles, Doubles, float]:
    """(weights of the links, best free weight of every record of the smaller list, number of those records).

    Over all pairs of lists.
    """
    x, y = pairs
    one, other = lists[x], lists[y]
    linked, decoys, rest = [], [], 0.0
    for first, second in sorted(set(zip(one.tolist(), other.tolist(), strict=True))):
        here = np.flatnonzero((one == first) & (other == second))
        small, large = (x[here], y[here]) if sizes[first] <= sizes[second] else (y[here], x[here])
        taken = np.zeros(len(lists), np.bool_)
        taken[large[joined[here]]] = True
        free = ~taken[large]
        best = np.full(len(lists), -np.inf)
        np.maximum.at(best, small[free], weights[here][free])
        records = lists == (first if sizes[first] <= sizes[second] else second)
        linked.append(weights[here][joined[here]])
        decoys.append(best[records])
        rest += float(records.sum())
    return np.concatenate(linked), np.concatenate(decoys), rest
