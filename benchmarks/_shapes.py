"""Outages of other shapes than those at which the detector's shares were set: slow falls and returns, a brief return in the middle,
quiet weekends, a level that drifts, missing values, other steps. For the held-out gate: nothing was set while looking at them.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from tallybook.connectivity import Signal, detect, generate
from tallybook.connectivity._signal import SignalKind

START = dt.datetime(2032, 5, 3, tzinfo=dt.UTC)  # a Monday
DAYS = 40
HOURS = (8, 30, 100, 200)
DEPTHS = (0.6, 0.8, 0.95)
STEPS = (600, 1800, 3600)
GAPS = 0.05
# People use less at weekends, and use drifts; what is counted of routes and addresses hardly does.
PEOPLE: frozenset[SignalKind] = frozenset({"traffic", "clients", "measurements", "background", "other"})
Floats = NDArray[np.float64]


class Judged(NamedTuple):
    """One outage: was it found, how much of the time below 40 % is covered, and what was asked."""

    found: bool
    covered: float
    hours: int
    depth: float


def restless(kind: SignalKind, step_s: int, rng: np.random.Generator) -> tuple[Signal, Floats]:
    """A clean signal with weekends and a drift of a fifth over its days, and its values before any gap."""
    signal = generate(kind, START, DAYS, [], rng, step_s=step_s)
    values = np.array(signal.values, dtype=np.float64)
    seconds = np.arange(len(values)) * step_s
    if kind in PEOPLE:
        values *= (1 - 0.2 * seconds / seconds[-1]) * np.where(seconds // 86_400 % 7 >= 5, 0.8, 1.0)
    return signal, values


def with_gaps(signal: Signal, values: Floats, rng: np.random.Generator) -> Signal:
    missing = rng.random(len(values)) < GAPS
    return msgspec.structs.replace(
        signal, values=tuple(None if gone else float(value) for value, gone in zip(values, missing, strict=True))
    )


def loss(count: int, step_s: int, begin_h: int, hours: int, depth: float, rng: np.random.Generator) -> Floats:
    """The lost share of each sample: falls and comes back within 0 to 2 hours each; from three days on it may return for two hours."""
    at = np.arange(count) * step_s / 3600 - begin_h
    falls, returns = (float(rng.choice([0.0, 1.0, 2.0])) for _ in range(2))
    down = np.clip(at / falls, 0, 1) if falls else (at >= 0).astype(np.float64)
    up = np.clip((hours - at) / returns, 0, 1) if returns else (at < hours).astype(np.float64)
    lost = depth * np.where((at >= 0) & (at < hours), np.minimum(down, up), 0.0)
    middle = hours * 0.4
    if hours >= 72 and rng.random() < 0.5:
        lost[(at >= middle) & (at < middle + 2)] = 0.0
    return lost


def held_out(kind: SignalKind, seeds: range, steps: tuple[int, ...] = STEPS) -> tuple[list[Judged], float]:
    """Each length and depth in each seed and step, and the false alarms in 30 days of the same signals without any."""
    judged: list[Judged] = []
    alarms = []
    for step_s in steps:
        for seed in seeds:
            rng = np.random.default_rng([seed, step_s])
            signal, values = restless(kind, step_s, rng)
            alarms.append(len(detect(with_gaps(signal, values, rng)).outages) / DAYS * 30)
            for hours in HOURS:
                for depth in DEPTHS:
                    begin_h = int(rng.integers(14 * 24, DAYS * 24 - hours - 24))
                    lost = loss(len(values), step_s, begin_h, hours, depth, rng)
                    judged.append(_judge(with_gaps(signal, values * (1 - lost), rng), lost, hours, depth))
    return judged, float(np.mean(alarms))


def _judge(signal: Signal, lost: Floats, hours: int, depth: float) -> Judged:
    """Covered is told of the samples that lost at least six tenths: the ask of the gate."""
    dark = lost >= 0.6 - 1e-9
    called = np.zeros(len(lost), dtype=bool)
    for outage in detect(signal).outages:
        end = outage.ended_by or signal.time(len(lost))
        first, last = (round((when - signal.start).total_seconds() / signal.step_s) for when in (outage.began_by, end))
        called[first:last] = True
    covered = float(called[dark].mean())
    return Judged(covered >= 0.5, covered, hours, depth)
