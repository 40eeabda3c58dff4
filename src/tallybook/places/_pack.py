"""An opened pack: names to places, points to areas. Its answers are a pure function of the file.

The name table is made at the first name that is asked for, so that opening costs little.
"""

from __future__ import annotations

from functools import cached_property
from importlib import resources
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from tallybook.errors import DataError
from tallybook.places._boundaries import Boundaries
from tallybook.places._fold import fold
from tallybook.places._format import RADIUS_SCALE, SCALE, UNKNOWN, Numbers, PackFile, load
from tallybook.places._records import KINDS, RADIUS_KM, Area, DataSource, Place

COLUMNS = ("lat", "lon", "population", "kind", "area", "id_high", "id_low")  # an id in its upper and its lower 31 bits
WIDE = len(COLUMNS)
AREA = COLUMNS.index("area")


class Around(NamedTuple):
    """What a place in an area lies in: ids, and the radius of the finest of them in km."""

    country: str
    province: str | None
    county: str | None
    radius_km: float


class Pack(Boundaries):
    """A gazetteer, read-only. Open one with :func:`open_core` or :func:`open_pack`."""

    def __init__(self, stored: PackFile) -> None:
        super().__init__(stored)
        self.name, self._ids = stored.header.name, stored.header.ids
        self.band_km = stored.header.band_km
        self.sources: tuple[DataSource, ...] = stored.header.made_from
        self._surroundings: dict[int, Around] = {}
        self._area_places: dict[int, Place] = {}

    def __len__(self) -> int:
        return len(self._shown)

    @cached_property
    def _table(self) -> Numbers:
        """The places one after the other, their columns side by side: a record is then read from one spot of the memory."""
        columns = [self._file.numbers(f"places.{name}") for name in COLUMNS]
        rows = columns[0] * WIDE
        for at, values in enumerate(columns):
            rows[at::WIDE] = values
        return rows

    @cached_property
    def _shown(self) -> list[str]:
        return self._file.lines("places.shown")

    @cached_property
    def _local(self) -> list[str]:
        return self._file.lines("places.local")

    @cached_property
    def keys(self) -> list[str]:
        """Every folded name, sorted."""
        return self._file.lines("names.keys")

    @cached_property
    def _at(self) -> dict[str, int]:
        return dict(zip(self.keys, range(len(self.keys)), strict=True))

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(self._file.numbers("names.counts"))]

    @cached_property
    def _refs(self) -> Numbers:
        return self._file.numbers("names.refs")

    @cached_property
    def _ranks(self) -> Numbers:
        return self._file.numbers("names.ranks")

    def _span(self, key: str) -> tuple[int, int]:
        """From where to where the references of a folded key stand."""
        at = self._at.get(key)
        return (0, 0) if at is None else (self._starts[at], self._starts[at + 1])

    def keys_within(self, numbers: frozenset[int]) -> list[str]:
        """The folded names of areas (by number) and of the places whose finest area is one of them."""
        import numpy as np

        wanted = np.array(sorted(numbers))
        inside = np.isin(np.asarray(self._table)[AREA::WIDE], wanted)
        refs = np.asarray(self._refs)
        hit = np.where(refs >= 0, inside[np.maximum(refs, 0)], np.isin(-1 - refs, wanted))
        owner = np.repeat(np.arange(len(self.keys)), np.diff(np.array(self._starts)))
        return [self.keys[number] for number in np.unique(owner[hit]).tolist()]

    def refs(self, name: str) -> list[int]:
        """References of what a name may mean, best known first: places as their number, areas as -1 - their number."""
        start, end = self._span(fold(name))
        return self._refs[start:end].tolist()

    def ranked(self, key: str) -> list[tuple[int, int]]:
        """References of a folded key with their rank: 0 where it is the usual name, 1 for another spelling."""
        start, end = self._span(key)
        return list(zip(self._refs[start:end], self._ranks[start:end], strict=True))

    def find(self, name: str) -> tuple[Place, ...]:
        """What a name may mean, exactly but for case, accents and keyboard, the usual names first and among them the largest;
        empty where it is not in the gazetteer.
        """
        return tuple([self.place(ref) for ref in self.refs(name)])

    def place(self, ref: int) -> Place:
        """The record of a reference."""
        if ref < 0:
            return self._area_place(-1 - ref)
        lat, lon, population, kind_, area, high, low = self._table[ref * WIDE : ref * WIDE + WIDE]
        number = (high << 31) + low
        around = self._surroundings.get(area) or self._around(area)
        kind = KINDS[kind_]
        known = lat != UNKNOWN
        return Place(
            id=f"{self._ids}:{number}" if number >= 0 else f"{self.name}:{-number}",
            kind=kind,
            name=self._shown[ref],
            local=self._local[ref] or None,
            country=around.country,
            province=around.province,
            county=around.county,
            lat=lat / SCALE if known else None,
            lon=lon / SCALE if known else None,
            radius_km=RADIUS_KM[kind] if known else around.radius_km,
            population=population or None,
            source=self.name,
        )

    def _around(self, number: int) -> Around:
        """What the places of an area lie in; kept, since places are many and areas few."""
        found = self._surroundings.get(number)
        if found is None:
            province, county = self._within(number)
            finest = county or province
            radius = self._radius_km(self._by_id[finest.id]) if finest else RADIUS_KM["country"]
            found = self._surroundings[number] = Around(
                self.areas[number].country if number >= 0 else "",
                province.id if province else None,
                county.id if county else None,
                radius,
            )
        return found

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
        return -1 - ref if ref < 0 else self._table[ref * WIDE + AREA]

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

    @cached_property
    def _middles(self) -> tuple[Numbers, Numbers, Numbers]:
        """Latitude, longitude and radius of the areas, as the file has them."""
        lat, lon, radius = (self._file.numbers(f"areas.{name}") for name in ("lat", "lon", "radius"))
        return lat, lon, radius

    def _radius_km(self, number: int) -> float:
        """The radius of a circle as large as the area."""
        return self._middles[2][number] / RADIUS_SCALE or RADIUS_KM[self.areas[number].kind]

    def _area_place(self, number: int) -> Place:
        kept = self._area_places.get(number)
        if kept is not None:
            return kept
        area = self.areas[number]
        province, county = self._within(number)
        lat, lon = self._middles[0][number], self._middles[1][number]
        place = Place(
            id=area.id, kind=area.kind, name=area.name, local=area.local, country=area.country,
            province=province.id if province else None, county=county.id if county else None,
            lat=lat / SCALE if lat != UNKNOWN else None, lon=lon / SCALE if lat != UNKNOWN else None,
            radius_km=self._radius_km(number), population=None, source=self.name,
        )  # fmt: skip
        self._area_places[number] = place
        return place


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
