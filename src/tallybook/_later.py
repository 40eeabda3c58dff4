"""Parts of a room that are imported on first use (PEP 562), so that a command waits only for the libraries it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module


def later(room: str, modules: Mapping[str, str]) -> Callable[[str], object]:
    """The ``__getattr__`` of a room: ``modules`` names the module of each public name that waits. Raises ``AttributeError``."""

    def find(name: str) -> object:
        if name not in modules:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(import_module(f"{room}.{modules[name]}"), name)

    return find
