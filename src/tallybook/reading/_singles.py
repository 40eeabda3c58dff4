"""One victim without a numeral: "a teacher", "the leader", "him", a name right beside the harm word."""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._count import NUMERIC, PERSON, STOP, Count, stands_before
from tallybook.reading._forms import Match, frames_of, place
from tallybook.reading._numerals import Number
from tallybook.reading._tokens import Sentence


def singles(sentence: Sentence, taken: set[int], counted: list[Count]) -> list[Count]:
    """One person named by a noun: "a teacher", "the leader", or meant by a pronoun: "killing him"."""
    found: list[Count] = []
    for match in sorted(sentence.of("singular") + sentence.of("pronoun"), key=place):
        if match.first in taken or (match.name == "pronoun" and match.row.label == "plural"):
            continue
        start, definite = _opening(sentence, match)
        if start < 0 or _adjective(sentence, match.last):
            continue
        if found and found[-1].number.first == start:
            found.pop()
        count = Count(Number(start, match.last, 1, 1, "single", True), start, match.last, definite=definite)
        count.fresh = _possessed(sentence, start)
        if match.name == "singular":
            count.group, count.group_first, count.group_last, count.noun = match.row.label, match.first, match.last, True
        stands_before(sentence, count)
        if not _apposed(sentence, count, [*counted, *found]):
            count.last = _past_name(sentence, count.last)
            found.append(count)
    return found


_NOUN = PERSON | BITS["thing"]
_NO_NAME = PERSON | NUMERIC
for _class in (
    "thing", "month", "weekday", "article", "definite", "place_word", "and", "aux", "preposition", "actor", "harm", "stop",
    "negation", "pronoun", "not_actor", "adverb", "say", "bound",
):  # fmt: skip
    _NO_NAME |= BITS[_class]
_AUX = BITS["aux"]
_DEEDS, _ACTIVE = frozenset({"both", "do", "undergo"}), frozenset({"both", "do"})
_PERSONAL = frozenset({"killed", "injured", "arrested", "executed"})


def named(sentence: Sentence, taken: set[int]) -> list[Count]:
    """One person called by name right beside the harm word: "killed Rostum", "Mahsa Amini died"."""
    if sentence.lexicon.head.script != "Latin":
        return []
    found: list[Count] = []
    for match in sentence.of("harm"):
        frames = frames_of(match.row.frame)
        if match.row.label not in _PERSONAL or frames.isdisjoint(_DEEDS):
            continue
        passive = match.first > 0 and bool(sentence.masks[match.first - 1] & _AUX)
        spans = []
        if not passive and not frames.isdisjoint(_ACTIVE):
            spans.append(_name_right(sentence, match.last))
        if passive or "undergo" in frames:
            spans.append(_name_left(sentence, match.first - passive))
        for first, last in spans:
            if first < last and not taken & set(range(first, last)):
                found.append(Count(Number(first, last, 1, 1, "single", True), first, last, definite=True))
    return found


def _is_name(sentence: Sentence, at: int) -> bool:
    if sentence.masks[at] & _NO_NAME or not sentence.upper(at):
        return False
    word = sentence.norms[at]
    return (
        word.isalpha()
        and not word.endswith(sentence.lexicon.people_suffixes)
        and sentence.text[sentence.starts[at] + 1 : sentence.ends[at]].islower()
    )


def _name_right(sentence: Sentence, first: int) -> tuple[int, int]:
    last, length = first, len(sentence.norms)
    while last < length and last - first < 4 and _is_name(sentence, last):
        last += 1
    if last == first:
        return first, first
    follows = last < length and (
        sentence.norms[last] in ",.;" or bool(sentence.masks[last] & (BITS["and"] | BITS["preposition"]))
    )
    return (first, last) if follows or last == length else (first, first)


def _name_left(sentence: Sentence, last: int) -> tuple[int, int]:
    first = last
    while first > 0 and last - first < 4 and _is_name(sentence, first - 1):
        first -= 1
    if last - first < 2:
        return first, first
    opens = (
        first == 0
        or sentence.norms[first - 1] in ',;"'
        or bool(sentence.masks[first - 1] & (BITS["and"] | BITS["that"] | BITS["singular"]))
    )
    return (first, last) if opens else (first, first)


def _which(sentence: Sentence, at: int) -> bool:
    """Whether a weak word for a harm stands behind "the", where it only says which one is meant."""
    harm = sentence.starting("harm", at)
    return harm is not None and harm.row.frame == "weak" and at > 0 and bool(sentence.masks[at - 1] & BITS["definite"])


def _opening(sentence: Sentence, match: Match) -> tuple[int, bool]:
    """Where the phrase of a person's noun begins, and whether it is definite; -1 where nothing opens it."""
    if match.name == "pronoun":
        return match.first, True
    for back in range(match.first - 1, max(-1, match.first - 7), -1):
        mask = sentence.masks[back]
        if mask & BITS["article"]:
            return back, False
        if mask & BITS["definite"]:
            return back, not mask & BITS["other"]
        if mask & BITS["harm"] and _which(sentence, back):
            continue  # "the targeted commander"
        if mask & BITS["harm"] and not (back > 0 and sentence.masks[back - 1] & BITS["aux"]):
            return (back + 1, False) if back < match.first - 1 or _has_name(sentence, match.last) else (-1, False)
        if (
            mask & (STOP | NUMERIC | BITS["and"])
            or not sentence.norms[back][0].isalnum()
            or sentence.norms[back] in sentence.lexicon.of_words
            or (sentence.lexicon.head.head_first and sentence.norms[back] in sentence.lexicon.head.articles)
        ):
            break  # "mató de un disparo a la enfermera": the article is the shot's
    return -1, False


def _has_name(sentence: Sentence, at: int) -> bool:
    """ "killed Taliban leader, Wali,": the noun goes with a name."""
    at += at < len(sentence.norms) and sentence.norms[at] == ","
    return at < len(sentence.norms) and _is_name(sentence, at)


def _possessed(sentence: Sentence, at: int) -> bool:
    match = sentence.starting("definite", at) if sentence.masks[at] & BITS["definite"] else None
    return match is not None and match.row.label == "possessive"


def _adjective(sentence: Sentence, at: int) -> bool:
    """ "a police officer's car", "a woman protester", "a leader and facilitator" go on; only the last noun counts."""
    return at < len(sentence.masks) and bool(sentence.masks[at] & _NOUN)


def _past_name(sentence: Sentence, at: int) -> int:
    """Behind the name that is set off: "a commander, Wali Khan, and two others"."""
    if at >= len(sentence.norms) or sentence.norms[at] != ",":
        return at
    last = at + 1
    while last < len(sentence.norms) and last - at <= 4 and _is_name(sentence, last):
        last += 1
    closed = last < len(sentence.norms) and sentence.norms[last] == ","
    return last if closed and last > at + 1 else at


def _apposed(sentence: Sentence, count: Count, found: list[Count]) -> bool:
    """ "the man, a facilitator,", "one, a clerk,": the same person again. The first mention then ends behind it."""
    at = count.first
    whom = sentence.ending("whom", at)
    if whom is not None and any(each.number.last == whom.first and each.number.high == 1 for each in found):
        return True  # "uno de ellos un niño"
    if count.definite or at < 2 or sentence.norms[at - 1] != ",":
        return False
    told = next((each for each in found if each.last == at - 1), None)
    if told is not None and told.number.high == 1 and (told.definite or not told.implied):
        told.last = count.last
        return True
    return bool(sentence.masks[at - 2] & BITS["number"])
