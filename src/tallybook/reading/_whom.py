"""What befell only some of the counted: "90 people, 14 of whom were hurt", "640 осіб, з яких 412 розстріляно"."""

from __future__ import annotations

from tallybook.reading._count import Count
from tallybook.reading._harms import HarmWord
from tallybook.reading._lexicon import Match
from tallybook.reading._tokens import Sentence


def some_only(sentence: Sentence, count: Count, word: HarmWord, numbers: frozenset[int]) -> bool:
    """Whether a number beside "of whom" stands between a count and a harm word that is told of that number alone."""
    for match in sentence.of("whom"):
        if not count.last <= match.first < word.first:
            continue
        if match.first - 1 in numbers and some_of(sentence, count, match.first - 1, word):
            return True
        if match.last in numbers and sentence.lexicon.head.inverts and _closed(sentence, match, word):
            return True
    return False


def some_of(sentence: Sentence, count: Count, number: int, word: HarmWord) -> bool:
    """The number right before "of whom": what befell those, where no comma ends their clause before the harm word."""
    if word.home is not sentence or not count.last <= number < word.first:
        return False
    whom = next((match for match in sentence.of("whom") if number < match.first <= number + 2 and match.last <= word.first), None)
    return whom is not None and _closed(sentence, whom, word)


def _closed(sentence: Sentence, whom: Match, word: HarmWord) -> bool:
    return "," not in sentence.norms[whom.last : word.first]
