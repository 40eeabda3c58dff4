"""The accuracy gates: pinned floors, and the digest of the file on which they were measured."""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks.connectivity import KINDS, clean_signals, false_alarms, injections, simulator

from tallybook.connectivity import Signal, coverage, detect, generate, read_connectivity

GATES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "gates.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def january(shared: Path) -> tuple[Signal, ...]:
    data = (shared / GATES["january"]["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == GATES["january"]["sha256"]
    return read_connectivity(data, file="january.csv", entity="Iran").signals


@pytest.mark.shared
def test_one_outage_a_signal_with_onset_and_return_where_they_were(january: tuple[Signal, ...]) -> None:
    gate = GATES["january"]
    for signal in january:
        found = detect(signal)
        assert len(found.outages) == 1, signal.name
        onset = abs(found.outages[0].began_by - gate["onset"][signal.name])
        assert onset <= dt.timedelta(minutes=gate["onset_minutes"]), signal.name
        back = found.outages[0].ended_by
        assert back is not None
        if signal.name in gate["return"]:
            assert abs(back - gate["return"][signal.name]) <= dt.timedelta(hours=gate["return_hours"]), signal.name


@pytest.mark.shared
def test_outages_injected_into_real_clean_days(shared: Path) -> None:
    signals = clean_signals(shared / GATES["january"]["file"], 1)
    for kind, found in injections(signals, 2).items():
        assert sum(item.found for item in found) / len(found) >= GATES["injected"]["detected"], kind
        assert sum(item.covered for item in found) / len(found) >= GATES["injected"]["covered"], kind
    assert false_alarms(signals) <= GATES["injected"]["false_alarms"]


def test_outages_injected_into_invented_signals() -> None:
    signals = clean_signals(None, 1)
    assert {signal.kind for signal in signals} == set(KINDS)
    for kind, found in injections(signals, 1).items():
        assert sum(item.found for item in found) / len(found) >= GATES["injected"]["detected"], kind
        assert sum(item.covered for item in found) / len(found) >= GATES["injected"]["covered"], kind


def test_false_alarms_of_invented_signals() -> None:
    start = dt.datetime(2031, 3, 1, tzinfo=dt.UTC)
    signals = [generate(kind, start, 60, [], np.random.default_rng(seed)) for kind in KINDS for seed in range(4)]
    called = sum(len(detect(signal).outages) for signal in signals)
    assert called / len(signals) / 60 * 30 <= GATES["injected"]["false_alarms"]


@pytest.mark.parametrize("leak", [0.011, 0.095])
def test_bands_cover_whatever_the_leak_truly_is(leak: float) -> None:
    """At either end of the band every single guess would be far off."""
    access = np.ones(24 * 30)
    access[24 * 10 : 24 * 28] = 0.0
    intensity = np.full(24 * 30, 3 / 24)
    intensity[24 * 9 : 24 * 12] = 400 / 24
    found = coverage(access, intensity, runs=60, until=24.0 * 20, rate=1 / 30, seed=7, true_leak=leak)
    # Sixty runs tell the share to about 4 points: the floor is that of a band that holds 85 in 100, less two of them.
    assert found.covered >= GATES["simulator"]["low"] - 0.08


def test_bands_of_the_reporting_simulator_cover() -> None:
    share = np.mean(list(simulator(240).values()))
    assert GATES["simulator"]["low"] <= share <= GATES["simulator"]["high"]
