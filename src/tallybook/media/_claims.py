"""What an image file claims of itself: time, position, device. Claims, never facts: anybody can write EXIF.

Protected by default: a position or a device may lead to whoever filmed. Nothing of it is printed, and only
:meth:`MediaClaims.public` says what may leave, which is the day at most.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Mapping
from typing import TypeAlias

from PIL import ExifTags, Image
from typing_extensions import override

from tallybook.errors import DataError
from tallybook.model import Record

Value: TypeAlias = object
DATE = re.compile(r"(\d{4}):(\d{2}):(\d{2})[ T](\d{2}):(\d{2}):(\d{2})")
OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")


class MediaClaims(Record, frozen=True):
    """The claims of one file. ``taken`` has a zone only where the file gives one; ``gps_time`` is UTC. ``faults`` cannot be
    right.
    """

    taken: dt.datetime | None = None
    gps_time: dt.datetime | None = None
    lat: float | None = None
    lon: float | None = None
    device: str | None = None
    software: str | None = None
    faults: tuple[str, ...] = ()

    @override
    def __repr__(self) -> str:
        return "MediaClaims(protected)"

    def public(self) -> dict[str, str]:
        """What may be published: the claimed day, and nothing that leads to a person, a device or a place."""
        when = self.taken or self.gps_time
        return {"claimed_day": when.date().isoformat()} if when else {}


def read_claims(data: bytes, *, item: str) -> MediaClaims:
    """The claims in a file's EXIF; empty where it makes none. Raises ``DataError`` where the file is no image.

    The picture itself is not decoded.
    """
    try:
        with Image.open(io.BytesIO(data)) as image:
            exif = image.getexif()
            main: dict[int, Value] = dict(exif)
            detail: dict[int, Value] = dict(exif.get_ifd(ExifTags.IFD.Exif))
            gps: dict[int, Value] = dict(exif.get_ifd(ExifTags.IFD.GPSInfo))
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, Image.DecompressionBombError):
        raise DataError("the file is no image that can be read.", item=item, hint="It is kept, and claims nothing.") from None
    faults: list[str] = []
    taken = _taken(main, detail, faults)
    lat, lon = _position(gps, faults)
    device = " ".join(filter(None, (_text(main.get(ExifTags.Base.Make)), _text(main.get(ExifTags.Base.Model))))) or None
    return MediaClaims(
        taken=taken, gps_time=_gps_time(gps, faults), lat=lat, lon=lon, device=device,
        software=_text(main.get(ExifTags.Base.Software)), faults=tuple(faults),
    )  # fmt: skip


def _text(value: Value) -> str | None:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return str(value).strip("\0 \n")[:200] or None if value is not None else None


def _taken(main: Mapping[int, Value], detail: Mapping[int, Value], faults: list[str]) -> dt.datetime | None:
    text = _text(detail.get(ExifTags.Base.DateTimeOriginal)) or _text(main.get(ExifTags.Base.DateTime))
    if text is None or text.startswith("0000"):
        return None
    match = DATE.match(text)
    try:
        time = dt.datetime(*(int(part) for part in match.groups())) if match else None  # type: ignore[arg-type]  # noqa: DTZ001  (EXIF times have no zone of their own)
    except ValueError:
        time = None
    if time is None:
        faults.append("its time is no time")
        return None
    offset = OFFSET.match(_text(detail.get(ExifTags.Base.OffsetTimeOriginal)) or "")
    if offset is None:
        return time
    minutes = (int(offset[2]) * 60 + int(offset[3])) * (-1 if offset[1] == "-" else 1)
    if abs(minutes) >= 24 * 60:
        faults.append("its zone is no zone")
        return time
    return time.replace(tzinfo=dt.timezone(dt.timedelta(minutes=minutes)))


def _numbers(value: Value) -> list[float] | None:
    """Rationals as floats; None for anything else, or a division by zero."""
    if not isinstance(value, tuple) or len(value) != 3:
        return None
    try:
        found = [float(part) for part in value]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return found if all(math.isfinite(part) for part in found) else None


def _position(gps: Mapping[int, Value], faults: list[str]) -> tuple[float | None, float | None]:
    raw = gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLongitude)
    if raw == (None, None):
        return None, None
    lat, lon = _numbers(raw[0]), _numbers(raw[1])
    if lat is None or lon is None:
        faults.append("its position is no position")
        return None, None
    north, east = (part[0] + part[1] / 60 + part[2] / 3600 for part in (lat, lon))
    north *= -1 if _text(gps.get(ExifTags.GPS.GPSLatitudeRef)) == "S" else 1
    east *= -1 if _text(gps.get(ExifTags.GPS.GPSLongitudeRef)) == "W" else 1
    if not (abs(north) <= 90 and abs(east) <= 180):
        faults.append("its position is not on Earth")
        return None, None
    if (north, east) == (0, 0):
        faults.append("its position is 0, 0, which devices write when they know none")
        return None, None
    return round(north, 7), round(east, 7)


def _gps_time(gps: Mapping[int, Value], faults: list[str]) -> dt.datetime | None:
    day, clock = _text(gps.get(ExifTags.GPS.GPSDateStamp)), _numbers(gps.get(ExifTags.GPS.GPSTimeStamp))
    if day is None or clock is None:
        return None
    try:
        date = dt.datetime.strptime(day, "%Y:%m:%d").replace(tzinfo=dt.UTC)
        return date + dt.timedelta(hours=clock[0], minutes=clock[1], seconds=clock[2])
    except (ValueError, OverflowError):
        faults.append("its satellite time is no time")
        return None
