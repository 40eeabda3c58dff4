"""Counts that only stand in somebody else's phrase: the whole that opens a sentence, of how many a share is, whom somebody leads."""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._count import Count, numeric
from tallybook.reading._harms import HarmWord
from tallybook.reading._tokens import Sentence

_NEAR = 4  # tokens of "of the bus's 52", "of the city's"
_AUX, _PREPOSITION = BITS["aux"], BITS["preposition"]


def fronted(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "Of the bus's 52 passengers, 12 were killed": the whole opens the sentence, and what befell some stands behind the comma."""
    if sentence.norms[0] not in sentence.lexicon.of_words and sentence.starting("partitive", 0) is None:
        return False
    if not 0 < count.first <= _NEAR or count.last >= word.first or sentence.norms[count.last] != ",":
        return False
    behind = range(count.last + 1, word.first)
    return any(numeric(sentence, at) for at in behind)


def share_of(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "15 percent of the city's 900,000 people fled": how many the share is of. Who are counted "killed" or "dead" are all so."""
    if not (word.passive or word.having or word.frames == {"undergo"}):
        return False
    of = next(
        (at for at in range(count.first - 1, max(0, count.first - _NEAR), -1) if sentence.norms[at] in sentence.lexicon.of_words),
        0,
    )
    share = sentence.ending("thing", of) if of else None
    return share is not None and share.row.label == "percent"


def heads(sentence: Sentence, count: Count) -> bool:
    """ "The bishop of a diocese of 200,000 Catholics was shot": a person in whose phrase the counted only stand."""
    at = count.first - 1
    if at < 2 or sentence.norms[at] not in sentence.lexicon.of_words:
        return False
    while (
        at > 0 and sentence.norms[at][0].isalpha() and not sentence.masks[at] & (_AUX | BITS["harm"] | _PREPOSITION | BITS["say"])
    ):
        if sentence.masks[at] & BITS["singular"]:
            return True
        at -= 1
    return False
