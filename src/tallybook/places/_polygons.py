"""The polygons of a pack: for the points that the raster cannot answer, for distances to borders, and for maps."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from tallybook.places._boundaries import KM_A_DEGREE, LOOK_CLOSER, NOTHING
from tallybook.places._format import SHAPE_SCALE, PackFile, numbers
from tallybook.places._records import Area

COAST_KM = 5.0
COAST_DEGREES = COAST_KM / KM_A_DEGREE


def pack_polygons(shapes: list[shapely.Geometry | None]) -> dict[str, bytes]:
    """Multipolygons, one an area, as sections: differences of coordinates and how many points each ring, rings each polygon and
    polygons each area has. None becomes an area without a shape.
    """
    coords: list[NDArray[np.int64]] = []
    rings, polygons, areas = [], [], []
    for shape in shapes:
        # Empty geometries must keep their place in the counts, so each part is gathered by hand.
        parts = [part for part in shapely.get_parts(shape) if not part.is_empty] if shape is not None else []
        for polygon in parts:
            for ring in (polygon.exterior, *polygon.interiors):
                points = np.rint(shapely.get_coordinates(ring) * SHAPE_SCALE).astype(np.int64)
                coords.append(points)
                rings.append(len(points))
            polygons.append(1 + len(polygon.interiors))
        areas.append(len(parts))
    flat = np.concatenate(coords) if coords else np.zeros((0, 2), np.int64)
    both = np.concatenate([np.diff(flat[:, 0], prepend=0), np.diff(flat[:, 1], prepend=0)])
    return {
        "shapes.coords": numbers(both.tolist()), "shapes.rings": numbers(rings), "shapes.polygons": numbers(polygons),
        "shapes.areas": numbers(areas),
    }  # fmt: skip


def unpack_polygons(stored: PackFile) -> NDArray[np.object_]:
    """The multipolygons of a pack, one an area, empty where it has no shape of its own."""
    both = np.frombuffer(stored.numbers("shapes.coords"), np.int32).astype(np.int64)
    half = len(both) // 2
    coords = np.column_stack([np.cumsum(both[:half]), np.cumsum(both[half:])]) / SHAPE_SCALE
    counts = (stored.numbers(f"shapes.{name}") for name in ("rings", "polygons", "areas"))
    offsets = tuple(np.concatenate([[0], np.cumsum(np.frombuffer(part, np.int32), dtype=np.int64)]) for part in counts)
    shapes: NDArray[np.object_] = shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, coords, offsets)
    return shapes


class Polygons:
    """The shapes of the areas, read-only. Answers are numbers of areas, -1 for none."""

    def __init__(self, stored: PackFile, areas: Sequence[Area], by_id: Mapping[str, int]) -> None:
        self._file, self._areas, self._by_id = stored, areas, by_id
        self._raster = stored.header.raster
        self._shapes = unpack_polygons(stored)
        full = np.flatnonzero(~shapely.is_empty(self._shapes)).tolist()
        divided = {areas[number].parent for number in full}
        self._finest = np.array([number for number in full if areas[number].id not in divided], np.int64)
        self._tree = shapely.STRtree(self._shapes[self._finest])
        self._near: dict[tuple[int, int], list[tuple[int, shapely.Geometry]]] = {}
        self._joined: dict[str, shapely.Geometry] = {}

    def _column(self, name: str) -> NDArray[np.int32]:
        return np.frombuffer(self._file.numbers(name), np.int32)

    @cached_property
    def _cells(self) -> NDArray[np.int32]:
        """The raster as a flat array, row by row; each cell to look closer at has its own number."""
        counts, ends, values = (self._column(f"raster.{name}") for name in ("counts", "ends", "values"))
        starts = np.concatenate([[0], ends[:-1]])
        starts[np.concatenate([[0], np.cumsum(counts)[:-1]])] = 0
        cells = np.repeat(values, ends - starts)
        columns = np.arange(len(cells)) % self._raster.columns
        number = cells - (columns - np.repeat(starts, ends - starts))
        return np.where(cells <= LOOK_CLOSER, number, cells).astype(np.int32)

    @cached_property
    def _parts(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """The divided cells one behind the other: where their runs end, and the values."""
        counts, ends, values = (self._column(f"fine.{name}") for name in ("counts", "ends", "values"))
        return np.repeat(np.arange(len(counts)), counts) * self._raster.fine**2 + ends, values

    def locate_all(self, lats: NDArray[np.float64], lons: NDArray[np.float64]) -> NDArray[np.int64]:
        """The area of each of many points."""
        grid = self._raster
        north, east = (lats - grid.south) * (1 / grid.size), (lons - grid.west) * (1 / grid.size)
        rows, columns = np.floor(north).astype(np.int64), np.floor(east).astype(np.int64)
        inside = np.flatnonzero((rows >= 0) & (rows < grid.rows) & (columns >= 0) & (columns < grid.columns))
        out = np.full(len(lats), NOTHING, np.int64)
        out[inside] = self._cells[rows[inside] * grid.columns + columns[inside]]
        close = np.flatnonzero(out <= LOOK_CLOSER)
        if grid.fine > 1 and len(close):
            up, across = (
                ((part - whole) * grid.fine).astype(np.int64)[close] for part, whole in ((north, rows), (east, columns))
            )
            ends, values = self._parts
            key = (LOOK_CLOSER - out[close]) * grid.fine**2 + up * grid.fine + across
            out[close] = values[np.searchsorted(ends, key, side="right")]
            close = close[out[close] < 0]
        if len(close):
            out[close] = self._of(lats[close], lons[close])
        return out

    def _of(self, lats: NDArray[np.float64], lons: NDArray[np.float64]) -> NDArray[np.int64]:
        points = shapely.points(lons, lats)
        out = np.full(len(points), NOTHING, np.int64)
        self._enter(out, np.arange(len(points)), self._tree.query(points, predicate="intersects"))
        rest = np.flatnonzero(out < 0)
        self._enter(out, rest, self._tree.query_nearest(points[rest], max_distance=COAST_DEGREES))
        return out

    def _enter(self, out: NDArray[np.int64], of: NDArray[np.int64], found: NDArray[np.int64]) -> None:
        """Where two areas answer alike, the first of them holds, whatever the order of the tree."""
        order = np.lexsort((-self._finest[found[1]], found[0]))
        out[of[found[0][order]]] = self._finest[found[1][order]]

    def closer(self, lat: float, lon: float, row: int, column: int) -> int:
        """The polygon that holds a point of a cell, else the nearest within 5 km. The cell's candidates are kept, since points come in
        clusters.
        """
        candidates = self._near.get((row, column))
        if candidates is None:
            candidates = self._near[row, column] = self._candidates(row, column)
        for number, shape in candidates:
            if shapely.intersects_xy(shape, lon, lat):
                return number
        point = shapely.Point(lon, lat)
        apart = [(float(shapely.distance(shape, point)), number) for number, shape in candidates]
        return min((pair for pair in apart if pair[0] <= COAST_DEGREES), default=(0.0, NOTHING))[1]

    def _candidates(self, row: int, column: int) -> list[tuple[int, shapely.Geometry]]:
        """The areas that a point of a cell may lie in or near, each cut to the cell and its surroundings: a cut polygon answers in a few
        edges instead of thousands.
        """
        size = self._raster.size
        west, south = self._raster.west + column * size, self._raster.south + row * size
        edge = COAST_DEGREES + 1e-6
        box = shapely.box(west - edge, south - edge, west + size + edge, south + size + edge)
        found = sorted(int(self._finest[which]) for which in self._tree.query(box, predicate="intersects"))
        cut = [(number, shapely.intersection(self._shapes[number], box)) for number in found]
        for _, shape in cut:
            shapely.prepare(shape)
        return cut

    def shape(self, area_id: str) -> shapely.Geometry | None:
        """An area's own polygons, else those of the areas in it together; else None."""
        own = self._shapes[self._by_id[area_id]]
        if not own.is_empty:
            return own
        parts = [self._shapes[number] for number in self._finest.tolist() if self._lies_in(number, area_id)]
        return self._joined.setdefault(area_id, shapely.union_all(parts)) if parts else None

    def _lies_in(self, number: int, area_id: str) -> bool:
        while number >= 0:
            if self._areas[number].id == area_id:
                return True
            number = self._by_id.get(self._areas[number].parent or "", -1)
        return False

    def within_km(self, lat: float, lon: float, km: float) -> list[int]:
        """The finest areas that come nearer than ``km`` to a point, nearest first."""
        squeeze = max(0.05, math.cos(math.radians(lat)))
        high, wide = km / KM_A_DEGREE, km / KM_A_DEGREE / squeeze
        box = shapely.box(lon - wide, lat - high, lon + wide, lat + high)
        found = [int(self._finest[which]) for which in self._tree.query(box, predicate="intersects")]
        if len(found) < 2:
            return found
        near = sorted(
            (max(0.0, self.border_km(self._areas[number].id, lat, lon)), self._areas[number].id, number) for number in found
        )
        return [number for apart, _, number in near if apart <= km]

    def border_km(self, area_id: str, lat: float, lon: float) -> float:
        """Kilometres from a point to an area's border: negative inside, positive outside, infinite without a shape."""
        shape = self.shape(area_id)
        if shape is None:
            return math.inf
        # A local projection in which a degree is as long both ways; exact enough for tens of kilometres.
        squeeze = math.cos(math.radians(lat))
        flat = shapely.transform(shape, lambda points: points * np.array([squeeze, 1.0]))
        point = shapely.Point(lon * squeeze, lat)
        distance: float = flat.boundary.distance(point) * KM_A_DEGREE
        return -distance if flat.intersects(point) else distance
