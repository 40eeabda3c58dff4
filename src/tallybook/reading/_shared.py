"""Several speakers before one verb that closes the sentence: "the state 12 and the union 30 dead put", "of 3 dead ... gave news"."""

from __future__ import annotations

from tallybook.reading import _phrases as phrases
from tallybook.reading._actor import Actor
from tallybook.reading._attribution import Attribution
from tallybook.reading._classes import BITS
from tallybook.reading._forms import Match
from tallybook.reading._tokens import Sentence

_A_PAIR = 2
_OTHER = BITS["say"] | BITS["that"] | BITS["according"] | BITS["cite"]


def shared(sentence: Sentence, match: Match) -> list[Attribution]:
    """One act of saying for each speaker, where each of two or more has a figure of its own; none in all other sentences."""
    if match.row.frame == "passive" or len(sentence.of("actor")) < _A_PAIR or not phrases.counted(sentence, 1, match.first):
        return []
    speakers = _speakers(sentence, match.first)
    if len(speakers) < _A_PAIR:
        return []
    ends = [each.first for each in speakers[1:]] + [match.first]
    told = all(phrases.counted(sentence, each.last, end) for each, end in zip(speakers, ends, strict=True))
    apart = not any(sentence.masks[at] & _OTHER for at in range(speakers[0].last, match.first))
    return [Attribution(each, match, each.last, end) for each, end in zip(speakers, ends, strict=True)] if told and apart else []


def _speakers(sentence: Sentence, before: int) -> list[Actor]:
    """The speaker that opens the sentence and those behind "and" or a comma, each right before what it says."""
    found: list[Actor] = []
    for match in sentence.of("actor"):
        first = match.first
        if first >= before or (found and first < found[-1].last):
            continue
        mask = sentence.masks[first - 1] if first else 0
        if found and not (mask & BITS["and"] or sentence.norms[first - 1] == ","):
            continue
        if not found and first and sentence.norms[first - 1] != sentence.lexicon.head.order.object_mark:
            return []
        actor = phrases.speaker(sentence, first, alone=False)
        if actor is not None and actor.first == first and actor.last < before:
            found.append(actor)
    return found


def last_words(sentence: Sentence, head: int, end: int, match: Match) -> bool:
    """ "12 died, NAME in the council said.": what stands between the last comma and the verb that ends the sentence."""
    if sentence.norms[head - 1] != "," or match.last < len(sentence.norms) - 1 or end >= len(sentence.norms):
        return False
    placed = bool(sentence.masks[end] & (BITS["preposition"] | BITS["place_prep"]))
    return placed and phrases.counted(sentence, 0, head - 1) and not phrases.counted(sentence, end, match.first)
