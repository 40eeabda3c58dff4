"""Flags that lie between origins or between scopes: contradictions, figures that must not be compared, copies that differ."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from tallybook.model import Flag
from tallybook.tolls._flagging import make_flag
from tallybook.tolls._flags import Case, Finder
from tallybook.tolls._lists import list_flags
from tallybook.tolls._ranges import Table
from tallybook.tolls._say import day, figure_words
from tallybook.tolls._scopes import compare
from tallybook.tolls._series import Run, nearest
from tallybook.tolls._stands import Stand
from tallybook.tolls._told import Told


def contradictions(case: Case) -> Iterable[Flag]:
    """Comparable figures of two origins that cannot both hold.

    A running total can only grow, so a figure contradicts a later one that is lower, and one of the same days; an earlier lower
    figure contradicts nothing. Each figure is shown against the origin that it is furthest from, each pair of origins once, by
    its latest figures.
    """
    for table, found in zip(case.tables, case.stands, strict=True):
        pairs: dict[tuple[str, str], tuple[Stand, Stand]] = {}
        for lower, higher in _disjoint(found, case.rules.same_days):
            pairs[min(lower.origin, higher.origin), max(lower.origin, higher.origin)] = (lower, higher)
        for lower, higher in pairs.values():
            yield _contradiction(case, table, lower, higher)


def _disjoint(found: Sequence[Stand], same_days: int) -> Iterable[tuple[Stand, Stand]]:
    """Pairs of a figure and the highest lower bound of another origin that its upper bound does not reach, in order of days."""
    days = [stand.day for stand in found]
    best: list[tuple[Stand, Stand | None]] = []
    for stand in found:
        first, second = best[-1] if best else (stand, None)
        if stand.low > first.low:
            first, second = stand, first if first.kin != stand.kin else second
        elif stand.kin != first.kin and (second is None or stand.low > second.low):
            second = stand
        best.append((first, second))
    for stand in found:
        reach = bisect_right(days, stand.day + same_days)
        if stand.high is None or reach == 0:
            continue
        first, second = best[reach - 1]
        other = first if first.kin != stand.kin else second
        if other is not None and stand.high < other.low:
            yield stand, other


def _contradiction(case: Case, table: Table, lower: Stand, higher: Stand) -> Flag:
    one, other = lower.figure.voice, higher.figure.voice
    sentence = (
        f"Two figures for one thing that cannot both hold: {case.voices.name(lower.origin)}, {case.voices.quotation(one)}, as of "
        f"{day(lower.figure.as_of)}; {case.voices.name(higher.origin)}, {case.voices.quotation(other)}, as of "
        f"{day(higher.figure.as_of)}."
    )
    key = (table.toll.id, *sorted((lower.series, higher.series)), *sorted((str(lower.figure.figure), str(higher.figure.figure))))
    return make_flag("contradiction", key, sentence, (one.id, other.id), toll=table.toll.id)


def different_days(case: Case) -> Iterable[Flag]:
    """A range whose ends were said on different days spans time as well as disagreement."""
    for table in case.tables:
        ends = {run.series.id: (run, position) for run, position in zip(table.runs, table.standing, strict=True)}
        low, high = ends.get(table.toll.low_series or ""), ends.get(table.toll.high_series or "")
        if low is None or high is None or low[0] is high[0] or low[1] is None or high[1] is None:
            continue
        first, second = low[0].figures[low[1]], high[0].figures[high[1]]
        if first.as_of and second.as_of and (second.as_of - first.as_of).days > case.rules.same_days:
            one, other = first.voice, second.voice
            sentence = (
                f"Not of one day: {case.voices.name(one.origin)}, {case.voices.quotation(one)}, as of {day(first.as_of)}; "
                f"{case.voices.name(other.origin)}, {case.voices.quotation(other)}, as of {day(second.as_of)}. The lower "
                f"figure may "
                "have been outgrown; the two are no contradiction, and their distance is not uncertainty alone."
            )
            yield make_flag("not_comparable", (table.toll.id, one.id, other.id), sentence, (one.id, other.id), toll=table.toll.id)


def different_scopes(case: Case) -> Iterable[Flag]:
    """One origin's running totals of one harm that differ in event or in whom they count: they are no series."""
    groups: dict[tuple[object, ...], list[Run]] = {}
    for run in case.runs:
        scope = run.series.scope
        standing = run.series.tier == "claimed" and case.actors[run.series.origin].attributed
        if standing and scope.period == "cumulative" and run.numeric:
            key = (run.series.origin, scope.harm, scope.harms, scope.group, scope.detail or "", scope.place or "")
            groups.setdefault(key, []).append(run)
    for runs in groups.values():
        for one, other in pairwise(sorted(runs, key=lambda run: run.key)):
            yield _scope_flag(case, one, other)


def _scope_flag(case: Case, one: Run, other: Run) -> Flag:
    differences = compare(one.series.scope, other.series.scope, contains=case.contains).differences
    first, second = (run.figures[run.numeric[-1]].voice for run in (one, other))
    # Where nothing of the scope differs, an origin's estimate stands beside its own count.
    why = " ".join(difference.sentence for difference in differences) or "One is an estimate, the other a count."
    sentence = (
        f"Two figures of {case.voices.name(first.origin)}, {figure_words(first.statement.quantity)} and "
        f"{figure_words(second.statement.quantity)} are "
        f"not about the same thing: {case.voices.quotation(first)}; {case.voices.quotation(second)}. {why}"
    )
    return make_flag("not_comparable", (one.series.id, other.series.id), sentence, (first.id, second.id))


def differing_copies(case: Case) -> Iterable[Flag]:
    """A copy of a story with another figure than the story: one origin at two times or a changed text, never two sources."""
    figures: dict[tuple[object, ...], list[Told]] = {}
    copies = {item.document: item.copied_from for item in case.told if item.copied_from}
    involved = {*copies, *copies.values()}
    for item in case.told if copies else ():
        if item.figure and item.document in involved:
            figures.setdefault((item.document, item.origin, item.key, item.tier, item.partial), []).append(item)
    for key, items in figures.items():
        original = figures.get((items[0].copied_from, *key[1:]), []) if items[0].copied_from else []
        if original and {item.figure for item in items}.isdisjoint(item.figure for item in original):
            one, other = min(original, key=nearest), min(items, key=nearest)
            sentence = (
                f"One story, two figures: {case.voices.quotation(one)} and, in a copy of its text, "
                f"{case.voices.quotation(other)}. Both are of {case.voices.name(one.origin)}: one origin at two times, or a text "
                "that was changed on its way."
            )
            yield make_flag("copy_differs", (one.id, other.id), sentence, (one.id, other.id))


def lists_of(case: Case) -> Iterable[Flag]:
    """What is to be said of the lists themselves."""
    return list_flags(case.lists, case.rules)


BETWEEN: tuple[Finder, ...] = (contradictions, different_days, different_scopes, differing_copies, lists_of)
