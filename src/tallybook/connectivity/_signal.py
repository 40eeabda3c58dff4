"""One measured time series of connectivity, with where it comes from and what its licence allows.

A value that is missing is None: a gap is unknown, never zero.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from tallybook.errors import DataError
from tallybook.model import Record

SignalKind: TypeAlias = Literal["routing", "probing", "traffic", "clients", "background", "measurements", "other"]
EntityKind: TypeAlias = Literal["country", "region", "network", "other"]

MAX_SAMPLES = 2_000_000


class Licence(Record, frozen=True):
    """What a source's terms allow. ``publishable`` False keeps the series itself out of public editions; findings may be told."""

    name: str
    publishable: bool
    noncommercial: bool
    attribution: str | None = None


class Provenance(Record, frozen=True):
    """Which reader made a signal of which bytes: ``digest`` is the SHA-256 of the file."""

    reader: str
    file: str
    digest: str


class Signal(Record, frozen=True):
    """Values on a regular grid: ``values[i]`` stands for ``start + i * step_s`` (UTC); None is unknown.

    ``normalised`` is True where the source gives a share of a maximum and not a count: two such files are not on one scale.
    """

    id: str
    entity: str
    entity_kind: EntityKind
    source: str
    name: str
    kind: SignalKind
    unit: str
    normalised: bool
    start: dt.datetime
    step_s: int
    values: tuple[float | None, ...]
    provenance: Provenance
    licence: Licence

    def time(self, index: int) -> dt.datetime:
        """The time of ``values[index]``."""
        return self.start + dt.timedelta(seconds=self.step_s * index)


def on_grid(
    points: Iterable[tuple[dt.datetime, float | None]], *, item: str
) -> tuple[dt.datetime, int, tuple[float | None, ...]]:
    """``(start, step in seconds, values)`` of unordered points; times between the points given become None.

    The step is the greatest common divisor of the distances, so an hourly column in a half-hourly file stays half-hourly with
    gaps. Raises ``DataError`` where there are fewer than two times, a time stands twice with two values, or the grid is huge.
    """
    known: dict[dt.datetime, float | None] = {}
    for time, value in points:
        if time in known and value is not None and known[time] not in (None, value):
            raise DataError(f"two different values stand at {time.isoformat()}.", item=item, hint="Keep one of them.")
        known[time] = value if value is not None else known.get(time)
    times = sorted(known)
    if len(times) < 2:
        raise DataError("the series has fewer than two points in time.", item=item, hint="Export a longer period.")
    start = times[0]
    offsets = [round((time - start).total_seconds()) for time in times]
    step = math.gcd(*offsets)
    count = offsets[-1] // step + 1
    if count > MAX_SAMPLES:
        raise DataError(
            "the times are so irregular that no common step serves them.", item=item, hint="Resample to whole minutes."
        )
    values: list[float | None] = [None] * count
    for time, offset in zip(times, offsets, strict=True):
        values[offset // step] = known[time]
    return start, step, tuple(values)


def number(text: object, *, item: str) -> float | None:
    """A finite float, or None for an empty cell, null and "NaN". Raises ``DataError`` for anything else."""
    if text is None or (isinstance(text, str) and text.strip().casefold() in {"", "nan", "null", "none", "n/a"}):
        return None
    if isinstance(text, (int, float, str)) and not isinstance(text, bool):
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if math.isfinite(value):
            return value
        if isinstance(text, float) and math.isnan(text):
            return None
    raise DataError(f"{str(text)[:40]!r} is no number.", item=item, hint="Correct the cell or leave it empty.")


def utc(value: object, *, item: str) -> dt.datetime:
    """A UTC time from ISO 8601 text or Unix seconds (milliseconds above 10^11). Times without a zone are read as UTC."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        seconds = value / 1000 if value > 1e11 else value
        if not 0 <= seconds < 1e11:
            raise DataError(f"{value!r} is no time.", item=item, hint="Give Unix seconds or ISO 8601.")
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    try:
        time = dt.datetime.fromisoformat(str(value).strip())
    except ValueError:
        raise DataError(f"{str(value)[:40]!r} is no time.", item=item, hint="Write times as 2026-01-08 16:30 in UTC.") from None
    return time.replace(tzinfo=dt.UTC) if time.tzinfo is None else time.astimezone(dt.UTC)


def check_signals(signals: Sequence[Signal]) -> None:
    """Raises ``DataError`` where two signals carry one id."""
    seen: set[str] = set()
    for signal in signals:
        if signal.id in seen:
            raise DataError("two signals carry one id.", item=signal.id, hint="Give each file its own entity name.")
        seen.add(signal.id)
