"""Harms carried over: "the figure" of what was spoken of, and sentences that go on counting the ones before."""

from __future__ import annotations

from tallybook.reading import _phrases as phrases
from tallybook.reading._breakdown import parts
from tallybook.reading._classes import BITS
from tallybook.reading._count import PERSON, Count
from tallybook.reading._ellipsis import met, whom_behind
from tallybook.reading._gapped import gaps, sourced
from tallybook.reading._pairs import Pair
from tallybook.reading._regions import part_regions
from tallybook.reading._tokens import Sentence

_AT_THE_HEAD = 1
_NOUN = 2  # tokens of "of votes"
_FIGURE = 7  # tokens from "the figure" to its number
_VERB = 3  # tokens of "їх було"
_OPENERS = ("part", "among", "whom", "continuing")


def figures(sentence: Sentence, usable: list[Count], pairs: list[Pair], last: Pair | None) -> None:
    """ "activists put the figure at 60": the harm is the one spoken of before."""
    if not sentence.classes & BITS["figure"]:
        return
    by_count = {id(pair.count): pair for pair in pairs}
    for match in (each for each in sentence.of("figure") if not each.row.label):
        near = range(match.last, match.last + _FIGURE)
        count = next((each for each in usable if each.first in near and ":" not in sentence.norms[match.last : each.first]), None)
        before = [pair for pair in pairs if pair.count.number.first < match.first]
        known = max(before, key=lambda pair: pair.count.number.first) if before else last
        if count is None or id(count) in by_count or known is None or (count.noun and count.group != "people"):
            continue
        if _of_things(sentence, match.last, count.first):
            continue
        by_count[id(count)] = Pair(count, known.harm, known.cost + 1, "toll" if before else known.side)
        pairs.append(by_count[id(count)])


def _of_things(sentence: Sentence, first: int, last: int) -> bool:
    """ "The number of votes was 300": whose number it is stands behind it, and is no person's."""
    if last - first < _NOUN or sentence.norms[first] not in sentence.lexicon.of_words or not sentence.lexicon.head.articles:
        return False  # "the figure of 50"
    return not any(sentence.masks[at] & (PERSON | BITS["harm"] | BITS["anaphor"]) for at in range(first + 1, last))


def alone(sentence: Sentence, usable: list[Count], pairs: list[Pair]) -> None:
    """ "Amnesty says 13 were killed, police say 7": a bare number right behind a verb of saying, or where one is left out."""
    paired = {id(pair.count) for pair in pairs}
    if paired.issuperset(map(id, usable)):
        return
    left_out = {step for at in gaps(sentence) for step in (at + 1, at + 2)}
    for count in usable:
        before = [pair for pair in pairs if pair.count.last <= count.first and not pair.part]
        if id(count) in paired or not before or (count.noun and not _only_people(sentence, count)):
            continue
        told = count.first in left_out or sourced(sentence, count) or _said(sentence, count.first)
        if not told and not _behind_speaker(sentence, count, before[-1]):
            continue
        pairs.append(Pair(count, before[-1].harm, before[-1].cost + 1, "toll"))


def _said(sentence: Sentence, at: int) -> bool:
    """ "police say 7", "активісти писали про майже 30", "los vecinos hablan de 60"."""
    about = at > 0 and (sentence.masks[at - 1] & BITS["that"] or sentence.norms[at - 1] in sentence.lexicon.of_words)
    told = sentence.ending("say", at - 1) if about and sentence.lexicon.head.inverts else None
    return told is not None or sentence.ending("say", at) is not None or _were_so_many(sentence, at) or _said_to_be(sentence, at)


def _said_to_be(sentence: Sentence, at: int) -> bool:
    """ "تقول المعارضة إنهم 30": where the verb comes first, "that they are" stands behind the speaker."""
    if not sentence.lexicon.head.verb_first or at < 2 or not sentence.masks[at - 1] & BITS["that"]:
        return False
    return any(at - _FIGURE <= match.first < at - 1 for match in sentence.of("say"))


def _were_so_many(sentence: Sentence, at: int) -> bool:
    """ "los vecinos sostienen que fueron 15", "según los familiares, fueron once": a verb of being and the bare figure."""
    first = at
    while first > 0 and at - first < _VERB and sentence.masks[first - 1] & (BITS["aux"] | BITS["anaphor"] | BITS["adverb"]):
        first -= 1
    if (
        not sentence.lexicon.head.inverts
        or first == at
        or not any(sentence.masks[step] & BITS["aux"] for step in range(first, at))
    ):
        return False
    if sentence.masks[first - 1] & BITS["that"]:
        behind = first - 1 - (sentence.norms[first - 2] == ",")
        return sentence.ending("say", behind) is not None
    near = range(max(0, first - _FIGURE), first)
    return sentence.norms[first - 1] == "," and any(match.first in near for match in sentence.of("according"))


def _only_people(sentence: Sentence, count: Count) -> bool:
    """ "25 persons" at the end of a clause, where nothing befalls them but what was spoken of."""
    at = count.last
    ended = (
        at >= len(sentence.norms) or not sentence.norms[at][0].isalnum() or bool(sentence.masks[at] & (BITS["say"] | BITS["and"]))
    )
    return count.group == "people" and ended and sentence.lexicon.victim_left_of_do


def _behind_speaker(sentence: Sentence, count: Count, before: Pair) -> bool:
    """ "The state put the toll at 12 and the UN at 30": a speaker between "and" and a figure of the same toll."""
    actor = phrases.figure_of(sentence, count.first) if before.side == "toll" else None
    return actor is not None and actor.first > before.count.number.last


def alike(sentence: Sentence, usable: list[Count], pairs: list[Pair]) -> None:
    """ "Eighty-six of the dead were prisoners; fourteen were agents": what follows a part in the same way is one as well."""
    first = next((pair for pair in pairs if pair.partitive), None)
    if first is None:
        return
    paired = {id(pair.count) for pair in pairs}
    for count in usable:
        if id(count) not in paired and count.first >= first.count.last and _said_of(sentence, count):
            pairs.append(
                Pair(count, first.harm, first.cost + 1, first.side, part=True, parent=first.parent, partitive=True, to=first.to)
            )


def _listed(sentence: Sentence, count: Count) -> bool:
    """ "It also lists 148 fighters": people named right behind a verb of saying, and no harm of their own."""
    paused = sentence.lexicon.head.inverts and count.first > 1 and sentence.norms[count.first - 1] == ","
    told = sentence.ending("say", count.first - paused) is not None
    if sentence.of("harm") or not (told or (not count.noun and _said(sentence, count.first))):
        return False  # "dio una cifra menor, 16, incluido un conscripto"
    if count.last < len(sentence.norms) and sentence.masks[count.last] & BITS["aux"]:
        return False  # "She said 40 people had been rescued": something befell them, and no harm
    bare = count.last == count.number.last and not count.noun  # "Initial reports had given 35"
    return bare or (count.noun and any(match.first <= 1 for match in sentence.of("anaphor")))


def labelled(sentence: Sentence, found: list[Count], first: Pair) -> list[Pair]:
    """A speaker's own figure of the first harm that the line before told of: of the dead, where it told of dead and wounded."""
    return [Pair(count, first.harm, first.cost + 2, "toll") for count in found if not count.code and _labelled(sentence, count)]


def _labelled(sentence: Sentence, count: Count) -> bool:
    """ "An official: 10 to 50 persons.": a speaker's own figure of what the line before told of."""
    at = count.first
    while at > 0 and sentence.masks[at - 1] & BITS["status"]:
        at -= 1
    if at < 2 or sentence.norms[at - 1] != ":" or sentence.of("harm") or not _only_people(sentence, count):
        return False
    label = phrases.label(sentence)
    return label is not None and label.start == at


def carried(sentence: Sentence, found: list[Count], pairs: list[Pair], last: Pair, to: str) -> list[Pair]:
    """Counts without a harm of their own that break down what the sentence before counted: "Two were women"."""
    fresh: list[Pair] = []
    ahead = min(
        (pair.count.first for pair in pairs), default=len(sentence.norms)
    )  # "revised to 357, since one body was counted twice"
    figures(sentence, [count for count in found if not count.code and count.last <= ahead], fresh, last)
    paired = {id(pair.count) for pair in (*pairs, *fresh)}
    own = "harm" in sentence.matches and sentence.lexicon.head.inverts  # "It also found that 350 were held": a harm of its own
    openers = _OPENERS[:-1] if own else _OPENERS
    opened = any(match.first <= _AT_THE_HEAD for name in openers for match in sentence.of(name))
    again = sentence.starting("partitive", 0)
    opened = opened or again is not None
    for count in found:
        if id(count) in paired or count.code or count.by or count.implied:
            continue
        if again is not None and count.first <= again.last and count.number.low == last.count.number.low:
            continue  # "Of the 225, 19 were police": the total once more
        if _listed(sentence, count):
            fresh.append(Pair(count, last.harm, last.cost + 2, "toll"))
            continue
        if (
            (opened and (count.noun or _bracketed(sentence, count) or _said_of(sentence, count) or _filled(sentence, count)))
            or (count.first == 0 and _said_of(sentence, count))
            or (
                _some_of_them(sentence, count, last)
                and (fresh or all(each.first >= count.first for each in found))
                and not met(sentence, count)
            )
        ):
            fresh.append(Pair(count, last.harm, last.cost + 2, last.side, part=True, to=to))
    if fresh and not pairs and sentence.of("part"):  # "they settled on 225, including 19 officers"
        usable = [count for count in found if not count.code]
        part_regions(sentence, usable)
        parts(sentence, usable, fresh)
    return fresh


def _some_of_them(sentence: Sentence, count: Count, last: Pair) -> bool:
    """ "two of them"; "two of the victims" are dead, and so are nobody where the missing were counted last."""
    whom = whom_behind(sentence, count)
    return whom is not None and (whom.row.label != "dead" or last.harm.label in _DEADLY)


def details(sentence: Sentence, pairs: list[Pair], last: Pair, to: str) -> list[Pair]:
    """ "Eight died. Three of them were trapped in a hall": what befell some of the dead before they died is no other harm."""
    if last.harm.label not in _DEADLY:
        return pairs
    return [_as_dead(pair, last, to) if _tells_how(sentence, pair) else pair for pair in pairs]


_DEADLY = ("killed", "executed")


def _tells_how(sentence: Sentence, pair: Pair) -> bool:
    opens = pair.count.first <= _AT_THE_HEAD and whom_behind(sentence, pair.count) is not None
    return opens and pair.side == "left" and pair.harm.label in ("missing", "injured")


def _as_dead(pair: Pair, last: Pair, to: str) -> Pair:
    return Pair(pair.count, last.harm, pair.cost + 2, last.side, part=True, to=to)


def _bracketed(sentence: Sentence, count: Count) -> bool:
    """ "They include Nairobi (20), Garissa (2)": a figure in brackets behind a name."""
    first = count.number.first
    closed = count.number.last < len(sentence.norms) and sentence.norms[count.number.last] == ")"
    return closed and first > 1 and sentence.norms[first - 1] == "(" and sentence.upper(first - 2)


def _filled(sentence: Sentence, count: Count) -> bool:
    """ "of whom children: 12": the noun heads a label that the count fills."""
    match = sentence.ending("group", count.first - 1) if count.first > 1 and sentence.norms[count.first - 1] == ":" else None
    if match is not None:
        count.group, count.group_first, count.group_last = match.row.label, match.first, match.last
    return match is not None


def _said_of(sentence: Sentence, count: Count) -> bool:
    """ "Two were women": a verb of being and a group behind the bare number."""
    at = count.number.last
    if sentence.starting("whom", at) is not None:
        at += 2
    if at >= len(sentence.norms) or not sentence.masks[at] & BITS["aux"]:
        return False
    near = range(at + 1, min(at + 4, len(sentence.norms)))
    kind = next((step for step in near if sentence.masks[step] & (BITS["group"] | BITS["singular"])), -1)
    return kind > 0 and not any(
        sentence.norms[step][0].isdecimal() for step in range(at + 1, kind)
    )  # "One was carrying 52 nurses"
