"""Numbers that are days or years, and count nobody."""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._numerals import Number
from tallybook.reading._tokens import Sentence

_YEAR_DIGITS = 4
_DAY, _YEAR_FIRST, _YEAR_LAST = 31, 1900, 2100
_JALALI_FIRST, _JALALI_LAST = 1290, 1440
_SHORT_FIRST, _SHORT_LAST = 32, 99  # what is no day of a month
_DATED = BITS["month"] | BITS["weekday"]
_PEOPLE = BITS["group"] | BITS["singular"]
_COUNTING = (
    BITS["harm"] | BITS["bound"] | BITS["revise"] | BITS["counted"] | BITS["other"] | BITS["group"] | BITS["aux"] | BITS["whom"]
)


def beside_date(sentence: Sentence, number: Number) -> str:
    """A day beside a month, and a day joined to such a day: "January 8 and 9"."""
    if number.high > _DAY or (number.words and number.kind not in ("exact", "between")):
        return ""
    if _beside_month(sentence, number.first, number.last):
        return "date"
    masks, norms = sentence.masks, sentence.norms
    at = number.last
    ahead = at + 1 < len(sentence.norms) and (masks[at] & BITS["and"] or norms[at] in "-–,") and norms[at + 1].isdecimal()
    if ahead and not number.words and _beside_month(sentence, at + 1, at + 2):
        return "date"
    back = number.first - 1
    joined = back > 0 and (masks[back] & BITS["and"] or norms[back] in "-–") and norms[back - 1].isdecimal()
    if joined and not number.words and _beside_month(sentence, back - 1, back):
        return "date"
    return ""


def between_years(sentence: Sentence, number: Number) -> str:
    """ "Between 2015 and 2020, 12 were murdered": two years, and nobody between them."""
    if number.kind != "between" or number.words:
        return ""
    bare = all(len(sentence.norms[at]) == _YEAR_DIGITS for at in (number.first, number.last - 1))
    noun = number.last < len(sentence.norms) and sentence.masks[number.last] & (_PEOPLE | BITS["harm"] | BITS["other"])
    return "date" if bare and not noun and _YEAR_FIRST <= number.low < number.high <= _YEAR_LAST else ""


def _beside_month(sentence: Sentence, first: int, last: int) -> bool:
    masks, norms, length = sentence.masks, sentence.norms, len(sentence.norms)
    if last < length and masks[last] & BITS["month"] and _named(sentence, last):
        return True
    if last + 1 < length and norms[last] in sentence.lexicon.date_links and masks[last + 1] & BITS["month"]:
        return True
    month = sentence.ending("month", first) if first > 0 and masks[first - 1] & BITS["month"] else None
    if month is None or not _named(sentence, month.first) or len(norms[first]) > 2:
        return False
    if sentence.lexicon.head.calendar == "jalali" and last < length and masks[last] & _PEOPLE:
        return False  # a Persian day stands before its month, so "in the avalanche 6 rescuers" is none, though Bahman is a month
    return not (month.first > 0 and norms[month.first - 1].isdecimal())  # "to 31 March 12 civilians": the month has its day


def _named(sentence: Sentence, at: int) -> bool:
    """ "may" is a month only with a capital."""
    head = sentence.lexicon.head
    return head.script != "Latin" or head.lower_months or sentence.upper(at) or len(sentence.norms[at]) > 4


def is_year(sentence: Sentence, number: Number) -> bool:
    word = sentence.norms[number.first]
    if number.words:
        return _year_in_words(sentence, number)
    if not (word.isdecimal() and len(word) == 4) or number.last - number.first != 1:
        return False
    gregorian, jalali = _YEAR_FIRST <= number.low <= _YEAR_LAST, _JALALI_FIRST <= number.low <= _JALALI_LAST
    if not (gregorian or (jalali and sentence.lexicon.head.calendar == "jalali")):
        return False
    if number.first > 0 and sentence.lexicon.head.inverts and sentence.ending("counted", number.first) is not None:
        return False  # "зросла до 2010"
    if number.first > 0 and sentence.norms[number.first - 1] == "," and sentence.starting("harm", number.last) is not None:
        return False  # "628 killed, 1929 wounded"
    if jalali and number.first > 0 and sentence.masks[number.first - 1] & BITS["and"] and _states(sentence, number.last):
        return False  # "286 killed and 1388 wounded"
    if number.first == 0 or (gregorian and sentence.lexicon.head.inverts and _stray(sentence, number)):
        return True
    before = sentence.masks[number.first - 1]
    if before & (_DATED | BITS["year_mark"]):
        return True
    if before & (BITS["preposition"] | BITS["when_start"] | BITS["and"]) or sentence.norms[number.first - 1] in "(,–-":
        return not sentence.masks[number.first - 1] & BITS["bound"]
    return (
        sentence.norms[number.first - 1] in sentence.lexicon.head.articles
        or sentence.norms[number.first - 1] in sentence.lexicon.of_words
    )


def _states(sentence: Sentence, at: int) -> bool:
    match = sentence.starting("harm", at)
    return match is not None and "state" in match.row.frame


def _year_in_words(sentence: Sentence, number: Number) -> bool:
    """ "The summer of sixty-seven", "the decade of sixty": a year of the Persian century by its last two figures."""
    if sentence.lexicon.head.calendar != "jalali" or not _SHORT_FIRST <= number.low <= _SHORT_LAST or number.first == 0:
        return False
    return bool(sentence.masks[number.first - 1] & (BITS["month"] | BITS["year_mark"]))


def _stray(sentence: Sentence, number: Number) -> bool:
    """Whether nothing beside a bare number that looks like a year counts anybody: no harm, no bound, no verb of counting."""
    before, after = number.first - 1, number.last
    beside = sentence.masks[before] | (sentence.masks[after] if after < len(sentence.norms) else 0)
    return not beside & _COUNTING and sentence.norms[before] not in (":", "(")


_SHORTENED = 50


def no_year(sentence: Sentence, number: Number) -> bool:
    """ "In the first six months of the year 1659 civilians": digits behind "year" that no calendar in use gives."""
    word = sentence.norms[number.first]
    years = _YEAR_FIRST <= number.low <= _YEAR_LAST or _JALALI_FIRST <= number.low <= _JALALI_LAST
    long = word.isdecimal() and len(word) in (_YEAR_DIGITS - 1, _YEAR_DIGITS) and number.first > 0
    digits = word.isdecimal() and len(word) < _YEAR_DIGITS - 1 and word[0] != "0"
    short = (
        digits and number.low < _SHORTENED and number.first > 0
    )  # "in half a year 24 women": a year is shortened to '57 or '98
    return (long or short) and not years and bool(sentence.masks[number.first - 1] & BITS["year_mark"])
