from __future__ import annotations

import json
import math
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook import places
from tallybook.errors import DataError
from tallybook.places import DataSource, GeoInput, Pack, between_km, build_pack, open_pack, province_shapes, where
from tallybook.places._format import MAGIC, Header, Raster, column, dump, load, numbers

OWN = DataSource(name="invented", version="1", licence="none", attribution="nobody", url="")


def square(west: float, south: float, size: float = 1.0) -> dict[str, Any]:
    east, north = west + size, south + size
    return {"type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]]}


def collection(*features: tuple[dict[str, Any], dict[str, Any]]) -> bytes:
    return json.dumps(
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]}
    ).encode()


def given_(data: bytes, file: str = "x.geojson") -> GeoInput:
    return GeoInput(data=data, file=file, source=OWN)


def boundaries() -> GeoInput:
    rows = [("North", 1), ("South", 0)]
    return given_(
        collection(
            *(({"shapeName": n, "shapeISO": f"XX-{n[0]}", "shapeID": n, "shapeType": "ADM1"}, square(10, y)) for n, y in rows)
        )
    )


TOWNS = """id,name,name_fa,lat,lon,population
1,Alpha,آلفا,1.5,10.5,9000
2,Beta,Beta,0.5,10.5,100
3,Far,,50,50,1
""".encode()


def test_a_small_country_from_geoboundaries_and_a_table() -> None:
    data, report = build_pack("XX", [boundaries(), given_(TOWNS, "towns.csv")], cell=0.1)
    pack = open_pack(data)
    assert (report.areas, report.places, report.wrong_script) == (3, 2, 1)
    assert [(item.name, item.reason) for item in report.rejected] == [("Far", "it lies outside the polygon of its country")]
    north = pack.locate(1.5, 10.5)
    assert north is not None
    assert (north.name, north.code, north.parent) == ("North", "XX-N", "iso:XX")
    assert pack.locate(0.2, 10.2).name == "South"  # type: ignore[union-attr]
    assert pack.locate(3.0, 12.0) is None
    (alpha,) = pack.find("آلفا")
    assert (alpha.name, alpha.kind, alpha.province) == ("Alpha", "town", "xx:North")
    assert pack.find("Beta")[0].local is None


def test_a_pack_is_the_same_bytes_every_time_and_in_every_order() -> None:
    features = json.loads(boundaries().data)
    features["features"].reverse()
    turned = given_(json.dumps(features).encode())
    assert build_pack("XX", [boundaries()], cell=0.1)[0] == build_pack("XX", [turned], cell=0.1)[0]


def test_who_is_on_first_layout_and_its_dead_records() -> None:
    region = {
        "wof:id": 1,
        "wof:placetype": "region",
        "wof:name": "Whole",
        "wof:country": "XX",
        "geom:latitude": 1,
        "geom:longitude": 10,
    }
    town = {
        "wof:id": 2, "wof:placetype": "locality", "wof:name": "Town", "wof:country": "XX",
        "name:fas_x_preferred": ["Shahr", "شهر"], "geom:latitude": 0.5, "geom:longitude": 10.5, "mz:is_current": 1,
    }  # fmt: skip
    dead = {**town, "wof:id": 3, "wof:name": "Gone", "mz:is_current": 0}
    abroad = {**town, "wof:id": 4, "wof:name": "Abroad", "wof:country": "IE"}
    point = {"type": "Point", "coordinates": [10.5, 0.5]}
    rows = [(region, square(10, 0, 2)), (town, point), (dead, point), (abroad, point)]
    pack = open_pack(build_pack("XX", [given_(collection(*rows))], cell=0.1)[0])
    assert [place.local for place in pack.find("Town")] == ["شهر"]
    assert pack.find("Gone") == pack.find("Abroad") == ()


def test_osm_levels_nest() -> None:
    province = ({"admin_level": "4", "name": "استان", "name:en": "Outer", "osm_id": 1, "ISO3166-2": "XX-1"}, square(10, 0, 2))
    county = ({"admin_level": "6", "name": "شهرستان", "name:en": "Inner", "osm_id": 2}, square(10, 0, 1))
    pack = open_pack(build_pack("XX", [given_(collection(province, county))], cell=0.1)[0])
    inner = pack.locate(0.5, 10.5)
    assert inner is not None
    assert (inner.name, inner.kind, inner.parent) == ("Inner", "county", "xx:1")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"{", "broken JSON"),
        (b'{"features": [3]}', "no GeoJSON"),
        (collection(({"what": 1}, square(0, 0))), "layout that is not known"),
        (b"id,name,lat,lon\n1,A,1,1\n", "no area has a boundary"),
    ],
)
def test_broken_inputs_are_named(data: bytes, says: str) -> None:
    with pytest.raises(DataError, match=says):
        build_pack("XX", [given_(data)])


def test_damaged_packs_are_refused() -> None:
    data, _ = build_pack("XX", [boundaries()], cell=0.1)
    for damaged in (b"", b"hello", data[:-20], data[:50] + b"\0" * 50 + data[100:], MAGIC, MAGIC + b"\0" * 8):
        with pytest.raises(DataError, match=r"no gazetteer pack|damaged"):
            open_pack(damaged)
    with pytest.raises(DataError, match="format 9, which this version does not read"):
        open_pack(b"tallybook.places/9\n" + data)


def test_a_pack_that_would_fill_the_memory_is_refused() -> None:
    header = Header(name="x", ids="x", band_km=1, made_from=(), raster=Raster(0, 0, 1, 1, 1, 1))
    bomb = dump(header, {"areas": bytes(500_000_000)})
    with pytest.raises(DataError, match="larger than 400 MB"):
        load(bomb, item="bomb")


def test_a_section_that_lies_about_its_length_is_refused() -> None:
    header = Header(name="x", ids="x", band_km=1, made_from=(), raster=Raster(0, 0, 1, 1, 1, 1))
    stored = load(dump(header, {"areas": b"\x90"}), item="x")
    honest = stored.header.sections["areas"]
    stored.header.sections["areas"] = type(honest)(honest.start, honest.size, 5)
    with pytest.raises(DataError, match="section areas is damaged"):
        stored.areas()
    with pytest.raises(DataError, match=r"lacks its section names\.keys"):
        stored.lines("names.keys")


@given(st.lists(st.integers(-(2**31), 2**31 - 1), max_size=50))
def test_columns_come_back(values: list[int]) -> None:
    assert column(numbers(values)).tolist() == values


def test_the_named_point_lies_in_its_province(core: Pack) -> None:
    area = core.locate(37.5457, 45.0670)
    assert area is not None
    assert (area.name, area.code, area.local) == ("West Azerbaijan", "IR-04", "آذربایجان غربی")
    assert where(37.5457, 45.0670, core).sure
    assert core.locate(0.0, -30.0) is None  # the Atlantic


@settings(max_examples=200, deadline=None)
@given(st.floats(-60, 75), st.floats(-179, 179))
def test_one_by_one_and_at_once_give_the_same(core: Pack, lat: float, lon: float) -> None:
    one = core.locate(lat, lon)
    number = int(core.locate_all(np.array([lat]), np.array([lon]))[0])
    assert (one.id if one else None) == (core.areas[number].id if number >= 0 else None)
    if one is not None:
        assert core.border_km(one.id, lat, lon) <= 5.5


def test_every_province_of_iran_has_a_current_code_and_a_persian_name(core: Pack) -> None:
    iran = [area for area in core.areas if area.country == "IR" and area.kind == "province"]
    assert sorted(area.code or "" for area in iran) == [f"IR-{number:02}" for number in range(31)]
    assert all(area.local and not area.local.startswith("استان") for area in iran)


def test_border_distance_of_a_square() -> None:
    pack = open_pack(build_pack("XX", [boundaries()], cell=0.1)[0])
    assert pack.border_km("xx:South", 0.5, 10.9) == pytest.approx(-0.1 * 111.195 * math.cos(math.radians(0.5)), rel=0.01)
    assert pack.border_km("xx:South", 0.5, 11.5) == pytest.approx(0.5 * 111.195, rel=0.01)
    assert {area.name for area in pack.within_km(0.99, 10.5, 5)} == {"North", "South"}


def test_distance_of_a_quarter_of_the_equator() -> None:
    assert between_km(0, 0, 0, 90) == pytest.approx(90 * 111.195)


def test_shapes_for_a_map(core: Pack) -> None:
    shapes = province_shapes("IR", core)
    assert len(shapes) == 31
    assert sum(len(ring) for shape in shapes for polygon in shape.polygons for ring in polygon) < 20_000
    for shape in shapes:
        ring = shape.polygons[0][0]
        assert ring[0] == ring[-1]
        assert shapely.Polygon(ring).buffer(0.05).contains(shapely.Point(shape.label))
    with pytest.raises(DataError, match="no province"):
        province_shapes("ZZ", core)


def test_the_largest_of_a_name_comes_first() -> None:
    rows = "id,name,name_fa,lat,lon,population\n1,Alpha,,1.5,10.5,900\n2,Alpha,,0.5,10.5,70000\n3,Beta,Alpha,0.6,10.5,900000\n"
    pack = open_pack(build_pack("XX", [boundaries(), given_(rows.encode(), "towns.csv")], cell=0.1)[0])
    assert [(place.name, place.population) for place in pack.find("Alpha")] == [
        ("Alpha", 70000),
        ("Alpha", 900),
        ("Beta", 900000),
    ]


def test_ids_of_a_publisher_come_back_however_long() -> None:
    rows = "id,name,lat,lon\n7,Alpha,1.5,10.5\n890123456789012,Beta,0.5,10.5\n"
    pack = open_pack(build_pack("XX", [boundaries(), given_(rows.encode(), "towns.csv")], cell=0.1)[0])
    assert [pack.find(name)[0].id for name in ("Alpha", "Beta")] == ["xx:7", "xx:890123456789012"]


def test_an_area_is_shown_by_a_point_inside_and_its_size() -> None:
    pack = open_pack(build_pack("XX", [boundaries()], cell=0.1)[0])
    north, whole = pack.find("North")[0], pack.find("XX")[0]
    assert (north.lat, north.lon) == (1.5, 10.5)
    one, two = 111.195 / math.sqrt(math.pi), 111.195 * math.sqrt(2 / math.pi)
    assert north.radius_km == pytest.approx(one, rel=0.01)
    assert whole.radius_km == pytest.approx(two, rel=0.01)


def test_the_first_record_and_the_first_province_need_no_heavy_library() -> None:
    """Start-up stays short because of it; how short, ``benchmarks.places`` says."""
    code = "\n".join(
        [
            "from tallybook.places import open_core; pack = open_core()",
            "assert pack.find('Urmia'); assert pack.locate(37.5457, 45.0670)",
            "import sys; print({'numpy', 'shapely', 'lxml', 'rapidfuzz'} & set(sys.modules))",
        ]
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "set()"


def test_every_public_name_is_there() -> None:
    assert [name for name in places.__all__ if getattr(places, name, None) is None] == []
    with pytest.raises(AttributeError, match="no attribute 'nowhere'"):
        places.nowhere  # noqa: B018


def test_the_notice_names_every_source(core: Pack) -> None:
    from importlib import resources

    notice = resources.files("tallybook.places").joinpath("data/NOTICE.md").read_text("utf-8")
    for source in core.sources:
        assert source.name in notice
        assert source.licence in notice
