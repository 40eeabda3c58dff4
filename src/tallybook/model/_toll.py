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
    "round_page_size_count", "confirmed_and_pending", "not_comparable", "copy_differs", "decisions_disagree",
]  # fmt: skip
Tier: TypeAlias = Literal["claimed", "under_review", "denied", "confirmed_part", "part"]
Corroboration: TypeAlias = Literal["unattributed", "single", "two_or_more", "contested", "discounted", "confirmed"]


class Scope(Record, frozen=True):
    """What a figure is about. ``place`` is None for the crisis as a whole; ``event`` None for the book's default event.

    ``includes`` and ``excludes`` name groups or harms that the words count in or leave out ("security_forces", "executions").
    ``harms`` names the parts of a combined harm ("killed or injured"); ``detail`` keeps the folded words of a group or harm that
    is labelled ``other``, since two others are one scope only where the words are the same.
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
    harms: tuple[HarmLabel, ...] = ()
    detail: str | None = None


class Difference(Record, frozen=True):
    """One reason why two figures are not comparable: the field, what each side has, and the sentence that says so."""

    field: str
    one: str
    other: str
    sentence: str


class Comparison(Record, frozen=True):
    """Whether two figures may be compared; ``differences`` is empty exactly where they may."""

    differences: tuple[Difference, ...] = ()

    @property
    def comparable(self) -> bool:
        """True where nothing differs."""
        return not self.differences


class Actor(Record, frozen=True):
    """Somebody who says or passes on figures, under every name the documents and the aliases give them.

    An unnamed actor is as specific as the words allow: "an Iranian official" as told to one relay. ``attributed`` is False for
    the stand-in of figures that a publisher prints without saying whose they are: it is shown, and is no origin.
    """

    id: str
    name: str
    type: ActorType
    named: bool
    aliases: tuple[str, ...] = ()
    attributed: bool = True


class Relay(Record, frozen=True):
    """``to`` passed on what ``source`` said, in these statements. ``syndicated`` where near-identical text shows it."""

    source: str
    to: str
    statements: tuple[str, ...]
    syndicated: bool = False


class Point(Record, frozen=True):
    """One figure of a series: what the origin said as of a day, and every statement that carries it, first report first.

    ``reports`` counts documents. ``published`` is the day of the first dated report.
    """

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
    published: dt.date | None = None


class Series(Record, frozen=True):
    """One origin's statements of one scope over time, oldest first. Later points revise earlier ones.

    ``tier`` keeps apart what one origin says side by side: what it stands by (``claimed``), what is ``under_review`` or
    ``denied``, the part of its figure that it calls confirmed (``confirmed_part``), and parts that are labelled like their
    total (``part``). An estimate that an origin gives beside its own count is a series of its own.
    """

    id: str
    origin: str
    scope: Scope
    points: tuple[Point, ...]
    tier: Tier = "claimed"


class Part(Record, frozen=True):
    """A figure that belongs to a larger one of the same origin, and to no other.

    ``of`` is the statement of the total where the document gives it; ``series`` the series of that total where the book knows it;
    both None where the origin's total is not known. ``arithmetic`` shows the sum that decided.
    """

    statement: str
    relation: Literal["part_of", "beside"]
    origin: str
    of: str | None = None
    series: str | None = None
    arithmetic: str | None = None


class LeftOut(Record, frozen=True):
    """A statement that stands in no series, and why. ``code`` is stable."""

    statement: str
    code: str
    reason: str


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

    ``origins`` counts independent origins, ``reports`` documents, ``unattributed`` documents whose figure nobody is named for.
    ``low_bound`` and ``high_bound`` say how the words tie the two ends (a highest figure that is itself "at least" is open
    above). ``best`` is filled only where the rule says how it is chosen.
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
    tier: Tier = "claimed"
    low_bound: Bound | None = None
    high_bound: Bound | None = None
    best: int | None = None
    best_series: str | None = None
    unattributed: int = 0
    notes: tuple[str, ...] = ()


class Grade(Record, frozen=True):
    """How far an origin's standing figure is corroborated. Never changes a count.

    ``corroboration`` is computed from independent origins; ``discounted`` and ``confirmed`` come from a human's decision only,
    and so do the two Admiralty axes: ``reliability`` of the source (A to F), ``credibility`` of the information (1 to 6).
    ``airwars`` and ``every_casualty`` say it in those bodies' words.
    """

    toll: str
    series: str
    corroboration: Corroboration
    agreeing: tuple[str, ...]
    airwars: str
    every_casualty: str
    reliability: str | None = None
    credibility: str | None = None
    decisions: tuple[str, ...] = ()


class Flag(Record, frozen=True):
    """Something an editor must see, in a sentence that could be printed, with the statements whose quotations show it."""

    id: str
    kind: FlagKind
    sentence: str
    statements: tuple[str, ...]
    arithmetic: str | None = None
    toll: str | None = None
    lists: tuple[str, ...] = ()


class Untabled(Record, frozen=True):
    """A series that stands in no toll, and why. ``code`` is stable."""

    series: str
    code: str
    reason: str


class Step(Record, frozen=True):
    """One step of a worked aggregate: what was done, the range it leaves, and the incident and the statements it is about."""

    sentence: str
    low: int
    high: int
    incident: str | None = None
    statements: tuple[str, ...] = ()


class WorkedAggregate(Record, frozen=True):
    """A total that names no incidents, held against the incidents of the book: how much of it is not recorded there yet.

    ``statement`` gives the total and ``decision`` had it worked. ``steps`` is the whole working; where the method refuses the
    total, ``refused`` says why and there is no number.
    """

    id: str
    statement: str
    decision: str
    reason: str
    what: str
    low: int | None = None
    high: int | None = None
    steps: tuple[Step, ...] = ()
    refused: str | None = None


class Reconciliation(Record, frozen=True):
    """Everything derived from the statements of a book. Every statement stands in exactly one point or in ``left_out``."""

    actors: tuple[Actor, ...]
    relays: tuple[Relay, ...]
    series: tuple[Series, ...]
    tolls: tuple[Toll, ...]
    flags: tuple[Flag, ...]
    parts: tuple[Part, ...] = ()
    grades: tuple[Grade, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    untabled: tuple[Untabled, ...] = ()
    aggregates: tuple[WorkedAggregate, ...] = ()
