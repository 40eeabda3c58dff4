"""How fast statements become tolls, and how the cost grows.

``uv run python -m benchmarks.tolls [--sizes 10000,100000,1000000] [--data STATEMENTS.jsonl] [--json]``

Without ``--data`` the statements are made up to look like a crisis: a few hundred origins that revise their totals day by day,
and reports that relay them, breakdowns, places, headlines without a source, copies of whole stories. With ``--data`` the file
holds statements as ``tallybook read --json`` prints them, one a line; it is reconciled as it is. ``ratio`` is the CPU cost of a
statement against that of the first row: 1 where cost grows with the number of statements. Peak memory is that of the whole
process, the statements included. A million takes a minute or two and 4 GB. No other tool does this job, so there is no peer to
compare with.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tallybook import __version__
from tallybook.model import (
    DocumentFacts,
    Group,
    GroupLabel,
    Harm,
    HarmLabel,
    Link,
    Period,
    PlaceMention,
    Quantity,
    Relation,
    Statement,
    Status,
)
from tallybook.tolls import Rules, reconcile

HARMS: tuple[HarmLabel, ...] = ("killed", "killed", "killed", "injured", "arrested")
GROUPS: tuple[GroupLabel, ...] = ("people", "people", "people", "protesters", "security_forces", "children")
START = dt.date(2026, 1, 1)


class Dice:
    """A small linear congruential generator, so that every run makes the same book."""

    def __init__(self) -> None:
        self._state = 20260113

    def roll(self, sides: int) -> int:
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 33) % sides


def make_book(size: int) -> tuple[list[Statement], list[DocumentFacts]]:
    """``size`` statements in documents of eight."""
    dice = Dice()
    origins = max(20, min(400, size // 100))
    statements: list[Statement] = []
    documents: list[DocumentFacts] = []
    while len(statements) < size:
        number = len(documents)
        day = START + dt.timedelta(days=dice.roll(60))
        name = f"doc-{number:07d}"
        copied = tuple(range(number // 5 * 1000, number // 5 * 1000 + 40)) if dice.roll(4) == 0 else ()
        publisher = f"Outlet {dice.roll(500)}"
        documents.append(DocumentFacts(id=name, publisher=publisher, published=day, fingerprints=copied))
        statements += _document(dice, name, publisher, day, origins, min(8, size - len(statements)))
    return statements, documents


def _document(dice: Dice, name: str, publisher: str, day: dt.date, origins: int, count: int) -> Iterator[Statement]:
    at = 0
    for position in range(count):
        origin = dice.roll(origins)
        place = f"Province {dice.roll(40)}" if dice.roll(3) == 0 else None
        figure = 100 + origin * 7 + (day - START).days * (1 + origin % 9)
        yield _statement(dice, name, publisher, day, at, position, origin, figure, place)
        at += 120


def _statement(
    dice: Dice, name: str, publisher: str, day: dt.date, at: int, position: int, origin: int, figure: int, place: str | None
) -> Statement:
    printed = f"{figure:,}"
    text = f"at least {printed} people were killed, according to group number {origin}"
    headline = position == 0 and dice.roll(3) == 0
    part = dice.roll(10) == 0
    chain = [Link(actor=f"Rights Group {origin}", role="origin", type="rights_group", named=origin % 5 != 0)]
    if dice.roll(3) == 0:
        chain.append(Link(actor=("Reuters", "AP", "AFP")[dice.roll(3)], role="relay", type="agency", named=True))
    span = (at, at + len(text))
    return Statement(
        id=f"st-{name}-{position}",
        document=name,
        passage=name,
        text_digest="0" * 64,
        lang="en",
        span=span,
        text=text,
        quantity=Quantity(
            low=figure,
            high=None if dice.roll(2) else figure,
            bound="at_least" if dice.roll(2) else "exact",
            printed=printed,
            span=(at + 9, at + 9 + len(printed)),
        ),
        harm=Harm(label=HARMS[dice.roll(5)], text="killed", span=(at + 20, at + 26)),
        group=Group(label=GROUPS[dice.roll(6)]),
        relation=Relation(label="part_of" if part else "total"),
        status=Status(label=("confirmed", "unstated", "unstated", "under_review")[dice.roll(4)]),
        period=Period(label="cumulative", end=day),
        place=PlaceMention(text=place, span=span) if place else None,
        chain=() if headline else (*chain, Link(actor=publisher, role="publisher", type="outlet", named=True)),
        headline=headline,
    )


def measure(statements: list[Statement], documents: list[DocumentFacts]) -> dict[str, object]:
    """One reconciliation, timed in wall and CPU seconds. Nothing else runs in other processes."""
    wall, used = time.perf_counter(), time.process_time()
    result = reconcile(statements, documents, rules=Rules())
    wall, used = time.perf_counter() - wall, time.process_time() - used
    return {
        "statements": len(statements),
        "documents": len(documents),
        "wall_seconds": round(wall, 3),
        "cpu_seconds": round(used, 3),
        "microseconds_a_statement": round(1e6 * used / max(len(statements), 1), 1),
        "series": len(result.series),
        "tolls": len(result.tolls),
        "flags": len(result.flags),
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def with_ratios(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The rows, each with its CPU cost a statement against the first row's."""
    costs = [float(str(row["microseconds_a_statement"])) for row in rows]
    return [{**row, "ratio": round(cost / costs[0], 2) if costs[0] else 1.0} for row, cost in zip(rows, costs, strict=True)]


def read_book(path: Path) -> tuple[list[Statement], list[DocumentFacts]]:
    """Statements from JSON Lines; the documents are known by name only."""
    with path.open("rb") as lines:
        statements = [msgspec.json.decode(line, type=Statement) for line in lines if line.strip()]
    return statements, [DocumentFacts(id=name) for name in sorted({statement.document for statement in statements})]


def main() -> None:
    """Measures, and prints a table or JSON."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", default="10000,100000,1000000", help="how many statements, with commas")
    options.add_argument("--data", type=Path, help="statements as JSON Lines, instead of made-up ones")
    options.add_argument("--json", action="store_true", help="print JSON")
    chosen = options.parse_args()
    books = (read_book(chosen.data),) if chosen.data else (make_book(int(size)) for size in chosen.sizes.split(","))
    rows = with_ratios([measure(*book) for book in books])
    about = {
        "tallybook": __version__,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "day": f"{dt.datetime.now(dt.UTC):%Y-%m-%d}",
    }
    if chosen.json:
        json.dump({"about": about, "rows": rows}, sys.stdout, indent=1)
        print()
        return
    print(" ".join(f"{key} {value}" for key, value in about.items()))
    print(" ".join(f"{key.replace('microseconds_a_statement', 'us_each').replace('megabytes', 'MB'):>12}" for key in rows[0]))
    for row in rows:
        print(" ".join(f"{value:>12}" for value in row.values()))


if __name__ == "__main__":
    main()
