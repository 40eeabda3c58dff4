"""Stretches that break a number down: from "including" to the comma that ends the list; also brackets."""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._clitics import and_on
from tallybook.reading._count import Count
from tallybook.reading._deeds import clauses
from tallybook.reading._ellipsis import graver, related
from tallybook.reading._forms import Match
from tallybook.reading._split import marked, set_apart
from tallybook.reading._tokens import Sentence

_HARM, _AUX = BITS["harm"], BITS["aux"]
_PURE = BITS["and"] | BITS["adverb"] | BITS["other"] | BITS["bound"] | BITS["article"] | BITS["status"] | BITS["new"]


def part_regions(sentence: Sentence, usable: list[Count]) -> list[tuple[int, int]]:
    """Stretches that break a number down: from "including" to the comma that ends the list; also brackets."""
    matches = sentence.matches
    regions = _listed(sentence, usable) if "part" in matches else []
    for count in usable[1:] if "adverb" in matches else ():
        count.part = count.part or graver(sentence, count)
    if "whom" in matches:
        regions += _apposed(sentence, usable) + set_apart(sentence, usable)
        for count in usable if sentence.lexicon.head.verb_first else ():
            count.part = count.part or sentence.ending("whom", count.first) is not None  # "of them 1,346 in the province"
    regions += marked(sentence, usable)
    if "relative" in matches:
        regions += clauses(sentence, usable)
    if "named" in matches:
        firsts = {count.first for count in usable}
        regions += [_names(sentence, each, firsts) for each in matches["named"]]
    return regions


def _listed(sentence: Sentence, usable: list[Count]) -> list[tuple[int, int]]:
    """Stretches from "including" to the comma that ends the list."""
    regions: list[tuple[int, int]] = []
    starts = {count.first for count in usable} | {count.number.first for count in usable}
    for match in sentence.of("part"):
        if regions and any(first <= match.first < last for first, last in regions):
            continue
        if sentence.lexicon.victim_left_of_do and match.last < len(sentence.norms) and sentence.masks[match.last] & BITS["aux"]:
            continue  # "three children among them are, and 37 were hurt": who are among them stand before
        end = _region_end(sentence, match.last, starts)
        members = [count for count in usable if match.last <= count.number.first < end]
        if match.row.side == "after" and not (members and members[0].first <= match.last + 1):
            continue
        for count in members:
            count.part = True
        regions.append((match.first, end))
    return regions


def _apposed(sentence: Sentence, usable: list[Count]) -> list[tuple[int, int]]:
    """ "The militants, one of them the commander, were killed": what is set off does not part the subject from its verb.

    Where verbs come last, a relative clause stands there as well: "101 persons, who 97 persons of them police were, died".
    """
    found: list[tuple[int, int]] = []
    for count in usable:
        if count.first < 1 or not (_set_off(sentence, count) or related(sentence, count)):
            continue
        closed = next((at for at in range(count.last, min(count.last + 8, len(sentence.norms))) if sentence.norms[at] == ","), -1)
        if closed > 0:
            found.append((count.first - 1, closed + 1))
    return found


def _set_off(sentence: Sentence, count: Count) -> bool:
    return sentence.norms[count.first - 1] == "," and sentence.starting("whom", count.number.last) is not None


def _names(sentence: Sentence, match: Match, firsts: set[int]) -> tuple[int, int]:
    """ "two men by the names of A (22) and B at dawn were hanged": names part nobody from the verb."""
    at, inside = match.last, 0
    ends = BITS["harm"] | BITS["preposition"] | BITS["when"] | BITS["aux"] | BITS["say"] | BITS["month"] | BITS["adverb"]
    while at < len(sentence.norms) and (inside or not (sentence.masks[at] & ends or at in firsts)):
        inside += (sentence.norms[at] == "(") - (sentence.norms[at] == ")")
        at += 1
    return match.first, at


def _region_end(sentence: Sentence, at: int, starts: set[int]) -> int:
    seen = False
    masks, norms = sentence.masks, sentence.norms
    while at < len(norms):
        mask, word = masks[at], norms[at]
        seen = seen or at in starts
        if mask & _HARM or word in ";:.)–" or (seen and mask & _AUX and not _tells_kind(sentence, at + 1)):
            return at
        if word == "," and seen and not _goes_on(sentence, at + 1, starts):
            return at
        at += 1
    return at


def _tells_kind(sentence: Sentence, at: int) -> bool:
    """ "of which 595 were civilians and 43 police officers": what some of the counted were, and not what befell them."""
    match = sentence.starting("group", at)
    return match is not None and not any(match.last <= harm.first <= match.last + 1 for harm in sentence.of("harm"))


def _goes_on(sentence: Sentence, at: int, starts: set[int]) -> bool:
    """Whether a list of parts goes on behind a comma: the next words begin another count."""
    for step in range(at, min(at + 3, len(sentence.norms))):
        if sentence.norms[step] in sentence.lexicon.clause_and:
            return False
        if step in starts:
            return not _own_harm(sentence, step)
        if not sentence.masks[step] & (BITS["and"] | BITS["article"] | BITS["bound"]):
            return bool(sentence.masks[step] & BITS["article"])
    return False


def _own_harm(sentence: Sentence, at: int) -> bool:
    """Whether the count that begins here has a harm of its own: "and 40 were wounded"."""
    for step in range(at + 1, min(at + 6, len(sentence.norms))):
        if sentence.masks[step] & (BITS["aux"] | BITS["harm"]):
            return not (sentence.masks[step] & BITS["aux"] and _tells_kind(sentence, step + 1))
        bound = sentence.masks[step] & BITS["bound"]  # "and more than 200 were injured"
        if sentence.norms[step] in ",;." or (sentence.masks[step] & (BITS["and"] | BITS["preposition"]) and not bound):
            return False
    return False


def pure(sentence: Sentence, start: int, end: int) -> bool:
    """Whether only joining words stand between two counts, and at least one does."""
    if end - start > 6:
        return False
    joined = end < len(sentence.norms) and and_on(sentence, end)
    for at in range(start, end):
        if sentence.norms[at] in sentence.lexicon.clause_and:
            return False  # "claimed 13 lives, while 27 others": a clause with a verb of its own
        if sentence.masks[at] & BITS["and"] or sentence.norms[at] == ",":
            joined = True
        elif not (
            sentence.masks[at] & _PURE or (joined and (sentence.norms[at] in sentence.lexicon.of_words or _his(sentence, at)))
        ):
            return False
    return joined


def _his(sentence: Sentence, at: int) -> bool:
    """ "Murieron un piloto y sus seis pasajeros": those of the one before are others."""
    match = sentence.starting("definite", at) if sentence.masks[at] & BITS["definite"] else None
    return match is not None and match.row.label == "possessive" and sentence.lexicon.head.inverts
