"""Small things that a number word says by itself: that it is an article only, or a round number."""

from __future__ import annotations

import unicodedata

from tallybook.reading._classes import BITS
from tallybook.reading._clitics import and_on
from tallybook.reading._count import PERSON, Count
from tallybook.reading._deeds import attackers
from tallybook.reading._numerals import Number
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


def idiom(sentence: Sentence, count: Count) -> bool:
    """ "one by one", "the killing of the last one": a number word that counts nobody."""
    match = sentence.covering("number", count.number.first)
    return match is not None and match.row.label == "idiom"


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


def of_things(sentence: Sentence, number: Number) -> str:
    """ "14 مرتبة": a noun right behind the number that no table knows and that ends as women and things do; women are known by theirs."""
    at = number.last
    if not sentence.lexicon.head.verb_first or at >= len(sentence.norms) or sentence.masks[at]:
        return ""
    word = _bare(sentence, at)
    return "thing" if len(word) > _SHORT and word.endswith(_FEMININE) and not word.startswith(_PARTICLES) else ""


def _bare(sentence: Sentence, at: int) -> str:
    """A word as it is printed, without vowel signs: what the folding takes for one letter is told apart."""
    printed = sentence.text[sentence.starts[at] : sentence.ends[at]]
    return "".join(letter for letter in printed if not unicodedata.combining(letter))


_FEMININE, _PARTICLES, _SHORT = ("ة", "ات"), ("ب", "ل", "ك", "ف", "و", "ال"), 3


def agrees(sentence: Sentence, count: Count) -> bool:
    """ "Soldiers(dual) Israeli(dual)": the second dual is an adjective of the first, where "and" is not written onto it."""
    at = count.number.first
    if at == 0 or not sentence.lexicon.head.verb_first or count.number.last - at != 1:
        return False
    dual = BITS["number"] | BITS["group"]
    both = sentence.masks[at] & dual == dual == sentence.masks[at - 1] & dual
    return both and not and_on(sentence, at)


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


def nameless(sentence: Sentence, count: Count) -> bool:
    """Whether the noun behind a number is in no table and looks like no person's: perhaps a thing, and no victim."""
    at = count.number.last
    if count.noun or at >= len(sentence.norms) or sentence.masks[at]:
        return False
    word = sentence.norms[at]
    if not word.isalpha() or sentence.upper(at) or word in sentence.lexicon.of_words or word in sentence.lexicon.head.articles:
        return False
    before = count.first - 1 - (count.first > 1 and sentence.norms[count.first - 1] == ",")
    of_them = before >= 0 and bool(sentence.masks[before] & (BITS["whom"] | BITS["part"]))  # "of which 1,040 occurred in Ouham"
    noun = not sentence.lexicon.counted_endings or word.endswith(sentence.lexicon.counted_endings)
    return noun and not (of_them or word.endswith(sentence.lexicon.person_suffixes))


def is_round(sentence: Sentence, count: Count) -> bool:
    """Whether a number word is about a number: "une centaine de", "un centenar de", "півсотні"."""
    if not count.number.words:
        return False
    first, last = count.number.first, count.number.last
    return any(
        match.row.approximate and first <= match.first < last for name in ("number", "scale") for match in sentence.of(name)
    )
