"""Numbers near words of harm that count no victim: sentences of our own, each with the figures that do count victims, mostly none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.helpers import stated

_LINES = (Path(__file__).parent / "no_victims.txt").read_text(encoding="utf-8").splitlines()
_CASES = [tuple(line.split(" || ")) for line in _LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("text", "figures"), _CASES, ids=[str(index) for index in range(len(_CASES))])
def test_only_victims_are_read(text: str, figures: str) -> None:
    wanted = [] if figures == "-" else figures.split("; ")
    assert sorted(f"{each.quantity.printed} {each.harm.label}" for each in stated(text)) == sorted(wanted)
