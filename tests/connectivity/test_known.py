from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.connectivity import (
    Loss,
    Outage,
    Report,
    Reported,
    access_curve,
    arrivals,
    band,
    check_claim,
    clock,
    detect,
    generate,
    implied_onset,
    known_by,
    posted_within,
    silences,
    simulate,
)  # fmt: skip
from tallybook.errors import DataError, RefusedError
from tallybook.model import AccessCurve, Mention

START = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)


def day(number: float) -> dt.datetime:
    return START + dt.timedelta(days=number)


def dark(begin: float, end: float) -> tuple[Outage, ...]:
    signal = generate(
        "probing", START, 40, [Loss(start=day(begin), end=day(end), depth=0.98)], np.random.default_rng(1), entity="Example"
    )
    return detect(signal).outages


def curve(*values: float | None) -> AccessCurve:
    return AccessCurve(place="Example", start=START, step_s=3600, low=values, high=values, signals=("sg_1",))


def mention(kind: str, **values: str) -> Mention:
    text = "hour 240" if kind == "duration" else "connectivity"
    return Mention(
        id="mn_1", document="d", passage="p", text_digest="0", kind=kind, text=text, span=(0, len(text)), values=values  # type: ignore[arg-type]
    )  # fmt: skip


def test_hour_n_implies_an_onset() -> None:
    begin, end = implied_onset(240, posted_within(dt.datetime(2030, 1, 30, 6, tzinfo=dt.UTC)))
    assert begin == day(20) - dt.timedelta(hours=18)
    assert end == day(20) - dt.timedelta(hours=17)


def test_hour_n_is_checked_against_what_was_measured() -> None:
    outages = dark(20, 35)
    posted = dt.date(2030, 1, 31)
    right = check_claim(mention("duration", hours="240"), posted, outages=outages)
    assert (right.verdict, right.off_h) == ("consistent", 0)
    wrong = check_claim(mention("duration", hours="100"), posted, outages=outages)
    assert wrong.verdict == "contradicts"
    # 100 hours before the day of the post began is 26 January 20:00, more than five days after the fall.
    assert wrong.off_h == pytest.approx((5 * 24) + 20)
    assert check_claim(mention("duration", hours="5"), dt.date(2030, 1, 10), outages=outages).verdict == "not checkable"


def test_levels_are_checked_against_the_band() -> None:
    access = curve(*[0.02] * 48)
    posted = dt.datetime(2030, 1, 1, 12, tzinfo=dt.UTC)
    assert check_claim(mention("connectivity", percent="1"), posted, access=access).verdict == "consistent"
    assert check_claim(mention("connectivity", percent="60"), posted, access=access).verdict == "contradicts"
    assert check_claim(mention("connectivity", percent="1"), dt.date(2031, 1, 1), access=access).verdict == "not checkable"


def test_a_mention_without_its_number_is_an_error() -> None:
    with pytest.raises(DataError, match="no number under hours"):
        check_claim(mention("duration"), dt.date(2030, 1, 1))
    with pytest.raises(DataError, match="without a zone"):
        posted_within(dt.datetime(2030, 1, 1))  # noqa: DTZ001  (the missing zone is what is tested)


def test_the_clock_runs_only_as_fast_as_reports_can_leave() -> None:
    timed = clock(curve(1.0, 0.0, None, 0.5), leak=(0.01, 0.1))
    slow, fast = timed.between(START, START + dt.timedelta(hours=4))
    assert slow == pytest.approx(1 + 0.01 + 0.01 + 0.5)
    assert fast == pytest.approx(1 + 0.1 + 1.0 + 0.5)
    # Outside the curve an hour is an hour.
    assert timed.between(day(-1), START) == (24.0, 24.0)


@given(st.lists(st.none() | st.floats(0, 1), min_size=1, max_size=30), st.floats(-5, 40), st.floats(0, 40))
def test_the_clock_never_runs_backwards_or_fast(values: list[float | None], begin: float, hours: float) -> None:
    timed = clock(curve(*values))
    slow, fast = timed.between(START + dt.timedelta(hours=begin), START + dt.timedelta(hours=begin + hours))
    assert -1e-6 <= slow <= fast + 1e-6
    assert fast <= hours + 1e-6


def test_the_access_curve_spans_its_signals() -> None:
    loss = Loss(start=day(20), end=day(22), depth=1.0)
    seen = generate("probing", START, 40, [loss], np.random.default_rng(1))
    unseen = generate("traffic", START, 40, [], np.random.default_rng(2))
    access = access_curve([seen, unseen])
    cell = 21 * 24
    low, high = access.low[cell], access.high[cell]
    assert low == 0
    assert high is not None
    assert high > 0.6
    with pytest.raises(DataError, match="no signal shows what people could send"):
        access_curve([generate("routing", START, 40, [], np.random.default_rng(1))])


def test_reports_are_tagged_by_how_they_came() -> None:
    outages = dark(20, 30)
    timed = clock(curve(*[1.0] * (20 * 24), *[0.0] * (10 * 24), *[1.0] * (10 * 24)), leak=(0.01, 0.1))
    times = {"a": day(10), "b": day(25), "c": day(31)}
    reports = [Report(id=key, place="Example", happened=(day(9), day(10)), published=time) for key, time in times.items()]
    elsewhere = Report(id="d", place="Elsewhere", happened=(day(9), day(10)), published=day(25))
    found = arrivals([*reports, elsewhere], outages, {"Example": timed})
    assert [item.arrived for item in found] == [
        "before the outage",
        "during the outage",
        "after the outage",
        "no outage measured",
    ]
    assert found[1].delay_h == (15 * 24, 16 * 24)
    # Ten to eleven days of light, then five days at 1 to 10 %.
    assert found[1].clock_h == pytest.approx((10 * 24 + 1.2, 11 * 24 + 12))
    assert found[3].clock_h is None


def test_what_could_be_known_of_a_day() -> None:
    timed = clock(curve(*[0.0] * (10 * 24)), leak=(0.01, 0.1))
    before, later = known_by([dt.date(2030, 1, 1), dt.date(2030, 2, 1)], day(10), timed, (0.02, 0.05))
    hours = 9.5 * 24
    assert before.low == pytest.approx(1 - math.exp(-0.02 * 0.01 * hours), abs=1e-4)
    assert before.high == pytest.approx(1 - math.exp(-0.05 * 0.1 * hours), abs=1e-4)
    assert (later.low, later.high) == (0, 0)


def test_dark_and_silent_is_unknown_and_not_zero() -> None:
    outages = dark(20, 30)
    found = silences(["Example", "Bright", "Unmeasured"], outages, {"Bright": 0}, day(20), day(30), measured=["Bright"])
    assert [place.state for place in found] == ["dark and silent", "silent", "not measured"]
    assert found[0].dark_share == 1.0
    assert "unknown, not zero" in found[0].sentence
    assert silences(["Example"], outages, {"Example": 3}, day(20), day(30))[0].state == "reporting through the dark"


def test_with_full_access_every_report_comes_and_the_band_says_so() -> None:
    rng = np.random.default_rng(7)
    access = np.ones(24 * 60)
    events = np.sort(rng.uniform(0, 24 * 10, 300))
    reports = simulate(access, events, 1 / 5, 0.05, 24.0 * 60, rng)
    assert len(reports.happened) == 300
    found = band(reports, access, rng)
    assert (found.low, found.high) == (300, 300)


def test_too_few_reports_are_refused() -> None:
    few = Reported(happened=(1.0,), reported=(2.0,), until=10)
    with pytest.raises(RefusedError, match="too few"):
        band(few, np.ones(24), np.random.default_rng(1))
