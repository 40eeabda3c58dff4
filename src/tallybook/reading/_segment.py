"""Text to paragraphs to sentences, and the language of each paragraph.

A line is a paragraph: converters keep one. A very long line is still read in one pass, sentence by sentence.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import chain

import msgspec

from tallybook.reading._language import head_of
from tallybook.reading._shadow import shadow as folded

_SAMPLE = 300
_CACHE_LIMIT = 100_000
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Arabic", re.compile(r"[\u0600-\u06ff]+")),
    ("Cyrillic", re.compile(r"[\u0400-\u04ff]+")),
    ("Latin", re.compile(r"[A-Za-z\u00c0-\u024f]+")),
)
_WORDS = re.compile(r"[^\W\d_]+")
_BULLETS = "🔹🔸🔻🔺🔷🔶▪◾🔴🔵⚫⚪🟢🟡🟠❌✅"  # one in a line of news parts two items
# One class of characters begins every match, so that the search runs over the rest without a look.
_END = re.compile(
    rf"[.!?…؟۔।;؛{_BULLETS}](?:(?<=[;؛{_BULLETS}])\ufe0f?(?=\s)|(?<![;؛{_BULLETS}])[.!?…؟۔।]*[\"')\]»”’]*(?=\s|[\"“«(\[]|$))"
)
_LONGEST = 1_500
# Mails, press releases and PDFs break lines at a width; a list of short lines does not.
_NARROWEST, _WIDEST, _WRAPPED_LINES = 50, 110, 3
_SLACK = 4  # an indent or a tab that counted for more
_FIRST_WORD = re.compile(r"[^\W\d_][^\s|•·*–-]*|\d[^\s|]*")
_CLOSES = frozenset(".!?:;…؟")


def paragraphs(shadow: str) -> Iterator[tuple[int, int]]:
    """The lines of a text that hold anything; the lines of a hard-wrapped block (a mail, a PDF) are joined."""
    block: list[tuple[int, int]] = []
    start, length = 0, len(shadow)
    while start <= length:
        end = shadow.find("\n", start)
        if end < 0:
            end = length
        if end > start and not shadow[start:end].isspace():
            block.append((start, end))
        elif block:
            yield from _unwrapped(shadow, block)
            block = []
        start = end + 1
    yield from _unwrapped(shadow, block)


def _unwrapped(shadow: str, block: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Lines without an empty one between them. A line is wrapped where the next one's first word did not fit behind it."""
    if len(block) < _WRAPPED_LINES:
        yield from block
        return
    width = max(end - start for start, end in block)
    if not _NARROWEST <= width <= _WIDEST:
        yield from block
        return
    first, last = block[0]
    for start, end in block[1:]:
        word = _FIRST_WORD.match(shadow, start, end)
        full = word is not None and last - (shadow.rfind("\n", 0, last) + 1) + 1 + len(word.group()) >= width - _SLACK
        if full and shadow[start - 2 : start - 1] not in _CLOSES and "|" not in shadow[start:end]:  # a row of a table is a line
            last = end
        else:
            yield first, last
            first, last = start, end
    yield first, last


class _Profile(msgspec.Struct, frozen=True):
    """What tells a language from others of its script: letters of its own, those of them that are ASCII, stop words."""

    code: str
    letters: frozenset[str]
    plain: frozenset[str]
    stopwords: frozenset[str]


@functools.cache
def _profiles(allowed: tuple[str, ...]) -> dict[str, tuple[_Profile, ...]]:
    """By script."""
    found: dict[str, list[_Profile]] = {}
    for code in allowed:
        head = head_of(code)
        plain = frozenset(filter(str.isascii, head.letters))
        profile = _Profile(code, frozenset(head.letters), plain, frozenset(map(folded, head.stopwords)))
        found.setdefault(head.script, []).append(profile)
    return {script: tuple(rows) for script, rows in found.items()}


class _Stops(dict[str, tuple[str, ...]]):
    """The stop words in what stands between two spaces, by the languages of a script. Most pieces have none: they are ``plain``."""

    def __init__(self, known: frozenset[str]) -> None:
        super().__init__()
        self.known = known
        self.plain: set[str] = set()

    def __missing__(self, piece: str) -> tuple[str, ...]:
        if len(self) + len(self.plain) > _CACHE_LIMIT:
            self.clear()
            self.plain.clear()
        found = tuple(self.known.intersection(_WORDS.findall(piece.lower())))
        if found:
            self[piece] = found
        else:
            self.plain.add(piece)
        return found

    def among(self, text: str) -> set[str]:
        """The stop words of a text."""
        return set(chain.from_iterable(map(self.__getitem__, set(text.split()) - self.plain)))


@functools.cache
def _stops(allowed: tuple[str, ...], script: str) -> _Stops:
    return _Stops(frozenset().union(*(profile.stopwords for profile in _profiles(allowed)[script])))


def language_of(text: str, hint: str | None, allowed: tuple[str, ...]) -> str | None:
    """The language of a paragraph among those allowed, or None where its script is none of theirs.

    Judged by script, then by letters that only one language has, then by stop words; the hint wins a draw.
    """
    sample = text[:_SAMPLE]
    script, ascii_only = "Latin", sample.isascii()
    if not ascii_only:
        counts = [(sum(map(len, pattern.findall(sample))), name) for name, pattern in _SCRIPTS]
        most, script = max(counts, key=lambda pair: pair[0])
        if most == 0:
            return hint
    candidates = _profiles(allowed).get(script, ())
    if not candidates:
        return None
    if len(candidates) == 1:
        return candidates[0].code
    words = _stops(allowed, script).among(sample)
    top, best = (-1, False), ""
    for profile in candidates:
        letters = profile.plain if ascii_only else profile.letters
        own = sum(map(sample.count, letters)) if letters else 0
        weight = 3 * own + 2 * len(profile.stopwords & words), profile.code == hint
        if weight > top:
            top, best = weight, profile.code
    if top[0] == 0 and hint is None:
        return "en" if any(row.code == "en" for row in candidates) else best
    return best


def sentences(shadow: str, start: int, end: int, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph, and no piece longer than a few thousand characters."""
    first = start
    for found in _END.finditer(shadow, start, end):
        at, behind = found.span()
        if not _ends(shadow, start, at, behind, abbreviations):
            continue
        if behind - first > _LONGEST:
            yield from _pieces(shadow, first, behind)
        else:
            while shadow[first].isspace():
                first += 1
            yield first, behind  # what ends it is no space
        first = behind
    if first < end:
        yield from _pieces(shadow, first, end)


def _ends(shadow: str, start: int, at: int, behind: int, abbreviations: frozenset[str]) -> bool:
    """Whether the mark at ``at``, with what closes behind it up to ``behind``, ends a sentence."""
    mark = shadow[at]
    if mark != ".":
        return mark != ";"
    follow = shadow[behind : behind + 3].lstrip()[:1]
    if follow.islower():
        return False
    first = at - 24 if at - 24 > start else start
    word = shadow[shadow.rfind(" ", first, at) + 1 or first : at]
    word = (word if word.isalnum() else _word_before(shadow, first, at)).lower()
    if word in abbreviations:
        return not follow or not (follow.isdecimal() or follow.isupper() or follow in "#\"'(")
    return len(word) != 1 or not word.isalpha()


def _word_before(shadow: str, first: int, at: int) -> str:
    """The letters, digits and marks of a name that end at ``at``, as far back as ``first``."""
    start = at
    while start > first and (shadow[start - 1].isalnum() or shadow[start - 1] in ".'-"):
        start -= 1
    return shadow[start:at]


def _pieces(shadow: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence, cut at spaces where it is longer than any sentence is."""
    found: list[tuple[int, int]] = []
    while end - start > _LONGEST:
        cut = shadow.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        cut = cut if cut > 0 else start + _LONGEST
        found.append((start, cut))
        start = cut
    piece = shadow[start:end].lstrip()
    if piece:
        start = end - len(piece)
        found.append((start, start + len(piece.rstrip())))
    return found
