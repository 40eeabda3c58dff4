"""The room's public face: sorted, complete, documented, and cheap to import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import get_args

import tallybook.evidence
from tallybook.evidence import MEANINGS, Outcome

DOCS = Path(__file__).parents[2] / "docs" / "evidence.md"


def test_all_names_are_there_and_sorted() -> None:
    names = tallybook.evidence.__all__
    assert sorted(names) == sorted(set(names))
    assert all(hasattr(tallybook.evidence, name) for name in names)
    public = {name for name in vars(tallybook.evidence) if not name.startswith("_") and name != "annotations"}
    assert public == set(names)


def test_importing_the_room_imports_no_parser() -> None:
    script = (
        "import sys, tallybook.evidence\n"
        "print(*[name for name in ('trafilatura', 'lxml', 'pypdfium2', 'python_calamine', 'tallybook.evidence._formats') "
        "if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == ""


def test_every_outcome_has_a_meaning_and_is_documented() -> None:
    assert set(MEANINGS) == set(get_args(Outcome))
    text = DOCS.read_text(encoding="utf-8")
    for outcome in MEANINGS:
        assert f"`{outcome}`" in text
