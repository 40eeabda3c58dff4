"""Parts told by a verb of being at the end: "of the 73 dead, 12 persons children and 21 persons women were"."""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._count import Count
from tallybook.reading._pairs import Pair
from tallybook.reading._shadow import norm, shadow
from tallybook.reading._tokens import Sentence

_GENERIC = frozenset({"", "people", "other"})


def predicated(sentence: Sentence, usable: list[Count], pairs: list[Pair]) -> None:
    """Give counts that only say of which kind some of the counted are the harm of the whole before them."""
    if sentence.lexicon.head.inverts and sentence.classes & BITS["aux"]:
        _of_kind(sentence, usable, pairs)
    if not sentence.lexicon.victim_left_of_do:
        return
    paired = {id(pair.count) for pair in pairs}
    wholes = [pair for pair in pairs if not pair.part]
    follows = False
    for count in reversed(usable):
        loose = id(count) not in paired and count.group not in _GENERIC and not count.by
        follows = loose and (_is_said(sentence, count.last) or (follows and _joined(sentence, count.last)))
        before = [pair for pair in wholes if pair.count.number.last <= count.first and pair.harm.last <= count.first]
        if follows and before:
            whole = max(before, key=lambda pair: pair.count.number.first)
            pairs.append(Pair(count, whole.harm, whole.cost + 1, whole.side, part=True, parent=whole))


def _of_kind(sentence: Sentence, usable: list[Count], pairs: list[Pair]) -> None:
    """ "Murieron 12 personas; dos eran niños": of what kind some of those before the mark were."""
    paired = {id(pair.count) for pair in pairs}
    wholes = [pair for pair in pairs if not pair.part]
    for count in usable:
        if id(count) in paired or count.noun or count.first == 0 or sentence.norms[count.first - 1] not in ";,":
            continue
        being = sentence.starting("aux", count.number.last)
        kind = being is not None and being.row.label != "have" and _kind(sentence, being.last)
        before = [pair for pair in wholes if pair.count.last <= count.first and pair.harm.home is sentence]
        if kind and before:
            whole = max(before, key=lambda pair: pair.count.number.first)
            pairs.append(Pair(count, whole.harm, whole.cost + 1, whole.side, part=True, parent=whole))


def _kind(sentence: Sentence, at: int) -> bool:
    """Whether a noun for people closes the clause."""
    match = sentence.starting("group", at) or sentence.starting("singular", at)
    return match is not None and (match.last >= len(sentence.norms) or sentence.norms[match.last] in ".;,")


def _is_said(sentence: Sentence, at: int) -> bool:
    """Whether "were" closes the clause here."""
    match = sentence.starting("aux", at)
    if match is None and (at >= len(sentence.norms) or not sentence.norms[at][0].isalnum()):
        noun = sentence.ending("group", at)  # "12 are children", with the verb written onto the noun
        return noun is not None and noun.last - noun.first == 1 and norm(shadow(noun.form)) != sentence.norms[at - 1]
    return match is not None and (match.last >= len(sentence.norms) or sentence.norms[match.last] in ".;,!")


def _joined(sentence: Sentence, at: int) -> bool:
    return at < len(sentence.norms) and bool(sentence.masks[at] & BITS["and"] or sentence.norms[at] == ",")
