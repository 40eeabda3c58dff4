"""Forms of rows as phrases: how they are spelt, kept by their first word or their rarest one, and found in a sentence."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

import msgspec

from tallybook.reading._classes import BITS
from tallybook.reading._language import Row
from tallybook.reading._shadow import ZWNJ

_WORD = re.compile(r"[^\W_]+(?:['\u200c.-]+[^\W_]+)*\.?(?<=\.[^\W\d_]\.)|[^\W_]+(?:['\u200c-]+[^\W_]+)*|[^\s\w]")
# Every alternative starts with another kind of character and none repeats a repetition, so the scan is linear.
TOKEN = re.compile(
    r"[A-Za-z][A-Za-z]*+(?=[ ,])"  # most words: what the alternatives below would find as well, only slower
    r"|"
    r"\d++(?:[-'][^\W\d_][^\W_]*+)++"  # 59-year-old, 5-fold
    r"|\d++(?:[.,'\u00a0]\d++)*+(?![^\W\d_])"  # 12,000 or 37.5457
    r"|\d++(?=[\u0620-\u06cc])"  # a noun written onto its number
    r"|\d++[^\W_]+"  # 12k, 5th
    r"|[\u0621-\u064a]{1,3}(?=\d)"  # an Arabic particle written onto a number
    r"|[@#]\w+"
    r"|https?://\S+"
    r"|[^\W_]+(?:[-'\u200c\u064b-\u065f\u0670\u0640\u200d.][^\W_]+)*\.?(?<=\.[^\W\d_]\.)"  # U.S.
    r"|[^\W_]+(?:['\u200c\u064b-\u065f\u0670\u0640\u00ad-]+[^\W_]+)*[\u064b-\u065f]*"
    r"|[^\s\w]"
    r"|_+"
)


class Match(NamedTuple):
    """A row that matched: tokens ``first`` to ``last``, the last one left out."""

    first: int
    last: int
    row: Row
    name: str
    form: str


class Phrase(NamedTuple):
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


Entry: TypeAlias = "tuple[dict[str | None, list[Phrase]], tuple[tuple[Row, str, str, int], ...]]"
UNKNOWN: Entry = ({}, ())
new_match = tuple.__new__  # what Match(...) comes down to, without a call of Python on the way
TRIGGERS = frozenset({"harm", "outage", "connectivity"})


def entry_of(phrases: tuple[Phrase, ...]) -> Entry | None:
    """Phrases by their second word (None: an open one), longest first, and the first single form of each class."""
    if not phrases:
        return None
    longer: dict[str | None, list[Phrase]] = {}
    single: dict[str, tuple[Row, str, str, int]] = {}
    for phrase in phrases:
        if phrase.rest:
            key = None if phrase.open and len(phrase.rest) == 1 else phrase.rest[0]
            longer.setdefault(key, []).append(phrase)
        else:
            single.setdefault(phrase.name, (phrase.row, phrase.name, phrase.form, BITS[phrase.name]))
    return longer, tuple(single.values())


def take_longer(
    phrases: list[Phrase], index: int, norms: list[str], masks: list[int], matches: dict[str, list[Match]], busy: dict[str, int]
) -> None:
    for phrase in phrases:
        name = phrase.name
        if busy.get(name, 0) > index or not follows(phrase, norms, index + 1):
            continue
        last = index + 1 + len(phrase.rest)
        busy[name] = last
        matches.setdefault(name, []).append(Match(index, last, phrase.row, name, phrase.form))
        bit = BITS[name]
        for position in range(index, last):
            masks[position] |= bit


# In "anti-government protesters" the head is the last piece; in "four-hour" nothing may be counted.
HYPHEN_HEADS = frozenset({"group", "singular"})


def insert(phrases: list[Phrase], phrase: Phrase) -> None:
    """Add a phrase; where one row calls a harm word a noun and another a state, the word is both."""
    for index, known in enumerate(phrases):
        if known.name == "harm" == phrase.name and known.rest == phrase.rest and known.row.label == phrase.row.label:
            frame = " ".join(sorted({*known.row.frame.split(), *phrase.row.frame.split()}))
            side = known.row.side or phrase.row.side
            phrases[index] = known._replace(row=msgspec.structs.replace(known.row, frame=frame, side=side))
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
    spaced = tuple(_WORD.findall(form.replace(ZWNJ, " ")))
    spellings = {tuple(_WORD.findall(form)), spaced}
    if ZWNJ in form:
        spellings.add(tuple(_WORD.findall(form.replace(ZWNJ, ""))))
    if len(spaced) == 2 and "\u0600" <= form[0] <= "\u06ff":
        spellings.add((ZWNJ.join(spaced),))
        if spaced[0].endswith("ه") and len(spaced[0]) > 2:
            spellings.add(("".join(spaced),))  # the half-space lost
    return {words for words in spellings if words}
