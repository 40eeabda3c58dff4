"""Places from the command line: names, points, the sun, country packs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.command import run


def square(west: float, south: float, size: float) -> list[list[list[float]]]:
    return [[[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]]


def feature(properties: dict[str, object], kind: str, coordinates: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def write(path: Path, *features: dict[str, object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_a_name_gives_ranked_candidates_with_reasons(tmp_path: Path) -> None:
    shown = run("places", "find", "Urmia", "--in", "West Azerbaijan", home=tmp_path).stdout
    assert "resolved. Lies in West Azerbaijan." in shown
    assert "ارومیه" in shown
    found = json.loads(run("places", "find", "Khorramabad", "--country", "IR", "--json", home=tmp_path).stdout)
    assert [c["inside"][0] for c in found["candidates"]] == ["Lorestan", "Mazandaran"]
    assert "unknown" in run("places", "find", "Xyzzqwv", home=tmp_path).stdout


def test_a_point_against_the_place_that_is_said(tmp_path: Path) -> None:
    said = ("--said", "Urmia, West Azerbaijan province")
    assert "Consistent" in run("places", "check-point", "37.5457,45.0670", *said, home=tmp_path).stdout
    assert "Swapped" in run("places", "check-point", "45.0670, 37.5457", *said, home=tmp_path, expect=1).stdout
    assert "Contradicts" in run("places", "check-point", "35.70, 51.42", *said, home=tmp_path, expect=1).stdout
    assert "West Azerbaijan, IR" in run("places", "check-point", "37.5457,45.0670", home=tmp_path).stdout
    assert "New South Wales, AU" in run("places", "check-point", "-33.87, 151.0", home=tmp_path).stdout
    assert "holds no coordinates" in run("places", "check-point", "nowhere", home=tmp_path, expect=1).stderr


def test_the_sun_against_a_claimed_time(tmp_path: Path) -> None:
    here = ("places", "sun", "37.5457, 45.0670")
    # Local noon in winter: the sun due south at 90 - 37.5 - 22.3 degrees, within the equation of time.
    noon = json.loads(run(*here, "2026-01-08T12:36+03:30", "--json", home=tmp_path).stdout)["sun"]
    assert abs(noon["altitude"] - 30.2) < 0.3
    assert abs(noon["azimuth"] - 180) < 3
    assert "Consistent" in run(*here, "2026-01-08T12:36+03:30", "--azimuth", "170:190", home=tmp_path).stdout
    assert "Contradicts" in run(*here, "2026-01-08T12:36+03:30", "--shadow", "5:9", home=tmp_path, expect=1).stdout
    assert "below the horizon" in run(*here, "2026-01-08T23:00+03:30", home=tmp_path).stdout
    assert "has no zone" in run(*here, "2026-01-08T12:36", home=tmp_path, expect=1).stderr
    assert "is no range" in run(*here, "2026-01-08T12:36+03:30", "--shadow", "5", home=tmp_path, expect=1).stderr


def test_a_country_pack_from_three_publishers_rejects_what_lies_outside(tmp_path: Path) -> None:
    osm = write(
        tmp_path / "osm.geojson",
        feature({"admin_level": "4", "name": "استان", "name:en": "Outer", "osm_id": 1}, "Polygon", square(45, 35, 2)),
        feature({"admin_level": "4", "name": "Away", "osm_id": 9}, "Polygon", square(-9, 52, 1)),
        feature({"what": "is this", "name": "Unknown"}, "Point", [45.2, 35.2]),
    )
    districts = write(
        tmp_path / "adm2.geojson",
        feature({"shapeName": "Inner", "shapeID": "i", "shapeType": "ADM2"}, "Polygon", square(45, 35, 1)),
    )
    base = {"wof:placetype": "locality", "wof:country": "IR", "mz:is_current": 1}
    for number, (name, lat, lon) in enumerate([("Inside", 35.5, 45.5), ("Cobhtown", 51.85, -8.3)]):
        town = {**base, "wof:id": number, "wof:name": name, "geom:latitude": lat, "geom:longitude": lon}
        write(tmp_path / f"wof/{number}/{number}.geojson", feature(town, "Point", [lon, lat]))
    write(
        tmp_path / "wof/0/0-alt-quattroshapes.geojson", feature({**base, "wof:id": 7, "wof:name": "Twice"}, "Point", [45.5, 35.5])
    )
    pack = tmp_path / "ir.pack"
    made = run(
        "places", "pack", "build", "IR", "--osm", osm, "--geoboundaries", districts, "--wof", tmp_path / "wof", "-o", pack, "--json",
        home=tmp_path,
    )  # fmt: skip
    told = json.loads(made.stdout)
    assert [(item["name"], item["reason"]) for item in told["rejected"]] == [
        ("Unknown", "its fields are those of no known publisher"),
        ("Away", "its boundary lies outside IR"),
        ("Cobhtown", "it lies outside the polygon of its country"),
    ]
    found = json.loads(run("places", "find", "Inside", "--pack", pack, "--country", "IR", "--json", home=tmp_path).stdout)
    assert found["candidates"][0]["inside"][:2] == ["Inner", "Outer"]
    shown = run("places", "pack", "show", pack, home=tmp_path).stdout
    assert "ODbL 1.0" in shown
    assert "geoBoundaries" in shown
    assert "Data from Who's On First" in shown


def test_packs_that_cannot_be_built_say_why(tmp_path: Path) -> None:
    broken = tmp_path / "broken.geojson"
    broken.write_text("{", encoding="utf-8")
    pack = tmp_path / "x.pack"
    build = ("places", "pack", "build")
    assert "broken JSON" in run(*build, "IR", "--osm", broken, "-o", pack, home=tmp_path, expect=1).stderr
    assert "no such file" in run(*build, "IR", "--osm", tmp_path / "gone", "-o", pack, home=tmp_path, expect=1).stderr
    assert "no country code" in run(*build, "Iran", "--osm", broken, "-o", pack, home=tmp_path, expect=1).stderr
    assert "no file was given" in run(*build, "IR", "-o", pack, home=tmp_path, expect=1).stderr
    assert "no gazetteer pack" in run("places", "find", "Urmia", "--pack", broken, home=tmp_path, expect=1).stderr
    assert not pack.exists()


def test_verified_positions_keep_who_filmed_apart_from_who_found_the_place(tmp_path: Path) -> None:
    event: dict[str, object] = {
        "name": "Column of smoke",
        "date": "2026-01-09",
        "originalSource": "https://a.example/1",
        "geolocation": "https://b.example/2",
    }
    file = write(tmp_path / "points.geojson", feature(event, "Point", [45.0670, 37.5457]))
    shown = run("places", "points", str(file), home=tmp_path).stdout
    assert "Column of smoke, 2026-01-09: 37.5457, 45.067 in West Azerbaijan, IR" in shown
    assert "filmed: https://a.example/1" in shown
    assert "geolocated: https://b.example/2" in shown
    found = json.loads(run("places", "points", str(file), "--json", home=tmp_path).stdout)
    assert (found["record"]["filmed"], found["record"]["geolocated"]) == (["https://a.example/1"], ["https://b.example/2"])
    broken = tmp_path / "broken.kml"
    broken.write_text("<kml", encoding="utf-8")
    assert "broken.kml" in run("places", "points", str(broken), home=tmp_path, expect=1).stderr
    assert "no such file" in run("places", "points", "missing.json", home=tmp_path, expect=1).stderr
