"""Times as posts and pages print them, to the day they name. The day is the printed one, in whatever zone it was printed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime

_NAMES = (
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"), ("july", "jul"),
    ("august", "aug"), ("september", "sep", "sept"), ("october", "oct"), ("november", "nov"), ("december", "dec"),
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names}
_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?:[T ]|\s*$)")
_SLASHED = re.compile(r"\s*(\d{4})/(\d{1,2})/(\d{1,2})(?:\D|$)")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T|$)")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2}) ([A-Za-z]{3,9})\.?,? (\d{4})\b")
_TWEET = re.compile(r"\w{3} (\w{3}) (\d{2}) [\d:]{8} [+-]\d{4} (\d{4})$")
_UNIX = re.compile(r"\s*(\d{10})(\d{3})?(?:\.\d+)?\s*$")

# Source: the identifiers of Twitter's "snowflake" service: milliseconds since 2010-11-04T01:42:54.657Z in the bits above the
# 22nd.
_SNOWFLAKE_EPOCH = 1288834974657
_STATUS = re.compile(r"(?:twitter|x)\.com/[^/\s]+/status(?:es)?/(\d{15,20})")


def day_of(printed: str) -> dt.date | None:
    """The day that a printed time names; None where it is not understood or names no day. Day and month are never guessed apart
    ("03/04/2026" stays None)."""
    for read in _READERS:
        try:
            day = read(printed)
        except (ValueError, OverflowError):
            continue
        if day is not None:
            return day
    return None


def day_of_status(url: str) -> dt.date | None:
    """The UTC day on which a post on Twitter or X was made, from the number in its address."""
    found = _STATUS.search(url)
    if found is None:
        return None
    return dt.datetime.fromtimestamp(((int(found[1]) >> 22) + _SNOWFLAKE_EPOCH) / 1000, dt.UTC).date()


def _numeric(pattern: re.Pattern[str]) -> Callable[[str], dt.date | None]:
    def read(printed: str) -> dt.date | None:
        found = pattern.match(printed)
        return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None

    return read


def _named(pattern: re.Pattern[str], day: int, month: int, year: int) -> Callable[[str], dt.date | None]:
    def read(printed: str) -> dt.date | None:
        found = pattern.search(printed)
        number = _MONTHS.get(found[month].lower()) if found else None
        return dt.date(int(found[year]), number, int(found[day])) if found and number else None

    return read


def _unix(printed: str) -> dt.date | None:
    found = _UNIX.match(printed)
    return dt.datetime.fromtimestamp(int(found[1]), dt.UTC).date() if found else None


def _mail(printed: str) -> dt.date | None:
    return parsedate_to_datetime(printed).date()


_READERS: tuple[Callable[[str], dt.date | None], ...] = (
    _numeric(_ISO),
    _numeric(_SLASHED),
    _unix,
    _numeric(_COMPACT),
    _named(_TWEET, day=2, month=1, year=3),
    _named(_MONTH_FIRST, day=2, month=1, year=3),
    _named(_DAY_FIRST, day=1, month=2, year=3),
    _mail,
)
