"""Near duplicates: candidates by hash, then confirmed on the pixels of the two views that met."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import uniform_filter

from tallybook.media._picture import Grey, open_grey, thumbnail, trimmed
from tallybook.media._views import QUERY, REFERENCE, View, cut, hashes
from tallybook.model import Record

How: TypeAlias = Literal["same bytes", "same picture", "mirrored", "part of the picture", "part of the picture, mirrored"]

CLOSE = 18  # of 64 bits: loose, since the pixels decide
# Correlation of the two views after a small shift, by differing bits: the looser the hash, the surer the pixels must be.
CONFIRM = ((8, 0.80), (14, 0.86), (CLOSE, 0.92))
DETAIL = 0.45  # correlation of what is left without the broad lights and shadows, which all skies share
SURE_BITS = 4
FINE = 36
SHIFT = 4
NEAREST = 6  # view pairs of one image pair that are confirmed


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """What is kept of an image for comparison: its digest, the hashes of its views, and thumbnails to confirm by: as it is, and
    without its bars. ``views`` and ``asked`` hold those of the first and then of the second.

    A thumbnail still shows what the picture shows: keep fingerprints where the pictures are kept.
    """

    digest: str
    views: NDArray[np.uint64]
    shown: NDArray[np.bool_]
    asked: NDArray[np.uint64]
    asked_shown: NDArray[np.bool_]
    thumbs: tuple[Grey, Grey]


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """An image of a collection: its id, when it was first seen (None unknown), and its fingerprint."""

    id: str
    seen: dt.datetime | None
    print: Fingerprint


class Pair(Record, frozen=True):
    """Two images of one picture. ``older`` was seen first (ties by id); ``bits`` differ of 64, ``correlation`` is that of the
    pixels.
    """

    older: str
    newer: str
    how: How
    bits: int
    correlation: float


class Group(Record, frozen=True):
    """Images of one picture, oldest seen first: what is shown as new may be the oldest one again."""

    members: tuple[str, ...]
    first_seen: dt.datetime | None
    pairs: tuple[Pair, ...]


def fingerprint(data: bytes, *, item: str) -> Fingerprint:
    """The fingerprint of an image file. Raises ``DataError`` where it cannot be read as an image."""
    return of_image(open_grey(data, item=item), hashlib.sha256(data).hexdigest())


def of_image(grey: Image.Image, digest: str) -> Fingerprint:
    """The fingerprint of a decoded grey image, as of a video's frame."""
    inner = trimmed(grey)
    whole, bare = thumbnail(grey), thumbnail(inner)
    views, shown = (np.concatenate(part) for part in zip(hashes(whole, REFERENCE), hashes(bare, REFERENCE), strict=True))
    asked, asked_shown = (np.concatenate(part) for part in zip(hashes(whole, QUERY), hashes(bare, QUERY), strict=True))
    if inner is grey:
        shown[len(REFERENCE) :] = False
        asked_shown[len(QUERY) :] = False
    return Fingerprint(digest, views, shown, asked, asked_shown, (whole, bare))


def compare(query: Fingerprint, reference: Fingerprint) -> tuple[How, int, float] | None:
    """How the query comes from the reference, the differing bits, and the correlation; None where it does not."""
    if query.digest == reference.digest:
        return "same bytes", 0, 1.0
    apart = np.bitwise_count(query.asked[:, None] ^ reference.views[None, :]).astype(np.int64)
    apart[~query.asked_shown] = 64
    apart[:, ~reference.shown] = 64
    order = np.argsort(apart, axis=None, kind="stable")[:NEAREST]
    best: tuple[How, int, float] | None = None
    for flat in order.tolist():
        row, column = divmod(flat, apart.shape[1])
        bits = int(apart[row, column])
        if bits > CLOSE:
            break
        asked, view = QUERY[row % len(QUERY)], REFERENCE[column % len(REFERENCE)]
        likeness, detail = correlation(query.thumbs[row // len(QUERY)], asked, reference.thumbs[column // len(REFERENCE)], view)
        sure = likeness >= next(least for most, least in CONFIRM if bits <= most) and detail >= DETAIL
        if sure and (best is None or likeness > best[2]):
            best = _how(asked, view), bits, round(likeness, 4)
        if best is not None and bits <= SURE_BITS:
            break
    return best


def _how(asked: View, view: View) -> How:
    if asked.box == view.box:
        return "mirrored" if asked.mirror else "same picture"
    return "part of the picture, mirrored" if asked.mirror else "part of the picture"


def correlation(query: Grey, asked: View, reference: Grey, view: View) -> tuple[float, float]:
    """The highest correlation of two views over small shifts, and that of their detail at the same shift.

    A logo spoils some tiles and leaves the others whole, so where it is higher the lower quartile of the tiles counts.
    """
    one, other = cut(query, asked, FINE), cut(reference, view, FINE)
    inner = one[SHIFT:-SHIFT, SHIFT:-SHIFT]
    size = FINE - 2 * SHIFT
    windows = np.lib.stride_tricks.sliding_window_view(other, (size, size))
    flat = windows.reshape(-1, size * size)
    centred = flat - flat.mean(axis=1, keepdims=True)
    wanted = inner.ravel() - inner.mean()
    scale = np.sqrt((centred**2).sum(axis=1) * (wanted**2).sum())
    values = np.divide(centred @ wanted, scale, out=np.zeros(len(scale)), where=scale > 0)
    best = int(np.argmax(values))
    there = windows.reshape(-1, size, size)[best]
    return max(float(values[best]), _by_tiles(inner, there)), _detail(inner, there)


def _detail(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """The correlation without low frequencies: two skies have the same broad shading, and nothing else in common."""
    fine = [(part - uniform_filter(part, 9, mode="nearest")).ravel() for part in (one, other)]
    scale = float(np.sqrt((fine[0] @ fine[0]) * (fine[1] @ fine[1])))
    return float(fine[0] @ fine[1]) / scale if scale > 0 else 0.0


def _by_tiles(one: NDArray[np.float64], other: NDArray[np.float64], tiles: int = 6) -> float:
    """The lower quartile of the correlations of textured tiles; 0 where too few are textured."""
    side = one.shape[0] // tiles
    parts = [
        (one[y : y + side, x : x + side].ravel(), other[y : y + side, x : x + side].ravel())
        for y in range(0, side * tiles, side)
        for x in range(0, side * tiles, side)
    ]
    textured = [(a - a.mean(), b - b.mean()) for a, b in parts if a.std() > FLAT_TILE and b.std() > FLAT_TILE]
    if len(textured) < tiles:
        return 0.0
    values = [float(a @ b / np.sqrt((a @ a) * (b @ b))) for a, b in textured]
    return float(np.quantile(values, 0.25))


FLAT_TILE = 4.0


def pairs(items: Sequence[Item], progress: Callable[[int, int], None] | None = None) -> tuple[Pair, ...]:
    """All pairs of a collection that show one picture, sorted. Each image is asked against all others at once."""
    ordered = sorted(items, key=_age)
    found: dict[tuple[int, int], Pair] = {}
    views = np.stack([item.print.views for item in ordered]) if ordered else np.zeros((0, 2 * len(REFERENCE)), np.uint64)
    shown = np.stack([item.print.shown for item in ordered]) if ordered else np.zeros((0, 2 * len(REFERENCE)), bool)
    for number, item in enumerate(ordered):
        for other in _candidates(item.print, views, shown).tolist():
            key = (min(number, other), max(number, other))
            if other == number or key in found:
                continue
            answer = compare(item.print, ordered[other].print)
            if answer is not None:
                older, newer = ordered[key[0]].id, ordered[key[1]].id
                found[key] = Pair(older=older, newer=newer, how=answer[0], bits=answer[1], correlation=answer[2])
        if progress is not None:
            progress(number + 1, len(ordered))
    return tuple(found[key] for key in sorted(found))


def _candidates(query: Fingerprint, views: NDArray[np.uint64], shown: NDArray[np.bool_]) -> NDArray[np.int64]:
    near = np.zeros(len(views), dtype=bool)
    for asked, visible in zip(query.asked, query.asked_shown, strict=True):
        if visible:
            near |= ((np.bitwise_count(views ^ asked) <= CLOSE) & shown).any(axis=1)
    return np.flatnonzero(near)


def _age(item: Item) -> tuple[bool, dt.datetime, str]:
    return item.seen is None, item.seen or dt.datetime.max.replace(tzinfo=dt.UTC), item.id


def groups(items: Sequence[Item], progress: Callable[[int, int], None] | None = None) -> tuple[Group, ...]:
    """The pictures that a collection shows more than once, each with its images, oldest seen first.

    Images are joined when a chain of pairs connects them; every pair is kept, so that a wrong link can be seen and refused.
    """
    ordered = sorted(items, key=_age)
    place = {item.id: number for number, item in enumerate(ordered)}
    leader = list(range(len(ordered)))

    def lead(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    linked = pairs(ordered, progress)
    for pair in linked:
        one, other = sorted((lead(place[pair.older]), lead(place[pair.newer])))
        leader[other] = one
    out = []
    for first in sorted({lead(place[pair.older]) for pair in linked}):
        members = [number for number in range(len(ordered)) if lead(number) == first]
        inside = tuple(pair for pair in linked if lead(place[pair.older]) == first)
        out.append(Group(members=tuple(ordered[n].id for n in members), first_seen=ordered[first].seen, pairs=inside))
    return tuple(out)
