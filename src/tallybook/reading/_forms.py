"""Forms of rows as phrases: how they are spelt, kept by their first word or their rarest one, and found in a sentence."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import TypeAlias

import msgspec
from msgspec.structs import replace

from tallybook.reading._classes import BITS
from tallybook.reading._language import Row
from tallybook.reading._shadow import ZWNJ

_CACHE_LIMIT = 200_000
_WORD = re.compile(r"[^\W_]+(?:['\u200c.-]+[^\W_]+)*\.?(?<=\.[^\W\d_]\.)|[^\W_]+(?:['\u200c-]+[^\W_]+)*|[^\s\w]")
_LETTER = r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u0481\u048a-\u052f\u0620-\u064a\u0671-\u06d3]"
# Every alternative starts with another kind of character and none repeats a repetition, so the scan is linear. Each names its
# first character by itself, because the scanner then passes over it without trying it; white space is taken along for the same reason.
# Nothing else than white space stands between two tokens.
TOKEN = re.compile(
    r"(\s*+)("
    rf"{_LETTER}{_LETTER}*+(?=[ ,])"  # most words: what the alternatives below would find as well, only slower
    r"|"
    r"\d\d*+(?:[-'][^\W\d_][^\W_]*+)++"  # 59-year-old, 5-fold
    r"|\d\d*+(?:[.,'\u00a0]\d++)*+(?![^\W\d_])"  # 12,000 or 37.5457
    r"|\d\d*+(?=[\u0620-\u06cc])"  # a noun written onto its number
    r"|\d\d*+[^\W_]+"  # 12k, 5th
    r"|[\u0621-\u064a][\u0621-\u064a]{0,2}(?=\d)"  # an Arabic particle written onto a number
    r"|[@#]\w+"
    r"|https?://\S+"
    r"|[^\W_][^\W_]*(?:[-'\u200c\u064b-\u065f\u0670\u0640\u200d.][^\W_]+)*\.?(?<=\.[^\W\d_]\.)"  # U.S.
    r"|[^\W_][^\W_]*(?:['\u200c\u064b-\u065f\u0670\u0640\u00ad-]+[^\W_]+)*[\u064b-\u065f]*"
    r"|[^\s\w]"
    r"|_+)"
)


class Match(msgspec.Struct, frozen=True, gc=False):
    """A row that matched: tokens ``first`` to ``last``, the last one left out."""

    first: int
    last: int
    row: Row
    name: str
    form: str


def place(match: Match) -> tuple[int, int]:
    """Matches of several classes are sorted by it."""
    return match.first, match.last


@functools.cache
def frames_of(frame: str) -> frozenset[str]:
    """The frames that a row of a harm word names; there are few."""
    return frozenset(frame.split())


class Phrase(msgspec.Struct, frozen=True):
    """A form of a row: the words after its first one; ``open`` where its last word is only a beginning."""

    rest: tuple[str, ...]
    open: bool
    name: str
    row: Row
    form: str


def rarest(first: str, phrase: Phrase) -> str | None:
    """The longest word of a phrase, which the fewest sentences hold; None where it is the first one, or only a beginning."""
    whole = phrase.rest[:-1] if phrase.open else phrase.rest
    longest = max(whole, key=len, default="")
    return longest if len(longest) > len(first) else None


def by_rarest(exact: dict[str, list[Phrase]]) -> dict[str, set[tuple[str, ...]]]:
    """Triggers of several words by their rarest one: "in", "were" and "the" begin too many to look each up."""
    keyed: dict[str, set[tuple[str, ...]]] = {}
    for first, phrases in exact.items():
        for phrase in phrases:
            key = rarest(first, phrase) if phrase.name in TRIGGERS else None
            if key is not None:
                keyed.setdefault(key, set()).add((first, *(word for word in phrase.rest if word != key)))
    return keyed


Thirds: TypeAlias = "tuple[dict[str, list[Phrase]], list[Phrase]]"


class Longer(msgspec.Struct, frozen=True):
    """What a word calls for beyond its single forms: phrases by their second word, and whether it may be a numeral.

    Behind a second word they are kept by their third one, longest first; the list beside those is for any other third word.
    ``opens`` are the phrases whose second word is only a beginning, if any. They are tried last, so they also end every list.
    """

    keyed: dict[str, Thirds]
    opens: Thirds | None
    shaped: bool


class Entry(msgspec.Struct, frozen=True):
    """What may begin at a word. ``mask`` holds the bits of its single forms; it is negative where one of them asks for a capital."""

    mask: int
    single: tuple[tuple[Row, str, str], ...]
    longer: Longer | None


TRIGGERS = frozenset({"harm", "outage", "connectivity"})


class Entries(dict[str, "Entry | None"]):
    """Entries by word, made where they are asked for first, so that a text pays once for each of its words."""

    def __init__(self, find: Callable[[str], tuple[Phrase, ...]], shaped: Callable[[str], bool]) -> None:
        super().__init__()
        self._find = find
        self._shaped = shaped

    def __missing__(self, word: str) -> Entry | None:
        if len(self) > _CACHE_LIMIT:
            self.clear()
        found = self[word] = entry_of(self._find(word), self._shaped(word))
        return found


def numeral(word: str) -> bool:
    """Whether a word is written as a number may be: it begins with a digit, or is joined of several words."""
    return word[0].isdecimal() or "-" in word or ZWNJ in word


def entry_of(phrases: tuple[Phrase, ...], shaped: bool) -> Entry | None:
    """The phrases of a word as ``annotate`` asks for them; None where there is nothing to ask."""
    seconds: dict[str, list[Phrase]] = {}
    opens: list[Phrase] = []
    single: dict[str, tuple[Row, str, str]] = {}
    for phrase in phrases:
        if not phrase.rest:
            single.setdefault(phrase.name, (phrase.row, phrase.name, phrase.form))
        elif phrase.open and len(phrase.rest) == 1:
            opens.append(phrase)
        else:
            seconds.setdefault(phrase.rest[0], []).append(phrase)
    keyed = {second: _by_third(known, opens) for second, known in seconds.items()}
    longer = Longer(keyed, ({}, opens) if opens else None, shaped) if keyed or opens or shaped else None
    if longer is None and not single:
        return None
    mask = -1 if any(row.capital for row, _, _ in single.values()) else sum(map(BITS.__getitem__, single))
    return Entry(mask, tuple(single.values()), longer)


def _by_third(phrases: list[Phrase], opens: list[Phrase]) -> Thirds:
    """Phrases of one second word by their third. Those that have none, or only its beginning, stand in every list."""
    thirds = [_third(phrase) for phrase in phrases]

    def fitting(wanted: str) -> list[Phrase]:
        return [phrase for phrase, third in zip(phrases, thirds, strict=True) if third in ("", wanted)] + opens

    return {third: fitting(third) for third in set(thirds) - {""}}, fitting("")


def _third(phrase: Phrase) -> str:
    whole = phrase.rest[:-1] if phrase.open else phrase.rest
    return whole[1] if len(whole) > 1 else ""


def unkeyed(word: str, entry: Entry | None) -> set[tuple[str, ...]]:
    """The rests of the phrases that begin with a word and have no rarer one."""
    if entry is None:
        return set()
    found: set[tuple[str, ...]] = {()} if entry.single else set()
    longer = entry.longer
    for thirds, others in (*longer.keyed.values(), *((longer.opens,) if longer.opens else ())) if longer is not None else ():
        for phrases in (*thirds.values(), others):
            found.update(phrase.rest for phrase in phrases if rarest(word, phrase) is None)
    return found


def take_longer(
    phrases: list[Phrase], index: int, norms: list[str], masks: list[int], matches: dict[str, list[Match]], busy: dict[str, int]
) -> tuple[int, int]:
    """Mark the phrases that go on behind a word. Where the last one ends, and the bits of their classes.

    ``phrases`` fit the next two words already, but for what is open.
    """
    reach = bits = 0
    for phrase in phrases:
        name, length = phrase.name, len(phrase.rest)
        if busy.get(name, 0) > index or ((phrase.open or length > 2) and not follows(phrase, norms, index + 1)):
            continue
        last = index + 1 + length
        busy[name] = last
        if last > reach:
            reach = last
        matches[name].append(Match(index, last, phrase.row, name, phrase.form))
        bit = BITS[name]
        bits |= bit
        for position in range(index, last):
            masks[position] |= bit
    return reach, bits


# In "anti-government protesters" the head is the last piece; in "four-hour" nothing may be counted.
HYPHEN_HEADS = frozenset({"group", "singular"})


def insert(
    table: dict[str, list[Phrase]], first: str, phrase: Phrase, places: dict[tuple[str, tuple[str, ...], str], int]
) -> None:
    """Add a phrase under its first word; where one row calls a harm word a noun and another a state, the word is both.

    ``places`` says where in its list each harm of the table stands, by first word, rest and label.
    """
    phrases = table.setdefault(first, [])
    if phrase.name == "harm":
        index = places.setdefault((first, phrase.rest, phrase.row.label), len(phrases))
        if index < len(phrases):
            known = phrases[index]
            frame = " ".join(sorted({*known.row.frame.split(), *phrase.row.frame.split()}))
            side = known.row.side or phrase.row.side
            phrases[index] = replace(known, row=replace(known.row, frame=frame, side=side))
            return
    phrases.append(phrase)


def follows(phrase: Phrase, norms: list[str], position: int) -> bool:
    rest = phrase.rest
    end = position + len(rest)
    if not phrase.open:
        return norms[position] == rest[0] if len(rest) == 1 else tuple(norms[position:end]) == rest
    return end <= len(norms) and norms[end - 1].startswith(rest[-1]) and tuple(norms[position : end - 1]) == rest[:-1]


def spellings(form: str) -> set[tuple[str, ...]]:
    """The ways to write a form: a joiner may be written, left out, or a space."""
    if form.isalpha():
        return {(form,)}
    spaced = tuple(_WORD.findall(form.replace(ZWNJ, " ")))
    spellings = {tuple(_WORD.findall(form)), spaced}
    if ZWNJ in form:
        spellings.add(tuple(_WORD.findall(form.replace(ZWNJ, ""))))
    if len(spaced) == 2 and "\u0600" <= form[0] <= "\u06ff":
        spellings.add((ZWNJ.join(spaced),))
        if spaced[0].endswith("ه") and len(spaced[0]) > 2:
            spellings.add(("".join(spaced),))  # the half-space lost
    return {words for words in spellings if words}
