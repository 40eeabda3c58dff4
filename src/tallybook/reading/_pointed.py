"""Counts and harm words that somebody outside the grammar joined: the one door through which a language model's pointing comes in.

What is pointed at is this sentence's own count and its own words. The bound, the group, the relation and every check behind it
are those of any other pair, so that nothing but the joining is taken from outside.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from tallybook.model import Span
from tallybook.reading._costs import cost_of
from tallybook.reading._count import Count
from tallybook.reading._figures import Scene
from tallybook.reading._harms import HarmWord
from tallybook.reading._pairs import Pair
from tallybook.reading._tokens import Sentence

Pointed: TypeAlias = Mapping[Span, Span]
"""The span of a number's numeral to the span of the words of harm it is joined to."""

_NOWHERE = Scene(frozenset(), frozenset(), {})


def pointed(pointers: Pointed, sentence: Sentence, counted: list[Count], words: list[HarmWord], pairs: list[Pair]) -> list[Pair]:
    """The pairs of a sentence that were pointed at. A count that the grammar joined, or that counts no people, stays as it is."""
    taken = {id(pair.count) for pair in pairs}
    fresh: list[Pair] = []
    for count in counted:
        harm = pointers.get(sentence.span(count.number.first, count.number.last))
        if harm is None or id(count) in taken or count.code or count.by:
            continue
        word = next((each for each in words if each.home.span(each.first, each.last) == harm), None) or _unlisted(sentence, harm)
        if word is not None:
            before = [pair for pair in pairs if not pair.part and pair.count.number.first < count.number.first]
            parent = before[-1] if count.part and before else None
            side = cost_of(sentence, count, word, _NOWHERE)[1]
            fresh.append(Pair(count, word, 0.0, side, part=parent is not None, parent=parent))
    return fresh


def _unlisted(sentence: Sentence, span: Span) -> HarmWord | None:
    """Words that no row calls a harm: a person must look at them."""
    inside = [at for at in range(len(sentence.norms)) if span[0] <= sentence.starts[at] and sentence.ends[at] <= span[1]]
    return HarmWord(sentence, inside[0], inside[-1] + 1, "other", frozenset()) if inside else None
