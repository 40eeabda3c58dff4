"""Whose words a sentence was, told behind it without a verb, where verbs come last: "«Nine were killed»; the account of a witness"."""

from __future__ import annotations

from tallybook.reading import _labels as labels
from tallybook.reading import _phrases as phrases
from tallybook.reading._attribution import Attribution
from tallybook.reading._classes import BITS
from tallybook.reading._tokens import Sentence

_TAIL = 14  # tokens of "the voice message of X to the channel of the quarter"
_BODIES = ("ministry", "un", "rights_group", "medic", "agency", "outlet", "monitor", "security_body", "state")
_TOLD = BITS["say"] | BITS["aux"] | BITS["harm"] | BITS["according"] | BITS["relative"]


def tailed(sentence: Sentence) -> Attribution | None:
    """ "«Nine were killed»; the account of a witness from Mahabad", "12 dead (the Red Crescent).": the speaker behind what is told."""
    if not sentence.lexicon.victim_left_of_do or not sentence.classes & (BITS["tally"] | BITS["actor"]):
        return None
    for at in range(len(sentence) - 2, max(len(sentence) - _TAIL, 1), -1):
        if sentence.masks[at] & _TOLD or sentence.norms[at] == ":":
            return None
        if sentence.norms[at] == "(":
            return _bracketed(sentence, at)
        if sentence.norms[at] in ",;" and (named := _named(sentence, at)) is not None:
            return named
        if sentence.norms[at] in ',;"' and (first := phrases.skip(sentence, at + 1, "tally")) > at + 1:
            actor = phrases.speaker(sentence, first, alone=False)
            told = actor is not None and phrases.counted(sentence, 0, at)
            return Attribution(actor, labels.cue_of(actor), 0, at) if told and actor is not None else None
        if sentence.norms[at] == ";":
            return None
    return None


def _named(sentence: Sentence, at: int) -> Attribution | None:
    """ "103 dead and 427 hurt, the Ministry of Health.": a known body, and nothing else, behind the last comma."""
    known = sentence.starting("actor", at + 1)
    if known is None or known.row.label not in _BODIES or known.row.frame in ("common", "office"):
        return None
    actor = phrases.speaker(sentence, at + 1, alone=False)
    ends = actor is not None and (actor.last >= len(sentence) or sentence.norms[actor.last :] == ["."])
    told = ends and phrases.counted(sentence, 0, at) and not any(mask & BITS["deed"] for mask in sentence.masks[at:])
    return Attribution(actor, labels.cue_of(actor), 0, at) if told and actor is not None else None


def _bracketed(sentence: Sentence, at: int) -> Attribution | None:
    """A known speaker who fills the bracket that closes a sentence."""
    closed = next((step for step in range(at + 1, len(sentence)) if sentence.norms[step] == ")"), -1)
    known = sentence.starting("actor", at + 1)
    if known is None or closed < len(sentence) - 2 or phrases.counted(sentence, at, closed):
        return None
    actor = phrases.speaker(sentence, at + 1, alone=False, last=closed)
    told = actor is not None and phrases.counted(sentence, 0, at)
    return Attribution(actor, labels.cue_of(actor), 0, at) if told and actor is not None else None
