"""What reconciling statements gives: actors, origins, series, tolls and flags.

Documented, claimed and estimated are three quantities and are never joined into one.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

from tallybook.model._quantity import Bound
from tallybook.model._record import Record
from tallybook.model._statement import ActorType, GroupLabel, HarmLabel, StatusLabel

PeriodKind: TypeAlias = Literal["cumulative", "interval", "day", "incident", "unstated"]
FlagKind: TypeAlias = Literal[
    "bound_flip", "contradiction", "revision", "drop", "jump", "same_figure_relayed", "breakdown_adds_up",
    "breakdown_does_not_add_up", "part_exceeds_total",
    "part_joined_to_foreign_total", "list_plus_unidentified", "figure_not_in_document", "stale",
    "round_page_size_count", "confirmed_and_pending", "not_comparable",
]  # fmt: skip


class Scope(Record, frozen=True):
    """What a figure is about. ``place`` is None for the crisis as a whole; ``event`` None for the book's default event.

    ``includes`` and ``excludes`` name groups or harms that the words count in or leave out ("security_forces", "executions").
    """

    harm: HarmLabel
    group: GroupLabel
    place: str | None = None
    period: PeriodKind = "unstated"
    start: dt.date | None = None
    end: dt.date | None = None
    event: str | None = None
    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()


class Actor(Record, frozen=True):
    """Somebody who says or passes on figures, under every name the documents and the aliases give them.

    An unnamed actor is as specific as the words allow: "an Iranian official" as told to one relay.
    """

    id: str
    name: str
    type: ActorType
    named: bool
    aliases: tuple[str, ...] = ()


class Relay(Record, frozen=True):
    """``to`` passed on what ``source`` said, in these statements."""

    source: str
    to: str
    statements: tuple[str, ...]


class Point(Record, frozen=True):
    """One figure of a series: what the origin said as of a day, and every statement that carries it, first report first."""

    as_of: dt.date | None
    low: int | None
    high: int | None
    bound: Bound
    approximate: bool
    printed: str
    status: StatusLabel
    statements: tuple[str, ...]
    reports: int
    publishers: tuple[str, ...]


class Series(Record, frozen=True):
    """One origin's statements of one scope over time, oldest first. Later points revise earlier ones."""

    id: str
    origin: str
    scope: Scope
    points: tuple[Point, ...]


class Claim(Record, frozen=True):
    """An origin's standing figure in a toll: the last point of its series."""

    origin: str
    series: str
    point: Point


class Toll(Record, frozen=True):
    """The reconciled table of a scope. ``rule`` is printed wherever the range is.

    ``documented`` is the closed interval of persons on lists, where there are lists; ``claimed_low`` and ``claimed_high`` are the
    lowest and the highest figure any origin stands by, each with the series that carries it; ``estimated`` stays None
    where no estimate was made or it was refused.
    """

    id: str
    scope: Scope
    rule: str
    claims: tuple[Claim, ...]
    reports: int
    origins: int
    claimed_low: int | None
    claimed_high: int | None
    low_series: str | None
    high_series: str | None
    documented: tuple[int, int] | None = None
    estimated: tuple[int, int] | None = None


class Flag(Record, frozen=True):
    """Something an editor must see, in a sentence that could be printed, with the statements whose quotations show it."""

    id: str
    kind: FlagKind
    sentence: str
    statements: tuple[str, ...]


class Reconciliation(Record, frozen=True):
    """Everything derived from the statements of a book."""

    actors: tuple[Actor, ...]
    relays: tuple[Relay, ...]
    series: tuple[Series, ...]
    tolls: tuple[Toll, ...]
    flags: tuple[Flag, ...]
