"""Where the sun stood: altitude, azimuth and shadow at a time and place, and the times that an observed angle allows.

Formulas after J. Meeus, *Astronomical Algorithms* (2nd ed., 1998), chapters 12, 13, 22 and 25, with the five largest
perturbations of his *Astronomical Formulae for Calculators* (chapter 18), parallax, and dT after Espenak and Meeus (NASA,
2006). Angles in degrees; azimuth from north through east. Airless altitude: near the horizon the air lifts the sun by up to
half a degree.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tallybook.errors import DataError
from tallybook.model import Record

Floats: TypeAlias = NDArray[np.float64]
LightVerdict: TypeAlias = Literal["consistent", "contradicts", "not checkable"]
J2000 = 2_451_545.0
UNIX_EPOCH_JD = 2_440_587.5
RISE_ALTITUDE = -0.833  # the sun's radius and the air's lift together


class Sun(Record, frozen=True):
    """The sun at one moment. ``shadow`` is the length of an upright object's shadow as a multiple of its height; None at
    night.
    """

    time: dt.datetime
    altitude: float
    azimuth: float
    shadow: float | None


class Window(Record, frozen=True):
    """A stretch of time (UTC) in which an observation is possible."""

    start: dt.datetime
    end: dt.datetime


class LightCheck(Record, frozen=True):
    """Whether the light fits the claimed time. ``windows`` are all the times of the day that fit; ``off_min`` is how far off
    the claim is.
    """

    verdict: LightVerdict
    windows: tuple[Window, ...]
    off_min: float | None
    sentence: str


def sun(lat: float, lon: float, time: dt.datetime) -> Sun:
    """The sun over a point (WGS 84) at a time. Raises ``DataError`` for a time without a zone or a point off the Earth."""
    _check(lat, lon, time)
    altitude, azimuth = sun_angles(lat, lon, np.array([time.timestamp()]))
    high = float(altitude[0])
    shadow = round(1 / math.tan(math.radians(high)), 4) if high > 0 else None
    return Sun(time=time.astimezone(dt.UTC), altitude=round(high, 4), azimuth=round(float(azimuth[0]), 4), shadow=shadow)


def _check(lat: float, lon: float, time: dt.datetime) -> None:
    if time.tzinfo is None:
        raise DataError(
            "a time without a zone says nothing about the sun.", item=time.isoformat(), hint="Say which zone it is in."
        )
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise DataError("these are no coordinates of a place on Earth.", item=f"{lat}, {lon}", hint="Check their order.")


def sun_angles(lat: float | Floats, lon: float | Floats, unix: Floats) -> tuple[Floats, Floats]:
    """Altitude and azimuth in degrees of Unix times (seconds); arrays broadcast."""
    days = unix / 86_400 + UNIX_EPOCH_JD - J2000
    right_ascension, declination, tilt, nutation = _equatorial((days + _delta_t(unix) / 86_400) / 36_525)
    t = days / 36_525
    sidereal = 280.46061837 + 360.98564736629 * days + 0.000387933 * t**2 - t**3 / 38_710_000
    hour = np.radians((sidereal + nutation * np.cos(np.radians(tilt)) + lon) % 360) - right_ascension
    here = np.radians(lat)
    sine = np.sin(here) * np.sin(declination) + np.cos(here) * np.cos(declination) * np.cos(hour)
    altitude = np.degrees(np.arcsin(np.clip(sine, -1, 1)))
    across = np.cos(hour) * np.sin(here) - np.tan(declination) * np.cos(here)
    azimuth = (np.degrees(np.arctan2(np.sin(hour), across)) + 180) % 360
    return altitude - 8.794 / 3600 * np.cos(np.radians(altitude)), azimuth


def _delta_t(unix: Floats) -> Floats:
    """Seconds by which the Earth's turning lags behind uniform time; fits 1986 to 2050, and is close enough beside it."""
    years = unix / 31_556_952 - 30
    return 63.2 + 0.267 * years + 0.00195 * years**2


def _equatorial(t: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Right ascension and declination (radians), true obliquity and nutation in longitude (degrees)."""
    anomaly = np.radians((357.52911 + 35_999.05029 * t - 0.0001537 * t**2) % 360)
    centre = (
        (1.914602 - 0.004817 * t - 0.000014 * t**2) * np.sin(anomaly)
        + (0.019993 - 0.000101 * t) * np.sin(2 * anomaly)
        + 0.000289 * np.sin(3 * anomaly)
    )
    node = np.radians((125.04452 - 1_934.136261 * t) % 360)
    mean, moon = np.radians((280.4665 + 36_000.7698 * t) % 360), np.radians((218.3165 + 481_267.8813 * t) % 360)
    nutation = (-17.20 * np.sin(node) - 1.32 * np.sin(2 * mean) - 0.23 * np.sin(2 * moon) + 0.21 * np.sin(2 * node)) / 3600
    wobble = (9.20 * np.cos(node) + 0.57 * np.cos(2 * mean) + 0.10 * np.cos(2 * moon) - 0.09 * np.cos(2 * node)) / 3600
    tilt = 23 + 26 / 60 + 21.448 / 3600 - (46.8150 * t + 0.00059 * t**2 - 0.001813 * t**3) / 3600 + wobble
    longitude = 280.46646 + 36_000.76983 * t + 0.0003032 * t**2 + centre + _perturbations(t) + nutation - 20.4898 / 3600
    along, tilted = np.radians(longitude % 360), np.radians(tilt)
    right_ascension = np.arctan2(np.cos(tilted) * np.sin(along), np.cos(along))
    return right_ascension, np.arcsin(np.sin(tilted) * np.sin(along)), tilt, nutation


def _perturbations(t: Floats) -> Floats:
    """Venus (two), Jupiter, the Moon, and a long period, in degrees of longitude; their arguments count from 1900."""
    t = t + 1
    out = 0.00134 * np.cos(np.radians(153.23 + 22_518.7541 * t)) + 0.00154 * np.cos(np.radians(216.57 + 45_037.5082 * t))
    out += 0.00200 * np.cos(np.radians(312.69 + 32_964.3577 * t))
    out += 0.00179 * np.sin(np.radians(350.74 + 445_267.1142 * t - 0.00144 * t**2))
    total: Floats = out + 0.00178 * np.sin(np.radians(231.19 + 20.20 * t))
    return total


def windows(
    lat: float,
    lon: float,
    day: dt.date,
    *,
    zone: dt.tzinfo = dt.UTC,
    altitude: tuple[float, float] | None = None,
    azimuth: tuple[float, float] | None = None,
    shadow: tuple[float, float] | None = None,
    daylight: bool | None = None,
) -> tuple[Window, ...]:
    """The times of a local day at which everything observed holds, to the minute.

    Ranges are closed; an azimuth range may run through north (350, 10). ``shadow`` is length over height. An analyst's angle is
    good to 2 to 5 degrees, so give ranges and take windows, no instants. Raises ``DataError`` for a point off the Earth.
    """
    begin = dt.datetime.combine(day, dt.time(), tzinfo=zone)
    _check(lat, lon, begin)
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=zone)
    minutes = begin.timestamp() + 60.0 * np.arange(round((end - begin).total_seconds() / 60), dtype=np.float64)
    high, around = sun_angles(lat, lon, minutes)
    fits = np.ones(len(minutes), dtype=bool)
    if altitude is not None:
        fits &= (high >= altitude[0]) & (high <= altitude[1])
    if azimuth is not None:
        fits &= (around - azimuth[0]) % 360 <= (azimuth[1] - azimuth[0]) % 360
    if shadow is not None:
        low, top = (math.degrees(math.atan2(1, ratio)) for ratio in (shadow[1], shadow[0]))
        fits &= (high >= low) & (high <= top)
    if daylight is not None:
        fits &= (high > RISE_ALTITUDE) == daylight
    edges = np.flatnonzero(np.diff(np.concatenate([[False], fits, [False]]).astype(np.int8)))
    return tuple(_window(float(minutes[a]), float(minutes[b - 1]) + 60) for a, b in zip(edges[::2], edges[1::2], strict=True))


def _window(start: float, end: float) -> Window:
    return Window(start=dt.datetime.fromtimestamp(start, dt.UTC), end=dt.datetime.fromtimestamp(end, dt.UTC))


def check_light(claimed: tuple[dt.datetime, dt.datetime], found: tuple[Window, ...]) -> LightCheck:
    """A claimed time (an interval with a zone) against the windows that the light allows on that day."""
    if not found:
        return LightCheck(
            verdict="contradicts",
            windows=(),
            off_min=None,
            sentence="At no time of that day does the sun stand as observed there.",
        )
    off = min(max(dt.timedelta(), window.start - claimed[1], claimed[0] - window.end) for window in found)
    minutes = round(off.total_seconds() / 60, 1)
    spans = ", ".join(f"{window.start:%H:%M} to {window.end:%H:%M} UTC" for window in found)
    if minutes == 0:
        return LightCheck(
            verdict="consistent", windows=found, off_min=0.0, sentence=f"The light fits the claimed time; it fits {spans}."
        )
    sentence = f"The light fits {spans}, {minutes:g} minutes from the claimed time."
    return LightCheck(verdict="contradicts", windows=found, off_min=minutes, sentence=sentence)
