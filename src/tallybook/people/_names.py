"""The parts of a name: what can be compared, and what is a title, a linking word, or says that the name is unknown.

Arabic names run given name, father, grandfather, family; Persian and Western ones given name, then family; compounds ("servant
of", "father of", the article) are one part however they are spaced. No part is ever dropped from the record.
"""

from __future__ import annotations

import functools
from typing import Literal, TypeAlias

from tallybook.model import Record, Span
from tallybook.people._letters import fold, fold_text, read_table
from tallybook.people._sounds import bare, skeleton, sounds

PartKind: TypeAlias = Literal["word", "compound", "kunya", "title", "linking", "suffix", "unknown"]


class NamePart(Record, frozen=True):
    """One part: ``text`` as compared, ``kind``, and where it stands in the name as written."""

    text: str
    kind: PartKind
    span: Span

    @property
    def sounds(self) -> str:
        """How it sounds, without the article."""
        return sounds(bare(self.text))

    @property
    def skeleton(self) -> str:
        """Its consonant skeleton, without the article; may be empty."""
        return skeleton(bare(self.text))


class Name(Record, frozen=True):
    """A name as written, and its parts in the order in which they were written."""

    written: str
    parts: tuple[NamePart, ...]

    @property
    def compared(self) -> tuple[NamePart, ...]:
        """The parts that say who it is: words, compounds and kunyas."""
        return tuple(part for part in self.parts if part.kind in ("word", "compound", "kunya"))

    @property
    def unknown(self) -> bool:
        """True where the name says nothing about who it is: empty, or words for an unknown name only."""
        return not self.compared


@functools.cache
def _words(table: str, key: str = "words") -> frozenset[str]:
    listed = read_table("names.toml")[table][key]
    if not isinstance(listed, list):
        return frozenset()
    return frozenset(fold_text(str(word)) for word in listed)


@functools.cache
def aliases() -> dict[str, str]:
    """Each folded given name that others stand for, to the first name of its row (``data/names.toml``)."""
    rows = read_table("names.toml")["aliases"]["rows"]
    table: dict[str, str] = {}
    for row in rows if isinstance(rows, list) else []:
        words = [fold_text(str(word)) for word in row]
        for word in words:
            table.setdefault(word, words[0])
    return table


@functools.lru_cache(maxsize=131072)
def parse_name(written: str) -> Name:
    """Split a name into parts. Never fails; a name that says nothing has no compared parts."""
    folded = fold(written)
    if folded.text in _words("unknown", "phrases"):
        return Name(written=written, parts=())
    words = _split(folded.text)
    parts: list[NamePart] = []
    at = 0
    while at < len(words):
        kind, size = _kind(words, at)
        start, stop = words[at][1], words[at + size - 1][2]
        text = "".join(word for word, _, _ in words[at : at + size])
        parts.append(NamePart(text=text, kind=kind, span=(folded.index[start], folded.index[stop - 1] + 1)))
        at += size
    return Name(written=written, parts=_keep_names(tuple(parts)))


def _split(text: str) -> list[tuple[str, int, int]]:
    words = []
    at = 0
    for word in text.split(" "):
        if any(char.isalpha() for char in word):
            words.append((word, at, at + len(word)))
        at += len(word) + 1
    return words


def _kind(words: list[tuple[str, int, int]], at: int) -> tuple[PartKind, int]:
    word = words[at][0]
    follows = at + 1 < len(words)
    if follows and word in _words("joined", "abd"):
        # "Abd Al Rahman" is three words and one part
        return "compound", 3 if at + 2 < len(words) and words[at + 1][0] in _words("joined", "article") else 2
    if follows and (word in _words("joined", "abu") or word in _words("joined", "umm")):
        return "kunya", 2
    if follows and word in _words("joined", "article"):
        return "compound", 2
    for kind, table in (("title", "titles"), ("suffix", "suffixes"), ("linking", "linking"), ("unknown", "unknown")):
        if word in _words(table):
            return kind, 1  # type: ignore[return-value]
    return "word", 1


def _keep_names(parts: tuple[NamePart, ...]) -> tuple[NamePart, ...]:
    """A title that is also a given name stays a name where fewer than two other parts are left."""
    rest = sum(part.kind in ("word", "compound", "kunya") for part in parts)
    out = []
    for part in parts:
        if part.kind == "title" and rest < 2 and part.text in _words("titles", "also_names"):
            part = NamePart(text=part.text, kind="word", span=part.span)
        out.append(part)
    return tuple(out)


class NameKey(Record, frozen=True):
    """The four places that records are compared by, each a folded text or None: given, second, third and last.

    The third holds every part between the second and the last.
    """

    given: str | None
    second: str | None
    third: str | None
    last: str | None

    def places(self) -> tuple[str | None, str | None, str | None, str | None]:
        """The four places in order."""
        return self.given, self.second, self.third, self.last


@functools.cache
def _special() -> frozenset[str]:
    """Every word that may be something else than a plain part."""
    joined = (_words("joined", key) for key in ("abd", "abu", "umm", "article"))
    return frozenset().union(*joined, *(_words(table) for table in ("titles", "suffixes", "linking", "unknown")))


def _compared_texts(written: str) -> list[str]:
    """The compared parts, quickly where no word is special."""
    folded = fold_text(written)
    words = [word for word in folded.split(" ") if any(map(str.isalpha, word))]
    if _special().isdisjoint(words) and folded not in _words("unknown", "phrases"):
        return words
    return [part.text for part in parse_name(written).compared]


@functools.lru_cache(maxsize=65536)
def name_key(written: str) -> NameKey:
    """The places of a name. A name of one part has a given name only; of two, given and last."""
    texts = _compared_texts(written)
    count = len(texts)
    return NameKey(
        given=texts[0] if count else None,
        second=texts[1] if count > 2 else None,
        third="".join(texts[2:-1]) if count > 3 else None,
        last=texts[-1] if count > 1 else None,
    )
