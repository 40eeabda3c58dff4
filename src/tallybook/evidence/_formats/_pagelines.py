"""A printed page's lines back to sentences. The printed page breaks lines where paper ends; the text version should not.

A line end becomes a blank where the sentence runs on, and stays where a paragraph, a heading or a table row ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# pdfium writes U+FFFE where a hyphen stood at a line's end; other makers leave the hyphen and the line end.
_CUT = re.compile(r"(\w+)(?:\ufffe(?:\r?\n)?|[-\u00ad\u2010\x02]\r?\n)(\w+)(?=(-?))")
_ENDS = (".", "!", "?", ":", "؟", "۔", "…", '."', ".”", ".»", "!”", "?”")
_BULLET = re.compile(r"\s*(?:[•▪◦·–—*-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
# A line shorter than this share of the page's usual line ends because its paragraph, heading or row ended.
_FULL = 0.7


def known_words(pages: Iterable[str]) -> frozenset[str]:
    """The words printed whole within lines, to judge words that a line's end has cut."""
    words: set[str] = set()
    for page in pages:
        words.update(word.lower() for word in _WORD.findall(_CUT.sub(" ", page)))
    return frozenset(words)


def rejoin(page: str, words: frozenset[str]) -> str:
    """The page's text with its running lines joined."""
    whole = _CUT.sub(lambda cut: _mend(cut[1], cut[2], cut[3], words), page)
    lines = [line.rstrip() for line in re.split(r"\r\n|\r|\n", whole)]
    usual = _usual(lines)
    joined: list[str] = []
    runs_on = False
    for line in lines:
        if runs_on and line.strip() and not _BULLET.match(line):
            joined[-1] = f"{joined[-1]} {line.lstrip()}"
        else:
            joined.append(line)
        runs_on = bool(line.strip()) and len(line) >= _FULL * usual and not line.endswith(_ENDS)
    return "\n".join(joined).strip()


def _usual(lines: list[str]) -> int:
    """The length of a full line: that of the nine-in-ten longest."""
    lengths = sorted(len(line) for line in lines if line.strip())
    return max(20, lengths[int(len(lengths) * 0.9)]) if lengths else 20


def _mend(left: str, right: str, after: str, words: frozenset[str]) -> str:
    """A word that was cut at a hyphen. The hyphen stays where it is likely the word's own: "12-year-old", "Al-Jazeera",
    "security-force" of two words that the document knows."""
    hyphened = f"{left}-{right}"
    if not left.isalpha() or not right[0].islower() or after:
        return hyphened
    if (left + right).lower() in words:
        return left + right
    known = hyphened.lower() in words or (left.lower() in words and right.lower() in words)
    return hyphened if known else left + right
