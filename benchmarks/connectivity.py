"""Outages injected into signals, speed, and the reporting simulator.

``uv run python -m benchmarks.connectivity [--data IODA.csv] [--seeds 3] [--runs 1000] [--json]``

With ``--data`` the outages are injected into the clean days of a real IODA export, else into invented signals.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import time
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from benchmarks._shapes import held_out
from tallybook import __version__
from tallybook.connectivity import Loss, Signal, coverage, detect, detect_all, generate, inject, read_connectivity
from tallybook.connectivity._rules import RULES
from tallybook.connectivity._signal import SignalKind

HOURS = (6, 24, 72, 120, 240)
DEPTHS = (0.6, 0.75, 0.9, 1.0)
KINDS: tuple[SignalKind, ...] = ("probing", "traffic", "background")
START = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
DAYS = 36


class Injected(NamedTuple):
    """One injected outage: was it found, how much of it is covered, and how many hours were called an outage beside it."""

    found: bool
    covered: float
    beside_h: float


def judge(signal: Signal, loss: Loss) -> Injected:
    step = dt.timedelta(seconds=signal.step_s)
    inside, beside = dt.timedelta(), dt.timedelta()
    for outage in detect(signal).outages:
        end = outage.ended_by or signal.time(len(signal.values))
        overlap = max(dt.timedelta(), min(end, loss.end) - max(outage.began_by, loss.start))
        inside += overlap
        beside += max(dt.timedelta(), end - outage.began_by - overlap - step)
    share = inside / (loss.end - loss.start)
    return Injected(share >= 0.5, share, beside.total_seconds() / 3600)


def injections(signals: list[Signal], seeds: int) -> dict[str, list[Injected]]:
    """Each length and depth into each signal; the outage begins in the second half, after a clean history."""
    out: dict[str, list[Injected]] = {}
    for signal in signals:
        for seed in range(seeds):
            rng = np.random.default_rng(seed)
            for hours in HOURS:
                for depth in DEPTHS:
                    begin = signal.start + dt.timedelta(hours=int(rng.integers(14 * 24, DAYS * 24 - hours - 12)))
                    loss = Loss(start=begin, end=begin + dt.timedelta(hours=hours), depth=depth)
                    out.setdefault(signal.kind, []).append(judge(with_loss(signal, loss), loss))
    return out


def with_loss(signal: Signal, loss: Loss) -> Signal:
    values = np.array([np.nan if value is None else value for value in signal.values])
    damaged = inject(values, signal.start, signal.step_s, [loss])
    return msgspec.structs.replace(signal, values=tuple(None if np.isnan(value) else float(value) for value in damaged))


def clean_signals(data: Path | None, seeds: int) -> list[Signal]:
    """The clean days: invented ones, or the first 36 of the file."""
    if data is None:
        return [generate(kind, START, DAYS, [], np.random.default_rng(1000 + s)) for kind in KINDS for s in range(seeds)]
    read = read_connectivity(data.read_bytes(), file=data.name, entity="as given")
    keep = DAYS * 86_400
    return [msgspec.structs.replace(s, values=s.values[: keep // s.step_s]) for s in read.signals if s.kind in KINDS]


def false_alarms(signals: list[Signal]) -> float:
    """Outages called in clean days, a signal and 30 days."""
    called = sum(len(detect(signal).outages) for signal in signals)
    return called / len(signals) / DAYS * 30


def simulator(runs: int) -> dict[str, float]:
    """Coverage of the 90 % bands as of four days of an invented 18-day blackout, the true leak drawn anew in each run."""
    access = np.ones(24 * 30)
    access[24 * 10 : 24 * 28] = 0.0
    intensity = np.full(24 * 30, 3 / 24)
    intensity[24 * 9 : 24 * 12] = 400 / 24
    days = (14, 20, 27, 29)
    return {
        f"as of day {day}": coverage(access, intensity, runs=runs // len(days), until=24.0 * day, rate=1 / 30, seed=day).covered
        for day in days
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    signals = clean_signals(args.data, args.seeds)
    results: dict[str, object] = {"version": __version__, "date": dt.datetime.now(dt.UTC).date().isoformat()}
    for kind, found in injections(signals, args.seeds).items():
        detected = sum(item.found for item in found) / len(found)
        covered = sum(item.covered for item in found) / len(found)
        beside = sum(item.beside_h for item in found) / len(found)
        results[kind] = {
            "runs": len(found),
            "detected": round(detected, 4),
            "covered": round(covered, 4),
            "beside_h": round(beside, 2),
        }
    for kind in sorted(RULES):
        judged, alarms = held_out(kind, range(900, 900 + args.seeds))
        results[f"held-out shapes, {kind}"] = {
            "runs": len(judged),
            "detected": round(float(np.mean([one.found for one in judged])), 4),
            "covered": round(float(np.mean([one.covered for one in judged])), 4),
            "false alarms in 30 days": round(alarms, 3),
        }
    results["false alarms in 30 days"] = round(false_alarms(signals), 3)
    if args.data is not None:
        whole = read_connectivity(args.data.read_bytes(), file=args.data.name, entity="as given").signals
        begin = time.perf_counter()
        detect_all(whole)
        results["seconds for all signals"] = round(time.perf_counter() - begin, 3)
    results["simulator, 90 % bands"] = simulator(args.runs)
    if args.json:
        json.dump(results, sys.stdout, indent=2)
        print()
    else:
        for key, value in results.items():
            print(f"{key:28} {value}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
