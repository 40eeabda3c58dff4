"""Reading one number again: what the figure at a place in a text says, in digits or in words, and nothing around it."""

from __future__ import annotations

from tallybook.model import Span
from tallybook.reading._language import codes
from tallybook.reading._lexicon import lexicon
from tallybook.reading._numerals import numbers
from tallybook.reading._shadow import shadow
from tallybook.reading._tokens import Sentence

_AROUND = 60  # characters: words beside a number decide whether it is one of a range ("between") or goes on ("a dozen of")


def number_at(text: str, span: Span, lang: str) -> tuple[int, int] | None:
    """The low and the high end of the number that stands exactly at ``span``: equal, but for a range ("7 to 12").

    None where no number stands there, where it goes further than the span, where it is a vague word, or where no table reads
    ``lang``.
    """
    if lang not in codes():
        return None
    start, end = _window(text, span)
    piece = text[start:end]
    sentence = Sentence(piece, shadow(piece), 0, len(piece), lexicon(lang))
    sentence.annotate()
    wanted = (span[0] - start, span[1] - start)
    for number in numbers(sentence):
        if sentence.span(number.first, number.last) == wanted:
            return None if number.kind in ("vague", "indefinite") else (number.low, number.high)
    return None


def _window(text: str, span: Span) -> Span:
    """A little more than ``span``, cut at white space, within its line."""
    start = max(text.rfind("\n", 0, span[0]) + 1, span[0] - _AROUND)
    while start > 0 and start < span[0] and not text[start - 1].isspace():
        start += 1
    stop = text.find("\n", span[1])
    end = min(len(text) if stop < 0 else stop, span[1] + _AROUND)
    while span[1] < end < len(text) and not text[end].isspace():
        end -= 1
    return start, end
