"""Groups that a count takes from its neighbours: "232 civilians were killed, 1,343 wounded" speaks of civilians twice."""

from __future__ import annotations

from itertools import pairwise

from tallybook.reading._classes import BITS
from tallybook.reading._count import Count
from tallybook.reading._pairs import Pair
from tallybook.reading._tokens import Sentence

_GENERIC = frozenset({"", "people", "other"})
_THIN = (
    BITS["and"]
    | BITS["adverb"]
    | BITS["aux"]
    | BITS["harm"]
    | BITS["bound"]
    | BITS["article"]
    | BITS["group"]
    | BITS["when_start"]
)
_GRAVE = frozenset({"killed", "executed", "missing"})
_HELD = 4
_NEAR = 3  # tokens of "and media workers"


def inherit(sentence: Sentence, pairs: list[Pair]) -> None:
    """Give bare counts the group of the toll that they fill, or of the count right before them."""
    for pair in pairs:
        if pair.side == "toll" and (not pair.count.noun or (pair.count.label in _GENERIC and "among" in sentence.matches)):
            _from_toll(sentence, pair, pair.harm.last)
        elif pair.count.group in _GENERIC and (toll := _told_again(sentence, pair)) > 0:
            _from_toll(sentence, pair, toll)
        elif pair.side == "left" and pair.count.label in _GENERIC:
            _from_those_among(sentence, pair)
        if sentence.classes & BITS["figure"] and pair.count.label in _GENERIC:
            _from_head(sentence, pair)
    if len(pairs) < 2:
        return
    ordered = sorted(pairs, key=lambda pair: pair.count.number.first)
    for left, right in pairwise(ordered):
        others = _others(sentence, left, right)
        bare = _bare(right.count) and not right.part and not left.part and _specific(left.count)
        told = _specific(left.count) or right.harm.label in _GRAVE
        if left.part and told and _bare(right.count) and _state_list(sentence, left, right):
            right.count.group, right.part, right.parent, right.to = left.count.group, True, left.parent, left.to
        if others or (bare and _thin(sentence, left, right)):
            right.count.group = left.count.group


def _from_head(sentence: Sentence, pair: Pair) -> None:
    """ "The number of children who were killed at 63 it put": the figure comes behind the clause, the group stands in its head."""
    first = pair.harm.first if pair.harm.home is sentence and pair.count.first >= pair.harm.last else 0
    for head in sentence.of("figure"):
        if head.row.label != "head" or not head.last <= first <= head.last + _HELD:
            continue
        match = next((each for each in sentence.of("group") if head.first <= each.first < head.last), None)
        if match is not None and match.row.label not in _GENERIC:
            pair.count.group, pair.count.group_first, pair.count.group_last = match.row.label, match.first, match.last


def _told_again(sentence: Sentence, pair: Pair) -> int:
    """ "The number of dead among civilians rose to 330 dead": where the toll ends that a noun behind its figure repeats; 0 if none."""
    beside = pair.harm.home is sentence and pair.count.number.last == pair.harm.first and "state" in pair.harm.frames
    before = [match for match in sentence.of("harm") if match.last <= pair.count.first] if beside else []
    toll = before[-1] if before else None
    if toll is None or "toll" not in toll.row.frame.split() or toll.row.label != pair.harm.label:
        return 0
    figured = any(sentence.norms[at][0].isdecimal() or sentence.norms[at] in ",;" for at in range(toll.last, pair.count.first))
    return 0 if figured else toll.last


def _from_toll(sentence: Sentence, pair: Pair, toll: int) -> None:
    """ "The number of dead among children reached 12": the group stands with the toll, which ends at the token ``toll``."""
    last = min(toll + _HELD, len(sentence.norms))
    if pair.harm.home is not sentence:
        return
    for match in sentence.of("group"):
        inside = pair.harm.first < match.first and match.last < pair.harm.last
        if inside and match.row.label not in _GENERIC and not pair.count.noun:
            pair.count.group = match.row.label  # "the number of civilians killed was 50"
            return
        if pair.count.noun and pair.side == "toll" and sentence.ending("among", match.first) is None:
            continue
        done = any(sentence.masks[at] & BITS["by"] for at in range(toll, min(match.first, last)))
        if toll <= match.first < last and match.row.label not in _GENERIC and not done:
            pair.count.group = match.row.label
            return


def _from_those_among(sentence: Sentence, pair: Pair) -> None:
    """ "40 deaths among its troops": the group stands behind the harm."""
    if pair.harm.home is not sentence or pair.harm.among or pair.harm.last >= len(sentence.norms):
        return
    among = sentence.starting("among", pair.harm.last)
    first = among.last if among is not None else _complement(sentence, pair)
    if first == 0:
        return
    last = first + 2 if among is not None else first
    match = next((m for m in sentence.of("group") if first <= m.first <= last), None)
    if match is not None and match.row.label not in _GENERIC:
        pair.count.group, pair.count.group_first, pair.count.group_last = match.row.label, match.first, match.last


def _complement(sentence: Sentence, pair: Pair) -> int:
    """Where the noun may begin that stands behind a harm right behind its number: "742 killed servicemen", "7 killings of nurses"; 0 for none."""
    if pair.harm.first != pair.count.last or pair.count.noun or not sentence.lexicon.head.articles:
        return 0
    return pair.harm.last + (sentence.norms[pair.harm.last] in sentence.lexicon.of_words)


def _state_list(sentence: Sentence, left: Pair, right: Pair) -> bool:
    """ "among them 487 children killed and 954 injured": two harms of the same people."""
    gap = range(left.harm.last, right.count.first)
    gap = (
        gap[1:] if gap and sentence.masks[gap[0]] & BITS["adverb"] else gap
    )  # "23.671 ejecutadas arbitrariamente y 6.159 desaparecidas"
    plain = left.harm.first == left.count.last and right.harm.first == right.count.last
    return plain and len(gap) > 0 and all(sentence.masks[at] & (BITS["and"] | BITS["bound"]) for at in gap)


def _others(sentence: Sentence, left: Pair, right: Pair) -> bool:
    """ "killed 20 rebels and wounded 11 others": an army counts its enemies; of children and police "others" may be anybody."""
    noun = right.count.group_first
    other = right.count.other or (noun >= 0 and sentence.masks[noun] & BITS["other"])
    unnamed = other and right.count.group in _GENERIC and not right.part
    return bool(unnamed) and not left.part and left.count.group == "combatants" and left.harm.label != right.harm.label


def _bare(count: Count) -> bool:
    unnamed = not (count.noun or count.group or count.implied or count.other)
    return unnamed and count.last == count.number.last


def _specific(count: Count) -> bool:
    return count.group not in _GENERIC and count.number.kind == "exact"


def _gapped(sentence: Sentence, left: Pair, right: Pair) -> bool:
    """ "16 soldiers were killed near Vank and 100 wounded", "129 journalists killed since May, 75 arrested": the subject is left out."""
    if sentence.lexicon.head.head_first or right.harm.first != right.count.last or left.side != "left":
        return False
    beside = left.harm.first - left.count.last <= _NEAR and "both" in left.harm.frames & right.harm.frames
    if not (left.harm.passive or beside):
        return False
    word = sentence.norms[right.count.first - 1]
    joined = word == "," or (sentence.masks[right.count.first - 1] & BITS["and"] and word in sentence.lexicon.head.joiner)
    people = BITS["group"] | BITS["singular"] | BITS["aux"]
    return bool(joined) and not any(sentence.masks[at] & people for at in range(left.harm.last, right.count.first))


def _thin(sentence: Sentence, left: Pair, right: Pair) -> bool:
    """Whether nothing but harms and joining words stands between two counts: no new noun, no new clause."""
    gap = range(left.count.last, right.count.first)
    if _gapped(sentence, left, right):
        return True
    if right.harm is left.harm:
        return not any(sentence.masks[at] & BITS["group"] for at in gap)
    if len(gap) > 6 or any(sentence.norms[at] in sentence.lexicon.clause_and for at in gap):
        return False
    return all(sentence.masks[at] & _THIN or sentence.norms[at] == "," for at in gap)
