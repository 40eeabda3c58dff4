"""Frozen records and their algebra. The vocabulary of every other room."""

from __future__ import annotations

from tallybook.model._access import AccessCurve
from tallybook.model._mention import Mention, MentionKind
from tallybook.model._passage import Passage, PassageKind
from tallybook.model._period import Period, PeriodLabel, Precision
from tallybook.model._quantity import DOWNWARD, UPWARD, Bound, Quantity
from tallybook.model._quotation import Quotation, Span, quote
from tallybook.model._record import Record, digest_text, short_id
from tallybook.model._statement import (
    ActorType,
    Group,
    GroupLabel,
    Harm,
    HarmLabel,
    Link,
    PlaceMention,
    Rejection,
    Relation,
    RelationLabel,
    Role,
    Statement,
    Status,
    StatusLabel,
)
from tallybook.model._toll import (
    Actor,
    Claim,
    Flag,
    FlagKind,
    PeriodKind,
    Point,
    Reconciliation,
    Relay,
    Scope,
    Series,
    Toll,
)

__all__ = [
    "DOWNWARD",
    "UPWARD",
    "AccessCurve",
    "Actor",
    "ActorType",
    "Bound",
    "Claim",
    "Flag",
    "FlagKind",
    "Group",
    "GroupLabel",
    "Harm",
    "HarmLabel",
    "Link",
    "Mention",
    "MentionKind",
    "Passage",
    "PassageKind",
    "Period",
    "PeriodKind",
    "PeriodLabel",
    "PlaceMention",
    "Point",
    "Precision",
    "Quantity",
    "Quotation",
    "Reconciliation",
    "Record",
    "Rejection",
    "Relation",
    "RelationLabel",
    "Relay",
    "Role",
    "Scope",
    "Series",
    "Span",
    "Statement",
    "Status",
    "StatusLabel",
    "Toll",
    "digest_text",
    "quote",
    "short_id",
]
