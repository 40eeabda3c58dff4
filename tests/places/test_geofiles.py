from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.errors import DataError
from tallybook.places import read_geo

KML = """<?xml version="1.0"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>Reports</name>
<Placemark id="p1"><name>2026-01-09 Fire at a gate</name>
<description><![CDATA[Fire.<br>Source(s):<br>https://video.example/1<br><br>Geolocation:<br>https://found.example/2]]></description>
<Point><coordinates>45.0670,37.5457,0</coordinates></Point></Placemark>
<Placemark><name>1527-01-01 old</name><Point><coordinates>45.0,37.0</coordinates></Point></Placemark>
</Folder></Document></kml>"""


def test_kml_keeps_who_filmed_apart_from_who_geolocated() -> None:
    first, second = read_geo(KML.encode(), file="x.kml")
    assert (first.id, first.lat, first.lon, first.folder) == ("p1", 37.5457, 45.067, "Reports")
    assert first.date == dt.date(2026, 1, 9)
    assert first.filmed == ("https://video.example/1",)
    assert first.geolocated == ("https://found.example/2",)
    assert first.faults == ()
    assert second.date is None
    assert "1527-01-01 is before anybody filmed" in second.faults[0]


def test_kmz_is_the_kml_in_its_archive() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("doc.kml", KML)
    assert read_geo(packed.getvalue(), file="x.kmz")[0].lat == 37.5457


def test_geoconfirmed_json() -> None:
    items = [
        {"id": "a", "name": "Gate", "date": "2026-01-09T18:30:00", "latitude": 37.5457, "longitude": 45.067, "plusCode": "8HV5",
         "originalSource": "https://video.example/1", "geolocation": "@finder", "gear": "none"},
        {"id": "b", "date": "63d7c0", "latitude": 137.0, "longitude": 37.0},
    ]  # fmt: skip
    first, second = read_geo(json.dumps({"items": items}).encode(), file="x.json")
    assert (first.filmed, first.geolocated) == (("https://video.example/1",), ("@finder",))
    assert first.properties == {"gear": "none", "pluscode": "8HV5"}
    assert first.date == dt.date(2026, 1, 9)
    assert any("no date" in fault for fault in second.faults)
    assert any("exchanged, it would be" in fault for fault in second.faults)


def test_geojson_puts_longitude_first() -> None:
    line = {"type": "LineString", "coordinates": [[45.0, 37.0], [46.0, 38.0]]}
    value = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "id": 7, "properties": {"name": "Road"}, "geometry": line}],
    }
    (found,) = read_geo(json.dumps(value).encode(), file="x.geojson")
    assert (found.id, found.lat, found.lon, found.name) == ("7", 37.0, 45.0, "Road")
    assert "first corner" in found.faults[0]


def test_entities_are_never_resolved() -> None:
    hostile = KML.replace("<kml", '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml', 1).replace("Fire at", "&x; at")
    assert all("root:" not in record.name for record in read_geo(hostile.encode(), file="x.kml"))
    bomb = (
        '<!DOCTYPE k [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
        + "]><k>&j;</k>"
    )
    with pytest.raises(DataError):
        read_geo(bomb.encode(), file="x.kml")


@pytest.mark.parametrize("data", [b"", b"hello", b"{", b"<kml", b"PK\x03\x04broken", b"[]", b"<kml></kml>", b'{"a": 1}'])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(DataError):
        read_geo(data, file="x")


@given(st.sampled_from([b"", b"{", b"[", b"<", b"PK\x03\x04"]), st.binary(max_size=200))
def test_hostile_bytes_raise_nothing_but_data_errors(head: bytes, tail: bytes) -> None:
    with contextlib.suppress(DataError):
        read_geo(head + tail, file="x")


KEYS = ["features", "geometry", "properties", "coordinates", "type", "date", "latitude", "longitude"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=10,
)


@given(VALUES)
def test_hostile_shapes_raise_nothing_but_data_errors(value: object) -> None:
    with contextlib.suppress(DataError):
        read_geo(json.dumps(value).encode(), file="x")
