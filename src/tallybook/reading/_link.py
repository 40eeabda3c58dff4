"""Counts and harm words joined: who of those counted came to which harm.

Every pair gets a cost from the classes of the tokens between; the cheapest pairs are taken first. What is left is then joined by
coordination ("two and three others"), as a part ("including 5 children") or from the sentence before ("Two were women").
"""

from __future__ import annotations

from dataclasses import dataclass

from tallybook.reading._classes import BITS
from tallybook.reading._counts import Count
from tallybook.reading._harms import HarmWord
from tallybook.reading._tokens import Sentence

LIMIT = 9.0
_TIGHT = 2.0  # "he", "the leader": only right beside the harm word
_FAR = 99.0
_SUBJECT: dict[str, float] = {
    "aux": 0.1, "adverb": 0.2, "relative": 0.3, "negation": 0.2, "bound": 0.3, "article": 0.2, "whom": 0.3, "harm": 2.5, "month": 0.2,
    "weekday": 0.2, "and": 2.5, "by": 2.0, "preposition": 0.8, "say": 2.0, "that": 3.0, "group": 0.5, "thing": 0.4, "partitive": 0.1, "irrealis": 0.3,
}  # fmt: skip
_OBJECT: dict[str, float] = {
    "aux": 5.0, "adverb": 0.3, "relative": 6.0, "bound": 0.1, "article": 0.1, "harm": 1.0, "and": 2.0, "by": 8.0, "preposition": 4.0, "say": 5.0,
    "group": 1.2, "singular": 0.8, "that": 6.0, "negation": 1.0, "other": 0.2, "object_mark": 0.0,
}  # fmt: skip
_TOLL: dict[str, float] = {
    "aux": 0.1, "adverb": 0.1, "bound": 0.1, "article": 0.1, "preposition": 0.2, "revise": 0.1, "and": 2.0, "group": 0.2, "by": 3.0, "harm": 1.5,
    "say": 1.0, "that": 1.0, "thing": 0.3, "relative": 0.8, "since_total": 0.1, "status": 0.1,
}  # fmt: skip


def _weights(table: dict[str, float], unknown: float) -> tuple[tuple[tuple[int, float], ...], float]:
    return tuple((BITS[name], weight) for name, weight in table.items() if name in BITS), unknown


_SUBJECT_W, _OBJECT_W, _TOLL_W = _weights(_SUBJECT, 0.6), _weights(_OBJECT, 1.0), _weights(_TOLL, 0.3)
_MARKS: dict[str, tuple[float, float, float]] = {
    ",": (1.2, 2.5, 0.8), ";": (20.0, 20.0, 20.0), ":": (5.0, 6.0, 0.2), "(": (3.0, 4.0, 1.0), ")": (1.0, 2.0, 0.5), "–": (3.0, 6.0, 2.0), ".": (4.0, 9.0, 3.0),
    "?": (9.0, 9.0, 9.0), "!": (9.0, 9.0, 9.0), '"': (0.2, 0.2, 0.2), "/": (0.5, 0.5, 0.5), "-": (0.5, 1.0, 0.5), "…": (6.0, 9.0, 6.0), "|": (20.0, 20.0, 1.0),
}  # fmt: skip


@dataclass(slots=True)
class Pair:
    """A count with its harm. ``parent`` is the pair it is a part of, where the words say so."""

    count: Count
    harm: HarmWord
    cost: float
    side: str
    part: bool = False
    parent: Pair | None = None
    partitive: bool = False
    to: str | None = None


def link(sentence: Sentence, found: list[Count], words: list[HarmWord]) -> list[Pair]:
    """The pairs of a sentence, in the order of their numbers."""
    usable = [count for count in found if not count.code]
    regions = part_regions(sentence, usable)
    pairs = _greedy(sentence, usable, words, regions)
    _coordinate(sentence, usable, pairs)
    _parts(sentence, usable, pairs)
    _among(sentence, usable, pairs)
    _figures(sentence, usable, pairs, None)
    pairs.sort(key=lambda pair: pair.count.number.first)
    return pairs


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
    opened = -1
    for at, word in enumerate(sentence.norms):
        if word == "(":
            opened = at
        elif word == ")" and opened >= 0:
            regions.append((opened, at + 1))
            opened = -1
    return regions


def _region_end(sentence: Sentence, at: int, starts: set[int]) -> int:
    seen = False
    while at < len(sentence):
        mask, word = sentence.masks[at], sentence.norms[at]
        seen = seen or at in starts
        if mask & BITS["harm"] or word in ";:.)–" or (mask & BITS["aux"] and seen):
            return at
        if word == "," and seen and not _goes_on(sentence, at + 1, starts):
            return at
        at += 1
    return at


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
            return True
        if sentence.norms[step] in ",;." or sentence.masks[step] & (BITS["and"] | BITS["preposition"]):
            return False
    return False


def _greedy(sentence: Sentence, usable: list[Count], words: list[HarmWord], regions: list[tuple[int, int]]) -> list[Pair]:
    options: list[tuple[float, int, int, int, str, Count, HarmWord]] = []
    for order, count in enumerate(usable):
        for index, word in enumerate(words):
            cost, side = _cost(sentence, count, word, regions, usable)
            if cost < (_TIGHT if count.definite and count.number.kind == "single" else LIMIT):
                options.append((cost, order, index, abs(word.first - count.number.first), side, count, word))
    options.sort(key=lambda option: (option[5].part, *option[:4]))
    pairs: list[Pair] = []
    paired: set[int] = set()
    sides: dict[int, str] = {}
    for cost, order, index, _, side, count, word in options:
        part = count.part and _has_parent(usable, order)
        if order in paired or (part and cost > 0.45):
            continue
        if index in sides and not part and not (side == sides[index] == "toll" and cost < 3):
            continue
        paired.add(order)
        sides.setdefault(index, side)
        pairs.append(Pair(count, word, cost, side, part=count.part, partitive=_partitive(sentence, count, word)))
    return pairs


def _has_parent(usable: list[Count], order: int) -> bool:
    return any(not count.part for count in usable[:order])


def _cost(
    sentence: Sentence, count: Count, word: HarmWord, regions: list[tuple[int, int]], usable: list[Count]
) -> tuple[float, str]:
    """The cheapest way to join a count and a harm word, and the side on which the count stands."""
    if count.number.first < word.last and word.first < count.number.last:
        return (0.0, "left") if word.first == count.number.first and word.last == count.number.last else (_FAR, "")
    if count.number.first < word.first:
        return _left(sentence, count, word, regions, usable), "left"
    best, side = _FAR, "right"
    if "toll" in word.frames or _colon(sentence, word, count) or sentence.of("counted"):
        best, side = _toll(sentence, count, word, usable), "toll"
    right = _right(sentence, count, word, usable)
    return (right, "right") if right <= best else (best, side)


def _colon(sentence: Sentence, word: HarmWord, count: Count) -> bool:
    return word.last < len(sentence) and sentence.norms[word.last] in ":–=" and count.first == word.last + 1


def _left(sentence: Sentence, count: Count, word: HarmWord, regions: list[tuple[int, int]], usable: list[Count]) -> float:
    """The count stands before the harm word: "two people were killed", "two dead"."""
    frames = word.frames
    if not frames & {"both", "undergo", "state", "weak"} and not ("do" in frames and sentence.lexicon.victim_left_of_do):
        return _FAR
    start = min(count.last, word.first)
    adjacent = all(sentence.masks[at] & (BITS["adverb"] | BITS["other"]) for at in range(start, word.first))
    if count.by or (count.prep and not adjacent):
        return _FAR
    cost = _gap(sentence, start, word.first, 0, regions, usable)
    if "state" in frames and sentence.masks[word.first] & BITS["group"]:
        cost += 1.2  # "the deaths of 40 detainees": they are who, not what
    if "state" in frames and count.noun and any(sentence.norms[at] in sentence.lexicon.of_words for at in range(start, word.first)):
        return _FAR  # "12 families of the missing"
    if "state" in frames and not frames & {"both", "undergo"}:
        loose = any(sentence.norms[at] in ",–(" or sentence.masks[at] & BITS["preposition"] for at in range(start, word.first))
        return cost + (4.0 if loose else 0.0)
    if "weak" in frames and not (count.noun and word.passive):
        return _FAR
    if frames & {"both", "weak"} and not word.passive:
        cost += _active(sentence, word, usable)
        if not adjacent:
            cost += 0.5
    return cost


def _active(sentence: Sentence, word: HarmWord, usable: list[Count]) -> float:
    """What it costs to read "killed" as a participle where an object follows it."""
    near = {word.last, word.last + 1} if word.last < len(sentence) and sentence.norms[word.last][0].isalnum() else {word.last}
    ahead = any(count.first in near for count in usable)
    return 5.0 if ahead else 0.0


def _right(sentence: Sentence, count: Count, word: HarmWord, usable: list[Count]) -> float:
    """The count stands behind the harm word: "killed two people", "the deaths of two"."""
    frames = word.frames
    if word.among and frames & {"both", "state", "undergo", "event"}:
        return 0.5 + _gap(sentence, word.last, count.first, 0, [], usable)
    if count.by:
        return _FAR
    best = _complement(sentence, count, word, usable) if "event" in frames else _FAR
    return min(best, _object(sentence, count, word, usable))


def _object(sentence: Sentence, count: Count, word: HarmWord, usable: list[Count]) -> float:
    frames, free = word.frames, sentence.lexicon.victim_right_of_undergo
    if word.first <= 1 and count.first > 0 and sentence.masks[count.first - 1] & BITS["aux"] and frames & {"both", "state"}:
        return 0.8  # "Also killed in the strike were 12 soldiers"
    if free and frames & {"undergo", "both"}:
        return _FAR if count.prep or count.conj else _gap(sentence, word.last, count.first, 0, [], usable)
    if count.prep or count.conj or not frames & {"both", "do", "weak"}:
        return _FAR
    if frames & {"both", "weak"} and word.passive:
        return _FAR
    if "weak" in frames and not (count.noun and count.first - word.last <= 2):
        return _FAR
    return _gap(sentence, word.last, count.first, 1, [], usable)


def _complement(sentence: Sentence, count: Count, word: HarmWord, usable: list[Count]) -> float:
    mark = sentence.lexicon.head.order.complement
    at = word.last
    if mark:
        if at >= len(sentence) or sentence.norms[at] != mark:
            return _FAR
        at += 1
    return 0.2 + _gap(sentence, min(at, count.first), count.first, 1, [], usable)


def _toll(sentence: Sentence, count: Count, word: HarmWord, usable: list[Count]) -> float:
    """The figure of a toll, wherever it follows; of another harm word only right behind a verb of counting."""
    if "toll" not in word.frames and not _colon(sentence, word, count):
        counted = next((match for match in sentence.of("counted") if word.last <= match.first <= word.last + 2), None)
        return 0.6 if counted is not None and count.first <= counted.last <= count.number.first else _FAR
    cost = _gap(sentence, word.last, count.first, 2, [], usable)
    if count.noun and count.prep and not count.number.kind == "exact":
        cost += 1
    return cost + 0.4


def _gap(
    sentence: Sentence, start: int, end: int, column: int, regions: list[tuple[int, int]], usable: list[Count]
) -> float:
    """The summed weight of the tokens between."""
    weights, unknown = (_SUBJECT_W, _OBJECT_W, _TOLL_W)[column]
    cost, at = 0.0, start
    numbers = {count.number.first for count in usable if start <= count.number.first < end}
    while at < end and cost < LIMIT:
        region = next((last for first, last in regions if first == at and last <= end), None)
        if region is not None:
            cost, at = cost + 0.3, region
            continue
        if at in numbers:
            cost += 3.0
        cost += _weight(sentence, at, weights, unknown, column)
        at += 1
    return cost


def _weight(sentence: Sentence, at: int, weights: tuple[tuple[int, float], ...], unknown: float, column: int) -> float:
    mask = sentence.masks[at]
    if mask:
        for bit, weight in weights:
            if mask & bit:
                return weight
    marks = _MARKS.get(sentence.norms[at])
    return marks[column] if marks is not None else unknown


def _partitive(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """"130 of those killed", "one of the people killed"."""
    return word.first > count.number.first and any(count.number.last <= match.first < max(word.first, count.last) and match.first <= count.number.last + 1 for match in sentence.of("partitive"))


_PURE = BITS["and"] | BITS["adverb"] | BITS["other"] | BITS["bound"] | BITS["article"] | BITS["status"] | BITS["new"]


def _pure(sentence: Sentence, start: int, end: int) -> bool:
    """Whether only joining words stand between two counts, and at least one does."""
    if end - start > 6:
        return False
    joined = False
    for at in range(start, end):
        if sentence.masks[at] & BITS["and"] or sentence.norms[at] == ",":
            joined = True
        elif not sentence.masks[at] & _PURE:
            return False
    return joined


def _coordinate(sentence: Sentence, usable: list[Count], pairs: list[Pair]) -> None:
    """"225 combatants and 153 civilians were injured", "killed a teacher and two pupils"."""
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
            pure = not harm_between and _pure(sentence, left.last, right.first)
            if pure or (forward and _elliptic(sentence, near, count)):
                fresh = Pair(count, pair.harm, pair.cost + 1, pair.side, part=count.part)
                by_count[id(count)] = fresh
                pairs.append(fresh)
                _spread(sentence, left, right)


def _elliptic(sentence: Sentence, near: Count, count: Count) -> bool:
    """"three deaths in Kyiv, and one in Mykolaiv"."""
    before = count.first - 1
    joined = before >= near.last and (bool(sentence.masks[before] & BITS["and"]) or sentence.norms[before] == ",")
    follows = count.last < len(sentence) and bool(sentence.masks[count.last] & BITS["preposition"])
    return joined and follows and not count.noun and not count.prep


def _spread(sentence: Sentence, left: Count, right: Count) -> None:
    """"At least three Tunisians and three Algerians": the first bound holds for both."""
    if left.bound == "at_least" and right.bound == "exact" and not right.approximate and right.number.kind == "exact":
        if right.first - left.last == 1:
            right.bound = left.bound
            right.cues = list(left.cues)


def _parts(sentence: Sentence, usable: list[Count], pairs: list[Pair]) -> None:
    """Counts inside a breakdown take the harm of the count that they break down."""
    by_count = {id(pair.count): pair for pair in pairs}
    wholes = [pair for pair in pairs if not pair.part and not pair.partitive]
    opened = sentence.starting("partitive", 0)
    for count in usable:
        split = opened is not None and count.first > opened.last + 1 and id(count) not in by_count
        whom = sentence.ending("whom", count.first) or sentence.starting("whom", count.number.last)
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
        told = bracket and any(match.first < count.first and match.last > 0 and _opens(sentence, match.first) for match in sentence.of("actor"))
        pair.part, pair.parent = (False, None) if told else (True, parent)


def _spared(sentence: Sentence, count: Count) -> bool:
    """"of whom 480 were later released"."""
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


def _figures(sentence: Sentence, usable: list[Count], pairs: list[Pair], last: Pair | None) -> None:
    """"activists put the figure at 60": the harm is the one spoken of before."""
    by_count = {id(pair.count): pair for pair in pairs}
    for match in sentence.of("figure"):
        count = next((each for each in usable if match.last <= each.first <= match.last + 6), None)
        before = [pair for pair in pairs if pair.count.number.first < match.first]
        known = max(before, key=lambda pair: pair.count.number.first) if before else last
        if count is None or id(count) in by_count or known is None or count.noun and count.group != "people":
            continue
        by_count[id(count)] = Pair(count, known.harm, known.cost + 1, "toll")
        pairs.append(by_count[id(count)])


_OPENERS = ("part", "among", "whom", "continuing")


def carried(sentence: Sentence, found: list[Count], pairs: list[Pair], last: Pair, to: str) -> list[Pair]:
    """Counts without a harm of their own that break down what the sentence before counted: "Two were women"."""
    fresh: list[Pair] = []
    if not pairs:
        _figures(sentence, [count for count in found if not count.code], fresh, last)
    paired = {id(pair.count) for pair in (*pairs, *fresh)}
    opened = any(match.first <= 1 for name in _OPENERS for match in sentence.of(name))
    for count in found:
        if id(count) in paired or count.code or count.by or count.implied:
            continue
        if (opened and (count.noun or _said_of(sentence, count))) or (count.first == 0 and _said_of(sentence, count)) or sentence.starting("whom", count.number.last):
            fresh.append(Pair(count, last.harm, last.cost + 2, last.side, part=True, to=to))
    return fresh


def _said_of(sentence: Sentence, count: Count) -> bool:
    """"Two were women": a verb of being and a group behind the bare number."""
    at = count.number.last
    if sentence.starting("whom", at) is not None:
        at += 2
    if at >= len(sentence) or not sentence.masks[at] & BITS["aux"]:
        return False
    return any(sentence.masks[step] & (BITS["group"] | BITS["singular"]) for step in range(at + 1, min(at + 4, len(sentence))))


def _opens(sentence: Sentence, at: int) -> bool:
    return any(sentence.norms[back] == "(" for back in range(at - 1, max(-1, at - 4), -1))


def _among(sentence: Sentence, usable: list[Count], pairs: list[Pair]) -> None:
    """"Three Tunisians were among the 84 people killed"; "Among the dead were 3 children"."""
    by_count = {id(pair.count): pair for pair in pairs}
    for count, near in zip(usable, usable[1:], strict=False):
        of = sentence.starting("partitive", count.number.last)
        if of is not None and of.last <= near.first <= of.last + 1 and id(near) in by_count and id(count) not in by_count:
            whole = by_count[id(near)]
            by_count[id(count)] = Pair(count, whole.harm, whole.cost + 1, "left", part=True, parent=whole)
            pairs.append(by_count[id(count)])
    for match in sentence.of("among"):
        whole = next((by_count[id(count)] for count in usable if match.last <= count.first <= match.last + 2 and id(count) in by_count), None)
        for count in usable:
            if count.last > match.first or match.first - count.last > 8 or whole is None:
                continue
            pair = by_count.get(id(count))
            if pair is None or pair.harm is whole.harm:
                if pair is None:
                    pair = by_count[id(count)] = Pair(count, whole.harm, whole.cost + 1, "left")
                    pairs.append(pair)
                pair.part, pair.parent = True, whole
    for pair in pairs:
        pair.part = pair.part or pair.partitive or (pair.harm.among and pair.side == "right")
