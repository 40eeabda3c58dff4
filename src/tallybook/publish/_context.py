"""A statement's words in their context, cut into pieces that a page marks.

The pieces joined are the context as it stands in the text version; every cut lies at a boundary of a statement's span, or
at white space, so no letter is parted from its marks.
"""

from __future__ import annotations

from itertools import pairwise

from tallybook.model import Record, Span, Statement

BEFORE, AFTER = 170, 110
LEAD, SLACK = 40, 40


class Piece(Record, frozen=True):
    """``kind``: ``around``, ``said`` (the statement's own words), ``bound`` (what ties the number) or ``number``."""

    text: str
    kind: str


class Context(Record, frozen=True):
    """``cut_before`` and ``cut_after`` say whether the text goes on beyond the pieces."""

    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool


def context(text: str, said: Statement) -> Context:
    """The words of ``said`` within the text version ``text``, with about a line of what stands around them."""
    start, end = _inside(said.span, len(text))
    left, right = _left_edge(text, start), _right_edge(text, end)
    cuts = {left, start, end, right}
    marks = [(said.quantity.span, "number")]
    if said.quantity.cue:
        marks.append((said.quantity.cue.span, "bound"))
    for span, _ in marks:
        cuts.update(edge for edge in span if left <= edge <= right)
    edges = sorted(cuts)
    pieces = [Piece(text=text[a:b], kind=_kind((a, b), (start, end), marks)) for a, b in pairwise(edges)]
    return Context(pieces=tuple(pieces), cut_before=left > 0, cut_after=right < len(text))


def own_words(text: str, said: Statement) -> Context:
    """The statement's words alone, marked; of long ones what stands around the number."""
    start, end = _inside(said.span, len(text))
    first, last = _inside(said.quantity.span, len(text))
    left = _left_edge(text, first) if first - start > BEFORE else start
    right = _right_edge(text, last) if end - last > BEFORE else end
    whole = context(text, said)
    pieces = tuple(piece for piece in whole.pieces if piece.kind != "around")
    if (left, right) == (start, end):
        return Context(pieces=pieces, cut_before=False, cut_after=False)
    edges = sorted({left, first, last, right})
    marks = [(said.quantity.span, "number")]
    pieces = tuple(Piece(text=text[a:b], kind=_kind((a, b), said.span, marks)) for a, b in pairwise(edges))
    return Context(pieces=pieces, cut_before=left > start, cut_after=right < end)


def bare(said: Statement) -> Context:
    """The statement's own words where its passage is not at hand."""
    return Context(pieces=(Piece(text=said.text, kind="said"),), cut_before=False, cut_after=False)


def _inside(span: Span, length: int) -> Span:
    start = min(max(span[0], 0), length)
    return start, min(max(span[1], start), length)


def _kind(piece: Span, said: Span, marks: list[tuple[Span, str]]) -> str:
    for span, kind in marks:
        if span[0] <= piece[0] and piece[1] <= span[1]:
            return kind
    return "said" if said[0] <= piece[0] and piece[1] <= said[1] else "around"


def _left_edge(text: str, start: int) -> int:
    """A little before ``start``: at the paragraph's beginning where that is near, else at a word's beginning."""
    if start <= LEAD:
        return 0
    low = max(start - BEFORE, 0)
    paragraph = text.rfind("\n", low, start - LEAD)
    if paragraph >= 0:
        return next(at for at in range(paragraph, start + 1) if at == start or not text[at].isspace())
    if low == 0:
        return 0
    return next((at + 1 for at in range(low, min(low + SLACK, start)) if text[at].isspace()), low)


def _right_edge(text: str, end: int) -> int:
    if len(text) - end <= AFTER:
        return len(text)
    high = end + AFTER
    paragraph = text.find("\n", end, high)
    if paragraph >= 0:
        return paragraph
    return next((at for at in range(high, max(high - SLACK, end), -1) if text[at].isspace()), high)
