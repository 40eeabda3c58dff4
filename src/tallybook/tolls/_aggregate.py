"""Aggregates against incidents: a morgue's total made comparable with single incidents, every step kept and printed.

The method is Iraq Body Count's (notes to its entries x132 and x334): only an exact total tied to an exact period, seen in two
reports; verbal hedges become stated shares; what is ordinarily counted without the conflict is taken off; deaths that single
incidents have already recorded are taken off, so that nobody is counted twice. Every range is rounded outward.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from tallybook.errors import InputError, RefusedError
from tallybook.model import Bound, Record, Step
from tallybook.tolls._data import Hedge, hedge_table
from tallybook.tolls._fold import fold
from tallybook.tolls._say import day, number
from tallybook.tolls._scopes import Contains, same_place


class Exclusion(Record, frozen=True):
    """A share of the total that is not of the group counted, as a hedge puts it: fighters are "rarely" taken to morgues."""

    what: str
    hedge: str


class Baseline(Record, frozen=True):
    """What the count ordinarily is without the conflict, at the same place over an equal time: persons, low to high."""

    what: str
    low: int
    high: int


class Incident(Record, frozen=True):
    """An incident that is already recorded: deaths from ``low`` to ``high``, on days ``start`` to ``end`` at ``place``.

    ``absent`` is a hedge for how many such deaths the aggregate does not hold ("most" victims of large bombings). ``name`` is how
    the working calls it, ``apart`` why it cannot be taken off at all (it counts other people, it has no number), ``statements``
    what reports it.
    """

    id: str
    low: int
    high: int
    start: dt.date
    end: dt.date
    place: str | None = None
    absent: str | None = None
    name: str | None = None
    apart: str | None = None
    statements: tuple[str, ...] = ()


class Aggregate(Record, frozen=True):
    """A total without a breakdown by incident. ``reports`` names the documents that give it; ``end`` is the last day counted."""

    what: str
    total: int
    start: dt.date | None
    end: dt.date | None
    reports: tuple[str, ...]
    bound: Bound = "exact"
    approximate: bool = False
    place: str | None = None
    exclusions: tuple[Exclusion, ...] = ()
    baselines: tuple[Baseline, ...] = ()


class AggregateResult(Record, frozen=True):
    """What of an aggregate is not recorded elsewhere, as a range, with the whole working."""

    what: str
    low: int
    high: int
    steps: tuple[Step, ...]


def reconcile_aggregate(
    aggregate: Aggregate,
    incidents: Sequence[Incident],
    *,
    hedges: Mapping[str, tuple[Fraction, Fraction]] | None = None,
    contains: Contains = same_place,
) -> AggregateResult:
    """The part of a total that no recorded incident holds yet.

    ``hedges`` adds or replaces readings: hedge word → lowest and highest share. Raises ``RefusedError`` where the total or its
    period is not exact or fewer than two reports give it, ``InputError`` for a hedge that no table reads.
    """
    _refuse(aggregate)
    shares = {fold(word): share for word, share in (hedges or {}).items()}
    steps = [Step(sentence=_opening(aggregate), low=aggregate.total, high=aggregate.total)]
    for exclusion in aggregate.exclusions:
        steps.append(_exclude(exclusion, steps[-1], shares))
    for baseline in aggregate.baselines:
        low, high = steps[-1].low - baseline.high, steps[-1].high - baseline.low
        steps.append(
            Step(sentence=f"Less {baseline.what}, {_span(baseline.low, baseline.high)}: {_span(low, high)}.", low=low, high=high)
        )
    for incident in sorted(incidents, key=lambda incident: (incident.start, incident.end, incident.id)):
        steps.append(_subtract(aggregate, incident, steps[-1], shares, contains))
    low, high = max(steps[-1].low, 0), max(steps[-1].high, 0)
    if steps[-1].low < 0:
        sentence = f"What was taken off may exceed the total; fewer than nobody cannot be: {_span(low, high)}."
        steps.append(Step(sentence=sentence, low=low, high=high))
    return AggregateResult(what=aggregate.what, low=low, high=high, steps=tuple(steps))


def _refuse(aggregate: Aggregate) -> None:
    hint = "Keep it beside the incidents as a claim; it cannot be joined with them."
    if aggregate.bound != "exact" or aggregate.approximate:
        raise RefusedError(
            "an aggregate needs an exact total, and this one is bounded or approximate.", item=aggregate.what, hint=hint
        )
    if aggregate.start is None or aggregate.end is None or aggregate.start > aggregate.end:
        raise RefusedError(
            "an aggregate needs a first and a last day, and this one has no exact period.", item=aggregate.what, hint=hint
        )
    if len(set(aggregate.reports)) < 2:
        raise RefusedError("an aggregate needs two reports that give it, and this one has fewer.", item=aggregate.what, hint=hint)


def _opening(aggregate: Aggregate) -> str:
    where = f", {aggregate.place}" if aggregate.place else ""
    reports = len(set(aggregate.reports))
    return (
        f"{aggregate.what}{where}, {day(aggregate.start)} to {day(aggregate.end)}: {number(aggregate.total)}, in "
        f"{reports} reports."
    )


def _exclude(exclusion: Exclusion, before: Step, shares: Mapping[str, tuple[Fraction, Fraction]]) -> Step:
    (least, most), source = _share(exclusion.hedge, shares)
    low, high = _down(before.low * (1 - most)), _up(before.high * (1 - least))
    reading = f"“{exclusion.hedge}” read as {_fraction(least)} to {_fraction(most)}, {source}"
    return Step(sentence=f"Less {exclusion.what}: {reading}: {_span(low, high)}.", low=low, high=high)


def _subtract(
    aggregate: Aggregate, incident: Incident, before: Step, shares: Mapping[str, tuple[Fraction, Fraction]], contains: Contains
) -> Step:
    """An incident inside the period and place is taken off; one that may be outside is taken off only from the low end."""
    certainty, why = ("none", incident.apart) if incident.apart else _overlap(aggregate, incident, contains)
    size = "" if incident.apart else f" ({_span(incident.low, incident.high)})"
    name = f"{incident.name or f'incident {incident.id}'}{size}"
    if certainty == "none":
        sentence = f"Not taken off: {name}, {why}."
        return Step(sentence=sentence, low=before.low, high=before.high, incident=incident.id, statements=incident.statements)
    least, most, note = Fraction(incident.low), Fraction(incident.high), ""
    if incident.absent:
        (absent_least, absent_most), source = _share(incident.absent, shares)
        least, most = least * (1 - absent_most), most * (1 - absent_least)
        note = (
            f"; “{incident.absent}” such deaths are not in the total, read as {_fraction(absent_least)} to "
            f"{_fraction(absent_most)}, {source}"
        )
    if certainty == "maybe":
        least = Fraction(0)
        note += f"; {why}, so it may not be in the total at all"
    overlap_low, overlap_high = _down(least), _up(most)
    low, high = before.low - overlap_high, before.high - overlap_low
    verb = "are" if certainty == "sure" and overlap_low == overlap_high else "may be"
    sentence = (
        f"Less {name}, already recorded, of which {_span(overlap_low, overlap_high)} {verb} in the total{note}: "
        f"{_span(low, high)}."
    )
    return Step(sentence=sentence, low=low, high=high, incident=incident.id, statements=incident.statements)


def _overlap(aggregate: Aggregate, incident: Incident, contains: Contains) -> tuple[str, str]:
    start, end = aggregate.start, aggregate.end
    if start is None or end is None or incident.end < start or incident.start > end:
        return "none", "outside the period"
    if aggregate.place is not None and incident.place is not None:
        inside = incident.place == aggregate.place or contains(aggregate.place, incident.place)
        if not inside and not contains(incident.place, aggregate.place):
            return "none", "at another place"
        if not inside:
            return "maybe", "its place is given only as a wider area"
    elif aggregate.place is not None:
        return "maybe", "its place is not known"
    if incident.start < start or incident.end > end:
        return "maybe", "it reaches beyond the period"
    return "sure", ""


def _share(hedge: str, shares: Mapping[str, tuple[Fraction, Fraction]]) -> tuple[tuple[Fraction, Fraction], str]:
    folded = fold(hedge)
    if folded in shares:
        return shares[folded], "by the book's own rule"
    for entry in _entries():
        if folded in {fold(word) for word in entry.words}:
            return (Fraction(*entry.low), Fraction(*entry.high)), entry.source
    raise InputError(
        f"no table says what share “{hedge}” stands for.",
        item="aggregate",
        hint="Give its lowest and highest share with the rule, or leave it out.",
    )


def _entries() -> Iterable[Hedge]:
    table = hedge_table().hedge
    return [table[name] for name in sorted(table)]


def _down(value: Fraction) -> int:
    return value.numerator // value.denominator


def _up(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


def _fraction(share: Fraction) -> str:
    if share in (0, 1):
        return "none" if share == 0 else "all"
    return f"{share.numerator} in {share.denominator}"


def _span(low: int, high: int) -> str:
    return number(low) if low == high else f"{number(low)} to {number(high)}"
