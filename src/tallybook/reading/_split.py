"""Breakdowns told by a mark or by repeating a preposition, and counts that only say what some of the counted were."""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._costs import elided
from tallybook.reading._count import Count
from tallybook.reading._forms import Match
from tallybook.reading._harms import HarmWord
from tallybook.reading._pairs import Pair
from tallybook.reading._tokens import Sentence

_FEWEST = 3  # counts of a whole and its parts
_BRACKET = 10  # tokens between a count and the bracket that adds up to it
_NEAR = 4
_DASH = 12  # tokens between a count and the dash behind which counts add up to it
_LABEL = 7  # tokens between a count and the colon behind which it is broken down
_SPEAKER = 4  # tokens of "on Saturday" between the verb of saying and its colon
_CLAUSE = 40
_KIND = 10  # tokens of "women, children and old people"
_SHARED = 14
_VERBAL = BITS["aux"] | BITS["harm"] | BITS["say"] | BITS["relative"] | BITS["release"]
_VERB = BITS["harm"] | BITS["aux"]
_OWN = _VERBAL & ~BITS["relative"]
_ENDS = BITS["and"] | BITS["part"]


def marked(sentence: Sentence, usable: list[Count]) -> list[tuple[int, int]]:
    """Stretches that marks set off: behind a colon that breaks a number down, between two dashes, in brackets."""
    found: list[tuple[int, int]] = []
    norms = sentence.norms
    split = _colon_region(sentence, usable) or _comma_region(sentence, usable) if len(usable) >= _FEWEST else None
    if split is not None:
        found.append(split)
        for count in usable:
            count.part = count.part or split[0] < count.number.first < split[1]
    if "–" in norms:
        dashes = [at for at, word in enumerate(norms) if word == "–"]
        if len(dashes) == 2:
            found.append((dashes[0], dashes[1] + 1))
    if "(" in norms:
        brackets = _brackets(norms)
        for opened, closed in brackets if usable else ():
            _bracket_of(usable, opened, closed)
        found += brackets
    return found


def _bracket_of(usable: list[Count], opened: int, closed: int) -> None:
    """ "500 casualties (200 killed and 300 injured)": what adds up to the count before its bracket breaks it down."""
    inside = [count for count in usable if opened < count.number.first < closed]
    before = [count for count in usable if opened - _BRACKET <= count.last <= opened]
    if before and adds_up(before[-1], inside):
        for count in inside:
            count.part = True


def _brackets(norms: list[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened = -1
    for at in [at for at, word in enumerate(norms) if word == "(" or word == ")"]:
        if norms[at] == "(":
            opened = at
        elif opened >= 0:
            found.append((opened, at + 1))
            opened = -1
    return found


def _colon_region(sentence: Sentence, usable: list[Count]) -> tuple[int, int] | None:
    """ "1,793 prisoners: 1,564 men and 229 women": the stretch behind the colon, where its counts break down the one before."""
    norms = sentence.norms
    dashed = norms.count("–") == 1  # "13 deaths as of March — 7 killed by fire, 6 killed in a crash"
    if ":" not in norms and not dashed:
        return None
    for at, word in enumerate(norms):
        if word != ":" and not (dashed and word == "–"):
            continue
        reach = _LABEL if word == ":" else _DASH
        if word == ":" and any(at - _SPEAKER <= match.last <= at for match in sentence.of("say")):
            reach = (
                _CLAUSE  # "940 people were killed in the province, a monitor said on Saturday: 326 fighters and 262 civilians"
            )
        before = [count for count in usable if count.last <= at and at - count.last <= reach and not count.implied]
        end = _broken_down(sentence, before[-1], usable, at) if before else -1
        inside = [count for count in usable if at < count.number.first < end and not count.implied]
        if end > 0 and (word == ":" or adds_up(before[-1], inside)):
            return at, end
    return None


def _broken_down(sentence: Sentence, whole: Count, usable: list[Count], colon: int) -> int:
    """Where the last breakdown of a count ends: "1,808 prisoners: 1,581 men and 227 women; 1,640 civilians and 168 soldiers"."""
    last, at = -1, colon
    while at < len(sentence.norms) and (at == colon or sentence.norms[at] == ";"):
        end = next((step for step in range(at + 1, len(sentence.norms)) if sentence.norms[step] in ";.:"), len(sentence.norms))
        inside = [count for count in usable if at < count.number.first < end and not count.implied]
        inside = [count for count in inside if sentence.starting("whom", count.number.last) is None]
        if len(inside) < 2 or inside[0].first > at + 2 or not _breaks_down(sentence, whole, inside, end):
            break
        last = at = end
    return last


def _breaks_down(sentence: Sentence, whole: Count, inside: list[Count], end: int) -> bool:
    """Behind a colon, counts of people within the whole, or of anybody where they add up to it."""
    if _within(sentence, whole, inside, end):
        return True
    if not adds_up(whole, inside):
        return False
    told = any(inside[0].first <= match.first < end for match in sentence.of("harm"))
    return not told or not any(count.noun for count in inside)  # "casualties: 8,006 killed and 13,287 injured"


def adds_up(whole: Count, inside: list[Count]) -> bool:
    """Whether counts add up to the one that they break down."""
    return len(inside) > 1 and sum(count.number.low for count in inside) == whole.number.low


def _comma_region(sentence: Sentence, usable: list[Count]) -> tuple[int, int] | None:
    """ "six bodies, three men and three women": counts right behind a comma that add up to the one before it."""
    for index, whole in enumerate(usable[:-2]):
        at = next(
            (step for step in range(whole.last, min(whole.last + 3, len(sentence.norms))) if sentence.norms[step] == ","), -1
        )
        inside = usable[index + 1 :]
        if at < 0 or whole.implied or len(inside) < 2 or inside[0].first != at + 1:
            continue
        for last in range(2, len(inside) + 1):
            members = inside[:last]
            if adds_up(whole, members) and _within(sentence, whole, members, members[-1].last):
                return at, members[-1].last
    return None


def _within(sentence: Sentence, whole: Count, inside: list[Count], end: int) -> bool:
    """Whether the counts have nouns and no harm of their own, and are not more than the whole."""
    if any(not count.noun for count in inside):
        return False
    harms = [match for match in sentence.of("harm") if inside[0].first <= match.first < end]
    if any(not _of_some(sentence, match) for match in harms):
        return False
    return sum(count.number.low for count in inside) <= whole.number.high


def _of_some(sentence: Sentence, harm: Match) -> bool:
    """ "262 civilians, 165 of whom were executed": a harm told of some of those counted alone."""
    whom = next((match for match in reversed(sentence.of("whom")) if match.last <= harm.first), None)
    return whom is not None and not any(sentence.norms[at] in ",;" for at in range(whom.last, harm.first))


def shared_complement(sentence: Sentence, near: Count, count: Count, harm: HarmWord) -> bool:
    """ "the murder of 150 leaders this year and of 26 signatories": the preposition comes again, the noun does not."""
    at = count.first
    if "event" not in harm.frames or at < 2 or count.first - near.last > _SHARED:
        return False
    if elided(sentence, at):
        return bool(sentence.masks[at - 1] & BITS["and"])
    again = sentence.norms[at - 1] == sentence.lexicon.head.order.complement
    return again and bool(sentence.masks[at - 2] & BITS["and"])


def predicated(sentence: Sentence, count: Count) -> bool:
    """ "Two of them were police officers and four others were hurt": what the two were, and not what befell them here."""
    whom = sentence.starting("whom", count.number.last)
    if whom is None or whom.last >= len(sentence.norms) or not sentence.masks[whom.last] & BITS["aux"]:
        return False
    told = next((match for match in sentence.of("group") if whom.last < match.first <= whom.last + 2), None)
    if told is None:
        return False
    return (
        told.last >= len(sentence.norms) or bool(sentence.masks[told.last] & _ENDS) or not sentence.norms[told.last][0].isalnum()
    )


def without_predicated(sentence: Sentence, usable: list[Count]) -> list[Count]:
    """The counts that may be joined to a harm of this sentence."""
    if "part" in sentence.matches and "adverb" in sentence.matches:
        usable = [count for count in usable if not _how_badly(sentence, count)]
    if "whom" not in sentence.matches:
        return usable
    return [count for count in usable if not predicated(sentence, count)]


def _how_badly(sentence: Sentence, count: Count) -> bool:
    """ "ten were wounded, including seven severely, and four arrested": how badly some of those before it were hurt."""
    degree = sentence.starting("adverb", count.number.last) if count.part and not count.noun else None
    return degree is not None and degree.row.label == "degree"


def is_shared(sentence: Sentence, left: Count, right: Count, pair: Pair) -> bool:
    """Whether the right one of two counts shares the complement or the object of the left one's harm."""
    return pair.count is left and (shared_complement(sentence, left, right, pair.harm) or _listed(sentence, left, right, pair))


def _listed(sentence: Sentence, left: Count, right: Count, pair: Pair) -> bool:
    """ "killed a policeman on duty and three passers-by": a few words of the first object's own stand between."""
    at = right.first - 1
    gap = range(left.last, at)
    if pair.side != "right" or not (left.noun and right.noun) or not sentence.masks[at] & BITS["and"] or len(gap) > _NEAR:
        return False
    if sentence.norms[at] in sentence.lexicon.clause_and or any(sentence.masks[step] & _VERBAL for step in gap):
        return False
    follows = range(right.last, min(right.last + _NEAR, len(sentence.norms)))
    return all(sentence.norms[step][0].isalnum() for step in gap) and not any(sentence.masks[step] & _OWN for step in follows)


def dated_items(sentence: Sentence, found: list[Count]) -> None:
    """ "80 persons: 20 – 18 February, 12 – 19 February, 48 – 20 February": figures before a dash and a day that add up to the total."""
    if not sentence.classes & BITS["month"] or len(found) < _FEWEST or ":" not in sentence.norms:
        return
    colon = sentence.norms.index(":")
    wholes = [count for count in found if count.last <= colon and not count.code]
    items = [count for count in found if count.first > colon and _before_day(sentence, count)]
    if wholes and len(items) > 1 and sum(count.number.low for count in items) == wholes[-1].number.low:
        for count in items:
            count.code = ""


def _before_day(sentence: Sentence, count: Count) -> bool:
    """ "20 – 18 February": a dash, a day and its month right behind a number that follows a pause."""
    at, norms = count.number.last, sentence.norms
    pause = norms[count.number.first - 1] in ",:;" or bool(sentence.masks[count.number.first - 1] & BITS["and"])
    dashed = pause and at + 2 < len(norms) and norms[at] in "–-" and norms[at + 1].isdecimal()
    return dashed and bool(sentence.masks[at + 2] & BITS["month"])


def summed(usable: list[Count], pairs: list[Pair]) -> None:
    """ "76 were killed: 19 in Mora, 14 in Kousseri and 43 on the road": figures behind a total that add up to it are its parts."""
    if len(usable) < _FEWEST:
        return
    by_count = {id(pair.count) for pair in pairs}
    if sum(id(count) not in by_count for count in usable) < _FEWEST - 1:
        return
    for whole in list(pairs):
        behind = [count for count in usable if count.first >= whole.count.last and id(count) not in by_count]
        figures = [count.number.low for count in behind if count.number.kind == "exact"]
        if whole.part or len(behind) < 2 or len(figures) < len(behind) or sum(figures) != whole.count.number.low:
            continue
        for count in behind:
            by_count.add(id(count))
            pairs.append(Pair(count, whole.harm, whole.cost + 1, whole.side, part=True, parent=whole))


def set_apart(sentence: Sentence, usable: list[Count]) -> list[tuple[int, int]]:
    """ "137 people, most of them women and children, had died": what kind most of them were parts no subject from its verb."""
    found: list[tuple[int, int]] = []
    for match in sentence.of("whom"):
        opened = next((at for at in range(match.first - 1, max(-1, match.first - 4), -1) if sentence.norms[at] == ","), -1)
        closed = next(
            (at for at in range(match.last, min(match.last + _KIND, len(sentence.norms) - 1)) if _resumes(sentence, at)), -1
        )
        if opened < 1 or closed < 0 or any(opened < count.number.first < closed for count in usable):
            continue
        if not any(sentence.masks[at] & _VERB for at in range(match.last, closed)):
            found.append((opened, closed + 1))
    return found


def _resumes(sentence: Sentence, at: int) -> bool:
    """Whether a comma stands at a token with the verb right behind it."""
    return sentence.norms[at] == "," and bool(sentence.masks[at + 1] & _VERB)
