"""Shares: numbers that only say of how many, or how often: "one in five", "12 of the city's 300", "28 per 100,000"."""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._count import NUMERIC, numeric
from tallybook.reading._numerals import Number, numbers
from tallybook.reading._tokens import Sentence

_THOUSAND = 1_000
_HUNDRED = 100
_OWNED = 5  # tokens of "of the eastern city's"
_OWNER = ("'s", "s'")
_PLACED = BITS["place_prep"]
_PEOPLE = BITS["group"] | BITS["singular"]


def share(sentence: Sentence, number: Number) -> str:
    before = sentence.ending("denominator", number.first)
    if before is None and number.first > 1 and sentence.masks[number.first - 1] & (BITS["bound"] | BITS["article"]):
        bound = sentence.ending("bound", number.first)
        before = sentence.ending("denominator", bound.first) if bound else None
    every = sentence.starting("denominator", number.last)
    if every is not None and every.row.label == "every":
        return "ratio"  # "seven in every 100 newborns"
    return "ratio" if before is not None or _rate(sentence, number) else ""


def in_so_many(sentence: Sentence, number: Number) -> str:
    """ "three in five of them": a small number in another one, and no noun between."""
    first, last, masks = number.first, number.last, sentence.masks
    beside = (last < len(masks) and masks[last] & _PLACED) or (first > 0 and masks[first - 1] & _PLACED)
    if not beside or number.high > _HUNDRED or not sentence.lexicon.head.articles or sentence.lexicon.head.inverts:
        return ""
    others = [each for each in numbers(sentence) if each.first == number.last + 1 or each.last == number.first - 1]
    for other in others:
        some, whole = (number, other) if first < other.first else (other, number)
        small = some.high < whole.low and whole.high <= _HUNDRED and sentence.ending("place_prep", whole.first) is not None
        behind = masks[whole.last] if whole.last < len(masks) else 0
        if small and masks[some.last] & BITS["preposition"] and (behind & (BITS["partitive"] | BITS["whom"] | _PEOPLE)):
            return "ratio"
    return ""


def owned(sentence: Sentence, number: Number) -> str:
    """ "cost 26,271 of the city's 97,000 people their lives": of how many somebody's some were."""
    at = number.first - 1
    if at < 2 or sentence.masks[at] & NUMERIC or not sentence.norms[at].endswith(_OWNER):
        return ""
    of = next((step for step in range(at - 1, max(0, at - _OWNED), -1) if sentence.norms[step] in sentence.lexicon.of_words), 0)
    return "ratio" if of > 0 and numeric(sentence, of - 1) else ""


def handed_out(sentence: Sentence, number: Number) -> str:
    """ "500,000 rupees to the kin of each of the dead and 50,000 to the injured": money again, its currency left out."""
    at = number.last
    if at + 1 >= len(sentence.norms) or not (
        sentence.masks[at] & BITS["say_to"] or sentence.starting("denominator", at) is not None
    ):
        return ""
    owed = sentence.masks[at + 1] & BITS["definite"] or sentence.starting("denominator", at) is not None
    money = any(match.row.label == "money" and match.first < number.first for match in sentence.of("thing"))
    return "money" if owed and money else ""


def _rate(sentence: Sentence, number: Number) -> bool:
    """ "28 murders per 100,000 people": so many in each thousand or more of somebody; "50,000 for each wounded" are no wounded."""
    for match in sentence.of("denominator"):
        if match.row.label == "rate" and number.last <= match.first <= number.last + 2:
            if match.first == number.last and match.last < len(sentence.norms) and sentence.masks[match.last] & BITS["harm"]:
                return True
            return any(each.first == match.last and (each.low or 0) >= _THOUSAND for each in numbers(sentence))
    return False
