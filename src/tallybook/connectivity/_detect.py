"""Outages of one signal: enter below one share of the usual level, leave only by a lasting return above a higher one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from tallybook.connectivity._baseline import Baseline, Floats, Ints, Samples, held_share, learn, samples_of
from tallybook.connectivity._outage import Detection, Outage
from tallybook.connectivity._rules import Settings
from tallybook.connectivity._shape import shape
from tallybook.connectivity._signal import Signal
from tallybook.errors import DataError


@dataclass(slots=True)
class _Run:
    """The state while the samples are walked once, oldest first."""

    samples: Samples
    settings: Settings
    clean: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    ratio: Floats
    enter: float
    leave: float
    confirm: int
    baseline: Baseline | None = None
    opened: int | None = None
    found: list[tuple[int, int | None]] = field(default_factory=list)


def detect(signal: Signal, settings: Settings | None = None) -> Detection:
    """The outages of a signal, and how shallow a loss would have been seen at all.

    Raises ``DataError`` where the settings contradict themselves.
    """
    run = _walk(signal, settings)
    if isinstance(run, Detection):
        return run
    return _detection(signal, run)


def share_of_usual(signal: Signal, settings: Settings | None = None) -> tuple[Ints, Floats]:
    """Unix seconds and measured over usual value of the known samples; NaN where nothing usual is known."""
    run = _walk(signal, settings)
    if isinstance(run, Detection):
        samples = samples_of(signal)
        return samples.time, np.full(len(samples.time), np.nan)
    return run.samples.time, run.ratio


def _walk(signal: Signal, settings: Settings | None) -> _Run | Detection:
    chosen = settings if settings is not None else Settings()
    rule = chosen.rule(signal.kind)
    if not 0 < rule.enter < rule.leave < 1:
        raise DataError("the thresholds must be 0 < enter < leave < 1.", item=signal.kind, hint="Correct the rule.")
    samples = samples_of(signal)
    count = len(samples.time)
    confirm = max(2, round(rule.confirm_h * 3600 / samples.step))
    if count < 2 * confirm:
        return _nothing(signal, rule.enter, rule.leave, "too few values to know what is usual: nothing can be said.")
    run = _Run(samples, chosen, np.ones(count, dtype=bool), np.full(count, np.nan), rule.enter, rule.leave, confirm)
    bounds = np.flatnonzero(np.diff(samples.day)) + 1
    for start, end in zip([0, *bounds], [*bounds, count], strict=True):
        _day(run, int(start), int(end), rule.enter)
    if run.opened is not None:
        run.found.append((run.opened, None))
    return run


def detect_all(
    signals: Sequence[Signal], settings: Settings | None = None, progress: Callable[[int, int], None] | None = None
) -> tuple[Detection, ...]:
    """:func:`detect` for each signal, in their order."""
    out = []
    for done, signal in enumerate(signals, start=1):
        out.append(detect(signal, settings))
        if progress is not None:
            progress(done, len(signals))
    return tuple(out)


def _day(run: _Run, start: int, end: int, enter: float) -> None:
    """Judges one day; before it, and only while no outage is open, the baseline moves on."""
    if run.opened is None or run.baseline is None:
        run.baseline = _renewed(run, start)
        if run.baseline is not None:
            # A signal that falls this low of itself cannot tell an outage by falling this low.
            run.enter = min(enter, 0.95 * run.baseline.floor)
    if run.baseline is None:
        return
    ahead = min(len(run.ratio), end + 2 * 86_400 // max(run.samples.step, 1))
    run.ratio[start:ahead] = run.baseline.ratio(run.samples, slice(start, ahead))
    for index in range(start, end):
        if run.opened is None:
            if _opens(run, index):
                run.opened = index
                run.clean[index] = False
        elif _returns(run, index):
            run.found.append((run.opened, index))
            run.opened = None
        else:
            run.clean[index] = False


def _renewed(run: _Run, start: int) -> Baseline | None:
    days = run.samples.day
    past = np.flatnonzero(run.clean[:start])
    known = np.unique(days[past])
    if len(known) < run.settings.min_days:
        first = int(np.searchsorted(days, days[0] + run.settings.min_days))
        history: Ints = np.arange(first)
    else:
        history = past[days[past] >= known[-run.settings.history_days :][0]]
    return learn(run.samples, history, run.confirm)


def _opens(run: _Run, index: int) -> bool:
    """Whether this sample and three in four of those known in the next hours lie below ``enter``; one alone never does."""
    if not run.ratio[index] < run.enter:
        return False
    time = run.samples.time
    until = time[index] + run.confirm * run.samples.step
    window = run.ratio[index : int(np.searchsorted(time, until))]
    return len(window) >= 2 and time[-1] + run.samples.step >= until and bool(held_share(window) < run.enter)


def _returns(run: _Run, index: int) -> bool:
    """A lasting return: nine in ten of the next hours' samples at or above ``leave``, none below ``enter``, no long gap."""
    if not run.ratio[index] >= run.leave:
        return False
    return lasting(run.samples.time, run.ratio, index, run.leave, run.enter, run.settings.hold_h, run.samples.step)


def lasting(time: Ints, ratio: Floats, index: int, level: float, bottom: float, hold_h: float, step: int) -> bool:
    """Whether the samples from ``index`` keep ``level`` for ``hold_h`` hours; at least half of them must be known."""
    until = time[index] + int(hold_h * 3600)
    if time[-1] + step < until:
        return False
    stop = int(np.searchsorted(time, until))
    window = ratio[index : max(stop, index + 1)]
    expected = max(1.0, hold_h * 3600 / step)
    if len(window) < expected / 2:
        return False
    return bool((window >= level).mean() >= 0.9 and (window >= bottom).all())


def _nothing(signal: Signal, enter: float, leave: float, note: str) -> Detection:
    return Detection(
        signal=signal.id, entity=signal.entity, name=signal.name, kind=signal.kind, judged_from=None, judged_to=None,
        clean_days=0, enter=enter, leave=leave, shortest_h=0.0, detectable_depth=1.0, outages=(), notes=(note,),
    )  # fmt: skip


def _detection(signal: Signal, run: _Run) -> Detection:
    if run.baseline is None:
        return _nothing(signal, run.enter, run.leave, "no usual level is known: nothing can be said.")
    outages: list[Outage] = []
    for begin, end in run.found:
        outages.append(shape(signal, run.samples, run.ratio, begin, end, run.settings, run.enter, run.leave, outages))
    first = dt.datetime.fromtimestamp(int(run.samples.time[0]), dt.UTC)
    last = dt.datetime.fromtimestamp(int(run.samples.time[-1]) + run.samples.step, dt.UTC)
    return Detection(
        signal=signal.id,
        entity=signal.entity,
        name=signal.name,
        kind=signal.kind,
        judged_from=first,
        judged_to=last,
        clean_days=run.baseline.days,
        enter=round(run.enter, 4),
        leave=run.leave,
        shortest_h=round(run.confirm * run.samples.step / 3600, 2),
        detectable_depth=round(min(1.0, max(0.0, 1 - run.enter / max(1.0, run.baseline.ceiling))), 4),
        outages=tuple(outages),
        notes=_notes(run, outages),
    )


def _notes(run: _Run, outages: list[Outage]) -> tuple[str, ...]:
    notes = []
    if len(np.unique(run.samples.day)) < run.settings.min_days:
        notes.append(f"fewer than {run.settings.min_days} days of data: the usual level is guessed from the series itself.")
    if outages and outages[0].began_after is None:
        notes.append("the data begin inside an outage: when it began is unknown.")
    if outages and outages[-1].ended_by is None:
        notes.append("no lasting return is seen before the data end.")
    if run.enter < 0.2:
        notes.append("the signal is so noisy that only a nearly complete loss would show.")
    return tuple(notes)
