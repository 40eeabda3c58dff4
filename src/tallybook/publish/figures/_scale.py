"""From numbers and days to positions, with round ticks."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable

LOG_FROM = 40


def nice_ticks(top: float, wanted: int = 5) -> list[int]:
    """Round whole numbers from 0 up to and including the first that is at least ``top``."""
    step = max(1, _round_step(top / wanted))
    return list(range(0, math.ceil(top / step) * step + 1, step))


def _round_step(raw: float) -> int:
    if raw <= 1:
        return 1
    size = 10 ** math.floor(math.log10(raw))
    return int(next(factor * size for factor in (1, 2, 5, 10) if factor * size >= raw))


class Scale:
    """Numbers of people to a length from 0 to ``length``. Logarithmic where the largest is ``LOG_FROM`` times the smallest."""

    def __init__(self, values: Iterable[int], length: float) -> None:
        known = sorted(value for value in values if value > 0) or [1]
        self.length = length
        self.log = known[-1] >= LOG_FROM * known[0]
        if self.log:
            low, high = len(str(known[0])) - 1, len(str(known[-1] - 1))
            self.ticks = [10**power for power in range(low, max(high, low + 1) + 1)]
        else:
            self.ticks = nice_ticks(known[-1])

    def at(self, value: int) -> float:
        first, last = self.ticks[0], self.ticks[-1]
        share = math.log10(max(value, first) / first) / math.log10(last / first) if self.log else value / last
        return min(1.0, share) * self.length

    @property
    def note(self) -> str:
        return "Each step of the scale is ten times the one before." if self.log else "The scale begins at zero."


def day_scale(first: dt.date, last: dt.date, left: float, right: float) -> Callable[[dt.date], float]:
    """Days to positions between ``left`` and ``right``; each end of the data keeps half a day's distance or more."""
    start = first.toordinal() - 0.5
    span = max(last.toordinal() + 0.5 - start, 1)
    return lambda date: left + (date.toordinal() - start) / span * (right - left)


def day_ticks(first: dt.date, last: dt.date) -> list[dt.date]:
    """At most about eight days to label: every day, every so many days, or the first of months."""
    length = (last - first).days
    if length <= 120:
        step = next(step for step in (1, 2, 7, 14, 28) if length / step <= 8)
        return [first + dt.timedelta(days=offset) for offset in range(0, length + 1, step)]
    months = [dt.date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    inside = [date for date in months if first <= date <= last]
    return inside[:: max(1, math.ceil(len(inside) / 8))]
