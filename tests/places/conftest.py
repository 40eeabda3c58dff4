from __future__ import annotations

import pytest

from tallybook.places import Pack, open_core


@pytest.fixture(scope="session")
def core() -> Pack:
    return open_core()
