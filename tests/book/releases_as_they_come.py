"""Releases of invented rows in the order in which they come here, for the rule of what the weights are learnt from."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence

from tallybook.book._releases import Release
from tallybook.book._state import ListAdded, ListItem
from tallybook.book._weights import learnt_from
from tallybook.people import ListRecord, PeopleList

_COUNT = itertools.count()


def release(name: str, rows: int, *, age: bool = False) -> Release:
    """A release with some rows, all of one name, with an age or without."""
    at = dt.datetime(2031, 3, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=next(_COUNT))
    added = ListAdded(digest=f"{next(_COUNT):064}", size=1, name="l.csv", list=name, mapping="", deduplicated=True)
    records = tuple(
        ListRecord(id=f"{name}{row}", list=name, row=row, names=("Barfnur Golkar",), age=30 if age else None)
        for row in range(rows)
    )
    item = ListItem(id=added.item, added=added, at=at.isoformat(), writer="tester")
    return Release(item, PeopleList(id=name, name=name, records=records, deduplicated=True))


def known(releases: Sequence[Release]) -> int:
    """How many of them the weights are learnt from."""
    again = [
        Release(ListItem(id=one.item.id, added=one.item.added, at=f"2031-03-01T{at:02}:00:00+00:00", writer="tester"), one.rows)
        for at, one in enumerate(releases)
    ]
    return len(learnt_from(again))
