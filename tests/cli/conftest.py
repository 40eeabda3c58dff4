"""Books that many tests begin with: made once by the commands, then copied for each test, which changes its own copy alone.

A book knows nothing of where it lies, so a copy is as good as the first. The writer's key lies beside it and is copied too.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import copied, run


@pytest.fixture(scope="session")
def new_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty book, as ``tallybook new`` makes it, and its writer's home."""
    place = tmp_path_factory.mktemp("new")
    run("new", place / "book", "--title", "Ardava", home=place / "home")
    return place


@pytest.fixture
def new_book(new_place: Path, tmp_path: Path) -> Path:
    """An empty book of the test's own; its writer's home is ``home`` beside it."""
    return copied(new_place, tmp_path)
