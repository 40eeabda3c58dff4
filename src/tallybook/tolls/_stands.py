"""Where the origins of a toll stand: their figures as intervals by day, to be held against each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec

from tallybook.model import Point
from tallybook.tolls._ranges import Table
from tallybook.tolls._rules import Rules
from tallybook.tolls._series import Figure, Run


class Stand(msgspec.Struct):
    """One dated point of a toll as an interval: ``high`` is None where the words leave it open."""

    day: int
    low: float
    high: float | None
    kin: str
    origin: str
    figure: Figure
    series: str


def interval(point: Point, rules: Rules) -> tuple[float, float | None] | None:
    """What the words of a point allow; a figure that is called approximate is as wide as the rule says."""
    if point.bound == "vague":
        return None
    low = float(point.low or 0) + (point.bound == "more_than")
    high = None if point.high is None else float(point.high) - (point.bound == "less_than")
    if point.approximate:
        share = rules.approximate_percent / 100
        low, high = low * (1 - share), None if high is None else high * (1 + share)
    return low, high


def stands(table: Table, rules: Rules, kin: Mapping[str, str]) -> list[Stand]:
    """The dated, numbered points of a toll whose origin is named, oldest first; of a closed period only the standing ones."""
    found: list[Stand] = []
    for run, position in zip(table.runs, table.standing, strict=True):
        if position is None or not run.attributed:
            continue
        chosen = _kept(run) if run.series.scope.period == "cumulative" else [position]
        found += [stand for place in chosen if (stand := _stand(run, place, rules, kin)) is not None]
    return sorted(found, key=lambda stand: (stand.day, stand.low, stand.series))


def _stand(run: Run, position: int, rules: Rules, kin: Mapping[str, str]) -> Stand | None:
    point = run.series.points[position]
    limits = interval(point, rules)
    if limits is None or (point.status not in rules.statuses and point.status != "under_review"):
        return None
    date = point.as_of if run.series.scope.period == "cumulative" else dt.date.min
    if date is None:
        return None
    origin = run.series.origin
    return Stand(date.toordinal(), limits[0], limits[1], kin.get(origin, origin), origin, run.figures[position], run.series.id)


def _kept(run: Run) -> list[int]:
    """The points that their origin did not take back by giving less later."""
    kept = []
    least: int | None = None
    for position in reversed(run.numeric):
        low, high = run.figures[position].figure or (0, 0)
        if least is None or least >= low:
            kept.append(position)
        least = high if least is None else min(least, high)
    return kept[::-1]
