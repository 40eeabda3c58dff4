"""What a build knows of lists, records and persons. Names and cells are in ``RecordKept`` alone, which no report reads."""

from __future__ import annotations

import datetime as dt

from tallybook.model import Record
from tallybook.people import Band

Interval = tuple[int, int]


class RowFinding(Record, frozen=True):
    """Something to know before counting: row numbers and a sentence, never a cell."""

    code: str
    sentence: str
    rows: tuple[int, ...] = ()


class ReleaseKept(Record, frozen=True):
    """A release of a list. ``position`` is its place in the order in which releases came out.

    ``current`` where no later one replaced it; ``counted`` rows are named and not said to be living.

    ``persons`` is the closed interval of persons among its counted rows; ``lineage`` the first, by name, of the lists that import
    one another with this one.
    """

    id: str
    position: int
    list: str
    file: str
    digest: str
    day: dt.date
    rows: int
    counted: int
    unnamed: int
    living: int
    persons: Interval
    current: bool
    lineage: str
    maker: str | None = None
    released: dt.date | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    area: str | None = None
    inclusion: str | None = None
    copies: tuple[str, ...] = ()
    deduplicated: bool = False
    findings: tuple[RowFinding, ...] = ()


class RecordKept(Record, frozen=True):
    """A row, as its list last had it. ``present`` where the list's current release has it; ``counted`` as in ``ReleaseKept``."""

    id: str
    list: str
    release: str
    row: int
    person: str
    present: bool
    counted: bool
    names: tuple[str, ...]
    sex: str | None = None
    age: int | None = None
    born: str | None = None
    died: str | None = None
    places: tuple[str, ...] = ()
    status: str | None = None
    cells: tuple[tuple[str, str], ...] = ()


class EventKept(Record, frozen=True):
    """Something that happened to a person: see ``tallybook.people.Event``."""

    kind: str
    entry: str
    at: str
    reason: str
    records: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


class PersonKept(Record, frozen=True):
    """A person: records on lists now, those removed, how many lineages of lists hold the person, and everything that happened.

    One that was merged into another has no record left and keeps its history.
    """

    id: str
    records: tuple[str, ...]
    removed: tuple[str, ...]
    counted: bool
    lineages: int
    events: tuple[EventKept, ...]


class CountOn(Record, frozen=True):
    """The count of persons from what had been released by the end of a day: the interval, and the most likely number in it."""

    day: dt.date
    low: int
    middle: int
    high: int


class Persons(Record, frozen=True):
    """Everything that is known of persons in a book.

    ``count`` is of now, None where no list could be read; ``counts`` one for each day of a release. ``calibrated`` says whether
    reviewed pairs stand behind the interval, and ``basis`` in words what it rests on. ``undecided`` pairs of records are near
    enough to even chances to want a reviewer; ``disputed`` ones were judged both ways, ``conflicts`` cannot be honoured together.
    ``reliability`` has the bands that were judged; ``failed`` pairs a list's name with why it could not be read.
    """

    releases: tuple[ReleaseKept, ...] = ()
    records: tuple[RecordKept, ...] = ()
    persons: tuple[PersonKept, ...] = ()
    count: CountOn | None = None
    counts: tuple[CountOn, ...] = ()
    calibrated: bool = False
    basis: str = ""
    reliability: tuple[Band, ...] = ()
    undecided: int = 0
    disputed: tuple[tuple[str, str], ...] = ()
    conflicts: tuple[tuple[str, str], ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
