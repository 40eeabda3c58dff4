"""A raster of areas: most points lie in a cell that one area fills, and need no polygon at all. Used where packs are built.

Cells that a border crosses may be divided once more, since points are thick along borders and coasts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from tallybook.places._boundaries import LOOK_CLOSER, NOTHING
from tallybook.places._format import Raster, numbers
from tallybook.places._polygons import COAST_DEGREES

BLOCK = 10  # cells: a large polygon is cut to blocks first, and the pieces to cells
MARGIN = 0.1  # of a cell: what is cut reaches a little over its edge, which would else count as a border


def rasterise(
    shapes: Sequence[shapely.Geometry | None], size: float, fine: int, bounds: tuple[float, float, float, float]
) -> tuple[Raster, dict[str, bytes]]:
    """Cells of ``size`` degrees within ``bounds`` (west, south, east, north): the area that fills each, if one does. Cells that
    none fills are divided into ``fine`` by ``fine`` where that is more than 1.

    The sections: how many runs each row has, where each run ends (columns) and its value, which is an area, nothing near, or
    the number of the run's first cell to look closer at as -2 - number; the same of the divided cells, a cell a row.
    """
    west, south, east, north = bounds
    columns, rows = round((east - west) / size), round((north - south) / size)
    raster = Raster(south, west, size, rows, columns, fine)
    grid = np.full((rows, columns), NOTHING, dtype=np.int32)
    for index, shape in enumerate(shapes):
        if shape is None or shape.is_empty:
            continue
        _paint(grid, index, shape, size, west, south)
    grid[(grid == NOTHING) & _near(grid != NOTHING, math.ceil(COAST_DEGREES / size))] = LOOK_CLOSER
    closer = np.cumsum(grid.ravel() == LOOK_CLOSER).reshape(grid.shape) - 1
    parts = _runs(grid, "raster")
    if fine > 1:
        parts |= _runs(_divide(shapes, grid, closer, raster), "fine")
    last = _last(grid)
    first = np.zeros_like(last)
    first[:, 1:], first[:, 0] = last[:, :-1], True
    values = np.where(grid == LOOK_CLOSER, LOOK_CLOSER - closer, grid)[first]
    return raster, parts | {"raster.values": numbers(values.tolist())}


def _near(marked: NDArray[np.bool_], cells: int) -> NDArray[np.bool_]:
    """The cells at most so many cells from a marked one."""
    out = marked.copy()
    for _ in range(cells):
        wide = out.copy()
        wide[:, 1:] |= out[:, :-1]
        wide[:, :-1] |= out[:, 1:]
        out = wide.copy()
        out[1:] |= wide[:-1]
        out[:-1] |= wide[1:]
    return out


def _last(grid: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Where a run of equal cells ends in its row."""
    last = np.ones(grid.shape, dtype=bool)
    last[:, :-1] = np.diff(grid, axis=1) != 0
    return last


def _runs(grid: NDArray[np.int32], name: str) -> dict[str, bytes]:
    last = _last(grid)
    return {
        f"{name}.counts": numbers(last.sum(axis=1).tolist()),
        f"{name}.ends": numbers((np.nonzero(last)[1] + 1).tolist()),
        f"{name}.values": numbers(grid[last].tolist()),
    }


def _divide(
    shapes: Sequence[shapely.Geometry | None], grid: NDArray[np.int32], closer: NDArray[np.int64], raster: Raster
) -> NDArray[np.int32]:
    """The cells to look closer at, a row each, divided: the area that fills each part, or again to look closer at."""
    fine, size = raster.fine, raster.size
    out = np.full((int(closer[-1, -1]) + 1, fine * fine), NOTHING, dtype=np.int32)
    steps = np.arange(fine) * size / fine
    for index, shape in enumerate(shapes):
        if shape is None or shape.is_empty:
            continue
        for row, column, piece in _pieces(shape, grid, raster):
            west, south = raster.west + column * size, raster.south + row * size
            left, bottom = west + steps[None, :], south + steps[:, None]
            boxes = shapely.box(left, bottom, left + size / fine, bottom + size / fine).ravel()
            shapely.prepare(piece)
            touched = shapely.intersects(piece, boxes)
            filled = shapely.contains_properly(piece, boxes)
            cell = out[closer[row, column]]
            taken = (filled & (cell != NOTHING)) | (touched & ~filled)
            cell[filled & (cell == NOTHING)] = index
            cell[taken] = LOOK_CLOSER
    out[out == NOTHING] = LOOK_CLOSER
    return out


def _pieces(shape: shapely.Geometry, grid: NDArray[np.int32], raster: Raster) -> Iterator[tuple[int, int, shapely.Geometry]]:
    """What lies of a shape in each cell to look closer at, with a margin."""
    size, (left, bottom, right, top) = raster.size, shape.bounds
    rows = range(max(0, int((bottom - raster.south) / size)), min(raster.rows, int((top - raster.south) / size) + 1))
    columns = range(max(0, int((left - raster.west) / size)), min(raster.columns, int((right - raster.west) / size) + 1))
    for low in rows[::BLOCK]:
        for first in columns[::BLOCK]:
            high, end = min(low + BLOCK, rows.stop), min(first + BLOCK, columns.stop)
            wanted = np.argwhere(grid[low:high, first:end] == LOOK_CLOSER)
            if not len(wanted):
                continue
            block = shapely.intersection(shape, _box(raster, low, first, high, end))
            if block.is_empty:
                continue
            for row, column in (wanted + np.array([low, first])).tolist():
                piece = shapely.intersection(block, _box(raster, row, column, row + 1, column + 1))
                if not piece.is_empty:
                    yield row, column, piece


def _box(raster: Raster, row: int, column: int, to_row: int, to_column: int) -> shapely.Geometry:
    edge = MARGIN * raster.size
    return shapely.box(
        raster.west + column * raster.size - edge, raster.south + row * raster.size - edge,
        raster.west + to_column * raster.size + edge, raster.south + to_row * raster.size + edge,
    )  # fmt: skip


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
