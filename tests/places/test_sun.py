from __future__ import annotations

import datetime as dt
import math
from typing import Any

import numpy as np
import pytest

from tallybook.errors import DataError
from tallybook.places import check_light, sun, sun_angles, windows

ephem = pytest.importorskip("ephem")
GATE = 0.05
TEHRAN = dt.timezone(dt.timedelta(hours=3, minutes=30))


def test_ten_thousand_random_cases_against_pyephem() -> None:
    rng = np.random.default_rng(5)
    count = 10_000
    lats = np.degrees(np.arcsin(rng.uniform(-1, 1, count)))
    lons = rng.uniform(-180, 180, count)
    first, last = (dt.datetime(year, 1, 1, tzinfo=dt.UTC).timestamp() for year in (2000, 2040))
    times = rng.uniform(first, last, count)
    altitude, azimuth = sun_angles(lats, lons, times)
    theirs = np.array([_ephem(*case) for case in zip(lats, lons, times, strict=True)])
    assert np.abs(altitude - theirs[:, 0]).max() <= GATE
    apart = np.abs((azimuth - theirs[:, 1] + 180) % 360 - 180)
    assert apart[np.abs(theirs[:, 0]) < 85].max() <= GATE
    # Straight overhead an azimuth means little: there the distance on the sky is what counts.
    assert (apart * np.cos(np.radians(theirs[:, 0]))).max() <= GATE


def _ephem(lat: float, lon: float, time: float) -> tuple[float, float]:
    observer: Any = ephem.Observer()
    observer.lat, observer.lon, observer.pressure = str(lat), str(lon), 0
    observer.date = dt.datetime.fromtimestamp(time, dt.UTC).replace(tzinfo=None)
    body: Any = ephem.Sun(observer)
    return math.degrees(body.alt), math.degrees(body.az)


def test_noon_on_the_equator_at_the_equinox() -> None:
    # The March equinox of 2026 falls on 20 March 14:46 UTC; the equation of time is then about -7.5 minutes.
    noon = sun(0.0, 0.0, dt.datetime(2026, 3, 20, 12, 7, 30, tzinfo=dt.UTC))
    assert noon.altitude == pytest.approx(90, abs=0.2)
    assert noon.shadow == pytest.approx(0, abs=0.005)


def test_a_shadow_as_long_as_the_object_means_45_degrees() -> None:
    found = windows(37.55, 45.08, dt.date(2026, 6, 1), zone=TEHRAN, shadow=(0.95, 1.05))
    assert len(found) == 2  # once before noon, once after
    for window in found:
        middle = sun(37.55, 45.08, window.start + (window.end - window.start) / 2)
        assert middle.altitude == pytest.approx(45, abs=1)
        assert middle.shadow == pytest.approx(1, abs=0.05)


def test_no_shadow_at_night() -> None:
    assert sun(37.55, 45.08, dt.datetime(2026, 1, 8, 21, tzinfo=dt.UTC)).shadow is None


def test_daylight_of_a_winter_day_in_tehran() -> None:
    (day,) = windows(35.69, 51.39, dt.date(2026, 1, 8), zone=TEHRAN, daylight=True)
    # Almanacs give sunrise 07:15 and sunset 17:08 in local time.
    assert abs(day.start.astimezone(TEHRAN) - dt.datetime(2026, 1, 8, 7, 15, tzinfo=TEHRAN)) < dt.timedelta(minutes=3)
    assert abs(day.end.astimezone(TEHRAN) - dt.datetime(2026, 1, 8, 17, 8, tzinfo=TEHRAN)) < dt.timedelta(minutes=3)


def test_a_claim_against_the_light() -> None:
    found = windows(35.69, 51.39, dt.date(2026, 1, 8), zone=TEHRAN, daylight=True)
    noon = dt.datetime(2026, 1, 8, 12, tzinfo=TEHRAN)
    assert check_light((noon, noon), found).verdict == "consistent"
    night = dt.datetime(2026, 1, 8, 20, 30, tzinfo=TEHRAN)
    late = check_light((night, night), found)
    assert late.verdict == "contradicts"
    assert late.off_min == pytest.approx(202, abs=3)
    assert check_light((noon, noon), ()).verdict == "contradicts"


def test_an_azimuth_range_through_north() -> None:
    # Inside the polar circle the midnight sun stands in the north.
    found = windows(70.0, 25.0, dt.date(2026, 6, 21), azimuth=(350, 10), altitude=(0, 90))
    assert len(found) == 1
    assert sun(70.0, 25.0, found[0].start).azimuth == pytest.approx(350, abs=1)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(DataError, match="without a zone"):
        sun(0, 0, dt.datetime(2026, 1, 1))  # noqa: DTZ001  (the missing zone is what is tested)
    with pytest.raises(DataError, match="no coordinates"):
        sun(95, 0, dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
