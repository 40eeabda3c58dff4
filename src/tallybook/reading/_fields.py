"""The fields of a statement beside its number: who, what befell them, how sure, each with its words."""

from __future__ import annotations

from tallybook.model import (
    Group,
    Harm,
    Link,
    Quantity,
    Status,
    StatusLabel,
    quote,
)
from tallybook.reading._attribution import Attribution
from tallybook.reading._classes import BITS
from tallybook.reading._clitics import without_and
from tallybook.reading._count import PERSON, Count
from tallybook.reading._forms import Match
from tallybook.reading._harms import HarmWord
from tallybook.reading._pairs import Pair
from tallybook.reading._refer import OFFICIAL
from tallybook.reading._tokens import Sentence


def _elsewhere(sentence: Sentence, match: Match, count: Count) -> bool:
    """ "took 218 lives and drove an estimated 300,000": a bound of another number; "claimed 218 lives": a harm and no claim."""
    bound = sentence.covering("bound", match.first)
    if bound is not None and bound not in count.cues:
        return True
    harm = sentence.starting("harm", match.first)
    return harm is not None and harm.last == match.last and harm.last <= count.first <= harm.last + 1


def _qualifies(sentence: Sentence, at: int, count: Count) -> bool:
    """Whether a word of doubt stands before a noun, or in what is counted: it is the people who are suspected."""
    return count.number.last < at < count.last or (at < len(sentence) and bool(sentence.masks[at] & PERSON))


def quantity_of(sentence: Sentence, count: Count) -> Quantity:
    number = count.number
    start, end = without_and(sentence, number.first, number.last)
    if number.kind == "single":
        low: int | None = 1
        high: int | None = 1
    else:
        low, high = _ends(count)
    cue = None
    if count.cues:
        first = min(match.first for match in count.cues)
        last = max(match.last for match in count.cues)
        if last <= number.first or first >= number.last:
            cue = quote(sentence.text, *sentence.span(first, last))
    return Quantity(
        low=low,
        high=high,
        bound=count.bound,  # type: ignore[arg-type]
        printed=sentence.text[start:end],
        span=(start, end),
        approximate=count.approximate and count.bound != "vague",
        implied=count.implied,
        cue=cue,
    )


def _ends(count: Count) -> tuple[int | None, int | None]:
    low, high = count.number.low, count.number.high
    if count.bound == "vague":
        return None, None
    if count.bound in ("at_least", "more_than"):
        return low, None
    if count.bound in ("up_to", "less_than"):
        return None, high
    return low, high


def harm_of(sentence: Sentence, word: HarmWord) -> Harm:
    start, end = word.home.span(word.first, word.last)
    return Harm(label=word.label, text=sentence.text[start:end], span=(start, end), parts=word.parts)  # type: ignore[arg-type]


def group_of(sentence: Sentence, count: Count) -> Group:
    if count.group_first < 0:
        return Group(label=count.label)
    start, end = without_and(sentence, count.group_first, count.group_last)
    return Group(label=count.label, text=sentence.text[start:end], span=(start, end))


def settled_group(sentence: Sentence, pair: Pair, group: Group) -> Group:
    """A group told behind the harm ("130 of those killed were security force members") or by the whole ("7 killed")."""
    if pair.partitive or pair.to or pair.parent or group.text is None or group.label == "people":
        told = _predicate(sentence, pair)
        if told is not None:
            return told
    taken_up = group.label == "people" and sentence.lexicon.head.head_first and sentence.starting("whom", pair.count.last)
    if (group.text is None or taken_up) and pair.parent is not None and pair.parent.count.group:
        return Group(label=pair.parent.count.label)
    if group.text is None and pair.side == "toll":
        return _heading(sentence, pair) or group
    return group


def _heading(sentence: Sentence, pair: Pair) -> Group | None:
    """The noun right before a harm word that its figure stands behind: "civilians killed: 143"."""
    at = pair.harm.first
    match = sentence.ending("group", at) if pair.harm.home is sentence else None
    if match is None:
        return None
    start, end = sentence.span(match.first, match.last)
    return Group(label=match.row.label, text=sentence.text[start:end], span=(start, end))  # type: ignore[arg-type]


def _predicate(sentence: Sentence, pair: Pair) -> Group | None:
    """The group that a verb of being gives the counted: "were women", "was a teenager"."""
    behind = pair.harm.home is sentence and pair.harm.first > pair.count.number.first
    at = max(pair.harm.last if behind else pair.count.number.last, pair.count.number.last)
    if not (pair.partitive or pair.to or pair.parent) or at >= len(sentence) or not sentence.masks[at] & BITS["aux"]:
        return None
    for match in [*sentence.of("group"), *sentence.of("singular")]:
        if at < match.first <= at + 4:
            start, end = sentence.span(match.first, match.last)
            return Group(label=match.row.label, text=sentence.text[start:end], span=(start, end))  # type: ignore[arg-type]
    return None


def status_of(sentence: Sentence, pair: Pair, over: list[Attribution], chain: tuple[Link, ...]) -> Status:
    """How sure the origin is: a word near the number, else the verb, else the origin's kind."""
    denial = next((match for match in sentence.of("deny") if 0 <= pair.count.first - match.last <= 6), None)
    if denial is not None:
        start, end = sentence.span(denial.first, denial.last)
        return Status(label="denied", text=sentence.text[start:end], span=(start, end))
    count = pair.count
    near = [  # "suspected insurgents" says what they are, not how sure their death is
        match
        for match in sentence.of("status")
        if abs(match.first - count.number.first) <= 12
        and not (_qualifies(sentence, match.last, count) or _elsewhere(sentence, match, count))
    ]
    if near:
        match = min(near, key=lambda each: abs(each.first - pair.count.number.first))
        start, end = sentence.span(match.first, match.last)
        return Status(label=match.row.label, text=sentence.text[start:end], span=(start, end))  # type: ignore[arg-type]
    for attribution in over:
        label: StatusLabel = attribution.cue.row.label or "unstated"  # type: ignore[assignment]
        if label != "unstated" and attribution.cue.name == "say":
            return Status(label=label)
    origin = next((link for link in chain if link.role == "origin"), None)
    return Status(label="official") if origin is not None and origin.type in OFFICIAL else Status(label="unstated")
