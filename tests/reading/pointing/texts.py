"""Invented texts, and the replies to them, that the tests of pointing share."""

from __future__ import annotations

import json
from typing import Any

from tallybook.model import Passage
from tallybook.reading import Reading, read
from tallybook.reading.pointing import Answer, Asking, Window, key_of, point, prompt_digest, route

# More words than any clause has, so that the rules leave number and harm apart.
FAR = "as the elders of the valley still tell it by the fire, " * 8
SPOKEN = "The Ardava Rights Centre said that the pass was closed."
LEFT = f"The army killed, {FAR}at least 31 herders."
TEXT = f"{SPOKEN} {LEFT}"
CLAIM = {
    "statement_quote": LEFT,
    "number_quote": "31",
    "harm_quote": "killed",
    "source_quotes": [{"actor_quote": "The Ardava Rights Centre", "cue_quote": "The Ardava Rights Centre said"}],
}
MODEL = "tiny"


def claim(**changed: Any) -> dict[str, Any]:
    """The true claim about TEXT, with some pieces changed."""
    return {**CLAIM, **changed}


def reply(*claims: dict[str, Any]) -> str:
    return json.dumps({"statements": claims}, ensure_ascii=False)


def passage(text: str = TEXT, lang: str | None = "en") -> Passage:
    return Passage(document="d", id="d.0", kind="article", text=text, lang=lang, publisher="The Example Courier")


def routed(text: str = TEXT, lang: str | None = "en") -> tuple[Passage, Reading, tuple[Window, ...]]:
    one = passage(text, lang)
    reading = read(one)
    return one, reading, route(one, reading)


def pointed(
    content: str, text: str = TEXT, lang: str | None = "en", outcome: str = "answered"
) -> tuple[Reading, Reading, Asking]:
    """What the rules read, what they and one reply to the only window give, and the outcome of that window."""
    one, reading, windows = routed(text, lang)
    (window,) = windows
    answer = Answer(model=MODEL, prompt=prompt_digest(), window=window.digest, outcome=outcome, reply=content)
    kept = {key_of(MODEL, prompt_digest(), window.digest): answer}
    helped, (asking,) = point(one, reading, windows, kept.get, model=MODEL)
    return reading, helped, asking
