"""A thing that somebody reads is no origin: a feed says nothing of itself."""

from __future__ import annotations

import pytest

from tests.reading.helpers import chain, only


@pytest.mark.parametrize(
    "text", ["My entire timeline says 300 people were killed.", "Our own little feed says that 40 people were killed."]
)
def test_what_is_read_is_nobody(text: str) -> None:
    assert chain(only(text)) == []


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("My old neighbour says 30 people were killed.", "My old neighbour"),
        ("The Riverside Timeline says 40 people were killed.", "The Riverside Timeline"),
    ],
)
def test_a_person_and_a_name_still_speak(text: str, actor: str) -> None:
    assert [name for _, name in chain(only(text))] == [actor]
