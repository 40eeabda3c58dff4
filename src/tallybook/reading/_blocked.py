"""What a number is when it counts nobody: dates, ages, times, money, measures, shares. The code names the reason."""

from __future__ import annotations

import functools
import operator
import unicodedata
from collections.abc import Callable

from tallybook.reading._classes import BITS
from tallybook.reading._clitics import prefixed
from tallybook.reading._count import NUMERIC, numeric
from tallybook.reading._dated import beside_date, between_years, is_year, no_year
from tallybook.reading._lone import of_things
from tallybook.reading._nouns import another_heads
from tallybook.reading._numerals import Number
from tallybook.reading._ratios import handed_out, in_so_many, owned, share
from tallybook.reading._tokens import Sentence

_OLDEST = 120
_CLOCK = 4  # digits of a time written without a colon
_ADULT = 16  # "the owner, 35," is an age, "the crew, 12, ..." perhaps none
_MONEY = frozenset("$€£¥₺₴₽")
_THING, _SAY, _LABEL, _AGE, _BOUND = BITS["thing"], BITS["say"], BITS["unit_before"], BITS["person_age"], BITS["bound"]
_PEOPLE = BITS["group"] | BITS["singular"]


def blocked(sentence: Sentence, number: Number, last: int, *, counted: bool) -> str:
    """The code of the reason why a number counts nobody, or "" where nothing forbids it. ``last`` ends its noun phrase."""
    for check in _checks(sentence.classes & _NEEDED):
        code = check(sentence, number)
        if code == "identifier" and _harmed_behind(sentence, number):
            continue
        if code and not (counted and (_people(sentence, number) if code == "identifier" else _struck(sentence, number, last))):
            return code
    if sentence.norms[number.first][0] == "0":
        return _clock(sentence, number)
    if not counted:
        if is_year(sentence, number) and not _harmed_behind(sentence, number):
            return "date"
        return _thing(sentence, number, last) or of_things(sentence, number)
    return ""


def _people(sentence: Sentence, number: Number) -> bool:
    """ "En la zona 12 personas murieron": a label's word and then people, where a noun is seldom written onto a number."""
    if sentence.lexicon.head.calendar == "jalali" and no_year(sentence, number):
        return True
    near = number.last < len(sentence.norms) and sentence.masks[number.last] & _PEOPLE
    label = sentence.ending("unit_before", number.first) if near and number.first > 0 else None
    if label is not None and label.row.frame == "room":
        return True  # "in the class 12 pupils were hurt"
    if label is None or sentence.lexicon.head.inverts or sentence.lexicon.head.verb_first:
        return label is not None
    return label.first > 0 and bool(sentence.masks[label.first - 1] & BITS["definite"])  # "In the tank 12 people died"


def _harmed_behind(sentence: Sentence, number: Number) -> bool:
    """Where the verb comes first: "reached the hospitals of the Strip 33 martyrs", a label's word and then a state that is a noun."""
    if not sentence.lexicon.head.verb_first or number.last >= len(sentence.norms):
        return False
    harm = sentence.starting("harm", number.last) if sentence.masks[number.last] & BITS["harm"] else None
    return harm is not None and "state" in harm.row.frame.split()


def _struck(sentence: Sentence, number: Number, last: int) -> bool:
    """ "At the rally 7 persons were hurt": a gathering before the number, and right behind its noun what befell them there."""
    match, harm = sentence.ending("unit_before", number.first), sentence.starting("harm", last)
    return match is not None and match.row.frame == "event" and harm is not None and "undergo" in harm.row.frame.split()


def _written(sentence: Sentence, number: Number) -> str:
    """Signs written onto the number: 10:30, 7/10/2023, $5, 5 %."""
    norms, starts, ends = sentence.norms, sentence.starts, sentence.ends
    first, last, length = number.first, number.last, len(norms)
    if _plain(sentence, first, last):
        return ""
    if last < length and norms[last] == "%":
        return "percent"
    if first > 0 and norms[first - 1] in _MONEY:
        return "money"
    if first > 0 and norms[first - 1] == "#" and ends[first - 1] == starts[first]:
        return "identifier"  # "#4", and no heading's mark
    if last < length and norms[last] in _MONEY:
        return "money"
    if last + 1 < length and norms[last] == "-" and starts[last] == ends[last - 1] and starts[last + 1] > ends[last]:
        return "identifier"  # "44- and 59-year-old women"
    if _cut(sentence.text, starts[first], ends[last - 1]):
        return "identifier"
    joined_left = first > 1 and starts[first] == ends[first - 1] and starts[first - 1] == ends[first - 2]
    joined_right = last + 1 < length and starts[last] == ends[last - 1] and starts[last + 1] == ends[last]
    for joined, mark, other in ((joined_left, first - 1, first - 2), (joined_right, last, last + 1)):
        if joined and norms[mark] in ":/.-–" and norms[other][0].isdecimal():
            return "time" if norms[mark] == ":" else "date" if norms[mark] in "/." else "identifier"
    return ""


def _measured(sentence: Sentence, number: Number) -> str:
    """ "The 7,134-metre peak": a number that a hyphen joins to a word which is no person's."""
    last, norms = number.last, sentence.norms
    if last + 1 >= len(norms) or norms[last] != "-" or not sentence.lexicon.head.articles or not norms[last + 1].isalpha():
        return ""
    joined = sentence.starts[last] == sentence.ends[last - 1] and sentence.starts[last + 1] == sentence.ends[last]
    return "measure" if joined and not sentence.masks[last + 1] & (_PEOPLE | BITS["harm"] | BITS["and"]) else ""


def _clock(sentence: Sentence, number: Number) -> str:
    """ "at 0320 (0620 GMT)": no count begins with a zero."""
    word = sentence.norms[number.first]
    if word[0] != "0" or len(word) == 1 or not word.isdecimal():
        return ""
    return "time" if len(word) == _CLOCK else "identifier"


def _plain(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a word stands on either side of a number, a space between, as with most: then no sign is written onto it."""
    norms, starts, ends, text = sentence.norms, sentence.starts, sentence.ends, sentence.text
    if first == 0 or last == len(norms) or not (norms[first - 1].isalnum() and norms[last].isalnum()):
        return False
    start, end = starts[first], ends[last - 1]
    return text[start - 1] == " " == text[end] and ends[first - 1] < start and end < starts[last]


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
    match = sentence.ending("unit_before", number.first) if sentence.masks[number.first - 1] & _LABEL else None
    measured = match is not None and match.first > 0 and numeric(sentence, match.first - 1)  # "in one year 280"
    if measured and match is not None:  # but "частиною 2 статті 258"
        measured = match.row.label != "bystanders" and sentence.ending("unit_before", match.first - 1) is None
    said = match is not None and sentence.masks[match.first] & _SAY and not sentence.upper(match.first)  # "he counts 134"
    if match is not None and not (measured or said) and (match.row.side != "after" or not number.words):
        return match.row.label or "identifier"
    if sentence.classes & _AGE and _aged(sentence, number):
        return "age"
    return "age" if sentence.classes & _BOUND and _under_age(sentence, number) else ""


def _aged(sentence: Sentence, number: Number) -> bool:
    """ "a boy of 12", "aged 5 and 8"."""
    age = sentence.ending("person_age", number.first) or sentence.starting("person_age", number.last)
    if number.kind == "between" and number.high <= _OLDEST and any(m.last <= number.first for m in sentence.of("person_age")):
        return True  # "The ages of the injured range from 13 to 84"
    return age is not None or _ages(sentence, number)


def _under_age(sentence: Sentence, number: Number) -> bool:
    """ "730 children under five", "women over 60": a limit right behind a noun for people, and no noun of its own."""
    limit = sentence.ending("bound", number.first)
    if limit is None or limit.row.label not in ("more_than", "less_than") or limit.last - limit.first > 1 or limit.first == 0:
        return False
    if number.high > _OLDEST or not sentence.lexicon.head.articles:
        return False
    behind = sentence.masks[number.last] if number.last < len(sentence.norms) else 0
    return bool(sentence.masks[limit.first - 1] & _PEOPLE) and not behind & _PEOPLE


def _ages(sentence: Sentence, number: Number) -> bool:
    """ "two children, 5 and 8 years old", "two boys, aged 15 and 17": one of a list of ages."""
    first = number.first
    while first > 2 and (sentence.masks[first - 1] & BITS["and"] or sentence.norms[first - 1] == ","):
        if not sentence.norms[first - 2].isdecimal():
            break
        first -= 2
        if sentence.ending("person_age", first) is not None:
            return not number.words
    at, length = number.last, len(sentence.norms)
    while (
        at + 2 < length and (sentence.masks[at] & BITS["and"] or sentence.norms[at] == ",") and sentence.norms[at + 1].isdecimal()
    ):
        at += 2
        if sentence.starting("person_age", at) is not None:
            return not number.words
    return False


def _superseded(sentence: Sentence, number: Number) -> str:
    """ "revised from 1,400 to 1,200": the figure that was given up."""
    at = number.first
    if given_up(sentence, at, number.last):
        return "superseded"
    bound = sentence.ending("bound", at)
    opened = sentence.ending("between", bound.first if bound is not None else at)
    if opened is not None and sentence.lexicon.victim_left_of_do and _raised(sentence, number.last):
        return "superseded"
    return "superseded" if opened is not None and sentence.ending("revise", opened.first) is not None else ""


def given_up(sentence: Sentence, first: int, last: int) -> bool:
    """Where the verb comes first: "lowered the toll from 80 to 65", whatever stands between the verb and the figures."""
    if not sentence.lexicon.head.verb_first or first < 1 or sentence.norms[first - 1] not in sentence.lexicon.of_words:
        return False
    to = next((match.first for match in sentence.of("revise") if last <= match.first <= last + 1), -1)
    figure = to + 1 < len(sentence.norms) and (sentence.norms[to + 1][0].isdecimal() or bool(sentence.masks[to + 1] & NUMERIC))
    return to > 0 and figure and any(match.first < first for match in sentence.of("revise"))


def _raised(sentence: Sentence, at: int) -> bool:
    """Where the verb comes last: "from 282 | persons | to | over | 301 rose"."""
    group = sentence.starting("group", at)
    at = group.last if group is not None else at
    to = sentence.starting("say_to", at)
    if to is None:
        return False
    bound = sentence.starting("bound", at) or sentence.starting("bound", to.last)
    at = bound.last if bound is not None else to.last
    return at < len(sentence.norms) and (sentence.norms[at][0].isdecimal() or bool(sentence.masks[at] & NUMERIC))


def _difference(sentence: Sentence, number: Number) -> str:
    """ "38 more than a month ago": how much a figure differs from another."""
    at, masks = number.last, sentence.masks
    match = sentence.starting("bound", at) if at < len(masks) and masks[at] & _BOUND else None
    if match is None or match.row.label not in ("more_than", "less_than") or match.row.side != "before":
        return ""
    return "" if match.last < len(sentence.norms) and sentence.norms[match.last][0].isdecimal() else "difference"


def _apposed_age(sentence: Sentence, number: Number) -> str:
    """ "Salim Haddad, 60, was killed": how old he was."""
    first, last = number.first, number.last
    if number.high > _OLDEST or first < 2 or last >= len(sentence.norms):
        return ""
    limit = sentence.ending("bound", first)
    of = first - 1 if limit is None else limit.first - 1
    person = sentence.ending("singular", of) if of > 0 and sentence.norms[of] in sentence.lexicon.of_words else None
    if person is not None and (not number.words or person.row.label == "children"):
        return "age"  # "a woman of 66", "a boy of about eight"
    if number.words:
        return ""
    set_off = sentence.norms[first - 1] == "," == sentence.norms[last]
    if not set_off or sentence.covering("say", first - 2) is not None:  # "dio una cifra menor, 16, ..."
        return ""
    named = not sentence.printed(first - 2, first - 1).islower() and not sentence.masks[first - 2]
    named = named or (number.high >= _ADULT and first > 2 and sentence.norms[first - 3] in sentence.lexicon.head.articles)
    named = named or sentence.ending("singular", first - 1) is not None
    return "age" if named and sentence.lexicon.head.script != "Arabic" else ""


_CHECKS: tuple[tuple[int, Callable[[Sentence, Number], str]], ...] = (  # the classes without which a check finds nothing
    (0, _written),
    (0, _measured),
    (BITS["unit_before"] | BITS["person_age"] | BITS["bound"], _unit),
    (BITS["denominator"], share),
    (BITS["thing"], handed_out),
    (BITS["partitive"] | BITS["year_mark"], owned),
    (BITS["place_prep"], in_so_many),
    (BITS["month"], beside_date),
    (BITS["between"], between_years),
    (BITS["revise"] | BITS["between"], _superseded),
    (BITS["bound"], _difference),
    (0, _apposed_age),
)
_NEEDED = functools.reduce(operator.or_, (needs for needs, _ in _CHECKS))


@functools.cache
def _checks(classes: int) -> tuple[Callable[[Sentence, Number], str], ...]:
    """The checks that may find something where a sentence has these of the classes needed."""
    return tuple(check for needs, check in _CHECKS if not needs or needs & classes)


def _thing(sentence: Sentence, number: Number, last: int) -> str:
    """The noun that the number counts is no person."""
    if not sentence.classes & _THING:
        return ""
    before = number.first - 1
    if number.low == 1 and sentence.lexicon.head.verb_first and before >= 0 and sentence.masks[before] & _THING:
        return "thing"  # "in day one": the numeral is an adjective of the noun before it
    last_verb = sentence.lexicon.victim_left_of_do
    verb = _SAY if last_verb else 0  # "three X news gave": the noun of the verb counts nothing
    for at in range(min(last, len(sentence.norms) - 1), number.last - 1, -1):
        if sentence.norms[at].endswith("'s") and numeric(sentence, at + 1):
            continue  # "26,271 of the city's 97,000 people"
        if sentence.masks[at] & _THING and another_heads(sentence, number.last, at):
            continue
        if sentence.masks[at] & _THING and not (sentence.masks[at] & verb or (not last_verb and _harmed(sentence, at))):
            for match in sentence.of("thing"):
                if match.first <= at < match.last and not prefixed(sentence, match):
                    return match.row.label or "thing"
    return ""


def _harmed(sentence: Sentence, at: int) -> bool:
    """ "68 cases of gunshot wounds": the thing is a word of a harm."""
    harm = sentence.starting("harm", at) if sentence.masks[at] & BITS["harm"] else None
    return harm is not None and harm.last - harm.first > 1
