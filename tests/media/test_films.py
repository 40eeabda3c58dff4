"""Films by sampled frames. The films are made here with ffmpeg; without it these tests skip, saying so."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest
from benchmarks.media import invented
from PIL import Image

from tallybook.errors import DataError
from tallybook.media import Copy, Work, copies, frames, media_kind, read_media, video_tool

pytestmark = pytest.mark.skipif(video_tool() is None, reason="ffmpeg is not installed")

SIZE = (320, 240)
DAY = dt.datetime(2031, 3, 1, tzinfo=dt.UTC)


def ffmpeg(*arguments: str) -> None:
    subprocess.run([str(video_tool()), "-nostdin", "-v", "error", "-y", *arguments], check=True)


def film(folder: Path, name: str, seeds: list[int]) -> Path:
    """A film of still pictures, four seconds each."""
    stills = folder / f"{name}-stills"
    stills.mkdir()
    for number, seed in enumerate(seeds):
        picture(seed).save(stills / f"{number}.png")
    out = folder / f"{name}.mp4"
    ffmpeg("-framerate", "1/4", "-i", f"{stills}/%d.png", "-r", "10", "-pix_fmt", "yuv420p", str(out))
    return out


def picture(seed: int) -> Image.Image:
    return invented(seed, 384).resize(SIZE)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film(tmp_path_factory.mktemp("film"), "original", [1, 2, 3, 4])


def changed(original: Path, name: str, *arguments: str) -> Path:
    out = original.with_name(f"{name}.mp4")
    ffmpeg("-i", str(original), *arguments, str(out))
    return out


def work(path: Path, day: int) -> Work:
    return Work(path.stem, DAY + dt.timedelta(days=day), read_media(path, item=path.name))


def test_frames_are_taken_every_two_seconds(original: Path) -> None:
    assert [second for second, _ in frames(original)] == [0, 2, 4, 6, 8, 10, 12, 14]
    assert len(frames(original, most=3)) == 3


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("smaller", ["-vf", "scale=160:120", "-crf", "35"]),
        ("mirrored", ["-vf", "hflip"]),
        ("cropped", ["-vf", "crop=iw*0.85:ih*0.85"]),
        ("upright", ["-vf", "pad=iw:iw*16/9:0:(oh-ih)/2"]),
        ("later", ["-ss", "4"]),
    ],
)
def test_a_changed_film_is_the_older_one_again(original: Path, name: str, arguments: list[str]) -> None:
    copy = changed(original, name, *arguments)
    found = copies([work(copy, 5), work(original, 0)])
    assert [(pair.older, pair.newer) for pair in found] == [("original", name)]
    assert len(found[0].at) >= 4
    apart = {round((older or 0) - (newer or 0)) for older, newer in found[0].at}
    assert apart <= ({2, 4, 6} if name == "later" else {-2, 0, 2})


def test_different_films_and_one_shared_frame_are_no_copy(original: Path, tmp_path: Path) -> None:
    other = film(tmp_path, "other", [5, 6, 7, 8])
    shared = ["-framerate", "1/2", "-i", f"{tmp_path}/mix/%d.png", "-r", "10", "-pix_fmt", "yuv420p"]
    (tmp_path / "mix").mkdir()
    for number, seed in enumerate([2, 9, 10]):
        picture(seed).save(tmp_path / "mix" / f"{number}.png")
    ffmpeg(*shared, str(tmp_path / "mix.mp4"))
    assert copies([work(original, 0), work(other, 1), work(tmp_path / "mix.mp4", 2)]) == ()


def test_a_still_out_of_a_film_is_found(original: Path, tmp_path: Path) -> None:
    still = tmp_path / "still.jpg"
    picture(3).save(still, quality=60)
    (pair,) = copies([work(original, 0), work(still, 1)])
    assert (pair.older, pair.newer) == ("original", "still")
    assert pair.at[0][0] in (8, 10)
    assert pair.at[0][1] is None


def test_a_film_of_nothing_has_no_frames(tmp_path: Path) -> None:
    black = tmp_path / "black.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=black:s=320x240:d=6", str(black))
    assert frames(black) == ()


def test_other_containers_and_a_short_film(tmp_path: Path) -> None:
    for ending in ("mkv", "webm", "avi", "mov", "ogv", "flv", "mpg"):
        path = tmp_path / f"film.{ending}"
        ffmpeg("-f", "lavfi", "-i", "testsrc=s=320x240:d=1:r=25", str(path))
        assert media_kind(path.read_bytes()[:16]) == "film", ending
        assert [second for second, _ in frames(path)] == [0.0], ending


def test_a_playlist_does_not_open_other_files(original: Path, tmp_path: Path) -> None:
    parts = tmp_path / "parts.mp4"
    parts.write_text(f"ffconcat version 1.0\nfile '{original}'\n", encoding="utf-8")
    stream = tmp_path / "stream.mp4"
    stream.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://{original}\n#EXT-X-ENDLIST\n", encoding="utf-8")
    for path in (parts, stream):
        with pytest.raises(DataError, match="could not read"):
            frames(path)


def test_a_cut_off_film_is_read_as_far_as_it_goes_or_refused(original: Path, tmp_path: Path) -> None:
    torn = tmp_path / "torn.mp4"
    torn.write_bytes(original.read_bytes()[:2000])
    with pytest.raises(DataError, match="could not read"):
        frames(torn)


def test_copies_are_the_same_in_every_order(original: Path) -> None:
    works = [work(original, 0), work(changed(original, "again", "-vf", "hflip"), 1)]
    assert copies(works) == copies(works[::-1])
    assert all(isinstance(pair, Copy) for pair in copies(works))
