"""Running the real command line in a process of its own, as a user does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def run(*arguments: str | Path, home: Path, expect: int | None = 0, timeout: float = 120.0) -> subprocess.CompletedProcess[str]:
    """Run ``tallybook ARGUMENTS`` with ``home`` as the user's own folder; ``expect`` is the exit code, None for any."""
    environment = {**os.environ, "TALLYBOOK_HOME": str(home), "COLUMNS": "200", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "tallybook", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", env=environment, timeout=timeout, check=False,
    )  # fmt: skip
    if expect is not None:
        assert done.returncode == expect, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def copied(place: Path, to: Path) -> Path:
    """Copy a folder with a book, its writer's home and whatever else lies there into ``to``; the copy of the book."""
    shutil.copytree(place, to, dirs_exist_ok=True)
    return to / "book"
