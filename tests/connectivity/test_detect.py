from __future__ import annotations

import datetime as dt

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.connectivity import Loss, Rule, Settings, Signal, curfews, detect, episodes, generate
from tallybook.connectivity._signal import SignalKind
from tallybook.errors import DataError

START = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)


def day(number: float) -> dt.datetime:
    return START + dt.timedelta(days=number)


def invented(kind: SignalKind, *losses: Loss, days: int = 40, seed: int = 1) -> Signal:
    return generate(kind, START, days, losses, np.random.default_rng(seed))


def blank(signal: Signal, begin: dt.datetime, end: dt.datetime) -> Signal:
    values = tuple(None if begin <= signal.time(i) < end else value for i, value in enumerate(signal.values))
    return msgspec.structs.replace(signal, values=values)


def test_a_long_outage_stays_one_outage_however_long() -> None:
    found = detect(invented("probing", Loss(start=day(15), end=day(75), depth=0.95), days=90)).outages
    assert [(outage.began_by, outage.ended_by) for outage in found] == [(day(15), day(75))]
    assert found[0].began_after == day(15) - dt.timedelta(minutes=30)
    assert found[0].ended_after == day(75) - dt.timedelta(minutes=30)
    assert found[0].depth_median == pytest.approx(0.95, abs=0.01)


def test_a_staged_return_and_a_brief_one() -> None:
    signal = invented(
        "probing",
        Loss(start=day(20), end=day(22), depth=0.97),
        Loss(start=day(22) + dt.timedelta(hours=2), end=day(24), depth=0.97),
        Loss(start=day(24), end=day(25), depth=0.6),
    )
    (outage,) = detect(signal).outages
    assert outage.brief_returns == ((day(22), day(22) + dt.timedelta(hours=2)),)
    assert [(r.level, r.at) for r in outage.recovery] == [(0.25, day(24)), (0.5, day(25)), (0.8, day(25))]
    assert [phase.state for phase in outage.phases] == ["blackout", "returned", "blackout", "partial"]
    assert outage.ended_by == day(25)


def test_gaps_widen_the_onset_and_are_never_zeros() -> None:
    signal = invented("probing", Loss(start=day(20), end=day(23), depth=0.95))
    gone = blank(signal, day(20) - dt.timedelta(hours=3), day(20) + dt.timedelta(hours=2))
    (outage,) = detect(gone).outages
    assert outage.began_after == day(20) - dt.timedelta(hours=3, minutes=30)
    assert outage.began_by == day(20) + dt.timedelta(hours=2)
    assert detect(blank(invented("probing"), day(20), day(23))).outages == ()


def test_a_gap_inside_is_an_unknown_phase() -> None:
    signal = blank(invented("probing", Loss(start=day(20), end=day(23), depth=0.95)), day(21), day(22))
    (outage,) = detect(signal).outages
    assert [phase.state for phase in outage.phases] == ["blackout", "unknown", "blackout"]
    assert outage.unknown_hours == 24


def test_an_outage_that_still_lasts_has_no_end() -> None:
    found = detect(invented("traffic", Loss(start=day(30), end=day(40), depth=0.95)))
    assert found.outages[0].ended_by is None
    assert found.outages[0].covers(day(39))
    assert any("no lasting return" in note for note in found.notes)


def test_a_relapse_names_what_it_follows() -> None:
    losses = (Loss(start=day(20), end=day(21), depth=0.9), Loss(start=day(23), end=day(24), depth=0.9))
    first, second = detect(invented("probing", *losses)).outages
    assert first.relapse_of is None
    assert second.relapse_of == first.id


def test_shallow_or_short_losses_are_not_detectable_and_never_absent() -> None:
    found = detect(invented("background"))
    assert found.outages == ()
    assert found.answer(0.3, day(20), day(21)) == "not detectable"
    assert found.answer(0.95, day(20), day(20) + dt.timedelta(hours=1)) == "not detectable"
    assert found.answer(0.95, day(20), day(21)) == "no outage"
    assert found.answer(0.95, day(50), day(51)) == "unknown"


def test_an_hourly_signal_on_a_half_hourly_grid() -> None:
    signal = invented("clients", Loss(start=day(20), end=day(25), depth=0.95))
    hourly = msgspec.structs.replace(signal, values=tuple(v if i % 2 == 0 else None for i, v in enumerate(signal.values)))
    (outage,) = detect(hourly).outages
    assert (outage.began_by, outage.ended_by) == (day(20), day(25))
    assert outage.unknown_hours == 0


def test_too_little_says_so() -> None:
    short = msgspec.structs.replace(invented("probing"), values=(1.0, 2.0))
    assert detect(short).outages == ()
    assert detect(short).judged_from is None


def test_thresholds_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(DataError, match="thresholds"):
        detect(invented("probing"), Settings(rules={"probing": Rule(enter=0.9, leave=0.5, confirm_h=1)}))


@settings(max_examples=15, deadline=None)
@given(st.floats(0.5, 5000), st.integers(8, 30), st.integers(1, 200))
def test_scale_changes_nothing(factor: float, begin: int, hours: int) -> None:
    loss = Loss(start=day(begin), end=day(begin) + dt.timedelta(hours=hours), depth=0.9)
    signal = invented("probing", loss)
    scaled = msgspec.structs.replace(signal, values=tuple(None if v is None else v * factor for v in signal.values))
    assert detect(scaled).outages == detect(signal).outages


def test_signals_agree_or_not_and_are_never_averaged() -> None:
    loss = Loss(start=day(20), end=day(22), depth=0.95)
    earlier = Loss(start=day(20) - dt.timedelta(hours=2), end=day(22), depth=0.95)
    detections = [detect(invented("probing", earlier)), detect(invented("traffic", loss)), detect(invented("routing"))]
    (episode,) = episodes(detections)
    assert [witness.answer for witness in episode.witnesses] == ["outage", "outage", "no outage"]
    assert not episode.agree
    assert episode.precursor == "probing (invented)"
    assert episode.began == (earlier.start, loss.start)
    assert episode.sentence.startswith("Example: 2 of 3 signals show the outage; routing (invented) would have shown it")


def test_places_are_never_joined() -> None:
    loss = Loss(start=day(20), end=day(22), depth=0.95)
    rng = np.random.default_rng(3)
    two = [detect(generate("probing", START, 40, [loss], rng, entity=name)) for name in ("North", "South")]
    assert [episode.entity for episode in episodes(two)] == ["North", "South"]


def test_nightly_outages_are_a_curfew() -> None:
    zone = dt.timezone(dt.timedelta(hours=3, minutes=30))
    losses = [Loss(start=day(n + 0.5), end=day(n + 0.5) + dt.timedelta(hours=8), depth=0.9) for n in range(20, 27)]
    found = detect(invented("traffic", *losses, Loss(start=day(33), end=day(33.5), depth=0.9)))
    (curfew,) = curfews(found.outages, zone)
    assert curfew.days == 7
    assert curfew.from_local_s == 15 * 3600 + 1800
    assert curfew.to_local_s == 23 * 3600 + 1800
    assert (curfew.first_day, curfew.last_day) == (dt.date(2030, 1, 21), dt.date(2030, 1, 27))


def test_two_nights_are_no_pattern() -> None:
    losses = [Loss(start=day(n + 0.5), end=day(n + 0.8), depth=0.9) for n in (20, 21)]
    assert curfews(detect(invented("traffic", *losses)).outages) == ()
