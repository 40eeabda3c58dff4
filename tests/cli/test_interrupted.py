"""Interruptions: two writers at once, a full disk, a kill. The book stays whole and nothing acknowledged is lost."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.adding import GOOD, added, assert_whole, items_of


@pytest.fixture
def book(new_book: Path) -> Path:
    return new_book


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
