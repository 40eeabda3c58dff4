"""Grids that stand for coordinates: plus codes, MGRS and UTM.

Plus codes after the Open Location Code specification (Google, 2014); UTM after the transverse Mercator series of Karney,
*Transverse Mercator with an accuracy of a few nanometers* (2011), third order, which is good to millimetres within a zone.
"""

from __future__ import annotations

import math

PLUS = "23456789CFGHJMPQRVWX"
BANDS = "CDEFGHJKLMNPQRSTUVWX"
COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
ROWS = "ABCDEFGHJKLMNPQRSTUV"
SEMI_MAJOR = 6_378_137.0
FLATTENING = 1 / 298.257223563
SCALE = 0.9996
EASTING = 500_000.0
NORTHING = 10_000_000.0


def plus_to_degrees(code: str) -> tuple[float, float, float] | None:
    """The centre of a full plus code and the size of its cell in degrees; None for a short or broken one."""
    digits = code.upper().replace("+", "")
    if len(digits) < 8 or code.find("+") != 8 or any(digit not in PLUS for digit in digits):
        return None
    lat, lon, size = -90.0, -180.0, 400.0
    for at in range(0, min(10, len(digits) - 1), 2):
        size /= 20
        lat += PLUS.index(digits[at]) * size
        lon += PLUS.index(digits[at + 1]) * size
    high, wide = size, size
    for digit in digits[10:]:
        high, wide = high / 5, wide / 4
        row, column = divmod(PLUS.index(digit), 4)
        lat, lon = lat + row * high, lon + column * wide
    return (lat + high / 2, lon + wide / 2, high) if lat < 90 and lon < 180 else None


def utm_to_degrees(zone: int, north: bool, easting: float, northing: float) -> tuple[float, float] | None:
    """Degrees of a UTM point on WGS 84; None outside of the grid."""
    if not (1 <= zone <= 60 and 100_000 <= easting < 1_000_000 and 0 <= northing <= NORTHING):
        return None
    n = FLATTENING / (2 - FLATTENING)
    radius = SEMI_MAJOR / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    beta = (n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96, n**2 / 48 + n**3 / 15, 17 * n**3 / 480)
    delta = (2 * n - 2 * n**2 / 3 - 2 * n**3, 7 * n**2 / 3 - 8 * n**3 / 5, 56 * n**3 / 15)
    xi = (northing - (0.0 if north else NORTHING)) / (SCALE * radius)
    eta = (easting - EASTING) / (SCALE * radius)
    xi1 = xi - sum(b * math.sin(2 * k * xi) * math.cosh(2 * k * eta) for k, b in enumerate(beta, start=1))
    eta1 = eta - sum(b * math.cos(2 * k * xi) * math.sinh(2 * k * eta) for k, b in enumerate(beta, start=1))
    chi = math.asin(math.sin(xi1) / math.cosh(eta1))
    lat = chi + sum(d * math.sin(2 * k * chi) for k, d in enumerate(delta, start=1))
    lon = math.degrees(math.atan2(math.sinh(eta1), math.cos(xi1))) + zone * 6 - 183
    return math.degrees(lat), (lon + 180) % 360 - 180


def mgrs_to_degrees(zone: str, band: str, square: str, digits: str) -> tuple[float, float, float] | None:
    """The centre of an MGRS square and its size in degrees; None where the letters do not fit the zone."""
    number, band, square = int(zone), band.upper(), square.upper()
    figures = digits.replace(" ", "")
    columns = COLUMNS[(number - 1) % 3]
    if len(figures) % 2 or not 1 <= number <= 60 or square[0] not in columns or square[1] not in ROWS:
        return None
    half = len(figures) // 2
    size = 10.0 ** (5 - half)
    easting = (columns.index(square[0]) + 1) * 100_000 + int(figures[:half]) * size + size / 2
    row = (ROWS.index(square[1]) - (5 if number % 2 == 0 else 0)) % 20
    within = row * 100_000 + int(figures[half:]) * size + size / 2
    return _in_band(number, band, easting, within, size)


def _in_band(number: int, band: str, easting: float, within: float, size: float) -> tuple[float, float, float] | None:
    """Rows repeat every 2,000 km: the one that lies in the latitude band is meant."""
    bottom = -80 + 8 * BANDS.index(band)
    top = 84 if band == "X" else bottom + 8
    for turn in range(5):
        found = utm_to_degrees(number, band >= "N", easting, within + turn * 2_000_000)
        if found is not None and bottom - 0.5 <= found[0] <= top + 0.5:
            return found[0], found[1], size / 111_195.0
    return None
