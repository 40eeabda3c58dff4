"""Small things that a number word says by itself: that it is an article only, or a round number."""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._count import Count
from tallybook.reading._tokens import Sentence

_KEEPS = BITS["harm"] | BITS["whom"] | BITS["partitive"] | BITS["other"]


def article_alone(sentence: Sentence, count: Count) -> bool:
    """Whether "un", "une" is the article of what is nobody: "de un tiro", and no number of people."""
    number = count.number
    if number.last - number.first != 1 or not number.words or number.low != 1 or number.kind != "exact":
        return False
    if not sentence.masks[number.first] & BITS["article"]:
        return False
    being = sentence.ending("aux", number.first)
    if being is not None and being.row.label != "have":
        return True  # "uno es un menor": what he is, and nobody else
    if count.noun:
        return False
    return number.last >= len(sentence) or not sentence.masks[number.last] & _KEEPS


def is_round(sentence: Sentence, count: Count) -> bool:
    """Whether a number word is about a number: "une centaine de", "un centenar de", "півсотні"."""
    if not count.number.words:
        return False
    first, last = count.number.first, count.number.last
    return any(
        match.row.approximate and first <= match.first < last for name in ("number", "scale") for match in sentence.of(name)
    )
