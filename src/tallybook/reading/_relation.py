"""How a figure stands to the others: a running total, something new, one incident, or a part."""

from __future__ import annotations

from tallybook.model import Period, Relation, Statement
from tallybook.reading._classes import BITS
from tallybook.reading._forms import Match
from tallybook.reading._harms import HarmWord
from tallybook.reading._pairs import Pair
from tallybook.reading._tokens import Sentence

# Where no word tells, size does: nearly all figures from here up are running totals, nearly all below are of one incident.
LARGE = 100
# Frames of verbs in the simple past: "were killed on Monday" is of Monday, "3,090 deaths on Monday" is as of Monday.
_DEEDS = frozenset({"do", "both", "undergo"})
TOTAL, _NEW, _INCIDENT = Relation(label="total"), Relation(label="new"), Relation(label="incident")


def relation_of(sentence: Sentence, pair: Pair, done: dict[int, Statement], period: Period, *, scene: bool) -> Relation:
    """The relation of a pair; ``done`` are the statements of its sentence so far, by the identity of their count.

    ``scene``: the text has told of one attack or disaster, so that a large figure may be of that one.
    """
    if pair.part or pair.partitive:
        parent = done.get(id(pair.parent.count)) if pair.parent is not None else None
        return Relation(label="part_of", to=parent.id if parent is not None else pair.to)
    # "Five are still under the rubble": how long one state lasts sums up nothing.
    lasting = pair.harm.label == "missing" and "state" in pair.harm.frames
    if pair.side == "cell" or _summed(sentence) or (period.label == "cumulative" and not lasting):
        return TOTAL
    for match in sentence.matches.get("new", ()):
        if _new(sentence, pair, match):
            return _NEW
    # "The flood of 1957 left 81 dead": a year alone dates one incident as well as a campaign.
    if period.label == "interval" and period.precision != "year":
        return TOTAL
    return _INCIDENT if _incident(sentence, pair, period, scene=scene) else TOTAL


def _summed(sentence: Sentence) -> bool:
    """Whether a word says that a figure sums up all until now; "since sunset" is one night."""
    return any(match.row.label != "hours" for match in sentence.matches.get("since_total", ()))


def _new(sentence: Sentence, pair: Pair, match: Match) -> bool:
    """Whether a word for something new speaks of a count: "more" only beside its number, and never as a part of "more than"."""
    if not sentence.masks[match.first] & BITS["other"]:
        return sentence.covering("harm", match.first) is None  # "sans nouvelles de huit pêcheurs"
    if sentence.covering("bound", match.first) is not None:
        return False
    return pair.count.first - 2 <= match.first <= pair.count.last


def _incident(sentence: Sentence, pair: Pair, period: Period, *, scene: bool) -> bool:
    """Whether the words tell of one incident: a day, a deed, an attack. "N have been killed" counts from the beginning."""
    if pair.count.number.kind in ("single", "indefinite"):
        return True
    at_once = scene and pair.harm.label not in ("arrested", "executed")  # these go on for weeks
    large = not at_once and (pair.count.number.high or pair.count.number.low or 0) >= LARGE
    told = period.label == "day" or any(match.row.label == "event" for match in sentence.of("thing"))
    # Where the noun heads its phrase, "the blast 123 dead had" tells one incident however many died; a toll or "the death of" need not.
    if told and sentence.lexicon.head.head_first and pair.side != "toll" and "event" not in pair.harm.frames:
        return True
    if told:
        return not (large and (pair.side == "toll" or not pair.harm.frames & _DEEDS or _perfect(sentence, pair.harm)))
    return not large and not (pair.side == "toll" and _perfect(sentence, pair.harm))


def one_event(sentence: Sentence) -> bool:
    """Whether a sentence names one attack or disaster: "the blast", and not "two blasts"."""
    return any(match.row.label == "event" and match.row.frame == "one" for match in sentence.of("thing"))


def _perfect(sentence: Sentence, harm: HarmWord) -> bool:
    """ "have been killed", "has killed"."""
    near = range(max(0, harm.first - 4), harm.first)
    return any(match.first in near and sentence.norms[match.first] in sentence.lexicon.having for match in sentence.of("aux"))
