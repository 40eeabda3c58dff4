"""Harm words of a sentence, those that are hidden in another phrase left out, those that belong together joined."""

from __future__ import annotations

import msgspec

from tallybook.reading._classes import BITS
from tallybook.reading._clitics import joined
from tallybook.reading._forms import Match, frames_of
from tallybook.reading._hidden import hidden
from tallybook.reading._tokens import Sentence

_BETWEEN = BITS["and"] | BITS["adverb"] | BITS["aux"] | BITS["article"]
_LEADING = BITS["adverb"] | BITS["other"] | BITS["bound"]
_COUNTED = BITS["number"] | BITS["scale"] | BITS["vague"] | BITS["singular"]
_CLAUSE = 20  # tokens of a relative clause before its verb
_AUX, _LOOSE, _BLOCK = BITS["aux"], BITS["adverb"] | BITS["negation"], BITS["harm_block"]
_AMONG = BITS["among"] | BITS["partitive"]
_SEVERE = ("killed", "executed", "injured", "missing", "arrested", "displaced")
_VERBS = frozenset({"undergo", "do", "both", "weak"})
_ACTIVE, _RIGHT_VERBS = frozenset({"do", "both"}), frozenset({"do", "both", "undergo"})
_WEAK, _TOLL = frozenset({"weak"}), frozenset({"toll"})
_TOGETHER = frozenset({"killed", "injured", "missing"})


class HarmWord(msgspec.Struct, eq=False):
    """A harm word, or several that one number goes with. Tokens ``first`` to ``last``."""

    home: Sentence
    first: int
    last: int
    label: str
    frames: frozenset[str]
    parts: tuple[str, ...] = ()
    passive: bool = False
    having: bool = False
    among: bool = False
    beside: bool = False  # its number stands right before it: "three murders"
    opens: bool = False  # a verb with "and" written onto it: what stands before it is of another clause


def harms(sentence: Sentence) -> list[HarmWord]:
    """The harm words of a sentence in order."""
    found: list[HarmWord] = []
    words = sentence.matches.get("harm")
    if not words:
        return found
    taken = hidden(sentence) if sentence.classes & _BLOCK else ()
    for match in words:
        if match.first in taken:
            continue
        frames = _closing(sentence, match)
        if not frames or _names_them(sentence, match, frames):
            continue
        if found and _takes_life(sentence, found[-1], match):
            continue
        word = HarmWord(sentence, match.first, match.last, match.row.label, frames, match.row.parts)
        _voice(sentence, word)
        word.beside = match.row.side == "left"
        if sentence.lexicon.victim_left_of_do:
            _head(sentence, word)
        word.opens = "undergo" in word.frames and (joined(sentence, match) or _parted(sentence, match.first))
        if found and sentence.lexicon.victim_left_of_do and _of_the_harmed(sentence, found[-1], word):
            found[-1].last = word.last
        elif found and _joined(sentence, found[-1], word):
            _join(sentence, found[-1], word)
        else:
            found.append(word)
    return found


def _parted(sentence: Sentence, at: int) -> bool:
    """Whether "while" stands before a verb that opens its clause."""
    return sentence.lexicon.head.verb_first and at > 1 and sentence.norms[at - 1] in sentence.lexicon.clause_and


def _takes_life(sentence: Sentence, left: HarmWord, match: Match) -> bool:
    """ "The flood the life of five(object) robbed": the verb of the life that was taken is no kidnapping."""
    mark = sentence.lexicon.head.order.object_mark
    taken = mark and match.row.label == "other" and sentence.norms[match.first - 1] == mark
    return bool(taken) and left.label == "killed" and left.frames == {"event"}


def _names_them(sentence: Sentence, match: Match, frames: frozenset[str]) -> bool:
    """ "one of the targeted commanders": a weak word that only says which ones, behind "the"."""
    if frames != _WEAK or match.first == 0 or match.last >= len(sentence.norms) or not sentence.lexicon.head.articles:
        return False
    named = BITS["group"] | BITS["singular"]
    return bool(sentence.masks[match.first - 1] & BITS["definite"] and sentence.masks[match.last] & named)


def _closing(sentence: Sentence, match: Match) -> frozenset[str]:
    """The frames of a harm word; one that is a verb only at the end of its clause is a noun anywhere else."""
    frames = frames_of(match.row.frame)
    if "final" not in frames:
        return frames
    at = match.last
    closed = at >= len(sentence.norms) or not sentence.norms[at][0].isalnum() or bool(sentence.masks[at] & BITS["and"])
    return frames & _VERBS if closed else frames - _VERBS - {"final"}


def _voice(sentence: Sentence, word: HarmWord) -> None:
    at, masks = word.first - 1, sentence.masks
    while at >= 0 and masks[at] & _LOOSE and not masks[at] & _AUX:
        at -= 1
    if at >= 0 and masks[at] & _AUX:
        match = sentence.covering("aux", at)
        word.having = match is not None and match.row.label == "have"
        word.passive = not word.having
    if sentence.classes & _AMONG:
        word.among = _among(sentence, word)


def _head(sentence: Sentence, word: HarmWord) -> None:
    """ "The number of students arrested": the participle behind a kind of people is a toll, where a noun stands before its adjectives."""
    if "state" not in word.frames or "figure" not in sentence.matches:
        return
    kind = sentence.ending("group", word.first) or sentence.starting("group", word.first)
    head = sentence.ending("figure", kind.first) if kind is not None else None
    if head is not None and head.row.label == "kind":
        word.first, word.frames, word.beside = head.first, frozenset({"toll"}), False


def _among(sentence: Sentence, word: HarmWord) -> bool:
    """Whether a number goes with the word that counts some of those who came to harm: "among the dead", "of the dead, six"."""
    if sentence.covering("among", word.first) is not None:
        return True
    back = word.first
    while back > 0 and sentence.norms[back - 1] in sentence.lexicon.head.articles:
        back -= 1
    while back > 0 and (sentence.norms[back - 1][0].isdecimal() or sentence.masks[back - 1] & _COUNTED):
        back -= 1
    opened = sentence.starting("partitive", 0)
    return (
        sentence.ending("among", word.first) is not None
        or sentence.ending("among", back) is not None
        or (opened is not None and back in (opened.last, opened.last - 1))  # "Of the dead, six were children"
    )


def _joined(sentence: Sentence, left: HarmWord, right: HarmWord) -> bool:
    """Whether nothing but a joining word stands between two harm words."""
    if right.first == left.last:
        counted = any(
            sentence.masks[at] & _COUNTED or sentence.norms[at].isdecimal() for at in range(max(0, left.first - 3), left.first)
        )
        return not counted and left.label != right.label and bool(left.frames & right.frames)
    if right.first - left.last > 4:
        return False
    gap = range(left.last, right.first)
    if right.frames == _TOLL and "toll" not in left.frames and all(sentence.norms[at] == "," for at in gap):
        return False  # "with the death of two wounded, the toll rose": the comma ends a phrase
    if sentence.lexicon.victim_left_of_do and _closes(sentence, left, right):
        return False  # "with the death of another wounded, the number of dead": a comma ends the phrase
    if sentence.starting("negation", right.last) is not None and not right.frames & _VERBS:
        return False  # "30 hurt, no dead"
    added = (sentence.starting("and", left.last) or sentence.starting("and", left.last + 1)) if "do" in right.frames else None
    if _apart(sentence, left, right) or (added is not None and added.row.label == "additive"):
        return False  # "85 others wounded, in addition to capturing 36"
    joins = False
    for at in gap:
        mask, mark = sentence.masks[at], sentence.norms[at] in ",/"
        if mask & BITS["number"] or not (mark or mask & _BETWEEN):
            return False  # "tres muertos y un herido": an article that counts as well
        joins = joins or mark or bool(mask & BITS["and"])
    return joins


def _closes(sentence: Sentence, left: HarmWord, right: HarmWord) -> bool:
    """ "12 persons died and the number of wounded 40 is", "23 under rubble are and the body of 6 was found": the verb has closed its
    clause, and what stands behind it has victims of its own."""
    if right.frames == {"toll"} and ("undergo" in left.frames or _opens_toll(sentence, left, right)):
        return True
    if "," in sentence.norms[left.last : right.first] and _relative(sentence, left.first):
        return True  # "who in jail had been, were hanged"
    counted = right.last < len(sentence.norms) and (
        sentence.norms[right.last][0].isdecimal() or sentence.masks[right.last] & _COUNTED
    )
    if not counted or "event" not in right.frames or right.frames & _VERBS:
        return False
    back = range(max(0, left.first - 3), left.first)
    return left.frames <= {"undergo", "do"} or any(
        sentence.norms[at][0].isdecimal() or sentence.masks[at] & _COUNTED for at in back
    )


def _opens_toll(sentence: Sentence, left: HarmWord, right: HarmWord) -> bool:
    """Whether a comma and the word "number" part a toll from a state before it."""
    headed = sentence.starting("figure", right.first) is not None
    return headed and "toll" not in left.frames and sentence.norms[right.first - 1] == ","


def _relative(sentence: Sentence, first: int) -> bool:
    """Whether a relative clause is open at a token."""
    for at in range(first - 1, max(-1, first - _CLAUSE), -1):
        if sentence.norms[at] in ",;:" or sentence.masks[at] & BITS["relative"]:
            return bool(sentence.masks[at] & BITS["relative"])
    return False


def _own_sides(sentence: Sentence, left: HarmWord, right: HarmWord) -> bool:
    """ "135 пропали, вивезено 560", "30 тіл, під землею ще шестеро": on either side of a comma a harm word with its number on its own side."""
    sides = left.frames & {"undergo", "state"} and "undergo" in right.frames
    if not sides or sentence.norms[left.last] != "," or right.first - left.last > 1:
        return False
    at = right.last
    while at < len(sentence.norms) and sentence.masks[at] & _LEADING and not sentence.masks[at] & _COUNTED:
        at += 1
    before = range(max(0, left.first - 2), left.first)  # its noun may stand between
    counted = (
        any(sentence.norms[at][0].isdecimal() or sentence.masks[at] & _COUNTED for at in each)
        for each in (before, range(at, min(at + 1, len(sentence.norms))))
    )
    return all(counted)


def _apart(sentence: Sentence, left: HarmWord, right: HarmWord) -> bool:
    """ "took 218 lives, injured over 6,500": the noun has its number before it, and the verb its own behind it.

    "Where 10,000 had sought refuge, killed 25": so has a verb that its subject undergoes, where a comma ends its clause.
    """
    if sentence.lexicon.victim_right_of_undergo and _own_sides(sentence, left, right):
        return True
    verbs = _RIGHT_VERBS if sentence.lexicon.victim_right_of_undergo else _ACTIVE
    if not right.frames & verbs or right.last >= len(sentence.norms) or left.first == 0:
        return False
    if left.frames == {"undergo"}:
        comma = right.first - left.last == 1 and sentence.norms[left.last] == ","
        return comma and (sentence.norms[right.last][0].isdecimal() or bool(sentence.masks[right.last] & _COUNTED))
    if "state" not in left.frames:
        return False
    before, behind = left.first - 1, right.last
    while behind < len(sentence.norms) - 1 and sentence.masks[behind] & BITS["bound"]:
        behind += 1
    sides = (behind,) if sentence.lexicon.head.verb_first else (before, behind)
    return all(sentence.norms[at][0].isdecimal() or sentence.masks[at] & _COUNTED for at in sides)


def _of_the_harmed(sentence: Sentence, left: HarmWord, right: HarmWord) -> bool:
    """ "With the death of the wounded this number passed 90": the wounded are who died, and head no toll of their own."""
    beside = right.first == left.last and not sentence.lexicon.head.order.complement
    return beside and "event" in left.frames and right.frames == {"toll"} and right.last - right.first == 1


def _join(sentence: Sentence, left: HarmWord, right: HarmWord) -> None:
    """One label for two words: alternatives and the killed and injured together stay combined, else the graver one names both."""
    alternatives = any(sentence.norms[at] in sentence.lexicon.alternatives for at in range(left.last, right.first))
    plain = left.label != right.label and "other" in (left.label, right.label) and not (left.parts or right.parts)
    if alternatives and plain:
        left.label = "other"  # "detained or assaulted", "abducted or reported missing"
    else:
        found_there = {left.label, right.label} == {"killed", "missing"} and (
            left.last == right.first
            or (left.label == "missing" and left.frames == {"undergo"})  # "never came back and were found dead"
        )
        _name_both(left, right, alternatives=alternatives, together=not found_there)  # "під завалами загинуло 9 людей"
    left.frames = left.frames | right.frames if not left.frames & right.frames else left.frames & right.frames
    if left.frames - {"weak"}:
        left.frames = left.frames - {"weak"}  # "wounded, taken to hospital": the stronger word counts anybody
    left.last = right.last
    left.passive = left.passive or right.passive


def _name_both(left: HarmWord, right: HarmWord, *, alternatives: bool, together: bool) -> None:
    """Give the left word the label of both; what is weak only says how: "run over and killed"."""
    if "weak" in left.frames and "weak" not in right.frames:
        left.label, left.parts = right.label, right.parts
    elif "weak" in right.frames and "weak" not in left.frames:
        right.label, right.parts = left.label, left.parts
    labels = {left.label, right.label} - {"other"}
    parts = set(left.parts) | set(right.parts) | labels
    if labels == {"killed", "executed"} and alternatives and "do" in left.frames & right.frames:
        return  # "the state hanged or beheaded 81": both words are for one deed
    if len(labels) == 2 and together and (alternatives or labels <= _TOGETHER):
        left.label, left.parts = "other", tuple(label for label in _SEVERE if label in parts)
    elif labels and not (left.label == "other" and left.parts and right.label in left.parts):
        left.label = next(label for label in _SEVERE if label in labels)
