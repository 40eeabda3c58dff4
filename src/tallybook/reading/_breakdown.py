"""Breakdowns and lists: counts that share the harm of another count in their sentence."""

from __future__ import annotations

from operator import attrgetter

from tallybook.reading._classes import BITS
from tallybook.reading._clitics import and_on
from tallybook.reading._count import Count
from tallybook.reading._deeds import begins_anew, clauses, each_placed
from tallybook.reading._ellipsis import (
    added,
    also_put,
    both_placed,
    each_by,
    each_for,
    elliptic,
    graver,
    met,
    named_apart,
    of_them,
    of_those_before,
    related,
    spared,
    whom_behind,
)
from tallybook.reading._forms import Match
from tallybook.reading._pairs import Pair
from tallybook.reading._split import is_shared, marked, set_apart
from tallybook.reading._tokens import Sentence
from tallybook.reading._turned import some_of

_DEAD, _LIVING = ("killed", "executed"), ("injured", "displaced")
_is_part = attrgetter("part")
_HARM, _AUX, _PARTITIVE = BITS["harm"], BITS["aux"], BITS["partitive"]
_PURE = BITS["and"] | BITS["adverb"] | BITS["other"] | BITS["bound"] | BITS["article"] | BITS["status"] | BITS["new"]


def part_regions(sentence: Sentence, usable: list[Count]) -> list[tuple[int, int]]:
    """Stretches that break a number down: from "including" to the comma that ends the list; also brackets."""
    matches = sentence.matches
    regions = _listed(sentence, usable) if "part" in matches else []
    for count in usable[1:] if "adverb" in matches else ():
        count.part = count.part or graver(sentence, count)
    if "whom" in matches:
        regions += _apposed(sentence, usable) + set_apart(sentence, usable)
        for count in usable if sentence.lexicon.head.verb_first else ():
            count.part = count.part or sentence.ending("whom", count.first) is not None  # "of them 1,346 in the province"
    regions += marked(sentence, usable)
    if "relative" in matches:
        regions += clauses(sentence, usable)
    if "named" in matches:
        firsts = {count.first for count in usable}
        regions += [_names(sentence, each, firsts) for each in matches["named"]]
    return regions


def _listed(sentence: Sentence, usable: list[Count]) -> list[tuple[int, int]]:
    """Stretches from "including" to the comma that ends the list."""
    regions: list[tuple[int, int]] = []
    starts = {count.first for count in usable} | {count.number.first for count in usable}
    for match in sentence.of("part"):
        if regions and any(first <= match.first < last for first, last in regions):
            continue
        if sentence.lexicon.victim_left_of_do and match.last < len(sentence.norms) and sentence.masks[match.last] & BITS["aux"]:
            continue  # "three children among them are, and 37 were hurt": who are among them stand before
        end = _region_end(sentence, match.last, starts)
        members = [count for count in usable if match.last <= count.number.first < end]
        if match.row.side == "after" and not (members and members[0].first <= match.last + 1):
            continue
        for count in members:
            count.part = True
        regions.append((match.first, end))
    return regions


def _apposed(sentence: Sentence, usable: list[Count]) -> list[tuple[int, int]]:
    """ "The militants, one of them the commander, were killed": what is set off does not part the subject from its verb.

    Where verbs come last, a relative clause stands there as well: "101 persons, who 97 persons of them police were, died".
    """
    found: list[tuple[int, int]] = []
    for count in usable:
        if count.first < 1 or not (_set_off(sentence, count) or related(sentence, count)):
            continue
        closed = next((at for at in range(count.last, min(count.last + 8, len(sentence.norms))) if sentence.norms[at] == ","), -1)
        if closed > 0:
            found.append((count.first - 1, closed + 1))
    return found


def _set_off(sentence: Sentence, count: Count) -> bool:
    return sentence.norms[count.first - 1] == "," and sentence.starting("whom", count.number.last) is not None


def _names(sentence: Sentence, match: Match, firsts: set[int]) -> tuple[int, int]:
    """ "two men by the names of A (22) and B at dawn were hanged": names part nobody from the verb."""
    at, inside = match.last, 0
    ends = BITS["harm"] | BITS["preposition"] | BITS["when"] | BITS["aux"] | BITS["say"] | BITS["month"] | BITS["adverb"]
    while at < len(sentence.norms) and (inside or not (sentence.masks[at] & ends or at in firsts)):
        inside += (sentence.norms[at] == "(") - (sentence.norms[at] == ")")
        at += 1
    return match.first, at


def _region_end(sentence: Sentence, at: int, starts: set[int]) -> int:
    seen = False
    masks, norms = sentence.masks, sentence.norms
    while at < len(norms):
        mask, word = masks[at], norms[at]
        seen = seen or at in starts
        if mask & _HARM or word in ";:.)–" or (seen and mask & _AUX and not _tells_kind(sentence, at + 1)):
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
    for step in range(at, min(at + 3, len(sentence.norms))):
        if sentence.norms[step] in sentence.lexicon.clause_and:
            return False
        if step in starts:
            return not _own_harm(sentence, step)
        if not sentence.masks[step] & (BITS["and"] | BITS["article"] | BITS["bound"]):
            return bool(sentence.masks[step] & BITS["article"])
    return False


def _own_harm(sentence: Sentence, at: int) -> bool:
    """Whether the count that begins here has a harm of its own: "and 40 were wounded"."""
    for step in range(at + 1, min(at + 6, len(sentence.norms))):
        if sentence.masks[step] & (BITS["aux"] | BITS["harm"]):
            return not (sentence.masks[step] & BITS["aux"] and _tells_kind(sentence, step + 1))
        if sentence.norms[step] in ",;." or sentence.masks[step] & (BITS["and"] | BITS["preposition"]):
            return False
    return False


def _pure(sentence: Sentence, start: int, end: int) -> bool:
    """Whether only joining words stand between two counts, and at least one does."""
    if end - start > 6:
        return False
    joined = end < len(sentence.norms) and and_on(sentence, end)
    for at in range(start, end):
        if sentence.norms[at] in sentence.lexicon.clause_and:
            return False  # "claimed 13 lives, while 27 others": a clause with a verb of its own
        if sentence.masks[at] & BITS["and"] or sentence.norms[at] == ",":
            joined = True
        elif not (
            sentence.masks[at] & _PURE or (joined and (sentence.norms[at] in sentence.lexicon.of_words or _his(sentence, at)))
        ):
            return False
    return joined


def _his(sentence: Sentence, at: int) -> bool:
    """ "Murieron un piloto y sus seis pasajeros": those of the one before are others."""
    match = sentence.starting("definite", at) if sentence.masks[at] & BITS["definite"] else None
    return match is not None and match.row.label == "possessive" and sentence.lexicon.head.inverts


def joins(sentence: Sentence, left: Count, right: Count) -> bool:
    """Whether only joining words stand between two counts."""
    return _pure(sentence, left.last, right.first)


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
    pure = counted and not harm_between and _pure(sentence, _phrase_end(sentence, left), right.first)
    if pure and (forward or not named_apart(sentence, count, near, pair)):
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
        if not before or (whom and spared(sentence, count)):
            continue
        parent = max(before, key=lambda pair: pair.count.number.first)
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
