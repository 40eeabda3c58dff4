"""A statement's words in context."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tallybook.model import Group, Harm, Period, Quantity, Quotation, Relation, Statement, Status
from tallybook.publish._context import AFTER, BEFORE, SLACK, Context, context, own_words
from tests.publish.sample import sample


def said(text: str, span: tuple[int, int], number: tuple[int, int], cue: tuple[int, int] | None = None) -> Statement:
    quantity = Quantity(
        low=9,
        high=9,
        bound="exact",
        printed=text[number[0] : number[1]],
        span=number,
        cue=Quotation(text=text[cue[0] : cue[1]], span=cue) if cue else None,
    )
    return Statement(
        id="s",
        document="d",
        passage="p",
        text_digest="",
        lang="en",
        span=span,
        text=text[span[0] : span[1]],
        quantity=quantity,
        harm=Harm(label="killed", text="x", span=(0, 1)),
        group=Group(label="people"),
        relation=Relation(label="total"),
        status=Status(label="unstated"),
        period=Period(label="unstated"),
    )


def joined(shown: Context) -> str:
    return "".join(piece.text for piece in shown.pieces)


def test_number_bound_statement_and_surroundings_are_told_apart() -> None:
    text = "They said at least 900 people died there."
    start = text.index("at least")
    shown = context(text, said(text, (start, len("They said at least 900 people died")), (19, 22), (start, start + 8)))
    assert [(piece.text, piece.kind) for piece in shown.pieces] == [
        ("They said ", "around"),
        ("at least", "bound"),
        (" ", "said"),
        ("900", "number"),
        (" people died", "said"),
        (" there.", "around"),
    ]
    assert not shown.cut_before
    assert not shown.cut_after


def test_a_statement_deep_in_its_paragraph_shows_that_paragraph_only() -> None:
    opening = "The first paragraph is about something else.\n\n"
    lead = "The second one speaks of the days before the shooting: "
    text = opening + lead + "9 died."
    start = len(opening + lead)
    shown = context(text, said(text, (start, start + 6), (start, start + 1)))
    assert joined(shown) == lead + "9 died."
    assert shown.cut_before


def test_long_surroundings_are_cut_at_words() -> None:
    text = "word " * 100 + "9 died" + " after" * 100
    start = text.index("9 died")
    shown = context(text, said(text, (start, start + 6), (start, start + 1)))
    assert shown.cut_before
    assert shown.cut_after
    assert joined(shown).startswith("word ")
    assert joined(shown).endswith(" after")
    assert len(joined(shown)) <= BEFORE + 6 + AFTER


def test_every_statement_of_the_sample_shows_its_number_as_printed() -> None:
    data = sample()
    texts = {source.passage.id: source.passage.text for source in data.passages}
    for one in data.statements + data.rejected:
        pieces = context(texts[one.passage], one).pieces
        assert "".join(piece.text for piece in pieces if piece.kind == "number") == one.quantity.printed
        assert "".join(piece.text for piece in pieces if piece.kind != "around") == one.text


@given(st.text(min_size=1, max_size=600), st.data())
def test_pieces_are_the_text_itself_whatever_the_spans(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first = data.draw(st.integers(start, end - 1))
    last = data.draw(st.integers(first + 1, end))
    one = said(text, (start, end), (first, last))
    shown = context(text, one)
    left = start - sum(len(piece.text) for piece in shown.pieces[: _first_said(shown)])
    assert text[left : left + len(joined(shown))] == joined(shown)
    assert "".join(piece.text for piece in shown.pieces if piece.kind == "number") == text[first:last]
    assert start - left <= BEFORE
    assert left + len(joined(shown)) - end <= AFTER
    own = own_words(text, one)
    assert joined(own) in text[start:end]
    assert text[first:last] in joined(own)
    assert len(joined(own)) <= (last - first) + 2 * (BEFORE + SLACK)


def _first_said(shown: Context) -> int:
    return next(at for at, piece in enumerate(shown.pieces) if piece.kind != "around")
