"""What a report is made from. Whoever has a book fills these records; nothing in this room opens one."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

from tallybook.model import Mention, Passage, Reconciliation, Record, Statement

RegionState: TypeAlias = Literal["reported", "silent", "dark"]


class Source(Record, frozen=True):
    """A passage and where it came from. ``name`` is the file's name, ``evidence`` the SHA-256 of its preserved bytes in hex."""

    passage: Passage
    name: str
    evidence: str
    title: str | None = None


class Outcome(Record, frozen=True):
    """What became of one thing that was added: ``outcome`` in a word ("read", "refused"), ``detail`` in a plain sentence."""

    name: str
    outcome: str
    detail: str = ""
    digest: str | None = None


class Coverage(Record, frozen=True):
    """How much was looked at, in whole numbers. ``by_language`` pairs a BCP 47 code (or None: unknown) with passages."""

    evidence: int
    documents: int
    passages: int
    undated_passages: int = 0
    silent_passages: int = 0
    by_language: tuple[tuple[str | None, int], ...] = ()


class Made(Record, frozen=True):
    """What made the report. The ledger's head and the digest of the derived tables tie it to one state of one book."""

    version: str
    reader: str
    tables: str
    ledger: str


class Band(Record, frozen=True):
    """An interval of days to mark on every timeline, such as an outage. ``end`` is None while it lasts. Both ends are closed."""

    label: str
    start: dt.date
    end: dt.date | None = None
    detail: str = ""


class Region(Record, frozen=True):
    """An area of a map: its outline as rings of (longitude, latitude) in decimal degrees, and its state.

    ``reported``: reports came from it. ``silent``: none came, though they could have. ``dark``: nothing could get out.
    """

    name: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    state: RegionState
    detail: str = ""


class RegionMap(Record, frozen=True):
    """A map for the report. ``note`` says where the outlines come from and under which licence."""

    title: str
    regions: tuple[Region, ...]
    note: str = ""


class Reliability(Record, frozen=True):
    """A band of links: what the model says, what reviewers found, and how many links and judged pairs it has."""

    said: float
    found: float
    links: int
    judged: int


class OnLists(Record, frozen=True):
    """Persons on lists: the sentence with the interval, what it rests on, and the reliability of chances where pairs were judged."""

    sentence: str
    basis: str
    reliability: tuple[Reliability, ...] = ()


class ReportData(Record, frozen=True):
    """Everything that a report shows. ``statements`` are the accepted ones; ``rejected`` carry their reason.

    ``scope`` says in words which event and which people the book counts unless a figure says otherwise; ``rule`` is the
    range rule in words; ``settings`` is ``book.toml`` as text.
    """

    title: str
    languages: tuple[str, ...]
    scope: str
    rule: str
    settings: str
    passages: tuple[Source, ...]
    statements: tuple[Statement, ...]
    rejected: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    reconciliation: Reconciliation
    coverage: Coverage
    outcomes: tuple[Outcome, ...]
    made: Made
    bands: tuple[Band, ...] = ()
    maps: tuple[RegionMap, ...] = ()
    on_lists: OnLists | None = None
