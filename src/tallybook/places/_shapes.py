"""The shapes that a map needs: the provinces of a country, simplified together so that neighbours keep a common border."""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
import shapely

from tallybook.errors import DataError
from tallybook.model import Record
from tallybook.places._pack import Pack

Ring: TypeAlias = tuple[tuple[float, float], ...]


class MapShape(Record, frozen=True):
    """A province for drawing. ``polygons`` hold rings of (lon, lat), the outer first; ``label`` is a point well inside."""

    id: str
    name: str
    local: str | None
    code: str | None
    polygons: tuple[tuple[Ring, ...], ...]
    label: tuple[float, float]


def province_shapes(country: str, pack: Pack, *, tolerance: float = 0.02) -> tuple[MapShape, ...]:
    """The provinces of a country (ISO 3166 alpha-2) by name, simplified to about ``tolerance`` degrees; specks are left out.

    Raises ``DataError`` where the pack has no province of the country with a boundary.
    """
    areas = [area for area in pack.areas if area.country == country and area.kind == "province"]
    shaped = [(area, shape) for area in areas if (shape := pack.shape(area.id)) is not None]
    if not shaped:
        raise DataError(
            "the gazetteer has no province of this country with a boundary.", item=country, hint="Build a country pack."
        )
    slim = shapely.coverage_simplify(np.array([shape for _, shape in shaped]), tolerance)
    out = []
    for (area, whole), shape in zip(shaped, slim, strict=True):
        polygons = _polygons(shape, tolerance) or _polygons(whole, 0.0)
        middle = shapely.point_on_surface(max(shapely.get_parts(whole), key=lambda part: part.area))
        label = (round(middle.x, 4), round(middle.y, 4))
        out.append(MapShape(id=area.id, name=area.name, local=area.local, code=area.code, polygons=polygons, label=label))
    return tuple(sorted(out, key=lambda item: (item.name, item.id)))


def _polygons(shape: shapely.Geometry, tolerance: float) -> tuple[tuple[Ring, ...], ...]:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and part.area > tolerance**2]
    parts.sort(key=lambda part: (-part.area, part.bounds))
    return tuple(tuple(_ring(ring) for ring in (part.exterior, *part.interiors)) for part in parts)


def _ring(ring: shapely.Geometry) -> Ring:
    return tuple((round(x, 4), round(y, 4)) for x, y in ring.coords)


def aspect(shapes: tuple[MapShape, ...]) -> float:
    """Width over height of a plain drawing of the shapes at their middle latitude."""
    points = [point for shape in shapes for polygon in shape.polygons for point in polygon[0]]
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    middle = math.radians((min(lats) + max(lats)) / 2)
    return (max(lons) - min(lons)) * math.cos(middle) / (max(lats) - min(lats))
