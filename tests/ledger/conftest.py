"""Writers with known keys, a clock that ticks, and a fresh ledger on a quick disk."""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tallybook.ledger import Ledger, WriterKey


class Ticking:
    """A clock that moves by ``step`` at every reading."""

    def __init__(self, start: dt.datetime | None = None, step: dt.timedelta = dt.timedelta(seconds=1)) -> None:
        self.now = start or dt.datetime(2026, 1, 13, 10, tzinfo=dt.UTC)
        self.step = step

    def __call__(self) -> dt.datetime:
        self.now += self.step
        return self.now


ANA = WriterKey.from_seed(b"a" * 32, "Ana")
BO = WriterKey.from_seed(b"b" * 32, "بهرام")
CY = WriterKey.from_seed(b"c" * 32, "Cy")


MEMORY = Path("/dev/shm")


@contextlib.contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder on a memory disk where there is one: what these tests kill is processes and made-up disks, never the machine."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    with quick_folder() as folder:
        yield folder


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger(path: Path, clock: Ticking) -> Iterator[Ledger]:
    with Ledger.create(path, writer=ANA, clock=clock) as made:
        yield made
