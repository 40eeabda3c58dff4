"""Counts and harm words joined: who of those counted came to which harm.

Every pair gets a cost from the classes of the tokens between; the cheapest pairs are taken first. What is left is then joined by
coordination ("two and three others"), as a part ("including 5 children") or as "the figure" of what was spoken of before.
"""

from __future__ import annotations

from tallybook.reading._among import among
from tallybook.reading._beside import is_partitive
from tallybook.reading._breakdown import coordinate, parts
from tallybook.reading._carry import alike, alone, figures
from tallybook.reading._classes import BITS
from tallybook.reading._costs import LIMIT, TIGHT, cost_of
from tallybook.reading._count import Count
from tallybook.reading._ellipsis import whom_behind
from tallybook.reading._figures import Scene
from tallybook.reading._harms import HarmWord
from tallybook.reading._inherit import inherit
from tallybook.reading._kind import settle_bounds, settle_kinds, shared_bounds
from tallybook.reading._lone import nameless
from tallybook.reading._members import members
from tallybook.reading._pairs import Pair
from tallybook.reading._predicate import predicated
from tallybook.reading._regions import part_regions
from tallybook.reading._split import summed, without_predicated
from tallybook.reading._tokens import Sentence
from tallybook.reading._undone import without_busy

_CERTAIN = 0.45  # the cost of "two X were killed": whatever X is, the words about it are said of persons
_BARE = 2.5  # a number that counts no noun stands near the word before it, or is told of something else
_ASIDE = 10  # tokens of "according to the regional prosecutor's office"
_ANOTHERS = BITS["say"] | BITS["that"] | BITS["relative"]  # behind these somebody else is the subject


def link(sentence: Sentence, found: list[Count], words: list[HarmWord]) -> list[Pair]:
    """The pairs of a sentence, in the order of their numbers."""
    usable = [count for count in found if not count.code]
    asides = _asides(sentence) if "according" in sentence.matches and usable else {}
    regions = asides | dict(part_regions(sentence, usable))
    firsts, numbers = frozenset([count.first for count in usable]), frozenset([count.number.first for count in usable])
    free = without_predicated(sentence, usable)
    pairs = _greedy(sentence, free, words, Scene(firsts, numbers, regions, asides))
    left = len(pairs) < len(usable)  # mostly none is, and whatever only looks for more has nothing to do
    if left:
        coordinate(sentence, free, pairs)
    parts(sentence, usable, pairs)
    if left and "whom" in sentence.matches:
        coordinate(sentence, free, pairs)  # "of whom 170 are soldiers and 101 women": what is joined to a part is one
    among(sentence, usable, pairs)
    if left:
        figures(sentence, usable, pairs, None)
        alone(sentence, usable, pairs)
        alike(sentence, usable, pairs)
        summed(usable, pairs)
        predicated(sentence, usable, pairs)
    members(sentence, usable, pairs)
    pairs = without_busy(sentence, _without_nameless(sentence, pairs))
    settle_kinds(sentence, pairs)
    settle_bounds(sentence, pairs)
    shared_bounds(sentence, pairs)
    inherit(sentence, pairs)
    pairs.sort(key=_place)
    return pairs


def _place(pair: Pair) -> int:
    return pair.count.number.first


def _asides(sentence: Sentence) -> dict[int, int]:
    """ "Обстріл убив, за даними поліції, 12 людей": commas that set off who says it part no verb from its object."""
    if not sentence.lexicon.head.inverts:
        return {}
    found: dict[int, int] = {}
    for match in sentence.of("according"):
        if match.first > 0 and sentence.norms[match.first - 1] == ",":
            near = range(match.last, min(match.last + _ASIDE, len(sentence.norms)))
            closed = next((at for at in near if sentence.norms[at] in ",;:"), -1)
            plain = closed > 0 and sentence.norms[closed] == ","
            if plain and not any(sentence.masks[at] & BITS["harm"] for at in range(match.last, closed)):
                found[match.first - 1] = closed + 1
    return found


def _greedy(sentence: Sentence, usable: list[Count], words: list[HarmWord], scene: Scene) -> list[Pair]:
    options: list[tuple[bool, float, int, int, str, Count, HarmWord]] = []
    for order, count in enumerate(usable):
        tight = count.definite and count.number.kind == "single"
        limit = _CERTAIN if nameless(sentence, count) else LIMIT
        for index, word in enumerate(words):
            cost, side = cost_of(sentence, count, word, scene)
            if side == "right" and cost > _BARE and not count.noun and whom_behind(sentence, count) is None:
                continue
            if cost < limit and (cost < TIGHT or not tight or _shares_subject(sentence, count, word)):
                options.append((count.part, cost, order, index, side, count, word))
    options.sort()  # no two have both the same count and the same harm word, so that nothing behind these is compared
    whole = 0
    while whole < len(usable) and usable[whole].part:
        whole += 1
    pairs: list[Pair] = []
    paired: set[int] = set()
    sides: dict[int, str] = {}
    for inside, cost, order, index, side, count, word in options:
        part = inside and order > whole
        if order in paired or (part and cost > 0.45 and not _own(count, word, side)):
            continue
        if index in sides and not part and not (side == sides[index] == "toll" and cost < 3):
            continue
        paired.add(order)
        sides.setdefault(index, side)
        pairs.append(Pair(count, word, cost, side, part=inside, partitive=is_partitive(sentence, count, word)))
    return pairs


def _without_nameless(sentence: Sentence, pairs: list[Pair]) -> list[Pair]:
    """The pairs, without those that join a noun which no table knows to a harm word that is not right beside it."""
    gone = {id(pair) for pair in pairs if pair.cost > _CERTAIN and nameless(sentence, pair.count)}
    if not gone:
        return pairs
    for pair in pairs:
        if pair.parent is not None and id(pair.parent) in gone:
            pair.parent = None
    return [pair for pair in pairs if id(pair) not in gone]


def _shares_subject(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "The officer left the base and was shot": the subject that opens the sentence, and a verb that "and" joins to its first."""
    if count.first > 0 or not count.noun or not word.passive:
        return False
    at = word.first - 1
    while at > count.last and sentence.masks[at] & (BITS["aux"] | BITS["adverb"]):
        at -= 1
    joined = at < word.first - 1 and bool(sentence.masks[at] & BITS["and"])
    return joined and not any(mask & _ANOTHERS for mask in sentence.masks[count.last : at])


def _own(count: Count, word: HarmWord, side: str) -> bool:
    """ "casualties: 8,006 killed and 13,287 injured", "the dead include 220 children": a harm of the part's own."""
    beside = word.first == count.last and bool(word.frames & {"state", "both"})
    return beside or (word.among and side == "right" and count.first - word.last <= 1)
