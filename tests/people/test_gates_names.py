"""Accuracy gate: a Latin name must find its own Persian form first among 5,000."""

from __future__ import annotations

import csv
import gzip
import random
from pathlib import Path

import pytest

from tallybook.people import fold, likeliest
from tests.people.gates import pinned


def _letters(name: str) -> str:
    return fold(name).text.replace(" ", "")


@pytest.mark.shared
def test_the_right_persian_name_comes_first(shared: Path) -> None:
    floors = pinned("names", shared)
    with gzip.open(shared / "data/people/persian_latin_names.csv.gz", "rt", encoding="utf-8") as file:
        pairs = [(row["latin"], row["persian"]) for row in csv.DictReader(file)]
    right = asked = 0
    for seed in (1, 2, 3, 4):
        drawn = random.Random(seed).sample(pairs, 5000)
        pool = sorted({persian for _, persian in drawn})
        found = likeliest([latin for latin, _ in drawn[:1000]], pool)
        for (_, persian), ranked in zip(drawn, found, strict=False):
            # two ways of typing the same letters are one name
            right += _letters(pool[ranked[0][0]]) == _letters(persian)
            asked += 1
    assert asked == 4000
    assert right / asked >= floors["right_first"]
