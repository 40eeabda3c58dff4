"""Numbers to counts of people: the number with its bound, its noun and what forbids to count it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tallybook.model import GroupLabel
from tallybook.reading._blocked import blocked
from tallybook.reading._classes import BITS
from tallybook.reading._lexicon import Match
from tallybook.reading._numerals import Number, numbers
from tallybook.reading._tokens import Sentence

_STOP = (
    BITS["harm"] | BITS["aux"] | BITS["relative"] | BITS["preposition"] | BITS["part"] | BITS["by"] | BITS["say"] | BITS["whom"]
    | BITS["month"] | BITS["weekday"] | BITS["irrealis"] | BITS["according"]
)  # fmt: skip
_NUMERIC = BITS["number"] | BITS["scale"] | BITS["vague"] | BITS["indefinite"]
_PERSON = BITS["group"] | BITS["singular"]
_REACH = 7
_GENERIC = frozenset({"people", "other"})


@dataclass(slots=True)
class Count:
    """A number and the noun it counts. Tokens ``first`` (its bound included) to ``last`` (its noun included)."""

    number: Number
    first: int
    last: int
    group: str = ""
    group_first: int = -1
    group_last: int = -1
    bound: str = "exact"
    approximate: bool = False
    cues: list[Match] = field(default_factory=list)
    code: str = ""
    noun: bool = False
    other: bool = False
    prep: bool = False
    conj: bool = False
    by: bool = False
    part: bool = False
    definite: bool = False

    @property
    def label(self) -> GroupLabel:
        return self.group or "people"  # type: ignore[return-value]

    @property
    def implied(self) -> bool:
        return self.number.kind in ("single", "indefinite")


def counts(sentence: Sentence) -> list[Count]:
    """The counts of a sentence, those that are blocked among them, in order."""
    found = [_count(sentence, number) for number in numbers(sentence)]
    for count in found:
        count.code = "bystanders" if _crowd(sentence, count) else blocked(sentence, count.number, count.last, counted=count.noun)
    taken = {index for count in found for index in range(count.first, count.last)}
    found.extend(_singles(sentence, taken))
    found.extend(_named(sentence, taken | {index for count in found for index in range(count.first, count.last)}))
    found.sort(key=lambda count: count.number.first)
    return found


def _crowd(sentence: Sentence, count: Count) -> bool:
    """"a march of thousands": the number belongs to a thing."""
    at = count.first - 1
    return at > 0 and sentence.norms[at] in sentence.lexicon.of_words and bool(sentence.masks[at - 1] & BITS["thing"])


def _count(sentence: Sentence, number: Number) -> Count:
    count = Count(number, number.first, number.last)
    _bound(sentence, count)
    _noun(sentence, count)
    _after(sentence, count)
    _before(sentence, count)
    match = sentence.starting("number", number.first)
    count.definite = (match is not None and match.row.label == "definite") or (
        number.first > 0 and count.first == number.first and bool(sentence.masks[number.first - 1] & BITS["definite"])
    )
    return count


def _bound(sentence: Sentence, count: Count) -> None:
    """Bounds right before the number, from the nearest outwards: "as high as | around | 650"."""
    number = count.number
    if number.kind == "between":
        count.bound = "between"
        opened = sentence.ending("between", number.first)
        count.first = opened.first if opened else count.first
    if number.kind in ("vague", "indefinite"):
        count.bound = "vague"
    at = count.first
    while at > 0:
        match = sentence.ending("bound", at)
        if match is None:
            if sentence.masks[at - 1] & BITS["article"] or sentence.norms[at - 1] in sentence.lexicon.head.articles:
                at -= 1
                if sentence.ending("bound", at) is not None:
                    continue
            break
        _apply(count, match)
        at = count.first = match.first
    if count.number.plus and count.bound == "exact":
        count.bound = "at_least"


def _apply(count: Count, match: Match) -> None:
    count.cues.append(match)
    count.approximate = count.approximate or match.row.approximate
    if count.bound == "exact" and match.row.label != "exact":
        count.bound = match.row.label


def _noun(sentence: Sentence, count: Count) -> None:
    """Walk right from the number to the noun it counts."""
    masks, norms, length = sentence.masks, sentence.norms, len(sentence)
    at = end = count.number.last
    dual = sentence.starting("group", count.number.first) if masks[count.number.first] & BITS["group"] else None
    if dual is not None and dual.last == count.number.last:
        _take(count, dual)  # "شخصان": the number is in the noun
    limit = min(length, at + _REACH)
    while at < limit:
        mask = masks[at]
        match = sentence.starting("group", at) if mask & BITS["group"] else None
        if match is None and mask & BITS["singular"]:
            match = sentence.starting("singular", at)
        if match is not None:
            if match.last < length and masks[match.last] & BITS["thing"] and not masks[match.last] & _PERSON:
                count.last = match.last + 1  # "military targets", "police vehicles"
                return
            _take(count, match)
            at = end = match.last
            limit = min(length, at + 2)
            continue
        if mask & BITS["thing"] and not count.noun and sentence.lexicon.head.head_first:
            count.last = at + 1
            return
        if mask & BITS["other"]:
            count.other = True
            at = end = at + 1
            continue
        if mask & (_STOP | _NUMERIC | BITS["and"] | BITS["bound"]) or not (norms[at][0].isalpha() or norms[at] in "\"#'"):
            break
        at += 1
        if not count.noun and norms[at - 1] not in sentence.lexicon.of_words:
            end = at
    count.last = max(end, count.number.last)
    whom = None if count.noun else sentence.starting("whom", count.number.last)
    if whom is not None:  # "nine of them children"
        match = next((m for m in sentence.of("group") if whom.last <= m.first <= whom.last + 2), None)
        if match is not None:
            _take(count, match)
            count.last = match.last
            return
    if count.noun:
        count.last = _complement(sentence, count)


def _take(count: Count, match: Match) -> None:
    if not count.noun or match.row.label not in _GENERIC or count.group in _GENERIC:
        count.group = match.row.label
        count.group_first, count.group_last = match.first, match.last
    count.noun = True


def _complement(sentence: Sentence, count: Count) -> int:
    """"members of Hamas", "combatants and civilians": where the noun phrase ends, its label settled."""
    at, norms = count.last, sentence.norms
    if at + 1 < len(sentence) and sentence.masks[at] & BITS["and"] and sentence.masks[at + 1] & BITS["group"]:
        match = sentence.starting("group", at + 1)
        if match is not None:
            if match.row.label != count.group:
                count.group = "people"
            count.group_last = match.last
            return match.last
    if at < len(sentence) and norms[at] in sentence.lexicon.of_words and count.group in _GENERIC:
        for match in sentence.of("group") + sentence.of("singular"):
            if at < match.first <= at + 4 and match.row.label not in _GENERIC:
                count.group, count.group_last = match.row.label, match.last
                return match.last
    return at


def _after(sentence: Sentence, count: Count) -> None:
    """A bound behind the number or its noun: "12 or more", "12 people at least"."""
    for at in (count.number.last, count.last):
        match = sentence.starting("bound", at)
        if match is None or (match.row.side != "after" and not _closed(sentence, match.last)):
            continue
        _apply(count, match)
        if at == count.last:
            count.last = match.last
        else:
            count.number = count.number._replace(last=count.number.last)
            _renoun(sentence, count, match.last)
        return


def _renoun(sentence: Sentence, count: Count, at: int) -> None:
    match = sentence.starting("group", at)
    count.last = max(count.last, at)
    if match is not None:
        _take(count, match)
        count.last = match.last


def _closed(sentence: Sentence, at: int) -> bool:
    return at >= len(sentence) or sentence.norms[at] in ",.;)!?"


def _before(sentence: Sentence, count: Count) -> None:
    """What stands before the count: by, a preposition, a conjunction."""
    at = count.first
    while at > 0 and (sentence.norms[at - 1] in sentence.lexicon.head.articles or sentence.norms[at - 1] == '"'):
        at -= 1
    if at == 0:
        return
    mask = sentence.masks[at - 1]
    if mask & BITS["harm"]:
        return
    if mask & BITS["by"]:
        count.by = True
    elif mask & BITS["preposition"]:
        match = sentence.ending("preposition", at)
        count.conj = match is not None and match.row.label == "conj"
        raised = match is not None and sentence.ending("revise", match.first) is not None
        count.prep = not count.conj and not raised and match is not None and match.row.label != "with"
    if sentence.masks[at - 1] & BITS["other"]:
        count.other = True


def _singles(sentence: Sentence, taken: set[int]) -> list[Count]:
    """One person named by a noun: "a teacher", "the leader", or meant by a pronoun: "killing him"."""
    found: list[Count] = []
    for match in sorted(sentence.of("singular") + sentence.of("pronoun")):
        if match.first in taken:
            continue
        start, definite = _opening(sentence, match)
        if start < 0 or _adjective(sentence, match.last):
            continue
        if found and found[-1].number.first == start:
            found.pop()
        count = Count(Number(start, match.last, 1, 1, "single", True), start, match.last, definite=definite)
        if match.name == "singular":
            count.group, count.group_first, count.group_last, count.noun = match.row.label, match.first, match.last, True
        _before(sentence, count)
        if not _apposed(sentence, count, found):
            found.append(count)
    return found


_NO_NAME = (
    _PERSON | _NUMERIC | BITS["thing"] | BITS["month"] | BITS["weekday"] | BITS["article"] | BITS["definite"] | BITS["place_word"] | BITS["and"] | BITS["aux"]
    | BITS["preposition"] | BITS["actor"] | BITS["harm"] | BITS["stop"] | BITS["negation"] | BITS["pronoun"] | BITS["not_actor"] | BITS["adverb"] | BITS["say"] | BITS["bound"]
)  # fmt: skip
_PERSONAL = frozenset({"killed", "injured", "arrested", "executed"})


def _named(sentence: Sentence, taken: set[int]) -> list[Count]:
    """One person called by name right beside the harm word: "killed Rostum", "Mahsa Amini died"."""
    if sentence.lexicon.head.script != "Latin":
        return []
    found: list[Count] = []
    for match in sentence.of("harm"):
        frames = set(match.row.frame.split())
        if match.row.label not in _PERSONAL or not frames & {"both", "do", "undergo"}:
            continue
        passive = match.first > 0 and bool(sentence.masks[match.first - 1] & BITS["aux"])
        spans = []
        if frames & {"both", "do"} and not passive:
            spans.append(_name_right(sentence, match.last))
        if "undergo" in frames or passive:
            spans.append(_name_left(sentence, match.first - passive))
        for first, last in spans:
            if first < last and not taken & set(range(first, last)):
                found.append(Count(Number(first, last, 1, 1, "single", True), first, last, definite=True))
    return found


def _is_name(sentence: Sentence, at: int) -> bool:
    word = sentence.norms[at]
    plural = word.endswith(sentence.lexicon.people_suffixes)
    return sentence.upper(at) and word.isalpha() and not sentence.masks[at] & _NO_NAME and not plural and sentence.text[sentence.starts[at] + 1 : sentence.ends[at]].islower()


def _name_right(sentence: Sentence, first: int) -> tuple[int, int]:
    last = first
    while last < len(sentence) and last - first < 4 and _is_name(sentence, last):
        last += 1
    follows = last < len(sentence) and (sentence.norms[last] in ",.;" or bool(sentence.masks[last] & (BITS["and"] | BITS["preposition"])))
    return (first, last) if follows or last == len(sentence) else (first, first)


def _name_left(sentence: Sentence, last: int) -> tuple[int, int]:
    first = last
    while first > 0 and last - first < 4 and _is_name(sentence, first - 1):
        first -= 1
    opens = first == 0 or sentence.norms[first - 1] in ",;\"" or bool(sentence.masks[first - 1] & (BITS["and"] | BITS["that"] | BITS["singular"]))
    return (first, last) if opens and last - first >= 2 else (first, first)


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
        if mask & BITS["harm"] and not (back > 0 and sentence.masks[back - 1] & BITS["aux"]):
            return (back + 1, False) if back < match.first - 1 else (-1, False)  # "killed Taliban leader, Wali,"
        if mask & (_STOP | _NUMERIC | BITS["and"]) or not sentence.norms[back][0].isalnum() or sentence.norms[back] in sentence.lexicon.of_words:
            break
    return -1, False


def _adjective(sentence: Sentence, at: int) -> bool:
    """"a police officer's car", "a woman protester", "a leader and facilitator" go on; only the last noun counts."""
    return at < len(sentence) and bool(sentence.masks[at] & (BITS["thing"] | BITS["group"] | BITS["singular"]))


def _apposed(sentence: Sentence, count: Count, found: list[Count]) -> bool:
    """"the man, a facilitator,": the same person again."""
    at = count.first
    if count.definite or at < 2 or sentence.norms[at - 1] != ",":
        return False
    if sentence.masks[at - 2] & BITS["number"]:
        return True
    if not found:
        return False
    last = found[-1]
    return last.last == at - 1 and last.definite
