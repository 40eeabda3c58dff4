"""Where, in the text's own words. Which place on earth that is, is another room's work."""

from __future__ import annotations

from tallybook.model import PlaceMention
from tallybook.reading._classes import BITS
from tallybook.reading._tokens import Sentence

_LONGEST = 12
_STOP = (
    BITS["harm"]
    | BITS["aux"]
    | BITS["relative"]
    | BITS["say"]
    | BITS["weekday"]
    | BITS["month"]
    | BITS["number"]
    | BITS["when"]
    | BITS["that"]
)
_BOUND, _PLACE_WORD, _ARTICLE = BITS["bound"], BITS["place_word"], BITS["article"]
_NO_PLACE = BITS["group"] | BITS["thing"]
_NO_NAME = BITS["preposition"] | BITS["stop"] | BITS["group"] | BITS["and"]
_ENDS = BITS["preposition"] | BITS["stop"]
_COUNTED = BITS["bound"] | BITS["vague"] | BITS["indefinite"] | BITS["scale"] | BITS["last"] | BITS["duration"]


def places(sentence: Sentence) -> list[tuple[int, int]]:
    """The place phrases of a sentence: tokens first to last of each, the preposition left out."""
    found: list[tuple[int, int]] = []
    masks, caseless = sentence.masks, sentence.lexicon.head.script == "Arabic"
    reached = 0
    for match in sentence.matches.get("place_prep", ()):
        first = match.last
        if match.first < reached or (masks[match.first] & _BOUND and _bounds(sentence, match.first)):
            continue
        last = _caseless(sentence, first) if caseless else _phrase(sentence, first)
        if last > first:
            found.append((first, last))
            reached = last
    return found


def _bounds(sentence: Sentence, at: int) -> bool:
    """Whether a token belongs to the bound of a figure: "au moins 12", "cerca de 300"."""
    bound = sentence.covering("bound", at)
    if bound is None or bound.last >= len(sentence.norms):
        return False
    return sentence.norms[bound.last][0].isdecimal() or bool(sentence.masks[bound.last] & BITS["number"])


def _phrase(sentence: Sentence, first: int) -> int:
    """Where the phrase that begins at ``first`` ends; ``first`` itself where it names no place."""
    masks, norms, text, starts = sentence.masks, sentence.norms, sentence.text, sentence.starts
    named = first
    for at in range(first, min(len(norms), first + _LONGEST)):
        mask, word = masks[at], norms[at]
        if mask & _STOP or not (word[0].isalnum() or word[0] in "#'\"-"):
            if word != "," or not _goes_on(sentence, at + 1):
                break
        elif mask & _PLACE_WORD or (not mask & _NO_PLACE and text[starts[at]].isupper()) or word[0] == "#":
            named = at + 1
        elif at - first >= 4 and not (mask & _ARTICLE or word in sentence.lexicon.place_links):
            break
    return named


def _caseless(sentence: Sentence, first: int) -> int:
    """The same in a script without capitals: up to three words that are not known to be something else."""
    masks, norms = sentence.masks, sentence.norms
    named = first
    for at in range(first, min(len(norms), first + _LONGEST)):
        mask, word = masks[at], norms[at]
        if mask & (_COUNTED | _STOP) or word[0].isdecimal() or not (word[0].isalnum() or word[0] in "#'\"-"):
            break
        if mask & _PLACE_WORD or word[0] == "#":
            named = at + 1
        elif not mask & _NO_NAME:
            named = at + 1
            if at - first >= 2:
                break
        elif at - first >= 4 and not (mask & _ARTICLE or word in sentence.lexicon.place_links):
            break
        if mask & _ENDS and not mask & _PLACE_WORD:
            break
    return named


def _goes_on(sentence: Sentence, at: int) -> bool:
    """ "Andar district, Ghazni province": another name behind the comma."""
    if at >= len(sentence.norms) or not sentence.upper(at):
        return False
    return not sentence.masks[at] & (BITS["actor"] | BITS["group"] | _STOP) and any(
        sentence.masks[step] & BITS["place_word"] for step in range(at, min(at + 4, len(sentence.norms)))
    )


def place_of(sentence: Sentence, found: list[tuple[int, int]], at: int) -> PlaceMention | None:
    """The place phrase nearest to a token, what follows it before what precedes it."""
    if not found:
        return None
    first, last = found[0]
    if len(found) > 1:
        first, last = min(found, key=lambda each: (abs(each[0] - at) + (0 if each[0] > at else 4), each[0]))
    start, end = sentence.span(first, last)
    return PlaceMention(text=sentence.text[start:end], span=(start, end))
