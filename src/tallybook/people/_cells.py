"""Cells as values: ages, sexes, dates in two calendars, statuses. What cannot be read is None, and is reported, never guessed."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re

from tallybook.people._letters import fold_text, read_table
from tallybook.people._records import Day, Sex

_DIGITS = {ord(char): str(value) for base in (0x0660, 0x06F0) for value, char in enumerate(map(chr, range(base, base + 10)))}
_YEAR_FIRST = re.compile(r"^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")
_AGE = re.compile(r"^(\d{1,3})(?:[.,]0+)?\s*(?:years?|yrs?|y|yo|ساله|سال|سنه|سنوات|лет|год|года)?$")
_MONTHS = re.compile(r"^(\d{1,2})\s*(?:months?|weeks?|days?|ماهه|ماه|روزه|روز|شهر|اشهر|یوم|ایام)$")
_JALALI = range(1200, 1500)


def digits(text: str) -> str:
    """The text with Persian and Arabic digits as ASCII ones."""
    return text.translate(_DIGITS)


@functools.cache
def words(table: str, key: str) -> frozenset[str]:
    """The folded words of one row of ``data/columns.toml``."""
    listed = read_table("columns.toml")[table]
    row = listed.get(key) if isinstance(listed, dict) else None
    return frozenset(fold_text(str(word)) for word in row) if isinstance(row, list) else frozenset()


def is_unknown(cell: str) -> bool:
    """Whether a cell says that nothing is known."""
    return fold_text(cell) in words("unknown", "words")


def read_age(cell: str) -> int | None:
    """Whole years at death, 0 for an infant whose age is given in months or days; None where it is not a plain age (-1,
    "40s").
    """
    plain = digits(cell.strip())
    if plain.startswith("-"):
        return None
    text = fold_text(plain.replace(".0", ""))
    if _MONTHS.match(text):
        return 0
    found = _AGE.match(text)
    return int(found.group(1)) if found else None


def read_sex(cell: str) -> Sex | None:
    """f, m or None."""
    text = fold_text(cell)
    if text in words("sex", "f"):
        return "f"
    return "m" if text in words("sex", "m") else None


def read_status(cell: str) -> str | None:
    """``dead``, ``living`` (arrested, wounded, missing …), or None where the word is not known: unmarked stays unmarked."""
    text = fold_text(cell)
    for kind in ("living", "dead"):
        if text in words("status", kind):
            return kind
    return None


def read_day(cell: str, *, month_first: bool = False) -> Day | None:
    """A date with its precision: day, month or year, in the Gregorian or (years 1200 to 1499) the Jalali calendar.

    ``month_first``: whether 3/4/2024 is the fourth of March, which only the list's mapping can know.
    """
    text = digits(cell.strip())
    if re.fullmatch(r"\d{4}", text):
        return _day(int(text), None, None, cell)
    found = _YEAR_FIRST.match(text)
    if found:
        year, month, day = found.groups()
        return _day(int(year), int(month), int(day) if day else None, cell)
    found = _DAY_FIRST.match(text)
    if found:
        one, other, year = map(int, found.groups())
        return _day(year, one if month_first else other, other if month_first else one, cell)
    return None


def _day(year: int, month: int | None, day: int | None, written: str) -> Day | None:
    try:
        first, last = _ends(year, month, day)
    except ValueError:
        return None
    precision = "day" if day else "month" if month else "year"
    return Day(start=first, end=last, precision=precision, written=written)  # type: ignore[arg-type]


def _ends(year: int, month: int | None, day: int | None) -> tuple[dt.date, dt.date]:
    if year in _JALALI:
        return _jalali(year, month, day)
    if day and month:
        return dt.date(year, month, day), dt.date(year, month, day)
    last_month = month or 12
    return dt.date(year, month or 1, 1), dt.date(year, last_month, calendar.monthrange(year, last_month)[1])


def _jalali(year: int, month: int | None, day: int | None) -> tuple[dt.date, dt.date]:
    import jdatetime

    def gregorian(y: int, m: int, d: int) -> dt.date:
        moment = jdatetime.date(y, m, d).togregorian()
        return dt.date(moment.year, moment.month, moment.day)

    if day and month:
        return gregorian(year, month, day), gregorian(year, month, day)
    after = (year + 1, 1) if (month or 12) == 12 else (year, (month or 0) + 1)
    return gregorian(year, month or 1, 1), gregorian(*after, 1) - dt.timedelta(days=1)
