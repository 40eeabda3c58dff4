"""Tables: the dashboard export of IODA and plain CSV with a time column.

The dashboard's export gives every signal in percent of its maximum in the window, so two exports are not on one scale.
"""

from __future__ import annotations

import csv
import datetime as dt
import io

from tallybook.connectivity._registry import Reader, Reading, Source, make_signal, register
from tallybook.connectivity._signal import Licence, SignalKind, number, utc
from tallybook.errors import DataError

IODA_LICENCE = Licence(
    name="IODA (Georgia Tech): no data licence stated",
    publishable=False,
    noncommercial=True,
    attribution="Internet Outage Detection and Analysis, Georgia Institute of Technology",
)
UNKNOWN_LICENCE = Licence(name="not stated", publishable=False, noncommercial=True)
TIME_HEADERS = ("time (utc)", "time", "timestamp", "datetime", "date", "start", "zeit", "زمان", "تاریخ")

# What a column measures, by words of its header; the first that is found decides.
KIND_WORDS: tuple[tuple[str, SignalKind], ...] = (
    ("telescope", "background"),
    ("unique source", "background"),
    ("bgp", "routing"),
    ("prefix", "routing"),
    ("visible /24", "routing"),
    ("probing", "probing"),
    ("/24s up", "probing"),
    ("ping", "probing"),
    ("mozilla", "clients"),
    ("city count", "clients"),
    ("google", "traffic"),
    ("traffic", "traffic"),
    ("requests", "traffic"),
    ("bytes", "traffic"),
    ("measurement", "measurements"),
)


def kind_of(name: str) -> SignalKind:
    """What a signal of this name measures, ``other`` where the name does not tell."""
    folded = name.casefold()
    return next((kind for word, kind in KIND_WORDS if word in folded), "other")


def _rows(source: Source) -> tuple[list[str], list[list[str]]]:
    sample = source.text.split("\n", 1)[0]
    delimiter = max(",;\t", key=lambda mark: (sample.count(mark), mark == ","))
    try:
        rows = [row for row in csv.reader(io.StringIO(source.text), delimiter=delimiter) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise DataError(f"the table cannot be read: {error}.", item=source.file, hint="Export it again as CSV.") from None
    if len(rows) < 2:
        raise DataError("the table has no rows.", item=source.file, hint="Export a longer period.")
    return [cell.strip() for cell in rows[0]], rows[1:]


def _time_column(header: list[str]) -> int | None:
    folded = [cell.casefold() for cell in header]
    return next((folded.index(name) for name in TIME_HEADERS if name in folded), None)


def _is_table(source: Source) -> bool:
    if source.json is not None or "\n" not in source.text:
        return False
    header, _ = _rows(source)
    return len(header) > 1 and _time_column(header) is not None


def _is_ioda(source: Source) -> bool:
    return source.text.startswith(('"Time (UTC)"', "Time (UTC)"))


def _read(source: Source, reader: str, origin: str, licence: Licence, unit: str, normalised: bool) -> Reading:
    header, rows = _rows(source)
    at = _time_column(header)
    if at is None:
        raise DataError("no column holds the time.", item=source.file, hint=f"Name it one of: {', '.join(TIME_HEADERS[:5])}.")
    times: list[dt.datetime] = []
    for line, row in enumerate(rows, start=2):
        if len(row) > len(header) or len(row) <= at:
            raise DataError(f"line {line} has {len(row)} cells, not {len(header)}.", item=source.file, hint="Correct the line.")
        times.append(utc(row[at], item=f"{source.file}, line {line}"))
    signals = []
    for column, name in enumerate(header):
        if column == at:
            continue
        cells = [
            number(row[column] if column < len(row) else None, item=f"{source.file}, line {line}, {name}")
            for line, row in enumerate(rows, start=2)
        ]
        points = zip(times, cells, strict=True)
        signals.append(
            make_signal(
                source, reader, licence, points, origin=origin, name=name, kind=kind_of(name), unit=unit, normalised=normalised
            )
        )
    return Reading(reader=reader, signals=tuple(signals))


def _read_ioda(source: Source) -> Reading:
    return _read(source, "ioda-csv", "IODA", IODA_LICENCE, "percent of the window's maximum", True)


def _read_plain(source: Source) -> Reading:
    return _read(source, "csv", source.file, UNKNOWN_LICENCE, "as in the file", False)


IODA_CSV = register(Reader("ioda-csv", 10, _is_ioda, _read_ioda, IODA_LICENCE))
PLAIN_CSV = register(Reader("csv", 90, _is_table, _read_plain, UNKNOWN_LICENCE))
