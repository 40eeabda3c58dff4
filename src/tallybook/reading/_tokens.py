"""Sentences to tokens, and tokens to classes by a language's tables."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from tallybook.reading._classes import BITS
from tallybook.reading._forms import TOKEN, Match
from tallybook.reading._lexicon import Lexicon
from tallybook.reading._shadow import norm

if TYPE_CHECKING:
    from tallybook.reading._count import Count
    from tallybook.reading._numerals import Number

_CACHE_LIMIT = 100_000
_LONG_PIECE = 60
_STRETCH = "\u0640"  # a letter to Python, and nothing to a table: a digit may come behind it
_SPACED = re.compile(r"\d{1,3}(?:[ \u00a0]\d{3})+(?![\d])")


class _Pieces(dict[str, tuple[str, ...]]):
    """What stands between two spaces by its tokens; ``widths``: of the white space before each token, the space among it, and of it.

    Two spaces in a row, or other white space at the end of a piece, is nothing that can be looked up.
    """

    def __init__(self) -> None:
        super().__init__()
        self.widths: dict[str, tuple[int, ...]] = {}

    def __missing__(self, piece: str) -> tuple[str, ...]:
        parts = [*chain.from_iterable(TOKEN.findall(piece))]  # white space and token by turns
        if not parts or len(piece) > _LONG_PIECE or sum(map(len, parts)) < len(piece):
            raise LookupError(piece)
        if len(self) > _CACHE_LIMIT:
            self.clear()
            self.widths.clear()
        found = self[piece] = tuple(map(norm, parts[1::2]))
        self.widths[piece] = (1 + len(parts[0]), *map(len, parts[1:]))
        return found


_PIECES = _Pieces()


class Sentence:
    """A stretch of text, its tokens and what the tables say of each. Offsets are of the whole text."""

    __slots__ = (
        "_covers",
        "_firsts",
        "_lasts",
        "_marked",
        "_ready",
        "classes",
        "counted",
        "end",
        "ends",
        "harmed",
        "lexicon",
        "masks",
        "matches",
        "norms",
        "numerals",
        "shadow",
        "shaped",
        "start",
        "starts",
        "text",
    )

    starts: list[int]
    ends: list[int]
    norms: list[str]
    masks: list[int]
    matches: dict[str, list[Match]]
    classes: int  # the bits of every class that has a match: what else a rule needs, it need not look for
    shaped: list[int]  # tokens that are written as a number may be
    counted: list[Count] | None  # kept for the sentences behind that look back at it
    numerals: list[Number] | None  # kept by ``numbers``, which several rules ask
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
        if self.lexicon.spaced_thousands and _SPACED.search(self.shadow, self.start, self.end):
            self._scan_spaced()
        else:
            self._scan()

    def annotate(self) -> None:
        """Mark the tokens with the language's tables. Most sentences of a text need it not."""
        if self._marked:
            return
        self._marked = True
        self.tokenise()
        self.matches = defaultdict(list)
        self.shaped = []
        self.counted = self.numerals = None
        self._firsts = {}
        self._lasts = {}
        self._covers = {}
        self.lexicon.annotate(self)
        self.classes = sum(map(BITS.__getitem__, self.matches))

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

    def _scan_spaced(self) -> None:
        """Where a number is written as "12 000": its groups are one token."""
        shadow = self.shadow
        starts, ends, norms = self.starts, self.ends, self.norms = [], [], []
        position, end = self.start, self.end
        scan = TOKEN.search
        while True:
            found = scan(shadow, position, end)
            if found is None:
                return
            first, last = found.span(2)
            if shadow[first].isdecimal() and (wide := _SPACED.match(shadow, first, end)):
                last = wide.end()
            starts.append(first)
            ends.append(last)
            norms.append(norm(shadow[first:last]))
            position = last

    def _scan(self) -> None:
        """No token goes over a space, so that what stands between two spaces is cut once for all sentences that hold it."""
        pieces = self.shadow[self.start : self.end].split(" ")
        try:
            self.norms = [*chain.from_iterable(map(_PIECES.__getitem__, pieces))]
            widths = [*chain.from_iterable(map(_PIECES.widths.__getitem__, pieces))]
            first = self.start - 1
        except LookupError:
            parts = [*chain.from_iterable(TOKEN.findall(self.shadow, self.start, self.end))]
            self.norms, widths, first = [*map(norm, parts[1::2])], [*map(len, parts)], self.start
        edges = [*accumulate(widths, initial=first)]
        self.starts, self.ends = edges[1::2], edges[2::2]

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
        if name not in self.matches:
            return None
        firsts = self._firsts
        if name not in firsts:
            firsts[name] = {match.first: match for match in self.matches[name]}
        return firsts[name].get(index)

    def ending(self, name: str, index: int) -> Match | None:
        """The match of a class that ends right before the token ``index``."""
        if name not in self.matches:
            return None
        lasts = self._lasts
        if name not in lasts:
            lasts[name] = {match.last: match for match in self.matches[name]}
        return lasts[name].get(index)

    def covering(self, name: str, index: int) -> Match | None:
        """The match of a class that covers a token."""
        if name not in self.matches:
            return None
        covers = self._covers
        if name not in covers:
            covers[name] = {at: match for match in self.matches[name] for at in range(match.first, match.last)}
        return covers[name].get(index)

    def upper(self, index: int) -> bool:
        """Whether a token begins with a capital; the name of an account ("@ForoPenal") stands for one."""
        first = self.text[self.starts[index]]
        return first.isupper() or first == "@"


_NONE: list[Match] = []
