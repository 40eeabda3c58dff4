"""Printed times to the day they name."""

from __future__ import annotations

import datetime as dt

import pytest

from tallybook.evidence._formats._moments import day_of


@pytest.mark.parametrize(
    "printed",
    [
        "2026-01-12",
        "2026-01-12T23:59:59Z",
        "2026-01-12T00:10:00+03:30",
        "2026-01-12 10:00",
        "2026/1/12",
        "20260112",
        "January 12, 2026",
        "Jan. 12, 2026",
        "Jan 12, 2026 at 1:02 PM",
        "Monday, January 12, 2026",
        "12 January 2026",
        "10:31 AM · 12 Jan 2026",
        "Mon Jan 12 10:00:00 +0000 2026",
        "Mon, 12 Jan 2026 10:00:00 +0330",
        "1768212000",  # date -u -d @1768212000: 2026-01-12 10:00 UTC
        "1768212000123",
    ],
)
def test_the_day_is_the_printed_one(printed: str) -> None:
    assert day_of(printed) == dt.date(2026, 1, 12)


@pytest.mark.parametrize(
    "printed", ["", "yesterday", "03/04/2026", "2026-13-01", "February 30, 2026", "۲۲ دی ۱۴۰۴", "12", "9" * 40]
)
def test_what_names_no_day_gives_none(printed: str) -> None:
    assert day_of(printed) is None
