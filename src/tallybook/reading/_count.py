"""A count: a number, the noun it counts and what stands before it."""

from __future__ import annotations

import msgspec

from tallybook.model import GroupLabel
from tallybook.reading._actor import Actor
from tallybook.reading._classes import BITS
from tallybook.reading._forms import Match
from tallybook.reading._numerals import Number
from tallybook.reading._tokens import Sentence

STOP = (
    BITS["harm"] | BITS["aux"] | BITS["relative"] | BITS["preposition"] | BITS["part"] | BITS["by"] | BITS["say"] | BITS["whom"]
    | BITS["month"] | BITS["weekday"] | BITS["irrealis"] | BITS["according"]
)  # fmt: skip
NUMERIC = BITS["number"] | BITS["scale"] | BITS["vague"] | BITS["indefinite"]
PERSON = BITS["group"] | BITS["singular"]
_HARM = BITS["harm"]
_TELLING = BITS["by"] | BITS["preposition"] | BITS["other"]


class Count(msgspec.Struct):
    """A number and the noun it counts. Tokens ``first`` (its bound included) to ``last`` (its noun included)."""

    number: Number
    first: int
    last: int
    group: str = ""
    group_first: int = -1
    group_last: int = -1
    bound: str = "exact"
    approximate: bool = False
    cues: list[Match] = msgspec.field(default_factory=list)
    code: str = ""
    noun: bool = False
    other: bool = False
    prep: bool = False
    conj: bool = False
    by: bool = False
    part: bool = False
    definite: bool = False
    household: bool = False  # families are counted where they were displaced, and are no number of dead
    fresh: bool = False  # "his associate" is somebody new, however definite

    @property
    def label(self) -> GroupLabel:
        return self.group or "people"  # type: ignore[return-value]

    @property
    def implied(self) -> bool:
        return self.number.kind in ("single", "indefinite")


def _harmed(sentence: Sentence, at: int) -> bool:
    """ "Justicia por las 41 niñas calcinadas": what befell them stands right behind their noun."""
    harm = sentence.starting("harm", at) if at < len(sentence.norms) and sentence.lexicon.head.inverts else None
    return harm is not None and harm.row.label != "arrested"


def stands_before(sentence: Sentence, count: Count) -> None:
    """What stands before the count: by, a preposition, a conjunction."""
    at, norms, articles = count.first, sentence.norms, sentence.lexicon.head.articles
    while at > 0 and (norms[at - 1] in articles or norms[at - 1] == '"'):
        at -= 1
    mask = sentence.masks[at - 1] if at else 0
    if mask & _HARM or not mask & _TELLING:
        return
    if mask & BITS["by"]:
        # "duelo por las 61 víctimas": an article and a harm right behind the number: they did nothing
        mourned = at < count.first and count.number.last < len(norms)
        said = mask & BITS["say"]  # "stand by 3,117 deaths"
        count.by = not (said or (mourned and (sentence.masks[count.number.last] & BITS["harm"] or _harmed(sentence, count.last))))
    elif mask & BITS["preposition"]:
        match = sentence.ending("preposition", at)
        count.conj = match is not None and match.row.label == "conj"
        raised = match is not None and sentence.ending("revise", match.first) is not None
        joined = mask & BITS["and"] and sentence.lexicon.victim_left_of_do  # "together with seven of his guards"
        count.prep = not (count.conj or raised or joined) and match is not None and match.row.label != "with"
    if mask & BITS["other"]:
        count.other = True


def one_person(sentence: Sentence, actor: Actor) -> bool:
    """Whether a speaker is "one" and a noun for a person: "a midwife", who may say something."""
    one = sentence.starting("number", actor.first) if actor.last - actor.first == 2 else None
    return one is not None and one.row.value == 1 and bool(sentence.masks[actor.first + 1] & PERSON)


def numeric(sentence: Sentence, at: int) -> bool:
    """Whether a token is a number, in digits or in words; False behind the end."""
    return at < len(sentence.norms) and (sentence.norms[at][0].isdecimal() or bool(sentence.masks[at] & NUMERIC))
