"""The tolls for a terminal. Every word from a document is isolated, so that right-to-left text stays in its cell, and nothing
in it can send the terminal a command. Meaning never rests on colour: weight and words carry it.
"""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tallybook.model import Claim, Flag, Toll
from tallybook.publish._aggregates import show_aggregates
from tallybook.publish._data import ReportData
from tallybook.publish._index import Index
from tallybook.publish._ranges import (
    actor_kind,
    claimed,
    documented,
    estimated,
    ordered,
    point_words,
    sort_claims,
    toll_period,
    weight,
)
from tallybook.publish._sections import flag_rank
from tallybook.publish._text import isolate, isolate_runs
from tallybook.publish._words import STATUSES, count, day, flag_title, plain, scope_title

INDENT = (0, 0, 1, 2)


def show(data: ReportData) -> RenderableType:
    """The tolls by scope, each origin's claim on its own line, and the flags, ready for ``rich``.

    Needs no passages: it reads the title, the rule, the reconciliation and the counts of statements.
    """
    index = Index(data)
    parts: list[RenderableType] = [_head(data)]
    for toll in ordered(data.reconciliation.tolls):
        parts += [_title(toll), Padding(_kinds(toll), INDENT), Padding(_claims(toll, index), INDENT)]
    parts += show_aggregates(data)
    parts += _outside(data)
    flags = sorted(data.reconciliation.flags, key=flag_rank)
    if flags:
        parts.append(Text(f"Flags ({len(flags)})", style="bold"))
        parts += [Padding(_flag(flag), (0, 0, 0, 2)) for flag in flags]
    return Group(*parts)


def _outside(data: ReportData) -> list[RenderableType]:
    """Figures that stand in no toll, each with the reason: nothing that was read is left unsaid."""
    found = data.reconciliation
    names = {actor.id: actor.name for actor in found.actors}
    series = {one.id: one for one in found.series}
    lines: list[RenderableType] = []
    for left in found.untabled:
        one = series[left.series]
        for point in one.points:
            words = f"{scope_title(one.scope)}: {point_words(point)}, {isolate(names[one.origin])}. {left.reason}"
            lines.append(Padding(Text(words), (0, 0, 0, 2)))
    return [Text(f"In no toll ({len(lines)})", style="bold"), *lines, Text("")] if lines else []


def _head(data: ReportData) -> Text:
    origins = {series.origin for series in data.reconciliation.series}
    counts = ", ".join((count(len(data.statements), "statement"), count(len(origins), "origin")))
    text = Text.assemble((isolate(data.title), "bold"), "\n", f"{counts}; {count(len(data.rejected), 'candidate')} rejected\n")
    if not data.reconciliation.tolls:
        text.append("No toll yet.\n")
    elif data.rule:
        text.append(f"Rule: {isolate(data.rule)}\n")
    return text


def _title(toll: Toll) -> Text:
    scope = toll.scope
    text = Text(scope_title(scope), style="bold")
    if scope.place:
        text.append(f" in {isolate(scope.place)}")
    details = [toll_period(toll)]
    details += [isolate(scope.event)] if scope.event else []
    details += ["including " + ", ".join(plain(part) for part in scope.includes)] if scope.includes else []
    details += ["without " + ", ".join(plain(part) for part in scope.excludes)] if scope.excludes else []
    return text.append(", " + "; ".join(details), style="not bold")


def _kinds(toll: Toll) -> Table:
    """Documented, claimed and estimated, each on a line of its own."""
    table = Table.grid(padding=(0, 2))
    table.add_row("documented", documented(toll))
    table.add_row("claimed", Text(isolate(claimed(toll)), style="bold"), weight(toll))
    table.add_row("estimated", estimated(toll))
    return table


def _claims(toll: Toll, index: Index) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="underline")
    for column, ratio in (("Origin", 3), ("Figure", 2), ("Status", None), ("As of", None), ("Reports", None)):
        table.add_column(column, ratio=ratio, overflow="fold", no_wrap=column in {"As of", "Reports"})
    for claim in sort_claims(toll, index):
        table.add_row(*(Text(cell) for cell in _cells(claim, index)))
    return table


def _cells(claim: Claim, index: Index) -> tuple[str, ...]:
    point = claim.point
    kind = actor_kind(claim.origin, index)
    name = isolate(index.name(claim.origin)) + (f" ({kind})" if kind else "")
    status = STATUSES.get(point.status, plain(point.status))
    return name, isolate(point_words(point)), status, day(point.as_of), str(point.reports)


def _flag(flag: Flag) -> Text:
    return Text.assemble("• ", (f"{flag_title(flag.kind)}. ", "bold"), isolate_runs(flag.sentence))
