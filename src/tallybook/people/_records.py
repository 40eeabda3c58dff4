"""A documenter's list, and its rows. Every cell is kept as it came; what is compared is read beside it."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

from tallybook.model import Record, short_id

Sex: TypeAlias = Literal["f", "m"]
DayPrecision: TypeAlias = Literal["day", "month", "year"]


class Day(Record, frozen=True):
    """A date as precisely as it is known: the closed interval of days that it may be. ``written`` is what the cell says."""

    start: dt.date
    end: dt.date
    precision: DayPrecision = "day"
    written: str | None = None

    @staticmethod
    def on(day: dt.date) -> Day:
        """One known day."""
        return Day(start=day, end=day)


class ListRecord(Record, frozen=True):
    """One row of a list.

    ``names`` holds every spelling and alias, the first as the list's own; ``age`` is in whole years at death; ``places`` are
    resolved keys, finest first, coarsest (a province) last; ``other`` holds further columns to compare; ``cells`` every cell as
    it came. ``row`` is the row's number in the list, the first after the header being 1.
    """

    id: str
    list: str
    row: int
    names: tuple[str, ...]
    sex: Sex | None = None
    age: int | None = None
    born: Day | None = None
    died: Day | None = None
    places: tuple[str, ...] = ()
    other: tuple[tuple[str, str], ...] = ()
    own_number: str | None = None
    status: str | None = None
    unread: tuple[str, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()


class Coverage(Record, frozen=True):
    """What a list claims to cover, in its maker's words; None where it does not say."""

    start: dt.date | None = None
    end: dt.date | None = None
    area: str | None = None
    inclusion: str | None = None


class PeopleList(Record, frozen=True):
    """A list as released. ``copies`` names the lists that it says, or is known, to import; ``deduplicated`` is its own claim.

    A list that is deduplicated holds each person at most once, and linkage keeps to that.
    """

    id: str
    name: str
    records: tuple[ListRecord, ...]
    maker: str | None = None
    released: dt.date | None = None
    coverage: Coverage = Coverage()
    copies: tuple[str, ...] = ()
    deduplicated: bool = False


def record_id(list_id: str, row: int, own_number: str | None = None) -> str:
    """The id of a row: it depends on the list and on the row's own number where it has one, else on its position."""
    return short_id("r", list_id, "number", own_number) if own_number else short_id("r", list_id, "row", row)
