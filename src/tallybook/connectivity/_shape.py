"""The shape of one outage: onset and return as intervals, depth, phases, staged recovery, brief returns."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import numpy as np

from tallybook.connectivity._baseline import Floats, Samples
from tallybook.connectivity._outage import Outage, Phase, Recovery, State
from tallybook.connectivity._rules import Settings
from tallybook.connectivity._signal import Signal
from tallybook.model import short_id


def _time(seconds: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(int(seconds), dt.UTC)


def shape(
    signal: Signal, samples: Samples, ratio: Floats, begin: int, end: int | None, settings: Settings, enter: float, leave: float,
    earlier: list[Outage],
) -> Outage:  # fmt: skip
    """The outage whose first bad sample is ``begin`` and whose first sample of the lasting return is ``end``."""
    stop = len(ratio) if end is None else end
    inside = ratio[begin:stop]
    good = np.flatnonzero(ratio[:begin] >= leave)
    bad = np.flatnonzero(inside < leave)
    began_by = _time(samples.time[begin])
    return Outage(
        id=short_id("ou_", signal.id, began_by.isoformat()),
        signal=signal.id,
        entity=signal.entity,
        entity_kind=signal.entity_kind,
        source=signal.source,
        name=signal.name,
        kind=signal.kind,
        began_after=_time(samples.time[good[-1]]) if len(good) else None,
        began_by=began_by,
        ended_after=_time(samples.time[begin + bad[-1]]) if end is not None else None,
        ended_by=_time(samples.time[end]) if end is not None else None,
        depth_max=round(float(1 - min(1.0, np.nanmin(inside))), 4),
        depth_median=round(float(1 - min(1.0, np.nanmedian(inside))), 4),
        recovery=tuple(
            _recovery(samples, ratio, begin, stop, level, enter, settings) for level in settings.levels if inside.min() < level
        ),
        phases=_phases(samples, ratio, begin, stop, settings.blackout, leave),
        brief_returns=_brief(samples, ratio, begin, stop, leave),
        unknown_hours=_unknown(samples, begin, stop),
        relapse_of=_relapse_of(began_by, earlier, settings),
    )


def _recovery(samples: Samples, ratio: Floats, begin: int, stop: int, level: float, enter: float, settings: Settings) -> Recovery:
    """When nine in ten samples of the hold keep ``level``, counted from the first sample after the signal was below it."""
    first = begin + int(np.argmax(ratio[begin:stop] < level))
    hold = int(settings.hold_h * 3600)
    bottom = min(level, enter)
    for index in first + np.flatnonzero(ratio[first:] >= level):
        until = int(np.searchsorted(samples.time, samples.time[index] + hold))
        window = ratio[index:until]
        whole = samples.time[-1] + samples.step >= samples.time[index] + hold
        enough = len(window) * samples.step * 2 >= hold
        if whole and enough and (window >= level).mean() >= 0.9 and (window >= bottom).all():
            return Recovery(level=level, at=_time(samples.time[index]))
    return Recovery(level=level, at=None)


def _state(share: float, blackout: float, leave: float) -> State:
    if np.isnan(share):
        return "unknown"
    if share < blackout:
        return "blackout"
    return "partial" if share < leave else "returned"


def _phases(samples: Samples, ratio: Floats, begin: int, stop: int, blackout: float, leave: float) -> tuple[Phase, ...]:
    """Stretches of one state. A gap of more than two steps is a stretch of its own: unknown."""
    spans: list[tuple[State, int, int]] = []
    for index in range(begin, stop):
        at = int(samples.time[index])
        until = int(samples.time[index + 1]) if index + 1 < len(samples.time) else at + samples.step
        gap = until - at > 2 * samples.step
        _add(spans, _state(float(ratio[index]), blackout, leave), at, at + samples.step if gap else until)
        if gap and index + 1 < stop:
            _add(spans, "unknown", at + samples.step, until)
    return tuple(Phase(state=state, start=_time(start), end=_time(end)) for state, start, end in spans)


def _add(spans: list[tuple[State, int, int]], state: State, start: int, end: int) -> None:
    if spans and spans[-1][0] == state and spans[-1][2] == start:
        spans[-1] = (state, spans[-1][1], end)
    else:
        spans.append((state, start, end))


def _brief(samples: Samples, ratio: Floats, begin: int, stop: int, leave: float) -> tuple[tuple[dt.datetime, dt.datetime], ...]:
    """Stretches of at least two samples at or above ``leave`` that did not last."""
    up = np.concatenate([[False], ratio[begin:stop] >= leave, [False]])
    edges = np.flatnonzero(np.diff(up.astype(np.int8))).tolist()
    runs = zip(edges[::2], edges[1::2], strict=True)
    return tuple(
        (_time(samples.time[begin + first]), _time(samples.time[begin + last - 1] + samples.step))
        for first, last in runs
        if last - first >= 2
    )


def _unknown(samples: Samples, begin: int, stop: int) -> float:
    times = samples.time[begin : stop + 1].tolist()
    missing: int = sum(max(0, later - earlier - samples.step) for earlier, later in pairwise(times))
    return round(missing / 3600, 2)


def _relapse_of(began: dt.datetime, earlier: list[Outage], settings: Settings) -> str | None:
    if not earlier or earlier[-1].ended_by is None:
        return None
    return earlier[-1].id if began - earlier[-1].ended_by <= dt.timedelta(days=settings.relapse_days) else None
