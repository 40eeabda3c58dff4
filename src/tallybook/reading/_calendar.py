"""Days out of words: months of two calendars, years left out, weekdays as a check. The words are delimited before."""

from __future__ import annotations

import calendar
import datetime as dt

import msgspec

_JALALI = 100  # a table's value of a Jalali month is 100 and the month's number
_AHEAD = dt.timedelta(days=45)


class Days(msgspec.Struct, frozen=True, gc=False):
    """A closed stretch of days and how finely the words tell it."""

    start: dt.date
    end: dt.date
    precision: str


def day(year: int | None, month: int, number: int, anchor: dt.date | None) -> dt.date | None:
    """The day that a month's value, a day and perhaps a year name; a year left out is the last one in which the day had come."""
    if month > _JALALI:
        return _jalali(year, month - _JALALI, number, anchor)
    if year is not None:
        return _made(year, month, number)
    if anchor is None:
        return None
    found = _made(anchor.year, month, number)
    if found is not None and found > anchor + _AHEAD:
        found = _made(anchor.year - 1, month, number)
    return found


def _made(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def _jalali(year: int | None, month: int, number: int, anchor: dt.date | None) -> dt.date | None:
    import jdatetime  # only texts that name a Jalali month pay for it

    try:
        if year is not None:
            return _gregorian(jdatetime.date(_century(year), month, number))
        if anchor is None:
            return None
        this = jdatetime.date.fromgregorian(date=anchor).year
        found = _gregorian(jdatetime.date(this, month, number))
        return found if found <= anchor + _AHEAD else _gregorian(jdatetime.date(this - 1, month, number))
    except ValueError:
        return None


def _gregorian(date: object) -> dt.date:
    found = date.togregorian()  # type: ignore[attr-defined]
    return dt.date(found.year, found.month, found.day)


def _century(year: int) -> int:
    """ "۸۸" is 1388 and "۰۱" is 1401."""
    if year >= 100:
        return year
    return 1300 + year if year > 20 else 1400 + year


def month(year: int | None, value: int, anchor: dt.date | None) -> Days | None:
    """A whole month."""
    first = day(year, value, 1, anchor)
    if first is None:
        return None
    if value > _JALALI:
        nearly = first + dt.timedelta(days=32)
        following = next((each for each in (day(None, value % _JALALI % 12 + 1 + _JALALI, 1, nearly),) if each is not None), None)
        return Days(first, following - dt.timedelta(days=1), "month") if following is not None and following > first else None
    return Days(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]), "month")


def part(days: Days, label: str) -> Days:
    """Early, mid or late: the thirds of a month."""
    if label == "early":
        return Days(days.start, days.start + dt.timedelta(days=9), "week")
    if label == "mid":
        return Days(days.start + dt.timedelta(days=10), days.start + dt.timedelta(days=19), "week")
    return Days(days.start + dt.timedelta(days=20), days.end, "week")


def year(value: int, *, jalali: bool) -> Days | None:
    """A whole year of either calendar."""
    if not jalali:
        return Days(dt.date(value, 1, 1), dt.date(value, 12, 31), "year") if 1 <= value <= 9999 else None
    first, following = day(value, _JALALI + 1, 1, None), day(value + 1, _JALALI + 1, 1, None)
    return Days(first, following - dt.timedelta(days=1), "year") if first is not None and following is not None else None


def weekday(value: int, anchor: dt.date) -> dt.date:
    """The last such weekday up to the anchor, the anchor's own day counted."""
    return anchor - dt.timedelta(days=(anchor.weekday() - value) % 7)
