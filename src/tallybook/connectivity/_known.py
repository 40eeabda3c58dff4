"""What could be known when: reports against connectivity. Where it was dark and silent, the answer is *unknown*, never zero."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeAlias

from tallybook.connectivity._access import Clock
from tallybook.connectivity._outage import Dark, Outage
from tallybook.model import Record

Arrived: TypeAlias = Literal["before the outage", "during the outage", "at its edge", "after the outage", "no outage measured"]
Silence: TypeAlias = Literal["reporting", "reporting through the dark", "silent", "dark and silent", "not measured"]


UNKNOWN = "What happened there is unknown"


class Report(Record, frozen=True):
    """When something happened (a day or more, as an interval) and when the report of it was published."""

    id: str
    place: str
    happened: tuple[dt.datetime, dt.datetime]
    published: dt.datetime


class Arrival(Record, frozen=True):
    """How a report stands to the outage. Delays in hours, lowest and highest; ``clock_h`` counts connected hours only."""

    report: str
    arrived: Arrived
    happened_in_outage: bool | None
    delay_h: tuple[float, float]
    clock_h: tuple[float, float] | None


class PlaceSilence(Record, frozen=True):
    """A place in a period: how dark it was and whether anything came out. ``sentence`` could be printed on a map."""

    place: str
    state: Silence
    dark_share: float | None
    reports: int
    sentence: str


class DayKnown(Record, frozen=True):
    """Of what happened on ``day``, the share that could be known by the cut-off: lowest and highest the leak allows."""

    day: dt.date
    low: float
    high: float


def arrivals(
    reports: Sequence[Report],
    outages: Sequence[Outage | Dark],
    clocks: Mapping[str, Clock] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Arrival, ...]:
    """Tags each report with how it came in. Outages and clocks are matched by place (``Outage.entity``, the mapping's keys)."""
    by_place: dict[str, list[Outage | Dark]] = {}
    for outage in outages:
        by_place.setdefault(outage.entity, []).append(outage)
    out = []
    for done, report in enumerate(reports, start=1):
        mine = by_place.get(report.place, [])
        timed = (clocks or {}).get(report.place)
        out.append(
            Arrival(
                report=report.id,
                arrived=_arrived(report, mine),
                happened_in_outage=any(o.covers(report.happened[0]) or o.covers(report.happened[1]) for o in mine)
                if mine
                else None,
                delay_h=_delay(report),
                clock_h=_clock_delay(report, timed) if timed is not None else None,
            )
        )
        if progress is not None:
            progress(done, len(reports))
    return tuple(out)


def _arrived(report: Report, outages: Sequence[Outage | Dark]) -> Arrived:
    if not outages:
        return "no outage measured"
    if any(outage.covers(report.published, surely=True) for outage in outages):
        return "during the outage"
    if any(outage.covers(report.published) for outage in outages):
        return "at its edge"
    passed = [outage for outage in outages if outage.ended_by is not None and outage.ended_by <= report.published]
    return "after the outage" if passed else "before the outage"


def _delay(report: Report) -> tuple[float, float]:
    latest = (report.published - report.happened[1]).total_seconds() / 3600
    earliest = (report.published - report.happened[0]).total_seconds() / 3600
    return round(max(0.0, latest), 2), round(max(0.0, earliest), 2)


def _clock_delay(report: Report, timed: Clock) -> tuple[float, float]:
    late = timed.between(report.happened[1], report.published)
    early = timed.between(report.happened[0], report.published)
    return round(max(0.0, late[0]), 2), round(max(0.0, early[1]), 2)


def known_by(
    days: Sequence[dt.date], until: dt.datetime, timed: Clock, rate: tuple[float, float], zone: dt.tzinfo = dt.UTC
) -> tuple[DayKnown, ...]:
    """For each day, the share of its events that a report could have told by ``until``.

    ``rate`` is the chance per connected hour that a report leaves (lowest, highest), learnt from before the outage.
    A sensitivity band and no estimate: deaths that are never reported are outside it.
    """
    out = []
    for day in days:
        noon = dt.datetime.combine(day, dt.time(12), tzinfo=zone)
        hours = timed.between(noon, until) if until > noon else (0.0, 0.0)
        low, high = (1 - math.exp(-rate[side] * max(0.0, hours[side])) for side in (0, 1))
        out.append(DayKnown(day=day, low=round(low, 4), high=round(high, 4)))
    return tuple(out)


def silences(
    places: Sequence[str],
    outages: Sequence[Outage | Dark],
    reports: Mapping[str, int],
    start: dt.datetime,
    end: dt.datetime,
    measured: Sequence[str] | None = None,
) -> tuple[PlaceSilence, ...]:
    """For each place in a period: reporting, silent, or dark and silent, which is *unknown*.

    ``measured`` are the places whose connectivity was measured (those with an outage always are); at the others nothing is known
    of the dark. ``reports`` counts what came out of each place.
    """
    known = set(measured or ()) | {outage.entity for outage in outages}
    return tuple(
        _silence(place, [o for o in outages if o.entity == place], reports.get(place, 0), place in known, start, end)
        for place in places
    )


def _silence(
    place: str, outages: Sequence[Outage | Dark], count: int, known: bool, start: dt.datetime, end: dt.datetime
) -> PlaceSilence:
    if not known:
        state: Silence = "reporting" if count else "not measured"
        return PlaceSilence(place=place, state=state, dark_share=None, reports=count, sentence=_say(place, state, None, count))
    share = dark_share(outages, start, end)
    dark = share >= 0.5
    states: dict[tuple[bool, bool], Silence] = {
        (True, True): "reporting through the dark", (True, False): "dark and silent",
        (False, True): "reporting", (False, False): "silent",
    }  # fmt: skip
    state = states[dark, count > 0]
    return PlaceSilence(
        place=place, state=state, dark_share=round(share, 4), reports=count, sentence=_say(place, state, share, count)
    )


def dark_share(outages: Sequence[Outage | Dark], start: dt.datetime, end: dt.datetime) -> float:
    """The share of a period in which at least one signal shows an outage."""
    spans = sorted((max(start, o.began_by), min(end, o.ended_by or end)) for o in outages)
    total, until = dt.timedelta(), start
    for begin, stop in spans:
        total += max(dt.timedelta(), stop - max(begin, until))
        until = max(until, stop)
    return total / (end - start) if end > start else 0.0


def _say(place: str, state: Silence, share: float | None, count: int) -> str:
    came = f"{count} report{'s' if count != 1 else ''} came"
    texts: dict[Silence, str] = {
        "reporting": f"{place}: {came}.",
        "reporting through the dark": f"{place}: dark for {share or 0:.0%} of the period, yet {came}.",
        "silent": f"{place}: connected, and nothing was reported.",
        "dark and silent": f"{place}: dark for {share or 0:.0%} of the period and nothing came out. {UNKNOWN}, not zero.",
        "not measured": f"{place}: nothing was reported, and its connectivity was not measured. {UNKNOWN}.",
    }
    return texts[state]
