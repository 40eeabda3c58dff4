"""Linkage: lists in, weighted pairs and clusters out. Nothing is looked up, stored or logged."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tallybook.people._levels import Ints, frequencies, log_frequency, name_costs, name_levels
from tallybook.people._linkage import Linkage, Pairs, merge, rivals
from tallybook.people._model import Evidence, LinkModel, contradicted, parts, start_of, train, weights
from tallybook.people._records import PeopleList
from tallybook.people._repeats import Strangers, named_many_times, train_repeated
from tallybook.people._rules import comparisons
from tallybook.people._splinking import Candidates, candidates, filled_columns
from tallybook.people._table import PLACES, prepare, stack
from tallybook.people._threshold import choose_threshold

Progress = Callable[[int, int], None]
_STEPS = 5
_SURE = 0.8  # the chance from which a link serves to make decoys
_NEAR = 6  # the last level of an age or a birth date that still says something for one person


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
    tick = ticker(progress)
    tables = tables_of(lists, prepared)
    tick()
    whole = stack(tables, [not one.deduplicated for one in lists])
    found = candidates(whole, conditions=model.rules if model else None, threads=threads)
    tick()
    made = finish(lists, tables, whole, found, None, model, tick)
    pairs = made.pairs
    if model is None and named_many_times(pairs.x, pairs.y, made.chance, made.lists, made.deduplicated):
        found = candidates(whole, repeated=True, threads=threads)
        made = finish(lists, tables, whole, found, None, None, lambda: None, repeated=True)
    return made


def tables_of(lists: Sequence[PeopleList], prepared: Sequence[pa.Table | None]) -> list[pa.Table]:
    given = [*prepared, *[None] * (len(lists) - len(prepared))]
    return [prepare(one.records) if table is None else table for one, table in zip(lists, given, strict=True)]


def ticker(progress: Progress | None) -> Callable[[], None]:
    done = iter(range(1, _STEPS + 1))

    def tick() -> None:
        if progress is not None:
            progress(next(done), _STEPS)

    return tick


def finish(
    lists: Sequence[PeopleList],
    tables: Sequence[pa.Table],
    whole: pa.Table,
    found: Candidates,
    old: Pairs | None,
    model: LinkModel | None,
    tick: Callable[[], None],
    *,
    repeated: bool = False,
) -> Linkage:
    """Compare the names of candidate pairs, weigh them, and put them beside the ``old`` pairs; ``model`` None learns one."""
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
    trained = model or _trained(whole, evidence, found.rules, known, repeated=repeated)
    tick()
    pairs = _pairs(x, y, evidence, trained, list_of)
    if old is not None:
        pairs = merge(old, pairs)
    linkage = Linkage(lists, tables, pairs, trained, found.skipped)
    if model is None:
        linkage.model = _with_threshold(linkage)
    tick()
    return linkage


def _trained(
    whole: pa.Table, evidence: Evidence, conditions: Sequence[str], known: dict[str, dict[str, float]], *, repeated: bool
) -> LinkModel:
    compared, records = comparisons(filled_columns(whole)), whole.num_rows
    if not repeated:
        return train(evidence, compared, conditions, records, known)
    start = start_of(compared, evidence.levels)
    return train_repeated(evidence, compared, conditions, records, known, start, Strangers(whole, compared, known, start))


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
