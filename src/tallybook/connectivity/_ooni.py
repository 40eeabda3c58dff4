"""OONI's aggregation interface (JSON or CSV): how many measurements volunteers sent, and how many showed interference.

A collapse of ``measurement_count`` is itself a sign of a blackout: nobody could measure, or nothing could be sent.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict

from tallybook.connectivity._registry import Json, Reader, Reading, Source, make_signal, register
from tallybook.connectivity._signal import Licence, number, utc

OONI_LICENCE = Licence(
    name="CC BY-NC-SA 4.0", publishable=False, noncommercial=True, attribution="Open Observatory of Network Interference (OONI)"
)
COUNTS = ("measurement_count", "anomaly_count", "confirmed_count", "failure_count", "ok_count")
GROUPS = ("probe_cc", "probe_asn", "test_name", "domain")


def _rows(source: Source) -> list[dict[str, Json]]:
    if isinstance(source.json, dict):
        result = source.json.get("result")
        items = result if isinstance(result, list) else [result]
        return [item for item in items if isinstance(item, dict)]
    if source.json is None and "measurement_count" in source.text.split("\n", 1)[0]:
        return [dict(row) for row in csv.DictReader(io.StringIO(source.text))]
    return []


def _is_ooni(source: Source) -> bool:
    return any("measurement_count" in row and "measurement_start_day" in row for row in _rows(source)[:5])


def _read(source: Source) -> Reading:
    groups: dict[tuple[str, ...], list[dict[str, Json]]] = defaultdict(list)
    rejected = []
    for row in _rows(source):
        if not row.get("measurement_start_day"):
            rejected.append("a row without a day was left out.")
            continue
        groups[tuple(str(row.get(key) or "") for key in GROUPS)].append(row)
    signals = []
    for key in sorted(groups):
        rows = groups[key]
        if len(rows) < 2:
            rejected.append(f"{' '.join(part for part in key if part) or 'the series'}: a single day is no series.")
            continue
        label = " ".join(part for part in key[1:] if part)
        for count in COUNTS:
            points = [
                (utc(row["measurement_start_day"], item=source.file), number(row.get(count), item=f"{source.file}, {count}"))
                for row in rows
            ]
            signals.append(
                make_signal(
                    source,
                    "ooni",
                    OONI_LICENCE,
                    points,
                    origin="OONI",
                    name=f"{count} {label}".strip(),
                    kind="measurements" if count == "measurement_count" else "other",
                    unit="measurements a step",
                    normalised=False,
                    entity=key[0] or None,
                )
            )
    return Reading(reader="ooni", signals=tuple(signals), rejected=tuple(rejected))


OONI = register(Reader("ooni", 20, _is_ooni, _read, OONI_LICENCE))
