"""Coordinates against the place that a report names: a verdict with its numbers, and a proposal where a namesake explains it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, TypeAlias

from tallybook.model import Record
from tallybook.places._fold import fold
from tallybook.places._pack import Pack
from tallybook.places._parts import split
from tallybook.places._records import Area, Place
from tallybook.places._resolve import Resolution, between_km

Label: TypeAlias = Literal[
    "consistent",
    "within the border band",
    "contradicts",
    "namesake at that point",
    "swapped",
    "outside the country",
    "not checkable",
]
NAMESAKE_KM = 15.0
CONTRADICTIONS: frozenset[Label] = frozenset({"contradicts", "namesake at that point", "swapped", "outside the country"})


class Located(Record, frozen=True):
    """What a point lies in. ``sure`` is False where another area is nearer than the boundaries are good for: ``others`` names
    them.
    """

    area: Area | None
    others: tuple[Area, ...]
    sure: bool


class Verdict(Record, frozen=True):
    """How a point stands to a resolved mention. Distances in km.

    ``border_km``: to the border of the claimed province (negative inside). ``place_km``: to the claimed place's point. ``at``
    is the area that the point lies in, ``namesake`` a place of the same name there, ``band_km`` the band within which nothing is
    accused.
    """

    label: Label
    sentence: str
    claimed: Area | None
    at: Area | None
    border_km: float | None
    place_km: float | None
    band_km: float
    namesake: Place | None = None
    proposal: Place | None = None

    @property
    def contradicts(self) -> bool:
        """Whether the point cannot be the place that was named."""
        return self.label in CONTRADICTIONS


def where(lat: float, lon: float, pack: Pack, *, band_km: float | None = None) -> Located:
    """The area of a point, and every other area within the band: near a border neither side is sure."""
    band = pack.band_km if band_km is None else band_km
    area = pack.locate(lat, lon)
    others = tuple(other for other in pack.within_km(lat, lon, band) if area is None or other.id != area.id)
    return Located(area=area, others=others, sure=area is not None and not others)


def verify(lat: float, lon: float, resolution: Resolution, packs: Sequence[Pack], *, band_km: float | None = None) -> Verdict:
    """Whether a point can be where a mention says. The first pack that knows the province's border decides.

    Nothing is accused that the boundaries are too coarse to tell: ``band_km`` is the pack's own unless it is given.
    """
    claimed = resolution.province
    pack = _pack_of(claimed, packs)
    if not (abs(lat) <= 90 and abs(lon) <= 180) or claimed is None or pack is None:
        return _unchecked(lat, lon, resolution, packs, band_km)
    band = pack.band_km if band_km is None else band_km
    at = pack.locate(lat, lon)
    border = round(pack.border_km(claimed.id, lat, lon), 1)
    place = resolution.place
    apart = (
        between_km(lat, lon, place.lat, place.lon)
        if place is not None and place.lat is not None and place.lon is not None
        else None
    )
    label, namesake = _label(lat, lon, border, band, claimed, at, resolution, packs)
    proposal = place if label == "namesake at that point" and place is not None and place.lat is not None else None
    return Verdict(
        label=label,
        sentence=_sentence(label, claimed, at, border, band, namesake, proposal),
        claimed=claimed,
        at=at,
        border_km=border,
        place_km=round(apart, 1) if apart is not None else None,
        band_km=band,
        namesake=namesake,
        proposal=proposal,
    )


def _label(
    lat: float,
    lon: float,
    border: float,
    band: float,
    claimed: Area,
    at: Area | None,
    resolution: Resolution,
    packs: Sequence[Pack],
) -> tuple[Label, Place | None]:
    if border <= -band:
        return "consistent", None
    if border <= band:
        inside = border <= 0 and (at is None or _belongs(at, claimed, packs))
        return ("consistent" if inside else "within the border band"), None
    own = resolution.place
    if own is not None and own.province == claimed.id and _near(lat, lon, own):
        # The gazetteer puts this very town where the point is: its boundary is in doubt and not the report.
        return "within the border band", None
    if abs(lon) <= 90 and any(pack.border_km(claimed.id, lon, lat) <= 0 for pack in packs if pack.knows(claimed.id)):
        return "swapped", None
    namesake = _namesake(lat, lon, resolution, packs)
    if namesake is not None:
        return "namesake at that point", namesake
    if at is None or at.country != claimed.country:
        return "outside the country", None
    return "contradicts", None


def _near(lat: float, lon: float, place: Place) -> bool:
    return place.lat is not None and place.lon is not None and between_km(lat, lon, place.lat, place.lon) <= NAMESAKE_KM


def _belongs(at: Area, claimed: Area, packs: Sequence[Pack]) -> bool:
    return any(pack.knows(at.id) and claimed.id in pack.chain(-1 - pack.area_ref(at.id)) for pack in packs)


def _pack_of(claimed: Area | None, packs: Sequence[Pack]) -> Pack | None:
    return next(
        (pack for pack in packs if claimed is not None and pack.knows(claimed.id) and pack.shape(claimed.id) is not None), None
    )


def _namesake(lat: float, lon: float, resolution: Resolution, packs: Sequence[Pack]) -> Place | None:
    """The nearest place of the mentioned name around the point."""
    names = {resolution.mention, *(candidate.place.local or "" for candidate in resolution.candidates)}
    names |= {candidate.place.name for candidate in resolution.candidates} | {part.text for part in split(resolution.mention)[:1]}
    best: tuple[float, str, Place] | None = None
    for pack in packs:
        for key in sorted({fold(name) for name in names if name}):
            for ref, _ in pack.ranked(key):
                place = pack.place(ref)
                if ref < 0 or place.lat is None or place.lon is None:
                    continue
                apart = between_km(lat, lon, place.lat, place.lon)
                if apart <= NAMESAKE_KM and (best is None or (apart, place.id) < best[:2]):
                    best = (apart, place.id, place)
    return best[2] if best else None


def _unchecked(lat: float, lon: float, resolution: Resolution, packs: Sequence[Pack], band_km: float | None) -> Verdict:
    valid = abs(lat) <= 90 and abs(lon) <= 180
    swapped = not valid and abs(lon) <= 90 and abs(lat) <= 180
    why = "these are no coordinates of a place on Earth"
    if swapped:
        why += "; exchanged, they would be"
    elif valid:
        why = f"{resolution.mention!r} is {resolution.status}, so there is no province to check against"
    at = packs[0].locate(lat, lon) if valid and packs else None
    return Verdict(
        label="not checkable", sentence=f"Not checkable: {why}.", claimed=resolution.province, at=at, border_km=None, place_km=None,
        band_km=band_km if band_km is not None else (packs[0].band_km if packs else math.inf),
    )  # fmt: skip


def _sentence(
    label: Label, claimed: Area, at: Area | None, border: float, band: float, namesake: Place | None, proposal: Place | None
) -> str:
    there = at.name if at is not None else "no known area"
    side = f"{abs(border):g} km {'inside' if border <= 0 else 'outside'} the border of {claimed.name}"
    texts: dict[Label, str] = {
        "consistent": f"Consistent: the point lies {side}.",
        "within the border band": f"Within the border band: the point lies {side}, which these boundaries cannot tell apart ({band:g} km).",
        "contradicts": f"Contradicts: the point lies in {there}, {side}.",
        "namesake at that point": f"Contradicts: the point lies {side}, at {namesake.name if namesake else ''} in {there}, a namesake.",
        "swapped": f"Swapped: exchanged, the two numbers lie in {claimed.name}.",
        "outside the country": f"Outside the country: the point lies in {there}, {side}.",
        "not checkable": "Not checkable.",
    }
    tail = f" The place of that name in {claimed.name} is at {proposal.lat}, {proposal.lon}." if proposal is not None else ""
    return texts[label] + tail
