"""The records of the room: areas, places, and where each piece of the gazetteer comes from."""

from __future__ import annotations

from typing import Literal, TypeAlias

from tallybook.model import Record

Kind: TypeAlias = Literal["country", "province", "county", "city", "town", "village", "neighbourhood", "place"]
KINDS: tuple[Kind, ...] = ("country", "province", "county", "city", "town", "village", "neighbourhood", "place")

# Precision radius in km by kind: how far two careful sources put the same place apart (95 in 100), or the area's own size.
RADIUS_KM: dict[Kind, float] = {
    "country": 600.0, "province": 96.0, "county": 26.0, "city": 10.0, "town": 2.5, "village": 1.0, "neighbourhood": 1.5, "place": 2.5,
}  # fmt: skip
CITY_FROM = 50_000  # inhabitants from which sources disagree about the centre


class DataSource(Record, frozen=True):
    """A data set that a pack was made from, with what its licence asks for."""

    name: str
    version: str
    licence: str
    attribution: str
    url: str


class Area(Record, frozen=True):
    """A country, province or county. ``parent`` is the id of the area around it; ``code`` is ISO 3166 where known.

    ``valid_from`` and ``valid_to`` (ISO dates) bound the boundary where its source says so: counties split and codes are
    renumbered.
    """

    id: str
    kind: Kind
    name: str
    local: str | None
    country: str
    parent: str | None = None
    code: str | None = None
    wikidata: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None


class Place(Record, frozen=True):
    """A settlement or an area as a gazetteer knows it. ``lat`` and ``lon`` (WGS 84) are None where only its area is known.

    ``province`` and ``county`` are ids of areas; ``radius_km`` is the precision with which the point stands for the place.
    """

    id: str
    kind: Kind
    name: str
    local: str | None
    country: str
    province: str | None
    county: str | None
    lat: float | None
    lon: float | None
    radius_km: float
    population: int | None
    source: str
