"""The weights where lists name people many times over.

There, what a blocking rule brings is mostly pairs of one person, so that nothing could be learnt from its pairs of two. How often
records of two persons agree is taken from pairs drawn at random instead, as Fellegi and Sunter (1969) have it and as Splink does. In
lists that name people once or twice this would take brothers for one person: see :func:`named_many_times`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tallybook.people._between import levels_of
from tallybook.people._levels import Floats, Ints, log_frequency, name_costs, name_levels
from tallybook.people._model import (
    ComparisonWeights,
    Doubles,
    Evidence,
    LinkModel,
    Shares,
    agreeing,
    chances,
    limited,
    share,
    weights,
)
from tallybook.people._rules import Comparison, rules

_DRAWN = 200_000
_SEED = 1
_ROUNDS = 25
_SETTLED = 0.01
_MANY = 0.5  # links inside lists for each record of those lists


def named_many_times(x: Ints, y: Ints, chance: Doubles, lists: Ints, deduplicated: frozenset[int]) -> bool:
    """Whether lists that may name people twice do so many times: half as many links inside them as they have records, or more.

    Of lists of the dead that are not de-duplicated, a few in a hundred rows are somebody's second one.
    """
    own = ~np.isin(lists, list(deduplicated))
    inside = lists[x] == lists[y]
    return bool(own.any()) and float(chance[inside & own[x]].sum()) >= _MANY * float(own.sum())


class Strangers:
    """What pairs of two persons look like: the share of each level, and how frequent the names are that agree by chance."""

    def __init__(
        self, table: pa.Table, compared: Sequence[Comparison], known: Mapping[str, Mapping[str, float]], start: Shares
    ) -> None:
        x, y, levels = _random_pairs(table, compared)
        logs = log_frequency(table, known, x, y)
        self.shares = {name: share(levels[name], np.ones(len(x)), len(m)) for name, (m, _) in start.items()}
        self.frequency = {name: _mean(logs[name], agreeing(levels[name])) for name in logs if name in start}


def _mean(logs: Floats, agreed: npt.NDArray[np.bool_]) -> float:
    return float(logs[agreed].mean()) if agreed.any() else float(logs.mean())


def _random_pairs(table: pa.Table, compared: Sequence[Comparison]) -> tuple[Ints, Ints, dict[str, npt.NDArray[np.int8]]]:
    random = np.random.default_rng(_SEED)
    one, other = random.integers(0, table.num_rows, (2, _DRAWN))
    of_row = np.asarray(table["record"])
    two = of_row[one] != of_row[other]
    one, other = np.minimum(one, other)[two], np.maximum(one, other)[two]
    pairs = pa.table({"row_l": one, "row_r": other, "rule": np.zeros(len(one), np.int64)})
    found = levels_of(table, pairs, compared)
    x, y = np.asarray(found["row_l"]), np.asarray(found["row_r"])
    levels = {comparison.name: np.asarray(found[comparison.name]).astype(np.int8) for comparison in compared}
    return x, y, {**name_levels(name_costs(table, x, y)), **levels}


def train_repeated(
    evidence: Evidence,
    compared: Sequence[Comparison],
    conditions: Sequence[str],
    records: int,
    frequencies: dict[str, dict[str, float]],
    start: Shares,
    strangers: Strangers,
) -> LinkModel:
    """Learn how often records of one person agree, by expectation maximisation, against strangers. Deterministic."""
    by_name = {comparison.name: comparison for comparison in compared}
    shares = {name: m for name, (m, _) in start.items()}
    every = max(1.0, records * (records - 1) / 2)
    matched = records * _MANY
    for _ in range(_ROUNDS):
        model = _model(shares, matched / every, strangers, by_name, conditions, frequencies, evidence.count)
        q = chances(weights(model, evidence) * np.log(2), evidence.rivals)
        shares = {name: limited(share(evidence.levels[name], q, len(m)), by_name.get(name)) for name, m in shares.items()}
        before, matched = matched, float(q.sum()) + 0.5
        if abs(matched - before) < _SETTLED * matched:
            break
    return _model(shares, matched / every, strangers, by_name, conditions, frequencies, evidence.count)


def _model(
    shares: Mapping[str, Doubles],
    odds: float,
    strangers: Strangers,
    by_name: Mapping[str, Comparison],
    conditions: Sequence[str],
    frequencies: dict[str, dict[str, float]],
    pairs: int,
) -> LinkModel:
    rule_count = len(conditions)
    weighed = []
    for name, m in shares.items():
        comparison = by_name.get(name)
        labels = rules().names.labels if comparison is None else [level.label for level in comparison.levels]
        weighed.append(
            ComparisonWeights(
                name=name,
                labels=tuple(labels),
                m=tuple(map(float, m)),
                u=(tuple(map(float, strangers.shares[name])),) * rule_count,
                contradiction=comparison.contradiction if comparison else None,
                mean_log_frequency=(strangers.frequency[name],) * rule_count if comparison is None else None,
            )
        )
    base = (float(np.log2(odds / (1 - odds))),) * rule_count
    return LinkModel(rules=tuple(conditions), base=base, comparisons=tuple(weighed), frequencies=frequencies, trained_pairs=pairs)
