"""Cloudflare Radar: time series of traffic and the annotated outages of its outage centre (JSON)."""

from __future__ import annotations

from tallybook.connectivity._registry import Json, Reader, Reading, Source, StatedOutage, make_signal, register
from tallybook.connectivity._signal import Licence, Signal, number, utc
from tallybook.errors import DataError
from tallybook.model import short_id

RADAR_LICENCE = Licence(name="CC BY-NC 4.0", publishable=False, noncommercial=True, attribution="Cloudflare Radar")


def _result(source: Source) -> dict[str, Json]:
    value = source.json
    if isinstance(value, dict) and isinstance(value.get("result"), dict):
        value = value["result"]
    return value if isinstance(value, dict) else {}


def _series(source: Source) -> list[tuple[str, dict[str, Json]]]:
    found = [(key, value) for key, value in _result(source).items() if isinstance(value, dict) and "timestamps" in value]
    return sorted(found, key=lambda pair: pair[0])


def _is_radar(source: Source) -> bool:
    return bool(_series(source)) or "annotations" in _result(source)


def _signals(source: Source) -> list[Signal]:
    meta = _result(source).get("meta")
    normalisation = str(meta.get("normalization", "")) if isinstance(meta, dict) else ""
    out: list[Signal] = []
    for key, serie in _series(source):
        stamps = serie["timestamps"]
        for name in sorted(set(serie) - {"timestamps"}):
            values = serie[name]
            if not isinstance(values, list) or not isinstance(stamps, list) or len(values) != len(stamps):
                raise DataError(f"{key}: {name} has another length than its times.", item=source.file, hint="Export it again.")
            points = [
                (utc(stamp, item=source.file), number(value, item=f"{source.file}, {name}"))
                for stamp, value in zip(stamps, values, strict=True)
            ]
            out.append(
                make_signal(
                    source,
                    "radar",
                    RADAR_LICENCE,
                    points,
                    origin="Cloudflare Radar",
                    name=key if name == "values" else f"{key} {name}",
                    kind="traffic",
                    unit=normalisation or "as measured",
                    normalised=bool(normalisation) and normalisation != "RAW_VALUES",
                )
            )
    return out


def _annotation(source: Source, item: dict[str, Json]) -> StatedOutage | str:
    start = item.get("startDate")
    if start is None:
        return f"annotation {item.get('id', '?')} has no start, so it was left out."
    begin = utc(start, item=source.file)
    finish = utc(item["endDate"], item=source.file) if item.get("endDate") else None
    if finish is not None and finish < begin:
        return f"annotation {item.get('id', '?')} ends before it begins, so it was left out."
    places = [str(place) for place in _list(item.get("locations"))] + [f"AS{asn}" for asn in _list(item.get("asns"))]
    outage = item.get("outage")
    why = outage if isinstance(outage, dict) else {}
    entity = ", ".join(places) or source.entity or "unknown"
    return StatedOutage(
        id=short_id("so_", "Cloudflare Radar", entity, begin.isoformat(), item.get("id")),
        source="Cloudflare Radar",
        entity=entity,
        entity_kind="network" if places and all(place.startswith("AS") for place in places) else "country",
        start=begin,
        end=finish,
        detail=", ".join(str(part) for part in (item.get("scope"), why.get("outageType"), item.get("description")) if part),
        cause=str(why["outageCause"]) if why.get("outageCause") else None,
        url=str(item["linkedUrl"]) if item.get("linkedUrl") else None,
        provenance=source.provenance("radar"),
        licence=RADAR_LICENCE,
    )


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _read(source: Source) -> Reading:
    notes = [_annotation(source, item) for item in _list(_result(source).get("annotations")) if isinstance(item, dict)]
    return Reading(
        reader="radar",
        signals=tuple(_signals(source)),
        stated=tuple(note for note in notes if isinstance(note, StatedOutage)),
        rejected=tuple(note for note in notes if isinstance(note, str)),
    )


RADAR = register(Reader("radar", 30, _is_radar, _read, RADAR_LICENCE))
