"""A table of stated outages: what monitors and operators said of an outage, one row each, where no measurements can be had.

Columns ``place``, ``start``, ``end`` (may be empty), ``source``, ``detail`` and, if wanted, ``url``. Times are ISO 8601; one without a zone
is taken as UTC, a day alone as its first minute.
"""

from __future__ import annotations

import csv
import io

from tallybook.connectivity._registry import Reader, Reading, Source, StatedOutage, register
from tallybook.connectivity._signal import Licence, utc
from tallybook.errors import DataError
from tallybook.model import short_id

LICENCE = Licence(name="written by whoever keeps the book", publishable=True, noncommercial=False)
_NEEDED = frozenset({"place", "start", "end", "source", "detail"})


def _header(text: str) -> set[str]:
    return {cell.strip().casefold() for cell in text.split("\n", 1)[0].split(",")}


def _sniff(source: Source) -> bool:
    return source.json is None and _header(source.text) >= _NEEDED


def _read(source: Source) -> Reading:
    rows = csv.DictReader(io.StringIO(source.text))
    stated: list[StatedOutage] = []
    rejected: list[str] = []
    for line, row in enumerate(rows, start=2):
        cells = {str(name).strip().casefold(): (value or "").strip() for name, value in row.items() if isinstance(value, str)}
        try:
            stated.append(_outage(source, line, cells))
        except DataError as error:
            rejected.append(f"line {line}: {error.what}")
    return Reading(reader=READER.name, stated=tuple(stated), rejected=tuple(rejected))


def _outage(source: Source, line: int, cells: dict[str, str]) -> StatedOutage:
    item = f"{source.file}, line {line}"
    if not cells.get("place") or not cells.get("source"):
        raise DataError("an outage needs a place and a source.", item=item, hint="Fill both cells.")
    start = utc(cells.get("start", ""), item=item)
    end = utc(cells["end"], item=item) if cells.get("end") else None
    if end is not None and end <= start:
        raise DataError("the outage ends before it starts.", item=item, hint="Correct its times.")
    return StatedOutage(
        id=short_id("so_", source.digest, line),
        source=cells["source"],
        entity=cells["place"],
        entity_kind=source.entity_kind,
        start=start,
        end=end,
        detail=cells.get("detail", ""),
        cause=None,
        url=cells.get("url") or None,
        provenance=source.provenance(READER.name),
        licence=LICENCE,
    )


READER = register(Reader(name="stated outages", order=3, sniff=_sniff, read=_read, licence=LICENCE))
