"""What a command waits for before it begins."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("duckdb", "jinja2", "lxml", "numpy", "PIL", "pyarrow", "rapidfuzz", "scipy", "shapely", "splink", "trafilatura")


def test_every_command_starts_without_what_few_commands_need() -> None:
    code = f"import sys, tallybook.cli; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
