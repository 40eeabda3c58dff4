"""Numbers to counts of people: the number with its bound, its noun and what forbids to count it."""

from __future__ import annotations

from itertools import pairwise

from tallybook.reading._blocked import blocked
from tallybook.reading._classes import BITS
from tallybook.reading._clitics import joined
from tallybook.reading._count import NUMERIC, PERSON, STOP, Count, stands_before
from tallybook.reading._forms import Match
from tallybook.reading._lone import article_alone, is_round
from tallybook.reading._numerals import Number, numbers
from tallybook.reading._singles import named, singles
from tallybook.reading._tokens import Sentence

_REACH = 7
_THINGS = frozenset({"thing", "place", "event"})
_GENERIC = frozenset({"people", "other"})
_GROUP, _SINGULAR, _THING, _WHOM, _BOUND = BITS["group"], BITS["singular"], BITS["thing"], BITS["whom"], BITS["bound"]
_CLASSIFIER, _OTHER, _NUMBER = BITS["classifier"], BITS["other"], BITS["number"]
_PHRASE_ENDS = STOP | NUMERIC | BITS["and"] | BITS["bound"]
_LONE = _SINGULAR | BITS["pronoun"]


def counts(sentence: Sentence) -> list[Count]:
    """The counts of a sentence, those that are blocked among them, in order."""
    found: list[Count] = []
    for number in numbers(sentence):
        count = _count(sentence, number)
        if not article_alone(sentence, count):
            found.append(count)
    for count in found:
        count.code = "bystanders" if _crowd(sentence, count) else blocked(sentence, count.number, count.last, counted=count.noun)
    for left, right in pairwise(found):
        if right.code == "age" and not (left.noun or left.code) and _next(sentence, left, right):
            left.code = "age"  # "two brothers of 19 and 22 years"
        if _again(sentence, right):
            right.code = "repeated"
    for whole, count in pairwise(found):
        if whole.code in _THINGS and not (count.noun or count.code) and sentence.starting("whom", count.number.last):
            count.code = whole.code  # "159 houses, 57 of them completely"
    taken = _taken(found)
    if sentence.classes & _LONE:
        found.extend(singles(sentence, taken, found))
        taken |= _taken(found)  # a single ends what it stands in apposition to further behind
    found.extend(named(sentence, taken))
    found.sort(key=_place)
    return found


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
    return count.last >= len(sentence) or sentence.norms[count.last] in ",.;"


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
    _noun(sentence, count)
    if sentence.classes & _BOUND:
        _after(sentence, count)
    stands_before(sentence, count)
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
        if match.row.label == "up_to" and _risen(sentence, match.first, number.last):
            break  # "зросла до 45", "до 45 зросла": the preposition of the verb
        _apply(count, match)
        at = count.first = match.first
    if count.number.plus and count.bound == "exact":
        count.bound = "at_least"


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


def _noun(sentence: Sentence, count: Count) -> None:
    """Walk right from the number to the noun it counts."""
    dual = sentence.starting("group", count.number.first) if sentence.masks[count.number.first] & _GROUP else None
    if dual is not None and dual.last == count.number.last:
        _take(count, dual)  # "شخصان": the number is in the noun
    if not _walk(sentence, count):
        return
    whom = sentence.starting("whom", count.number.last) if sentence.classes & _WHOM and not count.noun else None
    match = None
    if whom is not None:
        nouns = sentence.of("group") + sentence.of("singular")
        match = next((m for m in nouns if whom.last <= m.first <= whom.last + 2), None)
    if match is not None:  # "nine of them children"
        _take(count, match)
        count.last = match.last
    elif count.noun and not (sentence.classes & _WHOM and _told_of_them(sentence, count)):
        count.last = _complement(sentence, count)
    elif not count.noun:
        _apposed(sentence, count)


def _apposed(sentence: Sentence, count: Count) -> None:
    """ "one, a 15-year-old boy, was in serious condition": who the one was stands between commas."""
    at = count.number.last
    if count.number.high != 1 or at + 2 >= len(sentence) or sentence.norms[at] != ",":
        return
    opened = sentence.norms[at + 1] in sentence.lexicon.head.articles
    match = next((m for m in sentence.of("singular") if at + 1 < m.first <= at + 3), None)
    if opened and match is not None and match.last < len(sentence) and sentence.norms[match.last] == ",":
        _take(count, match)
        count.last = match.last + 1


def _told_of_them(sentence: Sentence, count: Count) -> bool:
    """ "46 persons of them girls and women were": the kind stands behind the words for "of them"."""
    whom = sentence.starting("whom", count.last)
    if whom is None or count.group not in _GENERIC:
        return False
    match = next((m for m in sentence.of("group") if whom.last <= m.first <= whom.last + 2), None)
    if match is not None and not any(sentence.masks[at] & NUMERIC for at in range(whom.last, match.first)):
        _take(count, match)
    return True


def _walk(sentence: Sentence, count: Count) -> bool:
    """Take the nouns behind the number. Returns False where a thing is counted; ``count.last`` is then behind it."""
    masks, at = sentence.masks, count.number.last
    at += _in_brackets(sentence, count.number)
    at += at < len(masks) and bool(masks[at] & _CLASSIFIER)
    if at < len(masks) and masks[at] & NUMERIC and sentence.norms[at] in sentence.lexicon.of_words:
        at += 1  # "una veintena de": the row of the number holds its preposition
    end, limit = at, min(len(masks), at + _REACH)
    while at < limit:
        match = _person(sentence, at) if masks[at] & PERSON else None
        if match is not None and count.noun and joined(sentence, match):
            break
        if match is not None:
            if not sentence.lexicon.head.head_first and _heads_thing(sentence, match.last):
                count.last = match.last + 1  # "military targets", "police vehicles"
                return False
            _take(count, match)
            count.other = count.other or bool(masks[match.last - 1] & _OTHER and sentence.lexicon.head.head_first)
            at = end = match.last
            limit = min(len(masks), at + 2)
        elif masks[at] & _THING and not count.noun and sentence.lexicon.head.head_first:
            count.last = at + 1
            return False
        elif masks[at] & _OTHER:
            count.other = True
            at = end = at + 1
        elif _ends_phrase(sentence, at):
            break
        else:
            at += 1
            end = at if not count.noun and sentence.norms[at - 1] not in sentence.lexicon.of_words else end
    count.last = max(end, count.number.last)
    return True


def _in_brackets(sentence: Sentence, number: Number) -> bool:
    """ "(884) of the demonstrators": some offices write their figures so."""
    closed = number.last < len(sentence) and sentence.norms[number.last] == ")"
    return closed and number.first > 0 and sentence.norms[number.first - 1] == "("


def _heads_thing(sentence: Sentence, at: int) -> bool:
    return at < len(sentence.masks) and bool(sentence.masks[at] & _THING) and not sentence.masks[at] & PERSON


def _person(sentence: Sentence, at: int) -> Match | None:
    mask = sentence.masks[at]
    match = sentence.starting("group", at) if mask & _GROUP else None
    return sentence.starting("singular", at) if match is None and mask & _SINGULAR else match


def _ends_phrase(sentence: Sentence, at: int) -> bool:
    if sentence.masks[at] & _PHRASE_ENDS:
        return True
    word = sentence.norms[at]
    return not (word[0].isalpha() or word in "\"#'")


def _take(count: Count, match: Match) -> None:
    if not count.noun or match.row.label not in _GENERIC or count.group in _GENERIC:
        count.household = not count.noun and match.row.frame == "household"
        count.group = match.row.label
        count.group_first, count.group_last = match.first, match.last
    count.noun = True


def _counted(sentence: Sentence, at: int) -> bool:
    """ "veinte soldados y otros diez": the others have a number of their own."""
    return at < len(sentence) and (sentence.norms[at][0].isdecimal() or bool(sentence.masks[at] & NUMERIC))


def _complement(sentence: Sentence, count: Count) -> int:
    """ "members of Hamas", "combatants and civilians": where the noun phrase ends, its label settled."""
    at, norms, masks = count.last, sentence.norms, sentence.masks
    listed = _listed(sentence, count)
    if listed > 0:
        count.group, count.group_last = "people", listed
        return listed
    if at + 1 < len(masks) and masks[at] & BITS["and"] and masks[at + 1] & _GROUP:
        match = sentence.starting("group", at + 1)
        if match is not None and not (masks[at + 1] & _OTHER and _counted(sentence, match.last)):
            if match.row.label != count.group:
                count.group = "people"
            count.group_last = match.last
            return match.last
    if at < len(masks) and norms[at] in sentence.lexicon.of_words and count.group in _GENERIC and not masks[at] & BITS["part"]:
        for match in sentence.of("group") + sentence.of("singular"):
            if at < match.first <= at + 4 and match.row.label not in _GENERIC:
                count.group, count.group_last = match.row.label, match.last
                return match.last
    return at


def _listed(sentence: Sentence, count: Count) -> int:
    """ "25,000 women, children and elderly people": where a list of kinds of people ends that share the number; 0 for none."""
    at, kinds = count.last, {count.group}
    while at + 1 < len(sentence) and sentence.norms[at] == ",":
        match = sentence.starting("group", at + 1)
        if match is None:
            return 0
        kinds.add(match.row.label)
        at = match.last
    if at == count.last or at >= len(sentence) or not sentence.masks[at] & BITS["and"]:
        return 0
    last = next((m for m in sentence.of("group") if at < m.first <= at + 2), None)
    numbered = last is None or any(
        sentence.norms[step][0].isdecimal() or sentence.masks[step] & NUMERIC for step in range(at, last.first)
    )
    return 0 if last is None or numbered or len(kinds) == 1 else last.last


def _after(sentence: Sentence, count: Count) -> None:
    """A bound behind the number or its noun: "12 or more", "12 people at least"."""
    state = sentence.starting("harm", count.last)
    for at in (count.number.last, count.last, state.last if state is not None else count.last):
        match = sentence.starting("bound", at)
        if match is None or (match.row.side != "after" and not _closed(sentence, match.last)):
            continue
        if sentence.masks[at] & BITS["classifier"]:
            continue  # "۴۰ تا": the same word says "up to" before a number
        _apply(count, match)
        if state is not None and at == state.last:
            return  # "12 dead at least": the harm word stands between and stays free
        if at == count.last:
            count.last = match.last
        else:
            count.number = count.number._replace(last=count.number.last)
            _renoun(sentence, count, match.last)
        return


def _renoun(sentence: Sentence, count: Count, at: int) -> None:
    match = sentence.starting("group", at)
    count.last = max(count.last, at)
    if match is not None:
        _take(count, match)
        count.last = match.last


def _closed(sentence: Sentence, at: int) -> bool:
    return at >= len(sentence.norms) or sentence.norms[at] in ",.;)!?"
