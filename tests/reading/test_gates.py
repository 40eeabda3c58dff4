"""The reader's accuracy on the developers' gold must not fall below the floors that are pinned here."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tools.read_gold import main

GATES = tomllib.loads((Path(__file__).parent / "gates.toml").read_text(encoding="utf-8"))
AT_MOST = {"bound flips", "magnitude errors", "decoys taken", "ungrounded"}
SCORERS = {"dev": "score.py", "sample": "score.py", "isaf": "score_isaf.py"}


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(GATES))
def test_the_gate_holds(name: str, shared: Path, tmp_path: Path) -> None:
    gate = dict(GATES[name])
    gold = shared / gate.pop("file")
    assert hashlib.sha256(gold.read_bytes()).hexdigest() == gate.pop("sha256"), "the floor was measured on another file"
    main(gold, tmp_path / "read.jsonl")
    command = [sys.executable, str(shared / "gold" / SCORERS[name]), str(gold), str(tmp_path / "read.jsonl")]
    result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    fallen = {measure: result[measure] for measure, floor in gate.items() if _below(measure, result[measure], floor)}
    assert not fallen


def _below(measure: str, value: float, floor: float) -> bool:
    return value > floor if measure in AT_MOST else value < floor
