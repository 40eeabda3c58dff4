"""Bad input: each item gets a clear outcome, the others go on, the book stays whole and nothing acknowledged is lost."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.adding import GOOD, added, assert_whole
from tests.cli.command import run


@pytest.fixture
def book(new_book: Path) -> Path:
    return new_book


def make_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inner.txt", GOOD)


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty.txt": (lambda path: path.write_bytes(b""), "empty"),
    "zipped.html": (make_zip, "not_recognised"),
    "invalid.txt": (lambda path: path.write_bytes(b"Three dead \xff\xfe\xfa in the north \x81\x8d"), "damaged"),
    "noise.pdf": (lambda path: path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 8), "damaged"),
    "cut.jsonl": (
        lambda path: path.write_text('{"id": "1", "text": "Ten people died."}\n{"id": "2", "te', encoding="utf-8"),
        "partly",
    ),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_gets_its_outcome_and_the_good_one_is_read(book: Path, tmp_path: Path, name: str) -> None:
    make, outcome = BAD[name]
    make(tmp_path / name)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    results = added(book, tmp_path / name, tmp_path / "good.txt")
    assert results[name]["outcome"] == outcome
    assert results[name]["detail"]
    assert results[name]["preserved"] is True
    assert results["good.txt"]["outcome"] == "ok"
    assert_whole(book)


def test_utf16_is_read(book: Path, tmp_path: Path) -> None:
    (tmp_path / "wide.txt").write_text(GOOD, encoding="utf-16")
    assert added(book, tmp_path / "wide.txt", expect=0)["wide.txt"]["outcome"] == "ok"
    run("build", book, home=tmp_path / "home")
    assert "40" in run("show", book, home=tmp_path / "home").stdout


def test_a_file_of_200_mb_is_preserved_and_said_to_be_too_large(book: Path, tmp_path: Path) -> None:
    with (tmp_path / "huge.html").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    results = added(book, tmp_path / "huge.html", tmp_path / "good.txt")
    assert results["huge.html"]["outcome"] == "too_large"
    assert results["good.txt"]["outcome"] == "ok"
    assert_whole(book)


def test_a_folder_that_loops_is_named_and_the_rest_goes_in(book: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "back").symlink_to(folder, target_is_directory=True)
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    results = added(book, folder)
    assert any(row["outcome"] in ("loop", "link") for row in results.values())
    assert any(name.endswith("good.txt") and row["outcome"] == "ok" for name, row in results.items())
    assert_whole(book)


def test_a_missing_file_is_named_and_the_rest_goes_in(book: Path, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    results = added(book, tmp_path / "gone.txt", tmp_path / "good.txt", expect=1)
    assert results["gone.txt"]["preserved"] is False
    assert results["good.txt"]["outcome"] == "ok"
    assert_whole(book)
