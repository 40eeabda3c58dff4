"""Fixtures that every room's tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The developers' shared data, which are no part of the product. Tests that need them skip where they are missing."""
    if not SHARED.is_dir():
        pytest.skip("the developers' shared data are not beside this checkout")
    return SHARED
