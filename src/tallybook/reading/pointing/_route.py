"""Which sentences are worth asking a model about: those with a number and a harm word that the rules did not settle.

    no_link       the rules found no way from the number to a harm
    unknown_noun  the rules do not know the noun that is counted
    unread        the rules say nothing of the number at all
    no_origin     the number was read, nobody in its chain says so, and somebody speaks in or near the sentence

What the rules refused for any other reason (a date, money, attackers, a denial) stays refused, and is shown to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tallybook.model import Passage, Span, Statement
from tallybook.reading._chain import attributions
from tallybook.reading._count import Count
from tallybook.reading._counts import counts
from tallybook.reading._document import known
from tallybook.reading._harms import harms
from tallybook.reading._lexicon import lexicon
from tallybook.reading._reading import Reading
from tallybook.reading._shadow import shadow
from tallybook.reading._tokens import Sentence
from tallybook.reading._walk import Spot, hinted, walk
from tallybook.reading.pointing._records import Share, Window

OPEN = frozenset({"no_link", "unknown_noun"})
"""Codes of rejection that a model may settle: every other one is a reason of its own."""

_BEFORE, _BEFORE_CHARACTERS = 3, 1_000
_AFTER, _AFTER_CHARACTERS = 1, 400


def route(passage: Passage, reading: Reading, languages: tuple[str, ...] | None = None) -> tuple[Window, ...]:
    """The windows of a passage that a model may be asked about, in the order of the text. Table rows have rules of their own."""
    if passage.kind == "row":
        return ()
    allowed, text = known(languages), shadow(passage.text)
    spots = list(walk(text, hinted(passage.lang, allowed), allowed))
    stated = _by_number(reading.statements)
    refused = _by_number(reading.rejected)
    found: list[Window] = []
    for index, spot in enumerate(spots):
        sentence = Sentence(passage.text, text, spot.first, spot.last, lexicon(spot.code))
        if not sentence.stirs:
            continue
        sentence.annotate()
        reasons = _unsettled(sentence, stated, refused)
        window = _window(passage, spots, index, tuple(sorted(reasons))) if reasons else None
        if window is not None and (reasons != {"no_origin"} or _spoken(passage.text, text, spots, window)):
            found.append(window)
    return tuple(found)


def share_of(passages: Sequence[Passage], readings: Iterable[Reading], windows: Iterable[Window]) -> Share:
    """How much of the text the windows show, counted before anything is sent."""
    routed = list(windows)
    reasons: dict[str, int] = {}
    for window in routed:
        for reason in window.reasons:
            reasons[reason] = reasons.get(reason, 0) + 1
    return Share(
        sentences=sum(reading.coverage.sentences for reading in readings),
        routed=len(routed),
        characters=sum(len(passage.text) for passage in passages),
        shown=_shown(routed),
        sent=sum({window.digest: window.characters for window in routed}.values()),
        reasons=dict(sorted(reasons.items())),
    )


def _shown(windows: Sequence[Window]) -> int:
    """The characters that stand in any window, each counted once."""
    total, passage, reached = 0, ("", ""), 0
    for window in sorted(windows, key=lambda each: (each.document, each.passage, each.around)):
        if passage != (window.document, window.passage):
            passage, reached = (window.document, window.passage), 0
        start, end = window.around
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _by_number(statements: Iterable[Statement]) -> dict[Span, Statement]:
    return {statement.quantity.span: statement for statement in statements}


def _unsettled(sentence: Sentence, stated: dict[Span, Statement], refused: dict[Span, Statement]) -> set[str]:
    """Why a sentence should be asked about; empty where it need not be."""
    if not harms(sentence):
        return set()
    reasons: set[str] = set()
    for count in counts(sentence):
        if count.code or count.by or not _counts_people(count):
            continue
        span = sentence.span(count.number.first, count.number.last)
        statement, candidate = stated.get(span), refused.get(span)
        if statement is not None:
            if not any(link.role == "origin" for link in statement.chain):
                reasons.add("no_origin")
        elif candidate is None:
            reasons.add("unread")
        elif candidate.rejected is not None and candidate.rejected.code in OPEN:
            reasons.add(candidate.rejected.code)
    return reasons


def _counts_people(count: Count) -> bool:
    """A number, or a word such as "several" that a noun for people follows."""
    return count.number.kind != "single" and (count.number.kind != "indefinite" or count.noun)


def _window(passage: Passage, spots: list[Spot], index: int, reasons: tuple[str, ...]) -> Window:
    spot, text = spots[index], passage.text
    start, end = spot.first, spot.last
    for earlier in reversed(spots[max(0, index - _BEFORE) : index]):
        if spot.first - earlier.first <= _BEFORE_CHARACTERS:
            start = earlier.first
    for later in spots[index + 1 : index + 1 + _AFTER]:
        if later.last - spot.last <= _AFTER_CHARACTERS:
            end = later.last
    return Window(
        document=passage.document,
        passage=passage.id,
        lang=spot.code,
        span=(spot.first, spot.last),
        around=(start, end),
        before=_sendable(text[start : spot.first]),
        sentence=_sendable(text[spot.first : spot.last]),
        after=_sendable(text[spot.last : end]),
        reasons=reasons,
    )


def _sendable(text: str) -> str:
    """The text as UTF-8 can carry it: half a surrogate pair becomes a question mark, and can be pointed at by nobody."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _spoken(text: str, shadowed: str, spots: list[Spot], window: Window) -> bool:
    """Whether anybody speaks in the window, as the grammar sees it: where nobody does, there is no origin to point at."""
    for spot in spots:
        if window.around[0] <= spot.first and spot.last <= window.around[1]:
            sentence = Sentence(text, shadowed, spot.first, spot.last, lexicon(spot.code))
            sentence.annotate()
            if attributions(sentence):
                return True
    return False
