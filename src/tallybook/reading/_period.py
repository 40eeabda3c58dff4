"""When: the words of a sentence that date a figure, resolved against the day on which the text was published."""

from __future__ import annotations

from msgspec.structs import replace

from tallybook.model import Period, quote
from tallybook.reading import _calendar as calendar
from tallybook.reading._calendar import Days
from tallybook.reading._classes import BITS
from tallybook.reading._forms import Match
from tallybook.reading._stretches import Anchor, Time, anothers, own_report, relative, spans, told_last
from tallybook.reading._tokens import Sentence

_UNITS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}
_SMALL = BITS["preposition"] | BITS["article"] | BITS["definite"]
_SAYING = "saying"
_RETOLD = 3  # days; what was said nearer to the day of the text is of that day
UNDATED = Period(label="unstated")


def times(sentence: Sentence, anchor: Anchor) -> list[Time]:
    """The time expressions of a sentence; those of the act of saying are labelled so."""
    found, matches = _named(sentence, anchor), sentence.matches
    found = _merged(sentence, _apart(found)) if len(found) > 1 else found
    if "when_start" in matches:
        found = [_since(sentence, each, anchor) for each in found]
    if "so_far" in matches:
        found += _so_far(sentence, anchor)
    return [replace(each, label=_SAYING) if _of_saying(sentence, each) else each for each in found]


def _named(sentence: Sentence, anchor: Anchor) -> list[Time]:
    """Every time expression, by the classes of words that the sentence holds."""
    found: list[Time] = []
    matches = sentence.matches
    if "month" in matches:
        found += _dates(sentence, anchor)
    if "weekday" in matches:
        found += _weekdays(sentence, anchor)
    if "when" in matches:
        found += relative(sentence, anchor)
    if "last" in matches:
        found += spans(sentence, anchor)
    if "year_mark" in matches:
        found += _years(sentence)
    return found


def _apart(found: list[Time]) -> list[Time]:
    """In the order of the text, none over the words of another."""
    found.sort(key=lambda each: (each.first, -each.last))
    kept: list[Time] = []
    for each in found:
        if kept and each.first < kept[-1].last:
            _check(kept[-1], each)
            continue
        kept.append(each)
    return kept


def period_of(sentence: Sentence, found: list[Time], at: int, anchor: Anchor) -> Period:
    """The period of the figure at a token: the nearest expression, what follows before what precedes."""
    told = [each for each in found if each.label != _SAYING and (each.first <= at or not anothers(sentence, at, each))]
    if not told:
        return _long_said(sentence, found, at, anchor)
    best = min(told, key=lambda each: (abs(each.first - at) + (0 if each.first > at else 3), each.first))
    start, end = sentence.span(best.first, best.last)
    days = best.days
    return Period(
        label=best.label,  # type: ignore[arg-type]
        start=days.start if days is not None and (best.label != "cumulative" or days.precision != "open") else None,
        end=days.end if days is not None else None,
        precision=days.precision if days is not None and days.precision != "open" else "unknown",  # type: ignore[arg-type]
        mention=quote(sentence.text, start, end),
        basis=f"anchor {anchor.day.isoformat()}, {anchor.basis}" if anchor.day is not None and days is not None else None,
        hedge=best.hedge,
        checked=best.checked,
    )


def _long_said(sentence: Sentence, found: list[Time], at: int, anchor: Anchor) -> Period:
    """ "In the middle of January the group spoke of 2,000": told later, the figure is of the day on which it was given."""
    told = [each for each in found if each.label == _SAYING and each.days is not None]
    said = min(told, key=lambda each: abs(each.first - at), default=None)
    end = said.days.end if said is not None and said.days is not None else None
    if said is None or said.days is None or end is None or anchor.day is None or (anchor.day - end).days < _RETOLD:
        return UNDATED
    return Period(
        label="unstated",
        end=end,
        precision=said.days.precision if said.days.precision != "open" else "unknown",  # type: ignore[arg-type]
        mention=quote(sentence.text, *sentence.span(said.first, said.last)),
        basis=f"anchor {anchor.day.isoformat()}, {anchor.basis}; the day on which it was said",
        checked=said.checked,
    )


def _number(sentence: Sentence, at: int, low: int, high: int) -> int | None:
    word = sentence.norms[at] if 0 <= at < len(sentence.norms) else ""
    return int(word) if word.isdecimal() and low <= int(word) <= high else None


def _year_at(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """A year at a token, or behind a comma there; and where it ends."""
    for step in (at, at + 1):
        if step == at + 1 and not (
            at < len(sentence.norms)
            and (
                sentence.norms[at] == ","
                or sentence.masks[at] & BITS["year_mark"]
                or sentence.norms[at] in sentence.lexicon.date_links
            )
        ):
            break
        value = _number(sentence, step, 1290, 2100)
        if value is not None and len(sentence.norms[step]) == 4:
            return value, step + 1
    return None


def _dates(sentence: Sentence, anchor: Anchor) -> list[Time]:
    """ "January 8 and 9, 2026", "8 and 9 July", "late December", "۱۸ دی ۱۴۰۴"."""
    found: list[Time] = []
    for match in sentence.of("month"):
        if (
            sentence.lexicon.head.script == "Latin"
            and not sentence.upper(match.first)
            and sentence.norms[match.first] in ("may", "mar", "march")
        ):
            continue
        first, last, days = _day_numbers(sentence, match)
        year = _year_at(sentence, last)
        if year is not None:
            last = year[1]
        value, written = match.row.value or 1, year[0] if year is not None else None
        resolved = [each for number in days if (each := calendar.day(written, value, number, anchor.day)) is not None]
        if resolved:
            found.append(
                Time(first, last, Days(min(resolved), max(resolved), "day"), "day" if len(set(resolved)) == 1 else "interval")
            )
            continue
        whole = None if days else calendar.month(written, value, anchor.day)
        part = sentence.ending("month_part", match.first)
        if part is not None:
            first, whole = part.first, calendar.part(whole, part.row.label) if whole is not None else None
        found.append(Time(first, last, whole, "interval" if len(set(days)) != 1 else "day"))
    return found


def _small(sentence: Sentence, at: int) -> bool:
    return sentence.norms[at] in ",–-(" or sentence.norms[at] in sentence.lexicon.head.articles


def _linked(sentence: Sentence, at: int) -> int:
    """Where the day number stands that small words join to the one behind ``at``: "[3] al 9", "[1] y el 15"; ``at`` if none does."""
    small = BITS["and"] | BITS["preposition"] | BITS["say_to"]
    for back in (at - 1, at - 2):
        if back < 0 or _number(sentence, back, 1, 31) is not None:
            joins = all(sentence.masks[step] & small or _small(sentence, step) for step in range(back + 1, at + 1))
            return back if back >= 0 and joins and sentence.lexicon.head.inverts else at
    return at


def _day_numbers(sentence: Sentence, match: Match) -> tuple[int, int, list[int]]:
    """The day numbers before or behind a month, and the tokens of the whole."""
    links, days = sentence.lexicon.date_links, []
    at = match.first - 1
    if at > 0 and sentence.norms[at] in links:
        at -= 1
    while (number := _number(sentence, at, 1, 31)) is not None:
        days.append(number)
        at -= 1
        if (
            at > 0
            and (sentence.masks[at] & BITS["and"] or sentence.norms[at] in "-–,")
            and _number(sentence, at - 1, 1, 31) is not None
        ):
            at -= 1
        elif at > 0:
            at = _linked(sentence, at)
    if days:
        return at + 1, match.last, days
    at = match.last
    while (number := _number(sentence, at, 1, 31)) is not None:
        days.append(number)
        at += 1
        joins = at < len(sentence.norms) and (sentence.masks[at] & BITS["and"] or sentence.norms[at] in "-–")
        if joins and _number(sentence, at + 1, 1, 31) is not None:
            at += 1
    return match.first, at if days else match.last, days


def _weekdays(sentence: Sentence, anchor: Anchor) -> list[Time]:
    found: list[Time] = []
    for match in sentence.of("weekday"):
        days = None
        if anchor.day is not None:
            one = calendar.weekday(match.row.value or 0, anchor.day)
            days = Days(one, one, "day")
        found.append(Time(match.first, match.last, days, "day"))
    return found


def _years(sentence: Sentence) -> list[Time]:
    found: list[Time] = []
    norms = sentence.norms
    for at in [at for match in sentence.of("year_mark") for at in range(match.first + 1, match.last + 1)]:
        word = norms[at] if at < len(norms) else ""
        if len(word) == 4 and word.isdecimal():
            value = int(word)
            jalali = 1290 <= value <= 1440 and sentence.lexicon.head.calendar == "jalali"
            if jalali or 1900 <= value <= 2100:
                found.append(Time(at, at + 1, calendar.year(value, jalali=jalali), "interval"))
    return found


def _check(kept: Time, other: Time) -> None:
    """Two expressions over the same words say the same thing twice."""
    if kept.days is not None and other.days is not None and kept.checked is None and kept.first != other.first:
        kept.checked = kept.days.start <= other.days.start <= kept.days.end


def _merged(sentence: Sentence, found: list[Time]) -> list[Time]:
    """ "Thursday and Friday, January 8 and 9": weekdays beside a date are a check of it, and neighbours of one kind are one."""
    kept: list[Time] = []
    for each in found:
        last = kept[-1] if kept else None
        gap = range(last.last, each.first) if last is not None else range(0)
        if (
            last is None
            or len(gap) > 2
            or not all(sentence.masks[at] & (BITS["and"] | _SMALL) or _small(sentence, at) for at in gap)
        ):
            kept.append(each)
            continue
        kept[-1] = _joined(sentence, last, each)
    return kept


def _joined(sentence: Sentence, left: Time, right: Time) -> Time:
    weekdays = [match.row.value for match in sentence.of("weekday") if left.first <= match.first < right.last]
    dated = next((each for each in (left, right) if each.days is not None and _has_month(sentence, each)), None)
    if dated is not None and dated.days is not None and weekdays:
        named = {dated.days.start.weekday(), dated.days.end.weekday()}
        return Time(left.first, right.last, dated.days, dated.label, checked=set(weekdays) <= named)
    if left.days is None or right.days is None:
        return Time(left.first, right.last, None, "interval")
    start, end = min(left.days.start, right.days.start), max(left.days.end, right.days.end)
    return Time(left.first, right.last, Days(start, end, left.days.precision), "interval" if start != end else left.label)


def _has_month(sentence: Sentence, time: Time) -> bool:
    return any(time.first <= match.first < time.last for match in sentence.of("month"))


def _since(sentence: Sentence, time: Time, anchor: Anchor) -> Time:
    """ "since late December": open from there to the day of the text."""
    match = sentence.ending("when_start", time.first) or (
        sentence.ending("when_start", time.first - 1) if time.first > 1 else None
    )
    if match is None:
        return time
    days = None
    if time.days is not None:
        days = Days(time.days.start, anchor.day if anchor.day is not None else time.days.end, time.days.precision)
    return Time(match.first, time.last, days, "cumulative", time.checked)


def _so_far(sentence: Sentence, anchor: Anchor) -> list[Time]:
    days = Days(anchor.day, anchor.day, "open") if anchor.day is not None else None
    return [Time(match.first, match.last, days, "cumulative") for match in sentence.of("so_far")]


def _of_saying(sentence: Sentence, time: Time) -> bool:
    """Whether the expression dates the statement and not the harm: "said on Monday", "the outlet on Tuesday published"."""
    at = time.first
    while at > 0 and sentence.masks[at - 1] & _SMALL:
        at -= 1
    if at > 0 and sentence.masks[at - 1] & BITS["say"]:
        return True
    if at <= 1 and _speaks_next(sentence, time.last):
        return True
    spoken = time.last < len(sentence.masks) and bool(sentence.masks[time.last] & BITS["say"])
    spoken = spoken and not own_report(sentence, time.last)
    if spoken and at > 0 and not sentence.masks[at - 1] & BITS["harm"]:
        return True
    return sentence.lexicon.victim_left_of_do and told_last(sentence, time)


def _speaks_next(sentence: Sentence, at: int) -> bool:
    """ "On Tuesday, an official confirmed that ...": somebody speaks before anybody is harmed."""
    first = next((match.first for match in sentence.of("harm") if match.first >= at), len(sentence.norms))
    spoken = (match for match in sentence.of("say") if at <= match.first < first)
    return any(match.row.frame == "told" or _reported(sentence, match.last - 1) for match in spoken)


def _reported(sentence: Sentence, at: int) -> bool:
    """Whether "that" follows a verb of saying, behind the one who was told perhaps."""
    return any(sentence.masks[step] & BITS["that"] for step in range(at, min(at + 6, len(sentence.norms))))
