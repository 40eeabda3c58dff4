"""Small things that a number word says by itself: that it is an article only, or a round number."""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._count import PERSON, Count
from tallybook.reading._deeds import attackers
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
    whom = sentence.ending("whom", number.first)
    if whom is not None and whom.first > 0 and sentence.masks[whom.first - 1] & BITS["number"]:
        return True  # "uno de ellos un niño"
    if count.noun:
        return False
    return number.last >= len(sentence.norms) or not sentence.masks[number.last] & _KEEPS


def done_with(sentence: Sentence, count: Count) -> bool:
    """ "With the knife of one of the protesters was wounded": whose the weapon was, where a bare genitive follows its noun."""
    at, head = count.first, sentence.lexicon.head
    if count.group == "combatants" and attackers(sentence, count):
        return True
    if head.order.complement or not head.head_first or head.verb_first or at < 2 or sentence.masks[at - 1] & BITS["harm"]:
        return False
    with_it = sentence.starting("preposition", at - 2)
    return with_it is not None and with_it.row.frame == "instrument" and with_it.last == at - 1 and opens_of(sentence, count)


def opens_of(sentence: Sentence, count: Count) -> bool:
    """Whether the number is "one of": its form holds the preposition."""
    number = count.number
    return (
        number.last < len(sentence.norms)
        and sentence.norms[number.last] in sentence.lexicon.of_words
        and bool(sentence.covering("number", number.last))
    )


def in_name(sentence: Sentence, count: Count) -> bool:
    """ "La plaza de las Tres Culturas", "el barrio Cuatro Vientos": a number word with a capital between a small word and a name."""
    number = count.number
    first, last = number.first, number.last
    if not sentence.lexicon.head.inverts or not number.words or not 0 < first < last < len(sentence.norms):
        return False
    small = sentence.norms[first - 1].isalpha() and not sentence.upper(first - 1)
    return small and sentence.upper(first) and sentence.upper(last) and not sentence.masks[last] & (PERSON | BITS["harm"])


def one_of_them(sentence: Sentence, count: Count) -> bool:
    """Whether "one of the" names nobody new: one of things, or a name told again ("X, one of the protesters, was hanged")."""
    number = count.number
    if not opens_of(sentence, count) or number.low != 1 or sentence.starting("whom", number.last) is not None:
        return False
    at, last = count.first - 1, count.last
    told = at > 0 and sentence.norms[at] == "," and (last >= len(sentence.norms) or sentence.norms[last] == ",")
    return told or not count.noun


def is_round(sentence: Sentence, count: Count) -> bool:
    """Whether a number word is about a number: "une centaine de", "un centenar de", "півсотні"."""
    if not count.number.words:
        return False
    first, last = count.number.first, count.number.last
    return any(
        match.row.approximate and first <= match.first < last for name in ("number", "scale") for match in sentence.of(name)
    )
