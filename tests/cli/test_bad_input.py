"""Bad input: each item gets a clear outcome, the others go on, the book stays whole and nothing acknowledged is lost."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.command import run

GOOD = "At least 40 people were killed in Ardava on Monday, the Ardava Rights Centre said.\n"


@pytest.fixture
def book(new_book: Path) -> Path:
    return new_book


def added(book: Path, *paths: Path, expect: int | None = None) -> dict[str, dict[str, object]]:
    """What ``add --json`` says of each file, by name."""
    done = run("add", book, *paths, "--json", home=book.parent / "home", expect=expect)
    return {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}


def assert_whole(book: Path) -> None:
    run("build", book, home=book.parent / "home")
    assert "The book is whole." in run("check", book, home=book.parent / "home").stdout


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


def test_two_commands_at_once_both_keep_what_they_acknowledged(book: Path, tmp_path: Path) -> None:
    for side in ("left", "right"):
        (tmp_path / side).mkdir()
        for number in range(15):
            (tmp_path / side / f"{number}.txt").write_text(f"{side} {number}: {GOOD}", encoding="utf-8")
    environment = {**os.environ, "TALLYBOOK_HOME": str(tmp_path / "home")}
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "tallybook", "add", book, tmp_path / side, "--json"],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for side in ("left", "right")
    ]
    acknowledged = []
    for process in both:
        output, _ = process.communicate(timeout=120)
        acknowledged += [json.loads(line)["item"] for line in output.splitlines()]
    assert len(acknowledged) == 30
    assert_whole(book)
    assert set(acknowledged) == items_of(book)


def items_of(book: Path) -> set[str]:
    """The ids of a book's items."""
    listed = run("show", book, "--evidence", "--json", home=book.parent / "home").stdout
    return {json.loads(line)["id"] for line in listed.splitlines()}


@pytest.mark.fault
def test_a_full_disk_is_named_and_the_book_stays_whole(book: Path, tmp_path: Path) -> None:
    (tmp_path / "small.txt").write_text(GOOD, encoding="utf-8")
    first = added(book, tmp_path / "small.txt", expect=0)
    (tmp_path / "large.txt").write_text(GOOD * 40_000, encoding="utf-8")

    def small_files_only() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    environment = {**os.environ, "TALLYBOOK_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-m", "tallybook", "add", book, tmp_path / "large.txt"],
        env=environment, capture_output=True, text=True, timeout=120, check=False, preexec_fn=small_files_only,
    )  # fmt: skip
    assert done.returncode == 1
    assert "storage" in done.stderr
    assert_whole(book)
    assert items_of(book) == {str(row["item"]) for row in first.values()}


@pytest.mark.fault
@pytest.mark.parametrize("delay", [0.3, 0.6, 0.9, 1.2])
def test_killed_while_adding_the_book_stays_whole(book: Path, tmp_path: Path, delay: float) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number}.txt").write_text(f"{number}: {GOOD}", encoding="utf-8")
    environment = {**os.environ, "TALLYBOOK_HOME": str(tmp_path / "home")}
    with subprocess.Popen(
        [sys.executable, "-m", "tallybook", "add", book, folder], env=environment, stdout=subprocess.DEVNULL
    ) as process:
        try:
            process.wait(timeout=delay)
        except subprocess.TimeoutExpired:
            process.kill()
    assert_whole(book)
    results = added(book, folder, expect=0)
    assert len(results) == 400
    assert_whole(book)
