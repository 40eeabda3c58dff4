"""Victims told by a mark: the one of an object, as in Persian (who has it not did the deed), or "of" behind the noun of a deed."""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._count import Count
from tallybook.reading._harms import HarmWord
from tallybook.reading._tokens import Sentence


def subject_of(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """Where the object has a mark of its own, a count without it did the deed: "three gunmen the guard(object) wounded"."""
    mark = sentence.lexicon.head.order.object_mark
    if not mark or word.frames != {"do"}:
        return False
    marks = [at for at in range(count.last, word.first) if sentence.norms[at] == mark]
    if not marks:
        return count.group == "combatants"
    between = range(count.last, marks[0])
    other = BITS["aux"] | BITS["say"] | BITS["harm"] | BITS["pronoun"] | BITS["anaphor"] | BITS["say_to"]
    return any(sentence.masks[at] & other for at in between)


def object_of(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """Whether the mark of an object stands right behind a count and no verb before the harm word takes it."""
    mark = sentence.lexicon.head.order.object_mark
    if not mark or "do" not in word.frames or count.last >= len(sentence.norms) or sentence.norms[count.last] != mark:
        return False
    between = range(count.last + 1, word.first)
    verbs = [
        match for match in sentence.of("harm") if match.first in between and {"do", "undergo"} & set(match.row.frame.split())
    ]
    verb = BITS["say"] | BITS["that"] | BITS["aux"] | BITS["revise"] & ~BITS["preposition"]
    return not verbs and not any(sentence.masks[at] & verb and not sentence.masks[at] & BITS["preposition"] for at in between)


def complemented(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "The death of two detainees in custody": what befell them stands before the count, the word behind it tells who they are."""
    mark, at = sentence.lexicon.head.order.complement, count.first - 1
    if not mark or at < 1 or sentence.norms[at] != mark:
        return False
    event = sentence.ending("harm", at)
    return event is not None and event.row.label != word.label and "event" in event.row.frame.split()
