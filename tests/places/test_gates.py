"""The accuracy gates: pinned floors, and the digests of the files on which they were measured. Truth is the OSM polygon."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
import shapely

from tallybook.places import DataSource, GeoInput, Pack, Resolution, build_pack, open_pack, resolve, verify

GATES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "gates.toml").read_text("utf-8"))
OSM = DataSource(name="OpenStreetMap", version="test", licence="ODbL 1.0", attribution="© OpenStreetMap contributors", url="")
pytestmark = pytest.mark.shared


class Points(NamedTuple):
    """The points, their true province (empty where no polygon holds one), and km to the nearest province border."""

    lats: np.ndarray[Any, np.dtype[np.float64]]
    lons: np.ndarray[Any, np.dtype[np.float64]]
    truth: np.ndarray[Any, np.dtype[np.object_]]
    border: np.ndarray[Any, np.dtype[np.float64]]


def content(shared: Path, name: str) -> bytes:
    data = (shared / name).read_bytes()
    assert hashlib.sha256(data).hexdigest() == GATES["files"][name]
    return gzip.decompress(data) if name.endswith(".gz") else data


@pytest.fixture(scope="module")
def counties(shared: Path) -> bytes:
    return content(shared, "data/places/iran_counties.geojson.gz")


@pytest.fixture(scope="module")
def polygons(counties: bytes) -> tuple[list[shapely.Geometry], list[str]]:
    features = json.loads(counties)["features"]
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    return shapes, [feature["properties"]["province_iso"] for feature in features]


@pytest.fixture(scope="module")
def towns(shared: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(shared, "data/places/iran_towns.csv").decode())))


@pytest.fixture(scope="module")
def points(shared: Path, polygons: tuple[list[shapely.Geometry], list[str]]) -> Points:
    rows = list(csv.DictReader(io.StringIO(content(shared, "data/places/iran_points_wof.csv.gz").decode())))
    lats, lons = (np.array([float(row[key]) for row in rows]) for key in ("lat", "lon"))
    shapes, codes = polygons
    where_ = shapely.points(lons, lats)
    truth = np.full(len(rows), "", dtype=object)
    for point, county in shapely.STRtree(shapes).query(where_, predicate="intersects").T.tolist():
        truth[point] = truth[point] or codes[county]
    provinces = [shapely.union_all([s for s, c in zip(shapes, codes, strict=True) if c == code]) for code in sorted(set(codes))]
    # Counties were simplified one by one: slivers between them are no borders.
    borders = [part for shape in provinces for part in shapely.get_parts(shape.buffer(0.002).buffer(-0.002).boundary)]
    return Points(lats, lons, truth, _nearest(borders, where_) * 111.195)


def _nearest(borders: list[shapely.Geometry], where_: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Degrees to the nearest of the lines, cut into their edges so that a tree can find it."""
    corners = [shapely.get_coordinates(line) for line in borders]
    edges = shapely.linestrings(np.concatenate([np.stack([line[:-1], line[1:]], axis=1) for line in corners]))
    out = np.empty(len(where_))
    (index, _), apart = shapely.STRtree(edges).query_nearest(where_, return_distance=True, all_matches=False)
    out[index] = apart
    return out


def guess(found: Resolution, core: Pack) -> str | None:
    """The province code of the answer, or of the best candidate where the answer is that it is ambiguous."""
    if found.province is not None:
        return found.province.code
    best = found.candidates[0].place.province if found.candidates else None
    return core.area(best).code if best else None


def test_town_to_province_when_it_is_named(towns: list[dict[str, str]], core: Pack) -> None:
    right = sum(
        guess(resolve(f"{row['town']}، استان {row['province']}", [core], country="IR"), core) == row["province_iso"]
        for row in towns
    )
    assert right / len(towns) >= GATES["towns"]["named"]


def test_town_to_province_alone(towns: list[dict[str, str]], core: Pack) -> None:
    found = [(resolve(row["town"], [core], country="IR"), row["province_iso"]) for row in towns]
    right = sum(guess(answer, core) == truth for answer, truth in found)
    wrong = sum(answer.status == "resolved" and guess(answer, core) != truth for answer, truth in found)
    assert right / len(found) >= GATES["towns"]["alone"]
    assert wrong / len(found) <= GATES["towns"]["alone_confident_wrong"]


def test_contradictions(towns: list[dict[str, str]], polygons: tuple[list[shapely.Geometry], list[str]], core: Pack) -> None:
    shapes, codes = polygons
    tree = shapely.STRtree(shapes)
    found = {True: [0, 0], False: [0, 0]}
    for row in towns:
        lat, lon = float(row["lat"]), float(row["lon"])
        inside = {codes[county] for county in tree.query(shapely.Point(lon, lat), predicate="intersects")}
        answer = resolve(f"{row['town']}، استان {row['province']}", [core], country="IR")
        real = row["province_iso"] not in inside
        found[real][0] += verify(lat, lon, answer, [core]).contradicts
        found[real][1] += 1
    assert found[True][1] == 40
    assert found[True][0] / found[True][1] >= GATES["contradictions"]["recall"]
    assert found[False][0] / found[False][1] <= GATES["contradictions"]["false_accusations"]


def test_point_to_province_in_the_core_pack(points: Points, core: Pack) -> None:
    gate = GATES["points"]
    found = core.locate_all(points.lats, points.lons)
    codes = np.array([core.areas[number].code if number >= 0 else None for number in found], dtype=object)
    inside = points.truth != ""
    right = codes == points.truth
    assert right[inside].mean() >= gate["core"]
    assert right[inside & (points.border > 20)].mean() >= gate["core_far"]
    # No country at all is wrong too; nothing is left out for lying near a border.
    country = np.array([core.areas[number].country if number >= 0 else None for number in found], dtype=object)
    assert (country != "IR")[inside].mean() <= gate["core_wrong_country"]


def test_point_to_province_in_a_county_pack(points: Points, counties: bytes) -> None:
    data, _ = build_pack("IR", [GeoInput(data=counties, file="counties.geojson", source=OSM, kind="county")], cell=0.05)
    pack = open_pack(data)
    found = pack.locate_all(points.lats, points.lons)
    codes = np.array([pack.area(pack.areas[number].parent or "").code if number >= 0 else None for number in found], dtype=object)
    assert (codes == points.truth)[points.truth != ""].mean() >= GATES["points"]["county_pack"]
    here = pack.locate(37.5457, 45.0670)
    assert here is not None
    assert here.local == "ارومیه"


def test_irish_records_do_not_enter_an_iranian_pack(shared: Path, counties: bytes) -> None:
    rows = content(shared, "data/places/iran_points_wof.csv.gz").decode().splitlines()[:40]
    table = GeoInput(data="\n".join(rows).encode(), file="points.csv", source=OSM)
    bounds = GeoInput(data=counties, file="counties.geojson", source=OSM, kind="county")
    data, report = build_pack("IR", [bounds, table], cell=0.1)
    assert [item.name for item in report.rejected] == ["Cobh"]
    assert open_pack(data).find("Cobh") == ()
