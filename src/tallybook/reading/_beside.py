"""What stands right beside a count or a harm word and settles whether they go together: "shot two men dead", "130 of those killed"."""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._count import Count
from tallybook.reading._harms import HarmWord
from tallybook.reading._tokens import Sentence

_PAIR = 2


def included(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "The dead found so far include 28 women": the harmed stand before the verb, and their parts behind it."""
    if not count.part or word.first == 0 or not sentence.masks[word.first - 1] & BITS["definite"]:
        return False
    part = next((match for match in sentence.of("part") if word.last <= match.first), None)
    between = range(word.last, part.first) if part is not None else ()
    plain = not any(sentence.norms[at] in ",;:" or sentence.norms[at][0].isdecimal() for at in between)
    return part is not None and part.last <= count.first and plain


def shot_dead(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "shot two men dead": how they were left stands behind them."""
    left = sentence.starting("harm", count.last) if word.label == "injured" else None
    return left is not None and left.row.label == "killed" and "state" in left.row.frame.split()


def befallen(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "the casualties rose to 31 peacekeepers killed and 91 wounded": what befell these stands right behind them."""
    if word.label != "other" or not sentence.lexicon.head.articles:
        return False
    match = sentence.starting("harm", count.last)
    return match is not None and bool({"both", "state"} & set(match.row.frame.split()))


def set_off(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "The post, which gave 164 deaths, 103 of them in Vera, vanished": what stands between commas has no part in the verb."""
    if count.first == 0 or sentence.norms[count.first - 1] != "," or not sentence.lexicon.head.articles:
        return False
    whom = sentence.starting("whom", count.number.last)
    if whom is None:
        return False
    commas = [at for at in range(whom.last, word.first) if sentence.norms[at] == ","]
    return bool(commas) and not (len(commas) == _PAIR and commas[0] == whom.last)  # "one of whom, a 26-year-old, later died"


def of_thing(sentence: Sentence, at: int) -> bool:
    match = sentence.starting("thing", at)
    return match is not None and match.row.label == "thing"


def is_partitive(sentence: Sentence, count: Count, word: HarmWord) -> bool:
    """ "130 of those killed", "one of the people killed"."""
    return bool(sentence.classes & BITS["partitive"] and word.first > count.number.first) and any(
        count.number.last <= match.first < max(word.first, count.last)
        and match.first <= count.number.last + 1
        and not count.group_first <= match.first < count.group_last  # "five members of the same family"
        for match in sentence.of("partitive")
    )
