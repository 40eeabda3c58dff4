"""The weights: a Fellegi-Sunter model (1969) learnt from the candidate pairs themselves, without labels.

Two things differ from the usual recipe. How often records of *two* persons agree is learnt among the pairs that each blocking
rule brings, so that brothers and cousins, who share most of a name, are what a match is held against, and what a rule requires
is no evidence once more. And where lists name nobody twice, a record's candidates compete: its chances of being each of them,
or none, add up to one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from tallybook.model import Record
from tallybook.people._rules import Comparison, rules
from tallybook.people._table import PLACES

Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Levels = Mapping[str, npt.NDArray[np.int8]]
Shares = Mapping[str, tuple[Doubles, Doubles]]

_ROUNDS = 25
_SETTLED = 0.01  # training ends when the expected number of matches moves by less
_RARE, _COMMON = 4.0, -2.0  # how far a name's frequency may move its weight, in natural logs
_SHRINK = 20.0  # pairs' worth of the common u in each rule's own
# the columns by which a blocking rule asks for a comparison's agreement
_ASKED_BY = {
    "given": ("k0", "e0", "k01"),
    "second": ("k1", "k01"),
    "third": ("k2",),
    "last": ("k3", "e3", "t3"),
    "died": ("died_day",),
    "born": ("born_day", "born_month", "born_year"),
    "place": ("place", "area"),
}
_LEAST = 1e-4  # a share below this is not told apart from never


class ComparisonWeights(Record, frozen=True):
    """One comparison. ``m``: how often records of one person are at each level. ``u``: how often records of two are, by rule.

    ``mean_log_frequency``, by rule: of the names that agree between two persons (natural log).
    """

    name: str
    labels: tuple[str, ...]
    m: tuple[float, ...]
    u: tuple[tuple[float, ...], ...]
    contradiction: int | None = None
    mean_log_frequency: tuple[float, ...] | None = None

    def weights(self) -> Doubles:
        """The evidence of each level in bits, a row for each rule; positive speaks for one person; the last column is missing: 0.

        A worse level of a name never speaks more for a match than a better one.
        """
        m, u = np.array(self.m), np.array(self.u)
        rows = [_falling(m, row) if self.mean_log_frequency is not None else np.log2(m / row) for row in u]
        return np.hstack([np.array(rows).reshape(len(u), len(m)), np.zeros((len(u), 1))])


class LinkModel(Record, frozen=True):
    """A trained model.

    ``rules`` are the blocking rules in SQL, and ``base`` the log odds (bits) of a pair that each brings, before anything is
    compared; ``threshold`` the least weight at which a pair is joined; ``frequencies`` the share of each word at each place of
    a name.
    """

    rules: tuple[str, ...]
    base: tuple[float, ...]
    comparisons: tuple[ComparisonWeights, ...]
    frequencies: dict[str, dict[str, float]]
    threshold: float = 0.0
    threshold_basis: str = "even odds"
    trained_pairs: int = 0
    schema: str = "tallybook.link_model/1"


class Evidence:
    """What was observed of the candidate pairs: levels, name frequencies (natural logs), the rule of each, and which compete.

    ``rivals`` holds two arrays of group numbers, -1 for none: pairs of one group cannot both be of one person, because they
    join one record to several of a list that names nobody twice.
    """

    def __init__(
        self,
        levels: Levels,
        log_frequency: Mapping[str, npt.NDArray[np.float32]],
        rule: Ints,
        rivals: tuple[Ints, Ints],
    ) -> None:
        self.levels = levels
        self.log_frequency = log_frequency
        self.rule = rule
        self.rivals = rivals
        self.count = len(rule)


def start_of(compared: Sequence[Comparison], levels: Levels) -> dict[str, tuple[Doubles, Doubles]]:
    """The rules' own m and u of every comparison that has anything to compare."""
    names = rules().names
    start = {place: (np.array(names.m), np.array(names.u)) for place in PLACES if (levels[place] >= 0).any()}
    for comparison in compared:
        start[comparison.name] = (
            np.array([level.m for level in comparison.levels]),
            np.array([level.u for level in comparison.levels]),
        )
    return {name: (np.asarray(m / m.sum()), np.asarray(u / u.sum())) for name, (m, u) in start.items()}


def share(levels: npt.NDArray[np.int8], weights: Doubles, count: int) -> Doubles:
    known = levels >= 0
    counted = np.bincount(levels[known], weights[known], count) + 0.5
    return np.asarray(np.maximum(counted / counted.sum(), _LEAST))


def _share_by_rule(levels: npt.NDArray[np.int8], weights: Doubles, count: int, rule: Ints, rule_count: int) -> Doubles:
    """A row for each rule, drawn towards the share in all rules together."""
    known = levels >= 0
    table = np.bincount(rule[known] * count + levels[known], weights[known], rule_count * count).reshape(rule_count, count)
    common = (table.sum(0) + 0.5) / (table.sum() + 0.5 * count)
    drawn = table + _SHRINK * common
    return np.asarray(np.maximum(drawn / drawn.sum(1, keepdims=True), _LEAST))


def _falling(m: Doubles, u: Doubles) -> Doubles:
    """log2(m/u), made to fall from level to level by pooling neighbours that rise (pool adjacent violators)."""
    blocks = [[float(a), float(b), 1] for a, b in zip(m, u, strict=True)]
    at = 0
    while at + 1 < len(blocks):
        if blocks[at][0] * blocks[at + 1][1] < blocks[at + 1][0] * blocks[at][1]:
            one, other = blocks[at], blocks.pop(at + 1)
            blocks[at] = [one[0] + other[0], one[1] + other[1], one[2] + other[2]]
            at = max(0, at - 1)
        else:
            at += 1
    return np.concatenate([np.full(int(n), np.log2(a / b)) for a, b, n in blocks])


def chances(logs: Doubles, rivals: tuple[Ints, Ints]) -> Doubles:
    """The chance of each pair, from its weight in natural logs; the pairs of a rival group compete."""
    odds = np.exp(np.clip(logs, -60, 60))
    total = 1 + odds
    for group in rivals:
        inside = group >= 0
        if inside.any():
            sums = np.bincount(group[inside], odds[inside])
            total[inside] += sums[group[inside]] - odds[inside]
    return np.asarray(odds / total)


def train(
    evidence: Evidence,
    compared: Sequence[Comparison],
    conditions: Sequence[str],
    records: int,
    frequencies: dict[str, dict[str, float]],
) -> LinkModel:
    """Learn the weights by expectation maximisation. Deterministic: it starts from the rules' own m."""
    rule_count = len(conditions)
    start = start_of(compared, evidence.levels)
    guess = np.full(evidence.count, min(0.5, records * 0.25 / max(1, evidence.count)))
    model = _estimate(evidence, compared, conditions, guess, start, frequencies)
    model = replace(model, comparisons=tuple(_as_started(c, conditions, *start[c.name]) for c in model.comparisons))
    before = 0.0
    for _ in range(_ROUNDS if rule_count else 0):
        q = chances(weights(model, evidence) * np.log(2), evidence.rivals)
        model = _estimate(evidence, compared, conditions, q, start, frequencies)
        # further rounds only fit namesakes ever more closely
        if abs(float(q.sum()) - before) < _SETTLED * float(q.sum()):
            break
        before = float(q.sum())
    return model


def _as_started(comparison: ComparisonWeights, conditions: Sequence[str], m: Doubles, u: Doubles) -> ComparisonWeights:
    """The rules' own shares to begin with; but where a blocking rule demands agreement, the share that it brings.

    Otherwise every pair of namesakes would start as one person for having the name by which it was found.
    """
    asked = re.compile(rf"\b[lr]\.(?:{'|'.join(_ASKED_BY.get(comparison.name, (comparison.name,)))})\b")
    rows = [
        row if asked.search(condition) else tuple(map(float, u)) for condition, row in zip(conditions, comparison.u, strict=True)
    ]
    return replace(comparison, m=tuple(map(float, m)), u=tuple(rows))


def _estimate(
    evidence: Evidence,
    compared: Sequence[Comparison],
    conditions: Sequence[str],
    q: Doubles,
    start: Mapping[str, tuple[Doubles, Doubles]],
    frequencies: dict[str, dict[str, float]],
) -> LinkModel:
    """The maximisation step: shares at each level, among pairs weighted by their chances."""
    by_name = {comparison.name: comparison for comparison in compared}
    rule_count = len(conditions)
    out = []
    for name, (m, _) in start.items():
        levels, comparison = evidence.levels[name], by_name.get(name)
        labels = rules().names.labels if comparison is None else [level.label for level in comparison.levels]
        out.append(
            ComparisonWeights(
                name=name,
                labels=tuple(labels),
                m=tuple(map(float, limited(share(levels, q, len(m)), comparison))),
                u=tuple(tuple(map(float, row)) for row in _share_by_rule(levels, 1 - q, len(m), evidence.rule, rule_count)),
                contradiction=comparison.contradiction if comparison else None,
                mean_log_frequency=None if comparison else _mean_frequency(evidence, name, q, rule_count),
            )
        )
    common = (q.sum() + 0.5) / (evidence.count + 1)
    matched = np.bincount(evidence.rule, q, rule_count) + _SHRINK * common
    pairs = np.bincount(evidence.rule, minlength=rule_count) + _SHRINK
    base = tuple(map(float, np.log2(matched / (pairs - matched))))
    return LinkModel(
        rules=tuple(conditions), base=base, comparisons=tuple(out), frequencies=frequencies, trained_pairs=evidence.count
    )


def limited(m: Doubles, comparison: Comparison | None) -> Doubles:
    """No more records of one person in the contradicting level than the rules expect, whatever the lists suggest."""
    if comparison is None or comparison.contradiction is None:
        return m
    m = m.copy()
    m[comparison.contradiction] = min(float(m[comparison.contradiction]), comparison.contradiction_m)
    return m


def _mean_frequency(evidence: Evidence, place: str, q: Doubles, rule_count: int) -> tuple[float, ...]:
    against = (1 - q) * agreeing(evidence.levels[place])
    logs = evidence.log_frequency[place]
    total = np.bincount(evidence.rule, against * logs, rule_count)
    count = np.bincount(evidence.rule, against, rule_count)
    common = float(total.sum() / max(float(count.sum()), 1e-9))
    return tuple(map(float, (total + _SHRINK * common) / (count + _SHRINK)))


def agreeing(levels: npt.NDArray[np.int8]) -> npt.NDArray[np.bool_]:
    return np.asarray((levels >= 0) & (levels < rules().names.frequent))


def parts(model: LinkModel, evidence: Evidence) -> dict[str, Doubles]:
    """The weight of each comparison for each pair, in bits."""
    out: dict[str, Doubles] = {}
    for comparison in model.comparisons:
        level = evidence.levels.get(comparison.name)
        if level is None:
            continue
        weight = comparison.weights()[evidence.rule, level]
        if comparison.mean_log_frequency is not None:
            mean = np.array(comparison.mean_log_frequency)[evidence.rule]
            rarer = np.clip(mean - evidence.log_frequency[comparison.name], _COMMON, _RARE)
            weight = weight + np.where(agreeing(level), rarer / np.log(2), 0.0)
        out[comparison.name] = weight
    return out


def weights(model: LinkModel, evidence: Evidence) -> Doubles:
    """The weight of each pair in bits: the base of its rule and the evidence of every comparison."""
    total = np.array(model.base, np.float64)[evidence.rule]
    for weight in parts(model, evidence).values():
        total = total + weight
    return np.asarray(total)


def contradicted(model: LinkModel, evidence: Evidence) -> npt.NDArray[np.bool_]:
    """Pairs that contradict each other so plainly that only a decision may join them."""
    out = np.zeros(evidence.count, np.bool_)
    for comparison in model.comparisons:
        if comparison.contradiction is not None and comparison.name in evidence.levels:
            out |= evidence.levels[comparison.name] == comparison.contradiction
    return out
