"""Points to areas: a raster answers most points, polygons the rest. Containment only: a nearest town is no evidence of a
province.

The raster needs the standard library alone; the polygons, and the libraries behind them, are loaded when a point asks for them.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from tallybook.places._format import Numbers, PackFile
from tallybook.places._records import Area

if TYPE_CHECKING:
    import numpy as np
    import shapely
    from numpy.typing import NDArray

    from tallybook.places._polygons import Polygons

NOTHING = -1  # and no coast near
LOOK_CLOSER = -2
KM_A_DEGREE = 111.195


class Boundaries:
    """The areas of a pack and their polygons, read-only. Nothing is unpacked before it is asked for."""

    def __init__(self, stored: PackFile) -> None:
        self._file = stored
        self.areas: tuple[Area, ...] = stored.areas()
        raster = stored.header.raster
        self._south, self._west, self._per = raster.south, raster.west, 1 / raster.size
        self._rows, self._columns, self._fine = raster.rows, raster.columns, raster.fine

    @cached_property
    def _row_starts(self) -> list[int]:
        return [0, *accumulate(self._file.numbers("raster.counts"))]

    @cached_property
    def _run_ends(self) -> Numbers:
        return self._file.numbers("raster.ends")

    @cached_property
    def _run_values(self) -> Numbers:
        return self._file.numbers("raster.values")

    @cached_property
    def _divided(self) -> tuple[list[int], Numbers, Numbers]:
        """The cells to look closer at, divided: where the runs of each begin, their ends and values."""
        counts, ends, values = (self._file.numbers(f"fine.{name}") for name in ("counts", "ends", "values"))
        return [0, *accumulate(counts)], ends, values

    @cached_property
    def _by_id(self) -> dict[str, int]:
        return {area.id: number for number, area in enumerate(self.areas)}

    @cached_property
    def _polygons(self) -> Polygons:
        from tallybook.places._polygons import Polygons

        return Polygons(self._file, self.areas, self._by_id)

    def locate(self, lat: float, lon: float) -> Area | None:
        """The finest area that holds a point (WGS 84 degrees), or the nearest within 5 km where a coast was simplified; else
        None.
        """
        north, east = (lat - self._south) * self._per, (lon - self._west) * self._per
        row, column = int(north), int(east)
        if lat < self._south or lon < self._west or row >= self._rows or column >= self._columns:
            return None
        starts, ends = self._row_starts, self._run_ends
        run = bisect_right(ends, column, starts[row], starts[row + 1])
        found = self._run_values[run]
        if found >= 0:
            return self.areas[found]
        if found == NOTHING:
            return None
        if self._fine > 1:
            cell = LOOK_CLOSER - found + column - (ends[run - 1] if run > starts[row] else 0)
            part = int((north - row) * self._fine) * self._fine + int((east - column) * self._fine)
            starts, ends, values = self._divided
            found = values[bisect_right(ends, part, starts[cell], starts[cell + 1])]
            if found >= 0:
                return self.areas[found]
        number = self._polygons.closer(lat, lon, row, column)
        return self.areas[number] if number >= 0 else None

    def locate_all(self, lats: NDArray[np.float64], lons: NDArray[np.float64]) -> NDArray[np.int64]:
        """Numbers into ``areas`` of many points at once, -1 for none; the same answers as :func:`locate`."""
        return self._polygons.locate_all(lats, lons)

    def shape(self, area_id: str) -> shapely.Geometry | None:
        """The polygons of an area (WGS 84 degrees, x = longitude): its own, else those of the areas in it together; else None."""
        return self._polygons.shape(area_id)

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
        return tuple(self.areas[number] for number in self._polygons.within_km(lat, lon, km))

    def border_km(self, area_id: str, lat: float, lon: float) -> float:
        """Kilometres from a point to an area's border: negative inside, positive outside, infinite without a shape."""
        return self._polygons.border_km(area_id, lat, lon)
