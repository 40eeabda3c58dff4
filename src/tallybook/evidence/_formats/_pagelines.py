"""A printed page's lines back to sentences. The printed page breaks lines where paper ends; the text version should not.

A line end becomes a blank where the sentence runs on, and stays where a paragraph, a heading or a table row ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT = re.compile(r"(\w+)[-\u00ad\u2010\ufffe\x02]$")
_START = re.compile(r"[^\W\d_]+")
_ENDS = (".", "!", "?", ":", "؟", "۔", "…", '."', ".”", ".»", "!”", "?”")
_BULLET = re.compile(r"\s*(?:[•▪◦·–—*-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
# A line shorter than this share of the page's usual line ends because its paragraph, heading or row ended.
_FULL = 0.7


def known_words(pages: Iterable[str]) -> frozenset[str]:
    """The words printed whole within lines, to judge words that a line's end has cut."""
    words: set[str] = set()
    for page in pages:
        for line in page.splitlines():
            words.update(word.lower() for word in _WORD.findall(_CUT.sub("", line)))
    return frozenset(words)


def rejoin(page: str, words: frozenset[str]) -> str:
    """The page's text with its running lines joined."""
    lines = [line.rstrip() for line in re.split(r"\r\n|\r|\n", page)]
    usual = _usual(lines)
    joined: list[str] = []
    runs_on = False
    for line in lines:
        if runs_on and line.strip() and not _BULLET.match(line):
            joined[-1] = _join(joined[-1], line.lstrip(), words)
        else:
            joined.append(line)
        full = len(line) >= _FULL * usual and not line.endswith(_ENDS)
        runs_on = bool(line.strip()) and (full or _CUT.search(line) is not None)
    return "\n".join(joined).replace("\ufffe", "").replace("\x02", "").strip()


def _usual(lines: list[str]) -> int:
    """The length of a full line: that of the nine-in-ten longest."""
    lengths = sorted(len(line) for line in lines if line.strip())
    return max(20, lengths[int(len(lengths) * 0.9)]) if lengths else 20


def _join(left: str, right: str, words: frozenset[str]) -> str:
    cut, start = _CUT.search(left), _START.match(right)
    if cut is None or start is None:
        return f"{left} {right}"
    if not right[0].islower() or not cut[1].isalpha():
        # "Al-" + "Jazeera", "12-" + "year-old": the hyphen is the word's own.
        return f"{left[:-1]}-{right}"
    whole, hyphened = (cut[1] + start[0]).lower(), f"{cut[1]}-{start[0]}".lower()
    keeps = hyphened in words and whole not in words
    return f"{left[:-1]}-{right}" if keeps else f"{left[:-1]}{right}"
