"""Victims meant by "them" or "the insurgents": the count that brought them into the text, where they came to no harm yet.

"Multiple armed insurgents opened fire. The force returned fire, killing the insurgents.": how many were killed stands a sentence
before the harm word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from tallybook.reading._classes import BITS
from tallybook.reading._costs import TIGHT, cost_of
from tallybook.reading._count import Count
from tallybook.reading._counts import counts
from tallybook.reading._figures import Scene
from tallybook.reading._harms import HarmWord
from tallybook.reading._numerals import Number
from tallybook.reading._pairs import Pair
from tallybook.reading._regions import part_regions
from tallybook.reading._tokens import Sentence

_ANYBODY = frozenset({"people", "other"})
_NOWHERE = Scene(frozenset(), frozenset(), {})
_OPENING = 5  # tokens from the article to its noun


def resolved(
    sentence: Sentence, counted: list[Count], words: list[HarmWord], pairs: list[Pair], behind: Sequence[Sentence]
) -> list[Pair]:
    """Pairs for harm words that have none and stand right beside a definite plural, with the count that it means."""
    paired = {id(pair.harm) for pair in pairs if not pair.part or pair.parent is not None or pair.to is not None}
    free = [word for word in words if id(word) not in paired and word.label != "other"]
    found: list[Pair] = []
    scene = Scene(frozenset(), frozenset(), dict(part_regions(sentence, counted))) if free else _NOWHERE
    for word in free:
        mention = _mention(sentence, word, counted, scene)
        meant = _meant(mention, sentence, counted, pairs, behind) if mention is not None else None
        if mention is None or meant is None:
            continue
        home, count = meant
        mention.number = replace(count.number, first=mention.number.first, last=mention.number.last)
        whole = Pair(mention, word, TIGHT, "left", stands=(home, count))
        found.append(whole)
        for pair in pairs:
            if pair.harm is word:
                pair.parent = whole  # "one of them the commander"
    for pair in pairs:
        count = pair.count
        if count.definite and count.number.kind == "single" and count.noun:
            count.fresh = count.fresh or _seen(sentence, count, counted, pairs) or _introduced(sentence, count, behind)
    return found


def _seen(sentence: Sentence, single: Count, counted: list[Count], pairs: list[Pair]) -> bool:
    """Whether "the individual" was "an armed insurgent" earlier in the sentence, to whom nothing was done there."""
    before = [count for count in counted if count.last <= single.first and count.number.kind == "single" and not count.definite]
    if not before or any(pair.count is before[-1] for pair in pairs):
        return False
    return _same_one(sentence, single, sentence, before[-1])


def _introduced(sentence: Sentence, single: Count, behind: Sequence[Sentence]) -> bool:
    """Whether "the individual" was "an armed individual" a sentence before, and unharmed there."""
    for earlier in reversed(behind):
        if earlier.harmed:
            return False
        for count in _counted_in(earlier):
            if count.number.kind == "single" and not count.definite and _same_one(sentence, single, earlier, count):
                return True
    return False


def _same_one(sentence: Sentence, single: Count, home: Sentence, count: Count) -> bool:
    """Whether "the militant" may be "an armed individual": the same noun, the same special kind, or one that is only a person."""
    kinds = {single.group, count.group} - _ANYBODY
    return _noun(sentence, single) == _noun(home, count) or len(kinds) == 1


def _counted_in(earlier: Sentence) -> list[Count]:
    """The counts of a sentence as its own words give them, kept for whoever looks back at it next."""
    earlier.annotate()
    if earlier.counted is None:
        earlier.counted = counts(earlier)
    return earlier.counted


def _mention(sentence: Sentence, word: HarmWord, counted: list[Count], scene: Scene) -> Count | None:
    """The definite plural right beside a harm word, where no count stands between."""
    best: tuple[float, Count] | None = None
    for mention in _definites(sentence, counted):
        cost, _ = cost_of(sentence, mention, word, scene)
        if cost < TIGHT and (best is None or cost < best[0]):
            best = cost, mention
    return best[1] if best is not None else None


def _definites(sentence: Sentence, counted: list[Count]) -> Iterator[Count]:
    taken = {at for count in counted for at in range(count.first, count.last)}
    for match in sentence.of("pronoun"):
        if (
            match.row.label == "plural"
            and not sentence.covering("partitive", match.first)
            and not sentence.covering("whom", match.first)
        ):
            yield Count(Number(match.first, match.last, 0, 0, "indefinite", True), match.first, match.last, definite=True)
    for match in sentence.of("group"):
        office = sentence.covering("actor", match.first)
        if taken & set(range(match.first, match.last)) or (office is not None and office.first < match.first):
            continue  # "the chief of staff" is nobody's staff
        for back in range(match.first - 1, max(-1, match.first - _OPENING), -1):
            mask = sentence.masks[back]
            if mask & BITS["definite"] and not mask & BITS["other"] and not _owned(sentence, back):
                number = Number(back, match.last, 0, 0, "indefinite", True)
                yield Count(number, back, match.last, match.row.label, match.first, match.last, noun=True, definite=True)
            if mask & ~BITS["group"] and not mask & BITS["status"]:
                break


def _owned(sentence: Sentence, at: int) -> bool:
    """ "the bodies of their relatives": somebody else than those whose they are."""
    match = sentence.starting("definite", at)
    return match is not None and match.row.label == "possessive"


def _meant(
    mention: Count, sentence: Sentence, counted: list[Count], pairs: list[Pair], behind: Sequence[Sentence]
) -> tuple[Sentence, Count] | None:
    """The nearest count before the mention that fits it; None where those were told of with a harm already."""
    harmed = {id(pair.count) for pair in pairs}
    for count in reversed([each for each in counted if each.last <= mention.first]):
        if _fits(sentence, mention, sentence, count):
            return None if id(count) in harmed else (sentence, count)
    for earlier in reversed(behind):
        if earlier.harmed:
            return None
        for count in reversed(_counted_in(earlier)):
            if _fits(sentence, mention, earlier, count):
                return earlier, count
    return None


def _fits(sentence: Sentence, mention: Count, home: Sentence, count: Count) -> bool:
    """Whether a count of several people may be those meant: the same noun, or any for "them" and "the men"."""
    if count.code or not count.noun or count.by or count.number.kind == "single" or count.number.high == 1:
        return False
    if not mention.noun:
        return True
    one, two = _noun(sentence, mention), _noun(home, count)
    return one == two or (mention.group in _ANYBODY and count.group != "security_forces" and _anybody(sentence, mention))


def _anybody(sentence: Sentence, mention: Count) -> bool:
    """ "the men" may be rebels counted before, "the nuns" may not: where the table of a language says which nouns mean anybody."""
    kin = sentence.starting("kin", mention.group_first)
    return not sentence.lexicon.tells_kin or (kin is not None and kin.row.label == "anybody")


def _noun(sentence: Sentence, count: Count) -> str:
    return sentence.norms[count.group_last - 1] if count.group_last > 0 else ""
