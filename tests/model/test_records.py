"""The model's algebra: intervals of quantities, ids, quotations."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.model import Quantity, Statement, digest_text, quote, short_id, short_ids


def quantity(low: int | None, high: int | None, bound: str) -> Quantity:
    return msgspec.convert({"low": low, "high": high, "bound": bound, "printed": "x", "span": (0, 1)}, Quantity)


@pytest.mark.parametrize(
    ("low", "high", "bound", "interval"),
    [
        (2000, 2000, "exact", (2000, 2000)),
        (2000, None, "at_least", (2000, None)),
        (2000, None, "more_than", (2001, None)),
        (None, 12000, "up_to", (0, 12000)),
        (None, 12000, "less_than", (0, 11999)),
        (3000, 5000, "between", (3000, 5000)),
        (None, None, "vague", None),
    ],
)
def test_a_bound_gives_the_whole_numbers_that_its_words_allow(
    low: int | None, high: int | None, bound: str, interval: tuple[int, int | None] | None
) -> None:
    assert quantity(low, high, bound).interval() == interval


def test_an_unknown_bound_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        quantity(1, 1, "roughly")


def test_a_statement_with_an_unknown_field_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="secret"):
        msgspec.convert({"secret": 1}, Statement)


@given(st.text(min_size=1), st.data())
def test_a_quotation_is_the_text_at_its_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert quote(text, start, end).text == text[start:end]


@pytest.mark.parametrize("span", [(-1, 2), (2, 2), (3, 2), (0, 99)])
def test_a_span_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="does not lie in"):
        quote("abc", *span)


def test_offsets_are_code_points_whatever_the_script() -> None:
    text = "📹 ۱۲ کشته 𝕏 12 dead"
    at = text.index("12 dead")
    assert quote(text, at, at + 2).text == "12"
    assert quote(text, 2, 4).text == "۱۲"


@given(
    st.lists(st.text(alphabet=st.characters(exclude_characters="\x1f")), min_size=1),
    st.lists(st.text(alphabet="ab|"), min_size=1),
)
def test_different_parts_give_different_ids(one: list[str], other: list[str]) -> None:
    assert (short_id("x-", *one) == short_id("x-", *other)) == (one == other)


@given(st.lists(st.text(alphabet="ab|"), min_size=1), st.lists(st.text(alphabet="ab|"), min_size=1))
def test_ids_that_begin_alike_are_those_of_all_their_parts(shared: list[str], own: list[str]) -> None:
    assert short_ids("x-", *shared)(*own) == short_id("x-", *shared, *own)


def test_a_part_with_the_separator_is_refused() -> None:
    for made in (short_id, short_ids, lambda prefix, part: short_ids(prefix, "a")(part)):
        with pytest.raises(ValueError, match="unit separator"):
            made("x-", "a\x1fb")


def test_the_digest_of_a_text_is_that_of_its_utf8_bytes() -> None:
    # printf '' | sha256sum ; printf 'abc' | sha256sum
    assert digest_text("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digest_text("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
