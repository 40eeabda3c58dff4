"""Number words written as one: "سی‌وهفت" is thirty-and-seven, "سه‌هزار" three thousand."""

from __future__ import annotations

from tallybook.reading._lexicon import Lexicon
from tallybook.reading._shadow import ZWNJ
from tallybook.reading._tokens import Sentence


def compound(word: str, lexicon: Lexicon) -> int | None:
    """The value of a word whose pieces, set apart by joiners that have no width, are all number words; None for any other word."""
    total, current = 0, 0
    pieces = [piece for piece in word.split(ZWNJ) if piece and piece not in lexicon.head.joiner]
    for index, piece in enumerate(pieces):
        value = _value(piece, lexicon, inner=index > 0)
        if value is None:
            return None
        if piece in lexicon.scale_words:
            current = max(current, 1) * value
            total, current = (total + current, 0) if value >= 1_000 else (total, current)
        elif current and (value >= 100 or current % 100 if value >= 10 else current % 10):
            return None
        else:
            current += value
    return total + current if len(pieces) > 1 else None


def _value(piece: str, lexicon: Lexicon, *, inner: bool) -> int | None:
    """A piece's value; the "and" may be written onto every piece but the first."""
    known = lexicon.number_words.get(piece, lexicon.scale_words.get(piece))
    if known is None and inner:
        for mark in lexicon.head.joiner:
            if piece.startswith(mark) and (bare := lexicon.number_words.get(piece[len(mark) :])) is not None:
                return bare
    return known


def half_more(sentence: Sentence, at: int) -> tuple[int, float, int] | None:
    """ "one and a half million", "a million and half the million": where it ends, its value and its scale; None for others."""
    if not sentence.of("half"):
        return None
    norms = sentence.norms
    one, scale = sentence.starting("number", at), sentence.starting("scale", at)
    if scale is not None:
        half = sentence.starting("half", scale.last)
        again = sentence.starting("scale", half.last) if half is not None else None
        same = again is not None and again.row is scale.row
        return (again.last, 1.5 * (scale.row.value or 1), scale.row.value or 1) if same and again is not None else None
    value = int(norms[at]) if norms[at].isdecimal() and len(norms[at]) < 4 else one.row.value if one is not None else None
    last = one.last if one is not None else at + 1
    if value is None or last >= len(norms) or norms[last] not in sentence.lexicon.head.joiner:
        return None
    half = sentence.starting("half", last + 1)
    scale = sentence.starting("scale", half.last) if half is not None else None
    return (scale.last, (value + 0.5) * (scale.row.value or 1), scale.row.value or 1) if scale is not None else None


def fits(value: float, current: float, units_first: bool = False) -> bool:
    """Whether a smaller word may follow: "twenty" + "one", "hundred" + "five", but not "five" + "three"."""
    if current == 0:
        return True
    if units_first and 20 <= value < 100 and 0 < current % 100 < 10:
        return True
    if value < 10:
        return current % 10 == 0 and current >= 20
    return (current % 100 == 0 and value < 100) or (current % 1_000 == 0 and value < 1_000)


def may_join(step: tuple[float, bool, int], current: float, total: float) -> bool:
    value, scale, _ = step
    if scale:
        return False
    return (current > 0 and fits(value, current)) or (current == 0 and total > value)
