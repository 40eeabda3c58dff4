"""Country packs from files that the user has: Who's On First, OpenStreetMap, geoBoundaries (GeoJSON), GeoNames dumps and tables.

Whatever lies outside of the country is rejected and named.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

import shapely

from tallybook.errors import DataError
from tallybook.model import Record, short_id
from tallybook.places._boundaries import KM_A_DEGREE
from tallybook.places._fold import fold, script
from tallybook.places._layouts import KIND_WORDS, LAYOUTS, Layout
from tallybook.places._pack import open_core
from tallybook.places._packbuild import AreaInput, BuildReport, PlaceInput, Rejected, assemble, kind_by_size
from tallybook.places._records import Area, DataSource, Kind

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Shape: TypeAlias = "shapely.Geometry | str | None"
CELL = 0.02
STRAY_KM = 20.0  # the core's own borders are coarse
BAND_KM = 2.0


class GeoInput(Record, frozen=True):
    """A file of boundaries or points, and the data set it comes from. ``kind`` says what its boundaries are where they do not."""

    data: bytes
    file: str
    source: DataSource
    kind: Kind | None = None


class Row(NamedTuple):
    """One record of any publisher, with what it says."""

    id: str
    kind: Kind | None
    name: str
    local: str | None
    others: tuple[str, ...]
    code: str | None
    wikidata: str | None
    parent: tuple[str, str | None, str | None]
    shape: shapely.Geometry | None
    lat: float | None
    lon: float | None
    population: int
    country: str | None
    wrong_script: bool


def build_pack(
    country: str, inputs: Sequence[GeoInput], *, name: str | None = None, band_km: float = BAND_KM, cell: float = CELL,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[bytes, BuildReport]:  # fmt: skip
    """A pack of one country (ISO 3166 alpha-2) from files of boundaries and places, and the report of what was rejected.

    ``band_km`` is how far the boundaries may be off. Raises ``DataError`` where a file is broken, its layout is unknown, or no
    file holds boundaries.
    """
    refused: list[Rejected] = []
    rows = [row for given in inputs for row in _rows(given, country, refused)]
    shaped = [row for row in rows if row.shape is not None and row.kind in ("country", "province", "county")]
    areas = _areas(country, _at_home(country, shaped, refused))
    places = [
        _place(country, row)
        for row in rows
        if row.shape is None and row.lat is not None and row.kind not in ("country", "province")
    ]
    sources = {(given.source.name, given.source.version): given.source for given in inputs}
    title = name or country.lower()
    data, report = assemble(
        title, areas, places, list(sources.values()), cell=cell, band_km=band_km, strict=True, progress=progress
    )
    report.wrong_script = sum(row.wrong_script for row in rows)
    report.rejected[:0] = refused
    return data, report


def _at_home(country: str, rows: Sequence[Row], refused: list[Rejected]) -> list[Row]:
    """The boundaries that lie in the country as the core pack knows it: a catalogue that mixes up two country codes would else make
    a piece of Ireland a county of Iran, and every Irish place in it would pass. A country that the core lacks is not checked.
    """
    core = open_core()
    whole = core.shape(f"iso:{country}") if core.knows(f"iso:{country}") else None
    if whole is None:
        return list(rows)
    near = whole.buffer(STRAY_KM / KM_A_DEGREE)
    shapely.prepare(near)
    kept = []
    for row in rows:
        if shapely.intersects(near, row.shape):
            kept.append(row)
        else:
            refused.append(Rejected(source_id=row.id, name=row.name, reason=f"its boundary lies outside {country}"))
    return kept


def _rows(given: GeoInput, country: str, refused: list[Rejected]) -> list[Row]:
    """The records of a file that are of the country or do not say. Others are another country's; a record that cannot be read is
    refused by name, and the file only where none can be.
    """
    is_json = given.data[:1] in (b"{", b"[") or given.data[:4] == b"\xef\xbb\xbf{"
    items: list[tuple[dict[str, Json], Shape]] = _features(given) if is_json else [(fields, None) for fields in _table(given)]
    rows: list[Row] = []
    known = 0
    for number, (fields, geometry) in enumerate(items, start=1):
        layout = next((layout for layout in LAYOUTS if layout.mark <= set(fields)), None)
        if layout is None or isinstance(geometry, str):
            what = geometry if isinstance(geometry, str) else "its fields are those of no known publisher"
            refused.append(Rejected(source_id=f"{given.file}, record {number}", name=_first(fields, ("name",)), reason=what))
            continue
        known += 1
        row = _row(fields, geometry, layout, given)
        if row is not None and row.country in (None, "", country):
            rows.append(row)
    if items and not known:
        raise DataError(
            "the file has a layout that is not known.", item=given.file, hint="Give one of the known publishers' files."
        )
    return rows


def _features(given: GeoInput) -> list[tuple[dict[str, Json], Shape]]:
    """The features with their geometry, or with the sentence that says why it cannot be read."""
    try:
        value: Json = json.loads(given.data)
    except (ValueError, RecursionError):
        raise DataError("the file is broken JSON.", item=given.file, hint="Download it again.") from None
    features = value.get("features", [value]) if isinstance(value, dict) else value
    out: list[tuple[dict[str, Json], Shape]] = []
    for feature in features if isinstance(features, list) else []:
        fields = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(feature, dict) or not isinstance(fields, dict):
            raise DataError(
                "the file is no GeoJSON of features.", item=given.file, hint="Git LFS pointers and TopoJSON do not serve."
            )
        try:
            geometry: Shape = shapely.from_geojson(json.dumps(feature["geometry"])) if feature.get("geometry") else None
        except shapely.errors.ShapelyError:
            geometry = "its geometry is broken"
        out.append((fields, geometry))
    return out


def _table(given: GeoInput) -> list[dict[str, Json]]:
    text = given.data.decode("utf-8-sig", "replace")
    first = text.split("\n", 1)[0]
    if first.count("\t") >= 14 and not first.startswith("geonameid"):
        return [
            _geonames(line) for line in csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE) if len(line) > 14
        ]
    return [dict(row) for row in csv.DictReader(io.StringIO(text))]


def _geonames(line: list[str]) -> dict[str, Json]:
    """A line of a GeoNames country dump (readme.txt of download.geonames.org); only populated places (class P) have a name
    here.
    """
    names = line[3].split(",")
    local = next((name for name in names if script(name) == "arabic"), "")
    return {
        "id": line[0], "name": line[1] if line[6] == "P" else "", "local": local, "lat": line[4], "lon": line[5],
        "population": line[14], "kind": "",
    }  # fmt: skip


def _first(fields: dict[str, Json], keys: Sequence[str]) -> str:
    for key in keys:
        value = fields.get(key)
        if isinstance(value, list):
            value = value[0] if value else None
        if value not in (None, "", -1, "-1"):
            return str(value)
    return ""


def _row(fields: dict[str, Json], geometry: shapely.Geometry | None, layout: Layout, given: GeoInput) -> Row | None:
    name = _first(fields, layout.name)
    if not fold(name) or str(fields.get("mz:is_current")).lower() in ("0", "false"):
        return None
    told = _first(fields, layout.kind).lower()
    outline = geometry is not None and "Polygon" in geometry.geom_type
    kind = KIND_WORDS.get(told) or (None if told or not outline else given.kind or "county")
    locals_ = [text for key in layout.local for text in _texts(fields.get(key))]
    local = next((text for text in locals_ if script(text) == "arabic"), None)
    polygon = outline and kind in ("country", "province", "county")
    point = geometry.representative_point() if geometry is not None and not polygon and not geometry.is_empty else None
    lat, lon = _degree(fields, layout.lat), _degree(fields, layout.lon)
    return Row(
        id=_first(fields, layout.id) or short_id("", given.file, name, str(lat), str(lon)),
        kind=kind,
        name=name,
        local=local,
        others=tuple(dict.fromkeys(text for text in locals_ if text != local)),
        code=_first(fields, layout.code) or None,
        wikidata=_first(fields, layout.wikidata) or None,
        parent=(
            _first(fields, layout.parent),
            _first(fields, layout.parent_local) or None,
            _first(fields, layout.parent_code) or None,
        ),
        shape=shapely.make_valid(geometry) if polygon else None,
        lat=lat if lat is not None else point.y if point is not None else None,
        lon=lon if lon is not None else point.x if point is not None else None,
        population=_whole(_first(fields, layout.population)),
        country=_first(fields, layout.country) or None,
        wrong_script=any(_texts(fields.get(key)) for key in layout.local if key not in layout.name) and local is None,
    )


def _texts(value: Json) -> list[str]:
    return [str(item) for item in (value if isinstance(value, list) else [value]) if item not in (None, "")]


def _degree(fields: dict[str, Json], keys: Sequence[str]) -> float | None:
    try:
        return float(_first(fields, keys))
    except ValueError:
        return None


def _whole(text: str) -> int:
    digits = re.sub(r"[^0-9].*$", "", text)
    return min(int(digits), 2_000_000_000) if digits else 0


def _areas(country: str, rows: Sequence[Row]) -> list[AreaInput]:
    """The areas with their parents: what the record says, else the province that holds most of the county's middle."""
    nation = f"iso:{country}"
    provinces = [_area(country, row, nation) for row in rows if row.kind == "province"]
    named: dict[str, AreaInput] = {}
    counties = []
    for row in rows:
        if row.kind != "county":
            continue
        parent = _stated_parent(country, row, provinces, named) or _around(row, provinces) or nation
        counties.append(_area(country, row, parent))
    out = [AreaInput(Area(id=nation, kind="country", name=country, local=None, country=country, code=country), None, ())]
    unique = {item.area.id: item for item in [*out, *provinces, *named.values(), *counties]}
    return list(unique.values())


def _area(country: str, row: Row, parent: str) -> AreaInput:
    area = Area(
        id=f"{country.lower()}:{row.id}", kind=row.kind or "county", name=row.name, local=row.local, country=country, parent=parent,
        code=row.code, wikidata=row.wikidata,
    )  # fmt: skip
    return AreaInput(area, row.shape, row.others)


def _stated_parent(country: str, row: Row, provinces: Sequence[AreaInput], named: dict[str, AreaInput]) -> str | None:
    """The province that a county names: one of the file's, else one made of its counties (it needs no shape of its own)."""
    name, local, code = row.parent
    if not name:
        return None
    known = next(
        (item.area.id for item in provinces if (code and item.area.code == code) or fold(item.area.name) == fold(name)), None
    )
    if known is not None:
        return known
    key = f"{country.lower()}:{code or fold(name)}"
    area = Area(id=key, kind="province", name=name, local=local, country=country, parent=f"iso:{country}", code=code)
    named.setdefault(key, AreaInput(area, None, ()))
    return key


def _around(row: Row, provinces: Sequence[AreaInput]) -> str | None:
    middle = row.shape.representative_point() if row.shape is not None else None
    return next(
        (item.area.id for item in provinces if item.shape is not None and middle is not None and item.shape.intersects(middle)),
        None,
    )


def _place(country: str, row: Row) -> PlaceInput:
    digits = re.sub(r"\D", "", row.id)
    number = int(digits) if digits and len(digits) < 16 else int(short_id("", row.id)[:12], 16)
    kind = row.kind if row.kind not in (None, "village") else kind_by_size(row.population)
    return PlaceInput(
        source_id=number, kind=kind or "place", name=row.name, local=row.local, country=country, lat=row.lat, lon=row.lon,
        population=row.population, names=row.others,
    )  # fmt: skip
