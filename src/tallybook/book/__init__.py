"""A book as a whole: settings, stages, build, derived tables, checks."""

from __future__ import annotations

from tallybook.book._add import Added, Offer, add_evidence
from tallybook.book._book import Book, Clock
from tallybook.book._build import build, load
from tallybook.book._check import Finding, check
from tallybook.book._content import Content, Coverage, Document, ItemOutcome
from tallybook.book._gate import publish_gate
from tallybook.book._known import changes_between, known_on
from tallybook.book._loose import LooseReading, read_files
from tallybook.book._outages import Blackout
from tallybook.book._places import PlaceRead, PointCheck, StatementPlace, Whereabouts
from tallybook.book._settings import BookTable, Settings, settings_text
from tallybook.book._state import Decision, State

__all__ = [
    "Added",
    "Blackout",
    "Book",
    "BookTable",
    "Clock",
    "Content",
    "Coverage",
    "Decision",
    "Document",
    "Finding",
    "ItemOutcome",
    "LooseReading",
    "Offer",
    "PlaceRead",
    "PointCheck",
    "Settings",
    "State",
    "StatementPlace",
    "Whereabouts",
    "add_evidence",
    "build",
    "changes_between",
    "check",
    "known_on",
    "load",
    "publish_gate",
    "read_files",
    "settings_text",
]
