"""A quotation: the words of the text that carry a field, and where they stand.

Offsets are Unicode code points of an immutable text version, ``[start, end)``, so ``text[start:end]`` is the quotation.
"""

from __future__ import annotations

from typing import TypeAlias

from tallybook.model._record import Record

Span: TypeAlias = tuple[int, int]


class Quotation(Record, frozen=True):
    """Words of a passage and their place in it."""

    text: str
    span: Span


def quote(text: str, start: int, end: int) -> Quotation:
    """The quotation ``text[start:end]``. Raises ``ValueError`` where the span does not lie in the text or is empty."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"span [{start}, {end}) does not lie in a text of {len(text)} characters")
    return Quotation(text=text[start:end], span=(start, end))
