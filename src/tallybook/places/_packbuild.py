"""Builds a pack from areas and places. The core pack and the country packs that a user makes go through the same checks."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import msgspec
import numpy as np
import shapely

from tallybook.errors import DataError
from tallybook.model import Record
from tallybook.places._boundaries import KM_A_DEGREE
from tallybook.places._fold import fold
from tallybook.places._format import RADIUS_SCALE, SCALE, UNKNOWN, Header, dump, lines, numbers
from tallybook.places._polygons import pack_polygons
from tallybook.places._raster import rasterise
from tallybook.places._records import CITY_FROM, KINDS, Area, DataSource, Kind

FAR_KM = 20.0
# What a name's rank says, best first: the usual name, another spelling, a former or derived one.
USUAL, OTHER = 0, 1


@dataclass(frozen=True, slots=True)
class AreaInput:
    """An area with its shape and every name that may stand for it."""

    area: Area
    shape: shapely.Geometry | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceInput:
    """A settlement. ``area`` is the id of the area its source puts it in; it holds unless the point is 20 km or more outside
    of it.
    """

    source_id: int
    kind: Kind
    name: str
    local: str | None
    country: str
    lat: float | None
    lon: float | None
    population: int = 0
    area: str | None = None
    names: tuple[str, ...] = ()


class Rejected(Record, frozen=True):
    """A record that did not enter the pack, and why."""

    source_id: str
    name: str
    reason: str


@dataclass(slots=True)
class BuildReport:
    """What went into a pack and what did not. ``rejected`` names each record with the reason; nothing is dropped silently.

    ``wrong_script`` counts local names that were left out because they are a transliteration ("Kharabeh" given as Persian).
    """

    areas: int = 0
    places: int = 0
    names: int = 0
    wrong_script: int = 0
    rejected: list[Rejected] = field(default_factory=list)


def kind_by_size(population: int) -> Kind:
    if population >= CITY_FROM:
        return "city"
    return "town" if population >= 5_000 else "village"


def assemble(
    name: str,
    areas: Sequence[AreaInput],
    places: Sequence[PlaceInput],
    sources: Sequence[DataSource],
    *,
    cell: float,
    band_km: float,
    fine: int = 1,
    ids: str | None = None,
    bounds: tuple[float, float, float, float] | None = None,
    strict: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[bytes, BuildReport]:
    """The bytes of a pack and the report of what was left out. ``ids`` says whose ids the places carry, where it is not the pack.

    With ``strict``, places further than ``band_km`` outside every polygon of their country are rejected: a catalogue that mixes up two
    country codes would otherwise put an Irish quarter into Iran. Raises ``DataError`` where no area has a shape.
    """
    report = BuildReport()
    ordered = sorted(areas, key=lambda item: item.area.id)
    shapes = [item.shape for item in ordered]
    _need_boundaries(shapes, name)
    _tick(progress, 1)
    settled = sorted(places, key=lambda place: (place.country, place.source_id, place.name))
    kept, located = _locate(ordered, shapes, settled, report, band_km if strict else None)
    _tick(progress, 2)
    finest = _finest(ordered)
    leaves = [shape if number in finest else None for number, shape in enumerate(shapes)]
    raster, cells = rasterise(leaves, cell, fine, bounds or _bounds(shapes, cell))
    _tick(progress, 3)
    names = _names(ordered, kept)
    report.areas, report.places, report.names = len(ordered), len(kept), len(names)
    header = Header(name=name, ids=ids or name, band_km=band_km, made_from=tuple(sources), raster=raster)
    data = dump(
        header,
        {
            "areas": msgspec.msgpack.encode([item.area for item in ordered]),
            **cells,
            **_name_parts(names), **_place_parts(kept, located), **_middles(ordered), **pack_polygons(shapes),
        },
    )  # fmt: skip
    _tick(progress, 4)
    return data, report


def _need_boundaries(shapes: Sequence[shapely.Geometry | None], name: str) -> None:
    if not any(shape is not None and not shape.is_empty for shape in shapes):
        raise DataError("no area has a boundary.", item=name, hint="Give a file of boundaries.")


def _place_parts(kept: Sequence[PlaceInput], located: Sequence[int]) -> dict[str, bytes]:
    return {
        "places.lat": numbers(_fixed(place.lat) for place in kept),
        "places.lon": numbers(_fixed(place.lon) for place in kept),
        "places.population": numbers(place.population for place in kept),
        "places.kind": numbers(KINDS.index(place.kind) for place in kept),
        "places.area": numbers(located),
        "places.id_high": numbers(place.source_id >> 31 for place in kept),
        "places.id_low": numbers(place.source_id & 0x7FFFFFFF for place in kept),
        "places.shown": lines(place.name for place in kept),
        "places.local": lines(place.local or "" for place in kept),
    }


def _middles(areas: Sequence[AreaInput]) -> dict[str, bytes]:
    """A point well inside of each area and the radius of a circle as large, so that nobody needs its polygons to show it."""
    inside: dict[str, list[shapely.Geometry]] = {}
    parents = {item.area.id: item.area.parent for item in areas}
    for number in sorted(_finest(areas)):
        above: str | None = areas[number].area.id
        while above is not None:
            inside.setdefault(above, []).append(areas[number].shape)
            above = parents.get(above)
    rows = [_middle(item.shape or _whole(inside.get(item.area.id))) for item in areas]
    lat, lon, radius = zip(*rows, strict=True)
    return {"areas.lat": numbers(lat), "areas.lon": numbers(lon), "areas.radius": numbers(radius)}


def _whole(parts: list[shapely.Geometry] | None) -> shapely.Geometry | None:
    return shapely.union_all(parts) if parts else None


def _middle(shape: shapely.Geometry | None) -> tuple[int, int, int]:
    if shape is None or shape.is_empty:
        return UNKNOWN, UNKNOWN, 0
    point = shapely.point_on_surface(shape)
    squeeze = math.cos(math.radians((shape.bounds[1] + shape.bounds[3]) / 2))
    radius = math.sqrt(shape.area * KM_A_DEGREE**2 * squeeze / math.pi)
    return _fixed(point.y), _fixed(point.x), round(radius * RADIUS_SCALE)


def _name_parts(names: dict[str, list[tuple[int, int]]]) -> dict[str, bytes]:
    return {
        "names.keys": lines(names),
        "names.counts": numbers(len(found) for found in names.values()),
        "names.refs": numbers(ref for found in names.values() for ref, _ in found),
        "names.ranks": numbers(rank for found in names.values() for _, rank in found),
    }


def _tick(progress: Callable[[int, int], None] | None, done: int) -> None:
    if progress is not None:
        progress(done, 4)


def _fixed(degrees: float | None) -> int:
    """Whole numbers of 1e-5 degrees; an unknown coordinate is the smallest number there is."""
    return UNKNOWN if degrees is None else round(degrees * SCALE)


def _bounds(shapes: Sequence[shapely.Geometry | None], cell: float) -> tuple[float, float, float, float]:
    west, south, east, north = shapely.total_bounds(np.array([shape for shape in shapes if shape is not None]))
    low = np.floor(np.array([west, south]) / cell) * cell
    high = np.ceil(np.array([east, north]) / cell) * cell
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _finest(areas: Sequence[AreaInput]) -> set[int]:
    """The areas with a shape that no other area with a shape divides further."""
    parents = {item.area.parent for item in areas if item.shape is not None}
    return {number for number, item in enumerate(areas) if item.shape is not None and item.area.id not in parents}


def _locate(
    areas: Sequence[AreaInput],
    shapes: list[shapely.Geometry | None],
    places: Sequence[PlaceInput],
    report: BuildReport,
    strict_km: float | None,
) -> tuple[list[PlaceInput], list[int]]:
    """The places that stay, and the index of the finest area each lies in (its source's word where it has no coordinates)."""
    index = {item.area.id: number for number, item in enumerate(areas)}
    countries = sorted({place.country for place in places})
    finest = _finest(areas)
    where = np.full(len(places), -1)
    for country in countries:
        mine = np.array([number for number, place in enumerate(places) if place.country == country and place.lat is not None])
        numbers = [number for number in sorted(finest) if areas[number].area.country == country]
        if len(mine) and numbers:
            where[mine] = _nearest(
                shapes, numbers, [places[number] for number in mine], FAR_KM if strict_km is None else strict_km
            )
    kept, located = [], []
    for place, polygon in zip(places, where.tolist(), strict=True):
        stated = index.get(place.area, -1) if place.area is not None else -1
        at = stated if stated >= 0 and (polygon < 0 or _near(place, shapes[stated])) else polygon
        reason = _refusal(place, polygon, strict_km is not None)
        if reason is not None:
            report.rejected.append(Rejected(source_id=str(place.source_id), name=place.name, reason=reason))
            continue
        kept.append(place)
        located.append(at)
    return kept, located


def _near(place: PlaceInput, shape: shapely.Geometry | None) -> bool:
    """Whether the area that the source states is near enough that a coarse boundary does not contradict it."""
    if place.lat is None or place.lon is None:
        return True
    return shape is not None and shape.distance(shapely.Point(place.lon, place.lat)) <= FAR_KM / KM_A_DEGREE


def _nearest(shapes: list[shapely.Geometry | None], numbers: list[int], places: Sequence[PlaceInput], far_km: float) -> list[int]:
    """For each place the area it lies in, else the nearest within ``far_km`` (boundaries are off by that much), else -1."""
    tree = shapely.STRtree([shapes[number] for number in numbers])
    points = shapely.points([place.lon for place in places], [place.lat for place in places])
    out = [-1] * len(places)
    near = tree.query_nearest(points, max_distance=far_km / KM_A_DEGREE, all_matches=False).T.tolist()
    inside = tree.query(points, predicate="intersects").T.tolist()
    for point, found in [*near, *sorted(inside, reverse=True)]:
        out[point] = numbers[found]
    return out


def _refusal(place: PlaceInput, polygon: int, strict: bool) -> str | None:
    if not fold(place.name):
        return "its name has no letter"
    if strict and place.lat is not None and polygon < 0:
        return "it lies outside the polygon of its country"
    return None


def _names(areas: Sequence[AreaInput], places: Sequence[PlaceInput]) -> dict[str, list[tuple[int, int]]]:
    """Folded keys, sorted, and for each the references that it may mean with their rank: usual names first, the largest first."""
    found: dict[str, dict[int, int]] = {}
    for number, item in enumerate(areas):
        _enter(found, -1 - number, (item.area.name, item.area.local), item.names)
    for number, place in enumerate(places):
        _enter(found, number, (place.name, place.local), place.names)

    def order(pair: tuple[int, int]) -> tuple[int, bool, int, int]:
        ref, rank = pair
        return rank, ref >= 0, -places[ref].population if ref >= 0 else 0, ref

    return {key: sorted(found[key].items(), key=order) for key in sorted(found)}


def _enter(found: dict[str, dict[int, int]], ref: int, usual: tuple[str | None, ...], others: tuple[str, ...]) -> None:
    for rank, names in ((USUAL, usual), (OTHER, others)):
        for name in names:
            key = fold(name) if name else ""
            if key:
                found.setdefault(key, {}).setdefault(ref, rank)
