"""The first page: what a reader must know before reading any figure."""

from __future__ import annotations

from tallybook.model import Record, Toll
from tallybook.publish._data import ReportData
from tallybook.publish._index import Index
from tallybook.publish._ranges import claimed, documented, estimated, toll_period, weight
from tallybook.publish._sections import flag_rank
from tallybook.publish._text import anchor
from tallybook.publish._words import FLAGS, count, day, scope_title

ROWS = 8
WARNINGS = 5
GRAVE = frozenset(FLAGS) - {"revision", "breakdown_adds_up", "not_comparable", "list_plus_unidentified", "confirmed_and_pending"}


class SummaryRow(Record, frozen=True):
    """A toll in one line, its three quantities apart."""

    key: str
    title: str
    place: str | None
    period: str
    documented: str
    claimed: str
    estimated: str
    weight: str


class Summary(Record, frozen=True):
    """``warnings`` are the gravest flags: (title, sentence, anchor). ``published`` is the span of the documents' days."""

    opening: str
    rows: tuple[SummaryRow, ...]
    more_rows: int
    warnings: tuple[tuple[str, str, str], ...]
    more_flags: int
    published: str


def summary(data: ReportData, tolls: list[Toll]) -> Summary:
    """``tolls`` in the order of the report."""
    grave = [flag for flag in sorted(data.reconciliation.flags, key=flag_rank) if flag.kind in GRAVE]
    kinds: dict[str, int] = {}
    chosen: list[tuple[str, str, str]] = []
    for flag in grave:
        kinds[flag.kind] = kinds.get(flag.kind, 0) + 1
        if kinds[flag.kind] <= 2 and len(chosen) < WARNINGS:
            chosen.append((FLAGS[flag.kind][0], flag.sentence, anchor("f-", flag.id)))
    return Summary(
        opening=_opening(data),
        rows=tuple(_row(toll) for toll in tolls[:ROWS]),
        more_rows=max(0, len(tolls) - ROWS),
        warnings=tuple(chosen),
        more_flags=len(data.reconciliation.flags) - len(chosen),
        published=_published(data),
    )


def _row(toll: Toll) -> SummaryRow:
    return SummaryRow(
        key=anchor("t-", toll.id),
        title=scope_title(toll.scope),
        place=toll.scope.place,
        period=toll_period(toll),
        documented=documented(toll),
        claimed=claimed(toll),
        estimated=estimated(toll),
        weight=weight(toll),
    )


def _opening(data: ReportData) -> str:
    origins = {series.origin for series in data.reconciliation.series}
    rejected = len(data.rejected)
    return (
        f"{count(data.coverage.documents, 'document')} were read. They make {count(len(data.statements), 'statement')} "
        f"of how many people came to harm, which go back to {count(len(origins), 'origin')}. "
        + (
            f"{count(rejected, 'further candidate')} {_was(rejected)} set aside, each for a reason given below. "
            if rejected
            else ""
        )
    ).strip()


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _published(data: ReportData) -> str:
    dates = sorted(source.passage.published for source in data.passages if source.passage.published)
    if not dates:
        return "publication days unknown"
    return day(dates[0]) if dates[0] == dates[-1] else f"{day(dates[0])} to {day(dates[-1])}"


def origins(data: ReportData, index: Index) -> int:
    """How many different actors any figure goes back to."""
    return len({series.origin for series in data.reconciliation.series if series.origin in index.actors})
