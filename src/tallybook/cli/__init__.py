"""The commands. Each module adds its own to the one application."""

from __future__ import annotations

from tallybook.cli import (  # noqa: F401 - each registers its commands
    _aggregates,
    _books,
    _changes,
    _connectivity,
    _decisions,
    _demo,
    _languages,
    _linkage,
    _lists,
    _media,
    _packs,
    _people,
    _places,
    _read,
    _results,
)
from tallybook.cli._app import app, main

__all__ = ["app", "main"]
