"""Flags that lie in a series or between the statements of one figure: flips of the bound, relays, revisions, stale repeats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import pairwise
from typing import TypeAlias

import msgspec

from tallybook.model import DOWNWARD, UPWARD, Actor, Flag, FlagKind, ListFacts
from tallybook.tolls._flagging import Voices, make_flag
from tallybook.tolls._ranges import Table
from tallybook.tolls._rules import Rules
from tallybook.tolls._say import day, number, plural, quoted
from tallybook.tolls._scopes import Contains
from tallybook.tolls._series import Figure, Run, nearest
from tallybook.tolls._stands import Stand
from tallybook.tolls._told import Told


class Case(msgspec.Struct):
    """Everything that a flag may look at. ``stands`` goes with ``tables``, one by one."""

    told: Sequence[Told]
    runs: Sequence[Run]
    tables: Sequence[Table]
    stands: Sequence[Sequence[Stand]]
    actors: Mapping[str, Actor]
    kin: Mapping[str, str]
    rules: Rules
    voices: Voices
    lists: Sequence[ListFacts]
    leaders: Mapping[str, str]
    contains: Contains


_TIED = UPWARD | DOWNWARD

Finder: TypeAlias = Callable[[Case], Iterable[Flag]]


def bound_flips(case: Case) -> Iterable[Flag]:
    """One figure of one origin, printed here as a lower and there as an upper bound."""
    figures: dict[tuple[object, ...], tuple[list[Told], list[Told]]] = {}
    tied = [item for item in case.told if item.figure and item.attributed and item.statement.quantity.bound in _TIED]
    turned = {(item.origin, item.same) for item in tied if item.statement.quantity.bound in DOWNWARD}
    for item in tied:
        if (item.origin, item.same) in turned:
            down = item.statement.quantity.bound in DOWNWARD
            figures.setdefault((item.origin, *_flip_key(item)), ([], []))[down].append(item)
    for sides in figures.values():
        floors, ceilings = (sorted(side, key=nearest) for side in sides)
        places = {item.scope.place for item in (*floors, *ceilings)} - {None}
        if floors and ceilings and len(places) < 2:
            first, second = sorted((floors[0], ceilings[0]), key=nearest)
            sentence = (
                f"One figure, opposite bounds: what {case.voices.name(first.origin)} says is {case.voices.quotation(first)} and "
                f"{case.voices.quotation(second)}. The first stands nearer to its source."
            )
            ids = [first.id, second.id, *(item.id for item in (*floors, *ceilings))]
            yield make_flag("bound_flip", (first.origin, *map(str, _flip_key(first))), sentence, ids)


def _flip_key(item: Told) -> tuple[object, ...]:
    scope = item.scope
    return scope.harm, " ".join(scope.harms), scope.event or "", item.figure


def relayed(case: Case) -> Iterable[Flag]:
    """Several reports of one origin's figure: they are one origin, however many they are."""
    for run in case.runs:
        if not case.actors[run.series.origin].attributed:
            continue
        for point in run.series.points:
            if point.reports > 1 and point.bound != "vague":
                sentence = (
                    f"{plural(point.reports, 'report')} by {plural(max(len(point.publishers), 1), 'publisher')} carry "
                    f"{point.printed} from {case.voices.name(run.series.origin)}; they are one origin."
                )
                yield make_flag(
                    "same_figure_relayed", (run.series.id, point.printed, str(point.as_of)), sentence, point.statements
                )


def revisions(case: Case) -> Iterable[Flag]:
    """Each change of an origin's figure: a revision, a drop of what can only grow, or a jump."""
    for run in case.runs:
        positions = run.numeric
        standing = run.series.tier not in ("part", "denied")
        if standing and run.series.scope.period != "incident":
            for earlier, later in pairwise(positions):
                yield _change(case, run, earlier, later)


def _change(case: Case, run: Run, earlier: int, later: int) -> Flag:
    before, after = run.figures[earlier], run.figures[later]
    low, high = before.figure or (0, 0), after.figure or (0, 0)
    kind = _change_kind(run, low[0], high[0], case.rules)
    words = {
        "drop": "lowered its figure, though a running total can only grow unless it is corrected",
        "jump": "raised its figure in one step by more than the book's rule takes for granted",
        "revision": "changed its figure",
    }[kind]
    first, second = before.voice, after.voice
    difference = high[0] - low[0]
    sentence = (
        f"{case.voices.name(run.series.origin)} {words}: {quoted(first.statement)} as of {day(before.as_of)}, "
        f"{quoted(second.statement)} as of {day(after.as_of)} ({'+' if difference >= 0 else '−'}{number(abs(difference))})."
    )
    return make_flag(kind, (run.series.id, str(low), str(high), str(after.as_of)), sentence, (first.id, second.id))


def _change_kind(run: Run, before: int, after: int, rules: Rules) -> FlagKind:
    if after < before and run.series.scope.period == "cumulative":
        return "drop"
    if before and after >= before * rules.jump_factor and after - before >= rules.jump_least:
        return "jump"
    return "revision"


def stale(case: Case) -> Iterable[Flag]:
    """A report that repeats a figure days after its origin had given another."""
    for run in case.runs:
        if not run.attributed or len(run.numeric) < 2:
            continue
        aware: set[str] = set()  # a text that gives a later figure too tells a history; it is not out of date
        seen = len(run.figures)
        for position, following in reversed(list(pairwise(run.numeric))):
            aware.update(item.document for later in run.figures[following:seen] for item in later.items)
            seen = following
            yield from _stale_repeats(case, run.figures[position], run.figures[following], aware)


def _stale_repeats(case: Case, old: Figure, newer: Figure, aware: Set[str]) -> Iterable[Flag]:
    if newer.as_of is None or (newer.figure or (0, 0)) <= (old.figure or (0, 0)):
        return
    for item in old.items:
        late = item.published and (item.published - newer.as_of).days > case.rules.stale_days
        if late and item.document not in aware:
            other = newer.voice
            sentence = (
                f"{case.voices.quotation(item)} repeats a figure of {case.voices.name(item.origin)} that was out of "
                f"date: it had given {quoted(other.statement)} as of {day(newer.as_of)}."
            )
            yield make_flag("stale", (item.id,), sentence, (item.id, other.id))


IN_SERIES: tuple[Finder, ...] = (bound_flips, relayed, revisions, stale)
