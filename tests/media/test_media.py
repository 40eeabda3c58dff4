from __future__ import annotations

import datetime as dt
import io
import tomllib
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks.media import CHANGES, encode, invented, score
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageOps

from tallybook.errors import DataError, RefusedError
from tallybook.media import (
    Item,
    MediaClaims,
    compare,
    fingerprint,
    frames,
    groups,
    of_frame,
    pairs,
    read_claims,
    shared_frames,
    video_tool,
)

GATES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "gates.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def pictures() -> list[Image.Image]:
    return [invented(seed, 384) for seed in range(20)]


def item(name: str, image: Image.Image, seen: dt.datetime | None = None) -> Item:
    return Item(name, seen, fingerprint(encode(image), item=name))


def test_changed_copies_are_found_and_different_pictures_are_not(pictures: list[Image.Image]) -> None:
    results = score(pictures[:14])
    for change, floor in GATES["found"].items():
        found = results[change]
        assert isinstance(found, dict)
        assert found["found"] >= floor, change
    wrong = results["wrong pairs"]
    assert isinstance(wrong, dict)
    assert wrong["of"] > 1000
    assert wrong["in 10,000"] <= GATES["pairs"]["wrong_in_10_000"]


def test_how_a_copy_came_about_is_said(pictures: list[Image.Image]) -> None:
    original = fingerprint(encode(pictures[0]), item="original")
    mirrored = fingerprint(encode(ImageOps.mirror(pictures[0])), item="mirrored")
    answer = compare(mirrored, original)
    assert answer is not None
    assert answer[0] == "mirrored"
    assert compare(original, original) == ("same bytes", 0, 1.0)
    assert compare(fingerprint(encode(pictures[1]), item="other"), original) is None


def test_the_oldest_comes_first_whatever_the_order(pictures: list[Image.Image]) -> None:
    day = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
    copies = [
        item("recycled", CHANGES["banner and logo"](pictures[0], np.random.default_rng(1)), day + dt.timedelta(days=9)),
        item("first", pictures[0], day),
        item("undated", CHANGES["mirror"](pictures[0], np.random.default_rng(1))),
        item("alone", pictures[1], day),
    ]
    (group,) = groups(copies)
    assert group.members == ("first", "recycled", "undated")
    assert group.first_seen == day
    assert groups(list(reversed(copies))) == (group,)
    assert {pair.older for pair in group.pairs} <= {"first", "recycled"}


def test_pictures_that_show_nothing_match_nothing() -> None:
    flat = [item(name, Image.new("RGB", (300, 200), colour)) for name, colour in (("a", "black"), ("b", "grey"))]
    assert pairs(flat) == ()
    assert pairs([]) == ()


def test_frames_of_two_films(pictures: list[Image.Image]) -> None:
    film = [(float(second), of_frame(np.asarray(picture.convert("L")))) for second, picture in enumerate(pictures[:4])]
    other = [(0.0, film[2][1]), (1.0, of_frame(np.asarray(pictures[5].convert("L"))))]
    assert [(pair.older, pair.newer) for pair in shared_frames(tuple(film), tuple(other))] == [("a@2", "b@0")]


def test_without_ffmpeg_videos_are_refused_and_it_says_so(tmp_path: object) -> None:
    if video_tool() is None:
        with pytest.raises(RefusedError, match="ffmpeg is not installed"):
            frames(Path("film.mp4"))
    else:
        with pytest.raises(DataError, match="could not read"):
            frames(Path("no-such-film.mp4"))


@settings(deadline=None)  # the first picture imports the decoders
@given(st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a"]), st.binary(max_size=200))
def test_hostile_bytes_raise_nothing_but_data_errors(head: bytes, tail: bytes) -> None:
    for read in (fingerprint, read_claims):
        with pytest.raises(DataError):
            read(head + tail, item="x")


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    header = (50_000).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    with pytest.raises(DataError):
        fingerprint(bomb, item="bomb")


def with_exif(**tags: object) -> bytes:
    image = Image.new("RGB", (8, 8))
    exif = image.getexif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Maker", "Phone 7"
    detail = exif.get_ifd(ExifTags.IFD.Exif)
    detail[ExifTags.Base.DateTimeOriginal] = tags.get("time", "2026:01:08 20:30:00")
    detail[ExifTags.Base.OffsetTimeOriginal] = "+03:30"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLongitudeRef] = "N", "E"
    gps[ExifTags.GPS.GPSLatitude] = tags.get("lat", (37.0, 32.0, 44.52))
    gps[ExifTags.GPS.GPSLongitude] = tags.get("lon", (45.0, 4.0, 1.2))
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_what_a_file_claims() -> None:
    found = read_claims(with_exif(), item="x")
    assert found.taken == dt.datetime(2026, 1, 8, 17, 0, tzinfo=dt.UTC)
    assert (found.lat, found.lon) == pytest.approx((37.5457, 45.0670), abs=1e-5)
    assert found.device == "Maker Phone 7"


def test_claims_are_protected_by_default() -> None:
    found = read_claims(with_exif(), item="x")
    assert "37" not in repr(found)
    assert "Phone" not in f"{found} {found!r} {[found]}"
    assert found.public() == {"claimed_day": "2026-01-08"}


def test_claims_that_cannot_be_right_are_faults() -> None:
    assert read_claims(with_exif(time="2026:13:45 99:00:00"), item="x").faults == ("its time is no time",)
    assert "not on Earth" in read_claims(with_exif(lat=(97.0, 0.0, 0.0)), item="x").faults[0]
    zero = (0.0, 0.0, 0.0)
    assert "0, 0" in read_claims(with_exif(lat=zero, lon=zero), item="x").faults[0]


def test_a_file_without_exif_claims_nothing() -> None:
    assert read_claims(encode(Image.new("RGB", (8, 8))), item="x") == MediaClaims()
