"""Candidates that new records take part in, and the levels of any pairs: the rules of linkage as plain SQL.

The same rules and levels as Splink is given. Of a small list, Splink spends more on reading its own SQL than on the records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tallybook.people._rules import Comparison, comparisons
from tallybook.people._splinking import PAIRABLE, Candidates, collect, connect, filled_columns, no_candidates, used_columns

if TYPE_CHECKING:
    import duckdb

Bools = npt.NDArray[np.bool_]


def candidates_between(table: pa.Table, later: Bools, conditions: Sequence[str], *, threads: int = 2) -> Candidates:
    """The candidates of :func:`tallybook.people._splinking.candidates` that a ``later`` row takes part in."""
    compared = comparisons(filled_columns(table))
    if not conditions or not later.any():
        return no_candidates(compared, [], conditions)
    connection = connect(threads)
    try:
        for name, rows in _parts(table.select(used_columns(table.column_names, conditions, ())), later):
            connection.register(name, rows)
        pairs = connection.execute(_blocked_sql(conditions, _sides(table, later))).to_arrow_table()
        found = _leveled(connection, table, pairs, compared)
        return collect(found, compared, tuple(conditions))
    finally:
        connection.close()


def levels_of(table: pa.Table, pairs: pa.Table, compared: Sequence[Comparison], threads: int = 2) -> pa.Table:
    """``pairs`` (row_l, row_r, rule) with the level of each comparison."""
    connection = connect(threads)
    try:
        return _leveled(connection, table, pairs, compared)
    finally:
        connection.close()


def _leveled(connection: duckdb.DuckDBPyConnection, table: pa.Table, pairs: pa.Table, compared: Sequence[Comparison]) -> pa.Table:
    connection.register("pairs", _side_by_side(table.select(used_columns(table.column_names, (), compared)), pairs))
    levels = ", ".join(["row_l", "row_r", "rule", *map(_level_sql, compared)])
    return connection.execute(f"select {levels} from pairs").to_arrow_table()  # noqa: S608


def _parts(table: pa.Table, later: Bools) -> Iterator[tuple[str, pa.Table]]:
    if later[int(later.argmax()) :].all():
        yield "before", table.slice(0, int(later.argmax()))
        yield "later", table.slice(int(later.argmax()))
    else:
        yield "before", table.filter(pa.array(~later))
        yield "later", table.filter(pa.array(later))


def _sides(table: pa.Table, later: Bools) -> list[tuple[str, str, str]]:
    """Which tables are joined (the earlier row's first), and what a pair of them has to fulfil besides its rule."""
    lists, own = np.asarray(table["list"]), np.asarray(table["own"])
    new, old = np.unique(lists[later]), np.unique(lists[~later])
    at_end = bool(later[int(later.argmax()) :].all())
    pairable = "" if at_end and not set(new) & set(old) else f" and l.row < r.row and {PAIRABLE}"
    sides = [("before", "later", pairable)]
    if len(new) > 1 or own[later].any():
        sides.append(("later", "later", f" and l.row < r.row and {PAIRABLE}"))
    return sides if at_end else [*sides, ("later", "before", pairable)]


def _blocked_sql(conditions: Sequence[str], sides: Sequence[tuple[str, str, str]]) -> str:
    """Each pair once, with the first rule that brings it. ``l`` is the earlier row: some rules are not the same both ways."""
    brought = " union all ".join(
        f"select {number} as rule, l.row as row_l, r.row as row_r from {one} l join {other} r on {condition}{further}"  # noqa: S608
        for number, condition in enumerate(conditions)
        for one, other, further in sides
    )
    return f"select min(rule) as rule, row_l, row_r from ({brought}) group by row_l, row_r"  # noqa: S608


def _side_by_side(table: pa.Table, pairs: pa.Table) -> pa.Table:
    """The pairs with the columns of both rows; rows of a table are numbered as they stand."""
    whole = table.combine_chunks()
    for side in ("l", "r"):
        rows = whole.take(pairs[f"row_{side}"])
        for name in table.column_names:
            if name != "row":
                pairs = pairs.append_column(f"{name}_{side}", rows[name])
    return pairs


def _level_sql(comparison: Comparison) -> str:
    cases = " ".join(f"when {level.sql} then {at}" for at, level in enumerate(comparison.levels) if level.sql)
    return f"(case when {comparison.missing} then -1 {cases} else {len(comparison.levels) - 1} end)::tinyint as {comparison.name}"
