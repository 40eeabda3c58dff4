"""Whether a sentence that names no speaker goes on in the name of the last one. In doubt it does not: nobody is made to say anything."""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._context import Context, continues
from tallybook.reading._pairs import Pair
from tallybook.reading._tokens import Sentence

# In its own monthly report an organisation speaks on; in a news story the sentence behind a witness's or a policeman's is the paper's.
_OWN_TEXT = frozenset({"un", "rights_group", "ministry", "monitor"})
# Whoever tells what he saw tells no toll of another place in the next sentence.
_BYSTANDERS = frozenset({"witness", "family", "unnamed", "social_account"})
_DOERS = frozenset({"state", "security_body", "ministry", "armed_group"})


def goes_on(sentence: Sentence, context: Context, pair: Pair) -> bool:
    """Whether a pair of a sentence without a speaker may be told in the name of the last one."""
    if _second_toll(context, pair) or context.last_aside or _hearsay(sentence):
        return False
    kind = context.last_chain[0].type if context.last_chain else ""
    head = pair.harm.home.lexicon.head
    if head.inverts and (context.went_on or context.labelled):
        return True  # "..., informó la Fiscalía. Dos de ellos eran policías. Se detuvo a once"
    if head.inverts or head.script == "Arabic":
        return kind in _OWN_TEXT
    if continues(sentence) or pair.part:
        return True
    return kind not in _BYSTANDERS and not _another_scene(sentence)


def _second_toll(context: Context, pair: Pair) -> bool:
    """ "The authorities stand by 3,117 deaths. A toll above 36,000 is told.": nobody gives two tolls in a row."""
    whole = context.last_whole
    toll = pair.side == "toll" and not pair.part and whole is not None and pair.harm.label == whole.harm.label
    return toll and whole is not None and pair.count.number.low != whole.count.number.low


def _hearsay(sentence: Sentence) -> bool:
    """ "Two are said to have died", "Twenty women were allegedly carried off": others say so."""
    return "hearsay" in sentence.matches or any(match.row.label == "alleged" for match in sentence.of("status"))


def _another_scene(sentence: Sentence) -> bool:
    """A sentence that opens with a time of day, another place, or somebody who did something, or that tells of an earlier hour."""
    if any(match.row.label == "earlier" for match in sentence.of("adverb")):
        return True
    if sentence.norms[0][0].isdecimal() and len(sentence.norms) > 2 and sentence.norms[1] in ":–-":
        return True
    opened = sentence.starting("place_prep", 0)
    if opened is not None and opened.last < len(sentence.norms) and sentence.upper(opened.last):
        return not sentence.masks[opened.last] & (BITS["month"] | BITS["weekday"])
    actor = next((match for match in sentence.of("actor") if match.first <= 1), None)
    return actor is not None and actor.row.label in _DOERS and actor.row.frame != "name"
