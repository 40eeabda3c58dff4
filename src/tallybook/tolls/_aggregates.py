"""Aggregates of a book: which total is worked against which incidents, from the book's own statements and tolls.

Somebody must say that a total is an aggregate, and how its hedges and its ordinary count are put; everything else (total, days,
reports, incidents) is taken from what the documents say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import msgspec

from tallybook.errors import InputError, RefusedError
from tallybook.model import (
    UPWARD,
    Reconciliation,
    Record,
    Relay,
    Scope,
    Series,
    Statement,
    Toll,
    TollDecision,
    WorkedAggregate,
    short_id,
)
from tallybook.tolls._aggregate import Aggregate, Baseline, Exclusion, Incident, reconcile_aggregate
from tallybook.tolls._rules import Rules
from tallybook.tolls._say import day, harm_word, quoted
from tallybook.tolls._scopes import Contains, compare


class AggregateOrder(Record, frozen=True):
    """How a total is to be worked. ``start`` and ``end`` are an editor's reading where the words' own days were not read;
    ``place`` the place that the total covers, as the tolls name it; ``absent`` hedges for incidents, by day ("2004-03-02") or by day
    and place, whose dead the total does not hold.
    """

    what: str | None = None
    place: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    exclusions: tuple[Exclusion, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    absent: dict[str, str] = msgspec.field(default_factory=dict)


class Field(msgspec.Struct):
    """What an aggregate is worked from: the book's statements, series, tolls and relays."""

    statements: Mapping[str, Statement]
    series: Sequence[Series]
    tolls: Sequence[Toll]
    relays: Sequence[Relay]
    rules: Rules
    contains: Contains


def order_text(order: AggregateOrder) -> str:
    """An order as it stands in a decision."""
    return msgspec.json.encode(order, order="deterministic").decode()


def work_decided(decisions: Iterable[TollDecision], field: Field) -> tuple[WorkedAggregate, ...]:
    """Every aggregate that a decision of that kind asks for, sorted; one that is refused, or whose statement is gone, says so."""
    found = []
    for decision in decisions:
        try:
            found.append(_work(decision, msgspec.json.decode(decision.object or "{}", type=AggregateOrder), field))
        except (RefusedError, InputError) as error:
            found.append(_refused(decision, str(error)))
        except msgspec.DecodeError as error:
            found.append(_refused(decision, f"How it is to be worked cannot be read ({error})."))
    return tuple(sorted(found, key=lambda worked: worked.id))


def work_order(
    statement: str,
    order: AggregateOrder,
    statements: Iterable[Statement],
    result: Reconciliation,
    *,
    rules: Rules,
    contains: Contains,
) -> WorkedAggregate:
    """An aggregate as it would be worked, before anybody decides it. Raises ``RefusedError`` or ``InputError``."""
    known = {one.id: one for one in statements}
    field = Field(known, result.series, result.tolls, result.relays, rules, contains)
    return _work(TollDecision(id="", kind="aggregate", subject=statement), order, field)


def _refused(decision: TollDecision, why: str) -> WorkedAggregate:
    return WorkedAggregate(
        id=short_id("aggregate_", decision.id), statement=decision.subject, decision=decision.id, reason=decision.reason,
        what="an aggregate", refused=why,
    )  # fmt: skip


def _work(decision: TollDecision, order: AggregateOrder, field: Field) -> WorkedAggregate:
    statement = field.statements.get(decision.subject)
    if statement is None:
        raise InputError("is no statement of this book.", item=decision.subject, hint="'tallybook show BOOK --json' names them.")
    series = next(one for one in field.series if any(statement.id in point.statements for point in one.points))
    aggregate = _aggregate(statement, series, order, field)
    hedges = {word: (Fraction(*low), Fraction(*high)) for word, (low, high) in field.rules.hedges.items()}
    incidents = list(_incidents(statement.id, series.scope, order, field))
    result = reconcile_aggregate(aggregate, incidents, hedges=hedges, contains=field.contains)
    first = msgspec.structs.replace(result.steps[0], statements=_carrying(statement.id, series))
    return WorkedAggregate(
        id=short_id("aggregate_", decision.id), statement=statement.id, decision=decision.id, reason=decision.reason,
        what=result.what, low=result.low, high=result.high, steps=(first, *result.steps[1:]),
    )  # fmt: skip


def _aggregate(statement: Statement, series: Series, order: AggregateOrder, field: Field) -> Aggregate:
    """The total as the book has it. Its days are those of its words, unless an editor read them; a hedged or open period is none."""
    quantity, period = statement.quantity, statement.period
    exact = period.label in ("interval", "day") and not period.hedge and period.precision == "day"
    start, end = (period.start, period.end) if exact else (None, None)
    what = order.what or f"{harm_word(statement.harm.label)}, {quoted(statement)}"
    if (order.start or order.end) and (order.start, order.end) != (start, end):
        start, end = order.start, order.end
        what += " (days as the editor reads them)"
    copies = {name for relay in field.relays if relay.syndicated for name in relay.statements}
    carrying = [field.statements[name] for name in _carrying(statement.id, series) if name not in copies]
    return Aggregate(
        what=what,
        total=quantity.figure() or 0,
        start=start,
        end=end,
        reports=tuple(sorted({one.document for one in carrying})),
        bound=quantity.bound,
        approximate=quantity.approximate,
        place=order.place or series.scope.place,
        exclusions=order.exclusions,
        baselines=order.baselines,
    )


def _carrying(statement: str, series: Series) -> tuple[str, ...]:
    """The statements that carry the same figure of the same origin."""
    return next(point.statements for point in series.points if statement in point.statements)


def _incidents(statement: str, scope: Scope, order: AggregateOrder, field: Field) -> Iterator[Incident]:
    """Every incident of the book with a place and a day, those that count other people or give no number with the reason."""
    for toll in field.tolls:
        inside = toll.scope
        ids = tuple(name for claim in toll.claims for name in claim.point.statements)
        if inside.period != "incident" or inside.start is None or toll.tier != "claimed" or statement in ids:
            continue
        same = msgspec.structs.replace(inside, place=scope.place, period=scope.period, start=scope.start, end=scope.end)
        different = [
            difference.sentence
            for difference in compare(scope, same).differences
            if difference.field not in ("period", "incident")
        ]
        unknown = None if toll.claimed_low is not None else "it has no number that anybody stands by"
        yield Incident(
            id=toll.id,
            low=toll.claimed_low or 0,
            high=toll.claimed_high or 0,
            start=inside.start,
            end=inside.end or inside.start,
            place=inside.place,
            absent=_absent(order, inside),
            name=_name(toll),
            apart="; ".join(sentence.rstrip(".") for sentence in different) or unknown,
            statements=ids,
        )


def _absent(order: AggregateOrder, scope: Scope) -> str | None:
    date = scope.start.isoformat() if scope.start else ""
    return order.absent.get(f"{date} {scope.place}", order.absent.get(date))


def _name(toll: Toll) -> str:
    scope = toll.scope
    words = f"the incident in {scope.place} on {day(scope.start)}" if scope.place else f"the incident on {day(scope.start)}"
    return f"{words}, a figure open above" if toll.high_bound in UPWARD else words
