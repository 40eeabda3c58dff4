"""Invented signals with outages of known time and depth: for tests, benchmarks and demonstrations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from tallybook.connectivity._baseline import Floats
from tallybook.connectivity._signal import Licence, Provenance, Signal, SignalKind
from tallybook.model import Record, short_id

INVENTED = Licence(name="invented values", publishable=True, noncommercial=False)


class Loss(Record, frozen=True):
    """An outage put into a signal: ``depth`` is the share of the usual level that is lost between two times."""

    start: dt.datetime
    end: dt.datetime
    depth: float


class Manner(Record, frozen=True):
    """How a kind of signal behaves: usual level, daily swing and noise as shares of it, and how long noise lasts (0 to 1)."""

    level: float
    swing: float
    noise: float
    memory: float


MANNERS: dict[SignalKind, Manner] = {
    "routing": Manner(level=10_000, swing=0.0, noise=0.0005, memory=0.9),
    "probing": Manner(level=6_000, swing=0.01, noise=0.006, memory=0.8),
    "traffic": Manner(level=50, swing=0.6, noise=0.07, memory=0.7),
    "clients": Manner(level=40, swing=0.5, noise=0.12, memory=0.5),
    "background": Manner(level=2_000, swing=0.2, noise=0.15, memory=0.6),
    "measurements": Manner(level=3_000, swing=0.1, noise=0.15, memory=0.5),
    "other": Manner(level=100, swing=0.2, noise=0.05, memory=0.5),
}


def generate(
    kind: SignalKind, start: dt.datetime, days: int, losses: Sequence[Loss], rng: np.random.Generator, *,
    entity: str = "Example", step_s: int = 1800, gaps: float = 0.0,
) -> Signal:  # fmt: skip
    """An invented signal of ``kind``; ``gaps`` is the share of values that are missing. Same generator state, same signal."""
    manner = MANNERS[kind]
    count = days * 86_400 // step_s
    seconds = np.arange(count) * step_s
    swing = 1 + manner.swing * np.sin(2 * np.pi * (seconds % 86_400) / 86_400)
    values = manner.level * swing * np.exp(_noise(manner, count, rng))
    values = inject(values, start, step_s, losses)
    missing = rng.random(count) < gaps
    return Signal(
        id=short_id("sg_", "invented", entity, kind, start.isoformat(), len(losses), repr(values[:8].tolist())),
        entity=entity, entity_kind="country", source="invented", name=f"{kind} (invented)", kind=kind, unit="invented",
        normalised=False, start=start, step_s=step_s,
        values=tuple(None if gone else float(value) for value, gone in zip(values, missing, strict=True)),
        provenance=Provenance(reader="generator", file="invented", digest=""), licence=INVENTED,
    )  # fmt: skip


def inject(values: Floats, start: dt.datetime, step_s: int, losses: Sequence[Loss]) -> Floats:
    """The values with each loss applied. An outage scales what is measured, so its noise shrinks with it."""
    out = values.copy()
    for loss in losses:
        first = round((loss.start - start).total_seconds() / step_s)
        last = round((loss.end - start).total_seconds() / step_s)
        out[max(0, first) : max(0, last)] *= 1 - loss.depth
    return out


def _noise(manner: Manner, count: int, rng: np.random.Generator) -> Floats:
    """First-order autoregressive noise of standard deviation ``manner.noise``."""
    fresh = rng.normal(0, manner.noise * np.sqrt(1 - manner.memory**2), count)
    out = np.empty(count)
    last = rng.normal(0, manner.noise)
    for index in range(count):
        last = manner.memory * last + fresh[index]
        out[index] = last
    return out
