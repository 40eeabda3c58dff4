"""Counts told by their form or place: on the side where a harm's frame alone would not look, or only some of those counted.

"двох узяли в полон", "Загиблих четверо", "elevaron de 40 a 47 el número", "90 people, 14 of whom were hurt".
"""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._clitics import and_on
from tallybook.reading._count import NUMERIC, Count
from tallybook.reading._forms import Match
from tallybook.reading._harms import HarmWord
from tallybook.reading._tokens import Sentence

_VERB_BEFORE = 5  # tokens of the verb between those counted and their relative clause
_SPOKEN = BITS["say"] | BITS["harm"] | BITS["and"]


def object_form(sentence: Sentence, count: Count) -> bool:
    """Whether the number's own form marks an object, wherever it stands: "двох узяли в полон", "п'ятьох шукають"."""
    forms = sentence.lexicon.object_numbers
    if not forms or count.prep:
        return False
    return sentence.norms[count.number.first] in forms or _shared_subject(sentence, count)


def _shared_subject(sentence: Sentence, count: Count) -> bool:
    """ "Омон побив 84 людей, 35 затримав": a bare figure and a verb with an object that end the clause have the subject before."""
    if count.noun or count.first == 0 or sentence.norms[count.first - 1] not in ",;":
        return False
    verb = sentence.starting("harm", count.last)
    ends = verb is not None and (verb.last >= len(sentence.norms) or sentence.norms[verb.last] in ".,;")
    return verb is not None and ends and verb.row.frame == "do"


def did_it(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "Розшукують трьох нападників, які застрелили касира": those counted are the subject of the clause behind them."""
    return any(match.row.label == "subject" and count.last <= match.first < word.first for match in sentence.of("relative"))


def fronted(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """An object before its verb: by its form, or with the preposition of one and a pronoun that takes it up: "A dos los mataron"."""
    if object_form(sentence, count):
        return not did_it(sentence, count, word)
    before = word.first - 1
    if count.first == 0 or before < count.last or not sentence.lexicon.head.inverts:
        return False
    pronoun = sentence.norms[before] in sentence.lexicon.head.articles or sentence.masks[before] & BITS["refer_back"]
    return bool(pronoun) and sentence.ending("say_to", count.first) is not None


def revised(sentence: Sentence, count: Count) -> Match | None:
    """ "elevaron de 40 a 47 el número de muertos": the verb of counting, its first figure right behind it."""
    at = count.first - 1
    if (
        at < 3
        or sentence.norms[at] not in sentence.lexicon.range_joiner
        or sentence.norms[at - 2] not in sentence.lexicon.of_words
    ):
        return None
    return sentence.ending("revise", at - 2)


def told_behind(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "Загиблих четверо.", "کشته ۲۳، زخمی ۱۴۵": a clause of nothing but those harmed and how many they are."""
    final = sentence.lexicon.victim_left_of_do and not sentence.lexicon.head.articles
    if count.noun or count.first != word.last or not (sentence.lexicon.head.inverts or final):
        return False
    opens = word.first == 0 or sentence.norms[word.first - 1] in ",;:"
    return opens and (count.last >= len(sentence.norms) or sentence.norms[count.last] in ".,;")


def figured(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "Cifró los muertos en 164 y los heridos en 40": a verb of counting, those harmed, and how many there are."""
    at, masks = word.first, sentence.masks
    if count.noun or count.first - word.last != 1 or not sentence.lexicon.head.inverts:
        return False
    if not masks[word.last] & (BITS["say_to"] | BITS["say_at"]):
        return False
    while at > 0 and sentence.norms[at - 1] in sentence.lexicon.head.articles:
        at -= 1
    verbs = [match.last for match in sentence.of("revise") if match.last <= at]
    return bool(verbs) and (verbs[-1] == at or bool(masks[at - 1] & BITS["and"]))


def put_behind(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "about 19 others(noun) has that in protests were killed": a verb that comes last stands before the clause on those counted."""
    if not (sentence.lexicon.victim_left_of_do and count.noun and word.frames & {"undergo", "do"}):
        return False
    near = range(count.last + 1, min(count.last + _VERB_BEFORE, word.first))
    opened = next((at for at in near if sentence.masks[at] & BITS["relative"]), -1)
    if opened < 0 or any(sentence.masks[at] & _SPOKEN or sentence.norms[at] in ",;:." for at in range(count.last, opened)):
        return False
    return not any(sentence.masks[at] & NUMERIC or sentence.norms[at][0].isdecimal() for at in range(opened, word.first))


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


def own_subject(sentence: Sentence, word: HarmWord, firsts: frozenset[int]) -> bool:
    """Where the verb comes first: "the current struck four, and died two": a verb with its own figure right behind it."""
    return (
        sentence.lexicon.head.verb_first and "undergo" in word.frames and word.last in firsts and not and_on(sentence, word.last)
    )
