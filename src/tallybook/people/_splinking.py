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
LevelTable = dict[str, npt.NDArray[np.int8]]

# within a list pairs are looked at only where the list may name a person twice
PAIRABLE = "(l.list <> r.list or (l.own and l.record <> r.record))"


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


def _usable(
    connection: duckdb.DuckDBPyConnection, filled: frozenset[str], rows: int, budget: int
) -> tuple[list[str], list[SkippedRule]]:
    """The rules whose columns are there and whose pairs keep to the budget, with what was left out."""
    kept: list[str] = []
    skipped: list[SkippedRule] = []
    covered: list[frozenset[str]] = []
    for rule in [*rules().blocking.rules, *_further(filled)]:
        condition = rule.condition()
        # a rule that asks for more than one that is kept brings nothing
        if not set(rule.needs) <= filled or condition in kept or any(wide <= set(rule.equal) for wide in covered):
            continue
        pairs = _pairs(connection, rule, 20 * budget * rows)
        if pairs > budget * rows:
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
    query = f"select count(*) from people l join people r on {rule.condition()} and l.row < r.row and {PAIRABLE}"  # noqa: S608
    counted = connection.execute(query).fetchone()
    return int(counted[0]) if counted else 0


def _settings(conditions: Sequence[str], compared: Sequence[Comparison]) -> dict[str, Any]:
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "row",
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": f"{condition} and {PAIRABLE}", "sql_dialect": "duckdb"} for condition in conditions
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
def silent() -> Iterator[None]:
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
    table: pa.Table,
    *,
    conditions: Sequence[str] | None = None,
    repeated: bool = False,
    threads: int = 2,
    memory: str | None = None,
) -> Candidates:
    """Block and compare the rows of ``table``, which is of :func:`tallybook.people._table.stack`.

    ``conditions``: the blocking rules in SQL, where a model has fixed them. ``repeated``: lists name people many times over, so
    that a good rule brings many pairs.
    """
    filled = filled_columns(table)
    compared = comparisons(filled)
    connection = connect(threads, memory)
    budget = rules().blocking.budget_repeated if repeated else rules().blocking.budget
    try:
        connection.register("people", table)
        skipped: list[SkippedRule] = []
        if conditions is None:
            conditions, skipped = _usable(connection, filled, table.num_rows, budget)
        if not conditions or not table.num_rows:
            return no_candidates(compared, skipped)
        with silent():
            found = _predict(connection, table, conditions, compared)
        return collect(found, compared, tuple(conditions), skipped)
    finally:
        connection.close()


def no_candidates(compared: Sequence[Comparison], skipped: list[SkippedRule], conditions: Sequence[str] = ()) -> Candidates:
    none = np.empty(0, np.int64)
    return Candidates(none, none, none, {c.name: np.empty(0, np.int8) for c in compared}, tuple(conditions), tuple(skipped))


def _predict(
    connection: duckdb.DuckDBPyConnection, table: pa.Table, conditions: Sequence[str], compared: Sequence[Comparison]
) -> pa.Table:
    from splink import DuckDBAPI, Linker

    api = DuckDBAPI(connection=connection)
    settings = _settings(conditions, compared or [_none()])
    frame = api.register(table.select(used_columns(table.column_names, conditions, compared)))
    linker = Linker(frame, settings, log_level=None, validate_settings=False)
    found = linker.inference.predict()
    # row numbers and levels only: the values stay behind
    levels = [f"mw_{comparison.name}::tinyint - 1 as {comparison.name}" for comparison in compared]
    columns = ", ".join(["row_l", "row_r", "match_key::integer as rule", *levels])
    return connection.execute(f"select {columns} from {found.physical_name}").to_arrow_table()  # noqa: S608


def used_columns(columns: Sequence[str], conditions: Sequence[str], compared: Sequence[Comparison]) -> list[str]:
    """The columns that the rules and the levels name: Splink looks at each one that it is given, again and again."""
    asked = " ".join([PAIRABLE, *conditions, *(f"{one.missing} {level.sql}" for one in compared for level in one.levels)])
    words = set(re.findall(r"\w+", asked))
    return [name for name in columns if name in ("row", "list") or not words.isdisjoint((name, f"{name}_l", f"{name}_r"))]


def _none() -> Comparison:
    """Splink wants one comparison at least."""
    from tallybook.people._rules import Level

    levels = (Level(label="any", m=0.5, u=0.5, sql="list_l >= 0"), Level(label="none", m=0.5, u=0.5))
    return Comparison(name="list", levels=levels, missing="list_l is null")


def collect(
    found: pa.Table, compared: Sequence[Comparison], conditions: tuple[str, ...], skipped: Sequence[SkippedRule] = ()
) -> Candidates:
    left, right = np.asarray(found["row_l"]), np.asarray(found["row_r"])
    turned = left > right
    left, right = np.where(turned, right, left), np.where(turned, left, right)
    order = np.lexsort((right, left))
    levels = {one.name: np.asarray(found[one.name]).astype(np.int8)[order] for one in compared}
    rule = np.asarray(found["rule"])[order].astype(np.int64)
    return Candidates(left[order].astype(np.int64), right[order].astype(np.int64), rule, levels, conditions, tuple(skipped))
