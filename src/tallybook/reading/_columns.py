"""Tables written into running text: a line of column names, then lines of as many cells ("Sagaing | 1,282 | 2,804").

A number that fills its cell counts those of whom its column's name tells.
"""

from __future__ import annotations

import re

from tallybook.reading._counts import counts
from tallybook.reading._harms import HarmWord, harms
from tallybook.reading._pairs import Pair
from tallybook.reading._tokens import Sentence

_CELL = re.compile(r"[^|\t]+")
_FEWEST = 2


def header(sentence: Sentence) -> list[HarmWord | None]:
    """The harm word of each column that a line names; empty where the line heads no table."""
    cells = _cells(sentence)
    if len(cells) < _FEWEST:
        return []
    sentence.annotate()
    if any(word[0].isdecimal() for word in sentence.norms):
        return []
    found = harms(sentence)
    columns = [next((word for word in found if _lies_in(sentence, word.first, word.last, cell)), None) for cell in cells]
    return columns if any(columns) else []


def in_columns(sentence: Sentence, columns: list[HarmWord | None]) -> list[Pair]:
    """The pairs of a line under such a header; none where it has another number of cells."""
    cells = _cells(sentence)
    if len(cells) != len(columns):
        return []
    sentence.annotate()
    found: list[Pair] = []
    for count in counts(sentence):
        number = count.number
        for cell, word in zip(cells, columns, strict=True):
            fills = _lies_in(sentence, number.first, number.last, cell) and sentence.printed(count.first, number.last) == _text(
                sentence, cell
            )
            if word is not None and fills and not count.code:
                found.append(Pair(count, word, 0.0, "toll"))
    return found


def _cells(sentence: Sentence) -> list[tuple[int, int]]:
    return [match.span() for match in _CELL.finditer(sentence.shadow, sentence.start, sentence.end)]


def _lies_in(sentence: Sentence, first: int, last: int, cell: tuple[int, int]) -> bool:
    start, end = sentence.span(first, last)
    return cell[0] <= start and end <= cell[1]


def _text(sentence: Sentence, cell: tuple[int, int]) -> str:
    return sentence.text[cell[0] : cell[1]].strip()
