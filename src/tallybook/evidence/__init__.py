"""Bytes in: the object store, the walk over files, and converters that run in limited child processes."""

from __future__ import annotations

from tallybook.evidence._child._limits import isolate
from tallybook.evidence._converters import Converters, convert
from tallybook.evidence._fs import Fs
from tallybook.evidence._intake import intake
from tallybook.evidence._names import data_name, show_name
from tallybook.evidence._outcomes import MEANINGS
from tallybook.evidence._records import Conversion, ConvertedDocument, Item, Limits, Outcome, PassageDraft
from tallybook.evidence._store import Finding, ObjectStore, Stored
from tallybook.evidence._walk import Found, Trouble, walk

__all__ = [
    "MEANINGS",
    "Conversion",
    "ConvertedDocument",
    "Converters",
    "Finding",
    "Found",
    "Fs",
    "Item",
    "Limits",
    "ObjectStore",
    "Outcome",
    "PassageDraft",
    "Stored",
    "Trouble",
    "convert",
    "data_name",
    "intake",
    "isolate",
    "show_name",
    "walk",
]
