"""What reconciling needs to know besides the statements: documents, lists, documented counts and human decisions."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

import msgspec

from tallybook.model._record import Record
from tallybook.model._statement import ActorType
from tallybook.model._toll import Scope

DecisionKind: TypeAlias = Literal[
    "join_actors", "part_actors", "set_origin", "set_event", "reliability", "credibility", "discount", "confirm", "best", "allow",
    "aggregate",
]  # fmt: skip


class DocumentFacts(Record, frozen=True):
    """What is known of a document from outside its statements.

    ``fingerprints`` are those of its text (``tolls.fingerprint_text``), for finding syndicated copies; a document without them is
    taken for no copy of any. ``passages`` gives the day of publication of passages that have one of their own (posts).
    """

    id: str
    title: str | None = None
    publisher: str | None = None
    publisher_type: ActorType = "outlet"
    published: dt.date | None = None
    fingerprints: tuple[int, ...] = ()
    passages: dict[str, dt.date] = msgspec.field(default_factory=dict)


class ListFacts(Record, frozen=True):
    """One version of a documenter's list of names. ``rows`` as it came, ``persons`` the closed interval after linkage.

    ``copies`` names the lists that it imports. ``list`` is the same for all versions of one list.
    """

    id: str
    list: str
    publisher: str
    rows: int
    persons: tuple[int, int] | None = None
    published: dt.date | None = None
    copies: tuple[str, ...] = ()
    scope: Scope | None = None


class Documented(Record, frozen=True):
    """The closed interval of persons on linked lists, for one scope."""

    scope: Scope
    persons: tuple[int, int]
    lists: tuple[str, ...] = ()


class TollDecision(Record, frozen=True):
    """What a human judged about origins, scopes, grades or a finding of the gate.

    ``subject`` and ``object`` name actors (id or any printed name), statements, series or findings, by ``kind``:
    ``join_actors`` and ``part_actors`` take two actors; ``set_origin`` a statement and an actor; ``set_event`` a statement and
    an event; ``reliability`` and ``credibility`` an actor or a series and a grade; ``discount`` and ``confirm`` a series;
    ``best`` a toll and a series; ``allow`` a finding; ``aggregate`` a statement and how its total is worked, as JSON
    (``tolls.AggregateOrder``).
    """

    id: str
    kind: DecisionKind
    subject: str
    object: str | None = None
    reason: str = ""
    by: str = ""
    at: str = ""
