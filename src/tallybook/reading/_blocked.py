"""What a number is when it counts nobody: dates, ages, times, money, measures, shares. The code names the reason."""

from __future__ import annotations

import unicodedata

from tallybook.reading._classes import BITS
from tallybook.reading._numerals import Number
from tallybook.reading._tokens import Sentence

_OLDEST = 120
_DAY, _YEAR_FIRST, _YEAR_LAST = 31, 1900, 2100
_JALALI_FIRST, _JALALI_LAST = 1290, 1440
_MONEY = frozenset("$€£¥₺₴₽")
_DATED = BITS["month"] | BITS["weekday"]


def blocked(sentence: Sentence, number: Number, last: int, *, counted: bool) -> str:
    """The code of the reason why a number counts nobody, or "" where nothing forbids it. ``last`` ends its noun phrase."""
    for check in (_written, _unit, _share, _date, _superseded, _difference, _apposed_age):
        code = check(sentence, number)
        if code:
            return code
    if not counted:
        if _year(sentence, number):
            return "date"
        return _thing(sentence, number, last)
    return ""


def _written(sentence: Sentence, number: Number) -> str:
    """Signs written onto the number: 10:30, 7/10/2023, $5, 5 %."""
    norms, starts, ends = sentence.norms, sentence.starts, sentence.ends
    first, last, length = number.first, number.last, len(sentence)
    if last < length and norms[last] == "%":
        return "percent"
    if first > 0 and (norms[first - 1] in _MONEY or norms[first - 1] == "#"):
        return "money" if norms[first - 1] in _MONEY else "identifier"
    if last < length and norms[last] in _MONEY:
        return "money"
    if _cut(sentence.text, starts[first], ends[last - 1]):
        return "identifier"
    joined_left = first > 1 and starts[first] == ends[first - 1] and starts[first - 1] == ends[first - 2]
    joined_right = last + 1 < length and starts[last] == ends[last - 1] and starts[last + 1] == ends[last]
    for joined, mark, other in ((joined_left, first - 1, first - 2), (joined_right, last, last + 1)):
        if joined and norms[mark] in ":/.-–" and norms[other][0].isdecimal():
            return "time" if norms[mark] == ":" else "date" if norms[mark] in "/." else "identifier"
    return ""


def _cut(text: str, start: int, end: int) -> bool:
    """Whether a character without ink cuts a longer number in two: what is left of it is no figure that anybody wrote."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    cut_before = len(before) == 2 and before[0].isdecimal() and unicodedata.category(before[1]) == "Cf"
    cut_after = len(after) == 2 and after[1].isdecimal() and unicodedata.category(after[0]) == "Cf"
    return cut_before or cut_after


def _unit(sentence: Sentence, number: Number) -> str:
    """A word before the number that makes it a label: day 26, article 5."""
    if number.first == 0:
        return ""
    match = sentence.ending("unit_before", number.first)
    if match is not None and (match.row.side != "after" or not number.words):
        return match.row.label or "identifier"
    age = sentence.ending("person_age", number.first) or sentence.starting("person_age", number.last)
    return "age" if age is not None else ""


def _superseded(sentence: Sentence, number: Number) -> str:
    """ "revised from 1,400 to 1,200": the figure that was given up."""
    at = number.first
    bound = sentence.ending("bound", at)
    opened = sentence.ending("between", bound.first if bound is not None else at)
    return "superseded" if opened is not None and sentence.ending("revise", opened.first) is not None else ""


def _difference(sentence: Sentence, number: Number) -> str:
    """ "38 more than a month ago": how much a figure differs from another."""
    match = sentence.starting("bound", number.last)
    if match is None or match.row.label not in ("more_than", "less_than") or match.row.side != "before":
        return ""
    return "" if match.last < len(sentence) and sentence.norms[match.last][0].isdecimal() else "difference"


def _apposed_age(sentence: Sentence, number: Number) -> str:
    """ "Salim Haddad, 60, was killed": how old he was."""
    first, last = number.first, number.last
    if number.words or number.high > _OLDEST or first < 2 or last >= len(sentence):
        return ""
    if sentence.norms[first - 1] in sentence.lexicon.of_words and sentence.ending("singular", first - 1) is not None:
        return "age"  # "a woman of 66"
    set_off = sentence.norms[first - 1] == "," == sentence.norms[last]
    named = not sentence.printed(first - 2, first - 1).islower() and not sentence.masks[first - 2]
    return "age" if set_off and named and sentence.lexicon.head.script != "Arabic" else ""


def _share(sentence: Sentence, number: Number) -> str:
    before = sentence.ending("denominator", number.first)
    if before is None and number.first > 1 and sentence.masks[number.first - 1] & (BITS["bound"] | BITS["article"]):
        bound = sentence.ending("bound", number.first)
        before = sentence.ending("denominator", bound.first) if bound else None
    if before is not None:
        return "ratio"
    return ""


def _date(sentence: Sentence, number: Number) -> str:
    """A day beside a month, and a day joined to such a day: "January 8 and 9"."""
    if number.high > _DAY or (number.words and number.kind not in ("exact", "between")):
        return ""
    if _beside_month(sentence, number.first, number.last):
        return "date"
    masks, norms = sentence.masks, sentence.norms
    at = number.last
    ahead = at + 1 < len(sentence) and (masks[at] & BITS["and"] or norms[at] in "-–,") and norms[at + 1].isdecimal()
    if ahead and not number.words and _beside_month(sentence, at + 1, at + 2):
        return "date"
    back = number.first - 1
    joined = back > 0 and (masks[back] & BITS["and"] or norms[back] in "-–") and norms[back - 1].isdecimal()
    if joined and not number.words and _beside_month(sentence, back - 1, back):
        return "date"
    return ""


def _beside_month(sentence: Sentence, first: int, last: int) -> bool:
    masks, norms, length = sentence.masks, sentence.norms, len(sentence)
    if last < length and masks[last] & BITS["month"] and _named(sentence, last):
        return True
    if last + 1 < length and norms[last] in sentence.lexicon.date_links and masks[last + 1] & BITS["month"]:
        return True
    month = sentence.ending("month", first) if first > 0 and masks[first - 1] & BITS["month"] else None
    if month is None or not _named(sentence, month.first) or len(norms[first]) > 2:
        return False
    return not (month.first > 0 and norms[month.first - 1].isdecimal())  # "to 31 March 12 civilians": the month has its day


def _named(sentence: Sentence, at: int) -> bool:
    """ "may" is a month only with a capital."""
    return sentence.lexicon.head.script != "Latin" or sentence.upper(at) or len(sentence.norms[at]) > 4


def _year(sentence: Sentence, number: Number) -> bool:
    word = sentence.norms[number.first]
    if not (word.isdecimal() and len(word) == 4) or number.last - number.first != 1:
        return False
    gregorian, jalali = _YEAR_FIRST <= number.low <= _YEAR_LAST, _JALALI_FIRST <= number.low <= _JALALI_LAST
    if not (gregorian or (jalali and sentence.lexicon.head.calendar == "jalali")):
        return False
    if number.first == 0:
        return True
    before = sentence.masks[number.first - 1]
    if before & (_DATED | BITS["year_mark"]):
        return True
    if before & (BITS["preposition"] | BITS["when_start"] | BITS["and"]) or sentence.norms[number.first - 1] in "(,–-":
        return not sentence.masks[number.first - 1] & BITS["bound"]
    return sentence.norms[number.first - 1] in sentence.lexicon.head.articles or sentence.norms[number.first - 1] == "of"


def _thing(sentence: Sentence, number: Number, last: int) -> str:
    """The noun that the number counts is no person."""
    for at in range(min(last, len(sentence) - 1), number.last - 1, -1):
        if sentence.masks[at] & BITS["thing"]:
            for match in sentence.of("thing"):
                if match.first <= at < match.last:
                    return match.row.label or "thing"
    return ""
