"""How many durable commits a second, and how fast a whole ledger is written in bulk, verified, replayed and opened.

    uv run python -m benchmarks.ledger [--entries 100000] [--data bodies.jsonl] [--folder PATH] [--json]

The peer in the same run is plain SQLite with the same settings and row size, unsigned: what the disk alone costs. ``--data``
is JSON Lines, one object a line, used as bodies in turn; ``--folder`` chooses the disk (a memory disk makes fsync free).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import platform
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path

from tallybook.ledger import Ledger, WriterKey, replay

COMMITS = 500
BATCH = 1000


def bodies(data: Path | None) -> Iterator[dict[str, object]]:
    """Bodies without end: the given ones in turn, or decisions as a review makes them (about 200 bytes)."""
    if data:
        return cycle([json.loads(line) for line in data.read_text(encoding="utf-8").splitlines() if line.strip()])
    about = {"verdict": "accept", "reason": "the quotation carries the number, the group and the place"}
    return ({**about, "statement": f"st{number:020x}"} for number in range(1 << 60))


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def plain_commits(path: Path) -> float:
    """Commits a second of plain SQLite, same settings, unsigned rows of the same size."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, data BLOB)")
    row = bytes(650)

    def commit() -> None:
        for _ in range(COMMITS):
            db.execute("BEGIN IMMEDIATE")
            db.execute("INSERT INTO t (data) VALUES (?)", (row,))
            db.execute("COMMIT")

    took = seconds(commit)
    db.close()
    return COMMITS / took


def measure(folder: Path, entries: int, data: Path | None) -> dict[str, float]:
    key = WriterKey.from_seed(b"benchmark".ljust(32), "benchmark")
    path = folder / "ledger.sqlite"
    content = bodies(data)
    results = {"plain SQLite, commits/s": plain_commits(folder / "plain.sqlite")}
    with Ledger.create(path, writer=key, clock=lambda: dt.datetime(2026, 1, 13, tzinfo=dt.UTC)) as ledger:
        took = seconds(lambda: [ledger.append("decision", body) for body in islice(content, COMMITS)])
        results["ledger, durable commits/s"] = COMMITS / took
        rest = max(0, entries - COMMITS - 1)

        def bulk() -> None:
            for start in range(0, rest, BATCH):
                ledger.append_many([("decision", body) for body in islice(content, min(BATCH, rest - start))])

        took = seconds(bulk)
        results["bulk append, entries/s"] = rest / took if rest else 0.0
        findings: list[object] = []
        results["verify, s"] = seconds(lambda: findings.extend(ledger.verify()))
        assert not findings
        total = len(ledger.entries("stored"))
        results["entries"] = total
        results["verify, entries/s"] = total / results["verify, s"]
        results["read and replay, s"] = seconds(lambda: replay(ledger.entries(), {"decision": lambda n, _: n + 1}, 0))
        results["checkpoint, s"] = seconds(ledger.checkpoint)
    results["open, s"] = seconds(lambda: Ledger.open(path).close())
    results["bytes per entry"] = path.stat().st_size / total
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        results = measure(Path(folder), options.entries, options.data)
    made = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "cryptography": version("cryptography"),
        "tallybook": version("tallybook"),
    }
    if options.json:
        print(json.dumps({**made, "results": results}))
        return
    print(", ".join(f"{name} {value}" for name, value in made.items()))
    for name, value in results.items():
        print(f"  {name:<28} {value:>12,.3f}" if value < 10 else f"  {name:<28} {value:>12,.0f}")


if __name__ == "__main__":
    main()
