"""Text to paragraphs to sentences, and the language of each paragraph.

A line is a paragraph: converters keep one. A very long line is still read in one pass, sentence by sentence.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from tallybook.reading._language import load
from tallybook.reading._shadow import shadow as folded

_SAMPLE = 300
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Arabic", re.compile(r"[\u0600-\u06ff]")),
    ("Cyrillic", re.compile(r"[\u0400-\u04ff]")),
    ("Latin", re.compile(r"[A-Za-z\u00c0-\u024f]")),
)
_WORDS = re.compile(r"[^\W\d_]+")
# One class of characters begins every match, so that the search runs over the rest without a look.
_END = re.compile(r"[.!?…؟۔।;؛](?:(?<=[;؛])(?=\s)|(?<![;؛])[.!?…؟۔।]*[\"')\]»”’]*(?=\s|[\"“«(\[]|$))")
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
    width = max((end - start for start, end in block), default=0)
    if len(block) < _WRAPPED_LINES or not _NARROWEST <= width <= _WIDEST:
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


@functools.cache
def _profiles(allowed: tuple[str, ...]) -> dict[str, tuple[tuple[str, frozenset[str], frozenset[str]], ...]]:
    """By script: code, letters of its own, stop words."""
    found: dict[str, list[tuple[str, frozenset[str], frozenset[str]]]] = {}
    for code in allowed:
        head = load(code).head
        found.setdefault(head.script, []).append((code, frozenset(head.letters), frozenset(map(folded, head.stopwords))))
    return {script: tuple(rows) for script, rows in found.items()}


def language_of(text: str, hint: str | None, allowed: tuple[str, ...]) -> str | None:
    """The language of a paragraph among those allowed, or None where its script is none of theirs.

    Judged by script, then by letters that only one language has, then by stop words; the hint wins a draw.
    """
    sample = text[:_SAMPLE]
    script = "Latin"
    if not sample.isascii():
        counts = [(len(pattern.findall(sample)), name) for name, pattern in _SCRIPTS]
        most, script = max(counts, key=lambda pair: pair[0])
        if most == 0:
            return hint
    candidates = _profiles(allowed).get(script, ())
    if not candidates:
        return None
    if len(candidates) == 1:
        return candidates[0][0]
    words = set(_WORDS.findall(sample.lower()))
    letters_here = set(sample)

    def weight(row: tuple[str, frozenset[str], frozenset[str]]) -> tuple[int, bool]:
        code, letters, stopwords = row
        return 3 * sum(sample.count(letter) for letter in letters & letters_here) + 2 * len(stopwords & words), code == hint

    weights = [weight(row) for row in candidates]
    top = max(weights)
    best = candidates[weights.index(top)]
    if top[0] == 0 and hint is None:
        return "en" if any(row[0] == "en" for row in candidates) else best[0]
    return best[0]


def sentences(shadow: str, start: int, end: int, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph, and no piece longer than a few thousand characters."""
    first = start
    for found in _END.finditer(shadow, start, end):
        if found.start() < first or not _ends(shadow, start, found, abbreviations):
            continue
        yield from _pieces(shadow, first, found.end())
        first = found.end()
    if first < end:
        yield from _pieces(shadow, first, end)


def _ends(shadow: str, start: int, found: re.Match[str], abbreviations: frozenset[str]) -> bool:
    mark, at = found.group(), found.start()
    if mark[0] == ";":
        return False
    if mark[0] != ".":
        return True
    follow = shadow[found.end() : found.end() + 3].lstrip()
    if follow[:1].islower():
        return False
    word = _word_before(shadow, max(start, at - 24), at).lower()
    if word in abbreviations:
        return not follow or not (follow[:1].isdecimal() or follow[:1].isupper() or follow[:1] in "#\"'(")
    return not (len(word) == 1 and word.isalpha())


def _word_before(shadow: str, first: int, at: int) -> str:
    """The letters, digits and marks of a name that end at ``at``, as far back as ``first``."""
    word = shadow[shadow.rfind(" ", first, at) + 1 or first : at]
    if word.isalnum():
        return word
    start = at
    while start > first and (shadow[start - 1].isalnum() or shadow[start - 1] in ".'-"):
        start -= 1
    return shadow[start:at]


def _pieces(shadow: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, cut at spaces where it is longer than any sentence is."""
    while end - start > _LONGEST:
        cut = shadow.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        cut = cut if cut > 0 else start + _LONGEST
        yield start, cut
        start = cut
    while start < end and shadow[start].isspace():
        start += 1
    while end > start and shadow[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
