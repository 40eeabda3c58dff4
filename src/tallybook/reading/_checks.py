"""The last word on a candidate: what is not in the text exactly is no statement."""

from __future__ import annotations

from tallybook.model import Rejection, Statement
from tallybook.reading._classes import BITS
from tallybook.reading._pairs import Pair
from tallybook.reading._tokens import Sentence


def check(sentence: Sentence, pair: Pair, statement: Statement) -> Rejection | None:
    """Why a candidate is no statement, or None."""
    code = _undone(sentence, pair)
    if code:
        return Rejection(code=code, detail=_UNDONE[code])
    if pair.count.number.kind != "single" and pair.count.number.low == 0:
        return Rejection(code="zero", detail="A count of nobody.")
    start, end = statement.quantity.span
    if sentence.text[start:end] != statement.quantity.printed:
        return Rejection(code="ungrounded", detail="The printed number is not what stands at its span.")
    return None


def _undone(sentence: Sentence, pair: Pair) -> str:
    if _negated(sentence, pair):
        return "negated"
    if _irreal(sentence, pair) or _foretold(sentence, pair):
        return "hypothetical"
    return "released" if _released(sentence, pair) else _undone_behind(sentence, pair)


def _undone_behind(sentence: Sentence, pair: Pair) -> str:
    """Where the verb comes last, "not", "will" and "were saved" stand behind the harm word."""
    if not sentence.lexicon.victim_left_of_do or pair.harm.home is not sentence:
        return ""
    masks, at = sentence.masks, pair.harm.last
    while at < len(sentence) and masks[at] & BITS["adverb"]:
        at += 1
    if at < len(sentence) and pair.side == "left":
        if masks[at] & BITS["negation"]:
            return "negated"
        if masks[at] & BITS["irrealis"]:
            return "hypothetical"
    between = range(pair.count.last, pair.harm.first)
    before = range(max(0, pair.count.first - 3), pair.count.first)
    if any(masks[step] & BITS["irrealis"] and not masks[step] & BITS["preposition"] for step in (*before, *between)):
        return "hypothetical"
    last = max(pair.harm.last, pair.count.last)
    return "released" if any(last <= match.first <= last + 3 for match in sentence.of("release")) else ""


_UNDONE = {
    "negated": "The sentence says that this did not happen.",
    "hypothetical": "The words speak of what may or might come, not of what happened.",
    "released": "The number counts people set free.",
}


def _released(sentence: Sentence, pair: Pair) -> bool:
    """ "plan to release 200 detainees", "200 prisoners were freed"."""
    if pair.harm.label not in ("arrested", "other") or pair.harm.home is not sentence or "state" not in pair.harm.frames:
        return False
    first, last = pair.count.first, max(pair.harm.last, pair.count.last)
    return any(first - 3 <= match.last <= first or last <= match.first <= last + 3 for match in sentence.of("release"))


def _negated(sentence: Sentence, pair: Pair) -> bool:
    """A negation between an auxiliary and the harm word, or right before the number."""
    first = pair.count.first
    if first > 0 and sentence.masks[first - 1] & BITS["negation"]:
        return True
    if pair.harm.home is not sentence:
        return False
    at = pair.harm.first - 1
    while at >= 0 and sentence.masks[at] & (BITS["adverb"] | BITS["aux"] | BITS["negation"]):
        if sentence.masks[at] & BITS["negation"]:
            return True
        at -= 1
    return False


def _foretold(sentence: Sentence, pair: Pair) -> bool:
    """A modal between a toll and its figure: "the death toll could reach 1,000"."""
    if pair.side != "toll" or pair.harm.home is not sentence:
        return False
    first, last = sorted((pair.harm.first, pair.count.first))
    counting = BITS["revise"] | BITS["counted"] | BITS["aux"]
    return any(
        first < match.first and match.last < last and sentence.masks[match.last] & counting for match in sentence.of("irrealis")
    )


def _irreal(sentence: Sentence, pair: Pair) -> bool:
    """A modal right before the harm word: "could kill 12", "an operation to capture a leader", "the attempted murder of"."""
    harm = pair.harm
    if (
        harm.home is not sentence
        or (not harm.frames & {"do", "event"} and not harm.passive)
        or pair.side not in ("right", "left")
    ):
        return False
    if pair.side == "left" and not harm.passive:
        return False
    at = harm.first - 1
    while at >= 0 and (
        sentence.norms[at] == '"' or (sentence.masks[at] & BITS["adverb"] and not sentence.masks[at] & BITS["irrealis"])
    ):
        at -= 1
    return at >= 0 and bool(sentence.masks[at] & BITS["irrealis"]) and not sentence.masks[at] & (BITS["adverb"] | BITS["and"])
