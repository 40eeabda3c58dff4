"""The words around a place's name, read from ``data/words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

from tallybook.places._fold import fold
from tallybook.places._records import KINDS, Kind


class Words(NamedTuple):
    """Folded words, each as a tuple of its tokens: kinds named before and after a name, and links."""

    before: dict[tuple[str, ...], Kind]
    after: dict[tuple[str, ...], Kind]
    inside: frozenset[tuple[str, ...]]
    near: frozenset[tuple[str, ...]]


def tokens(text: str) -> list[str]:
    """The folded words of a text; empty ones (punctuation) are left out."""
    return [key for word in text.split() if (key := fold(word))]


@cache
def words() -> Words:
    """The table. Raises ``KeyError`` where the file lacks a section, which only a broken installation can."""
    table = tomllib.loads(resources.files("tallybook.places").joinpath("data/words.toml").read_text("utf-8"))
    before: dict[tuple[str, ...], Kind] = {}
    after: dict[tuple[str, ...], Kind] = {}
    for kind in KINDS:
        for word in table.get(kind, {}).get("before", ()):
            before[tuple(tokens(word))] = kind
        for word in table.get(kind, {}).get("after", ()):
            after[tuple(tokens(word))] = kind
    links = table["links"]
    near = [*links["near"], *links["points"]]
    return Words(before, after, frozenset(tuple(tokens(w)) for w in links["in"]), frozenset(tuple(tokens(w)) for w in near))
