"""The part that Splink does: which pairs of records are looked at, and how their columns (names apart) compare.

Splink runs on DuckDB in memory, with extensions neither loaded nor installed, so that nothing calls the network. Its log and its
progress bars are off: both show values.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tallybook.model import Record
from tallybook.people._rules import BlockingRule, Comparison, comparisons, rules

if TYPE_CHECKING:
    import duckdb

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
LevelTable = dict[str, npt.NDArray[np.int8]]

# within a list pairs are looked at only where the list may name a person twice
_PAIRABLE = "(l.list <> r.list or (l.own and l.record <> r.record))"


class SkippedRule(Record, frozen=True):
    """A blocking rule that was left out because it would have brought too many pairs."""

    rule: str
    pairs: int


class Candidates:
    """The pairs that are looked at: row numbers, which of ``rules`` brought each first, and levels (-1 missing, 0 best)."""

    def __init__(
        self, left: Ints, right: Ints, rule: Ints, levels: LevelTable, rules: tuple[str, ...], skipped: tuple[SkippedRule, ...]
    ) -> None:
        self.left = left
        self.right = right
        self.rule = rule
        self.rules = rules
        self.levels = levels
        self.skipped = skipped


def connect(threads: int, memory: str | None = None) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory that can reach neither the network nor an extension."""
    import duckdb

    connection = duckdb.connect(
        config={"threads": threads, "autoinstall_known_extensions": False, "autoload_known_extensions": False}
    )
    if memory:
        connection.execute("set memory_limit = ?", [memory])
    connection.execute("set enable_progress_bar = false")
    return connection


def filled_columns(table: pa.Table) -> frozenset[str]:
    """The columns that hold at least one value."""
    return frozenset(name for name in table.column_names if table[name].null_count < table.num_rows)


def _usable(connection: duckdb.DuckDBPyConnection, filled: frozenset[str], rows: int) -> tuple[list[str], list[SkippedRule]]:
    """The rules whose columns are there and whose pairs keep to the budget, with what was left out."""
    kept: list[str] = []
    skipped: list[SkippedRule] = []
    covered: list[frozenset[str]] = []
    for rule in [*rules().blocking.rules, *_further(filled)]:
        condition = rule.condition()
        # a rule that asks for more than one that is kept brings nothing
        if not set(rule.needs) <= filled or condition in kept or any(wide <= set(rule.equal) for wide in covered):
            continue
        pairs = _pairs(connection, rule, 20 * rules().blocking.budget * rows)
        if pairs > rules().blocking.budget * rows:
            skipped.append(SkippedRule(rule=condition, pairs=pairs))
            continue
        kept.append(condition)
        if rule.equal and not rule.also:
            covered.append(frozenset(rule.equal))
    return kept, skipped


def _further(filled: frozenset[str]) -> list[BlockingRule]:
    """Rules for further columns: each together with another of them, with the place, and with either name."""
    own = sorted(name for name in filled if name.startswith("o_"))
    both = [[one, other] for at, one in enumerate(own) for other in [*own[at + 1 :], "place", "k0", "k3"]]
    return [BlockingRule(needs=columns, equal=columns) for columns in both]


def _pairs(connection: duckdb.DuckDBPyConnection, rule: BlockingRule, bound: int) -> int:
    """How many pairs a rule would bring; its further condition is only counted where the equalities bring fewer than
    ``bound``.
    """
    if not rule.equal:
        return 0
    columns = ", ".join(rule.equal)
    present = " and ".join(f"{name} is not null" for name in rule.equal)
    # of a block, all pairs but those inside lists that name nobody twice
    answer = connection.execute(
        f"with b as (select {columns}, list, own, count(*)::double n from people where {present} group by all) "  # noqa: S608
        f"select coalesce(sum((t * t - q) / 2), 0) from "
        f"(select sum(n) t, sum(case when own then 0 else n * n end) q from b group by {columns})"
    ).fetchone()
    pairs = int(answer[0]) if answer else 0
    if rule.also is None or pairs > bound:
        return pairs
    query = f"select count(*) from people l join people r on {rule.condition()} and l.row < r.row and {_PAIRABLE}"  # noqa: S608
    counted = connection.execute(query).fetchone()
    return int(counted[0]) if counted else 0


def _settings(conditions: Sequence[str], compared: Sequence[Comparison]) -> dict[str, Any]:
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "row",
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": f"{condition} and {_PAIRABLE}", "sql_dialect": "duckdb"} for condition in conditions
        ],
        "comparisons": [_splink_comparison(comparison) for comparison in compared],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
        "additional_columns_to_retain": [],
    }


def _splink_comparison(comparison: Comparison) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [{"sql_condition": comparison.missing, "label_for_charts": "missing", "is_null_level": True}]
    # The weights are learnt elsewhere. Splink's own, log2(m / u), is made to say which level it was: the first 1, the second 2,
    # missing 0. Asked for the levels themselves, it would carry along every value that it compares, twice.
    levels += [
        {"sql_condition": level.sql or "ELSE", "label_for_charts": level.label, "m_probability": 0.5, "u_probability": 0.5**at}
        for at, level in enumerate(comparison.levels, start=2)
    ]
    return {"output_column_name": comparison.name, "comparison_levels": levels}


@contextmanager
def _silent() -> Iterator[None]:
    """Splink's log shows SQL and values: nothing of it may reach a log of ours."""
    logger = logging.getLogger("splink")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(before)


def candidates(
    table: pa.Table, *, conditions: Sequence[str] | None = None, threads: int = 2, memory: str | None = None
) -> Candidates:
    """Block and compare the rows of ``table``, which is of :func:`tallybook.people._table.stack`.

    ``conditions``: the blocking rules in SQL, where a model has fixed them.
    """
    filled = filled_columns(table)
    compared = comparisons(filled)
    connection = connect(threads, memory)
    try:
        connection.register("people", table)
        skipped: list[SkippedRule] = []
        if conditions is None:
            conditions, skipped = _usable(connection, filled, table.num_rows)
        if not conditions or not table.num_rows:
            return _empty(compared, skipped)
        with _silent():
            found = _predict(connection, table, conditions, compared)
        return _collect(found, compared, tuple(conditions), skipped)
    finally:
        connection.close()


def _empty(compared: Sequence[Comparison], skipped: list[SkippedRule], conditions: Sequence[str] = ()) -> Candidates:
    none = np.empty(0, np.int64)
    return Candidates(none, none, none, {c.name: np.empty(0, np.int8) for c in compared}, tuple(conditions), tuple(skipped))


def _predict(
    connection: duckdb.DuckDBPyConnection, table: pa.Table, conditions: Sequence[str], compared: Sequence[Comparison]
) -> pa.Table:
    from splink import DuckDBAPI, Linker

    api = DuckDBAPI(connection=connection)
    settings = _settings(conditions, compared or [_none()])
    frame = api.register(table.select(_used(table.column_names, conditions, compared)))
    linker = Linker(frame, settings, log_level=None, validate_settings=False)
    found = linker.inference.predict()
    # row numbers and levels only: the values stay behind
    levels = [f"mw_{comparison.name}::tinyint - 1 as {comparison.name}" for comparison in compared]
    columns = ", ".join(["row_l", "row_r", "match_key::integer as rule", *levels])
    return connection.execute(f"select {columns} from {found.physical_name}").to_arrow_table()  # noqa: S608


def _used(columns: Sequence[str], conditions: Sequence[str], compared: Sequence[Comparison]) -> list[str]:
    """The columns that the rules and the levels name: Splink looks at each one that it is given, again and again."""
    asked = " ".join([_PAIRABLE, *conditions, *(f"{one.missing} {level.sql}" for one in compared for level in one.levels)])
    words = set(re.findall(r"\w+", asked))
    return [name for name in columns if name in ("row", "list") or not words.isdisjoint((name, f"{name}_l", f"{name}_r"))]


def _none() -> Comparison:
    """Splink wants one comparison at least."""
    from tallybook.people._rules import Level

    levels = (Level(label="any", m=0.5, u=0.5, sql="list_l >= 0"), Level(label="none", m=0.5, u=0.5))
    return Comparison(name="list", levels=levels, missing="list_l is null")


def _collect(
    found: pa.Table, compared: Sequence[Comparison], conditions: tuple[str, ...], skipped: Sequence[SkippedRule] = ()
) -> Candidates:
    left, right = np.asarray(found["row_l"]), np.asarray(found["row_r"])
    turned = left > right
    left, right = np.where(turned, right, left), np.where(turned, left, right)
    order = np.lexsort((right, left))
    levels = {one.name: np.asarray(found[one.name]).astype(np.int8)[order] for one in compared}
    rule = np.asarray(found["rule"])[order].astype(np.int64)
    return Candidates(left[order].astype(np.int64), right[order].astype(np.int64), rule, levels, conditions, tuple(skipped))


def candidates_between(table: pa.Table, later: Bools, conditions: Sequence[str], *, threads: int = 2) -> Candidates:
    """The candidates of :func:`candidates` that a ``later`` row takes part in.

    The same rules and levels, as plain SQL: of a small list, Splink spends more on reading its own SQL than on the records.
    """
    compared = comparisons(filled_columns(table))
    if not conditions or not later.any():
        return _empty(compared, [], conditions)
    connection = connect(threads)
    try:
        for name, rows in _parts(table.select(_used(table.column_names, conditions, ())), later):
            connection.register(name, rows)
        pairs = connection.execute(_blocked_sql(conditions, _sides(table, later))).to_arrow_table()
        connection.register("pairs", _side_by_side(table.select(_used(table.column_names, (), compared)), pairs))
        levels = ", ".join(["row_l", "row_r", "rule", *map(_level_sql, compared)])
        return _collect(connection.execute(f"select {levels} from pairs").to_arrow_table(), compared, tuple(conditions))  # noqa: S608
    finally:
        connection.close()


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
    pairable = "" if at_end and not set(new) & set(old) else f" and l.row < r.row and {_PAIRABLE}"
    sides = [("before", "later", pairable)]
    if len(new) > 1 or own[later].any():
        sides.append(("later", "later", f" and l.row < r.row and {_PAIRABLE}"))
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
