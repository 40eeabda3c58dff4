"""A list added to two that are linked: what it costs beside linking all three, and whether the links are the same."""

from __future__ import annotations

import os
import resource
import statistics
import time
from collections.abc import Callable

from benchmarks._synthetic import three
from tallybook.people import link, link_more, resolve

_REPEATS = 5


def _cold() -> None:
    """Forget every name that was read, as a fresh process has."""
    from tallybook.people import _names, _sounds, _table

    for cached in (_names.name_key, _names.parse_name, _sounds.skeleton, _sounds.sounds, _table._word, _table._key):
        cached.cache_clear()


def _cost(work: Callable[[], object]) -> tuple[float, float]:
    """(CPU seconds, wall seconds), from cold."""
    _cold()
    before, started = os.times(), time.perf_counter()
    work()
    after = os.times()
    return after.user + after.system - before.user - before.system, time.perf_counter() - started


def increment(old: int, new: int) -> dict[str, str | float | int]:
    """A list of ``new`` records added to ``old`` ones, against linking all of them, each with every name of its own to read.

    The middle of five runs, taken in turn, so that what else the machine does falls on both. The tables of the old lists are part of
    what was linked before; the book keeps them. ``share`` is of CPU time.
    """
    *lists, more = three(old // 2, new, seed=2)
    before = link(lists)
    step, full, again = [], [], []
    for _ in range(_REPEATS):
        step.append(_cost(lambda: link_more(before, lists, more)))
        full.append(_cost(lambda: link([*lists, more])))
        again.append(_cost(lambda: link([*lists, more], model=before.model)))
    same = resolve(link_more(before, lists, more)) == resolve(link([*lists, more], model=before.model))
    cpu, wall = (statistics.median(run[at] for run in step) for at in (0, 1))
    return {
        "task": f"{new:,} added to {old:,}",
        "method": "tallybook",
        "seconds": round(wall, 2),
        "cpu_seconds": round(cpu, 2),
        "full_seconds": round(statistics.median(run[1] for run in full), 2),
        "full_cpu_seconds": round(statistics.median(run[0] for run in full), 2),
        "share": round(cpu / statistics.median(run[0] for run in full), 3),
        "share_of_wall": round(wall / statistics.median(run[1] for run in full), 3),
        "share_without_training": round(cpu / statistics.median(run[0] for run in again), 3),
        "same_links": int(same),
        "gigabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
    }
