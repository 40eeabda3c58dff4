"""Counts whose harm is left out: "three deaths in Kyiv, and one in Mykolaiv", "five of them", "and nationwide at 9,000"."""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._count import NUMERIC, Count, numeric
from tallybook.reading._forms import Match
from tallybook.reading._pairs import Pair
from tallybook.reading._tokens import Sentence

_GENERIC = frozenset({"", "people", "other"})
_MORE = BITS["other"] | BITS["article"]
_NEAR = 3
_ALSO = 7  # tokens of "and in the provinces at"
_SAVED = 8  # tokens between "were rescued" and "injured"
_REASON = 12  # tokens of "for crimes to do with drugs"
_SPEAKER = 8  # tokens of "and according to X" between two figures


def named_apart(sentence: Sentence, count: Count, near: Count, pair: Pair) -> bool:
    """ "400 despidos y 2 muertos": the dead are the noun of the second number, and an unknown noun stands behind the first."""
    at, beside = count.number.last, "state" in pair.harm.frames and pair.harm.first == near.number.last
    if not beside or count.noun or not sentence.lexicon.head.inverts or not sentence.lexicon.head.head_first:
        return False
    return at < near.first and sentence.norms[at].isalpha() and not sentence.masks[at]


def elliptic(sentence: Sentence, near: Count, count: Count) -> bool:
    """ "three deaths in Kyiv, and one in Mykolaiv"."""
    before, opened = count.first - 1, sentence.ending("preposition", count.first)
    while before > near.last and sentence.masks[before] & _MORE:
        before -= 1  # "and another five in Farah", "and a further nine in a well"
    joined = before >= near.last and (bool(sentence.masks[before] & BITS["and"]) or sentence.norms[before] == ",")
    follows = count.last < len(sentence.norms) and bool(sentence.masks[count.last] & BITS["preposition"])
    noun = count.noun and not (count.group == "people" and sentence.lexicon.victim_left_of_do)  # "5,800 persons in Syria"
    if count.noun and sentence.masks[before] & BITS["and"] and homed(sentence, near, before):
        return True  # "two from Chad and one Kenyan national"
    if follows and joined and count.noun and _placed(sentence, near, count):
        return True
    more = count.other and opened is not None and opened.row.label == "with"  # "400 deaths on Monday, with 50 more on Friday"
    return follows and not noun and (more or (joined and not count.prep))


def _placed(sentence: Sentence, near: Count, count: Count) -> bool:
    """ "80 people died in 206 incidents in Vera, 14 people in five attacks in Oresk": the same of another place, and no verb."""
    if count.group not in _GENERIC or near.group not in _GENERIC or not sentence.lexicon.head.articles:
        return False
    end = next((at for at in range(count.last, len(sentence.norms)) if sentence.norms[at] in ",;."), len(sentence.norms))
    verbs = BITS["harm"] | BITS["aux"] | BITS["say"] | BITS["release"] | BITS["relative"] | BITS["and"]
    return sentence.upper(end - 1) and not any(sentence.masks[at] & verbs for at in range(count.last, end))


def met(sentence: Sentence, count: Count) -> bool:
    """ "Rescuers made contact with two of them.": what is done with some is no harm, where the words end with them."""
    whom = whom_behind(sentence, count)
    ends = whom is not None and (whom.last >= len(sentence.norms) or sentence.norms[whom.last] in ".;")
    return ends and count.first > 0 and bool(sentence.masks[count.first - 1] & BITS["preposition"])


def of_those_before(sentence: Sentence, count: Count) -> bool:
    """ "143 dead, five of them children, and 80 in hospital": a part of what stands before it."""
    return count.first > 0 and sentence.norms[count.first - 1] == "," and whom_behind(sentence, count) is not None


def also_put(sentence: Sentence, near: Count, count: Count, pair: Pair) -> bool:
    """ "put the arrests in the city at 2,209 and nationwide at 9,000": the figure of the same toll for another place.

    "Vera accounted for 43 of the deaths and Oresk for 41": of the same harm, where only a name stands between.
    """
    named = all(sentence.upper(step) for step in range(near.last, count.first - 1) if not sentence.masks[step] & BITS["and"])
    if (pair.side != "toll" and not named) or count.noun or near.first == 0 or count.first - near.last > _ALSO:
        return False
    at = count.first - (sentence.norms[count.first - 1] == '"')
    again = sentence.norms[at - 1] == sentence.norms[near.first - 1] and bool(sentence.masks[at - 1] & BITS["preposition"])
    own = BITS["harm"] | BITS["aux"] | BITS["say"] | BITS["actor"]
    gap = range(near.last, at - 1)
    joined = len(gap) > 0 and bool(sentence.masks[gap[0]] & BITS["and"])
    return again and joined and not any(sentence.masks[step] & own or sentence.norms[step] in ",;:" for step in gap)


def homed(sentence: Sentence, near: Count, end: int, *, named: bool = False) -> bool:
    """Whether nothing but where they are from stands between a bare count and a token. ``named``: it may have a noun."""
    gap = range(near.last, end)
    bare = (named or not near.noun) and 1 < len(gap) <= _NEAR and bool(sentence.masks[near.last] & BITS["preposition"])
    return bare and all(sentence.upper(at) for at in gap[1:])


def each_by(sentence: Sentence, left: Count, right: Count) -> bool:
    """ "according to A 12 persons and according to B 40 persons died": one verb behind figures of two speakers."""
    at = left.last
    if sentence.lexicon.head.verb_first:  # "died 12 according to A and 40 according to B"
        return (
            all(sentence.starting("according", each.last) is not None for each in (left, right)) and right.first - at <= _SPEAKER
        )
    if not sentence.lexicon.victim_left_of_do or at + 1 >= right.first or right.first - at > _SPEAKER:
        return False
    joined = sentence.masks[at] & BITS["and"] or sentence.norms[at] == ","
    spoken = sentence.starting("according", at + 1) is not None
    return bool(joined) and spoken and not any(sentence.masks[step] & BITS["harm"] for step in range(at, right.first))


def each_for(sentence: Sentence, left: Count, right: Count) -> bool:
    """ "71 persons for drugs, 53 persons for murder and 11 for spying executed were": one verb behind figures with a reason each."""
    first, last = left.last, right.last
    if not sentence.lexicon.victim_left_of_do or not first < right.first - 1 < first + _REASON or last >= len(sentence.norms):
        return False
    reasons = [match for at in (first, last) if (match := sentence.starting("preposition", at)) and match.row.label == "reason"]
    end = right.first - 1
    own = BITS["aux"] | BITS["say"] | BITS["relative"] | NUMERIC
    joined = sentence.masks[end] & BITS["and"] or sentence.norms[end] == ","
    return len(reasons) == 2 and bool(joined) and not any(_tells(sentence, at, own) for at in range(first, end))


def _tells(sentence: Sentence, at: int, own: int) -> bool:
    mask, word = sentence.masks[at], sentence.norms[at]
    harmed = mask & BITS["harm"] and not mask & BITS["harm_block"]
    return bool(mask & own or harmed) or word in ";:(" or word[0].isdecimal()


def added(sentence: Sentence, count: Count) -> bool:
    """ "745 civilians were killed, in addition to 125 soldiers"."""
    match = sentence.ending("and", count.first)
    return match is not None and match.row.label == "additive"


def whom_behind(sentence: Sentence, count: Count) -> Match | None:
    """ "two of them", and "46 persons of them" where a noun stands between."""
    if not sentence.classes & BITS["whom"]:
        return None
    at = count.last
    while at < len(sentence.norms) and sentence.masks[at] & BITS["adverb"] and not sentence.masks[at] & BITS["other"]:
        at += 1  # "and about ten children as well among them"
    return sentence.starting("whom", count.number.last) or sentence.starting("whom", count.last) or sentence.starting("whom", at)


def spared(sentence: Sentence, count: Count, *, hurt: bool) -> bool:
    """ "of whom 480 were later released": whether those of the harmed were spared in the end. Who was hurt and went home was hurt."""
    near = range(count.number.last, min(count.number.last + 8, len(sentence.norms)))
    return any(match.row.label == "not_harmed" and match.first in near for match in sentence.of("thing")) or any(
        match.first in near and not (hurt and match.row.label == "home") for match in sentence.of("release")
    )


def freed(sentence: Sentence, count: Count) -> bool:
    """ "The blast killed three and 12 were rescued", "rescuers freed 2,438 people, and ...": what befell these was no harm."""
    if not sentence.lexicon.head.articles or sentence.lexicon.head.inverts:
        return False
    at, norms, masks = count.last, sentence.norms, sentence.masks
    while at < len(norms) and masks[at] & (BITS["aux"] | BITS["adverb"]) and sentence.starting("release", at) is None:
        at += 1
    verb = sentence.starting("release", at) if at < len(norms) else None
    if verb is not None and (at > count.last or verb.last - verb.first > 1):
        return verb.row.label != "home" and not _harmed_near(sentence, verb.last)  # who was sent home may have been hurt
    before = sentence.ending("release", count.first)
    active = before is not None and before.first > 0 and not masks[before.first - 1] & BITS["aux"]
    return active and not _harmed_near(sentence, count.number.last)


def _harmed_near(sentence: Sentence, first: int) -> bool:
    """Whether a harm follows in the same clause: "rescued with injuries", "freed 12 people who had been abducted"."""
    for at in range(first, len(sentence.norms)):
        mask = sentence.masks[at]
        if mask & BITS["harm"]:
            return True
        if mask & BITS["and"] and sentence.starting("harm", at + 1) is not None:
            return not numeric(sentence, at + 2)  # "rescued and taken to hospital"
        if mask & BITS["and"] or not sentence.norms[at][0].isalnum() or at - first > _SAVED:
            return False
    return False


def graver(sentence: Sentence, count: Count) -> bool:
    """ "a dozen wounded, four seriously": how badly some of those before it were hurt."""
    at, norms = count.number.last, sentence.norms
    if count.noun or count.first < 2 or at >= len(norms) or norms[count.first - 1] != ",":
        return False
    degree = sentence.starting("adverb", at)
    if degree is None or degree.row.label != "degree":
        return False
    at = degree.last  # "12 de gravedad" has a word more
    return at >= len(norms) or not norms[at][0].isalnum() or bool(sentence.masks[at] & BITS["and"])


def both_placed(sentence: Sentence, left: Count, right: Count) -> bool:
    """ "two people in Chitungwiza and three in Kadoma had died": one verb behind figures of two places."""
    at = right.first - 1
    follows = right.last < len(sentence.norms) and sentence.masks[right.last] & BITS["preposition"]
    joined = sentence.masks[at] & BITS["and"] and sentence.lexicon.head.articles
    return bool(follows and joined) and not right.noun and homed(sentence, left, at, named=True)


def of_them(sentence: Sentence, count: Count) -> bool:
    """ "de ellos, 56 eran menores": a comma between "of them", which opens a clause, and the number."""
    at = count.first - 1
    whom = sentence.ending("whom", at) if at > 0 and sentence.norms[at] == "," and sentence.lexicon.head.inverts else None
    return whom is not None and (whom.first == 0 or sentence.norms[whom.first - 1] in ";,:(")


def related(sentence: Sentence, count: Count) -> bool:
    """A relative clause that only says of what kind some of those before it were, up to its verb of being and a comma."""
    relative = sentence.masks[count.first - 1] & BITS["relative"] and sentence.lexicon.victim_left_of_do
    if not relative or whom_behind(sentence, count) is None:
        return False
    closed = next((at for at in range(count.last, min(count.last + 8, len(sentence.norms))) if sentence.norms[at] == ","), -1)
    return closed > 0 and bool(sentence.masks[closed - 1] & BITS["aux"]) and not sentence.masks[closed - 1] & BITS["harm"]
