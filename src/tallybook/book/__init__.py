"""A book as a whole: settings, stages, build, derived tables, checks."""

from __future__ import annotations

from tallybook.book._add import Added, Offer, add_evidence
from tallybook.book._book import Book, Clock
from tallybook.book._build import build, load
from tallybook.book._check import Finding, check
from tallybook.book._content import Content, Coverage, Document, ItemOutcome
from tallybook.book._explaining import (
    BookDraw,
    CalibrationTold,
    PairTold,
    calibration_of,
    draws_of,
    explain_records,
    model_charts,
)
from tallybook.book._gate import publish_gate
from tallybook.book._known import changes_between, known_on
from tallybook.book._lists import (
    ColumnShown,
    ListEntered,
    TakenTable,
    enter_list,
    guessed_mapping,
    list_added,
    mapping_columns,
    not_said,
    take_table,
)
from tallybook.book._loose import LooseReading, read_files
from tallybook.book._outages import Blackout
from tallybook.book._people_records import (
    CountOn,
    EventKept,
    PersonKept,
    Persons,
    RecordKept,
    ReleaseKept,
    ReliabilityBand,
    RowFinding,
)
from tallybook.book._persons import VERDICTS
from tallybook.book._places import PlaceRead, PointCheck, StatementPlace, Whereabouts
from tallybook.book._review import ReviewPair, compare_lists, history_of, judge, person_of, review_pairs, spread_pairs
from tallybook.book._settings import BookTable, Settings, settings_text
from tallybook.book._state import Decision, ListAdded, State

__all__ = [
    "VERDICTS",
    "Added",
    "Blackout",
    "Book",
    "BookDraw",
    "BookTable",
    "CalibrationTold",
    "Clock",
    "ColumnShown",
    "Content",
    "CountOn",
    "Coverage",
    "Decision",
    "Document",
    "EventKept",
    "Finding",
    "ItemOutcome",
    "ListAdded",
    "ListEntered",
    "LooseReading",
    "Offer",
    "PairTold",
    "PersonKept",
    "Persons",
    "PlaceRead",
    "PointCheck",
    "RecordKept",
    "ReleaseKept",
    "ReliabilityBand",
    "ReviewPair",
    "RowFinding",
    "Settings",
    "State",
    "StatementPlace",
    "TakenTable",
    "Whereabouts",
    "add_evidence",
    "build",
    "calibration_of",
    "changes_between",
    "check",
    "compare_lists",
    "draws_of",
    "enter_list",
    "explain_records",
    "guessed_mapping",
    "history_of",
    "judge",
    "known_on",
    "list_added",
    "load",
    "mapping_columns",
    "model_charts",
    "not_said",
    "person_of",
    "publish_gate",
    "read_files",
    "review_pairs",
    "settings_text",
    "spread_pairs",
    "take_table",
]
