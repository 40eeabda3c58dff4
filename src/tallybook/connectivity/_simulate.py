"""The reporting simulator, and the band that it tests.

Model: a report leaves at a constant hazard per *connected* hour, so an event of time s is known by T with chance
1 - exp(-rate * (tau(T) - tau(s))), with tau the connectivity clock. When all is dark a share, the leak, still gets out; it is not
known, so the band is taken over all leaks of a range. Generator and estimator share these assumptions: that the band covers
in simulation is a test of the arithmetic, no evidence about any country; deaths that are never reported are outside of it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tallybook.errors import RefusedError
from tallybook.model import Record

Floats = NDArray[np.float64]
RATES = 40
LEAKS = 25
FEWEST = 5


class Reported(Record, frozen=True):
    """Reported events: hours since the curve's start at which each happened and was reported, both by ``until``."""

    happened: tuple[float, ...]
    reported: tuple[float, ...]
    until: float


class Band(Record, frozen=True):
    """How many events there may have been: ``low`` to ``high`` at ``level``. Never a point. ``reported`` are known already."""

    reported: int
    low: int
    high: int
    level: float
    leak: tuple[float, float]
    rule: str


class Coverage(Record, frozen=True):
    """How often the bands of ``runs`` simulations held the true number."""

    runs: int
    covered: float
    median_width: float
    level: float


def _tau(access: Floats, leak: float) -> Floats:
    """Connected hours at each whole hour of the curve, given hourly access."""
    return np.concatenate([[0.0], np.cumsum(np.maximum(access, leak))])


def simulate(access: Floats, events: Floats, rate: float, leak: float, until: float, rng: np.random.Generator) -> Reported:
    """Reports of ``events`` (hours since the start) under hourly ``access``: each leaves after an exponential connected time."""
    tau = _tau(access, leak)
    grid = np.arange(len(tau), dtype=np.float64)
    leaves = np.interp(events, grid, tau) + rng.exponential(1 / rate, len(events))
    reported = np.interp(leaves, tau, grid, right=np.inf)
    known = reported <= until
    order = np.argsort(reported[known], kind="stable")
    return Reported(happened=tuple(events[known][order].tolist()), reported=tuple(reported[known][order].tolist()), until=until)


def band(
    reports: Reported, access: Floats, rng: np.random.Generator, *, leak: tuple[float, float] = (0.01, 0.10), level: float = 0.9,
    draws: int = 2000,
) -> Band:  # fmt: skip
    """How many events there may have been by ``until``, under every leak of the range and every rate the reports allow.

    Rate and leak are weighed by the right-truncated delays of the reports; each known event stands for itself and for those like
    it that are not known yet. Raises ``RefusedError`` below five reports: too few to learn a rate from.
    """
    if len(reports.happened) < FEWEST:
        raise RefusedError(
            f"{len(reports.happened)} reports are too few to learn how fast reports leave.", hint=f"At least {FEWEST} are needed."
        )
    waited, open_for, hazard = _times(reports, access, leak)
    rates = _rate_grid(waited, open_for)
    weight = _posterior(waited, open_for, hazard, rates)
    cells = rng.choice(weight.size, size=draws, p=weight.ravel())
    totals = np.empty(draws)
    for cell, times in zip(*np.unique(cells, return_counts=True), strict=True):
        row, column = divmod(int(cell), len(rates))
        chance = np.clip(-np.expm1(-rates[column] * open_for[row]), 1e-6, 1.0)
        unseen = rng.geometric(chance, size=(int(times), len(chance))) - 1
        totals[cells == cell] = len(chance) + unseen.sum(axis=1)
    low, high = np.quantile(totals, [(1 - level) / 2, (1 + level) / 2])
    return Band(
        reported=len(reports.happened), low=int(np.floor(low)), high=int(np.ceil(high)), level=level, leak=leak,
        rule=f"reports leave at a constant rate per connected hour; leak {leak[0]:g} to {leak[1]:g}, unknown",
    )  # fmt: skip


def _times(reports: Reported, access: Floats, leak: tuple[float, float]) -> tuple[Floats, Floats, Floats]:
    """For each leak of the range: connected hours that each report waited and had, and the log of access when it left."""
    leaks = np.geomspace(leak[0], leak[1], LEAKS)
    happened, reported = np.array(reports.happened), np.array(reports.reported)
    grid = np.arange(len(access) + 1, dtype=np.float64)
    left = np.clip(reported.astype(np.int64), 0, len(access) - 1)
    waited, open_for, hazard = [], [], []
    for share in leaks:
        tau = _tau(access, float(share))
        begin = np.interp(happened, grid, tau)
        waited.append(np.interp(reported, grid, tau) - begin)
        open_for.append(np.interp(reports.until, grid, tau) - begin)
        hazard.append(np.log(np.maximum(access[left], share)).sum())
    return np.array(waited), np.array(open_for), np.array(hazard)


def _rate_grid(waited: Floats, open_for: Floats) -> Floats:
    longest = max(float(np.median(open_for)), float(np.median(waited)), 1e-3)
    shortest = max(float(np.quantile(waited, 0.1)), 1e-3)
    return np.geomspace(0.1 / longest, 10 / shortest, RATES * 4)


def _posterior(waited: Floats, open_for: Floats, hazard: Floats, rates: Floats) -> Floats:
    """Weights over leaks (rows) and rates (columns): right-truncated exponential delays, flat in both logarithms."""
    count = waited.shape[1]
    log = count * np.log(rates)[None, :] + hazard[:, None] - rates[None, :] * waited.sum(axis=1)[:, None]
    for row, times in enumerate(open_for):
        log[row] -= np.log(np.maximum(-np.expm1(-np.outer(rates, times)), 1e-300)).sum(axis=1)
    weight: Floats = np.exp(log - log.max())
    weight /= weight.sum()
    return weight


def coverage(
    access: Floats, intensity: Floats, *, runs: int, until: float, rate: float, leak: tuple[float, float] = (0.01, 0.10),
    true_leak: float | None = None, level: float = 0.9, seed: int = 0, progress: Callable[[int, int], None] | None = None,
) -> Coverage:  # fmt: skip
    """Simulates ``runs`` crises and counts how often the band held the true number.

    ``intensity`` is the expected number of events in each hour. ``true_leak`` None draws it from the range in every run, so that
    any single guess would be wrong in almost all of them.
    """
    rng = np.random.default_rng(seed)
    held, widths = 0, []
    for done in range(1, runs + 1):
        counts = rng.poisson(intensity)
        events = np.repeat(np.arange(len(intensity)), counts) + rng.random(int(counts.sum()))
        events = events[events <= until]
        truth = true_leak if true_leak is not None else float(np.exp(rng.uniform(*np.log(leak))))
        found = band(simulate(access, events, rate, truth, until, rng), access, rng, leak=leak, level=level, draws=600)
        held += found.low <= len(events) <= found.high
        widths.append(found.high - found.low)
        if progress is not None:
            progress(done, runs)
    return Coverage(runs=runs, covered=round(held / runs, 4), median_width=float(np.median(widths)), level=level)
