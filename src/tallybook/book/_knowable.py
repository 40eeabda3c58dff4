"""What could be known when: statements and places against lost connectivity, measured or else as somebody stated it.

A function of the content: nothing here is stored. Where a place was dark and silent the answer is *unknown*, never zero.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import msgspec

from tallybook.book._content import Content
from tallybook.connectivity import Arrival, Clock, Dark, PlaceSilence, Report, arrivals, clock, silences
from tallybook.model import Record

DAY = dt.timedelta(days=1)
LAST = dt.timedelta(seconds=1)  # of a day: what is only known by its day was published by then


class Knowable(Record, frozen=True):
    """``arrivals``: each statement that says when something happened and when it was published; ``silences``: each province of the
    book's country over the time from ``start`` to ``end`` in which anything was dark. ``measured`` is False where the outage is
    only stated. ``undated`` statements could not be placed in time.
    """

    arrivals: tuple[Arrival, ...] = ()
    silences: tuple[PlaceSilence, ...] = ()
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    measured: bool = False
    undated: int = 0


def knowable(content: Content, provinces: Sequence[str] = ()) -> Knowable:
    """What could be known when. ``provinces`` are the names of all provinces of the book's country."""
    dark, measured = _dark(content)
    if not dark:
        return Knowable()
    published = {passage.id: passage.published for passage in content.passages}
    province = {one.statement: one.place.province for one in content.places.statements if not one.place.abroad}
    reports: list[Report] = []
    for statement in content.statements:
        day, period = published.get(statement.passage), statement.period
        # A running total tells of no time: only what says its day or its days can be laid beside the outage.
        if day is None or period.start is None or period.end is None or period.label == "cumulative":
            continue
        happened = (_start(period.start), _start(period.end) + DAY)
        place = province.get(statement.id) or ""
        reports += [
            Report(id=statement.id, place=place, happened=happened, published=when)
            for when in (_start(day), _start(day) + DAY - LAST)
        ]
    places = sorted({*(report.place for report in reports), *provinces})
    here = [_at(one, place) for place in places for one in dark if one.entity == place or one.entity not in provinces]
    begin, end = min(one.began_by for one in dark), _end(dark, [day for day in published.values() if day])
    counts = Counter(report.place for report in reports if report.happened[0] < end and report.happened[1] > begin)
    return Knowable(
        arrivals=_both(arrivals(reports, here, _clocks(content, places, provinces))),
        silences=silences(
            provinces, here, {place: count // 2 for place, count in counts.items()}, begin, end, measured=provinces
        ),
        start=begin,
        end=end,
        measured=measured,
        undated=len(content.statements) - len(reports) // 2,
    )


def _dark(content: Content) -> tuple[list[Dark], bool]:
    """The outages by place: measured ones, and stated ones of places where none was measured."""
    measured = [outage.dark for detection in content.blackout.detections for outage in detection.outages]
    known = {one.entity for one in measured}
    stated = [
        Dark(entity=one.entity, began_after=one.start, began_by=one.start, ended_after=one.end, ended_by=one.end)
        for one in content.blackout.stated
        if one.entity not in known
    ]
    return [*measured, *stated], bool(measured)


def _at(one: Dark, place: str) -> Dark:
    return msgspec.structs.replace(one, entity=place)


def _clocks(content: Content, places: Sequence[str], provinces: Sequence[str]) -> dict[str, Clock]:
    """The connectivity clock of each place: its own where it was measured, else that of the whole."""
    own = {curve.place: clock(curve) for curve in content.blackout.access}
    whole = [found for place, found in own.items() if place not in provinces]
    return {place: own[place] if place in own else whole[0] for place in places if place in own or len(whole) == 1}


def _start(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)


def _end(dark: Sequence[Dark], days: Sequence[dt.date]) -> dt.datetime:
    """When the last outage ended; where one still lasts, the last day on which anything was published."""
    ends = [one.ended_by for one in dark if one.ended_by is not None]
    open_until = [_start(max(days)) + DAY] if days and len(ends) < len(dark) else []
    return max([*ends, *open_until, max(one.began_by for one in dark) + DAY])


def _both(found: Sequence[Arrival]) -> tuple[Arrival, ...]:
    """A day of publication was asked at both of its ends: where these differ, the report stands at the edge."""
    out = []
    for early, late in zip(found[::2], found[1::2], strict=True):
        arrived = early.arrived if early.arrived == late.arrived else "at its edge"
        hours = (early.clock_h[0], late.clock_h[1]) if early.clock_h and late.clock_h else None
        out.append(msgspec.structs.replace(early, arrived=arrived, delay_h=(early.delay_h[0], late.delay_h[1]), clock_h=hours))
    return tuple(sorted(out, key=lambda one: one.report))
