"""A mention as parts, innermost first: "Urmia, in West Azerbaijan province" is a name and a province around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from tallybook.places._fold import fold
from tallybook.places._records import Kind
from tallybook.places._words import Words, words

_BREAK = re.compile(r"[,،;؛()\[\]«»\"“”|/\n]|\s[-–—]\s")
_LONGEST = 3  # words of the longest kind or link


class Part(NamedTuple):
    """One name of a mention, the kind that the words give it, and whether the text says that it is only near there.

    ``full`` keeps the word of kind, which may be part of the name after all (شهر کرد).
    """

    text: str
    full: str
    kind: Kind | None
    near: bool


def split(mention: str) -> list[Part]:
    """The parts of a mention in the order of the text; empty where it holds no name."""
    table = words()
    out: list[Part] = []
    for piece in _BREAK.split(mention):
        for segment, link_near in _segments([word for word in piece.split() if word.lower() != "the"], table):
            name, kind = _kind(segment, table)
            if any(fold(word) for word in name):
                out.append(Part(" ".join(name), " ".join(segment), kind, link_near))
    return out


def _segments(raw: list[str], table: Words) -> list[tuple[list[str], bool]]:
    """Cut at links ("in", "near") and before words of kind in the middle ("ارومیه استان آذربایجان غربی")."""
    folded = [fold(word) for word in raw]
    segments: list[tuple[list[str], bool]] = [([], False)]
    at = 0
    while at < len(raw):
        size, near = _link(folded, at, table)
        if size and (segments[-1][0] or near):
            segments.append(([], near))
            at += size
            continue
        starts_kind = any(tuple(folded[at : at + n]) in table.before and at + n < len(raw) for n in range(1, _LONGEST + 1))
        if starts_kind and segments[-1][0] and not _only_kind(segments[-1][0], table):
            segments.append(([], False))
        segments[-1][0].append(raw[at])
        at += 1
    return [segment for segment in segments if segment[0]]


def _only_kind(segment: list[str], table: Words) -> bool:
    return tuple(fold(word) for word in segment) in table.before


def _link(folded: list[str], at: int, table: Words) -> tuple[int, bool]:
    """How many words from ``at`` are a link, and whether it says "near". "City of" is no link: the kind goes first."""
    for size in range(_LONGEST, 0, -1):
        window = tuple(folded[at : at + size])
        if len(window) < size:
            continue
        if window in table.near:
            return size, True
        started = any(tuple(folded[max(0, at - n) : at + 1]) in table.before for n in (1, 2))
        if window in table.inside and at > 0 and not started:
            return size, False
    return 0, False


def _kind(segment: list[str], table: Words) -> tuple[list[str], Kind | None]:
    """The name without its word of kind, and the kind. A name that is nothing but such a word is kept as a name."""
    folded = [fold(word) for word in segment]
    for size in range(min(_LONGEST, len(segment) - 1), 0, -1):
        kind = table.before.get(tuple(folded[:size]))
        if kind is not None:
            return segment[size:], kind
        kind = table.after.get(tuple(folded[-size:]))
        if kind is not None:
            return segment[:-size], kind
    return segment, None
