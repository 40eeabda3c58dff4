"""Exact checks: a claim's quotations become places in the text, or the claim is refused with the reason.

Nothing is aligned or guessed. A quotation must stand in the text letter for letter (folded as the tables fold it), once, and as
whole words; the number is what our own numerals read there.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from tallybook.model import Span
from tallybook.reading._count import Count
from tallybook.reading._counts import counts
from tallybook.reading._harms import HarmWord, harms
from tallybook.reading._shadow import ZWNJ, shadow
from tallybook.reading._tokens import Sentence
from tallybook.reading.pointing._claims import Claim

DETAILS = {
    "not_in_text": "{} is not in the sentence, letter for letter.",
    "twice": "{} stands there more than once, so it points at nothing.",
    "not_words": "{} begins or ends inside a word or a number.",
    "no_numeral": "{} holds no numeral that can be read, or more than one.",
    "blocked": "The number counts no people harmed: {}.",
    "harm_not_in_table": "No table calls these words a harm. A person must look at them.",
    "several_harms": "{} holds more than one harm.",
    "no_word_of_saying": "{} holds no word of saying that a table knows, or runs over the end of a sentence.",
    "not_an_actor": "{} is nothing that can speak, or only a word that stands for a speaker.",
    "counted": "{} is among those who are counted.",
}


class RefusedError(Exception):
    """A claim, or one of its sources, does not hold. Never leaves this folder."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = DETAILS[code].format(what)


class Grounded(NamedTuple):
    """Where a claim stands: the numeral, the numeral with the noun it counts, and the words of harm.

    ``word`` is None where no table knows the words of harm.
    """

    number: Span
    counted: Span
    harm: Span
    word: HarmWord | None


def ground(sentence: Sentence, claim: Claim) -> Grounded:
    """The place of a claim in its sentence. Raises RefusedError where a quotation does not hold."""
    text = sentence.shadow
    statement = locate(text, claim.statement_quote, (sentence.start, sentence.end), "The statement's quotation")
    number = locate(text, claim.number_quote, statement, "The number's quotation")
    harm = locate(text, claim.harm_quote, statement, "The harm's quotation")
    count, span = _count(sentence, number)
    word = _word(sentence, harm)
    counted = sentence.span(count.first, max(count.last, count.number.last))
    return Grounded(span, counted, word.home.span(word.first, word.last) if word is not None else harm, word)


def locate(shadowed: str, quotation: str, within: Span, what: str) -> Span:
    """The one place of a quotation within a stretch of the text. Raises RefusedError where there is none, or more than one."""
    wanted = shadow(quotation)
    start, end = within
    found: list[Span] = []
    at = shadowed.find(wanted, start, end)
    inside = at >= 0
    while at >= 0 and len(found) < 2:
        if not (_joined(shadowed, at) or _joined(shadowed, at + len(wanted))):
            found.append((at, at + len(wanted)))
        at = shadowed.find(wanted, at + 1, end)
    if len(found) == 1:
        return found[0]
    raise RefusedError("twice" if found else "not_words" if inside else "not_in_text", what)


def _joined(text: str, at: int) -> bool:
    """Whether the characters on both sides of a place belong to one word: "12" is not in "12k", nor "2,000" in "12,000"."""
    return 0 < at < len(text) and _in_word(text[at - 1]) and _in_word(text[at])


def _in_word(character: str) -> bool:
    return character.isalnum() or character == ZWNJ or unicodedata.category(character).startswith("M")


def _count(sentence: Sentence, quotation: Span) -> tuple[Count, Span]:
    """The one count whose numeral the quotation holds. Its value is what our own numerals read, never what anybody says."""
    held: list[tuple[Count, Span]] = []
    for count in counts(sentence):
        if count.number.kind == "single":
            continue
        span = sentence.span(count.number.first, count.number.last)
        if span[0] < quotation[1] and quotation[0] < span[1]:
            held.append((count, span))
    if len(held) != 1 or not (quotation[0] <= held[0][1][0] and held[0][1][1] <= quotation[1]):
        raise RefusedError("no_numeral", "The number's quotation")
    count, span = held[0]
    if count.code or count.by:
        raise RefusedError("blocked", count.code or "those who did it")
    return count, span


def _word(sentence: Sentence, quotation: Span) -> HarmWord | None:
    """The harm word that a quotation touches, or None where no table has one there."""
    touched = [
        word
        for word in harms(sentence)
        if word.home.span(word.first, word.last)[0] < quotation[1] and quotation[0] < word.home.span(word.first, word.last)[1]
    ]
    if len(touched) > 1:
        raise RefusedError("several_harms", "The harm's quotation")
    return touched[0] if touched else None
