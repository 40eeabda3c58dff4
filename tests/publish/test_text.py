"""Hostile text made safe to show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.publish._text import anchor, direction, is_rtl, isolate, isolate_runs, reveal, runs, shorten, starts_rtl, wrap


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("12\u202e34", "12‹U+202E›34"),
        ("\u202d12", "‹U+202D›12"),
        ("a\x1b[31mb", "a‹U+001B›[31mb"),
        ("a\x00b", "a‹U+0000›b"),
        ("half \ud800 pair", "half ‹U+D800› pair"),
        ("line\u2028break", "line‹U+2028›break"),
        ("\u2066@name\u2069 said", "@name said"),
        ("می\u200cروند", "می\u200cروند"),
        ("one\r\ntwo\tthree", "one\ntwo\tthree"),
        ("👩\u200d⚕️", "👩\u200d⚕️"),
    ],
)
def test_what_misleads_is_spelt_out_and_what_persian_needs_stays(raw: str, shown: str) -> None:
    assert reveal(raw) == shown


@given(st.text(st.characters(codec=None)))
def test_revealed_text_can_be_written_and_revealing_twice_changes_nothing(text: str) -> None:
    shown = reveal(text)
    shown.encode("utf-8")
    assert reveal(shown) == shown
    assert not any(mark in shown for mark in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x1b\x07")


def test_only_text_that_runs_right_to_left_is_isolated() -> None:
    assert isolate("Delta Courier") == "Delta Courier"
    assert isolate("رادیو نیل") == "\u2068رادیو نیل\u2069"
    assert isolate("\u202eفانوس") == "\u2068‹U+202E›فانوس\u2069"


def test_quoted_words_of_another_direction_are_told_apart_in_a_sentence() -> None:
    assert runs("A says “دست‌کم ۱۲ هزار” (دفتر نام‌ها, 13 May).") == [
        ("A says “", False),
        ("دست‌کم ۱۲ هزار", True),
        ("” (", False),
        ("دفتر نام‌ها", True),
        (", 13 May).", False),
    ]
    assert runs("plain 12") == [("plain 12", False)]
    assert runs("") == []
    assert isolate_runs("by فانوس, 13") == "by \u2068فانوس\u2069, 13"


@given(st.text(st.sampled_from("ab۱۲سل \u200c(),“”\u202e\n")))
def test_runs_lose_nothing(text: str) -> None:
    assert "".join(piece for piece, _ in runs(text)) == text


def test_direction_follows_the_language_even_where_a_latin_name_comes_first() -> None:
    assert direction("fa", "BBC گفت ۱۲ نفر") == "rtl"
    assert direction("fa-IR", "گفت") == "rtl"
    assert direction("fa", "Reuters") == "auto"
    assert direction("en", "گفت") == "auto"
    assert direction(None, "گفت") == "auto"
    assert is_rtl("שלום")
    assert starts_rtl("۲۳ دی به Reuters")
    assert not starts_rtl("Reuters دی")
    assert not starts_rtl("۲۳ - 4")
    assert not is_rtl("۱۲ 34 ?")


def test_an_anchor_is_the_key_or_a_digest_of_it() -> None:
    assert anchor("q-", "s01af") == "q-s01af"
    hostile = anchor("q-", '"><script>')
    assert hostile.startswith("q-x")
    assert hostile[2:].isalnum()
    assert hostile != anchor("q-", '"><script >')


def test_shortening_cuts_at_a_word() -> None:
    assert shorten("one  two\nthree", 20) == "one two three"
    assert shorten("one two three four", 10) == "one two…"
    assert shorten("abcdefghijkl", 5) == "abcd…"


def test_wrapping_keeps_the_number_of_lines() -> None:
    assert wrap("an official of the interior ministry", 20, 2) == ["an official of the", "interior ministry"]
    assert wrap("one two three four five", 8, 2) == ["one two", "three…"]


@given(st.text(), st.integers(4, 40), st.integers(1, 4))
def test_no_wrapped_line_is_wider_than_asked(text: str, width: int, lines: int) -> None:
    wrapped = wrap(text, width, lines)
    assert len(wrapped) <= lines
    assert all(len(line) <= width for line in wrapped)
