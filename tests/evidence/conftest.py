"""Converters shared by this room's tests: starting the helper costs a second."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from tallybook.evidence import Conversion, Converters, Item, Limits
from tallybook.evidence._formats import load

MIB = 1 << 20
# Bytes are tight and time is ample: on a slow machine, too, a misdeed with memory ends for its memory.
TIGHT = Limits(size=8 * MIB, memory=256 * MIB, cpu=60, wall=120, output=2 * MIB)
HASTY = Limits(size=8 * MIB, memory=256 * MIB, cpu=1, wall=1.8, output=2 * MIB)


class ConvertBytes(Protocol):
    def __call__(self, data: bytes, name: str) -> Conversion: ...


@pytest.fixture(scope="session", autouse=True)
def formats() -> None:
    """Register the formats in the test process too, for the tests of single functions."""
    load()


@pytest.fixture(scope="session")
def converters() -> Iterator[Converters]:
    with Converters(Limits(), workers=1) as running:
        yield running


@pytest.fixture(scope="session")
def tight() -> Iterator[Converters]:
    """Tight limits of size, and the misbehaving converters of ``hostile``."""
    with Converters(TIGHT, workers=1, modules=("tests.evidence.hostile",)) as running:
        yield running


@pytest.fixture(scope="session")
def hasty() -> Iterator[Converters]:
    """Tight limits of time as well."""
    with Converters(HASTY, workers=1, modules=("tests.evidence.hostile",)) as running:
        yield running


@pytest.fixture
def converted(converters: Converters, tmp_path: Path) -> ConvertBytes:
    """Write bytes to a file of that name and convert it in the child."""

    def run(data: bytes, name: str) -> Conversion:
        path = tmp_path / name
        path.write_bytes(data)
        return converters.convert(Item(path=path, name=name))

    return run
