"""Breakdowns and lists: counts that share the harm of another count in their sentence."""

from __future__ import annotations

from itertools import pairwise

from tallybook.reading._classes import BITS
from tallybook.reading._clitics import and_on
from tallybook.reading._count import Count
from tallybook.reading._forms import Match
from tallybook.reading._pairs import Pair
from tallybook.reading._split import adds_up, colon_region, comma_region, is_shared
from tallybook.reading._tokens import Sentence
from tallybook.reading._turned import some_of

_NEAR = 3  # tokens between a count and the bracket that breaks it down
_SPEAKER = 8  # tokens of "and according to X" between two figures
_PURE = BITS["and"] | BITS["adverb"] | BITS["other"] | BITS["bound"] | BITS["article"] | BITS["status"] | BITS["new"]


def part_regions(sentence: Sentence, usable: list[Count]) -> list[tuple[int, int]]:
    """Stretches that break a number down: from "including" to the comma that ends the list; also brackets."""
    regions: list[tuple[int, int]] = []
    starts = {count.first for count in usable} | {count.number.first for count in usable}
    for match in sentence.of("part"):
        if any(first <= match.first < last for first, last in regions):
            continue
        end = _region_end(sentence, match.last, starts)
        members = [count for count in usable if match.last <= count.number.first < end]
        if match.row.side == "after" and not (members and members[0].first <= match.last + 1):
            continue
        for count in members:
            count.part = True
        regions.append((match.first, end))
    return (
        regions
        + _apposed(sentence, usable)
        + _marked(sentence, usable)
        + [_names(sentence, each) for each in sentence.of("named")]
    )


def _apposed(sentence: Sentence, usable: list[Count]) -> list[tuple[int, int]]:
    """ "The militants, one of them the commander, were killed": what is set off does not part the subject from its verb."""
    found: list[tuple[int, int]] = []
    for count in usable:
        if count.first < 1 or sentence.norms[count.first - 1] != "," or not sentence.starting("whom", count.number.last):
            continue
        closed = next((at for at in range(count.last, min(count.last + 8, len(sentence))) if sentence.norms[at] == ","), -1)
        if closed > 0:
            found.append((count.first - 1, closed + 1))
    return found


def _names(sentence: Sentence, match: Match) -> tuple[int, int]:
    """ "two men by the names of A (22) and B at dawn were hanged": names part nobody from the verb."""
    at, inside = match.last, 0
    ends = BITS["harm"] | BITS["preposition"] | BITS["when"] | BITS["aux"] | BITS["say"] | BITS["month"] | BITS["adverb"]
    while at < len(sentence) and (inside or not sentence.masks[at] & ends):
        inside += (sentence.norms[at] == "(") - (sentence.norms[at] == ")")
        at += 1
    return match.first, at


def _marked(sentence: Sentence, usable: list[Count]) -> list[tuple[int, int]]:
    """Stretches that marks set off: behind a colon that breaks a number down, between two dashes, in brackets."""
    found: list[tuple[int, int]] = []
    split = colon_region(sentence, usable) or comma_region(sentence, usable)
    if split is not None:
        found.append(split)
        for count in usable:
            count.part = count.part or split[0] < count.number.first < split[1]
    dashes = [at for at, word in enumerate(sentence.norms) if word in "–—"]
    if len(dashes) == 2:
        found.append((dashes[0], dashes[1] + 1))
    opened = -1
    for at, word in enumerate(sentence.norms):
        if word == "(":
            opened = at
        elif word == ")" and opened >= 0:
            found.append((opened, at + 1))
            _bracket_of(usable, opened, at)
            opened = -1
    return found


def _bracket_of(usable: list[Count], opened: int, closed: int) -> None:
    """ "500 casualties (200 killed and 300 injured)": what adds up to the count before its bracket breaks it down."""
    inside = [count for count in usable if opened < count.number.first < closed]
    before = [count for count in usable if opened - _NEAR <= count.last <= opened]
    if before and adds_up(before[-1], inside):
        for count in inside:
            count.part = True


def _region_end(sentence: Sentence, at: int, starts: set[int]) -> int:
    seen = False
    while at < len(sentence):
        mask, word = sentence.masks[at], sentence.norms[at]
        seen = seen or at in starts
        if mask & BITS["harm"] or word in ";:.)–" or (mask & BITS["aux"] and seen and not _tells_kind(sentence, at + 1)):
            return at
        if word == "," and seen and not _goes_on(sentence, at + 1, starts):
            return at
        at += 1
    return at


def _tells_kind(sentence: Sentence, at: int) -> bool:
    """ "of which 595 were civilians and 43 police officers": what some of the counted were, and not what befell them."""
    match = sentence.starting("group", at)
    return match is not None and not any(match.last <= harm.first <= match.last + 1 for harm in sentence.of("harm"))


def _goes_on(sentence: Sentence, at: int, starts: set[int]) -> bool:
    """Whether a list of parts goes on behind a comma: the next words begin another count."""
    for step in range(at, min(at + 3, len(sentence))):
        if sentence.norms[step] in sentence.lexicon.clause_and:
            return False
        if step in starts:
            return not _own_harm(sentence, step)
        if not sentence.masks[step] & (BITS["and"] | BITS["article"] | BITS["bound"]):
            return bool(sentence.masks[step] & BITS["article"])
    return False


def _own_harm(sentence: Sentence, at: int) -> bool:
    """Whether the count that begins here has a harm of its own: "and 40 were wounded"."""
    for step in range(at + 1, min(at + 6, len(sentence))):
        if sentence.masks[step] & (BITS["aux"] | BITS["harm"]):
            return not (sentence.masks[step] & BITS["aux"] and _tells_kind(sentence, step + 1))
        if sentence.norms[step] in ",;." or sentence.masks[step] & (BITS["and"] | BITS["preposition"]):
            return False
    return False


def _pure(sentence: Sentence, start: int, end: int) -> bool:
    """Whether only joining words stand between two counts, and at least one does."""
    if end - start > 6:
        return False
    joined = end < len(sentence) and and_on(sentence, end)
    for at in range(start, end):
        if sentence.masks[at] & BITS["and"] or sentence.norms[at] == ",":
            joined = True
        elif not (sentence.masks[at] & _PURE or (joined and sentence.norms[at] in sentence.lexicon.of_words)):
            return False
    return joined


def joins(sentence: Sentence, left: Count, right: Count) -> bool:
    """Whether only joining words stand between two counts."""
    return _pure(sentence, left.last, right.first)


def coordinate(sentence: Sentence, usable: list[Count], pairs: list[Pair]) -> None:
    """ "225 combatants and 153 civilians were injured", "killed a teacher and two pupils"."""
    by_count = {id(pair.count): pair for pair in pairs}
    for forward in (True, False):
        order = range(1, len(usable)) if forward else range(len(usable) - 2, -1, -1)
        for index in order:
            count, near = usable[index], usable[index - 1 if forward else index + 1]
            if id(count) in by_count or id(near) not in by_count or count.part != near.part or count.by:
                continue
            left, right = (near, count) if forward else (count, near)
            pair = by_count[id(near)]
            harm_between = left.last <= pair.harm.first < right.first
            counted = count.noun or "weak" not in pair.harm.frames  # "destroyed 57 fighters, 3 guns": guns are nobody
            pure = counted and not harm_between and _pure(sentence, left.last, right.first)
            shared = forward and is_shared(sentence, near, count, pair)
            if not forward and some_of(sentence, count, right.number.first, pair.harm):
                continue
            if (
                pure
                or shared
                or _each_by(sentence, left, right)
                or (forward and (_elliptic(sentence, near, count) or _added(sentence, count)))
            ):
                fresh = Pair(count, pair.harm, pair.cost + 1, pair.side, part=count.part or pair.part, parent=pair.parent)
                by_count[id(count)] = fresh
                pairs.append(fresh)
                spread(left, right)


def _elliptic(sentence: Sentence, near: Count, count: Count) -> bool:
    """ "three deaths in Kyiv, and one in Mykolaiv"."""
    before, opened = count.first - 1, sentence.ending("preposition", count.first)
    joined = before >= near.last and (bool(sentence.masks[before] & BITS["and"]) or sentence.norms[before] == ",")
    follows = count.last < len(sentence) and bool(sentence.masks[count.last] & BITS["preposition"])
    noun = count.noun and not (count.group == "people" and sentence.lexicon.victim_left_of_do)  # "5,800 persons in Syria"
    if count.noun and sentence.masks[before] & BITS["and"] and _homed(sentence, near, before):
        return True  # "two from Chad and one Kenyan national"
    more = count.other and opened is not None and opened.row.label == "with"  # "400 deaths on Monday, with 50 more on Friday"
    return follows and not noun and (more or (joined and not count.prep))


def _homed(sentence: Sentence, near: Count, end: int) -> bool:
    """Whether nothing but where they are from stands between a bare count and a token."""
    gap = range(near.last, end)
    bare = not near.noun and 1 < len(gap) <= _NEAR and bool(sentence.masks[near.last] & BITS["preposition"])
    return bare and all(sentence.upper(at) for at in gap[1:])


def _each_by(sentence: Sentence, left: Count, right: Count) -> bool:
    """ "according to A 12 persons and according to B 40 persons died": one verb behind figures of two speakers."""
    at = left.last
    if sentence.lexicon.head.verb_first:  # "died 12 according to A and 40 according to B"
        return (
            all(sentence.starting("according", each.last) is not None for each in (left, right)) and right.first - at <= _SPEAKER
        )
    if not sentence.lexicon.victim_left_of_do or at + 1 >= right.first or right.first - at > _SPEAKER:
        return False
    joined = sentence.masks[at] & BITS["and"] or sentence.norms[at] == ","
    spoken = sentence.starting("according", at + 1) is not None
    return bool(joined) and spoken and not any(sentence.masks[step] & BITS["harm"] for step in range(at, right.first))


def _added(sentence: Sentence, count: Count) -> bool:
    """ "745 civilians were killed, in addition to 125 soldiers"."""
    match = sentence.ending("and", count.first)
    return match is not None and match.row.label == "additive"


def spread(left: Count, right: Count) -> None:
    """ "At least three Tunisians and three Algerians": the first bound holds for both."""
    bare = right.bound == "exact" and not right.approximate and right.number.kind == "exact"
    if left.bound == "at_least" and bare and right.first - left.last == 1:
        right.bound = left.bound
        right.cues = list(left.cues)


def parts(sentence: Sentence, usable: list[Count], pairs: list[Pair]) -> None:
    """Counts inside a breakdown take the harm of the count that they break down."""
    by_count = {id(pair.count): pair for pair in pairs}
    wholes = [pair for pair in pairs if not pair.part and not pair.partitive]
    opened = sentence.starting("partitive", 0)
    for count in usable:
        split = opened is not None and count.first > opened.last + 1 and id(count) not in by_count
        whom = sentence.ending("whom", count.first) or whom_behind(sentence, count)
        bracket = _bracketed(sentence, count)
        if not (count.part or whom or bracket or split):
            continue
        before = [pair for pair in wholes if pair.count.number.first < count.number.first and pair.count is not count]
        if not before or (whom and _spared(sentence, count)):
            continue
        parent = max(before, key=lambda pair: pair.count.number.first)
        pair = by_count.get(id(count))
        if pair is None:
            pair = by_count[id(count)] = Pair(count, parent.harm, parent.cost + 1, parent.side)
            pairs.append(pair)
        told = bracket and any(
            match.first < count.first and match.last > 0 and _opens(sentence, match.first) for match in sentence.of("actor")
        )
        pair.part, pair.parent = (False, None) if told else (True, parent)


def whom_behind(sentence: Sentence, count: Count) -> Match | None:
    """ "two of them", and "46 persons of them" where a noun stands between."""
    return sentence.starting("whom", count.number.last) or sentence.starting("whom", count.last)


def _spared(sentence: Sentence, count: Count) -> bool:
    """ "of whom 480 were later released"."""
    near = range(count.number.last, min(count.number.last + 6, len(sentence)))
    return any(match.row.label == "not_harmed" and match.first in near for match in sentence.of("thing")) or any(
        match.first in near for match in sentence.of("release")
    )


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


def among(sentence: Sentence, usable: list[Count], pairs: list[Pair]) -> None:
    """ "Three Tunisians were among the 84 people killed"; "Four of the eight people executed"."""
    by_count = {id(pair.count): pair for pair in pairs}
    for count, near in pairwise(usable):
        of = sentence.starting("partitive", count.number.last)
        if of is not None and of.last <= near.first <= of.last + 1 and id(near) in by_count and id(count) not in by_count:
            _take_part(count, by_count[id(near)], by_count, pairs)
    for match in sentence.of("among"):
        if sentence.masks[match.first] & BITS["part"]:
            continue  # "492 dead, among them 35 children"
        wholes = [
            by_count[id(count)] for count in usable if match.last <= count.first <= match.last + 2 and id(count) in by_count
        ]
        before = [count for count in usable if count.last <= match.first <= count.last + 8]
        if match.first == 0 and wholes:  # "Серед 54 загиблих – 12 дітей"
            before = [count for count in usable if count.noun and count.first >= wholes[0].count.last][:1]
        for count in before if wholes else ():
            pair = by_count.get(id(count))
            if pair is None or pair.harm is wholes[0].harm:
                _take_part(count, wholes[0], by_count, pairs)
    for pair in pairs:
        pair.part = pair.part or pair.partitive or (pair.harm.among and pair.side == "right")


def _take_part(count: Count, whole: Pair, by_count: dict[int, Pair], pairs: list[Pair]) -> None:
    """Make a count a part of a whole, with the whole's harm where it has none."""
    pair = by_count.get(id(count))
    if pair is None:
        pair = by_count[id(count)] = Pair(count, whole.harm, whole.cost + 1, "left")
        pairs.append(pair)
    pair.part, pair.parent = True, whole
