"""Linking on: lists that were linked before, and what is new or changed in them.

The result is that of linking everything again with the same model, to the last bit: a pair of two records that stand as they
stood is kept, and every pair that a new, changed or moved record takes part in is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tallybook.errors import ListError
from tallybook.people._between import candidates_between
from tallybook.people._levels import Ints
from tallybook.people._link import Progress, finish, tables_of, ticker
from tallybook.people._linkage import Linkage, Pairs, stamps_of
from tallybook.people._records import PeopleList
from tallybook.people._table import stack

Bools = npt.NDArray[np.bool_]


def link_more(
    before: Linkage, lists: Sequence[PeopleList], more: PeopleList, *, threads: int = 2, progress: Progress | None = None
) -> Linkage:
    """Link one more list to what is linked already: only pairs that it takes part in are looked at, with the model as it is.

    ``lists`` are the lists of ``before``, in their order. The result is that of ``link([*lists, more], model=before.model)``.
    """
    if tuple(one.id for one in lists) != before.list_ids:
        raise ListError("these are not the lists that were linked before.", item=more.id, hint="Link all lists again.")
    return _extend(before, [*lists, more], np.arange(len(before.records)), before.tables, threads, ticker(progress))


def link_again(
    before: Linkage,
    lists: Sequence[PeopleList],
    *,
    prepared: Sequence[pa.Table | None] = (),
    threads: int = 2,
    progress: Progress | None = None,
) -> Linkage:
    """Link lists as they are now, many of whose records were linked before: new releases, rows removed, further lists.

    The result is that of ``link(lists, model=before.model)``. Records are known by their ids. ``prepared`` as for
    :func:`tallybook.people.link`.
    """
    return _extend(before, lists, _stood(before, lists), prepared, threads, ticker(progress))


def _stood(before: Linkage, lists: Sequence[PeopleList]) -> Ints:
    """Where each record of ``before`` stands now, or -1 where it is gone or was changed.

    Some comparisons tell the earlier of two records from the later: where an order was turned, its lists are looked at anew.
    """
    stamps = stamps_of(lists)
    found = {record.id: at for at, record in enumerate(record for one in lists for record in one.records)}
    places = [found.get(record, -1) for record in before.records]
    now = np.array(
        [at if at >= 0 and stamps[at] == stamp else -1 for at, stamp in zip(places, before.stamps, strict=True)], np.int64
    )
    for number in range(len(before.list_ids)):
        rows = np.flatnonzero((before.lists == number) & (now >= 0))
        if (np.diff(now[rows]) < 0).any():
            now[rows] = -1
    kept = now[now >= 0]
    return np.full(len(now), -1, np.int64) if (np.diff(kept) < 0).any() else now


def _extend(
    before: Linkage,
    lists: Sequence[PeopleList],
    now: Ints,
    prepared: Sequence[pa.Table | None],
    threads: int,
    tick: Callable[[], None],
) -> Linkage:
    """``now``: the position that each record of ``before`` has in ``lists``, rising, or -1 where its pairs are looked at anew."""
    tables = tables_of(lists, prepared)
    tick()
    whole = stack(tables, [not one.deduplicated for one in lists])
    fresh = np.ones(sum(len(one.records) for one in lists), np.bool_)
    fresh[now[now >= 0]] = False
    found = candidates_between(whole, fresh[np.asarray(whole["record"])], before.model.rules, threads=threads)
    tick()
    return finish(lists, tables, whole, found, _kept(before.pairs, now), before.model, tick)


def _kept(pairs: Pairs, now: Ints) -> Pairs:
    """The pairs of two records that stand as they stood."""
    x, y = now[pairs.x], now[pairs.y]
    keep: Bools = (x >= 0) & (y >= 0)
    return Pairs(
        x[keep],
        y[keep],
        pairs.rule[keep],
        pairs.weight[keep],
        {name: level[keep] for name, level in pairs.levels.items()},
        {name: part[keep] for name, part in pairs.parts.items()},
        pairs.barred[keep],
    )
