"""The accuracy gate on the demo's documents: floors beside the digest of the annotation; they only rise."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from tests.examples.scoring import FOLDER, score
from tests.examples.test_examples import listed

PINNED = tomllib.loads(Path(__file__).with_name("gates.toml").read_text(encoding="utf-8"))


def test_the_annotation_is_the_one_that_the_floors_were_measured_on() -> None:
    assert hashlib.sha256((FOLDER / "expected.jsonl").read_bytes()).hexdigest() == PINNED["sha256"]


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    return score(listed())


@pytest.mark.parametrize("name", sorted(PINNED["floors"]))
def test_no_figure_falls_below_its_floor(measured: dict[str, float], name: str) -> None:
    assert measured[name] >= PINNED["floors"][name]


def test_every_statement_survives_conversion(measured: dict[str, float]) -> None:
    assert measured["lost by conversion"] == 0


def test_few_decoys_are_taken(measured: dict[str, float]) -> None:
    assert measured["decoys"] <= PINNED["ceilings"]["decoys"]
