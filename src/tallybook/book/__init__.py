"""A book as a whole: settings, stages, build, derived tables, checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tallybook._later import later
from tallybook.book._add import Added, Offer, add_evidence
from tallybook.book._aggregate import decide_aggregate, try_aggregate
from tallybook.book._book import Book, Clock
from tallybook.book._build import build, load
from tallybook.book._check import Finding, check
from tallybook.book._compare import Compared, Judged, Piece, Words, compare_moments
from tallybook.book._content import Content, Coverage, Document, ItemOutcome, ModelHelp
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
from tallybook.book._knowable import Knowable, knowable
from tallybook.book._known import known_on
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
from tallybook.book._loose import LooseReading, point_file, read_files, route_files
from tallybook.book._moments import EntryShown, Moment, entries_of, find_moment
from tallybook.book._outages import Blackout
from tallybook.book._people_records import (
    CountOn,
    EventKept,
    PersonKept,
    Persons,
    RecordKept,
    ReleaseKept,
    RowFinding,
)
from tallybook.book._persons import VERDICTS
from tallybook.book._places import PlaceRead, PointCheck, StatementPlace, Whereabouts
from tallybook.book._pointing import Helper
from tallybook.book._review import ReviewPair, compare_lists, history_of, judge, person_of, review_pairs, spread_pairs
from tallybook.book._settings import BookTable, ModelTable, Settings, settings_text
from tallybook.book._state import Decision, ListAdded, State

if TYPE_CHECKING:
    from tallybook.book._gazetteer import PackFiles, PackMade, build_country_pack
    from tallybook.book._geopoints import read_points
    from tallybook.book._media import MediaFound, MediaItem, claims_of, find_media

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
    "Compared",
    "Content",
    "CountOn",
    "Coverage",
    "Decision",
    "Document",
    "EntryShown",
    "EventKept",
    "Finding",
    "Helper",
    "ItemOutcome",
    "Judged",
    "Knowable",
    "ListAdded",
    "ListEntered",
    "LooseReading",
    "MediaFound",
    "MediaItem",
    "ModelHelp",
    "ModelTable",
    "Moment",
    "Offer",
    "PackFiles",
    "PackMade",
    "PairTold",
    "PersonKept",
    "Persons",
    "Piece",
    "PlaceRead",
    "PointCheck",
    "RecordKept",
    "ReleaseKept",
    "ReviewPair",
    "RowFinding",
    "Settings",
    "State",
    "StatementPlace",
    "TakenTable",
    "Whereabouts",
    "Words",
    "add_evidence",
    "build",
    "build_country_pack",
    "calibration_of",
    "check",
    "claims_of",
    "compare_lists",
    "compare_moments",
    "decide_aggregate",
    "draws_of",
    "enter_list",
    "entries_of",
    "explain_records",
    "find_media",
    "find_moment",
    "guessed_mapping",
    "history_of",
    "judge",
    "knowable",
    "known_on",
    "list_added",
    "load",
    "mapping_columns",
    "model_charts",
    "not_said",
    "person_of",
    "point_file",
    "publish_gate",
    "read_files",
    "read_points",
    "review_pairs",
    "route_files",
    "settings_text",
    "spread_pairs",
    "take_table",
    "try_aggregate",
]

# What few commands need, and what takes long to import: shapes, pictures, films.
_LATER = {
    "PackFiles": "_gazetteer",
    "PackMade": "_gazetteer",
    "build_country_pack": "_gazetteer",
    "read_points": "_geopoints",
    "MediaFound": "_media",
    "MediaItem": "_media",
    "claims_of": "_media",
    "find_media": "_media",
}

__getattr__ = later(__name__, _LATER)
