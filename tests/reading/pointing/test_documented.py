"""Every code that a user can meet stands in docs/model.md."""

from __future__ import annotations

import re
from pathlib import Path

import tallybook
from tallybook.reading.pointing._ground import DETAILS
from tallybook.reading.pointing._point import _DETAILS
from tallybook.reading.pointing._route import OPEN

ROOT = Path(tallybook.__file__).parent
PAGE = (Path(__file__).resolve().parents[3] / "docs" / "model.md").read_text(encoding="utf-8")


def missing(codes: set[str]) -> list[str]:
    return sorted(code for code in codes if f"`{code}`" not in PAGE)


def test_codes_of_claims() -> None:
    assert missing({*DETAILS, *_DETAILS}) == []


def test_reasons_to_ask() -> None:
    assert missing({*OPEN, "unread", "no_origin"}) == []


def test_outcomes_of_questions() -> None:
    files = [*(ROOT / "reading" / "pointing").glob("*.py"), ROOT / "book" / "_pointing.py"]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    outcomes = set(re.findall(r'outcome="(\w+)"', source))
    assert {"answered", "redirected", "no_record", "not_asked"} <= outcomes
    assert missing({*outcomes, "empty", "not_json", "not_as_asked"}) == []
