"""Statements to tolls: who said it first, what may be compared, what contradicts what, and the range under a written rule."""

from __future__ import annotations

from tallybook.tolls._reconcile import reconcile
from tallybook.tolls._rules import Best, Event, Policy, Rules, rules_from
from tallybook.tolls._scopes import compare, compare_series, extent, scope_contains
from tallybook.tolls._syndication import fingerprint_text

__all__ = [
    "Best",
    "Event",
    "Policy",
    "Rules",
    "compare",
    "compare_series",
    "extent",
    "fingerprint_text",
    "reconcile",
    "rules_from",
    "scope_contains",
]
