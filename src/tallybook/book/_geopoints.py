"""Files of verified geolocations (GeoConfirmed, GeoJSON, KML), read in the limited child."""

from __future__ import annotations

from pathlib import Path

from tallybook.book._foreign import Order, read_foreign
from tallybook.errors import InputError
from tallybook.model import Record
from tallybook.places import GeoRecord


class GeoRead(Record, frozen=True):
    """What a file holds, in its order."""

    records: tuple[GeoRecord, ...] = ()


def read_points(path: Path) -> tuple[GeoRecord, ...]:
    """The records of a file. Raises InputError where it is missing, DataError where it is none of these formats or broken."""
    if not path.is_file():
        raise InputError("there is no such file.", item=str(path), hint="Check the path.")
    return read_foreign(Order(kind="geo", path=str(path), name=path.name), GeoRead).records
