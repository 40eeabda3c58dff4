"""Pairs that a verb of their own undoes: "310 tested positive and nine died", "400 refugees were resettled"."""

from __future__ import annotations

from tallybook.reading._busy import noun_or_passive, one_alone, own_verb
from tallybook.reading._classes import BITS
from tallybook.reading._ellipsis import whom_behind
from tallybook.reading._pairs import Pair
from tallybook.reading._tokens import Sentence
from tallybook.reading._wholes import fronted, share_of

_PERSONS = BITS["group"] | BITS["singular"]
_NOUNS = frozenset({"state", "event", "toll"})


def without_busy(sentence: Sentence, pairs: list[Pair]) -> list[Pair]:
    """The pairs, without those that share the harm of others though a verb of their own stands before them ("310 tested positive and
    nine died"), and without "of them" that are more than those."""
    head = sentence.lexicon.head
    if not head.articles or head.inverts:
        return pairs
    gone = {id(pair) for pair in pairs if _too_many(sentence, pair) or _shared(sentence, pair, pairs)}
    return [pair for pair in pairs if id(pair) not in gone and id(pair.parent) not in gone] if gone else pairs


def _too_many(sentence: Sentence, pair: Pair) -> bool:
    """ "A minute's silence for the 19 dead; 230 of them voted": no part is more than its whole."""
    whole = pair.parent.count if pair.part and pair.parent is not None else None
    if whole is None or whole.bound not in ("exact", "up_to") or whole.approximate or whole.number.kind != "exact":
        return False
    more = pair.count.number.kind == "exact" and pair.count.number.low > whole.number.high
    return more and whom_behind(sentence, pair.count) is not None


def _shared(sentence: Sentence, pair: Pair, pairs: list[Pair]) -> bool:
    if pair.part or pair.harm.home is not sentence:
        return False
    if pair.side != "left":
        return pair.harm.last < pair.count.first and _before_comma(sentence, pair, own_verb(sentence, pair.count))
    if _named(sentence, pair):
        return True
    if pair.count.last <= pair.harm.first and (
        fronted(sentence, pair.count, pair.harm)
        or share_of(sentence, pair.count, pair.harm)
        or one_alone(sentence, pair.count, pair.harm)
    ):
        return True
    verb = own_verb(sentence, pair.count)
    if verb > 0 and pair.harm.last <= pair.count.first and pair.cost >= 1:
        return not pair.count.noun  # "Two were killed and six walked back to base"
    if not 0 < verb < pair.harm.first or sentence.starting("relative", pair.count.last) is not None:
        return False
    return any(other.harm is pair.harm and verb < other.count.first < pair.harm.first for other in pairs)


def _named(sentence: Sentence, pair: Pair) -> bool:
    """ "quotes 14 former detainees", "400 refugees were resettled": the word of harm is only who they are, and the verb tells of more."""
    count, harm = pair.count, pair.harm
    if not (count.number.last <= harm.first < count.last and harm.frames <= _NOUNS and sentence.masks[harm.first] & _PERSONS):
        return False
    before = sentence.ending("deed", count.first) if count.first else None
    if before is not None and before.first > 0 and noun_or_passive(sentence, before.first - 1):
        before = None
    own = own_verb(sentence, count) if before is None else -1
    verb = before or (sentence.ending("deed", own) if own > 0 else None)
    return verb is not None and verb.row.label != "kept"


def _before_comma(sentence: Sentence, pair: Pair, verb: int) -> bool:
    """ "To reach the injured, 200 soldiers marched all night": the harm closed a phrase of its own, and they only did something."""
    comma = pair.count.first - 1
    if verb < 0 or pair.harm.last != comma or sentence.norms[comma] != "," or not pair.count.noun:
        return False
    article = pair.harm.first > 0 and sentence.norms[pair.harm.first - 1] in sentence.lexicon.head.articles
    return (pair.harm.frames <= _NOUNS or article) and not pair.harm.among
