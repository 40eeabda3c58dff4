"""Fixtures that every room's tests share."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

SHARED = Path(__file__).resolve().parents[2] / "shared"

_BYTECODE = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a folder for compiled code where the machine forbids to keep any, as images of containers often do.

    The tests start the command line more than a thousand times. With nothing kept, each of these processes compiles every
    module again, which takes three times as long as all else that it does. The workers of xdist inherit the folder.
    """
    settings.register_profile("tallybook", deadline=None)  # a busy machine fails no example for its time
    settings.load_profile("tallybook")
    if not sys.dont_write_bytecode:
        return
    folder = tempfile.mkdtemp(prefix="tallybook-tests-bytecode-")
    config.stash[_BYTECODE] = folder
    os.environ["PYTHONPYCACHEPREFIX"] = folder
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # it may also have been said by -B
    sys.pycache_prefix, sys.dont_write_bytecode = folder, False


def pytest_unconfigure(config: pytest.Config) -> None:
    """Nothing that was compiled survives the run."""
    if _BYTECODE in config.stash:
        shutil.rmtree(config.stash[_BYTECODE], ignore_errors=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The developers' shared data, which are no part of the product. Tests that need them skip where they are missing."""
    if not SHARED.is_dir():
        pytest.skip("the developers' shared data are not beside this checkout")
    return SHARED
