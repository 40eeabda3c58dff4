"""What a signal usually measures at this hour: medians of its clean past, frozen while an outage is open.

A baseline that rolls on fills with the outage and declares a return that never came; so samples inside an open outage
never enter the history, however long it lasts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tallybook.connectivity._signal import Signal

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
DAY = 86_400
WEEKDAYS_FROM = 21  # days of clean history from which weekdays are told apart


@dataclass(frozen=True, slots=True)
class Samples:
    """The known samples of a signal: Unix seconds, values, hour of day, day number, weekday, and the step they really come in."""

    time: Ints
    value: Floats
    hour: Ints
    day: Ints
    weekday: Ints
    step: int


@dataclass(frozen=True, slots=True)
class Baseline:
    """Usual value by hour, factor by weekday, and the share of it below which the signal almost never stays of itself."""

    by_hour: Floats
    by_weekday: Floats
    floor: float
    ceiling: float
    days: int

    def ratio(self, samples: Samples, which: slice | Ints) -> Floats:
        """Measured over usual; NaN where nothing usual is known."""
        usual = self.by_hour[samples.hour[which]] * self.by_weekday[samples.weekday[which]]
        out = np.full(usual.shape, np.nan)
        np.divide(samples.value[which], usual, out=out, where=usual > 0)
        return out


def samples_of(signal: Signal) -> Samples:
    """The samples that are known. The real step is the commonest distance, since an hourly signal may stand on a finer grid."""
    values = np.array([np.nan if value is None else value for value in signal.values], dtype=np.float64)
    known = np.flatnonzero(~np.isnan(values))
    start = int(signal.start.timestamp())
    time = start + known.astype(np.int64) * signal.step_s
    gaps, counts = np.unique(np.diff(time), return_counts=True)
    step = int(gaps[np.argmax(counts)]) if len(gaps) else signal.step_s
    day = time // DAY
    return Samples(time, values[known], time % DAY // 3600, day, (day + 3) % 7, step)


def learn(samples: Samples, history: Ints, run: int) -> Baseline | None:
    """The baseline of the samples ``history`` (indices, ascending); None where they are too few to know anything usual."""
    if len(history) < 2:
        return None
    by_hour = _by_hour(samples, history)
    days = len(np.unique(samples.day[history]))
    plain = Baseline(by_hour, np.ones(7), 0.0, 0.0, days)
    weekday = _by_weekday(samples, history, plain.ratio(samples, history)) if days >= WEEKDAYS_FROM else np.ones(7)
    shaped = Baseline(by_hour, weekday, 0.0, 0.0, days)
    ratio = shaped.ratio(samples, history)
    ratio = ratio[~np.isnan(ratio)]
    if len(ratio) < max(run, 2):
        return None
    held = held_share(np.lib.stride_tricks.sliding_window_view(ratio, run))
    return Baseline(by_hour, weekday, float(np.quantile(held, 0.002)), float(np.quantile(ratio, 0.9)), days)


def held_share(windows: Floats) -> Floats:
    """The share below which three in four samples of each window (last axis) lie."""
    width = windows.shape[-1]
    rank = math.ceil(0.75 * width) - 1
    out: Floats = np.partition(windows, rank, axis=-1)[..., rank]
    return out


def _median(values: Floats) -> np.float64:
    """``np.median`` of some known values. It is asked for some hundred values half a million times, and numpy's own takes five
    times as long over the shapes and gaps that these do not have.
    """
    ordered = np.sort(values)
    middle: np.float64 = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    return middle


def _by_hour(samples: Samples, history: Ints) -> Floats:
    hours = samples.hour[history]
    values = samples.value[history]
    out = np.full(24, np.nan)
    for hour in range(24):
        here = values[hours == hour]
        if len(here):
            out[hour] = _median(here)
    if np.isnan(out).any():
        out = np.where(np.isnan(out), np.median(values), out)
    return out


def _by_weekday(samples: Samples, history: Ints, ratio: Floats) -> Floats:
    days = samples.weekday[history]
    out = np.ones(7)
    for day in range(7):
        here = ratio[(days == day) & ~np.isnan(ratio)]
        if len(here):
            out[day] = _median(here)
    return np.where(out > 0, out, 1.0)
