"""Tables written into running text: a line of column names, then lines of as many cells ("Sagaing | 1,282 | 2,804").

A number that fills its cell counts those of whom its column's name tells. Where the column is only called "number", the line
above the table tells it ("Deaths by district"), and names the source if it has one; the first cell is the row's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from tallybook.reading._attribution import Attribution
from tallybook.reading._chain import attributions
from tallybook.reading._counts import counts
from tallybook.reading._harms import HarmWord, harms
from tallybook.reading._pairs import Pair
from tallybook.reading._rows import has_role
from tallybook.reading._tokens import Sentence

_CELL = re.compile(r"[^|\t]+")
_RULE = re.compile(r"[|\s:+=–-]+")  # the line below the names: ---|---
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Columns:
    """What the lines under a header are read by: the harm word of each column, whether places head the rows, who says it."""

    words: tuple[HarmWord | None, ...]
    placed: bool
    spoken: tuple[Attribution, ...] = ()


def ruled(sentence: Sentence) -> bool:
    """Whether a line only draws the rule between a header and its rows."""
    return _RULE.fullmatch(sentence.shadow, sentence.start, sentence.end) is not None


def header(sentence: Sentence, above: Iterable[Sentence]) -> Columns | None:
    """The columns that a line names; None where it heads no table. ``above`` are the lines before it, the nearest first."""
    cells = _cells(sentence)
    if len(cells) < _FEWEST:
        return None
    sentence.annotate()
    if not sentence.norms or any(word[0].isdecimal() for word in sentence.norms):
        return None
    found = harms(sentence)
    words = tuple(next((word for word in found if _lies_in(sentence, word.first, word.last, cell)), None) for cell in cells)
    placed = has_role(_text(sentence, cells[0]), "place")
    if any(words):
        return Columns(words, placed)
    numbered = [has_role(_text(sentence, cell), "number") for cell in cells]
    caption = next((line for line in above if not ruled(line)), None)
    word = _told_by(caption) if caption is not None and sum(numbered) == 1 else None
    if caption is None or word is None:
        return None
    return Columns(tuple(word if here else None for here in numbered), placed, tuple(attributions(caption)))


def _told_by(caption: Sentence) -> HarmWord | None:
    """The harm that a caption names, where it names one only and counts nobody itself; a whole sentence is no caption."""
    caption.annotate()
    found = harms(caption)
    stops = caption.shadow[caption.end - 1] in ".!?…؟"
    if (
        stops
        or not found
        or len({match.row.label for match in caption.of("harm")}) != 1
        or any(not count.code for count in counts(caption))
    ):
        return None
    return found[0]


def in_columns(sentence: Sentence, columns: Columns) -> list[Pair]:
    """The pairs of a line under such a header; none where it has another number of cells."""
    cells = _cells(sentence)
    if len(cells) != len(columns.words):
        return []
    sentence.annotate()
    found: list[Pair] = []
    for count in counts(sentence):
        number = count.number
        for cell, word in zip(cells, columns.words, strict=True):
            fills = _lies_in(sentence, number.first, number.last, cell) and sentence.printed(count.first, number.last) == _text(
                sentence, cell
            )
            if word is not None and fills and not count.code:
                found.append(Pair(count, word, 0.0, "cell"))
    return found


def spoken(sentence: Sentence, columns: Columns) -> list[Attribution]:
    """Who says the figures of a line: whoever the caption names."""
    return [replace(each, start=0, end=len(sentence.norms)) for each in columns.spoken]


def places(sentence: Sentence, columns: Columns) -> list[tuple[int, int]]:
    """The tokens of the cell that names the row's place."""
    cell = _cells(sentence)[0]
    inside = [at for at in range(len(sentence.norms)) if _lies_in(sentence, at, at + 1, cell)]
    named = columns.placed and inside and not has_role(_text(sentence, cell), "sum")
    return [(inside[0], inside[-1] + 1)] if named else []


def _cells(sentence: Sentence) -> list[tuple[int, int]]:
    """The cells of a line; a caption with an empty cell behind it is one cell."""
    cells = [
        match.span() for match in _CELL.finditer(sentence.text, sentence.start, sentence.end)
    ]  # a tab is a space in the shadow
    while cells and not sentence.text[slice(*cells[-1])].strip():
        cells.pop()
    return cells


def _lies_in(sentence: Sentence, first: int, last: int, cell: tuple[int, int]) -> bool:
    start, end = sentence.span(first, last)
    return cell[0] <= start and end <= cell[1]


def _text(sentence: Sentence, cell: tuple[int, int]) -> str:
    return sentence.text[cell[0] : cell[1]].strip()
