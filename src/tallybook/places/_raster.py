"""A raster of areas: most points lie in a cell that one area fills, and need no polygon at all. Used where packs are built."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from tallybook.places._boundaries import LOOK_CLOSER, NOTHING
from tallybook.places._format import Raster, numbers


class Runs(NamedTuple):
    """The raster as sections: how many runs each row has, where each run ends (columns), and its value."""

    raster: Raster
    counts: bytes
    ends: bytes
    values: bytes


def rasterise(shapes: list[shapely.Geometry | None], size: float, bounds: tuple[float, float, float, float]) -> Runs:
    """Cells of ``size`` degrees within ``bounds`` (west, south, east, north): the area that fills each, if one does."""
    west, south, east, north = bounds
    columns, rows = round((east - west) / size), round((north - south) / size)
    grid = np.full((rows, columns), NOTHING, dtype=np.int32)
    for index, shape in enumerate(shapes):
        if shape is None or shape.is_empty:
            continue
        _paint(grid, index, shape, size, west, south)
    last = np.ones(grid.shape, dtype=bool)
    last[:, :-1] = np.diff(grid, axis=1) != 0
    ends = np.nonzero(last)[1] + 1
    return Runs(
        Raster(south, west, size, rows, columns),
        numbers(last.sum(axis=1).tolist()),
        numbers(ends.tolist()),
        numbers(grid[last].tolist()),
    )


def _paint(grid: NDArray[np.int32], index: int, shape: shapely.Geometry, size: float, west: float, south: float) -> None:
    left, bottom, right, top = shape.bounds
    rows, columns = grid.shape
    first, last = max(0, int((left - west) / size)), min(columns - 1, int((right - west) / size))
    low, high = max(0, int((bottom - south) / size)), min(rows - 1, int((top - south) / size))
    if first > last or low > high:
        return
    shapely.prepare(shape)
    across, up = np.meshgrid(np.arange(first, last + 1), np.arange(low, high + 1))
    boxes = shapely.box(west + across * size, south + up * size, west + (across + 1) * size, south + (up + 1) * size)
    touched = shapely.intersects(shape, boxes)
    filled = np.zeros(touched.shape, dtype=bool)
    filled[touched] = shapely.contains_properly(shape, boxes[touched])
    window = grid[low : high + 1, first : last + 1]
    # Two areas that both fill a cell overlap: only the polygons can tell, and they will answer with the first.
    window[filled & (window == NOTHING)] = index
    window[filled & (window != index)] = LOOK_CLOSER
    window[touched & ~filled] = LOOK_CLOSER
