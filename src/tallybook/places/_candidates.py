"""Candidates for one name: exact, another romanisation, or nearly spelled so. Each says which."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from rapidfuzz import fuzz, process

from tallybook.places._fold import fold, sound
from tallybook.places._pack import Pack
from tallybook.places._parts import Part
from tallybook.places._records import Kind, Place

Match: TypeAlias = Literal["usual name", "other name", "romanisation", "nearly spelled so"]

NEAREST = 85.0  # least likeness, of 100, of a guess
SHORTEST_GUESS = 4
FAMOUS = 100.0
PENALTY: dict[Match, float] = {"usual name": 1.0, "other name": 0.25, "romanisation": 0.25, "nearly spelled so": 0.1}
# Names are heard of because places are large; official towns are heard of more than villages.
LEAST: dict[Kind, int] = {
    "country": 100_000_000, "province": 1_500_000, "county": 60_000, "city": 50_000, "town": 8_000, "village": 500,
    "neighbourhood": 500, "place": 500,
}  # fmt: skip
NEAR_KIND: dict[Kind, frozenset[Kind]] = {
    "country": frozenset({"country"}),
    "province": frozenset({"province"}),
    "county": frozenset({"county", "city", "town"}),
    "city": frozenset({"city", "town", "village"}),
    "town": frozenset({"city", "town", "village"}),
    "village": frozenset({"village", "place", "town"}),
    "neighbourhood": frozenset({"neighbourhood", "village", "place"}),
    "place": frozenset(),
}


# In the book's country or in the world, and how the name must match: the first step that finds something holds.
STEPS = ((True, "exact"), (True, "sound"), (False, "exact"), (True, "nearly"), (False, "sound"), (False, "nearly"))


class Found(NamedTuple):
    """A place that a name may mean, with the weight of the guess and how the name matched."""

    ref: int
    place: Place
    weight: float
    match: Match


def candidates(packs: Sequence[Pack], part: Part, country: str | None) -> list[tuple[int, Found]]:
    """What a part may mean, heaviest first, each with the number of its pack.

    The book's country is asked first, then the world by the exact name; a guess at the spelling comes last.
    """
    for scope, match in STEPS if country else [step for step in STEPS if not step[0]]:
        limit = country if scope else None
        found = [(number, item) for number, pack in enumerate(packs) for item in _matches(pack, part, limit, match)]
        fitting = _fitting(found, part.kind)
        if fitting:
            known = {pair[1].place.id for pair in fitting}
            far = [
                pair for pair in _famous(packs, part, max(pair[1].weight for pair in fitting)) if pair[1].place.id not in known
            ]
            return sorted([*fitting, *far] if scope else fitting, key=lambda pair: (-pair[1].weight, pair[0], pair[1].place.id))
    return []


def _famous(packs: Sequence[Pack], part: Part, weight: float) -> list[tuple[int, Found]]:
    """Places of the exact name abroad that outweigh all at home: in a book about Iran, Baghdad is still no Iranian village."""
    found = [(number, item) for number, pack in enumerate(packs) for item in _matches(pack, part, None, "exact")]
    return [pair for pair in _fitting(found, part.kind) if pair[1].match == "usual name" and pair[1].weight > FAMOUS * weight]


def _fitting(found: list[tuple[int, Found]], kind: Kind | None) -> list[tuple[int, Found]]:
    """Those of the kind that the words give; a province is never a town, but a county town may stand for its county."""
    if kind is None or kind == "place":
        return found
    same = [pair for pair in found if pair[1].place.kind == kind]
    return same or [pair for pair in found if pair[1].place.kind in NEAR_KIND[kind]]


def _matches(pack: Pack, part: Part, country: str | None, match: str) -> list[Found]:
    keys = [fold(part.text)] if part.full == part.text else [fold(part.full), fold(part.text)]
    if match == "exact":
        found = [
            Found(ref, pack.place(ref), 0.0, "other name" if rank else "usual name")
            for key in keys
            for ref, rank in pack.ranked(key)
        ]
    else:
        found = _alike(pack, keys[-1], country, match)
    found = [item for item in found if country is None or item.place.country == country]
    best: dict[int, Found] = {}
    for item in found:
        weighed = item._replace(weight=round(_weight(item), 6))
        if item.ref not in best or weighed.weight > best[item.ref].weight:
            best[item.ref] = weighed
    return list(best.values())


def _weight(item: Found) -> float:
    people = max(item.place.population or 0, LEAST[item.place.kind])
    return PENALTY[item.match] * math.pow(people, 0.75)


def _alike(pack: Pack, key: str, country: str | None, match: str) -> list[Found]:
    if len(key) < SHORTEST_GUESS:
        return []
    names = _national(pack, country) if country else _beginning(pack, key)
    cut = 70 if match == "sound" else NEAREST
    close = process.extract(key, names, scorer=fuzz.ratio, limit=60, score_cutoff=cut)
    wanted = sound(key)
    out: list[Found] = []
    for name, _, _ in close:
        if match == "sound" and (sound(name) != wanted or not key.isascii()):
            continue
        how: Match = "romanisation" if match == "sound" else "nearly spelled so"
        out += [Found(ref, pack.place(ref), 0.0, how) for ref, _ in pack.ranked(name)]
    return out


@lru_cache(maxsize=8)
def _national(pack: Pack, country: str) -> list[str]:
    """Every folded name of a country."""
    numbers = [number for number, area in enumerate(pack.areas) if area.country == country]
    return pack.keys_within(frozenset(numbers))


def _beginning(pack: Pack, key: str) -> list[str]:
    """The folded names that begin as the key does: the world is too large to compare them all."""
    first = key[0]
    return pack.keys[bisect_left(pack.keys, first) : bisect_left(pack.keys, chr(ord(first) + 1))]
