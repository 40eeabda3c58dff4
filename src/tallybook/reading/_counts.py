"""Numbers to counts of people: the number with its bound, its noun and what forbids to count it."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from tallybook.reading._blocked import blocked
from tallybook.reading._classes import BITS
from tallybook.reading._count import Count, stands_before
from tallybook.reading._ellipsis import freed, spared, whom_behind
from tallybook.reading._figures import raised_by
from tallybook.reading._forms import Match
from tallybook.reading._lone import agrees, article_alone, done_with, idiom, in_name, is_round, one_of_them
from tallybook.reading._nouns import noun_of, take
from tallybook.reading._numerals import Number, numbers
from tallybook.reading._singles import named, singles
from tallybook.reading._split import dated_items
from tallybook.reading._tokens import Sentence

_THINGS = frozenset({"thing", "place", "event"})
_SINGULAR, _THING, _WHOM, _BOUND, _NUMBER = BITS["singular"], BITS["thing"], BITS["whom"], BITS["bound"], BITS["number"]
_LONE = _SINGULAR | BITS["pronoun"]
_HARM, _RELEASE = BITS["harm"], BITS["release"]


def counts(sentence: Sentence) -> list[Count]:
    """The counts of a sentence, those that are blocked among them, in order."""
    found: list[Count] = []
    for number in numbers(sentence):
        count = _count(sentence, number)
        if number.words and (
            idiom(sentence, count) or article_alone(sentence, count) or in_name(sentence, count) or agrees(sentence, count)
        ):
            continue
        if number.low != 1 or not one_of_them(sentence, count):
            found.append(count)
    _judge(sentence, found)
    taken = _taken(found)
    if sentence.classes & _LONE:
        found.extend(singles(sentence, taken, found))
        taken |= _taken(found)  # a single ends what it stands in apposition to further behind
    found.extend(named(sentence, taken))
    found.sort(key=_place)
    return found


def _judge(sentence: Sentence, found: list[Count]) -> None:
    """Say of each count what forbids it, by its own words and by those of the one before it."""
    for count in found:
        crowd = sentence.classes & _THING and _crowd(sentence, count)
        count.code = "bystanders" if crowd else blocked(sentence, count.number, count.last, counted=count.noun)
        if not count.code and sentence.classes & _RELEASE and freed(sentence, count):
            count.code = "released"
        if not count.code and sentence.classes & _WHOM:
            count.code = _escaped(sentence, count)
    for left, right in pairwise(found):
        if right.code == "age" and not (left.noun or left.code) and _next(sentence, left, right):
            left.code = "age"  # "two brothers of 19 and 22 years"
        if sentence.masks[right.number.first] & _NUMBER and _again(sentence, right):
            right.code = "repeated"
    dated_items(sentence, found)
    for whole, count in pairwise(found):
        of_whole = sentence.starting("whom", count.number.last) and count.number.low <= whole.number.high
        if whole.code in _THINGS and not (count.noun or count.code) and of_whole:
            count.code = whole.code  # "159 houses, 57 of them completely"
        of_things = count.code in _THINGS and not (whole.noun or whole.code) and "partitive" in sentence.matches
        if of_things and (of := sentence.starting("partitive", whole.number.last)) and of.last == count.number.first:
            whole.code = count.code  # "Ten of the 16 seats"


def _escaped(sentence: Sentence, count: Count) -> str:
    """ "25 villagers, four of whom have since been freed", "Survivors, 155 of whom were plucked from the water": no harm of theirs."""
    whom = whom_behind(sentence, count)
    if whom is None:
        return ""
    if spared(sentence, count, hurt=True):
        return "released"
    at = count.first - 1
    match = sentence.ending("thing", at) if at > 0 and sentence.norms[at] == "," else None
    if match is None or match.row.label != "not_harmed":
        return ""
    ends = next((step for step in range(whom.last, len(sentence.norms)) if sentence.norms[step] in ",;."), len(sentence.norms))
    return "" if any(sentence.masks[step] & _HARM for step in range(whom.last, ends)) else "not_harmed"


def _taken(found: list[Count]) -> set[int]:
    taken: set[int] = set()
    for count in found:
        taken.update(range(count.first, count.last))
    return taken


def _place(count: Count) -> int:
    return count.number.first


def _again(sentence: Sentence, count: Count) -> bool:
    """ "Two of the wounded, both women, died": the ones before it once more, set off by commas."""
    match = sentence.starting("number", count.number.first)
    if match is None or match.row.label != "definite" or not count.noun or sentence.norms[count.number.first - 1] != ",":
        return False
    return count.last >= len(sentence.norms) or sentence.norms[count.last] in ",.;"


def _next(sentence: Sentence, left: Count, right: Count) -> bool:
    return right.number.first - left.number.last == 1 and bool(sentence.masks[left.number.last] & BITS["and"])


def _crowd(sentence: Sentence, count: Count) -> bool:
    """ "a march of thousands": the number belongs to a thing."""
    at = count.first - 1
    if at < 1 or sentence.norms[at] not in sentence.lexicon.of_words:
        return False
    match = sentence.ending("thing", at)
    return match is not None and match.row.label == "bystanders"


def _count(sentence: Sentence, number: Number) -> Count:
    count = Count(number, number.first, number.last)
    if sentence.lexicon.rounds:
        count.approximate = is_round(sentence, count)
    _bound(sentence, count)
    noun_of(sentence, count)
    if sentence.classes & _BOUND:
        _after(sentence, count)
    stands_before(sentence, count)
    count.by = count.by or done_with(sentence, count)
    match = sentence.starting("number", number.first) if sentence.masks[number.first] & _NUMBER else None
    count.definite = (match is not None and match.row.label == "definite") or (
        number.first > 0 and count.first == number.first and bool(sentence.masks[number.first - 1] & BITS["definite"])
    )
    return count


def _bound(sentence: Sentence, count: Count) -> None:
    """Bounds right before the number, from the nearest outwards: "as high as | around | 650"."""
    number = count.number
    if number.kind == "between":
        count.bound = "between"
        opened = sentence.ending("between", number.first)
        count.first = opened.first if opened else count.first
    if number.kind in ("vague", "indefinite"):
        count.bound = "vague"
    at = count.first
    while at > 0:
        match = sentence.ending("bound", at) if sentence.masks[at - 1] & _BOUND else None
        if match is None:
            if _between_bound(sentence, at - 1):
                at -= 1
                if sentence.ending("bound", at) is not None:
                    continue
            break
        if sentence.ending("refer_to", at) is not None or _of_verb(sentence, match.first, at):
            break  # "asked about 300 people", "owned up to 14 deaths"
        if match.row.label == "up_to" and (_risen(sentence, match.first, number.last) or raised_by(sentence, match.first)):
            break  # "зросла до 45", "до 45 зросла", "aumentó en nueve, hasta 41": the preposition of the verb
        _apply(count, match)
        at = count.first = match.first
    if count.number.plus and count.bound == "exact":
        count.bound = "at_least"


def _of_verb(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a bound is only the end of a verb of saying."""
    said = sentence.ending("say", last) if sentence.masks[last - 1] & BITS["say"] else None
    return said is not None and said.first < first


_OPENS = BITS["article"] | BITS["other"] | BITS["say_to"]


def _between_bound(sentence: Sentence, at: int) -> bool:
    """What may stand between a bound and its number: "al menos otros diez", "al menos a 100", "au moins « dix »"."""
    word = sentence.norms[at]
    return bool(sentence.masks[at] & _OPENS) or word in sentence.lexicon.head.articles or word == '"'


def _risen(sentence: Sentence, first: int, last: int) -> bool:
    return sentence.ending("revise", first) is not None or sentence.starting("revise", last) is not None


def _apply(count: Count, match: Match) -> None:
    count.cues.append(match)
    count.approximate = count.approximate or match.row.approximate
    if count.bound == "exact" and match.row.label != "exact":
        count.bound = match.row.label


def _after(sentence: Sentence, count: Count) -> None:
    """A bound behind the number or its noun: "12 or more", "12 people at least"."""
    masks = sentence.masks
    state = sentence.starting("harm", count.last) if count.last < len(masks) and masks[count.last] & _HARM else None
    for at in (count.number.last, count.last, state.last if state is not None else count.last):
        match = sentence.starting("bound", at) if at < len(masks) and masks[at] & _BOUND else None
        where = match is not None and match.row.side == "before" and match.row.label in ("less_than", "more_than")
        if match is None or where or (match.row.side != "after" and not _closed(sentence, match.last)):  # "12 miners below"
            continue
        if sentence.masks[at] & BITS["classifier"]:
            continue  # "۴۰ تا": the same word says "up to" before a number
        _apply(count, match)
        if state is not None and at == state.last:
            return  # "12 dead at least": the harm word stands between and stays free
        if at == count.last:
            count.last = match.last
        else:
            count.number = replace(count.number, last=count.number.last)
            _renoun(sentence, count, match.last)
        return


def _renoun(sentence: Sentence, count: Count, at: int) -> None:
    match = sentence.starting("group", at)
    count.last = max(count.last, at)
    if match is not None:
        take(count, match)
        count.last = match.last


def _closed(sentence: Sentence, at: int) -> bool:
    return at >= len(sentence.norms) or sentence.norms[at] in ",.;)!?"
