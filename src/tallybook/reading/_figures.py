"""Figures of a toll or a label: where a number fills what a harm word only heads: "Killed: 12", "| killed 12 |", "rose to 12"."""

from __future__ import annotations

import msgspec

from tallybook.reading._classes import BITS
from tallybook.reading._count import Count
from tallybook.reading._harms import HarmWord
from tallybook.reading._numerals import numbers
from tallybook.reading._tokens import Sentence

LABEL = 4
_RAISED = 4  # tokens of "increased within a day by"


class Scene(msgspec.Struct, frozen=True, gc=False):
    """What stands in a sentence: where counts begin, where their numbers do, and where a breakdown or an aside begins and ends."""

    firsts: frozenset[int]
    numbers: frozenset[int]
    regions: dict[int, int]
    asides: dict[int, int] = {}


def colon(sentence: Sentence, word: HarmWord, count: Count) -> bool:
    """ "Killed: 12", "Kidnapped by paramilitaries: 329": the harm word heads a short label that the count fills."""
    at = count.first - 1
    if not word.last <= at <= word.last + LABEL or sentence.norms[at] not in ":–=":
        return celled(sentence, word, count)
    if sentence.lexicon.victim_left_of_do and word.frames <= {"undergo", "do"}:
        return False  # "29 were hanged: 26 in A and 3 in B": the verb is no label
    between = range(word.last, at)
    if between and word.first > 0 and sentence.norms[word.first - 1] not in ".;:•–-":
        return False
    return not any(sentence.norms[step] in ".,;:()" or sentence.norms[step][0].isdecimal() for step in between)


def celled(sentence: Sentence, word: HarmWord, count: Count) -> bool:
    """ "| killed 12 | wounded 34 |": the harm word and its figure fill a cell."""
    if count.first != word.last or not word.frames & {"state", "toll"} or "|" not in sentence.norms:
        return False
    opened = word.first == 0 or sentence.norms[word.first - 1] == "|"
    return opened and (count.last >= len(sentence.norms) or sentence.norms[count.last] in "|(,;")


def counts_on(sentence: Sentence, count: Count, word: HarmWord, scene: Scene) -> bool:
    """Whether a verb of counting stands right before the figure, however far its toll, with no other toll or figure between."""
    if sentence.ending("counted", count.first) is None:
        return False
    between = range(word.last, count.first)
    return not any(at in scene.numbers or sentence.norms[at] == ";" for at in between) and not any(
        match.first in between for match in sentence.of("harm")
    )


def headed(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "The number of persons who lost their sight to more than 120 rises": a figure right behind the clause that tells whose it is."""
    if (
        not sentence.lexicon.victim_left_of_do
        or not word.frames & {"undergo", "do"}
        or not word.last <= count.first < word.last + LABEL
    ):
        return False
    heads = [match for match in sentence.of("figure") if match.row.label == "head" and match.last < word.first]
    if not heads or heads[-1].last >= len(sentence.norms) or not sentence.masks[heads[-1].last] & BITS["relative"]:
        return False
    between = BITS["revise"] | BITS["bound"] | BITS["preposition"] | BITS["adverb"] | BITS["aux"] | BITS["say_to"]
    verbs = any(heads[-1].last < match.first < word.first and "undergo" in match.row.frame for match in sentence.of("harm"))
    return not verbs and all(sentence.masks[at] & between for at in range(word.last, count.first))


def reached(sentence: Sentence, count: Count) -> bool:
    """ "the toll, which had been put at 80, to 65 sank": the verb of the toll stands behind its new figure."""
    if not sentence.lexicon.victim_left_of_do or sentence.starting("revise", _behind(sentence, count)) is None:
        return False
    at = count.first - (count.first > 0 and sentence.norms[count.first - 1] == '"')
    to = sentence.ending("revise", at) is not None or bool(
        sentence.masks[count.first] & BITS["revise"]
    )  # "to more than" is one bound
    return to and sentence.ending("between", at) is None


def part_of_them(sentence: Sentence, word: HarmWord, scene: Scene) -> bool:
    """ "28 persons of the wounded": the word tells of whom those before it were, and heads no figure behind it."""
    if word.frames != {"toll"} or sentence.covering("whom", word.first) is None:
        return False
    return any(at in scene.numbers for at in range(max(0, word.first - LABEL), word.first))


def alone_before(sentence: Sentence, count: Count, word: HarmWord, scene: Scene) -> bool:
    """ "27 persons in a deadly attack on a post in the north killed were": one subject opens the sentence, one verb closes it."""
    closes = word.last >= len(sentence.norms) - 1 and word.frames == {"undergo"}
    if not (closes and count.first <= 1 and count.noun):
        return False
    other = BITS["say"] | BITS["harm"] | BITS["relative"] | BITS["that"] | BITS["whom"]
    between = range(count.last, word.first)
    if len(between) > _CLAUSE or any(sentence.norms[at] in ",;:.،" or sentence.norms[at][0].isdecimal() for at in between):
        return False
    lone = {match.first for match in sentence.of("number") if match.row.value == 1}  # "a post"
    counted = any(at in scene.numbers and at not in lone for at in between)
    return not counted and not any(sentence.masks[at] & other for at in between)


_CLAUSE = 24  # tokens


def raised_by(sentence: Sentence, first: int) -> bool:
    """ "збільшилося на дев'ять – до 41": a verb that raises a toll, by how much, and a pause stand before the new figure."""
    if first < _RAISED or sentence.norms[first - 1] not in ",–-":
        return False
    by = next((each for each in numbers(sentence) if each.last == first - 1), None)
    return by is not None and any(by.first - _RAISED <= match.first < by.first for match in sentence.of("revise"))


def _behind(sentence: Sentence, count: Count) -> int:
    """Behind the count, and behind the noun that a closing quotation mark parts from it."""
    at = count.last
    if at + 1 < len(sentence.norms) and sentence.norms[at] == '"':
        noun = sentence.starting("group", at + 1)
        return noun.last if noun is not None else at + 1
    return at
