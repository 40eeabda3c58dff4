"""Google's transparency report: traffic fractions as its undocumented interface answers them.

The answer is nested lists: ``[[name, [[milliseconds, [[product, value]]], …]]]``, behind a guard line.
"""

from __future__ import annotations

import datetime as dt

from tallybook.connectivity._registry import Json, Reader, Reading, Source, make_signal, register
from tallybook.connectivity._signal import Licence, number, utc

GOOGLE_LICENCE = Licence(name="none stated", publishable=False, noncommercial=True, attribution="Google Transparency Report")
# Product numbers of the report that name what is read most; the others keep their number.
PRODUCTS = {1: "Google (all)", 6: "Gmail", 9: "Maps", 16: "Translate", 19: "Google (Search)", 21: "YouTube"}


def _entries(value: Json) -> list[list[Json]]:
    """The ``[time, [[product, value]]]`` entries, or nothing where the shape is another."""
    try:
        inner = value[0][1]  # type: ignore[index]
    except (IndexError, KeyError, TypeError):
        return []
    if not isinstance(inner, list):
        return []
    return [entry for entry in inner if isinstance(entry, list) and len(entry) > 1 and isinstance(entry[0], (int, float))]


def _is_google(source: Source) -> bool:
    return isinstance(source.json, list) and len(_entries(source.json)) > 1


def _read(source: Source) -> Reading:
    points: dict[str, list[tuple[dt.datetime, float | None]]] = {}
    rejected = []
    for entry in _entries(source.json):
        time = utc(entry[0], item=source.file)
        pairs = entry[1] if isinstance(entry[1], list) else []
        for pair in pairs:
            if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], int):
                name = PRODUCTS.get(pair[0], f"product {pair[0]}")
                points.setdefault(name, []).append((time, number(pair[1], item=source.file)))
            else:
                rejected.append(f"{time.isoformat()}: an entry without product and value was left out.")
    signals = tuple(
        make_signal(
            source,
            "google",
            GOOGLE_LICENCE,
            points[name],
            origin="Google Transparency Report",
            name=name,
            kind="traffic",
            unit="share of the world's traffic",
            normalised=True,
        )
        for name in sorted(points)
    )
    return Reading(reader="google", signals=signals, rejected=tuple(rejected))


GOOGLE = register(Reader("google", 50, _is_google, _read, GOOGLE_LICENCE))
