"""The documentation names every flag, rule, finding and grade; the public names are gathered in one sorted list."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import tallybook.tolls
from tallybook.model import Corroboration, FlagKind
from tallybook.tolls import Rules

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "tolls.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`(\w+)`", PAGE))


def test_every_flag_is_documented_with_an_example() -> None:
    section = PAGE.split("## Flags")[1].split("\n## ")[0]
    assert set(get_args(FlagKind)) <= set(re.findall(r"`(\w+)`", section))


def test_every_rule_and_every_grade_is_documented() -> None:
    section = PAGE.split("## Rules")[1].split("\n## ")[0]
    assert set(Rules.__struct_fields__) <= set(re.findall(r"`(\w+)`", section))
    assert set(get_args(Corroboration)) <= NAMED


def test_every_finding_of_the_gate_is_documented() -> None:
    code = (Path(tallybook.tolls.__file__).parent / "_publish.py").read_text(encoding="utf-8")
    used = set(re.findall(r'"(figure_not_in_document|harm_not_in_document|text_\w+|stale|part_exceeds_total|round_count)"', code))
    assert len(used) == 7
    assert used <= NAMED


def test_public_names_are_sorted_and_real() -> None:
    names = tallybook.tolls.__all__
    assert names == sorted(names)
    assert all(hasattr(tallybook.tolls, name) for name in names)
