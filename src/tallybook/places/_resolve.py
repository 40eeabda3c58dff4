"""Mentions to places: ranked candidates with reasons. Containment decides first; *ambiguous* is an answer; nothing is picked
silently.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from tallybook.model import Record
from tallybook.places._boundaries import KM_A_DEGREE
from tallybook.places._candidates import Found, Match, candidates
from tallybook.places._fold import fold
from tallybook.places._pack import Pack
from tallybook.places._parts import Part, split
from tallybook.places._records import Area, Kind, Place

Status: TypeAlias = Literal["resolved", "ambiguous", "guess", "unknown"]

DOMINANCE = 12.0  # how many times the next candidate's weight settles a bare name
SHOWN = 8
NEAR_KM = 60.0
LEVEL: dict[Kind, int] = {"country": 0, "province": 1, "county": 2}


class Candidate(Record, frozen=True):
    """A place that a mention may mean. ``share`` is its part of the weight of all candidates, no probability of being right."""

    place: Place
    match: Match
    share: float
    inside: tuple[str, ...]
    reason: str


class Resolution(Record, frozen=True):
    """What a mention means. ``place`` is None unless it is resolved or guessed; ``province`` and ``country`` may be sure before
    the place is.

    ``radius_km`` is the precision with which the answer stands for what was meant; ``near`` is True where the text says "near".
    """

    mention: str
    status: Status
    place: Place | None
    province: Area | None
    country: str | None
    radius_km: float | None
    near: bool
    candidates: tuple[Candidate, ...]
    reason: str
    pack: str


class _Choice(NamedTuple):
    """The candidates that remain, what they lie in, and the sentence that says why the others went."""

    found: list[tuple[int, Found]]
    inside: tuple[str, ...]
    decided: str | None
    fallback: bool = False


def resolve(mention: str, packs: Sequence[Pack], *, country: str | None = None, context: Sequence[str] = ()) -> Resolution:
    """The places that a mention may mean, best first.

    ``country`` (ISO 3166 alpha-2) is the book's; ``context`` are other mentions of the same passage, which may break a tie and
    never decide. Packs are asked in their order; a country pack goes before the core.
    """
    whole = Part(mention, mention, None, False)
    parts = [whole] if _is_name(mention, packs, country) else _known_parts(split(mention), packs)
    if not parts:
        return _unknown(mention, packs, "the mention holds no name")
    choice = _contained(parts, packs, country)
    if not choice.found:
        return _unknown(mention, packs, f"{parts[0].text} is not in the gazetteer")
    return _answer(mention, parts[0], choice, packs, _context_areas(context, packs, country), country)


def resolve_all(mentions: Sequence[str], packs: Sequence[Pack], *, country: str | None = None) -> tuple[Resolution, ...]:
    """The mentions of one passage together: each is context for the others."""
    return tuple(
        resolve(mention, packs, country=country, context=[other for other in mentions if other != mention])
        for mention in mentions
    )


def _is_name(mention: str, packs: Sequence[Pack], country: str | None) -> bool:
    """Whether the whole mention is a place's usual name in the book's country, words of kind and all ("هادی شهر")."""
    return country is not None and any(
        rank == 0 and pack.place(ref).country == country for pack in packs for ref, rank in pack.ranked(fold(mention))
    )


def _known_parts(parts: list[Part], packs: Sequence[Pack]) -> list[Part]:
    """The parts; one without separators is cut in two where only its halves are known ("Urmia West Azerbaijan")."""
    if len(parts) != 1 or " " not in parts[0].text or any(pack.refs(parts[0].full) or pack.refs(parts[0].text) for pack in packs):
        return parts
    words = parts[0].text.split()
    for cut in range(len(words) - 1, 0, -1):
        head, tail = " ".join(words[:cut]), " ".join(words[cut:])
        if all(any(pack.refs(name) for pack in packs) for name in (head, tail)):
            kind = parts[0].kind
            after = parts[0].full.endswith(words[-1])
            return [
                Part(head, head, None if kind is not None and not after else kind if not after else None, parts[0].near),
                Part(tail, tail, kind if not after else None, False),
            ]
    return parts


def _contained(parts: list[Part], packs: Sequence[Pack], country: str | None) -> _Choice:
    """The first part's candidates that lie in what the later parts name. Where none does, what is named around it is the
    answer.
    """
    outer = [candidates(packs, part, country) for part in parts[1:] if not part.near]
    named = _country_of(outer) or country
    found = candidates(packs, parts[0], named)
    kept, decided = found, None
    for part, around in zip([part for part in parts[1:] if not part.near], outer, strict=True):
        inside = [pair for pair in kept if any(_lies_in(pair, other, packs) for other in around)]
        if inside:
            if len(inside) < len(kept) or len(kept) == 1:
                decided = f"lies in {part.text}"
            kept = inside
        elif around and (around[0][1].place.kind in LEVEL):
            elsewhere = f"no {parts[0].text} is known in {part.text}" + (f"; {_where(kept, packs)}" if kept else "")
            return _Choice(around[:1], (part.text,), elsewhere, fallback=True)
    return _Choice(kept, tuple(part.text for part in parts[1:]), decided)


def _country_of(outer: list[list[tuple[int, Found]]]) -> str | None:
    """The country, where the text names one ("…, Iran")."""
    for around in outer:
        if around and around[0][1].place.kind == "country":
            return around[0][1].place.country
    return None


def _where(found: list[tuple[int, Found]], packs: Sequence[Pack]) -> str:
    names = sorted({_area_name(pair, packs) for pair in found[:SHOWN]})
    return f"one is known in {', '.join(names)}"


def _area_name(pair: tuple[int, Found], packs: Sequence[Pack]) -> str:
    number, found = pair
    return packs[number].area(found.place.province).name if found.place.province else found.place.country or "no known province"


def _lies_in(pair: tuple[int, Found], other: tuple[int, Found], packs: Sequence[Pack]) -> bool:
    """Whether a candidate lies in an area, or, where the other is a settlement, in its neighbourhood."""
    place, around = pair[1].place, other[1].place
    if place.id == around.id:
        return False
    if around.kind == "country":
        return place.country == around.country
    if around.kind in LEVEL:
        if LEVEL.get(place.kind, 9) <= LEVEL[around.kind]:
            return False
        if pair[0] == other[0]:
            return around.id in packs[pair[0]].chain(packs[pair[0]].within(pair[1].ref))
        return _point_in(place, other, packs)
    return distance_km(place, around) <= NEAR_KM


def _point_in(place: Place, other: tuple[int, Found], packs: Sequence[Pack]) -> bool:
    """Containment across packs, by the point."""
    if place.lat is None or place.lon is None:
        return False
    return packs[other[0]].border_km(other[1].place.id, place.lat, place.lon) <= packs[other[0]].band_km


def distance_km(one: Place, other: Place) -> float:
    """Great-circle distance; infinite where a point is unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    return between_km(one.lat, one.lon, other.lat, other.lon)


def between_km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two points on a sphere, in kilometres."""
    a, b = math.radians(lat), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    return 2 * math.degrees(math.asin(min(1.0, math.sqrt(half)))) * KM_A_DEGREE


def _context_areas(context: Sequence[str], packs: Sequence[Pack], country: str | None) -> frozenset[str]:
    """Ids of the provinces that other mentions of the passage name beyond doubt."""
    areas = set()
    for other in context:
        for part in split(other):
            found = candidates(packs, part, country)
            if found and len({pair[1].place.province for pair in found}) == 1 and found[0][1].place.province:
                areas.add(found[0][1].place.province)
    return frozenset(areas)


def _answer(
    mention: str, part: Part, choice: _Choice, packs: Sequence[Pack], context: frozenset[str], country: str | None
) -> Resolution:
    found = sorted(
        choice.found, key=lambda pair: (-pair[1].weight, pair[1].place.province not in context, pair[0], pair[1].place.id)
    )
    top = found[0]
    abroad = country is not None and top[1].place.country != country and not choice.inside
    rivals = [pair for pair in found[1:] if not _same(top, pair)]
    status, why = _status(part, top, rivals, choice)
    if abroad and status == "resolved":
        status, why = "guess", f"none is known in {country}; {why}"
    agreed = {pair[1].place.province for pair in found if pair[1].weight * DOMINANCE >= top[1].weight}
    settled = status != "ambiguous"
    province_id = top[1].place.province if settled or len(agreed) == 1 else None
    countries = {pair[1].place.country for pair in found if pair[1].weight * DOMINANCE >= top[1].weight}
    total = sum(pair[1].weight for pair in found)
    return Resolution(
        mention=mention,
        status=status,
        place=top[1].place if settled else None,
        province=packs[top[0]].area(province_id) if province_id else None,
        country=top[1].place.country if settled or len(countries) == 1 else None,
        radius_km=max(top[1].place.radius_km, NEAR_KM / 4 if part.near else 0.0) if settled else None,
        near=part.near,
        candidates=tuple(_candidate(pair, total, choice, packs) for pair in found[:SHOWN]),
        reason=why,
        pack=packs[top[0]].name,
    )


def _same(one: tuple[int, Found], other: tuple[int, Found]) -> bool:
    """Two entries of one place: a city and the area of its name around it, or one town in two packs."""
    a, b = one[1].place, other[1].place
    if a.kind in LEVEL or b.kind in LEVEL:
        shared = a.province is not None and a.province == b.province
        return shared or (a.country == b.country and distance_km(a, b) <= a.radius_km + b.radius_km)
    close = distance_km(a, b) <= max(a.radius_km, b.radius_km)
    return close or (a.province == b.province and a.province is not None and None in (a.lat, b.lat) and one[0] != other[0])


def _status(part: Part, top: tuple[int, Found], rivals: list[tuple[int, Found]], choice: _Choice) -> tuple[Status, str]:
    if choice.fallback:
        return "resolved", f"{choice.decided}; what is named around it is taken instead"
    if top[1].match == "nearly spelled so":
        return "guess", f"{part.text} is not in the gazetteer; {top[1].place.name} is spelled nearly so"
    if not rivals:
        return "resolved", choice.decided or "the gazetteer knows one place of this name"
    nearest = max(pair[1].weight for pair in rivals)
    if top[1].weight >= DOMINANCE * nearest:
        return "resolved", choice.decided or f"far larger than {len(rivals)} other{'s' if len(rivals) > 1 else ''} of this name"
    return "ambiguous", f"{len(rivals) + 1} places of this name" + (f"; each {choice.decided}" if choice.decided else "")


def _candidate(pair: tuple[int, Found], total: float, choice: _Choice, packs: Sequence[Pack]) -> Candidate:
    number, found = pair
    chain = packs[number].chain(packs[number].within(found.ref))
    names = tuple(packs[number].area(area_id).name for area_id in chain if area_id != found.place.id)
    reason = f"{found.match}, {found.place.kind}" + (f", {choice.decided}" if choice.decided and not choice.fallback else "")
    return Candidate(place=found.place, match=found.match, share=round(found.weight / total, 4), inside=names, reason=reason)


def _unknown(mention: str, packs: Sequence[Pack], why: str) -> Resolution:
    return Resolution(
        mention=mention, status="unknown", place=None, province=None, country=None, radius_km=None, near=False, candidates=(),
        reason=why, pack=packs[0].name if packs else "",
    )  # fmt: skip
