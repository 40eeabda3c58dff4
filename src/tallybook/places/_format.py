"""The pack as a file: columns in MessagePack, deflated. Small, opened at once, and the same bytes from the same input.

Coordinates are whole numbers of 1e-5 degrees, those of boundaries of 1e-4; boundaries are stored as differences.
"""

from __future__ import annotations

import zlib
from typing import Any

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray

from tallybook.errors import DataError
from tallybook.places._records import Area, DataSource

FORMAT = "tallybook.places/1"
MAX_UNPACKED = 400_000_000
SCALE = 1e5
SHAPE_SCALE = 1e4  # about ten metres, far below what the boundaries are good for


class Column(msgspec.Struct, frozen=True):
    """A numpy array: its type, and its bytes with equal significance side by side (which deflates better).

    Read back, ``data`` is a window into the file and no copy.
    """

    kind: str
    size: int
    data: memoryview


class Polygons(msgspec.Struct, frozen=True):
    """Multipolygons, one an area: differences of coordinates and the offsets of rings, polygons and areas."""

    coords: Column
    rings: Column
    polygons: Column
    areas: Column


class Cells(msgspec.Struct, frozen=True):
    """A raster of area indices: -1 nothing there, -2 look closer. Runs of equal cells, row by row from the south-west."""

    south: float
    west: float
    size: float
    rows: int
    columns: int
    values: Column
    lengths: Column


class Places(msgspec.Struct, frozen=True, kw_only=True):
    """The settlements, a column a field. ``area`` is the number of the finest area, -1 unknown; names are lines."""

    lat: Column
    lon: Column
    population: Column
    kind: Column
    area: Column
    source_id: Column
    shown: memoryview
    local: memoryview


class Names(msgspec.Struct, frozen=True):
    """Sorted folded keys; ``refs`` from ``starts`` on point to settlements, or to areas as -1 - number, and are ranked alike."""

    keys: memoryview
    starts: Column
    refs: Column
    ranks: Column


class PackFile(msgspec.Struct, frozen=True, kw_only=True):
    """Everything in a pack.

    ``band_km`` is how far its boundaries may be off: nearer to a border than that, neither side is sure.
    """

    format: str
    name: str
    band_km: float
    made_from: tuple[DataSource, ...]
    areas: tuple[Area, ...]
    polygons: Polygons
    cells: Cells
    places: Places
    names: Names


def column(values: NDArray[Any]) -> Column:
    flat = np.ascontiguousarray(values)
    planes = flat.view(np.uint8).reshape(-1, flat.dtype.itemsize).T
    return Column(flat.dtype.str, len(flat), memoryview(np.ascontiguousarray(planes).tobytes()))


def array(stored: Column) -> NDArray[Any]:
    kind = np.dtype(stored.kind)
    planes = np.frombuffer(stored.data, np.uint8).reshape(kind.itemsize, stored.size)
    return np.ascontiguousarray(planes.T).view(kind).reshape(stored.size)


def deltas(values: NDArray[np.int64]) -> Column:
    return column(np.diff(values, prepend=0).astype(np.int32))


def undelta(stored: Column) -> NDArray[np.int64]:
    out: NDArray[np.int64] = np.cumsum(array(stored), dtype=np.int64)
    return out


def pack_polygons(shapes: list[shapely.Geometry | None]) -> Polygons:
    """Multipolygons as columns; None becomes an area without a shape."""
    whole = [
        shapely.MultiPolygon() if s is None else shapely.multipolygons([s]) if s.geom_type == "Polygon" else s for s in shapes
    ]
    # Empty geometries must keep their place in the offsets, so each part is gathered by hand.
    coords: list[NDArray[np.int64]] = []
    rings, polygons, areas = [0], [0], [0]
    for shape in whole:
        for polygon in shape.geoms:
            for ring in (polygon.exterior, *polygon.interiors):
                points = np.rint(shapely.get_coordinates(ring) * SHAPE_SCALE).astype(np.int64)
                coords.append(points)
                rings.append(rings[-1] + len(points))
            polygons.append(polygons[-1] + 1 + len(polygon.interiors))
        areas.append(areas[-1] + len(shape.geoms))
    flat = np.concatenate(coords) if coords else np.zeros((0, 2), np.int64)
    both = np.concatenate([np.diff(flat[:, 0], prepend=0), np.diff(flat[:, 1], prepend=0)]).astype(np.int32)
    return Polygons(column(both), *(deltas(np.array(offsets)) for offsets in (rings, polygons, areas)))


def unpack_polygons(stored: Polygons) -> NDArray[np.object_]:
    both = array(stored.coords).astype(np.int64)
    half = len(both) // 2
    coords = np.column_stack([np.cumsum(both[:half]), np.cumsum(both[half:])]) / SHAPE_SCALE
    offsets = tuple(undelta(part) for part in (stored.rings, stored.polygons, stored.areas))
    shapes: NDArray[np.object_] = shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, coords, offsets)
    return shapes


def lines(texts: list[str]) -> memoryview:
    """Texts as one block, each on a line of its own."""
    return memoryview("\n".join(text.replace("\n", " ") for text in texts).encode())


def unlines(stored: memoryview) -> list[str]:
    return str(stored, "utf-8").split("\n")


def dump(pack: PackFile) -> bytes:
    """The file's bytes."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 15, 9)
    return squeeze.compress(msgspec.msgpack.encode(pack)) + squeeze.flush()


def load(data: bytes, *, item: str) -> PackFile:
    """The pack in a file's bytes. Raises ``DataError`` where it is none, damaged, or of another version."""
    again = "Build it again with 'tallybook places pack build'."
    inflate = zlib.decompressobj()
    try:
        raw = inflate.decompress(data, MAX_UNPACKED)
    except zlib.error:
        raise DataError("the file is no gazetteer pack, or it is damaged.", item=item, hint=again) from None
    if inflate.unconsumed_tail:
        raise DataError("the pack is larger than 400 MB.", item=item, hint="Build it for one country.")
    try:
        pack = msgspec.msgpack.decode(raw, type=PackFile)
    except (msgspec.DecodeError, ValueError):
        raise DataError("the file is no gazetteer pack, or it is damaged.", item=item, hint=again) from None
    if pack.format != FORMAT:
        raise DataError(f"the pack has format {pack.format}, not {FORMAT}.", item=item, hint=again)
    return pack
