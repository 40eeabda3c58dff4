"""The detector on shapes that nobody looked at while its shares were set, for every kind of signal."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks._shapes import held_out

from tallybook.connectivity._rules import RULES
from tallybook.connectivity._signal import SignalKind

GATES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "gates.toml").read_text("utf-8"))


@pytest.mark.parametrize("kind", sorted(RULES))
def test_outages_of_other_shapes(kind: SignalKind) -> None:
    judged, alarms = held_out(kind, range(900, 902), (1800, 3600))
    # What a kind's own rule does not call an outage is not detectable by it: of tests that volunteers run, a loss of 60 %.
    judged = [one for one in judged if one.depth > 1 - RULES[kind].enter]
    assert len(judged) == (32 if kind == "measurements" else 48)
    assert np.mean([one.found for one in judged]) >= GATES["injected"]["detected"]
    assert np.mean([one.covered for one in judged]) >= GATES["injected"]["covered"]
    assert alarms <= GATES["injected"]["false_alarms"]
