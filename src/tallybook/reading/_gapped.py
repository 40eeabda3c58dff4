"""Clauses whose verb of saying is left out: "Поліція говорить про 12 затриманих, активісти — про 60", "los activistas, de 60"."""

from __future__ import annotations

from collections.abc import Iterator

from tallybook.reading import _actors as actors
from tallybook.reading import _labels as labels
from tallybook.reading._attribution import Attribution
from tallybook.reading._classes import BITS
from tallybook.reading._count import NUMERIC
from tallybook.reading._tokens import Sentence

_ENDS = frozenset(",;.")
_NEAR = 3  # tokens of bounds between the preposition and its number


def gaps(sentence: Sentence) -> Iterator[int]:
    """Where a mark stands in the place of the verb: a dash or comma, then the preposition of what is said, then a number."""
    if not sentence.lexicon.head.inverts or not sentence.of("say"):
        return
    norms = sentence.norms
    for at in range(2, len(sentence) - 2):
        if norms[at] == "–" and sentence.ending("actor", at) is not None and numbered(sentence, at + 1) > 0:
            if sentence.of("say")[0].first < at:
                yield at
            continue
        if norms[at] not in ",–" or not (sentence.masks[at + 1] & BITS["that"] or norms[at + 1] in sentence.lexicon.of_words):
            continue
        last = numbered(sentence, at + 2)
        first_said = sentence.of("say")[0].first < at
        if first_said and last > at and (last == len(sentence) or norms[last] in _ENDS or sentence.masks[last]):
            yield at


def numbered(sentence: Sentence, first: int) -> int:
    """Where the number ends that begins at a token, bounds before it left out; -1 where none does."""
    at = first
    while at < min(first + _NEAR, len(sentence)) and sentence.masks[at] & BITS["bound"]:
        at += 1
    last = at
    while last < len(sentence) and (sentence.norms[last][0].isdecimal() or sentence.masks[last] & NUMERIC):
        last += 1
    return last if last > at else -1


def gapped(sentence: Sentence) -> list[Attribution]:
    """Who speaks in such clauses: a known kind of speaker right before the mark, at the head of the clause."""
    found: list[Attribution] = []
    for at in gaps(sentence):
        actor = actors.before(sentence, at)
        if actor is None or actor.type == "other" or actor.anaphor or not _heads(sentence, actor.first):
            continue
        end = next((step for step in range(at + 2, len(sentence)) if sentence.norms[step] == ";"), len(sentence))
        end = next((step for step in range(at + 2, end) if _turns(sentence, step)), end)
        found.append(Attribution(actor, labels.cue_of(actor), at, end))
    return found


def _heads(sentence: Sentence, at: int) -> bool:
    """Whether a clause begins at a token: behind a mark, "and" or "but", articles left out."""
    while at > 0 and sentence.norms[at - 1] in sentence.lexicon.head.articles:
        at -= 1
    return at == 0 or sentence.norms[at - 1] in ",;" or bool(sentence.masks[at - 1] & BITS["and"])


def _turns(sentence: Sentence, at: int) -> bool:
    return sentence.norms[at] in sentence.lexicon.clause_and or (sentence.norms[at] == "," and at + 2 < len(sentence))
