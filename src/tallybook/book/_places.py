"""The stage of places: what each mention means in the gazetteer, and whether coordinates agree with the place that is named.

A mention that the gazetteer does not know is never guessed. It stays a scope of its own where it tells of an incident, and is
left aside for a total, where the words around a figure are too often no place at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from tallybook.book._cache import Cache, key_of
from tallybook.book._versions import code_version
from tallybook.model import Mention, Record, Statement

if TYPE_CHECKING:
    from tallybook.places import Pack, Resolution

STAGE = "places"


class PlaceRead(Record, frozen=True):
    """What a place mention means. ``name`` is how the place is shown; None where it is ambiguous or unknown.

    ``status`` is resolved, guess, ambiguous or unknown; ``province`` is its province's name where that is sure; ``whole`` is True
    where it is the book's own country, ``abroad`` where it lies in another: near a total, that is mostly where its source sits.
    ``alternatives`` are the other candidates by name, best first.
    """

    mention: str
    status: str
    reason: str
    name: str | None = None
    province: str | None = None
    country: str | None = None
    radius_km: float | None = None
    whole: bool = False
    abroad: bool = False
    alternatives: tuple[str, ...] = ()


class StatementPlace(Record, frozen=True):
    """A statement and what its place mention means."""

    statement: str
    place: PlaceRead


class PointCheck(Record, frozen=True):
    """Coordinates read from a passage against the place that the passage names: a verdict in words, with its numbers."""

    mention: str
    text: str
    against: str
    verdict: str
    sentence: str


class Whereabouts(Record, frozen=True):
    """Everything that is known of places in a book."""

    statements: tuple[StatementPlace, ...] = ()
    points: tuple[PointCheck, ...] = ()


def find_places(statements: Sequence[Statement], mentions: Sequence[Mention], country: str | None, cache: Cache) -> Whereabouts:
    """Resolve the mentions of each passage together, so that each is context for the others."""
    words: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        if statement.place:
            words[statement.passage].add(statement.place.text)
    read = _resolve({passage: tuple(sorted(texts)) for passage, texts in words.items()}, country, cache)
    placed = tuple(
        StatementPlace(statement=statement.id, place=read[statement.passage][statement.place.text])
        for statement in statements
        if statement.place
    )
    return Whereabouts(statements=placed, points=_points(mentions, {key: sorted(texts) for key, texts in words.items()}, country))


def scope_places(statements: Sequence[Statement], found: Whereabouts) -> dict[str, str | None]:
    """Each statement's place as a scope: a name, or None for the whole crisis area."""
    keys: dict[str, str | None] = {}
    reads = {one.statement: one.place for one in found.statements}
    for statement in statements:
        read = reads.get(statement.id)
        if read is None or read.whole:
            keys[statement.id] = None
        elif read.name and not (read.abroad and statement.relation.label != "incident"):
            keys[statement.id] = read.name
        else:
            keys[statement.id] = read.mention if statement.relation.label == "incident" else None
    return keys


def contains(outer: str, inner: str) -> bool:
    """Whether one named scope lies in another: "Urmia, West Azerbaijan" in "West Azerbaijan"."""
    return outer == inner or inner.endswith(f", {outer}")


@lru_cache(maxsize=1)
def known_packs() -> tuple[Pack, ...]:
    """The gazetteer packs that every book has."""
    from tallybook.places import open_core

    return (open_core(),)


def _resolve(words: dict[str, tuple[str, ...]], country: str | None, cache: Cache) -> dict[str, dict[str, PlaceRead]]:
    version = code_version("places")
    keys = {passage: key_of(version, country or "", *texts) for passage, texts in words.items()}
    known = cache.find(STAGE, keys.values())
    fresh: dict[bytes, bytes] = {}
    for passage, texts in sorted(words.items()):
        key = keys[passage]
        if key not in known and key not in fresh:
            fresh[key] = msgspec.msgpack.encode(_read(texts, country))
    cache.keep(STAGE, sorted(fresh.items()))
    known.update(fresh)
    decoder = msgspec.msgpack.Decoder(dict[str, PlaceRead])
    return {passage: decoder.decode(known[key]) for passage, key in keys.items()}


def _read(texts: Sequence[str], country: str | None) -> dict[str, PlaceRead]:
    from tallybook.places import resolve_all

    return {
        text: _place(resolution, country)
        for text, resolution in zip(texts, resolve_all(texts, known_packs(), country=country), strict=True)
    }


def _place(resolution: Resolution, country: str | None) -> PlaceRead:
    place, province = resolution.place, resolution.province
    name = None
    if place is not None and resolution.status in ("resolved", "guess"):
        outer = province.name if province is not None and province.name != place.name else None
        name = f"{place.name}, {outer}" if outer else place.name
    return PlaceRead(
        mention=resolution.mention,
        status=resolution.status,
        reason=resolution.reason,
        name=name,
        province=province.name if province else None,
        country=resolution.country,
        radius_km=resolution.radius_km,
        whole=place is not None and place.kind == "country" and place.country == country,
        abroad=country is not None and resolution.country not in (None, country),
        alternatives=tuple(
            candidate.place.name for candidate in resolution.candidates if place is None or candidate.place.id != place.id
        ),
    )


def _points(mentions: Sequence[Mention], words: dict[str, list[str]], country: str | None) -> tuple[PointCheck, ...]:
    """Each point against every place that its passage names; one whose passage names none is only said to lie where it lies."""
    points = [mention for mention in mentions if mention.kind == "coordinates"]
    checks = [check for mention in points for check in _point_checks(mention, words.get(mention.passage, []), country)]
    return tuple(sorted(checks, key=lambda check: (check.mention, check.against)))


def _point_checks(mention: Mention, words: Sequence[str], country: str | None) -> list[PointCheck]:
    from tallybook.places import resolve, verify, where

    lat, lon = float(mention.values["lat"]), float(mention.values["lon"])
    if words:
        verdicts = [(text, verify(lat, lon, resolve(text, known_packs(), country=country), known_packs())) for text in words]
        return [
            PointCheck(mention=mention.id, text=mention.text, against=text, verdict=verdict.label, sentence=verdict.sentence)
            for text, verdict in verdicts
        ]
    area = where(lat, lon, known_packs()[0]).area
    sentence = f"The point lies in {area.name}." if area else "The point lies in no province that the gazetteer knows."
    return [PointCheck(mention=mention.id, text=mention.text, against="", verdict="not checkable", sentence=sentence)]
