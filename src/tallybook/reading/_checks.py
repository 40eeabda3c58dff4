"""The last word on a candidate: what is not in the text exactly is no statement."""

from __future__ import annotations

from tallybook.model import Quantity, Rejection
from tallybook.reading._classes import BITS
from tallybook.reading._deeds import freed_behind, other_deed
from tallybook.reading._pairs import Pair
from tallybook.reading._tokens import Sentence

_ASIDE = 10  # tokens of ", including five children,"
_GIVEN = 4  # tokens between the modal's verb and its figure: "could reach as many as"


def check(sentence: Sentence, pair: Pair, quantity: Quantity) -> Rejection | None:
    """Why a candidate is no statement, or None."""
    code = _undone(sentence, pair)
    if code:
        return Rejection(code=code, detail=_UNDONE[code])
    if pair.count.number.kind != "single" and pair.count.number.low == 0:
        return Rejection(code="zero", detail="A count of nobody.")
    start, end = quantity.span
    if sentence.text[start:end] != quantity.printed:
        return Rejection(code="ungrounded", detail="The printed number is not what stands at its span.")
    return None


def _undone(sentence: Sentence, pair: Pair) -> str:
    matches = sentence.matches
    if "deed" in matches and other_deed(sentence, pair):
        return "no_link"
    if not ("negation" in matches or "irrealis" in matches or "release" in matches):
        return ""  # nothing else undoes what is told
    if "negation" in matches and _negated(sentence, pair):
        return "negated"
    if "irrealis" in matches and (
        _irreal(sentence, pair) or _to_come(sentence, pair) or _foretold(sentence, pair) or _conditional(sentence, pair)
    ):
        return "hypothetical"
    return "released" if _released(sentence, pair) or _saved(sentence, pair) else _undone_behind(sentence, pair)


def _saved(sentence: Sentence, pair: Pair) -> bool:
    """ "96 people have been rescued and the rest are missing": they were saved, and the harm is told of others."""
    if pair.side != "left" or pair.harm.home is not sentence or not sentence.lexicon.head.articles:
        return False
    last = pair.count.last
    freed = next(
        (match for match in sentence.of("release") if last <= match.first <= last + 3 and match.last < pair.harm.first), None
    )
    if freed is None or not (freed.first == last or sentence.masks[freed.first - 1] & BITS["aux"]):
        return False
    if "," in sentence.norms[freed.last : pair.harm.first]:
        return True  # "4,600 inmates escaped from prisons, at least 22 posts were attacked"
    joined = next((at for at in range(freed.last, pair.harm.first - 1) if sentence.masks[at] & BITS["and"]), -1)
    others = BITS["group"] | BITS["singular"] | BITS["other"] | BITS["number"]
    behind = joined + 1
    return joined > 0 and (bool(sentence.masks[behind] & others) or sentence.norms[behind] in sentence.lexicon.head.articles)


def _undone_before(sentence: Sentence, pair: Pair) -> str:
    """Where the verb comes first: "survived 18 passengers", "did not lead the attack to the death of 5"."""
    if sentence.ending("release", pair.count.first) is not None:
        return "released"
    if pair.harm.home is not sentence:
        return ""
    between = range(pair.harm.last, pair.count.number.first)
    if _conditional(sentence, pair):
        return "hypothetical"
    if pair.side != "left" and any(sentence.masks[at] & BITS["irrealis"] for at in between):
        return "hypothetical"
    if "event" not in pair.harm.frames:
        return ""
    for at in range(pair.harm.first - 1, max(-1, pair.harm.first - 6), -1):
        if sentence.masks[at] & BITS["negation"]:
            return "negated"
        if sentence.masks[at] & (BITS["and"] | BITS["bound"]) or not sentence.norms[at][0].isalnum():
            break
    return ""


def _undone_behind(sentence: Sentence, pair: Pair) -> str:
    """Where the verb comes last, "not", "will" and "were saved" stand behind the harm word."""
    if sentence.lexicon.head.verb_first:
        return _undone_before(sentence, pair)
    if not sentence.lexicon.victim_left_of_do or pair.harm.home is not sentence:
        return ""
    masks, at = sentence.masks, pair.harm.last
    while at < len(sentence.norms) and masks[at] & BITS["adverb"]:
        at += 1
    if at < len(sentence.norms) and pair.side == "left":
        if masks[at] & BITS["negation"]:
            return "negated"
        if masks[at] & BITS["irrealis"]:
            return "hypothetical"
    if _foreseen(sentence, pair):
        return "hypothetical"
    if freed_behind(sentence, pair):
        return "released"
    last = max(pair.harm.last, pair.count.last)
    held = pair.harm.label == "arrested"  # the dead are handed over as well
    freed = next(
        (m.first for m in sentence.of("release") if last <= m.first <= last + 3 and (held or m.row.label != "handed")), -1
    )
    apart = any(
        masks[step] & (BITS["and"] | BITS["number"]) or sentence.norms[step][0].isdecimal() for step in range(last, freed)
    )
    return "released" if freed >= 0 and not apart else ""


def _conditional(sentence: Sentence, pair: Pair) -> bool:
    """ "If the dam breaks, 12,000 will die": a word for "if" before the count and its harm."""
    first = min(pair.count.first, pair.harm.first)
    return any(match.row.label == "condition" and match.first < first for match in sentence.of("irrealis"))


def _foreseen(sentence: Sentence, pair: Pair) -> bool:
    """Whether "may", "is about to" or "threatens" stands beside the count or between it and its harm."""
    if not sentence.of("irrealis"):
        return False
    if _conditional(sentence, pair):
        return True
    masks = sentence.masks
    between = range(pair.count.last, pair.harm.first)
    before = range(max(0, pair.count.first - 3), pair.count.first)
    behind = range(pair.count.last, min(pair.count.last + 2, len(sentence.norms))) if pair.side == "right" else ()
    return any(masks[step] & BITS["irrealis"] and not masks[step] & BITS["preposition"] for step in (*before, *between, *behind))


_UNDONE = {
    "no_link": "The words say something else of those whom the number counts.",
    "negated": "The sentence says that this did not happen.",
    "hypothetical": "The words speak of what may or might come, not of what happened.",
    "released": "The number counts people set free.",
}


def _released(sentence: Sentence, pair: Pair) -> bool:
    """ "plan to release 200 detainees", "200 prisoners were freed"."""
    frames, beside = pair.harm.frames, pair.harm.first == pair.count.number.last
    beside = beside or (pair.harm.first == pair.count.last and not pair.harm.passive)  # "rescató a 137 alumnos raptados"
    if (
        pair.harm.label not in ("arrested", "missing", "displaced", "other")
        or pair.harm.home is not sentence
        or not ("state" in frames or ("both" in frames and beside))
    ):
        return False
    behind = pair.count.last if pair.count.noun else pair.count.number.last
    first, last = pair.count.first, _past_aside(sentence, max(pair.harm.last, behind))
    return any(
        (first - 3 <= match.last <= first and not _joined_by(sentence, match.last, first))
        or (last <= match.first <= last + 3 and not _counts_between(sentence, last, match.first))
        for match in sentence.of("release")
    )


def _joined_by(sentence: Sentence, first: int, last: int) -> bool:
    """ "12 were released and eight remain in custody": what another clause tells is not told of these."""
    return any(sentence.norms[at] == "," or sentence.masks[at] & BITS["and"] for at in range(first, last))


def _past_aside(sentence: Sentence, at: int) -> int:
    """Behind what commas set off: "The 17 hostages, including five children, were released"."""
    norms = sentence.norms
    if at >= len(norms) or norms[at] != "," or not sentence.masks[min(at + 1, len(norms) - 1)] & BITS["part"]:
        return at
    return next((step + 1 for step in range(at + 1, min(at + _ASIDE, len(norms))) if norms[step] == ","), at)


def _counts_between(sentence: Sentence, first: int, last: int) -> bool:
    """ "31 demonstrators were held, nine let go": it is the nine who are free."""
    return any(sentence.norms[at][0].isdecimal() or sentence.masks[at] & BITS["number"] for at in range(first, last))


def _negated(sentence: Sentence, pair: Pair) -> bool:
    """A negation between an auxiliary and the harm word, or right before the number."""
    first = pair.count.first
    while first > 0 and sentence.masks[first - 1] & BITS["aux"] and not sentence.masks[first - 1] & BITS["negation"]:
        first -= 1  # "there had not been one"
    if first > 0 and sentence.masks[first - 1] & BITS["negation"]:
        return True
    of = sentence.ending("partitive", first)
    if of is not None and of.first > 0 and sentence.masks[of.first - 1] & BITS["negation"]:
        return True  # "None of the 12 crew members was hurt"
    if pair.harm.home is not sentence:
        return False
    at = pair.harm.first - 1
    while at >= 0 and sentence.masks[at] & (BITS["adverb"] | BITS["aux"] | BITS["negation"]):
        if sentence.masks[at] & BITS["negation"]:
            return True
        at -= 1
    return False


def _to_come(sentence: Sentence, pair: Pair) -> bool:
    """ "Of the 40 injured, three may die", "190 were let go and 12 will face a judge": what is to come for some of those before."""
    at = pair.count.last
    behind = pair.harm.home is not sentence or pair.harm.last <= pair.count.first
    head = sentence.lexicon.head
    if not (behind and at + 1 < len(sentence.norms) and pair.side != "toll" and head.articles and not head.inverts):
        return False
    modal = sentence.starting("irrealis", at)
    verb = modal is not None and not sentence.masks[at] & (BITS["adverb"] | BITS["preposition"] | BITS["say_to"] | BITS["say"])
    return verb and not sentence.masks[at + 1] & BITS["aux"]


def _foretold(sentence: Sentence, pair: Pair) -> bool:
    """A modal before the verb that gives the figure: "the death toll could reach 1,000", "pourrait dépasser 500 morts".

    "The toll may be over 60" doubts the figure, and foretells nothing.
    """
    if pair.harm.home is not sentence:
        return False
    near = range(pair.count.first - _GIVEN, pair.count.first)
    if any(match.last in near and sentence.masks[match.last] & BITS["revise"] for match in sentence.of("irrealis")):
        return True
    if pair.side != "toll":
        return False
    first, last = sorted((pair.harm.first, pair.count.first))
    return any(
        first < match.first and match.last < last and sentence.masks[match.last] & (BITS["revise"] | BITS["counted"])
        for match in sentence.of("irrealis")
    )


def _irreal(sentence: Sentence, pair: Pair) -> bool:
    """A modal right before the harm word: "could kill 12", "an operation to capture a leader", "the attempted murder of"."""
    harm = pair.harm
    if harm.home is sentence and harm.frames == {"undergo"} and pair.side == "left" and sentence.lexicon.head.articles:
        to = sentence.ending("say_to", harm.first)  # "ten men raided the post, forcing officers to flee"
        infinitive = sentence.norms[harm.first] not in sentence.lexicon.having  # "are known to have died"
        return to is not None and infinitive and not sentence.lexicon.head.inverts
    if (
        harm.home is not sentence
        or (not harm.frames & {"do", "event"} and not harm.passive)
        or pair.side not in ("right", "left")
    ):
        return False
    if pair.side == "left" and not harm.passive:
        return False
    at = harm.first - 1
    if (harm.passive and _to_be(sentence, pair)) or (harm.frames == _DO and _and_would(sentence, pair)):
        return True
    articles = sentence.lexicon.head.articles if sentence.lexicon.head.inverts and "event" in harm.frames else ()
    while at >= 0 and (
        sentence.norms[at] == '"'
        or sentence.norms[at] in articles
        or (sentence.masks[at] & BITS["adverb"] and not sentence.masks[at] & BITS["irrealis"])
    ):
        at -= 1
    return at >= 0 and bool(sentence.masks[at] & BITS["irrealis"]) and not sentence.masks[at] & (BITS["adverb"] | BITS["and"])


_DO, _REACH = frozenset({"do"}), 14  # tokens from a modal to the second of its verbs


def _and_would(sentence: Sentence, pair: Pair) -> bool:
    """ "could infect 40,000 people and kill 900": a bare verb behind "and" has the modal of the one before it."""
    at = pair.harm.first - 1
    head = sentence.lexicon.head
    bare = (
        head.articles and not head.inverts and not sentence.norms[at + 1].endswith(head.participle_endings + head.finite_endings)
    )
    if at < 1 or not sentence.masks[at] & BITS["and"] or not bare:
        return False
    near = range(max(0, at - _REACH), at)
    modals = (
        match for match in sentence.of("irrealis") if match.first in near and not sentence.masks[match.first] & BITS["say_to"]
    )
    modal = max((match.last for match in modals), default=0)
    return modal > 0 and not any(sentence.norms[step] in ";:." for step in range(modal, at))


def _to_be(sentence: Sentence, pair: Pair) -> bool:
    """ "said 12 men would be shot": a modal and "be" right before the verb. Who "may be trapped" is feared to be, and stays."""
    harm = pair.harm
    bare = sentence.ending("aux", harm.first) if sentence.lexicon.head.articles and harm.label != "missing" else None
    if bare is None or bare.row.frame != "bare" or "state" in harm.frames:
        return False
    modal = sentence.ending("irrealis", bare.first)
    return modal is not None and not sentence.masks[modal.first] & (BITS["preposition"] | BITS["say_to"])
