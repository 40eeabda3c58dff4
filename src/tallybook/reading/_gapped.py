"""Clauses whose verb of saying is left out: "Поліція говорить про 12 затриманих, активісти — про 60", "los activistas, de 60"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tallybook.reading import _actors as actors
from tallybook.reading import _labels as labels
from tallybook.reading import _phrases as phrases
from tallybook.reading._attribution import Attribution
from tallybook.reading._classes import BITS
from tallybook.reading._count import NUMERIC, Count
from tallybook.reading._tokens import Sentence

_ENDS = frozenset(",;.")
_SOURCE = 7  # tokens of "за даними обласної поліції"
_NEAR = 3  # tokens of bounds between the preposition and its number


def gaps(sentence: Sentence) -> Iterator[int]:
    """Where a mark stands in the place of the verb, with a number behind it; somebody speaks before it."""
    if not sentence.lexicon.head.inverts:
        return
    spoken = sentence.of("say") + sentence.of("according")
    if not spoken:
        return
    opened = min(match.first for match in spoken)
    for at in range(max(2, opened + 1), len(sentence.norms) - 1):
        if sentence.norms[at] in ",–" and (_about(sentence, at) or _source(sentence, at)):
            yield at


def _about(sentence: Sentence, at: int) -> bool:
    """The preposition of what is said: ", de 60", "— про 60"."""
    if at + 2 >= len(sentence.norms) or not (
        sentence.masks[at + 1] & BITS["that"] or sentence.norms[at + 1] in sentence.lexicon.of_words
    ):
        return False
    last = numbered(sentence, at + 2)
    return last == len(sentence.norms) or (last > at and bool(sentence.norms[last] in _ENDS or sentence.masks[last]))


def _source(sentence: Sentence, at: int) -> bool:
    """A bare figure right behind its source: "опозиція — 40", "за неофіційними — понад 100", "según la oposición, 60"."""
    if numbered(sentence, at + 1) < 0:
        return False
    if sentence.norms[at] == "–":
        return sentence.ending("actor", at) is not None or sentence.ending("hearsay", at) is not None
    near = any(at - _SOURCE <= match.first < at and match.first > 0 for match in sentence.of("according"))
    return near and sentence.ending("actor", at) is not None


def apart(sentence: Sentence, found: list[Attribution]) -> None:
    """ "За даними влади, загинули 16 осіб, за даними опозиції – 90": each source has its own clause."""
    _turned(sentence, found)
    if len(found) < 2:
        return
    sources = [each for each in found if each.cue.name == "according" and each.actor.sentence is sentence]
    if len(sources) < 2:
        return
    marks = set(gaps(sentence))
    for left, right in pairwise(sources):
        if right.actor.last in marks and left.start <= right.cue.first < left.end:
            left.end = right.start = right.cue.first


def _turned(sentence: Sentence, found: list[Attribution]) -> None:
    """ "12 died, the ministry said, but in the north, according to medics, 9": behind "but" a figure has a source of its own."""
    for left, right in pairwise([each for each in found if each.actor.sentence is sentence]):
        begin = min(right.cue.first, right.actor.first)
        ends = max(left.cue.last, left.actor.last)
        cuts = [match.first for match in sentence.of("and") if match.row.label == "clause" and ends <= match.first < begin]
        cuts += [
            match.first
            for match in sentence.of("preposition")
            if match.row.label == "conj" and ends < match.first < begin and sentence.norms[match.first - 1] == ","
        ]
        if not cuts or not ("according" in (left.cue.name, right.cue.name) and right.cue.name in ("say", "according")):
            continue
        at = max(cuts)
        if phrases.counted(sentence, 0, at) and phrases.counted(sentence, at, len(sentence.norms)):
            left.end, right.start = min(left.end, at), max(right.start, at)


def sourced(sentence: Sentence, count: Count) -> bool:
    """ "4 muertos, según el ministerio, y 9, según los dirigentes": a bare figure behind "and", with a source of its own."""
    sources = sentence.of("according")
    if len(sources) < 2 or not sentence.lexicon.head.inverts or count.first < 1:
        return False
    if not (sentence.masks[count.first - 1] & BITS["and"] or sentence.norms[count.first - 1] in ";,"):
        return False
    at = count.last + (count.last < len(sentence.norms) and sentence.norms[count.last] in ",–")
    return any(match.first == at for match in sources[1:])


def numbered(sentence: Sentence, first: int) -> int:
    """Where the number ends that begins at a token, bounds before it left out; -1 where none does."""
    at = first
    while at < min(first + _NEAR, len(sentence.norms)) and sentence.masks[at] & BITS["bound"]:
        at += 1
    last = at
    while last < len(sentence.norms) and (sentence.norms[last][0].isdecimal() or sentence.masks[last] & NUMERIC):
        last += 1
    return last if last > at else -1


def gapped(sentence: Sentence) -> list[Attribution]:
    """Who speaks in such clauses: a known kind of speaker right before the mark, at the head of the clause."""
    found: list[Attribution] = []
    for at in gaps(sentence):
        actor = actors.before(sentence, at)
        if actor is None or actor.type == "other" or actor.anaphor or not _heads(sentence, actor.first):
            continue
        end = next((step for step in range(at + 2, len(sentence.norms)) if sentence.norms[step] == ";"), len(sentence.norms))
        end = next((step for step in range(at + 2, end) if _turns(sentence, step)), end)
        found.append(Attribution(actor, labels.cue_of(actor), at, end))
    return found


def _heads(sentence: Sentence, at: int) -> bool:
    """Whether a clause begins at a token: behind a mark, "and" or "but", articles left out."""
    while at > 0 and sentence.norms[at - 1] in sentence.lexicon.head.articles:
        at -= 1
    return at == 0 or sentence.norms[at - 1] in ",;" or bool(sentence.masks[at - 1] & BITS["and"])


def _turns(sentence: Sentence, at: int) -> bool:
    return sentence.norms[at] in sentence.lexicon.clause_and or (sentence.norms[at] == "," and at + 2 < len(sentence.norms))
