"""Reads a gold file's passages and writes every statement as JSON Lines: ``uv run python tools/read_gold.py GOLD OUT``."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

import msgspec

from tallybook.model import Passage
from tallybook.reading import read


def passage(row: dict[str, str]) -> Passage:
    """A gold row as the passage that the reader gets."""
    day = dt.date.fromisoformat(row["published"]) if row.get("published") else None
    return Passage(
        document=row["id"],
        id=row["id"],
        kind="article",
        text=row["text"],
        lang=row.get("lang"),
        published=day,
        publisher=row.get("source"),
    )


def main(gold: Path, out: Path) -> None:
    encoder = msgspec.json.Encoder()
    with gold.open(encoding="utf-8") as rows, out.open("wb") as lines:
        for row in rows:
            found = read(passage(json.loads(row)))
            for statement in found.statements + found.rejected:
                lines.write(encoder.encode(statement) + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
