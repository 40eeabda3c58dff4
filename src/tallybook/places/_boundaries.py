"""Points to areas: a raster answers most points, polygons the rest. Containment only: a nearest town is no evidence of a
province.
"""

from __future__ import annotations

import math
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from tallybook.places._format import PackFile, unpack_polygons
from tallybook.places._raster import LOOK_CLOSER, NOTHING, expand
from tallybook.places._records import Area

COAST_KM = 5.0
KM_A_DEGREE = 111.195


class Boundaries:
    """The areas of a pack and their polygons, read-only. Nothing is unpacked before it is asked for."""

    def __init__(self, stored: PackFile) -> None:
        self._file = stored
        self.areas: tuple[Area, ...] = stored.areas
        cells = stored.cells
        self._south, self._west, self._per = cells.south, cells.west, 1 / cells.size
        self._rows, self._columns = cells.rows, cells.columns
        self._cells = memoryview(expand(cells).data)

    @cached_property
    def _by_id(self) -> dict[str, int]:
        return {area.id: number for number, area in enumerate(self.areas)}

    def locate(self, lat: float, lon: float) -> Area | None:
        """The finest area that holds a point (WGS 84 degrees), or the nearest within 5 km where a coast was simplified; else
        None.
        """
        row, column = int((lat - self._south) * self._per), int((lon - self._west) * self._per)
        if lat < self._south or lon < self._west or row >= self._rows or column >= self._columns:
            return None
        found = self._cells[row * self._columns + column]
        if found >= 0:
            return self.areas[found]
        number = self._closer(lat, lon) if found == LOOK_CLOSER else self._coast(lat, lon)
        return self.areas[number] if number >= 0 else None

    def locate_all(self, lats: NDArray[np.float64], lons: NDArray[np.float64]) -> NDArray[np.int64]:
        """Numbers into ``areas`` of many points at once, -1 for none; the same answers as :func:`locate`."""
        rows = np.floor((lats - self._south) * self._per).astype(np.int64)
        columns = np.floor((lons - self._west) * self._per).astype(np.int64)
        inside = (rows >= 0) & (rows < self._rows) & (columns >= 0) & (columns < self._columns)
        out = np.full(len(lats), NOTHING, np.int64)
        out[inside] = np.asarray(self._cells)[rows[inside] * self._columns + columns[inside]]
        close = np.flatnonzero(inside & (out < 0))
        if len(close):
            out[close] = self._polygons_of(lats[close], lons[close])
        return out

    def _polygons_of(self, lats: NDArray[np.float64], lons: NDArray[np.float64]) -> NDArray[np.int64]:
        points = shapely.points(lons, lats)
        out = np.full(len(points), NOTHING, np.int64)
        near, which = self._tree.query_nearest(points, max_distance=COAST_KM / KM_A_DEGREE, all_matches=False)
        out[near] = self._finest[which]
        inside, which = self._tree.query(points, predicate="intersects")
        order = np.lexsort((-self._finest[which], inside))
        out[inside[order]] = self._finest[which[order]]
        return out

    def _closer(self, lat: float, lon: float) -> int:
        """The polygon that holds the point. The cell's candidates are kept, since points come in clusters."""
        cell = (int((lat - self._south) * self._per), int((lon - self._west) * self._per))
        candidates = self._near.get(cell)
        if candidates is None:
            candidates = self._near[cell] = self._candidates(*cell)
        for number, shape in candidates:
            if shapely.intersects_xy(shape, lon, lat):
                return number
        return self._coast(lat, lon)

    @cached_property
    def _near(self) -> dict[tuple[int, int], list[tuple[int, shapely.Geometry]]]:
        return {}

    def _candidates(self, row: int, column: int) -> list[tuple[int, shapely.Geometry]]:
        """The areas that touch a cell, each cut to it: a cut polygon answers in a few edges instead of thousands."""
        west, south = self._west + column / self._per, self._south + row / self._per
        edge = 1e-6
        box = shapely.box(west - edge, south - edge, west + 1 / self._per + edge, south + 1 / self._per + edge)
        found = sorted(int(self._finest[which]) for which in self._tree.query(box, predicate="intersects"))
        cut = [(number, shapely.intersection(self._shapes[number], box)) for number in found]
        for _, shape in cut:
            shapely.prepare(shape)
        return cut

    def _coast(self, lat: float, lon: float) -> int:
        point = shapely.Point(lon, lat)
        near = self._tree.query_nearest(point, max_distance=COAST_KM / KM_A_DEGREE, all_matches=False)
        return int(self._finest[near[0]]) if len(near) else NOTHING

    @cached_property
    def _shapes(self) -> NDArray[np.object_]:
        return unpack_polygons(self._file.polygons)

    @cached_property
    def _finest(self) -> NDArray[np.int64]:
        full = ~shapely.is_empty(self._shapes)
        divided = {self.areas[number].parent for number in np.flatnonzero(full)}
        return np.array([number for number in np.flatnonzero(full) if self.areas[number].id not in divided], np.int64)

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self._shapes[self._finest])

    def shape(self, area_id: str) -> shapely.Geometry | None:
        """The polygons of an area (WGS 84 degrees, x = longitude): its own, else those of the areas in it together; else None."""
        own = self._shapes[self._by_id[area_id]]
        if not own.is_empty:
            return own
        parts = [self._shapes[number] for number in self._parts(area_id)]
        return self._joined.setdefault(area_id, shapely.union_all(parts)) if parts else None

    @cached_property
    def _joined(self) -> dict[str, shapely.Geometry]:
        return {}

    def _parts(self, area_id: str) -> list[int]:
        return [number for number in self._finest.tolist() if area_id in self._chain(number)]

    def _chain(self, number: int) -> list[str]:
        chain = []
        while number >= 0:
            area = self.areas[number]
            chain.append(area.id)
            number = self._by_id.get(area.parent or "", -1)
        return chain

    def chain(self, number: int) -> list[str]:
        """The ids of an area and of all around it, innermost first. ``number`` as :func:`within` gives it."""
        return self._chain(number)

    def within_km(self, lat: float, lon: float, km: float) -> tuple[Area, ...]:
        """The finest areas that come nearer than ``km`` to a point, nearest first."""
        squeeze = max(0.05, math.cos(math.radians(lat)))
        high, wide = km / KM_A_DEGREE, km / KM_A_DEGREE / squeeze
        box = shapely.box(lon - wide, lat - high, lon + wide, lat + high)
        numbers = [int(self._finest[which]) for which in self._tree.query(box, predicate="intersects")]
        if len(numbers) < 2:
            return tuple(self.areas[number] for number in numbers)
        near = sorted(
            (max(0.0, self.border_km(self.areas[number].id, lat, lon)), self.areas[number].id, number) for number in numbers
        )
        return tuple(self.areas[number] for apart, _, number in near if apart <= km)

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
