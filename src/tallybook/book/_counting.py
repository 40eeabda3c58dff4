"""Counting persons among records: which rows count, and how many persons they are, as a number and as an interval."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tallybook.book._intervals import Partition
from tallybook.book._linkage import current_releases
from tallybook.book._people_records import CountOn, Interval
from tallybook.book._releases import Release

if TYPE_CHECKING:
    from tallybook.people import Linkage, ListRecord


def is_named(record: ListRecord) -> bool:
    """Whether any name of a record says who it is."""
    from tallybook.people import parse_name

    return not all(parse_name(name).unknown for name in record.names)


def counts(record: ListRecord) -> bool:
    return record.status != "living" and is_named(record)


def counted(releases: Sequence[Release], day: dt.date) -> list[str]:
    """The records that count by the end of a day: rows of each list's last release by then."""
    current = current_releases([release for release in releases if release.day <= day])
    return [record.id for _, release in sorted(current.items()) for record in release.rows.records if counts(record)]


class Counter:
    """Counts persons among records: the resolved number, and the interval over every linkage that the evidence allows."""

    def __init__(self, linkage: Linkage, middle: Partition, possible: Sequence[Partition], calibrated: bool) -> None:
        self._linkage = linkage
        self._middle = middle
        self._possible = possible
        self._calibrated = calibrated

    def on(self, day: dt.date, records: Sequence[str]) -> CountOn:
        low, high = self.interval(records)
        middle = self._middle.count([self._linkage.position(record) for record in records])
        return CountOn(day=day, low=min(low, middle), middle=middle, high=max(high, middle))

    def interval(self, records: Sequence[str]) -> Interval:
        """Five in a hundred draws may lie below and above where pairs were reviewed; else the ends of all that is possible."""
        positions = [self._linkage.position(record) for record in records]
        found = sorted(partition.count(positions) for partition in self._possible)
        cut = len(found) // 20 if self._calibrated else 0
        return found[cut], found[-1 - cut]
