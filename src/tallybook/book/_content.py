"""What a build makes: the whole content of a book as records, in an order that depends on ids alone."""

from __future__ import annotations

import datetime as dt

from tallybook.book._outages import Blackout
from tallybook.book._people_records import Persons
from tallybook.book._places import Whereabouts
from tallybook.model import Mention, Passage, Reconciliation, Record, Statement
from tallybook.reading.pointing import Asking, Share


class ItemOutcome(Record, frozen=True):
    """A piece of evidence, how it came here, and what became of it. ``outcome`` is a code of docs/evidence.md."""

    id: str
    digest: str
    size: int
    name: str
    received: str
    writer: str
    outcome: str
    detail: str | None = None
    converter: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    url: str | None = None
    note: str | None = None


class Document(Record, frozen=True):
    """A text publication taken from an item. ``key`` tells the documents of one item apart ("" where there is one)."""

    id: str
    item: str
    key: str
    title: str | None = None
    lang: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    published_basis: str | None = None
    author: str | None = None
    url: str | None = None


class Coverage(Record, frozen=True):
    """How much of the text was understood: sentences, those with a number and a harm word, and those of them that gave nothing."""

    sentences: int
    candidates: int
    silent: int


class ModelHelp(Record, frozen=True):
    """What a language model was asked and what came of it. ``outcomes`` counts windows, ``verdicts`` claims, both by code."""

    model: str
    prompt: str
    share: Share
    outcomes: dict[str, int]
    verdicts: dict[str, int]
    askings: tuple[Asking, ...]


class Content(Record, frozen=True):
    """Everything derived. ``meta`` holds versions and digests; it says how the content was made."""

    meta: dict[str, str]
    items: tuple[ItemOutcome, ...]
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...]
    rejected: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    coverage: Coverage
    reconciliation: Reconciliation
    blackout: Blackout = Blackout()
    places: Whereabouts = Whereabouts()
    persons: Persons = Persons()
    model: ModelHelp | None = None
