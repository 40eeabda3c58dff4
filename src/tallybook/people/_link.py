"""Linkage: lists in, weighted pairs and clusters out. Nothing is looked up, stored or logged."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tallybook.errors import ListError
from tallybook.people._assign import Clusters, Pair, cluster
from tallybook.people._levels import Floats, Ints, frequencies, log_frequency, name_costs, name_levels
from tallybook.people._model import Doubles, Evidence, LinkModel, chances, contradicted, parts, train, weights
from tallybook.people._records import PeopleList
from tallybook.people._rules import comparisons
from tallybook.people._splinking import Candidates, SkippedRule, candidates, candidates_between, filled_columns
from tallybook.people._table import PLACES, prepare, stack
from tallybook.people._threshold import choose_threshold

Progress = Callable[[int, int], None]
_STEPS = 5
_SURE = 0.8  # the chance from which a link serves to make decoys
_NEAR = 6  # the last level of an age or a birth date that still says something for one person


class Pairs:
    """Candidate pairs of records, as columns, sorted by record: positions, weight in bits, levels, the rule that brought them.

    ``barred`` pairs are never joined by machine: they contradict each other plainly, or lie in one list with nothing but name,
    day and place in common.
    """

    def __init__(
        self,
        x: Ints,
        y: Ints,
        rule: Ints,
        weight: Doubles,
        levels: dict[str, npt.NDArray[np.int8]],
        parts: dict[str, Doubles],
        barred: npt.NDArray[np.bool_],
    ) -> None:
        self.x = x
        self.y = y
        self.rule = rule
        self.weight = weight
        self.levels = levels
        self.parts = parts
        self.barred = barred

    def __len__(self) -> int:
        return len(self.x)

    def position(self, one: int, other: int) -> int | None:
        """Where a pair stands, or None where it is no candidate."""
        low, high = min(one, other), max(one, other)
        start, stop = np.searchsorted(self.x, low, "left"), np.searchsorted(self.x, low, "right")
        found = np.flatnonzero(self.y[start:stop] == high)
        return int(start + found[0]) if len(found) else None


class Linkage:
    """What linkage found. Records have positions: those of the first list, then those of the second, and so on.

    ``records`` are their ids, ``lists`` the number of each one's list; ``chance`` is what the model makes of each pair and is
    *not calibrated*: see :func:`tallybook.people.calibrate`.
    """

    def __init__(
        self,
        lists: Sequence[PeopleList],
        tables: Sequence[pa.Table],
        pairs: Pairs,
        model: LinkModel,
        skipped: tuple[SkippedRule, ...],
    ) -> None:
        self.list_ids = tuple(one.id for one in lists)
        self.deduplicated = frozenset(at for at, one in enumerate(lists) if one.deduplicated)
        self.records = tuple(record.id for one in lists for record in one.records)
        self.lists: Ints = np.repeat(np.arange(len(lists)), [len(one.records) for one in lists]).astype(np.int64)
        self.tables = tuple(tables)
        self.pairs = pairs
        self.model = model
        self.skipped = skipped
        self.chance = chances(pairs.weight * np.log(2), rivals(pairs.x, pairs.y, self.lists, self.deduplicated))

    def position(self, record: str) -> int:
        """The position of a record by its id. Raises ``ListError`` where no list has it."""
        try:
            return self._positions[record]
        except KeyError:
            raise ListError("no linked list has this record.", item=record, hint="Link again with all lists.") from None

    @functools.cached_property
    def _positions(self) -> dict[str, int]:
        return {record: at for at, record in enumerate(self.records)}

    @functools.cached_property
    def best(self) -> Ints:
        """The positions among the pairs of those that are joined with no threshold at all, by rising weight."""
        _, joined = self.clusters(threshold=-1e9)
        found = np.flatnonzero(joined)
        return found[np.argsort(self.pairs.weight[found], kind="stable")]

    def clusters(
        self,
        threshold: float | None = None,
        *,
        same: Iterable[Pair] = (),
        apart: Iterable[Pair] = (),
        disputed: Iterable[Pair] = (),
        only: Ints | None = None,
    ) -> tuple[Clusters, npt.NDArray[np.bool_]]:
        """The clusters at a weight (the model's own where None), under decisions; with the pairs that were joined directly.

        ``disputed``: pairs that no machine joins. ``only``: positions of the pairs to join instead, whatever their weight.
        """
        least = self.model.threshold if threshold is None else threshold
        chosen = (self.pairs.weight >= least) & ~self.pairs.barred
        if only is not None:
            chosen = np.zeros(len(self.pairs), np.bool_)
            chosen[only] = True
        keep = np.flatnonzero(chosen)
        state = Clusters(self.lists, self.deduplicated)
        joined = np.zeros(len(self.pairs), np.bool_)
        ends = (self.pairs.x[keep], self.pairs.y[keep])
        joined[keep] = cluster(state, ends, self.pairs.weight[keep], same=same, apart=apart, disputed=disputed)
        return state, joined


def rivals(x: Ints, y: Ints, lists: Ints, deduplicated: frozenset[int]) -> tuple[Ints, Ints]:
    """The rival groups of pairs: those that join one record to several of a list that names nobody twice; -1 for none."""
    count = int(lists.max(initial=0)) + 1
    single = np.isin(np.arange(count), list(deduplicated))
    groups = [np.where(single[lists[other]], record * count + lists[other], -1) for record, other in ((x, y), (y, x))]
    return groups[0].astype(np.int64), groups[1].astype(np.int64)


def link(
    lists: Sequence[PeopleList],
    *,
    model: LinkModel | None = None,
    prepared: Sequence[pa.Table | None] = (),
    threads: int = 2,
    progress: Progress | None = None,
) -> Linkage:
    """Link the records of some lists, within and between them.

    ``model``: a trained one, to link as before; None trains one on these lists. ``prepared``: tables of :func:`prepare`, kept
    from before, one for each list or None. Deterministic. A million records take about a minute on two cores and 4 GB.
    """
    tick = _ticker(progress)
    tables = _prepared(lists, prepared)
    tick()
    whole = stack(tables, [not one.deduplicated for one in lists])
    found = candidates(whole, conditions=model.rules if model else None, threads=threads)
    tick()
    return _finish(lists, tables, whole, found, None, model, tick)


def _prepared(lists: Sequence[PeopleList], prepared: Sequence[pa.Table | None]) -> list[pa.Table]:
    given = [*prepared, *[None] * (len(lists) - len(prepared))]
    return [prepare(one.records) if table is None else table for one, table in zip(lists, given, strict=True)]


def _ticker(progress: Progress | None) -> Callable[[], None]:
    done = iter(range(1, _STEPS + 1))

    def tick() -> None:
        if progress is not None:
            progress(next(done), _STEPS)

    return tick


def link_more(
    before: Linkage, lists: Sequence[PeopleList], more: PeopleList, *, threads: int = 2, progress: Progress | None = None
) -> Linkage:
    """Link one more list to what is linked already: only pairs that it takes part in are looked at, with the model as it is.

    ``lists`` are the lists of ``before``, in their order. The result is that of ``link([*lists, more], model=before.model)``.
    """
    tick = _ticker(progress)
    if tuple(one.id for one in lists) != before.list_ids:
        raise ListError("these are not the lists that were linked before.", item=more.id, hint="Link all lists again.")
    tables = [*before.tables, prepare(more.records)]
    tick()
    everyone = [*lists, more]
    whole = stack(tables, [not one.deduplicated for one in everyone])
    first = sum(table.num_rows for table in before.tables)
    found = candidates_between(whole, first, before.model.rules, threads=threads)
    tick()
    return _finish(everyone, tables, whole, found, before.pairs, before.model, tick)


def _finish(
    lists: Sequence[PeopleList],
    tables: Sequence[pa.Table],
    whole: pa.Table,
    found: Candidates,
    old: Pairs | None,
    model: LinkModel | None,
    tick: Callable[[], None],
) -> Linkage:
    of_row = np.asarray(whole["record"])
    list_of_row = np.asarray(whole["list"]).astype(np.int64)
    list_of = list_of_row[np.unique(of_row, return_index=True)[1]] if len(of_row) else np.empty(0, np.int64)
    deduplicated = frozenset(at for at, one in enumerate(lists) if one.deduplicated)
    near, left, right = _near(whole, found)
    costs = name_costs(near, left, right)
    tick()
    known = model.frequencies if model else frequencies(whole, list_of_row)
    logs = log_frequency(near, known, left, right)
    levels = {**name_levels(costs), **found.levels}
    x, y = of_row[found.left], of_row[found.right]
    evidence = Evidence(levels, logs, found.rule, rivals(x, y, list_of, deduplicated))
    trained = model or train(evidence, comparisons(filled_columns(whole)), found.rules, len(of_row), known)
    tick()
    pairs = _pairs(x, y, evidence, trained, list_of)
    if old is not None:
        pairs = _merge(old, pairs)
    linkage = Linkage(lists, tables, pairs, trained, found.skipped)
    if model is None:
        linkage.model = _with_threshold(linkage)
    tick()
    return linkage


def _near(whole: pa.Table, found: Candidates) -> tuple[pa.Table, Ints, Ints]:
    """The names of the rows that are in a pair, and the pairs as positions among them: few, where one list came to many."""
    used, ends = np.unique(np.concatenate([found.left, found.right]), return_inverse=True)
    names = [f"{kind}{place}" for kind in "ns" for place in range(len(PLACES))]
    return whole.select(names).take(used), ends[: len(found.left)], ends[len(found.left) :]


def _pairs(x: Ints, y: Ints, evidence: Evidence, model: LinkModel, list_of: Ints) -> Pairs:
    """Row pairs as record pairs: of several names, the pair with the greatest weight."""
    total, weight = weights(model, evidence), parts(model, evidence)
    order = np.lexsort((-total, y, x))
    first = np.ones(len(order), np.bool_)
    first[1:] = (np.diff(x[order]) != 0) | (np.diff(y[order]) != 0)
    keep = order[first]
    keep = keep[x[keep] != y[keep]]
    levels = {name: level[keep] for name, level in evidence.levels.items()}
    inside = (list_of[x] == list_of[y])[keep]
    barred = contradicted(model, evidence)[keep] | (inside & ~_something_else(levels, len(keep)))
    return Pairs(
        x[keep], y[keep], evidence.rule[keep], total[keep], levels, {name: part[keep] for name, part in weight.items()}, barred
    )


def _something_else(levels: dict[str, npt.NDArray[np.int8]], count: int) -> npt.NDArray[np.bool_]:
    """Two records of one name in one event stay two until something else says otherwise: age, birth, or a further column."""
    out = np.zeros(count, np.bool_)
    for name, level in levels.items():
        if name in ("age", "born") or name.startswith("o_"):
            out |= (level >= 0) & (level <= _NEAR)
    return out


def _merge(old: Pairs, more: Pairs) -> Pairs:
    x, y = np.concatenate([old.x, more.x]), np.concatenate([old.y, more.y])
    order = np.lexsort((y, x))
    missing = np.full(len(old), -1, np.int8)
    levels = {
        name: np.concatenate([old.levels.get(name, missing), more.levels.get(name, np.full(len(more), -1, np.int8))])[order]
        for name in sorted({*old.levels, *more.levels})
    }
    part = {name: np.concatenate([old.parts[name], more.parts.get(name, np.zeros(len(more)))])[order] for name in old.parts}
    weight = np.concatenate([old.weight, more.weight])[order]
    rule = np.concatenate([old.rule, more.rule])[order]
    return Pairs(x[order], y[order], rule, weight, levels, part, np.concatenate([old.barred, more.barred])[order])


def _with_threshold(linkage: Linkage) -> LinkModel:
    """The model with a threshold: from decoys where lists name nobody twice, else at even odds."""
    from msgspec.structs import replace

    pairs = linkage.pairs
    single = np.isin(linkage.lists, list(linkage.deduplicated))
    between = (linkage.lists[pairs.x] != linkage.lists[pairs.y]) & single[pairs.x] & single[pairs.y] & ~pairs.barred
    if not between.any():
        return linkage.model
    _, joined = linkage.clusters(threshold=-1e9)
    at = np.flatnonzero(between)
    sure = joined[at] & (linkage.chance[at] > _SURE)
    chosen = choose_threshold((pairs.x[at], pairs.y[at]), pairs.weight[at], joined[at], sure, linkage.lists)
    if chosen is None:
        return linkage.model
    return replace(linkage.model, threshold=chosen.weight, threshold_basis=chosen.basis)


__all__ = ["Floats", "Linkage", "Pairs", "link", "link_more", "rivals"]
