"""Which sentences a model is shown: those that the rules left open, and nothing else."""

from __future__ import annotations

import msgspec
import pytest

from tallybook.model import Passage
from tallybook.reading import read
from tallybook.reading.pointing import route, share_of
from tests.reading.pointing.texts import FAR, LEFT, SPOKEN, TEXT, passage, routed


def reasons(text: str) -> list[tuple[str, ...]]:
    return [window.reasons for window in routed(text)[2]]


def test_a_number_and_a_harm_that_the_rules_left_apart() -> None:
    assert reasons(TEXT) == [("no_link",)]


def test_a_read_number_without_an_origin_where_somebody_speaks_nearby() -> None:
    assert reasons(f"{SPOKEN} At least 40 weavers were killed.") == [("no_origin",)]


@pytest.mark.parametrize(
    "text",
    [
        "At least 40 weavers were killed.",  # nobody speaks anywhere
        "At least 40 weavers were killed, the Ardava Rights Centre said.",  # its origin was read
        f"{SPOKEN} The pass is 31 kilometres long.",  # no harm
        f"{SPOKEN} Herders were killed.",  # no number
        f"{SPOKEN} Herders were killed in a number of raids.",  # raids are not people
        f"{SPOKEN} The army killed, {FAR}31 percent of the goats.",  # a number that the tables know for something else
        "",
    ],
)
def test_what_is_settled_or_says_nothing_is_shown_to_nobody(text: str) -> None:
    assert reasons(text) == []


def test_a_row_of_a_table_is_not_shown() -> None:
    row = Passage(document="d", id="d.0", kind="row", text=TEXT, lang="en")
    assert route(row, read(row)) == ()


def test_a_window_is_the_sentence_with_a_little_around_it() -> None:
    sentences = [f"The road to village {letter} was quiet." for letter in "ABCDEFGH"]
    one, _, (window,) = routed(" ".join([*sentences[:5], LEFT, *sentences[5:]]))
    assert window.sentence == LEFT
    assert window.before == " ".join(sentences[2:5]) + " "
    assert window.after == " " + sentences[5]
    assert one.text[slice(*window.around)] == window.before + window.sentence + window.after


def test_context_has_an_end_however_long_the_sentences_are() -> None:
    long = "The road was quiet " + "and quiet " * 120 + "that day."
    _, _, (window,) = routed(f"{long} {LEFT} {long}")
    assert (window.before, window.after) == ("", "")


def test_half_a_surrogate_pair_can_be_sent() -> None:
    _, _, (window,) = routed(f"The road\ud800 was quiet. {LEFT}")
    assert window.before.encode("utf-8").decode("utf-8") == "The road? was quiet. "


def test_the_share_counts_what_travels_and_what_can_be_seen() -> None:
    one, reading, windows = routed()
    two = msgspec.structs.replace(passage(), document="e", id="e.0")
    share = share_of([one, two], [reading, read(two)], [*windows, *route(two, read(two))])
    assert share.characters == 2 * len(TEXT)
    assert share.shown == 2 * len(TEXT)  # in each of them, the window is the whole text
    assert share.sent == len(TEXT)  # and as both windows are equal, one is sent
    assert (share.routed, share.sentences) == (2, 4)
    assert share.reasons == {"no_link": 2}


def test_windows_that_overlap_show_what_they_share_once() -> None:
    one, reading, windows = routed(f"{SPOKEN} {LEFT} {LEFT.replace('31', '77')}")
    share = share_of([one], [reading], windows)
    assert (len(windows), share.shown) == (2, len(one.text))
    assert share.sent == len(TEXT) + len(one.text)  # the second sentence is too long to stand behind the first one
