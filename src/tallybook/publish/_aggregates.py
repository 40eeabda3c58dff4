"""Aggregates held against incidents: the working, step by step, for the page and for the terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tallybook.model import Record, WorkedAggregate
from tallybook.publish._data import ReportData
from tallybook.publish._index import Index
from tallybook.publish._sections import QuoteView, quote_view
from tallybook.publish._text import anchor, isolate, isolate_runs
from tallybook.publish._words import whole

EXPLAINED = (
    "A total that names no incidents cannot be added to incidents. By the method of Iraq Body Count, an exact total of an exact period is "
    "made comparable: shares that a hedge names, the ordinary count and every recorded incident are taken off, and every range is rounded "
    "outward."
)


class StepView(Record, frozen=True):
    """A step: what was done, what it leaves, and the words that show it."""

    sentence: str
    leaves: str
    quotes: tuple[QuoteView, ...]


class AggregateView(Record, frozen=True):
    key: str
    what: str
    result: str
    reason: str
    steps: tuple[StepView, ...]


def aggregate_views(data: ReportData, index: Index) -> tuple[AggregateView, ...]:
    """Every worked aggregate, the refused ones with their reason."""
    return tuple(
        AggregateView(
            key=anchor("a-", worked.id),
            what=worked.what,
            result=_result(worked),
            reason=worked.reason,
            steps=tuple(
                StepView(
                    sentence=step.sentence,
                    leaves=_range(step.low, step.high),
                    quotes=tuple(quote_view(index.statements[one], index) for one in step.statements if one in index.statements),
                )
                for step in worked.steps
            ),
        )
        for worked in data.reconciliation.aggregates
    )


def show_aggregate(worked: WorkedAggregate) -> RenderableType:
    """One aggregate for a terminal."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="underline")
    for column, ratio in (("", None), ("Step", 6), ("Leaves", None)):
        table.add_column(column, ratio=ratio, overflow="fold", no_wrap=ratio is None)
    for number, step in enumerate(worked.steps, start=1):
        table.add_row(f"{number}.", Text(isolate_runs(step.sentence)), _range(step.low, step.high))
    head = Text.assemble((isolate(worked.what), "bold"), ": ", isolate_runs(_result(worked)))
    return Group(head, Padding(table, (0, 0, 0, 2)) if worked.steps else Text(""))


def show_aggregates(data: ReportData) -> list[RenderableType]:
    """All of them, under a heading; nothing where there are none."""
    found = data.reconciliation.aggregates
    if not found:
        return []
    title = Text(f"Aggregates against incidents ({len(found)})", style="bold")
    return [title, *(Padding(show_aggregate(worked), (0, 0, 1, 2)) for worked in found)]


def _result(worked: WorkedAggregate) -> str:
    if worked.low is None or worked.high is None:
        return f"refused. {worked.refused or ''}".strip()
    return f"{_range(worked.low, worked.high)} not recorded as incidents"


def _range(low: int, high: int) -> str:
    return whole(low) if low == high else f"{whole(low)} to {whole(high)}"
