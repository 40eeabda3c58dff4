"""Statements to tolls: who said it first, what may be compared, what contradicts what, and the range under a written rule."""

from __future__ import annotations

from tallybook.tolls._aggregate import (
    Aggregate,
    AggregateResult,
    Baseline,
    Exclusion,
    Incident,
    reconcile_aggregate,
)
from tallybook.tolls._aggregates import AggregateOrder, order_text, work_order
from tallybook.tolls._difference import Change, difference
from tallybook.tolls._known import Known, as_known
from tallybook.tolls._lists import list_origins
from tallybook.tolls._names import known_actor
from tallybook.tolls._publish import DerivedNumber, Finding, blocking, figure_in_text, publish_findings
from tallybook.tolls._reconcile import reconcile
from tallybook.tolls._rules import Best, Event, Policy, Rules, rules_from
from tallybook.tolls._scopes import compare, compare_series, extent, scope_contains
from tallybook.tolls._syndication import fingerprint_text

__all__ = [
    "Aggregate",
    "AggregateOrder",
    "AggregateResult",
    "Baseline",
    "Best",
    "Change",
    "DerivedNumber",
    "Event",
    "Exclusion",
    "Finding",
    "Incident",
    "Known",
    "Policy",
    "Rules",
    "as_known",
    "blocking",
    "compare",
    "compare_series",
    "difference",
    "extent",
    "figure_in_text",
    "fingerprint_text",
    "known_actor",
    "list_origins",
    "order_text",
    "publish_findings",
    "reconcile",
    "reconcile_aggregate",
    "rules_from",
    "scope_contains",
    "work_order",
]
