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
_COUNTED = BITS["bound"] | BITS["vague"] | BITS["indefinite"] | BITS["scale"] | BITS["last"] | BITS["duration"]


def places(sentence: Sentence) -> list[tuple[int, int]]:
    """The place phrases of a sentence: tokens first to last of each, the preposition left out."""
    found: list[tuple[int, int]] = []
    for match in sentence.of("place_prep"):
        if (found and match.first < found[-1][1]) or _bounds(sentence, match.first):
            continue
        last = _phrase(sentence, match.last)
        if last > match.last:
            found.append((match.last, last))
    return found


def _bounds(sentence: Sentence, at: int) -> bool:
    """Whether a token belongs to the bound of a figure: "au moins 12", "cerca de 300"."""
    bound = sentence.covering("bound", at) if sentence.masks[at] & BITS["bound"] else None
    if bound is None or bound.last >= len(sentence):
        return False
    return sentence.norms[bound.last][0].isdecimal() or bool(sentence.masks[bound.last] & BITS["number"])


def _phrase(sentence: Sentence, first: int) -> int:
    """Where the phrase that begins at ``first`` ends; ``first`` itself where it names no place."""
    at, named, caseless = first, first, sentence.lexicon.head.script == "Arabic"
    while at < len(sentence) and at - first < _LONGEST:
        mask, word = sentence.masks[at], sentence.norms[at]
        if caseless and (word[0].isdecimal() or mask & _COUNTED):
            break
        if mask & _STOP or not (word[0].isalnum() or word[0] in "#'\"-"):
            if word != "," or not _goes_on(sentence, at + 1):
                break
        elif (
            mask & BITS["place_word"]
            or (not caseless and sentence.upper(at) and not mask & (BITS["group"] | BITS["thing"]))
            or word[0] == "#"
        ):
            named = at + 1
        elif caseless and not mask & (BITS["preposition"] | BITS["stop"] | BITS["group"] | BITS["and"]):
            named = at + 1
            if at - first >= 2:
                break
        elif not (mask & BITS["article"] or word in sentence.lexicon.place_links or at - first < 4):
            break
        if caseless and mask & (BITS["preposition"] | BITS["stop"]) and not mask & BITS["place_word"]:
            break
        at += 1
    return named


def _goes_on(sentence: Sentence, at: int) -> bool:
    """ "Andar district, Ghazni province": another name behind the comma."""
    if at >= len(sentence) or sentence.lexicon.head.script == "Arabic" or not sentence.upper(at):
        return False
    return not sentence.masks[at] & (BITS["actor"] | BITS["group"] | _STOP) and any(
        sentence.masks[step] & BITS["place_word"] for step in range(at, min(at + 4, len(sentence)))
    )


def place_of(sentence: Sentence, found: list[tuple[int, int]], at: int) -> PlaceMention | None:
    """The place phrase nearest to a token, what follows it before what precedes it."""
    if not found:
        return None
    first, last = min(found, key=lambda each: (abs(each[0] - at) + (0 if each[0] > at else 4), each[0]))
    start, end = sentence.span(first, last)
    return PlaceMention(text=sentence.text[start:end], span=(start, end))
