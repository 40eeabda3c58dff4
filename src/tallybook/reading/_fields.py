"""The fields of a statement beside its number: who, what befell them, how sure, each with its words."""

from __future__ import annotations

from tallybook.model import (
    Group,
    Harm,
    Link,
    Quantity,
    Quotation,
    Status,
    StatusLabel,
    quote,
)
from tallybook.reading._attribution import Attribution
from tallybook.reading._classes import BITS
from tallybook.reading._clitics import without_and
from tallybook.reading._count import NUMERIC, PERSON, Count
from tallybook.reading._forms import Match
from tallybook.reading._harms import HarmWord
from tallybook.reading._pairs import Pair
from tallybook.reading._refer import OFFICIAL
from tallybook.reading._tokens import Sentence

UNSTATED = Status(label="unstated")
_OFFICIAL = Status(label="official")
_AUX = BITS["aux"]


def _elsewhere(sentence: Sentence, match: Match, count: Count) -> bool:
    """ "took 218 lives and drove an estimated 300,000": a bound of another number; "claimed 218 lives": a harm and no claim."""
    if match.row.label == "under_review" and match.first > 0 and sentence.masks[match.first - 1] & BITS["thing"]:
        return True  # "the week under review"
    bound = sentence.covering("bound", match.first)
    if bound is not None and bound not in count.cues and match.last <= bound.last:
        return True
    harm = sentence.starting("harm", match.first)
    claims = harm is not None and (harm.last == match.last or "do" in harm.row.frame.split())
    return harm is not None and claims and harm.last <= count.first <= harm.last + 1


def _denies_another(sentence: Sentence, match: Match, count: Count) -> bool:
    """ "Only three died, and the news of 40 deaths is false": what is called false is the figure right before it."""
    if match.row.label != "denied":
        return False
    between = range(count.last, match.first)
    return match.first < count.first or any(sentence.norms[at][0].isdecimal() or sentence.masks[at] & NUMERIC for at in between)


def _qualifies(sentence: Sentence, at: int, count: Count) -> bool:
    """Whether a word of doubt stands before a noun, or in what is counted: it is the people who are suspected."""
    return count.number.last < at < count.last or (at < len(sentence.norms) and bool(sentence.masks[at] & PERSON))


def quantity_of(sentence: Sentence, count: Count) -> Quantity:
    number = count.number
    start, end = without_and(sentence, number.first, number.last)
    low, high = (1, 1) if number.kind == "single" else _ends(count)
    return Quantity(
        low=low,
        high=high,
        bound=count.bound,  # type: ignore[arg-type]
        printed=sentence.text[start:end],
        span=(start, end),
        approximate=count.approximate and count.bound != "vague",
        implied=count.implied,
        cue=_cue(sentence, count) if count.cues else None,
    )


def _cue(sentence: Sentence, count: Count) -> Quotation | None:
    """The words of the bound, where they stand on one side of the number."""
    first, last = count.cues[0].first, count.cues[0].last
    for match in count.cues[1:]:
        first, last = min(first, match.first), max(last, match.last)
    if last <= count.number.first or first >= count.number.last:
        return quote(sentence.text, *sentence.span(first, last))
    return None


def _ends(count: Count) -> tuple[int | None, int | None]:
    bound, low, high = count.bound, count.number.low, count.number.high
    if bound == "exact":
        return low, high
    if bound == "vague":
        return None, None
    if bound in ("at_least", "more_than"):
        return low, None
    if bound in ("up_to", "less_than"):
        return None, high
    return low, high


def harm_of(sentence: Sentence, word: HarmWord) -> Harm:
    start, end = word.home.starts[word.first], word.home.ends[word.last - 1]
    return Harm(label=word.label, text=sentence.text[start:end], span=(start, end), parts=word.parts)  # type: ignore[arg-type]


def group_of(sentence: Sentence, count: Count) -> Group:
    if count.group_first < 0:
        return Group(label=count.label)
    start, end = without_and(sentence, count.group_first, count.group_last)
    return Group(label=count.label, text=sentence.text[start:end], span=(start, end))


def settled_group(sentence: Sentence, pair: Pair, group: Group) -> Group:
    """A group told behind the harm ("130 of those killed were security force members") or by the whole ("7 killed")."""
    parent = pair.parent
    if pair.partitive or pair.to or parent is not None:
        told = _predicate(sentence, pair)
        if told is not None:
            return told
    if parent is not None and parent.count.group:
        taken_up = group.label == "people" and sentence.lexicon.head.head_first and sentence.starting("whom", pair.count.last)
        if group.text is None or taken_up or _anybody(pair):
            return Group(label=parent.count.label)
    if group.text is None and pair.side == "toll":
        return _heading(sentence, pair) or group
    return group


def _anybody(pair: Pair) -> bool:
    """ "65 civilians: 52 men and seven women": men among civilians are civilians."""
    parent = pair.parent
    return (
        parent is not None
        and pair.part
        and pair.count.noun
        and pair.count.group == "people"
        and parent.count.group == "civilians"
    )


def _heading(sentence: Sentence, pair: Pair) -> Group | None:
    """The noun right before a harm word that its figure stands behind: "civilians killed: 143"."""
    at = pair.harm.first
    match = sentence.ending("group", at) if pair.harm.home is sentence else None
    if match is None or sentence.masks[at] & BITS["say"]:
        return None  # "The police put the dead at 45"
    start, end = sentence.span(match.first, match.last)
    return Group(label=match.row.label, text=sentence.text[start:end], span=(start, end))  # type: ignore[arg-type]


def _predicate(sentence: Sentence, pair: Pair) -> Group | None:
    """The group that a verb of being gives some of the counted: "were women", "was a teenager"."""
    behind = pair.harm.home is sentence and pair.harm.first > pair.count.number.first
    at = max(pair.harm.last if behind else pair.count.number.last, pair.count.number.last)
    if at >= len(sentence.masks) or not sentence.masks[at] & _AUX:
        return None
    for match in [*sentence.of("group"), *sentence.of("singular")]:
        if at < match.first <= at + 4:
            start, end = sentence.span(match.first, match.last)
            return Group(label=match.row.label, text=sentence.text[start:end], span=(start, end))  # type: ignore[arg-type]
    return None


def status_of(sentence: Sentence, pair: Pair, over: list[Attribution], chain: tuple[Link, ...], before: Status) -> Status:
    """How sure the origin is: a word near the number, else the verb, else the origin's kind.

    ``before`` is the status of the whole in the sentence before, where the pair is a part of that.
    """
    if "deny" in sentence.matches or "status" in sentence.matches:
        worded = _worded_status(sentence, pair.count)
        if worded is not None:
            return worded
    for attribution in over:
        cue = attribution.cue
        label: StatusLabel = cue.row.label or "unstated"  # type: ignore[assignment]
        if cue.name == "say" and label != "unstated":
            return Status(label=label)
    if before.label != "unstated":
        return Status(label=before.label)
    for link in chain:
        if link.role == "origin":
            return _OFFICIAL if link.type in OFFICIAL else UNSTATED
    return UNSTATED


def _worded_status(sentence: Sentence, count: Count) -> Status | None:
    denials = sentence.matches.get("deny", ())
    denial = next((match for match in denials if 0 <= count.first - match.last <= 6), None) if denials else None
    if denial is not None:
        start, end = sentence.span(denial.first, denial.last)
        return Status(label="denied", text=sentence.text[start:end], span=(start, end))
    near = [  # "suspected insurgents" says what they are, not how sure their death is
        match
        for match in sentence.of("status")
        if abs(match.first - count.number.first) <= 12
        and not (
            _qualifies(sentence, match.last, count)
            or _elsewhere(sentence, match, count)
            or _denies_another(sentence, match, count)
        )
    ]
    if not near:
        return None
    match = min(near, key=lambda each: abs(each.first - count.number.first))
    start, end = sentence.span(match.first, match.last)
    return Status(label=match.row.label, text=sentence.text[start:end], span=(start, end))  # type: ignore[arg-type]
