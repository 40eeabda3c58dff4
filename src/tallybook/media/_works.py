"""Pictures and films as wholes: read once from a file, kept as plain records, and compared by what they show."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np

from tallybook.errors import DataError
from tallybook.media._claims import MediaClaims, read_claims
from tallybook.media._match import Fingerprint, How, Item, fingerprint, pairs
from tallybook.media._picture import SIDE
from tallybook.media._video import frames
from tallybook.model import Record

MediaKind: TypeAlias = Literal["picture", "film"]
Meeting: TypeAlias = tuple[float | None, float | None]

PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*")
FILMS = (b"\x1aE\xdf\xa3", b"\0\0\x01\xba", b"FLV\x01", b"OggS", b"0&\xb2u\x8ef\xcf\x11")
STILLS = (b"avif", b"heic", b"heix", b"mif1", b"msf1")  # pictures in the film's container
FEWEST_FRAMES = 2  # that two films must share in one order: one frame alone may be a test card or a dark street


class KeptFrame(Record, frozen=True):
    """A fingerprint as bytes. ``second`` is where it stands in a film, None for a picture."""

    second: float | None
    digest: str
    views: bytes
    shown: bytes
    asked: bytes
    asked_shown: bytes
    thumbs: tuple[bytes, bytes]


class MediaRead(Record, frozen=True):
    """What was taken from a file: its fingerprints, and what it claims of itself (protected)."""

    kind: MediaKind
    frames: tuple[KeptFrame, ...]
    claims: MediaClaims


class Work(Record, frozen=True):
    """A picture or film of a collection: its id, when it was first seen (None unknown), and what was read from it."""

    id: str
    seen: dt.datetime | None
    read: MediaRead


class Copy(Record, frozen=True):
    """Two works that show the same. ``older`` was seen first (ties by id); ``at`` are the seconds of the frames that meet, older
    first.
    """

    older: str
    newer: str
    how: How
    at: tuple[Meeting, ...]


def media_kind(head: bytes) -> MediaKind | None:
    """Whether a file's first 16 bytes are those of a picture or a film; None for anything else."""
    if head[4:8] == b"ftyp":
        return "picture" if head[8:12] in STILLS else "film"
    if head.startswith(b"RIFF") and head[8:12] in (b"WEBP", b"AVI "):
        return "picture" if head[8:12] == b"WEBP" else "film"
    if head.startswith(PICTURES):
        return "picture"
    return "film" if head.startswith(FILMS) else None


def read_media(path: Path, *, item: str) -> MediaRead:
    """Reads a picture or, with ffmpeg, a film. Foreign bytes: call it in a limited process.

    Raises ``DataError`` where the file is neither or damaged, ``RefusedError`` for a film where ffmpeg is not installed.
    """
    with path.open("rb") as file:
        kind = media_kind(file.read(16))
    if kind == "picture":
        data = path.read_bytes()
        return MediaRead(kind=kind, frames=(_keep(None, fingerprint(data, item=item)),), claims=read_claims(data, item=item))
    if kind == "film":
        return MediaRead(kind=kind, frames=tuple(_keep(at, found) for at, found in frames(path)), claims=MediaClaims())
    raise DataError("the file is no picture and no film.", item=item, hint="It is kept, and not compared.")


def _keep(second: float | None, found: Fingerprint) -> KeptFrame:
    return KeptFrame(
        second=second, digest=found.digest, views=found.views.tobytes(), shown=found.shown.tobytes(), asked=found.asked.tobytes(),
        asked_shown=found.asked_shown.tobytes(), thumbs=(found.thumbs[0].tobytes(), found.thumbs[1].tobytes()),
    )  # fmt: skip


def _fingerprint(kept: KeptFrame) -> Fingerprint:
    """The fingerprint back. Raises ``ValueError`` where the bytes are none."""
    one, other = (np.frombuffer(thumb, np.uint8).reshape(SIDE, SIDE) for thumb in kept.thumbs)
    return Fingerprint(
        kept.digest, np.frombuffer(kept.views, np.uint64), np.frombuffer(kept.shown, bool), np.frombuffer(kept.asked, np.uint64),
        np.frombuffer(kept.asked_shown, bool), (one, other),
    )  # fmt: skip


def copies(works: Sequence[Work], progress: Callable[[int, int], None] | None = None) -> tuple[Copy, ...]:
    """Which works show the same, sorted. Two films must share at least two frames in one order, or all that one of them has."""
    ordered = sorted(works, key=lambda work: (work.seen is None, work.seen or dt.datetime.max.replace(tzinfo=dt.UTC), work.id))
    frames_of = [(number, kept) for number, work in enumerate(ordered) for kept in work.read.frames]
    items = [Item(f"{at:09}", ordered[number].seen, _fingerprint(kept)) for at, (number, kept) in enumerate(frames_of)]
    met: dict[tuple[int, int], list[tuple[KeptFrame, KeptFrame, How]]] = defaultdict(list)
    for pair in pairs(items, progress):
        (one, older), (other, newer) = sorted(
            (frames_of[int(pair.older)], frames_of[int(pair.newer)]), key=lambda found: found[0]
        )
        if one != other:
            met[one, other].append((older, newer, pair.how))
    out = []
    for (one, other), shared in sorted(met.items()):
        at = _in_order([(a.second, b.second) for a, b, _ in shared])
        films = [work.read for work in (ordered[one], ordered[other]) if work.read.kind == "film"]
        if len(films) == 2 and len(at) < min(FEWEST_FRAMES, *(len(film.frames) for film in films)):
            continue
        out.append(Copy(older=ordered[one].id, newer=ordered[other].id, how=_how([how for _, _, how in shared]), at=at))
    return tuple(out)


def _in_order(at: list[Meeting]) -> tuple[Meeting, ...]:
    """The longest run of meeting frames that goes forward in both films; a picture has one frame."""
    runs: list[tuple[Meeting, ...]] = []
    for pair in sorted(set(at), key=_seconds):
        before = [run for run in runs if all(a < b for a, b in zip(_seconds(run[-1]), _seconds(pair), strict=True))]
        runs.append((*max(before, key=lambda run: len(run), default=()), pair))
    return max(runs, key=lambda run: len(run), default=())


def _seconds(pair: Meeting) -> tuple[float, float]:
    return pair[0] or 0.0, pair[1] or 0.0


def _how(found: list[How]) -> How:
    """The commonest way in which the frames meet; ties by the alphabet."""
    return max(sorted(set(found)), key=found.count)
