"""RIPEstat's country-resource-stats (JSON): prefixes and networks of a country seen in routing.

The service merges steps that do not change into one stretch; the stretch is spread over the file's own step again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from tallybook.connectivity._registry import Json, Reader, Reading, Source, make_signal, register
from tallybook.connectivity._signal import MAX_SAMPLES, Licence, number, utc
from tallybook.errors import DataError

RIPE_LICENCE = Licence(name="RIPEstat terms", publishable=False, noncommercial=False, attribution="RIPE NCC, RIPEstat")
FIELDS = {"v4_prefixes_ris": "IPv4 prefixes", "v6_prefixes_ris": "IPv6 prefixes", "asns_ris": "networks"}
STEPS = {"5m": 300, "1h": 3600, "8h": 28800, "1d": 86400, "1w": 604800}


def _payload(source: Source) -> dict[str, Json]:
    value = source.json
    data = value.get("data") if isinstance(value, dict) else None
    return data if isinstance(data, dict) else {}


def _stats(source: Source) -> list[dict[str, Json]]:
    stats = _payload(source).get("stats")
    return [stat for stat in stats if isinstance(stat, dict)] if isinstance(stats, list) else []


def _is_ripe(source: Source) -> bool:
    return any("timeline" in stat and set(stat) & set(FIELDS) for stat in _stats(source)[:5])


def _spans(source: Source) -> list[tuple[dt.datetime, dt.datetime, dict[str, Json]]]:
    spans = []
    for stat in _stats(source):
        timeline = stat.get("timeline")
        for part in timeline if isinstance(timeline, list) else []:
            if isinstance(part, dict):
                start = utc(part.get("starttime"), item=source.file)
                end = utc(part.get("endtime", part.get("starttime")), item=source.file)
                spans.append((start, end, stat))
    return sorted(spans, key=lambda span: span[0])


def _step(source: Source, spans: list[tuple[dt.datetime, dt.datetime, dict[str, Json]]]) -> dt.timedelta:
    stated = STEPS.get(str(_payload(source).get("resolution", "")))
    if stated:
        return dt.timedelta(seconds=stated)
    gaps = [later[0] - earlier[0] for earlier, later in pairwise(spans) if later[0] > earlier[0]]
    if not gaps:
        raise DataError("the file holds one point in time only.", item=source.file, hint="Ask for a longer period.")
    return min(gaps)


def _points(
    spans: list[tuple[dt.datetime, dt.datetime, dict[str, Json]]], step: dt.timedelta, field: str, item: str
) -> Iterator[tuple[dt.datetime, float | None]]:
    taken: dt.datetime | None = None
    count = 0
    for start, end, stat in spans:
        value = number(stat.get(field), item=item)
        at = start
        while at == start or at < end:
            if taken is None or at > taken:
                yield at, None if value is not None and value < 0 else value
                taken, count = at, count + 1
            at += step
            if count > MAX_SAMPLES:
                raise DataError("a stretch of time is far longer than its step.", item=item, hint="Export it again.")


def _read(source: Source) -> Reading:
    spans = _spans(source)
    step = _step(source, spans)
    entity = str(_payload(source).get("resource") or source.need_entity())
    fields = [field for field in FIELDS if any(field in stat for stat in _stats(source))]
    signals = tuple(
        make_signal(
            source,
            "ripestat",
            RIPE_LICENCE,
            list(_points(spans, step, field, f"{source.file}, {field}")),
            origin="RIPEstat",
            name=FIELDS[field],
            kind="routing",
            unit=FIELDS[field],
            normalised=False,
            entity=entity,
        )
        for field in fields
    )
    return Reading(reader="ripestat", signals=signals)


RIPESTAT = register(Reader("ripestat", 40, _is_ripe, _read, RIPE_LICENCE))
