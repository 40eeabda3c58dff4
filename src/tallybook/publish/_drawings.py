"""Which figures a toll gets, and what goes into them."""

from __future__ import annotations

from collections.abc import Sequence

from tallybook.model import Claim, Flag, Series, Toll
from tallybook.publish._data import Band
from tallybook.publish._index import Index
from tallybook.publish._ranges import actor_kind, attributed, documented, estimated, point_words, sort_claims
from tallybook.publish._text import anchor
from tallybook.publish._words import count, day, scope_title
from tallybook.publish.figures import Figure, Interval, Moment, Row, dated, intervals, timeline


def drawings(toll: Toll, index: Index, bands: tuple[Band, ...], flags: Sequence[Flag] = ()) -> list[Figure]:
    """The figures that say more than the table: nothing is drawn for a lone claim. ``flags`` are numbered from 1 in their order."""
    title = scope_title(toll.scope) + (f", {toll.scope.place}" if toll.scope.place else "")
    drawn = []
    rows = _intervals(toll, index)
    if len(rows) > 1:
        drawn.append(intervals(anchor("i-", toll.id), f"{title}: who says how many", rows))
    lines = tuple(_row(claim, index, flags) for claim in sort_claims(toll, index))
    if dated(lines) and sum(len(row.moments) for row in lines) > 1:
        drawn.append(timeline(anchor("l-", toll.id), f"{title}: each origin's figures over time", lines, bands))
    return drawn


def _intervals(toll: Toll, index: Index) -> tuple[Interval, ...]:
    rows = []
    if toll.documented:
        rows.append(_closed("Persons on lists", "documented", toll.documented, documented(toll)))
    for claim in sort_claims(toll, index):
        point = claim.point
        rows.append(
            Interval(
                name=index.name(claim.origin),
                kind="claimed" if attributed(claim.origin, index) else "nobody named",
                words=point_words(point),
                low=point.low,
                high=point.high,
                bound=point.bound,
                approximate=point.approximate,
                detail=f"{actor_kind(claim.origin, index)}; as of {day(point.as_of)}; {count(point.reports, 'report')}",
            )
        )
    if toll.estimated:
        rows.append(_closed("Statistical estimate", "estimated", toll.estimated, estimated(toll)))
    return tuple(rows)


def _closed(name: str, kind: str, ends: tuple[int, int], words: str) -> Interval:
    return Interval(name=name, kind=kind, words=words, low=ends[0], high=ends[1], bound="between")


def _row(claim: Claim, index: Index, flags: Sequence[Flag]) -> Row:
    series: Series | None = index.series.get(claim.series)
    moments = tuple(
        Moment(
            as_of=point.as_of,
            low=point.low,
            high=point.high,
            bound=point.bound,
            approximate=point.approximate,
            words=point_words(point),
            marks=tuple(at for at, flag in enumerate(flags, start=1) if not set(flag.statements).isdisjoint(point.statements)),
        )
        for point in (series.points if series else (claim.point,))
    )
    return Row(name=index.name(claim.origin), detail=actor_kind(claim.origin, index), moments=moments)
