"""IODA's interface: raw signals, alerts and events as its version 2 answers them (JSON)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from tallybook.connectivity._csv import IODA_LICENCE, kind_of
from tallybook.connectivity._registry import Json, Reader, Reading, Source, StatedOutage, make_signal, register
from tallybook.connectivity._signal import EntityKind, Signal, SignalKind, number, utc
from tallybook.errors import DataError
from tallybook.model import short_id

# IODA's names of its data sources.
SOURCES: dict[str, SignalKind] = {
    "bgp": "routing",
    "ping-slash24": "probing",
    "merit-nt": "background",
    "ucsd-nt": "background",
    "gtr": "traffic",
    "gtr-norm": "traffic",
    "gtr-sarima": "traffic",
    "mozilla": "clients",
}
ENTITIES: dict[str, EntityKind] = {"country": "country", "region": "region", "asn": "network", "geoasn": "network"}


def _objects(value: Json) -> Iterator[dict[str, Json]]:
    """The objects of nested lists, as the service wraps its answers."""
    if isinstance(value, dict):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _objects(item)


def _data(source: Source) -> list[dict[str, Json]]:
    value = source.json
    return list(_objects(value.get("data") if isinstance(value, dict) else value))


def _is_signals(source: Source) -> bool:
    return any("datasource" in item and "values" in item for item in _data(source)[:50])


def _is_events(source: Source) -> bool:
    keys = [set(item) for item in _data(source)[:50]]
    return any({"datasource", "level", "condition"} <= key or {"location", "start", "duration"} <= key for key in keys)


def _signal(source: Source, item: dict[str, Json]) -> Signal | str:
    name = str(item.get("datasource"))
    subtype = str(item.get("subtype") or "")
    label = f"{name} {subtype}".strip()
    values = item.get("values")
    if not isinstance(values, list) or any(isinstance(value, (dict, list)) for value in values):
        return f"{label}: its values are no plain numbers, so it was left out."
    start = utc(item.get("from"), item=source.file)
    step = number(item.get("step"), item=source.file)
    if not step or step <= 0:
        raise DataError(f"the signal {label} has no step.", item=source.file, hint="Export it again from the interface.")
    points = [
        (start + dt.timedelta(seconds=step * index), number(value, item=f"{source.file}, {label}"))
        for index, value in enumerate(values)
    ]
    if len(points) < 2:
        return f"{label}: it has fewer than two values, so it was left out."
    return make_signal(
        source, "ioda-json", IODA_LICENCE, points,
        origin="IODA", name=label, kind=SOURCES.get(name, kind_of(name)), unit="as measured", normalised=name == "gtr-norm",
        entity=str(item.get("entityName") or item.get("entityCode") or source.need_entity()),
    )  # fmt: skip


def _read_signals(source: Source) -> Reading:
    results = [_signal(source, item) for item in _data(source) if "values" in item]
    return Reading(
        reader="ioda-json",
        signals=tuple(result for result in results if isinstance(result, Signal)),
        rejected=tuple(result for result in results if isinstance(result, str)),
    )


def _entity(item: dict[str, Json], source: Source) -> tuple[str, EntityKind]:
    entity = item.get("entity")
    if isinstance(entity, dict):
        return str(entity.get("name") or entity.get("code")), ENTITIES.get(str(entity.get("type")), "other")
    location = str(item.get("location") or "")
    kind, _, code = location.partition("/")
    named = str(item.get("location_name") or code or location)
    return (named, ENTITIES.get(kind, "other")) if named else (source.need_entity(), source.entity_kind)


def _event(source: Source, item: dict[str, Json]) -> StatedOutage | str:
    who, kind = _entity(item, source)
    begin = item.get("start", item.get("time"))
    start = utc(begin, item=source.file)
    seconds = number(item.get("duration"), item=source.file)
    if seconds is not None and seconds < 0:
        return f"{who}, {start.isoformat()}: it lasts a negative time, so it was left out."
    shown = [
        f"{key} {item[key]}"
        for key in ("datasource", "method", "level", "condition", "value", "historyValue", "score")
        if key in item
    ]
    return StatedOutage(
        id=short_id("so_", "IODA", who, start.isoformat(), " ".join(shown)),
        source="IODA",
        entity=who,
        entity_kind=kind,
        start=start,
        end=start + dt.timedelta(seconds=seconds) if seconds is not None else None,
        detail=", ".join(shown),
        cause=None,
        url=None,
        provenance=source.provenance("ioda-events"),
        licence=IODA_LICENCE,
    )


def _read_events(source: Source) -> Reading:
    items = [item for item in _data(source) if item.get("level") != "normal"]
    results = [_event(source, item) for item in items]
    return Reading(
        reader="ioda-events",
        stated=tuple(result for result in results if isinstance(result, StatedOutage)),
        rejected=tuple(result for result in results if isinstance(result, str)),
    )


IODA_JSON = register(Reader("ioda-json", 11, _is_signals, _read_signals, IODA_LICENCE))
IODA_EVENTS = register(Reader("ioda-events", 12, _is_events, _read_events, IODA_LICENCE))
