"""When: the mention and what it resolves to."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

from tallybook.model._quotation import Quotation
from tallybook.model._record import Record

PeriodLabel: TypeAlias = Literal["cumulative", "interval", "day", "unstated"]
Precision: TypeAlias = Literal["day", "week", "month", "year", "unknown"]


class Period(Record, frozen=True):
    """The days that a figure covers: closed, ``start`` to ``end``, either end None where the words leave it open.

    ``cumulative`` counts from the event's beginning to ``end`` ("so far"). ``basis`` says what the resolution rests on
    ("anchor 2026-01-13, given"); ``hedge`` keeps a word like "largely"; ``checked`` is False where a
    weekday contradicts its date.
    """

    label: PeriodLabel
    start: dt.date | None = None
    end: dt.date | None = None
    precision: Precision = "unknown"
    mention: Quotation | None = None
    basis: str | None = None
    hedge: str | None = None
    checked: bool | None = None
