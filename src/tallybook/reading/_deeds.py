"""What a verb that comes last leaves to the words before it: what else was done with some, who attacked, who was freed."""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._count import NUMERIC, Count, numeric
from tallybook.reading._forms import frames_of
from tallybook.reading._harms import HarmWord
from tallybook.reading._pairs import Pair
from tallybook.reading._tokens import Sentence

_NEAR = 5  # tokens between those counted and their participle
_ATTRIBUTE, _LONG = 4, 25  # tokens of "for drugs", of a relative clause
_PHRASE = 10  # tokens of "in the north of the city and"
_OWN = BITS["aux"] | BITS["say"] | BITS["relative"] | BITS["release"] | BITS["deed"] | BITS["harm"] | BITS["part"] | NUMERIC
_ENDS = frozenset(";.")


def other_deed(sentence: Sentence, pair: Pair) -> bool:
    """ "50 workers evacuated and three suffocated were": a participle with "and" behind it, and other people before the harm."""
    count, harm = pair.count, pair.harm
    if pair.side != "left" or harm.home is not sentence or not sentence.lexicon.victim_left_of_do:
        return False
    first = count.number.last + 1  # behind the first noun, known or not
    for match in sentence.of("deed"):
        if not first <= match.first <= count.last + _NEAR or match.last >= harm.first:
            continue
        own = BITS["and"] | BITS["harm"] | BITS["aux"] | BITS["relative"] | NUMERIC
        joined = bool(sentence.masks[match.last] & BITS["and"])
        if joined and not any(sentence.masks[at] & own for at in range(first, match.first)):
            return _numbered(sentence, match.last + 1, harm.first)
    return False


def freed_behind(sentence: Sentence, pair: Pair) -> bool:
    """ "62 were arrested and 19 on a bail of a billion freed were", "54 captives(object) after ten months to the Red Cross gave":
    the harm is told of those before, or only says who they are."""
    if pair.harm.home is not sentence:
        return False
    behind, length = max(pair.count.last, pair.harm.last), len(sentence.norms)
    told_before = pair.harm.last <= pair.count.first and not pair.harm.frames & {"event", "toll"}
    object_ = behind < length and sentence.norms[behind] == sentence.lexicon.head.order.object_mark
    if not (told_before or (object_ and pair.harm.label == "arrested" and "state" in pair.harm.frames)):
        return False
    end = next((at for at in range(behind, length) if _ends(sentence, at)), length)
    return any(behind <= match.first < end for match in sentence.of("release"))


def each_placed(sentence: Sentence, left: Count, right: Count, pair: Pair) -> bool:
    """ "four in Karaj and two in Qom were killed", "in Karaj four and in Qom two": one verb at the end, a place or a manner each."""
    if pair.side != "left" or "undergo" not in pair.harm.frames or pair.harm.home is not sentence or not left.noun:
        return False
    gap, behind = range(left.last, right.first), min(right.last, len(sentence.norms) - 1)
    if not sentence.lexicon.victim_left_of_do or sentence.lexicon.head.verb_first or not 1 < len(gap) <= _PHRASE:
        return False
    if pair.harm.first < right.last or any(sentence.masks[at] & _OWN or sentence.norms[at] in ";:(" for at in gap):
        return False
    if _joint(sentence, gap[-1]):
        return bool(sentence.masks[gap[0]] & sentence.masks[behind] & BITS["preposition"])
    before = range(max(0, left.first - _NEAR), left.first)
    placed = any(sentence.masks[at] & BITS["preposition"] for at in before)
    return placed and _joint(sentence, gap[0]) and bool(sentence.masks[gap[1]] & BITS["preposition"])


def clauses(sentence: Sentence, usable: list[Count]) -> list[tuple[int, int]]:
    """ "Four convicts, who for 3 killings six years in jail had been, were hanged": relative clauses that part nobody from the verb."""
    return [span for count in usable if (span := _clause(sentence, count)) is not None]


def earlier_harm(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """Whether a harm is told in such a clause of those whom the verb behind it kills, hangs or hurts."""
    span = _clause(sentence, count) if sentence.classes & BITS["relative"] else None
    if span is None or not span[0] <= word.first < span[1]:
        return False
    main = next((match for match in sentence.of("harm") if match.first >= span[1]), None)
    return main is not None and "undergo" in frames_of(main.row.frame) and not _numbered(sentence, span[1], main.first)


def _clause(sentence: Sentence, count: Count) -> tuple[int, int] | None:
    """A relative clause right behind a count and its attribute, from its "who" to the comma behind its verb of being."""
    near = range(count.last, min(count.last + _ATTRIBUTE, len(sentence.norms)))
    opened = next((at for at in near if sentence.masks[at] & BITS["relative"]), -1)
    if opened < 0 or not sentence.lexicon.victim_left_of_do or any(sentence.masks[at] & _OWN for at in range(count.last, opened)):
        return None
    end = next((at for at in range(opened, min(opened + _LONG, len(sentence.norms))) if sentence.norms[at] == ","), -1)
    return (opened, end + 1) if end > 0 and sentence.masks[end - 1] & BITS["aux"] else None


def begins_anew(sentence: Sentence, left: Count, right: Count, pair: Pair) -> bool:
    """ "In memory of the death of eight pupils, 200 persons gathered": the harm before a comma, and a verb of their own at the end."""
    if not sentence.lexicon.victim_left_of_do or sentence.lexicon.head.verb_first or pair.harm.last > right.first:
        return False
    for at in range(right.last, len(sentence.norms)):
        if _ends(sentence, at) or sentence.norms[at] == "," or sentence.masks[at] & (BITS["say"] | NUMERIC):
            break
        if sentence.masks[at] & BITS["deed"]:
            return True
    event = pair.side == "right" and "event" in pair.harm.frames and left.last == right.first - 1
    bare = event and sentence.norms[left.last] == ","
    return bare and (right.last >= len(sentence.norms) or not _joint(sentence, right.last))


def attackers(sentence: Sentence, count: Count) -> bool:
    """ "In the ambush of six gunmen, three guards were killed": armed men right behind an attack, a comma or "on" behind them."""
    at, last = count.first, count.last
    if at < 2 or last >= len(sentence.norms) or not sentence.lexicon.victim_left_of_do:
        return False
    attack = sentence.ending("thing", at)
    if attack is None or attack.row.label != "event" or not sentence.masks[attack.first - 1] & BITS["preposition"]:
        return False
    return sentence.norms[last] == "," or bool(sentence.masks[last] & BITS["say_to"])


def _joint(sentence: Sentence, at: int) -> bool:
    return sentence.norms[at] == "," or bool(sentence.masks[at] & BITS["and"])


def _ends(sentence: Sentence, at: int) -> bool:
    return sentence.norms[at] in _ENDS or bool(sentence.masks[at] & (BITS["and"] | BITS["harm"]))


def _numbered(sentence: Sentence, first: int, last: int) -> bool:
    return any(numeric(sentence, at) for at in range(first, last))
