"""Coordinates in a text, in every usual notation, with the precision that their digits imply.

Each notation is a pattern and a function in :data:`NOTATIONS`; a further one is a further row. Spans count code points of the
text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tallybook.model import Record, Span
from tallybook.places._grids import mgrs_to_degrees, plus_to_degrees, utm_to_degrees

M_A_DEGREE = 111_195.0
DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫−–º˚′’ʹ″”ʺ", "01234567890123456789.--°°'''\"\"\"")  # one for one, so spans hold


class Coordinates(Record, frozen=True):
    """A point as written (WGS 84 degrees). ``precision_m`` is half of the last digit's worth; ``notation`` says how it was
    read.
    """

    lat: float
    lon: float
    precision_m: float
    notation: str
    text: str
    span: Span


class Point(NamedTuple):
    """What a notation gives: latitude, longitude, and the worth of the last digit in degrees."""

    lat: float
    lon: float
    worth: float


class Notation(NamedTuple):
    """A pattern over the text with ASCII digits, and what its match means; None where the match is no point after all."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Point | None]


def _worth(*numbers: str) -> float:
    """The worth of the last digit that all of the numbers have."""
    return float(max(10.0 ** -len(number.partition(".")[2]) for number in numbers))


def _pair(match: re.Match[str]) -> Point | None:
    """Two decimals in the order latitude, longitude, unless letters say otherwise."""
    first, second = match["a"], match["b"]
    letters = ((match["ha"] or match["ha2"] or "").upper(), (match["hb"] or match["hb2"] or "").upper())
    return (
        _ordered(
            _letter(match["ha"] or match["ha2"]),
            float(first),
            _letter(match["hb"] or match["hb2"]),
            float(second),
            _worth(first, second),
        )
        if any(letters)
        else Point(float(first), float(second), _worth(first, second))
    )


def _letter(text: str | None) -> str:
    """N, S, E or W of a letter or word in any of the languages."""
    return HEMISPHERES.get((text or "").strip().casefold(), "")


def _ordered(one: str, first: float, other: str, second: float, worth: float) -> Point | None:
    """The two values by their hemispheres; None where these contradict each other."""
    kinds = ("lat" if one in "NS" else "lon") if one else "", ("lat" if other in "NS" else "lon") if other else ""
    if kinds[0] and kinds[0] == kinds[1]:
        return None
    first, second = _signed(one, first), _signed(other, second)
    return Point(second, first, worth) if kinds[0] == "lon" or kinds[1] == "lat" else Point(first, second, worth)


def _signed(hemisphere: str, value: float) -> float:
    return -abs(value) if hemisphere in ("S", "W") else value


def _sexagesimal(match: re.Match[str]) -> Point | None:
    first, second = _degrees(match, "1"), _degrees(match, "2")
    if first is None or second is None:
        return None
    one, other = _letter(match["l1"]), _letter(match["l2"])
    return _ordered(one, first[0], other, second[0], max(first[1], second[1]))


def _degrees(match: re.Match[str], which: str) -> tuple[float, float] | None:
    degrees, minutes, seconds = match["d" + which], match["m" + which], match["s" + which]
    if float(minutes) >= 60 or float(seconds or 0) >= 60:
        return None
    sign = -1 if degrees.startswith("-") else 1
    value = sign * (abs(float(degrees)) + float(minutes) / 60 + float(seconds or 0) / 3600)
    return value, _worth(seconds) / 3600 if seconds else _worth(minutes) / 60


def _latlon(match: re.Match[str]) -> Point:
    return Point(float(match["lat"]), float(match["lon"]), _worth(match["lat"], match["lon"]))


def _plus(match: re.Match[str]) -> Point | None:
    found = plus_to_degrees(match["code"])
    return Point(*found) if found else None


def _mgrs(match: re.Match[str]) -> Point | None:
    found = mgrs_to_degrees(match["zone"], match["band"], match["square"], match["digits"])
    return Point(*found) if found else None


def _utm(match: re.Match[str]) -> Point | None:
    found = utm_to_degrees(int(match["zone"]), match["band"].upper() >= "N", float(match["east"]), float(match["north"]))
    return Point(*found, 1 / M_A_DEGREE) if found else None


HEMISPHERES = {
    "n": "N", "s": "S", "e": "E", "w": "W", "north": "N", "south": "S", "east": "E", "west": "W", "شمالی": "N", "جنوبی": "S", "شرقی": "E",
    "غربی": "W", "شمال": "N", "جنوب": "S", "شرق": "E", "غرب": "W", "شمالا": "N", "شرقا": "E", "شمالاً": "N", "شرقاً": "E", "جنوبا": "S", "غربا": "W",
}  # fmt: skip
_NAMES = "|".join(sorted((re.escape(name) for name in HEMISPHERES), key=len, reverse=True))
_D = r"[-+]?\d{1,3}\.\d{3,}"
_DD = r"[-+]?\d{1,3}(?:\.\d+)?"
_H = rf"(?:{_NAMES})(?![^\W\d_])"
_SEP = r"\s*[,،;؛/]\s*|\s+(?:and|و)\s+|\s+"
_LABEL = r"(?:lat(?:itude)?|عرض(?: جغرافیایی)?|خط العرض)"
_LONGS = r"(?:lon(?:g(?:itude)?)?|lng|طول(?: جغرافیایی)?|خط الطول)"


def _angle(which: str, *, letter_first: bool) -> str:
    """Degrees, minutes and perhaps seconds, with the hemisphere before or behind them."""
    mark = r"[°dº\s]\s*"
    before, behind = (rf"(?P<l{which}>{_H})\s*", "") if letter_first else ("", rf"\s*(?P<l{which}>{_H})")
    return (
        rf"{before}(?P<d{which}>-?\d{{1,3}})\s*{mark}(?P<m{which}>\d{{1,2}}(?:\.\d+)?)"
        rf"(?:\s*['m]\s*|\s+|(?=\D)|$)(?:(?P<s{which}>\d{{1,2}}(?:\.\d+)?)\s*(?:\"|''|s)?)?{behind}"
    )


NOTATIONS: tuple[Notation, ...] = tuple(
    Notation(name, re.compile(pattern, re.IGNORECASE), read)
    for name, pattern, read in (
        ("map link", rf"!3d(?P<lat>{_DD})!4d(?P<lon>{_DD})", _latlon),
        ("map link", rf"(?:yandex\.[a-z.]+/maps[^\s]*?[?&](?:ll|pt)=)(?P<lon>{_DD})(?:,|%2C)(?P<lat>{_DD})", _latlon),
        ("map link", rf"/@(?P<lat>{_DD}),(?P<lon>{_DD})", _latlon),
        ("map link", rf"[?&](?:q|ll|query|daddr|destination|center|sll|cp|loc|lat_lng)=(?:loc:)?(?P<lat>{_DD})(?:,|%2C|~|\+)(?P<lon>{_DD})", _latlon),
        ("map link", rf"[?&]m?lat=(?P<lat>{_DD})&m?lo?ng?=(?P<lon>{_DD})", _latlon),
        ("map link", rf"#map=\d+(?:\.\d+)?/(?P<lat>{_DD})/(?P<lon>{_DD})", _latlon),
        ("geo link", rf"\bgeo:(?P<lat>{_DD}),(?P<lon>{_DD})", _latlon),
        ("labelled", rf"{_LABEL}\s*[:=]?\s*(?P<lat>{_DD})°?(?:{_SEP})*{_LONGS}\s*[:=]?\s*(?P<lon>{_DD})", _latlon),
        ("labelled", rf"{_LONGS}\s*[:=]?\s*(?P<lon>{_DD})°?(?:{_SEP})*{_LABEL}\s*[:=]?\s*(?P<lat>{_DD})", _latlon),
        ("plus code", r"(?<![0-9A-Z+])(?P<code>[2-9CFGHJMPQRVWX]{8}\+(?:[2-9CFGHJMPQRVWX]{2,7})?)(?![0-9A-Z+])", _plus),
        ("MGRS", r"(?<![0-9A-Z])(?P<zone>\d{1,2})\s?(?P<band>[C-HJ-NP-X])\s?(?P<square>[A-HJ-NP-Z][A-HJ-NP-V])\s?(?P<digits>\d{2,5}\s?\d{2,5})(?![0-9A-Z])", _mgrs),  # noqa: E501
        ("UTM", r"(?<![0-9A-Z])(?P<zone>\d{1,2})\s?(?P<band>[C-HJ-NP-X])\s+(?P<east>\d{6}(?:\.\d+)?)\s*m?\s*E?[\s,]+(?P<north>\d{6,7}(?:\.\d+)?)\s*m?\s*N?(?![0-9])", _utm),  # noqa: E501
        ("degrees, minutes", _angle("1", letter_first=True) + f"(?:{_SEP})?" + _angle("2", letter_first=True), _sexagesimal),
        (
            "degrees, minutes",
            r"(?<![\d.])" + _angle("1", letter_first=False) + f"(?:{_SEP})?" + _angle("2", letter_first=False),
            _sexagesimal,
        ),
        (
            "decimal degrees",
            rf"(?<![\d.\w-])(?:(?P<ha>{_H})\s*)?(?P<a>[-+]?\d{{1,3}}\.\d+)\s*°?\s*(?P<ha2>{_H})?(?:{_SEP})(?:(?P<hb>{_H})\s*)?(?P<b>[-+]?\d{{1,3}}\.\d+)\s*°?\s*(?P<hb2>{_H})?(?![\d.])",
            _pair,
        ),
    )
)  # fmt: skip


def coordinates(text: str) -> tuple[Coordinates, ...]:
    """The coordinates in a text, in its order; where readings overlap, the one of the earlier row of :data:`NOTATIONS` holds."""
    plain = text.translate(DIGITS)
    taken: list[Span] = []
    found: list[Coordinates] = []
    for notation in NOTATIONS:
        for point, span in _hits(notation, plain):
            if any(span[0] < end and start < span[1] for start, end in taken):
                continue
            taken.append(span)
            found.append(
                Coordinates(
                    lat=round(point.lat, 7), lon=round(point.lon, 7), precision_m=round(point.worth / 2 * M_A_DEGREE, 2),
                    notation=notation.name, text=text[span[0] : span[1]], span=span,
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda item: item.span))


_PLAIN = re.compile(r"\s*(?P<lat>[-+]?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(?P<lon>[-+]?\d{1,3}(?:\.\d+)?)\s*")


def point(text: str) -> Coordinates | None:
    """The coordinates of a text that is nothing else: the first that :func:`coordinates` finds, else two plain numbers however few
    their digits, which in running text would be anything; None where it is neither.
    """
    found = coordinates(text)
    if found:
        return found[0]
    match = _PLAIN.fullmatch(text.translate(DIGITS))
    if match is None or max(abs(float(match[name])) for name in ("lat", "lon")) > 180:
        return None
    at = _latlon(match)
    return Coordinates(
        lat=at.lat, lon=at.lon, precision_m=round(at.worth / 2 * M_A_DEGREE, 2), notation="decimal degrees", text=text,
        span=(0, len(text)),
    )  # fmt: skip


def _hits(notation: Notation, plain: str) -> Iterator[tuple[Point, Span]]:
    for match in notation.pattern.finditer(plain):
        point = notation.read(match)
        if point is None or not (abs(point.lat) <= 180 and abs(point.lon) <= 180):
            continue
        if notation.name == "decimal degrees" and not _plausible(match):
            continue
        end = match.end()
        while end > match.start() and plain[end - 1].isspace():
            end -= 1
        yield point, (match.start(), end)


def _plausible(match: re.Match[str]) -> bool:
    """Two bare decimals are a point from three digits after the point on, or with a degree sign or a hemisphere."""
    marked = "°" in match[0] or any(match[name] for name in ("ha", "ha2", "hb", "hb2"))
    return bool(marked or min(len(match[name].partition(".")[2]) for name in ("a", "b")) >= 3)
