"""Who was harmed, where the words for it stand behind the harm word or with the count before: "12 dead civilians", "and 24 hurt"."""

from __future__ import annotations

from itertools import pairwise

from tallybook.reading._classes import BITS
from tallybook.reading._count import Count
from tallybook.reading._forms import Match
from tallybook.reading._pairs import Pair
from tallybook.reading._tokens import Sentence

_GENERIC = frozenset({"people", "other", ""})
_STATES = frozenset({"state", "both"})


def settle_kinds(sentence: Sentence, pairs: list[Pair]) -> None:
    """Give a bare count the group that stands behind its harm word or that the count before it has."""
    if not sentence.lexicon.head.head_first:
        return
    for pair in pairs:
        if pair.side == "toll" and pair.count.group in _GENERIC:
            _of_kind(sentence, pair)
        if pair.count.group_first >= 0 or pair.count.group or not _bare_state(pair):
            continue
        match = _behind(sentence, pair.harm.last)
        if match is not None:
            pair.count.group, pair.count.group_first, pair.count.group_last = match.row.label, match.first, match.last
        else:
            pair.count.group = _inherited(sentence, pair, pairs)


def _of_kind(sentence: Sentence, pair: Pair) -> None:
    """ "The number of students arrested to 680 persons rose": the toll tells the kind."""
    head = sentence.starting("figure", pair.harm.first) if pair.harm.home is sentence else None
    match = sentence.starting("group", head.last) if head is not None and head.row.label == "kind" else None
    if match is not None and match.last <= pair.harm.last:
        pair.count.group, pair.count.group_first, pair.count.group_last = match.row.label, match.first, match.last


def _bare_state(pair: Pair) -> bool:
    """ "24 wounded": the harm word stands in the place of the noun."""
    return pair.count.number.last == pair.harm.first and "state" in pair.harm.frames


def _behind(sentence: Sentence, at: int) -> Match | None:
    """ "dead civilians", "dead of the police"."""
    if at < len(sentence.norms) and sentence.norms[at] in sentence.lexicon.of_words and not sentence.masks[at] & BITS["part"]:
        at += 1
    match = sentence.starting("group", at)
    return match if match is not None and match.row.label not in _GENERIC else None


def _inherited(sentence: Sentence, pair: Pair, pairs: list[Pair]) -> str:
    """ "12 civilians killed and 24 wounded": nothing but "and" between, so both are civilians."""
    for near in pairs:
        gap = range(max(near.harm.last, near.count.last), pair.count.first)
        if near.count.group in _GENERIC or near.part or near.harm.home is not sentence or not 1 <= len(gap) <= 2:
            continue
        if all(sentence.masks[at] & (BITS["and"] | BITS["aux"]) for at in gap):
            return near.count.group
    return ""


def settle_bounds(sentence: Sentence, pairs: list[Pair]) -> None:
    """Where the verb comes first, a bound may stand before the toll that it bounds: "exceeded the number of the dead 300"."""
    if not sentence.lexicon.head.verb_first:
        return
    for pair in pairs:
        toll = _toll_before(sentence, pair)
        match = sentence.ending("bound", toll) if toll >= 0 else None
        if match is not None and not pair.count.cues and pair.count.bound == "exact":
            pair.count.bound, pair.count.approximate = match.row.label, match.row.approximate


def shared_bounds(sentence: Sentence, pairs: list[Pair]) -> None:
    """ "At least 12 dead and 30 wounded": a bound before a list of nouns holds for all of them, and not across verbs."""
    if len(pairs) < 2 or "bound" not in sentence.matches:
        return
    ordered = sorted(pairs, key=lambda pair: pair.count.number.first)
    for left, right in pairwise(ordered):
        if not (_in_list(left) and _in_list(right)) or left.harm is right.harm:
            continue
        gap = range(left.harm.last, right.count.first)
        if len(gap) == 1 and (sentence.norms[gap[0]] == "," or sentence.masks[gap[0]] & BITS["and"]):
            _share(left.count, right.count)


def _share(left: Count, right: Count) -> None:
    if left.bound == "at_least" and right.bound == "exact" and not right.approximate and right.number.kind == "exact":
        right.bound, right.cues = left.bound, list(left.cues)


def _in_list(pair: Pair) -> bool:
    beside = pair.side == "left" and pair.harm.first == pair.count.last and not pair.harm.passive
    return beside and not pair.harm.frames.isdisjoint(_STATES)


def _toll_before(sentence: Sentence, pair: Pair) -> int:
    """Where the toll begins whose figure the count is, with a state behind it perhaps: "the number of the hurt 500 wounded"."""
    if pair.harm.home is not sentence:
        return -1
    if pair.side == "toll":
        return pair.harm.first
    match = sentence.ending("harm", pair.count.number.first)
    return match.first if match is not None and "toll" in match.row.frame.split() else -1
