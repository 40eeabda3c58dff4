"""Adding files to a book and seeing that it is whole, for the tests of bad input and of interruptions."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.command import run

GOOD = "At least 40 people were killed in Ardava on Monday, the Ardava Rights Centre said.\n"


def added(book: Path, *paths: Path, expect: int | None = None) -> dict[str, dict[str, object]]:
    """What ``add --json`` says of each file, by name."""
    done = run("add", book, *paths, "--json", home=book.parent / "home", expect=expect)
    return {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}


def assert_whole(book: Path) -> None:
    run("build", book, home=book.parent / "home")
    assert "The book is whole." in run("check", book, home=book.parent / "home").stdout


def items_of(book: Path) -> set[str]:
    """The ids of a book's items."""
    listed = run("show", book, "--evidence", "--json", home=book.parent / "home").stdout
    return {json.loads(line)["id"] for line in listed.splitlines()}
