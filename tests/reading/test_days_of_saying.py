"""A day that dates the saying is not the day of the deaths, and a figure given long ago is of the day on which it was given."""

from __future__ import annotations

import datetime as dt

import pytest

from tallybook.model import Passage
from tallybook.reading import read

PUBLISHED = dt.date(2031, 2, 10)


@pytest.mark.parametrize(
    ("text", "label", "days"),
    [
        (
            "شبکه پیگیری روز ۲۷ دی مرگ ۳۰۹ نفر را تأیید کرد و نه روز بعد، در ۶ بهمن، از ۶۱۲ کشته سخن گفت.",
            "unstated",
            [dt.date(2031, 1, 17), dt.date(2031, 1, 26)],
        ),
        ("پلیس گفت روز ۱۷ بهمن ۱۲ نفر کشته شدند.", "day", [dt.date(2031, 2, 6)]),
        ("روز ۱۷ بهمن ۱۲ نفر در میدان کشته شدند، پلیس گفت.", "day", [dt.date(2031, 2, 6)]),
    ],
)
def test_whose_day_it_is(text: str, label: str, days: list[dt.date]) -> None:
    statements = read(Passage(document="d", id="d", kind="text", text=text, lang="fa", published=PUBLISHED)).statements
    assert [(each.period.label, each.period.end) for each in statements] == [(label, day) for day in days]
