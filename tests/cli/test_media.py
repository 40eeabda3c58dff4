"""Pictures and films of a book from the command line."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from benchmarks.media import invented
from PIL import ExifTags, ImageOps

from tallybook.media import video_tool
from tests.cli.command import run


@pytest.fixture
def book(new_book: Path) -> Path:
    return new_book


def add(book: Path, path: Path, day: str) -> None:
    run("add", book, path, "--published", day, home=book.parent / "home", expect=None)


def test_an_old_picture_shown_again_is_named_with_its_first_day(book: Path, tmp_path: Path) -> None:
    old = invented(1, 384)
    exif = old.getexif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Maker", "Phone 7"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2031:02:01 20:30:00"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps.update({ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLongitudeRef: "E"})
    gps.update({ExifTags.GPS.GPSLatitude: (37.0, 32.0, 44.52), ExifTags.GPS.GPSLongitude: (45.0, 4.0, 1.2)})
    old.save(tmp_path / "old.jpg", exif=exif, quality=90)
    ImageOps.mirror(old).save(tmp_path / "new.jpg", quality=60)
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    for name, day in (("new.jpg", "2031-03-09"), ("old.jpg", "2031-03-01"), ("broken.jpg", "2031-03-02")):
        add(book, tmp_path / name, day)
    home = tmp_path / "home"
    shown = run("media", "show", book, home=home).stdout
    assert "new.jpg (published 2031-03-09) shows old.jpg (published 2031-03-01): mirrored" in shown
    assert "! broken.jpg: the file is no image that can be read." in shown
    assert "old.jpg: its file claims 2031-02-01" in shown
    as_json = run("media", "show", book, "--json", home=home).stdout
    assert "Phone" not in shown + as_json
    assert "37.5" not in shown + as_json
    items = {one["name"]: one["item"] for one in json.loads(as_json)["items"]}
    claims = run("media", "claims", book, items["old.jpg"], home=home).stdout
    assert claims.startswith("Protected.")
    assert "position: 37.5457, 45.067" in claims
    assert "no such item" in run("media", "claims", book, "it_0", home=home, expect=1).stderr


def test_claims_are_not_in_what_a_build_writes(book: Path, tmp_path: Path) -> None:
    picture = invented(2, 256)
    exif = picture.getexif()
    exif[ExifTags.Base.Model] = "Phone 7"
    picture.save(tmp_path / "picture.jpg", exif=exif)
    add(book, tmp_path / "picture.jpg", "2031-03-01")
    run("media", "show", book, home=tmp_path / "home")
    run("build", book, home=tmp_path / "home")
    run("report", book, "-o", tmp_path / "report.html", home=tmp_path / "home")
    assert b"Phone 7" not in (book / "derived.sqlite").read_bytes()
    assert "Phone 7" not in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.skipif(video_tool() is None, reason="ffmpeg is not installed")
def test_a_film_that_holds_an_old_picture(book: Path, tmp_path: Path) -> None:
    for number in range(3):
        invented(number, 384).resize((320, 240)).save(tmp_path / f"{number}.png")
    film = tmp_path / "film.mp4"
    command = [
        str(video_tool()),
        "-v",
        "error",
        "-framerate",
        "1/4",
        "-i",
        f"{tmp_path}/%d.png",
        "-r",
        "10",
        "-pix_fmt",
        "yuv420p",
        str(film),
    ]
    subprocess.run(command, check=True)
    add(book, tmp_path / "1.png", "2031-03-01")
    add(book, film, "2031-03-05")
    shown = run("media", "show", book, home=tmp_path / "home").stdout
    assert "1 pictures, 1 films, 1 pairs" in shown
    assert "film.mp4 (published 2031-03-05) shows 1.png (published 2031-03-01)" in shown
    assert "0 s = 4 s" in shown
