"""An opened pack: names to places, points to areas. Its answers are a pure function of the file.

The name table is made at the first name that is asked for, so that opening costs little.
"""

from __future__ import annotations

import math
from functools import cached_property
from importlib import resources
from pathlib import Path

import numpy as np
import shapely

from tallybook.errors import DataError
from tallybook.places._boundaries import KM_A_DEGREE, Boundaries
from tallybook.places._fold import fold
from tallybook.places._format import SCALE, PackFile, array, load, undelta, unlines
from tallybook.places._records import KINDS, RADIUS_KM, Area, DataSource, Place

UNKNOWN = int(np.iinfo(np.int32).min)


class Pack(Boundaries):
    """A gazetteer, read-only. Open one with :func:`open_core` or :func:`open_pack`."""

    def __init__(self, stored: PackFile) -> None:
        super().__init__(stored)
        self.name = stored.name
        self.band_km = stored.band_km
        self.sources: tuple[DataSource, ...] = stored.made_from
        self._place_ids = undelta(stored.places.source_id)
        self._lat, self._lon = array(stored.places.lat), array(stored.places.lon)
        self._population, self._kind, self._area = (
            array(stored.places.population),
            array(stored.places.kind),
            array(stored.places.area),
        )

    def __len__(self) -> int:
        return len(self._lat)

    @cached_property
    def _keys(self) -> dict[str, int]:
        names = unlines(self._file.names.keys)
        return dict(zip(names, range(len(names)), strict=True))

    @cached_property
    def _starts(self) -> memoryview:
        return memoryview(undelta(self._file.names.starts).astype(np.int32).data)

    @cached_property
    def _refs(self) -> memoryview:
        return memoryview(array(self._file.names.refs).data)

    @cached_property
    def _ranks(self) -> bytes:
        return array(self._file.names.ranks).tobytes()

    @cached_property
    def keys(self) -> list[str]:
        """Every folded name, sorted."""
        return list(self._keys)

    def keys_within(self, numbers: frozenset[int]) -> list[str]:
        """The folded names of areas (by number) and of the places whose finest area is one of them."""
        inside = np.isin(self._area, np.array(sorted(numbers)))
        refs = np.asarray(self._refs)
        hit = np.where(refs >= 0, inside[np.maximum(refs, 0)], np.isin(-1 - refs, np.array(sorted(numbers))))
        owner = np.repeat(np.arange(len(self._starts) - 1), np.diff(np.asarray(self._starts)))
        keys = self.keys
        return [keys[number] for number in np.unique(owner[hit]).tolist()]

    def refs(self, name: str) -> list[int]:
        """References of what a name may mean, best known first: places as their number, areas as -1 - their number."""
        at = self._keys.get(fold(name))
        if at is None:
            return []
        found: list[int] = self._refs[self._starts[at] : self._starts[at + 1]].tolist()
        return found

    def ranked(self, key: str) -> list[tuple[int, int]]:
        """References of a folded key with their rank: 0 where it is the usual name, 1 for another spelling."""
        at = self._keys.get(key)
        if at is None:
            return []
        span = range(self._starts[at], self._starts[at + 1])
        return [(self._refs[i], self._ranks[i]) for i in span]

    def find(self, name: str) -> tuple[Place, ...]:
        """What a name may mean, exactly but for case, accents and keyboard; empty where it is not in the gazetteer."""
        return tuple(self.place(ref) for ref in self.refs(name))

    @cached_property
    def _shown(self) -> list[str]:
        return unlines(self._file.places.shown)

    @cached_property
    def _local(self) -> list[str]:
        return unlines(self._file.places.local)

    def place(self, ref: int) -> Place:
        """The record of a reference."""
        if ref < 0:
            return self._area_place(-1 - ref)
        lat = int(self._lat[ref])
        known = lat != UNKNOWN
        province, county = self._within(int(self._area[ref]))
        kind = KINDS[self._kind[ref]]
        number = int(self._place_ids[ref])
        return Place(
            id=f"gn:{number}" if number >= 0 else f"{self.name}:{-number}",
            kind=kind,
            name=self._shown[ref],
            local=self._local[ref] or None,
            country=self.areas[self._area[ref]].country if self._area[ref] >= 0 else "",
            province=province.id if province else None,
            county=county.id if county else None,
            lat=lat / SCALE if known else None,
            lon=int(self._lon[ref]) / SCALE if known else None,
            radius_km=RADIUS_KM[kind] if known else self._size_km(county or province),
            population=int(self._population[ref]) or None,
            source=self.name,
        )

    def area_ref(self, area_id: str) -> int:
        """The reference of an area. Raises ``DataError`` where the pack has none of this id."""
        at = self._by_id.get(area_id)
        if at is None:
            raise DataError("the gazetteer has no area of this id.", item=area_id, hint="Use an id that it gave.")
        return -1 - at

    def knows(self, area_id: str) -> bool:
        """Whether the pack has an area of this id."""
        return area_id in self._by_id

    def area(self, area_id: str) -> Area:
        """The area of an id. Raises ``DataError`` where the pack has none."""
        return self.areas[-1 - self.area_ref(area_id)]

    def within(self, ref: int) -> int:
        """The number of the finest area that a reference lies in or is; -1 where none is known."""
        return -1 - ref if ref < 0 else int(self._area[ref])

    def _within(self, number: int) -> tuple[Area | None, Area | None]:
        """The province and the county of an area number."""
        province = county = None
        while number >= 0:
            area = self.areas[number]
            if area.kind == "county":
                county = area
            elif area.kind == "province":
                province = area
            number = self._by_id.get(area.parent or "", -1)
        return province, county

    def _size_km(self, area: Area | None) -> float:
        """The radius of a circle as large as the area."""
        if area is None:
            return RADIUS_KM["country"]
        shape = self.shape(area.id)
        if shape is None:
            return RADIUS_KM[area.kind]
        middle = math.radians((shape.bounds[1] + shape.bounds[3]) / 2)
        return round(math.sqrt(shape.area * KM_A_DEGREE**2 * math.cos(middle) / math.pi), 1)

    def _area_place(self, number: int) -> Place:
        area = self.areas[number]
        shape = self.shape(area.id)
        province, county = self._within(number)
        middle = shapely.point_on_surface(shape) if shape is not None else None
        return Place(
            id=area.id, kind=area.kind, name=area.name, local=area.local, country=area.country,
            province=province.id if province else None, county=county.id if county else None,
            lat=round(middle.y, 4) if middle is not None else None, lon=round(middle.x, 4) if middle is not None else None,
            radius_km=self._size_km(area), population=None, source=self.name,
        )  # fmt: skip


def open_pack(source: bytes | Path) -> Pack:
    """Opens a pack that a user built. Raises ``DataError`` where it is none, or damaged."""
    if isinstance(source, Path):
        return Pack(load(source.read_bytes(), item=source.name))
    return Pack(load(source, item="pack"))


def open_core() -> Pack:
    """The gazetteer that comes with tallybook: the world's places above 500 inhabitants, provinces with polygons, Persian
    towns.
    """
    return Pack(load(resources.files("tallybook.places").joinpath("data/core.pack").read_bytes(), item="core pack"))
