"""Days counted from the day of the text: yesterday, last month, over the last two weeks."""

from __future__ import annotations

import datetime as dt

import msgspec

from tallybook.reading import _calendar as calendar
from tallybook.reading._calendar import Days
from tallybook.reading._classes import BITS
from tallybook.reading._forms import Match
from tallybook.reading._numerals import numbers
from tallybook.reading._tokens import Sentence

_UNITS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}
_SMALL = BITS["preposition"] | BITS["article"] | BITS["definite"]


class Anchor(msgspec.Struct, frozen=True):
    """The day that relative words count from, and how it is known."""

    day: dt.date | None
    basis: str | None


class Time(msgspec.Struct):
    """A time expression: tokens ``first`` to ``last`` and what they resolve to, where they can be resolved."""

    first: int
    last: int
    days: Days | None
    label: str
    checked: bool | None = None
    hedge: str | None = None


def relative(sentence: Sentence, anchor: Anchor) -> list[Time]:
    """Yesterday, last month, this week."""
    found: list[Time] = []
    for match in sentence.of("when"):
        days = None
        if anchor.day is not None:
            days = _shifted(anchor.day, match.row.label or "day", match.row.value or 0)
        found.append(Time(match.first, match.last, days, "day" if (match.row.label or "day") == "day" else "interval"))
    return found


def _shifted(anchor: dt.date, unit: str, by: int) -> Days:
    if unit == "day":
        one = anchor + dt.timedelta(days=by)
        return Days(one, one, "day")
    if unit == "week":
        monday = anchor - dt.timedelta(days=anchor.weekday()) + dt.timedelta(weeks=by)
        return Days(monday, min(monday + dt.timedelta(days=6), anchor) if by == 0 else monday + dt.timedelta(days=6), "week")
    if unit == "month":
        index = anchor.year * 12 + anchor.month - 1 + by
        whole = calendar.month(index // 12, index % 12 + 1, None)
        return whole if whole is not None else Days(anchor, anchor, "month")
    return Days(dt.date(anchor.year + by, 1, 1), dt.date(anchor.year + by, 12, 31), "year")


def spans(sentence: Sentence, anchor: Anchor) -> list[Time]:
    """ "over the last two weeks", "in the past 24 hours"."""
    if not sentence.classes & BITS["last"]:
        return []
    found: list[Time] = []
    units = sentence.of("duration")
    for match in sentence.of("last"):
        unit = next((each for each in units if match.last <= each.first <= match.last + 4), None)
        if unit is None:
            continue
        amount = next((number.low for number in numbers(sentence) if match.last <= number.first and number.last <= unit.first), 1)
        before = sentence.lexicon.head.head_first and sentence.ending("duration", match.first)
        length = max(1, round(_UNITS.get(unit.row.label, 1.0) * amount))
        days = None
        if anchor.day is not None and length < 200_000:
            days = Days(anchor.day - dt.timedelta(days=length), anchor.day, "day")
        if not before:
            found.append(Time(match.first, unit.last, days, "interval"))
    return found + _trailing_spans(sentence, anchor)


def _trailing_spans(sentence: Sentence, anchor: Anchor) -> list[Time]:
    """Where "last" follows its unit: "۲۴ ساعت گذشته"."""
    found: list[Time] = []
    for match in sentence.of("last"):
        unit, number = sentence.ending("duration", match.first), None
        if unit is None:  # "the days three past"
            number = next((each for each in numbers(sentence) if each.last == match.first), None)
            unit = _unit_before(sentence, number.first) if number is not None else None
        if unit is None:
            continue
        number = number or next((each for each in numbers(sentence) if each.last == unit.first), None)
        length = max(1, round(_UNITS.get(unit.row.label, 1.0) * (number.low if number is not None else 1)))
        days = (
            Days(anchor.day - dt.timedelta(days=length), anchor.day, "day")
            if anchor.day is not None and length < 200_000
            else None
        )
        found.append(Time(min(number.first, unit.first) if number is not None else unit.first, match.last, days, "interval"))
    return found


def _unit_before(sentence: Sentence, at: int) -> Match | None:
    """The unit right before a number, or before the article that stands apart from its digits."""
    return sentence.ending("duration", at) or (sentence.ending("duration", at - 1) if at > 1 else None)


def anothers(sentence: Sentence, at: int, time: Time) -> bool:
    """ "the state says 3,117 died; the network, in its count of 17 January, has 3,090": whether it dates another one's figure."""
    norms = sentence.norms
    if ";" not in norms[at : time.first]:
        return False
    mark = norms.index(";", at)
    return any(mark < match.first <= mark + 2 for match in sentence.of("actor"))


def told_last(sentence: Sentence, time: Time) -> bool:
    """Where the verb comes last: "HRANA on 6 Bahman of 6,126 dead spoke": the one verb behind the day is that of saying.

    "12 people on Monday were killed, police said" has a verb of its own for the harm, and "the death of 12 on Monday" a day behind
    the figure.
    """
    say = next((match for match in sentence.of("say") if match.first >= time.last), None)
    if say is None:
        return False
    between = range(time.last + (sentence.norms[time.last] == ","), say.first)
    if any(sentence.masks[at] & BITS["that"] or sentence.norms[at] in ",;:." for at in between):
        return False
    harms = [match for match in sentence.of("harm") if match.first in between]
    verbal = any({"undergo", "do", "both"} & set(match.row.frame.split()) for match in harms)
    return bool(harms) and not verbal and any(_numeric(sentence, at) for at in between)


def _numeric(sentence: Sentence, at: int) -> bool:
    return sentence.norms[at][0].isdecimal() or bool(sentence.masks[at] & BITS["number"])


def own_report(sentence: Sentence, at: int) -> bool:
    """ "Entre abril y mayo registramos 47 homicidios": a verb in the first person opens at a token."""
    resumed = sentence.starting("resume", at)
    return resumed is not None and resumed.row.frame == "own"
