"""From signals to the access curve of a place, and the clock that runs only as fast as reports can leave."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tallybook.connectivity._rules import Settings
from tallybook.connectivity._signal import Signal, SignalKind
from tallybook.errors import DataError
from tallybook.model import AccessCurve

if TYPE_CHECKING:
    from tallybook.connectivity._baseline import Floats

# What people can send over. Announced routes and background noise say little of that.
PEOPLE: tuple[SignalKind, ...] = ("probing", "traffic", "clients")
LEAK = (0.01, 0.10)


def access_curve(
    signals: Sequence[Signal], *, step_s: int = 3600, kinds: Sequence[SignalKind] = PEOPLE, settings: Settings | None = None
) -> AccessCurve:
    """The lowest and the highest share of the usual level that any signal of ``kinds`` shows in each step.

    All signals must be of one place. Raises ``DataError`` where none is left or they are of several places.
    """
    import numpy as np  # numpy and what needs it: here, because most books hold no series

    from tallybook.connectivity._detect import share_of_usual

    chosen = [signal for signal in signals if signal.kind in kinds]
    places = sorted({signal.entity for signal in chosen})
    if len(places) != 1:
        what = "no signal shows what people could send." if not places else f"the signals are of {len(places)} places."
        raise DataError(what, item=", ".join(places) or None, hint="Give the signals of one place, of the kinds asked for.")
    begin = min(int(signal.start.timestamp()) for signal in chosen) // step_s * step_s
    until = max(int(signal.time(len(signal.values)).timestamp()) for signal in chosen)
    count = -(-(until - begin) // step_s)
    low, high = np.full(count, np.nan), np.full(count, np.nan)
    for signal in chosen:
        time, share = share_of_usual(signal, settings)
        cell = (time - begin) // step_s
        held = np.clip(share, 0.0, 1.0)
        known = ~np.isnan(held)
        np.fmin.at(low, cell[known], held[known])
        np.fmax.at(high, cell[known], held[known])
    return AccessCurve(
        place=places[0],
        start=dt.datetime.fromtimestamp(begin, dt.UTC),
        step_s=step_s,
        low=_optional(low),
        high=_optional(high),
        signals=tuple(signal.id for signal in chosen),
    )


def _optional(values: Floats) -> tuple[float | None, ...]:
    return tuple(None if math.isnan(value) else round(float(value), 4) for value in values)


@dataclass(frozen=True, slots=True)
class Clock:
    """Connected hours: the integral of the access curve. Whatever is unknown may be the leak or everything.

    ``leak`` is the share of reports that gets out when all is dark (satellite links, roaming at a border): unknown, so a band.
    Outside the curve the place counts as connected, as it did before the outage.
    """

    start: float
    step_s: int
    slow: Floats
    fast: Floats

    def at(self, time: dt.datetime) -> tuple[float, float]:
        """Connected hours since the curve's start, slow and fast."""
        return self._at(self.slow, time), self._at(self.fast, time)

    def between(self, begin: dt.datetime, end: dt.datetime) -> tuple[float, float]:
        """Connected hours from ``begin`` to ``end``: the lowest and the highest that the curve and the leak allow."""
        first, last = self.at(begin), self.at(end)
        return last[0] - first[0], last[1] - first[1]

    def _at(self, summed: Floats, time: dt.datetime) -> float:
        offset = (time.timestamp() - self.start) / self.step_s
        cells = len(summed) - 1
        if offset <= 0:
            return offset * self.step_s / 3600
        if offset >= cells:
            return float(summed[-1]) + (offset - cells) * self.step_s / 3600
        whole = int(offset)
        return float(summed[whole] + (offset - whole) * (summed[whole + 1] - summed[whole]))


def clock(curve: AccessCurve, leak: tuple[float, float] = LEAK) -> Clock:
    """The connectivity clock of a place. Raises ``DataError`` for a leak that is no band within (0, 1]."""
    if not 0 < leak[0] <= leak[1] <= 1:
        raise DataError("the leak must be a band within (0, 1].", item=curve.place, hint="Give for example 0.01 to 0.10.")
    import numpy as np  # as above

    low = np.array([leak[0] if value is None else max(value, leak[0]) for value in curve.low])
    high = np.array([1.0 if value is None else max(value, leak[1]) for value in curve.high])
    hours = curve.step_s / 3600
    return Clock(
        curve.start.timestamp(),
        curve.step_s,
        np.concatenate([[0.0], np.cumsum(low) * hours]),
        np.concatenate([[0.0], np.cumsum(high) * hours]),
    )
