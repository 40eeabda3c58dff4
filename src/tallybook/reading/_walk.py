"""The way through a passage: its sentences in the order of the text, each with its place and its language."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tallybook.reading._lexicon import lexicon
from tallybook.reading._segment import language_of, paragraphs, sentences


class Spot(msgspec.Struct, frozen=True, gc=False):
    """A sentence: characters ``first`` to ``last``, the language's ``code``, and where it stands."""

    paragraph: int
    sentence: int
    headline: bool
    code: str
    first: int
    last: int


def walk(shadow: str, hint: str | None, allowed: tuple[str, ...]) -> Iterator[Spot]:
    """The sentences of a text's shadow. A paragraph whose script is none of the allowed languages' is passed over."""
    for index, (start, end) in enumerate(paragraphs(shadow)):
        code = language_of(shadow[start:end], hint, allowed)
        if code is None:
            continue
        headline = index == 0 and shadow[start:end].rstrip()[-1] not in ".!?…" and "\n" in shadow
        for order, (first, last) in enumerate(sentences(shadow, start, end, lexicon(code).abbreviations)):
            yield Spot(index, order, headline, code, first, last)


def hinted(lang: str | None, allowed: tuple[str, ...]) -> str | None:
    """The language that a passage says it is in, where it is one of those allowed."""
    hint = (lang or "").partition("-")[0].lower()
    return hint if hint in allowed else None
