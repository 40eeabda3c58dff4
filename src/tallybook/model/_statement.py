"""The statement: somebody says that a number of people came to harm.

Every field keeps the words that carry it. Nothing here is a fact about the world; it is a fact about a text.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from tallybook.model._period import Period
from tallybook.model._quantity import Quantity
from tallybook.model._quotation import Quotation, Span
from tallybook.model._record import Record

HarmLabel: TypeAlias = Literal["killed", "injured", "arrested", "missing", "executed", "displaced", "other"]
GroupLabel: TypeAlias = Literal[
    "people",
    "protesters",
    "civilians",
    "security_forces",
    "children",
    "women",
    "journalists",
    "medics",
    "combatants",
    "other",
]
RelationLabel: TypeAlias = Literal["total", "new", "incident", "part_of", "beside"]
StatusLabel: TypeAlias = Literal[
    "confirmed", "documented", "official", "estimated", "under_review", "alleged", "denied", "unstated"
]
Role: TypeAlias = Literal["origin", "relay", "publisher"]
Reader: TypeAlias = Literal["rules", "model"]
ActorType: TypeAlias = Literal[
    "state", "security_body", "ministry", "un", "rights_group", "medic", "witness", "family", "agency", "outlet",
    "social_account", "monitor", "armed_group", "unnamed", "other",
]  # fmt: skip


class Harm(Record, frozen=True):
    """What happened. A combined harm ("killed or injured") has label ``other`` and names its ``parts``; it is never split."""

    label: HarmLabel
    text: str
    span: Span
    parts: tuple[HarmLabel, ...] = ()


class Group(Record, frozen=True):
    """Who came to harm. ``text`` is None where the words leave it to be understood ("650 dead")."""

    label: GroupLabel
    text: str | None = None
    span: Span | None = None


class Relation(Record, frozen=True):
    """How the number stands to others. ``to`` is the id of the statement it is part of or beside, where the text gives that one.

    ``arithmetic`` shows the sum that decided between part and beside, where one did.
    """

    label: RelationLabel
    to: str | None = None
    cue: Quotation | None = None
    arithmetic: str | None = None


class Status(Record, frozen=True):
    """How sure the origin says it is."""

    label: StatusLabel
    text: str | None = None
    span: Span | None = None


class PlaceMention(Record, frozen=True):
    """Where, in the text's own words. Resolution to a place is another room's work."""

    text: str
    span: Span


class Link(Record, frozen=True):
    """One actor of an attribution chain. ``span`` is None for the publisher, who is known from the document.

    ``reader`` is ``model`` where a language model pointed at the actor's words (docs/model.md).
    """

    actor: str
    role: Role
    type: ActorType
    named: bool
    span: Span | None = None
    cue: Quotation | None = None
    canonical: str | None = None
    reader: Reader = "rules"


class Pointer(Record, frozen=True):
    """Which recorded reply of a language model pointed at words of a statement: SHA-256 digests, and the model's name."""

    model: str
    prompt: str
    window: str
    reply: str


class Rejection(Record, frozen=True):
    """Why a candidate is no statement. ``code`` is stable and documented; ``detail`` is for people."""

    code: str
    detail: str


class Statement(Record, frozen=True):
    """A grounded claim of a number of people harmed. ``chain`` runs from the origin to the publisher.

    ``id`` depends on the document, the text version and the spans only, so it is the same on every machine. ``reader`` is
    ``model`` where a language model joined the number to the harm; ``pointer`` names the reply, also where it only gave the origin.
    """

    id: str
    document: str
    passage: str
    text_digest: str
    lang: str
    span: Span
    text: str
    quantity: Quantity
    harm: Harm
    group: Group
    relation: Relation
    status: Status
    period: Period
    place: PlaceMention | None = None
    chain: tuple[Link, ...] = ()
    basis: tuple[Quotation, ...] = ()
    perpetrator: Quotation | None = None
    headline: bool = False
    reader: Reader = "rules"
    pointer: Pointer | None = None
    rejected: Rejection | None = None
    schema: str = "tallybook.statement/1"
