"""The commands. Each module adds its own to the one application."""

from __future__ import annotations

from tallybook.cli import _books, _connectivity, _decisions, _demo, _languages, _linkage, _lists, _people, _read, _results
from tallybook.cli._app import app, main

COMMANDS = (_books, _connectivity, _decisions, _demo, _languages, _linkage, _lists, _people, _read, _results)

__all__ = ["COMMANDS", "app", "main"]
