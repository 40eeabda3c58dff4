"""Tolls: the series of one scope side by side, and the range that the book's rule gives. Nothing is averaged or added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tallybook.model import Actor, Bound, Claim, Documented, Point, Toll, TollDecision, Untabled, short_id
from tallybook.tolls._fold import fold
from tallybook.tolls._names import known_actor
from tallybook.tolls._rules import Rules
from tallybook.tolls._say import plural
from tallybook.tolls._scopes import compare
from tallybook.tolls._series import Run
from tallybook.tolls._told import ScopeKey, key_parts

# Wider scopes first, and the harms in the order in which the field prints them.
_HARM_ORDER = {"killed": 0, "executed": 1, "injured": 2, "missing": 3, "arrested": 4, "displaced": 5, "other": 6}
_PERIOD_ORDER = {"cumulative": 0, "interval": 1, "day": 2, "incident": 3}


class Table(msgspec.Struct):
    """A toll with the runs it was made of and, for each, the position of its standing point (None where it has no number)."""

    toll: Toll
    runs: list[Run]
    standing: list[int | None]


class Settled(msgspec.Struct):
    """What making tolls needs to know of a book besides its runs."""

    rules: Rules
    actors: Mapping[str, Actor]
    kin: Mapping[str, str]
    documented: Sequence[Documented]
    decisions: Sequence[TollDecision]


def build_tables(runs: Iterable[Run], book: Settled) -> list[Table]:
    """The tolls of a book, widest scope first. ``outside_tolls`` names the series that stand in none."""
    groups: dict[tuple[ScopeKey, str, str], list[Run]] = {}
    for run in runs:
        if _outside(run, book.rules) is None:
            includes = run.series.scope.includes
            held = " ".join(sorted(set(includes) & set(book.rules.exclude))) if includes else ""
            groups.setdefault((run.key, run.series.tier, held), []).append(run)
    tables = [_table(key, groups[key], book) for key in sorted(groups)]
    return sorted(tables, key=_print_order)


_OUTSIDE: dict[str, str] = {
    "part": "It is part of a larger figure of the same origin.",
    "confirmed_part": "It is the confirmed part of a larger figure of the same origin.",
    "denied": "Its origin denies it.",
    "period_not_said": "It is new since some day that is not said.",
    "excluded_by_rule": "The book's rules leave this group out.",
    "victims": "It tells of single victims, who are counted as persons and not as a toll.",
    "incident_not_identified": "It is about an incident whose place or day is not said.",
}


def outside_tolls(runs: Iterable[Run], rules: Rules) -> tuple[Untabled, ...]:
    """The series that stand in no toll, each with the reason. Sorted by series."""
    found = []
    for run in runs:
        if code := _outside(run, rules):
            found.append(Untabled(series=run.series.id, code=code, reason=_OUTSIDE[code]))
    return tuple(sorted(found, key=lambda entry: entry.series))


def _outside(run: Run, rules: Rules) -> str | None:
    """Why a series stands in no toll, or None where it does."""
    scope, tier = run.series.scope, run.series.tier
    if tier in ("part", "confirmed_part", "denied"):
        return tier
    if scope.period == "unstated":
        return "period_not_said"
    if scope.group in rules.exclude or (rules.include and scope.group not in rules.include):
        return "excluded_by_rule"
    if scope.period == "incident":
        if any(item.statement.quantity.implied for figure in run.figures for item in figure.items):
            return "victims"
        if scope.place is None or scope.start is None:
            return "incident_not_identified"
    return None


def standing_position(run: Run, rules: Rules) -> int | None:
    """The last point that carries a number and whose status may count, or None."""
    allowed = (*rules.statuses, "under_review") if run.series.tier == "under_review" else rules.statuses
    return next((position for position in reversed(run.numeric) if run.series.points[position].status in allowed), None)


def ends(point: Point) -> tuple[int, int] | None:
    """The lowest and the highest figure that a point prints, or None."""
    low = point.low if point.low is not None else point.high
    high = point.high if point.high is not None else point.low
    return (low, high) if low is not None and high is not None else None


def _table(key: tuple[ScopeKey, str, str], runs: list[Run], book: Settled) -> Table:
    includes = sorted({name for run in runs for name in run.series.scope.includes})
    scope = msgspec.structs.replace(runs[0].series.scope, includes=tuple(includes))
    standing = [standing_position(run, book.rules) for run in runs]
    claims = tuple(
        Claim(origin=run.series.origin, series=run.series.id, point=run.series.points[-1 if position is None else position])
        for run, position in zip(runs, standing, strict=True)
    )
    counted = [claim for claim, position in zip(claims, standing, strict=True) if position is not None and _counts(claim, book)]
    silent = _reports([run for run in runs if not run.attributed])
    toll_id = short_id("toll_", *key_parts(key[0]), *key[1:])
    toll = Toll(
        id=toll_id,
        scope=scope,
        rule=book.rules.sentence(),
        claims=claims,
        reports=_reports(runs),
        origins=len({book.kin.get(claim.origin, claim.origin) for claim in claims if book.actors[claim.origin].attributed}),
        unattributed=silent,
        claimed_low=None,
        claimed_high=None,
        low_series=None,
        high_series=None,
        documented=_documented(scope, book) if key[1] == "claimed" else None,
        tier=runs[0].series.tier,
        notes=_notes(runs, silent, book),
    )
    return Table(toll=_best(_ranged(toll, counted), counted, book), runs=runs, standing=standing)


def _counts(claim: Claim, book: Settled) -> bool:
    return book.rules.unattributed or book.actors[claim.origin].attributed


def _ranged(toll: Toll, counted: list[Claim]) -> Toll:
    if not counted:
        return toll
    lowest = min(counted, key=lambda claim: (_ends(claim)[0], claim.series))
    highest = min(counted, key=lambda claim: (-_ends(claim)[1], claim.series))
    return msgspec.structs.replace(
        toll,
        claimed_low=_ends(lowest)[0],
        claimed_high=_ends(highest)[1],
        low_series=lowest.series,
        high_series=highest.series,
        low_bound=_edge(lowest.point),
        high_bound=_edge(highest.point),
    )


def _ends(claim: Claim) -> tuple[int, int]:
    found = ends(claim.point)
    assert found is not None  # noqa: S101  (a counted claim has a number: standing_position saw to it)
    return found


def _edge(point: Point) -> Bound:
    return "exact" if point.bound == "between" else point.bound


def _best(toll: Toll, counted: list[Claim], book: Settled) -> Toll:
    """The best figure, only where the rule says how it is chosen, and only from what an origin stands by."""
    rule = book.rules.best
    chosen: Claim | None = None
    if rule is not None and rule.how == "hierarchy":
        by_name = {(known_actor(name) or fold(name)): place for place, name in reversed(list(enumerate(rule.actors)))}
        ranked = [
            (by_name[key], claim.series, claim)
            for claim in counted
            for key in _names(book.actors[claim.origin])
            if key in by_name
        ]
        chosen = min(ranked, key=lambda entry: entry[:2])[2] if ranked else None
    elif rule is not None and rule.how == "most_origins":
        chosen = _most_agreed(counted, book)
    elif rule is not None:
        decided = {decision.object for decision in book.decisions if decision.kind == "best" and decision.subject == toll.id}
        chosen = next((claim for claim in counted if claim.series in decided), None)
    if chosen is None:
        return toll
    return msgspec.structs.replace(
        toll, best=chosen.point.low if chosen.point.low is not None else chosen.point.high, best_series=chosen.series
    )


def _names(actor: Actor) -> set[str]:
    return {actor.id, fold(actor.name), *(fold(name) for name in actor.aliases)}


def _most_agreed(counted: list[Claim], book: Settled) -> Claim | None:
    votes: Counter[tuple[int, int]] = Counter()
    for figure, _ in {(_ends(claim), book.kin.get(claim.origin, claim.origin)) for claim in counted}:
        votes[figure] += 1
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return min((claim for claim in counted if _ends(claim) == ranked[0][0]), key=lambda claim: claim.series)


def _documented(scope: object, book: Settled) -> tuple[int, int] | None:
    for entry in book.documented:
        if compare(entry.scope, scope).comparable:  # type: ignore[arg-type]
            return entry.persons
    return None


def _reports(runs: Iterable[Run]) -> int:
    """In how many documents these figures stand."""
    return len({item.document for run in runs for figure in run.figures for item in figure.all()})


def _notes(runs: Sequence[Run], silent: int, book: Settled) -> tuple[str, ...]:
    """What a reader must know before reading the row."""
    notes = []
    scope = runs[0].series.scope
    if scope.period == "incident":
        notes.append("Held together by place and day only: two incidents of one place and day would stand in one row.")
    unsaid = _unsaid(runs) if scope.period == "cumulative" else 0
    if unsaid:
        notes.append(f"{plural(unsaid, 'statement')} of these do not say which days they cover; they are read as running totals.")
    if silent:
        notes.append(f"{plural(silent, 'report')} of these figures name nobody as their source.")
    for name in sorted({name for run in runs for name in run.series.scope.includes}):
        having = sorted(book.actors[run.series.origin].name for run in runs if name in run.series.scope.includes)
        if len(having) < len(runs):
            notes.append(f"{', '.join(having)} counts {name.replace('_', ' ')} in; the others do not say.")
    return tuple(notes)


def _unsaid(runs: Iterable[Run]) -> int:
    """How many statements do not say which days they cover."""
    return sum(item.statement.period.label == "unstated" for run in runs for figure in run.figures for item in figure.all())


def _print_order(table: Table) -> tuple[object, ...]:
    scope = table.toll.scope
    return (
        scope.event is not None,
        table.toll.tier != "claimed",
        scope.place is not None,
        _PERIOD_ORDER.get(scope.period, 9),
        _HARM_ORDER[scope.harm],
        scope.group != "people",
        -table.toll.origins,
        -table.toll.reports,
        scope.group,
        table.toll.id,
    )
