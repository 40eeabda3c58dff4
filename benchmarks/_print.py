"""Printing a benchmark's result as a small table, with what it ran on."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Mapping

from tallybook import __version__


def print_result(name: str, result: Mapping[str, object]) -> None:
    """One line a figure; nested figures are named by their path."""
    print(
        f"{name}: tallybook {__version__}, Python {platform.python_version()}, {os.cpu_count()} cores, {dt.datetime.now(dt.UTC):%Y-%m-%d}"
    )
    for label, value in _flat(result, ""):
        print(f"  {label:<52} {value}")


def _flat(result: Mapping[str, object], prefix: str) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = []
    for label, value in result.items():
        name = f"{prefix}{label}"
        rows += _flat(value, f"{name}: ") if isinstance(value, Mapping) else [(name, value)]
    return rows
