"""Whose report speaks: "Un premier bilan [de la junte] faisait état de", "за оновленими даними [поліції]"."""

from __future__ import annotations

from tallybook.reading import _actors as actors
from tallybook.reading._actor import Actor
from tallybook.reading._classes import BITS
from tallybook.reading._tokens import Sentence

_LONGEST_REPORT = 14
_NOUN = 5  # tokens of "un nouveau bilan provisoire"


def reported(sentence: Sentence, at: int) -> int:
    """Where the speaker begins behind a noun of reporting: "un dernier bilan [du gouvernement]", "оновленими даними [поліції]".

    ``at`` itself where no such noun opens the phrase.
    """
    if not sentence.lexicon.head.inverts:
        return at
    for step in range(at, min(at + _NOUN, len(sentence.norms))):
        if sentence.masks[step] & BITS["actor"] or not sentence.norms[step][0].isalnum():
            return at
        if sentence.masks[step] & BITS["not_actor"]:
            return _complement(sentence, step + 1, at)
    return at


def reporting(sentence: Sentence, at: int) -> Actor | None:
    """Whose report speaks: "Un premier bilan [de la junte] faisait état de", "Звіт [місії ООН] говорить про"."""
    first = at
    while first > 0 and at - first < _LONGEST_REPORT and not _cuts(sentence, first - 1):
        first -= 1
    noun = next((step for step in range(first, at) if sentence.masks[step] & BITS["not_actor"]), -1)
    if noun < 0 or noun - first >= _NOUN:
        return None
    begin = _complement(sentence, noun + 1, -1)
    if not noun < begin < at:
        return None
    actor = actors.between(sentence, begin, at)
    return actor if actor is not None and actor.type != "other" and not actor.anaphor else None


def tallied(sentence: Sentence, at: int) -> Actor | None:
    """Whose tally stands before a verb or a colon: "El balance [de la Junta] es de 19", "se basó en el listado [del comité]: 67"."""
    for match in reversed(sentence.of("tally")):
        if not 0 < at - match.last <= _LONGEST_REPORT or any(_cuts(sentence, step) for step in range(match.last, at)):
            continue
        begin = _complement(sentence, match.last, -1)
        actor = actors.between(sentence, begin, at) if match.last < begin < at else None
        if actor is None or actor.type == "other" or actor.anaphor:
            return None
        head = actor.first + (sentence.norms[actor.first] in sentence.lexicon.head.articles)
        return None if sentence.masks[head] & _NOT_ACTOR else actor  # "el balance del ataque a la policía"
    return None


_NOT_ACTOR = BITS["not_actor"]


def _cuts(sentence: Sentence, at: int) -> bool:
    other = BITS["say"] | BITS["harm"] | BITS["that"] | BITS["relative"] | BITS["according"] | BITS["stop"]
    report = sentence.masks[at] & BITS["not_actor"]  # "bilan" is a toll as well
    return not (sentence.norms[at][0].isalnum() or sentence.norms[at] == '"') or bool(sentence.masks[at] & other and not report)


def _complement(sentence: Sentence, first: int, at: int) -> int:
    if not sentence.lexicon.head.order.complement:
        return first
    dated = BITS["weekday"] | BITS["month"] | BITS["when"] | BITS["adverb"]  # "donné dimanche par deux habitants"
    limit = first + _NOUN - 1
    limit += sum(bool(sentence.masks[step] & dated) for step in range(first, min(limit, len(sentence.norms))))
    for step in range(first, min(limit, len(sentence.norms))):
        if sentence.norms[step] in sentence.lexicon.of_words or sentence.masks[step] & BITS["by"]:
            return step + 1
        if not sentence.norms[step][0].isalpha() or sentence.masks[step] & BITS["actor"]:
            break
    return at
