"""Sentences to tokens, and tokens to classes by a language's tables."""

from __future__ import annotations

import re

from tallybook.reading._forms import TOKEN, Match
from tallybook.reading._lexicon import Lexicon
from tallybook.reading._shadow import norm

_STRETCH = "\u0640"  # a letter to Python, and nothing to a table: a digit may come behind it
_SPACED = re.compile(r"\d{1,3}(?:[ \u00a0]\d{3})+(?![\d])")


class Sentence:
    """A stretch of text, its tokens and what the tables say of each. Offsets are of the whole text."""

    __slots__ = (
        "_covers",
        "_firsts",
        "_lasts",
        "_marked",
        "_ready",
        "end",
        "ends",
        "harmed",
        "lexicon",
        "masks",
        "matches",
        "norms",
        "shadow",
        "start",
        "starts",
        "text",
    )

    starts: list[int]
    ends: list[int]
    norms: list[str]
    masks: list[int]
    matches: dict[str, list[Match]]
    _firsts: dict[str, dict[int, Match]]
    _lasts: dict[str, dict[int, Match]]
    _covers: dict[str, dict[int, Match]]

    def __init__(self, text: str, shadow: str, start: int, end: int, lexicon: Lexicon) -> None:
        self.text = text
        self.shadow = shadow
        self.start = start
        self.end = end
        self.lexicon = lexicon
        self._ready = self._marked = False
        self.harmed = False  # whether somebody in it came to harm

    def tokenise(self) -> None:
        """Find the tokens. A sentence that nothing calls for is never looked at closer."""
        if self._ready:
            return
        self._ready = True
        self.starts = []
        self.ends = []
        self.norms = []
        self._tokenise()

    def annotate(self) -> None:
        """Mark the tokens with the language's tables. Most sentences of a text need it not."""
        if self._marked:
            return
        self._marked = True
        self.tokenise()
        self.matches = {}
        self._firsts = {}
        self._lasts = {}
        self._covers = {}
        self.lexicon.annotate(self)

    @property
    def stirs(self) -> bool:
        """Whether the sentence begins with a digit, or holds a harm or what tells of an outage."""
        opening = self.shadow[self.start]
        if not opening.isalpha() or opening == _STRETCH:
            self.tokenise()
            if self.norms[0][0].isdecimal():
                return True
        if self.lexicon.quiet(self.shadow[self.start : self.end]):
            return False
        self.tokenise()
        return self.norms[0][0].isdecimal() or self.lexicon.triggers(self.norms)

    def _tokenise(self) -> None:
        if not self.lexicon.spaced_thousands:
            self._scan()
            return
        starts, ends, norms, shadow = self.starts, self.ends, self.norms, self.shadow
        position, end = self.start, self.end
        spaced = self.lexicon.spaced_thousands
        scan = TOKEN.search
        while True:
            found = scan(shadow, position, end)
            if found is None:
                return
            first, last = found.span()
            if spaced and shadow[first].isdecimal() and (wide := _SPACED.match(shadow, first, end)):
                last = wide.end()
            starts.append(first)
            ends.append(last)
            norms.append(norm(shadow[first:last]))
            position = last

    def _scan(self) -> None:
        spans = [found.span() for found in TOKEN.finditer(self.shadow, self.start, self.end)]
        self.starts = [first for first, _ in spans]
        self.ends = [last for _, last in spans]
        piece, offset = self.shadow[self.start : self.end], self.start
        if piece.isascii():
            lowered = piece.lower()
            self.norms = [lowered[first - offset : last - offset] for first, last in spans]
        else:
            self.norms = [norm(piece[first - offset : last - offset]) for first, last in spans]

    def __len__(self) -> int:
        return len(self.starts)

    def printed(self, first: int, last: int) -> str:
        """The text of the tokens ``first`` to ``last``, the last one left out."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def span(self, first: int, last: int) -> tuple[int, int]:
        return self.starts[first], self.ends[last - 1]

    def of(self, name: str) -> list[Match]:
        """The matches of a class, in the order of the text."""
        return self.matches.get(name, _NONE)

    def starting(self, name: str, index: int) -> Match | None:
        """The match of a class that begins at a token."""
        found = self._firsts.get(name)
        if found is None:
            found = self._firsts[name] = {match.first: match for match in self.matches.get(name, _NONE)}
        return found.get(index)

    def ending(self, name: str, index: int) -> Match | None:
        """The match of a class that ends right before the token ``index``."""
        found = self._lasts.get(name)
        if found is None:
            found = self._lasts[name] = {match.last: match for match in self.matches.get(name, _NONE)}
        return found.get(index)

    def covering(self, name: str, index: int) -> Match | None:
        """The match of a class that covers a token."""
        found = self._covers.get(name)
        if found is None:
            found = self._covers[name] = {
                at: match for match in self.matches.get(name, _NONE) for at in range(match.first, match.last)
            }
        return found.get(index)

    def upper(self, index: int) -> bool:
        """Whether a token begins with a capital."""
        return self.text[self.starts[index]].isupper()


_NONE: list[Match] = []
