"""Text that broke a reader: found by the held-out run. (Its error classes by frequency: /work/wt/heldout/ERRORS.md, for developers now.)"""

from __future__ import annotations

import time

import pytest

from tallybook.model import Passage
from tallybook.reading import Reading, read


def reading(text: str) -> Reading:
    return read(Passage(document="d", id="d.0", kind="text", text=text))


@pytest.mark.parametrize(
    "text", ["At least \u202e12\u202c people were killed.", "12³ people were killed.", "½ of 12² people killed."]
)
def test_odd_characters_beside_digits_do_no_harm(text: str) -> None:
    for statement in reading(text).statements:
        start, end = statement.quantity.span
        assert text[start:end] == statement.quantity.printed


def test_a_number_cut_by_an_invisible_character_is_not_read_as_its_tail() -> None:
    assert [s.quantity.low for s in reading("1\u200b2 people were killed.").statements] in ([], [12])


def test_time_grows_with_length_where_nothing_ends_a_sentence() -> None:
    def seconds(times: int) -> float:
        started = time.process_time()
        reading("12 killed " * times)
        return time.process_time() - started

    seconds(50)
    assert seconds(3200) < 16 * max(seconds(400), 0.02)
