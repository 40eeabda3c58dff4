"""Reads the pinned floors, and refuses a corpus that is not the one they were measured on."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

_PINS = Path(__file__).with_name("gates.toml")


def pinned(gate: str, shared: Path) -> dict[str, Any]:
    """The floors of a gate, once every file's digest has been checked."""
    with _PINS.open("rb") as file:
        floors: dict[str, Any] = tomllib.load(file)[gate]
    for name, digest in floors.get("files", {}).items():
        found = hashlib.sha256((shared / "data" / "people" / name).read_bytes()).hexdigest()
        assert found == digest, f"{name} is not the file that the floors of {gate} were measured on"
    return floors
