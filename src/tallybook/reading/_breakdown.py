"""Breakdowns and lists: counts that share the harm of another count in their sentence."""

from __future__ import annotations

from operator import attrgetter

from tallybook.reading._classes import BITS
from tallybook.reading._count import Count
from tallybook.reading._deeds import begins_anew, each_placed
from tallybook.reading._ellipsis import (
    added,
    also_put,
    both_placed,
    each_by,
    each_for,
    elliptic,
    met,
    named_apart,
    of_them,
    of_those_before,
    spared,
    whom_behind,
)
from tallybook.reading._pairs import Pair
from tallybook.reading._regions import pure
from tallybook.reading._split import is_shared
from tallybook.reading._tokens import Sentence
from tallybook.reading._turned import some_of

_DEAD, _LIVING = ("killed", "executed"), ("injured", "displaced")
_is_part = attrgetter("part")
_AUX, _PARTITIVE = BITS["aux"], BITS["partitive"]


def joins(sentence: Sentence, left: Count, right: Count) -> bool:
    """Whether only joining words stand between two counts."""
    return pure(sentence, left.last, right.first)


def coordinate(sentence: Sentence, usable: list[Count], pairs: list[Pair]) -> None:
    """ "225 combatants and 153 civilians were injured", "killed a teacher and two pupils"."""
    if len(usable) < 2:
        return
    by_count = {id(pair.count): pair for pair in pairs}
    loose = [index for index, count in enumerate(usable) if id(count) not in by_count]
    if not loose:
        return
    for forward in (True, False):
        for index in loose if forward else reversed(loose):
            count, beside = usable[index], index - 1 if forward else index + 1
            if not 0 <= beside < len(usable) or id(count) in by_count:
                continue
            near = usable[beside]
            if id(near) not in by_count or count.by or _speaks(sentence, count):
                continue
            if count.part != near.part and not (forward and _part_as_well(sentence, near, count)):
                continue
            pair = by_count[id(near)]
            if _shares(sentence, count, near, pair, forward=forward):
                fresh = Pair(count, pair.harm, pair.cost + 1, pair.side, part=count.part or pair.part, parent=pair.parent)
                by_count[id(count)] = fresh
                pairs.append(fresh)
                left, right = (near, count) if forward else (count, near)
                if whom_behind(sentence, right) is None:
                    spread(sentence, left, right)


def _part_as_well(sentence: Sentence, near: Count, count: Count) -> bool:
    """ "included 350 dead in Vera and over 200 in Oresk": what goes on with a part is one."""
    count.part = count.part or (near.part and elliptic(sentence, near, count))
    return count.part == near.part


def _own_predicate(sentence: Sentence, count: Count) -> bool:
    """ "killed at least 23 people, and more than 160,000 people are affected": what is told of these stands behind them."""
    return count.noun and count.last < len(sentence.norms) and bool(sentence.masks[count.last] & _AUX)


def _shares(sentence: Sentence, count: Count, near: Count, pair: Pair, *, forward: bool) -> bool:
    """Whether a count takes the harm of the one beside it; ``forward`` where it stands behind that one."""
    left, right = (near, count) if forward else (count, near)
    if not forward and (some_of(sentence, count, right.number.first, pair.harm) or of_those_before(sentence, count)):
        return False
    if forward and begins_anew(sentence, left, right, pair):
        return False
    counted = count.noun or "weak" not in pair.harm.frames  # "destroyed 57 fighters, 3 guns": guns are nobody
    counted = counted and not (forward and pair.side == "right" and _own_predicate(sentence, right))
    harm_between = left.number.last <= pair.harm.first < right.first  # "84 víctimas fatales y 110.000 enfermos"
    shared = counted and not harm_between and pure(sentence, _phrase_end(sentence, left), right.first)
    if shared and (forward or not named_apart(sentence, count, near, pair)):
        return True
    if each_by(sentence, left, right) or each_for(sentence, left, right) or each_placed(sentence, left, right, pair):
        return True
    if not forward:
        return both_placed(sentence, left, right)
    shared = is_shared(sentence, near, count, pair) or elliptic(sentence, near, count)
    return shared or added(sentence, count) or also_put(sentence, near, count, pair)


def _speaks(sentence: Sentence, count: Count) -> bool:
    """ "Citing three officials, at least 30 were killed": the three are who says it."""
    return sentence.ending("cite", count.first) is not None or sentence.ending("according", count.first) is not None


def _phrase_end(sentence: Sentence, count: Count) -> int:
    """Behind the adjective of a noun that stands before it: "17 soldados colombianos y 12 ..."; no table knows all peoples."""
    at = count.last
    known = not count.noun or at >= len(sentence.norms) or sentence.masks[at] or not sentence.norms[at][0].isalpha()
    return at if known or not sentence.lexicon.head.head_first else at + 1


def spread(sentence: Sentence, left: Count, right: Count) -> None:
    """ "At least three Tunisians and three Algerians": the first bound holds for both."""
    bare = right.bound == "exact" and not right.approximate and right.number.kind == "exact"
    if left.bound == "at_least" and bare and right.first - _phrase_end(sentence, left) == 1:
        right.bound = left.bound
        right.cues = list(left.cues)


def parts(sentence: Sentence, usable: list[Count], pairs: list[Pair]) -> None:
    """Counts inside a breakdown take the harm of the count that they break down."""
    opened = sentence.starting("partitive", 0) if sentence.masks[0] & _PARTITIVE else None
    told, brackets = "whom" in sentence.matches, "(" in sentence.norms
    if opened is None and not (told or brackets or any(map(_is_part, usable))):
        return  # nothing here breaks a number down
    by_count = {id(pair.count): pair for pair in pairs}
    wholes = [pair for pair in pairs if not pair.part and not pair.partitive]
    for count in usable:
        split = opened is not None and count.first > opened.last + 1 and id(count) not in by_count
        whom = told and (sentence.ending("whom", count.first) or whom_behind(sentence, count) or of_them(sentence, count))
        whom = whom and not met(sentence, count) and not _of_others(sentence, usable, by_count, count)
        bracket = brackets and _bracketed(sentence, count)
        if not (count.part or whom or bracket or split):
            continue
        before = [pair for pair in wholes if pair.count.number.first < count.number.first and pair.count is not count]
        if not before:
            continue
        parent = max(before, key=lambda pair: pair.count.number.first)
        if whom and spared(sentence, count, hurt=parent.harm.label == "injured"):
            continue
        pair = by_count.get(id(count))
        if pair is not None and not whom and parent.harm.label in _DEAD and pair.harm.label in _LIVING:
            pair.part, pair.parent = False, None  # "13 dead, among them two children, and over 50 wounded"
            continue
        if pair is None:
            pair = by_count[id(count)] = Pair(count, parent.harm, parent.cost + 1, parent.side)
            pairs.append(pair)
        given = bracket and any(
            match.first < count.first and match.last > 0 and _opens(sentence, match.first) for match in sentence.of("actor")
        )
        pair.part, pair.parent = (False, None) if given else (True, parent)


def _of_others(sentence: Sentence, usable: list[Count], by_count: dict[int, Pair], count: Count) -> bool:
    """ "Police shot 78; 26 suspects are known, 20 of them fled": some of people whom no harm befell."""
    if not sentence.lexicon.head.inverts:
        return False
    near = [each for each in usable if each.last <= count.first]
    return bool(near) and near[-1].noun and not near[-1].part and id(near[-1]) not in by_count


def _bracketed(sentence: Sentence, count: Count) -> bool:
    """Whether a bracket opens right before the count, or before the actor who gives it."""
    at = count.first
    if at > 0 and sentence.norms[at - 1] == "(":
        return True
    while at > 0 and count.first - at < 8 and sentence.norms[at - 1] not in "(),;":
        at -= 1
    opened = at > 0 and sentence.norms[at - 1] == "("
    return opened and any(at <= match.first < count.first for match in sentence.of("actor"))


def _opens(sentence: Sentence, at: int) -> bool:
    return any(sentence.norms[back] == "(" for back in range(at - 1, max(-1, at - 4), -1))
