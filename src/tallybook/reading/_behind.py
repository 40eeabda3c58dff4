"""Speakers who stand behind their verb, or nowhere: "informó la Fiscalía", "повідомили в ДСНС", "a-t-il ajouté".

Where a language turns verb and speaker (``inverts``), what stands before the verb is as often what is said, or what it is about,
as who says it. So a verb that opens the sentence or follows a pause first looks behind itself.
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

from tallybook.reading import _actors as actors
from tallybook.reading._actors import Actor
from tallybook.reading._classes import BITS
from tallybook.reading._lexicon import Match
from tallybook.reading._tokens import Sentence

_BEFORE = BITS["adverb"] | BITS["refer_back"] | BITS["relative"] | BITS["weekday"] | BITS["when"] | BITS["aux"]
_DATED = BITS["weekday"] | BITS["when"] | BITS["month"]
_SMALL = BITS["preposition"] | BITS["article"] | BITS["definite"]
_PAUSES = ',"–(;:'


class Behind(NamedTuple):
    """Who says it, to whom, and the tokens that hold what is said."""

    actor: Actor
    relay: Actor | None
    start: int
    end: int


def speaker_behind(sentence: Sentence, match: Match) -> Behind | None:
    """The speaker behind a verb of saying; None where the language does not turn them, or the one before the verb speaks."""
    if not sentence.lexicon.head.inverts:
        return None
    paused, about = _paused(sentence, match.first), _about(sentence, match.first)
    actor, relay = _found(sentence, match.last)
    if actor is not None and (paused or about or (actor.type != "other" and actors.before(sentence, match.first) is None)):
        return Behind(actor, relay, *_reach(sentence, match, actor.last))
    resumed = sentence.starting("resume", match.first)
    if resumed is not None and (paused or resumed.last > match.last):
        silent = Actor(sentence, match.first, match.last, "other", False, True)
        return Behind(silent, None, *_reach(sentence, match, match.last))
    return None


def _paused(sentence: Sentence, at: int) -> bool:
    """Whether a verb opens its clause, small words before it left out: ", як повідомили", "Así lo informó"."""
    while at > 0 and sentence.norms[at - 1] not in _PAUSES:
        conj = sentence.ending("preposition", at)
        if sentence.masks[at - 1] & _BEFORE and not sentence.masks[at - 1] & (BITS["actor"] | BITS["anaphor"]):
            at -= 1
        elif conj is not None and conj.row.label == "conj":
            at = conj.first
        else:
            break
    return at == 0 or sentence.norms[at - 1] in _PAUSES


def _about(sentence: Sentence, at: int) -> bool:
    """Whether the clause before the verb says what it is about: "Про влучання в лікарню повідомив мер"."""
    while at > 0 and sentence.norms[at - 1] not in _PAUSES:
        at -= 1
        if sentence.masks[at] & BITS["that"]:
            return at == 0 or sentence.norms[at - 1] in _PAUSES
    return False


def _found(sentence: Sentence, at: int) -> tuple[Actor | None, Actor | None]:
    """The speaker behind the token ``at``, and the one who was told: "dijo a Reuters un portavoz"."""
    at = _dated(sentence, at)
    to, relay = sentence.starting("say_to", at), None
    if to is not None:
        end = next((step for step in range(to.last + 1, min(to.last + 6, len(sentence))) if _article(sentence, step)), -1)
        if end < 0:
            return None, None
        relay, at = actors.between(sentence, to.last, end), end
    at = _dated(sentence, at)
    office = sentence.starting("say_at", at)
    actor = actors.after(sentence, office.last if office is not None else at)
    return (None if actor is None or actor.pronoun else actor), relay


def _article(sentence: Sentence, at: int) -> bool:
    return sentence.norms[at] in sentence.lexicon.head.articles


def _dated(sentence: Sentence, at: int) -> int:
    """Right over the day and adverbs: "informó el lunes la policía"."""
    while at + 1 < len(sentence):
        mask, after = sentence.masks[at], sentence.masks[at + 1]
        if mask & BITS["actor"]:
            break
        if mask & (_DATED | BITS["adverb"]) or (after & _DATED and (mask & _SMALL or _article(sentence, at))):
            at += 1
        elif sentence.norms[at].isdecimal() and after & BITS["month"]:
            at += 2
        else:
            break
    return at


def _reach(sentence: Sentence, match: Match, last: int) -> tuple[int, int]:
    """What is said: behind a verb that opens the sentence, before one that closes it, on both sides of one set off."""
    length = len(sentence)
    said = [harm.first for harm in sentence.of("harm")]
    if not any(at < match.first for at in said):
        return last, length
    if any(at >= last for at in said):
        return 0, length
    return 0, match.first


def widen(sentence: Sentence, spans: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Stretches of ``(start, end, cue)``, each widened over the clauses between semicolons in which nobody else speaks.

    "17 died, according to X; 68 more were treated": X speaks for both.
    """
    stops = [0, *(at + 1 for at, word in enumerate(sentence.norms) if word == ";"), len(sentence)]
    clauses = list(itertools.pairwise(stops))
    owned = [any(first <= cue < last for _, _, cue in spans) for first, last in clauses]
    wide: list[tuple[int, int]] = []
    for start, end, cue in spans:
        here = next((index for index, (first, last) in enumerate(clauses) if first <= cue < last), 0)
        ahead = here + 1
        while ahead < len(clauses) and not owned[ahead]:
            ahead += 1
        grown = max(end, clauses[ahead - 1][1]) if end >= clauses[here][1] - 1 or start == 0 else end
        alone = sum(owned) == 1 and start <= clauses[here][0]
        wide.append((0 if alone else start, grown))
    return wide
