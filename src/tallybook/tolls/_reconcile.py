"""Statements to tolls: one pure function. The same statements, facts, rules and decisions give the same record, in any order."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import msgspec

from tallybook.model import (
    Actor,
    Documented,
    DocumentFacts,
    Flag,
    LeftOut,
    ListFacts,
    Part,
    Reconciliation,
    Statement,
    TollDecision,
)
from tallybook.tolls._aggregates import Field, work_decided
from tallybook.tolls._arithmetic import place_parts, relate_parts
from tallybook.tolls._flagging import Voices, make_flag
from tallybook.tolls._flags import IN_SERIES, Case
from tallybook.tolls._flags_between import BETWEEN
from tallybook.tolls._fold import fold
from tallybook.tolls._grades import grade_claims
from tallybook.tolls._lists import kinship
from tallybook.tolls._names import known_actor
from tallybook.tolls._origins import assign_origins
from tallybook.tolls._ranges import Settled, build_tables, outside_tolls
from tallybook.tolls._rules import Rules
from tallybook.tolls._scopes import Contains, same_place
from tallybook.tolls._series import Run, build_runs
from tallybook.tolls._standing import join_periods, list_and_rest, pending_flags, split_confirmed, split_estimates
from tallybook.tolls._stands import stands
from tallybook.tolls._syndication import syndicated
from tallybook.tolls._told import Teller, Told, rank

FINDERS = (*IN_SERIES, *BETWEEN)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pauses the cycle collector: nothing here makes cycles, and walking all live records again and again took a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@_uncollected()
def reconcile(
    statements: Sequence[Statement],
    documents: Sequence[DocumentFacts],
    *,
    rules: Rules,
    decisions: Sequence[TollDecision] = (),
    places: Mapping[str, str | None] | None = None,
    contains: Contains = same_place,
    lists: Sequence[ListFacts] = (),
    documented: Sequence[Documented] = (),
) -> Reconciliation:
    """The tolls of a book with everything that leads to them.

    ``documents`` gives what is known of the statements' documents; one that is not given has no date, and its publisher is the
    one in its chains. ``places`` maps a statement's id to its resolved place (None for the whole area) and ``contains(outer,
    inner)`` tells how places lie; without them a place is its mention's words. ``documented`` gives persons on linked lists by
    scope. Every statement that is not rejected stands in exactly one point of one series.
    """
    told, left_out = _tell(statements, documents, rules, decisions, places or {})
    leaders = syndicated(documents)
    origins = assign_origins(told, leaders, decisions)
    rank(told)
    actors = {actor.id: actor for actor in origins.actors}
    voices = Voices(actors)
    _apply_policies(told, rules, actors)
    parts, flags = _relate(told, lists, voices)
    runs = build_runs(told, rules.same_days)
    kin = kinship(lists, origins.actors)
    tables = build_tables(runs, Settled(rules, actors, kin, documented, decisions))
    case = Case(
        told, runs, tables, [stands(table, rules, kin) for table in tables], actors, kin, rules, voices, lists, leaders, contains
    )
    flags = _once([*flags, *(flag for finder in FINDERS for flag in finder(case)), *_disputes(origins.disputed, decisions)])
    series, tolls = tuple(run.series for run in runs), tuple(table.toll for table in tables)
    orders = [decision for decision in decisions if decision.kind == "aggregate"]
    heard = {item.id: item.statement for item in told} if orders else {}
    return Reconciliation(
        actors=origins.actors,
        relays=origins.relays,
        series=series,
        tolls=tolls,
        flags=tuple(sorted(flags, key=lambda flag: (flag.kind, flag.id))),
        parts=place_parts(parts, _series_of(runs), _totals(runs), {item.id: item for item in told}) if parts else (),
        grades=grade_claims(case, flags, decisions),
        left_out=left_out,
        untabled=outside_tolls(runs, rules),
        aggregates=work_decided(orders, Field(heard, series, tolls, origins.relays, rules, contains)),
    )


def _tell(
    statements: Iterable[Statement],
    documents: Iterable[DocumentFacts],
    rules: Rules,
    decisions: Sequence[TollDecision],
    places: Mapping[str, str | None],
) -> tuple[list[Told], tuple[LeftOut, ...]]:
    """Each statement once, first report first; rejected ones with the reader's reason."""
    facts = {document.id: document for document in documents}
    events = {decision.subject: decision.object or "" for decision in decisions if decision.kind == "set_event"}
    teller = Teller(rules, places, events)
    once = {statement.id: statement for statement in statements}
    told, left_out = [], []
    for name in sorted(once):
        statement = once[name]
        if statement.rejected:
            left_out.append(LeftOut(statement=name, code=f"rejected_{statement.rejected.code}", reason=statement.rejected.detail))
        else:
            told.append(teller.tell(statement, facts.get(statement.document) or DocumentFacts(id=statement.document)))
    return sorted(told, key=Told.order), tuple(left_out)


def _apply_policies(told: Iterable[Told], rules: Rules, actors: Mapping[str, Actor]) -> None:
    """What an actor counts in or leaves out by its published method, where its own words do not say otherwise."""
    policies = {known_actor(name) or fold(name): policy for name, policy in sorted(rules.policies.items())}
    for item in told if policies else ():
        actor = actors[item.origin]
        policy = policies.get(actor.id) or policies.get(fold(actor.name))
        if policy and item.scope.group == "people" and not item.partial:
            scope = item.scope
            includes = {*scope.includes, *policy.includes} - set(scope.excludes)
            excludes = {*scope.excludes, *policy.excludes} - set(scope.includes)
            item.rescope(msgspec.structs.replace(scope, includes=tuple(sorted(includes)), excludes=tuple(sorted(excludes))))


def _relate(told: Sequence[Told], lists: Sequence[ListFacts], voices: Voices) -> tuple[list[Part], list[Flag]]:
    """Figures of one origin that stand side by side: parts of a total, the confirmed of a claim, a list and its rest."""
    join_periods(told)
    split_estimates(told)
    confirmed, first = split_confirmed(told, voices)
    named, second = list_and_rest(told, lists, voices)
    arithmetic = relate_parts(told, voices)
    parts = {part.statement: part for part in (*arithmetic.parts, *confirmed, *named)}
    return [parts[key] for key in sorted(parts)], [*first, *second, *arithmetic.flags, *pending_flags(told, voices)]


def _series_of(runs: Iterable[Run]) -> dict[str, str]:
    return {name: run.series.id for run in runs for point in run.series.points for name in point.statements}


def _totals(runs: Iterable[Run]) -> dict[tuple[object, ...], str]:
    """An origin's running total of a harm, where the book knows one."""
    found: dict[tuple[object, ...], str] = {}
    for run in runs:
        scope = run.series.scope
        if run.series.tier == "claimed" and scope.group == "people" and scope.period == "cumulative" and run.attributed:
            found.setdefault((run.series.origin, scope.harm, scope.harms, scope.event, scope.place), run.series.id)
    return found


def _disputes(disputed: Iterable[tuple[str, str]], decisions: Sequence[TollDecision]) -> Iterable[Flag]:
    """Decisions that join and part the same two actors: the parting holds, and somebody must settle it."""
    known = {decision.id: decision for decision in decisions}
    for join, part in disputed:
        one = known[join]
        pair = f"“{one.subject}” and “{one.object}”"
        sentence = f"One decision joins {pair}, another parts them. They are kept apart until somebody settles it."
        yield make_flag("decisions_disagree", (join, part), sentence, ())


def _once(flags: Iterable[Flag]) -> list[Flag]:
    return list({flag.id: flag for flag in flags}.values())
