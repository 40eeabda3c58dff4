"""A toll as the report shows it: three kinds of figures apart, each origin's claim, and the words behind each."""

from __future__ import annotations

from tallybook.model import DOWNWARD, UPWARD, Claim, Point, Record, Series, Toll
from tallybook.publish._cards import Card, Desk, statement_anchor
from tallybook.publish._data import Band
from tallybook.publish._index import Index
from tallybook.publish._text import anchor
from tallybook.publish._words import ACTORS, STATUSES, amount, count, day, plain, scope_period, scope_title, whole
from tallybook.publish.figures import Figure, Interval, Moment, Row, dated, intervals, timeline

NO_DOCUMENTED = "no list of names"
NO_ESTIMATE = "no estimate made"


class PointView(Record, frozen=True):
    """A figure of a series with its reports. ``cards`` are those shown here; ``elsewhere`` how many stand elsewhere."""

    figure: str
    printed: str | None
    as_of: str
    status: str
    reports: str
    publishers: tuple[str, ...]
    cards: tuple[Card, ...]
    elsewhere: tuple[str, ...]


class ClaimView(Record, frozen=True):
    """An origin's standing figure, and what it said before."""

    name: str
    kind: str
    first: str | None
    standing: PointView
    earlier: tuple[PointView, ...]


class TollView(Record, frozen=True):
    """A scope in words, its three quantities in words, and the claims side by side."""

    key: str
    title: str
    place: str | None
    event: str | None
    period: str
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    documented: str
    claimed: str
    claimed_by: tuple[tuple[str, str, str], ...]
    estimated: str
    rule: str
    weight: str
    claims: tuple[ClaimView, ...]
    figures: tuple[Figure, ...]
    reports: int


def ordered(tolls: tuple[Toll, ...]) -> list[Toll]:
    """The crisis as a whole before its places, people before parts of them, and much reported scopes first."""
    return sorted(
        tolls,
        key=lambda toll: (
            toll.scope.place is not None,
            toll.scope.event is not None,
            toll.scope.harm != "killed",
            toll.scope.group != "people",
            -toll.reports,
            toll.id,
        ),
    )


def toll_view(toll: Toll, desk: Desk, bands: tuple[Band, ...]) -> TollView:
    """Everything shown of one toll. Cards that the desk has handed out already are only pointed to."""
    claims = tuple(_claim(claim, desk) for claim in sort_claims(toll))
    return TollView(
        key=anchor("t-", toll.id),
        title=scope_title(toll.scope),
        place=toll.scope.place,
        event=toll.scope.event,
        period=scope_period(toll.scope),
        includes=tuple(plain(part) for part in toll.scope.includes),
        excludes=tuple(plain(part) for part in toll.scope.excludes),
        documented=documented(toll),
        claimed=claimed(toll),
        claimed_by=_ends(toll, desk.index),
        estimated=estimated(toll),
        rule=toll.rule,
        weight=weight(toll),
        claims=claims,
        figures=tuple(_figures(toll, desk.index, bands)),
        reports=toll.reports,
    )


def sort_claims(toll: Toll) -> list[Claim]:
    """Lowest figure first, those without a number last."""
    return sorted(toll.claims, key=lambda claim: (_figure(claim.point) is None, _figure(claim.point) or 0, claim.series))


def weight(toll: Toll) -> str:
    """How many reports, and how many origins they really have."""
    return f"{count(toll.reports, 'report')}, {count(toll.origins, 'origin')}"


def documented(toll: Toll) -> str:
    return span(toll.documented, "person", "people") if toll.documented else NO_DOCUMENTED


def estimated(toll: Toll) -> str:
    return span(toll.estimated, "person", "people") if toll.estimated else NO_ESTIMATE


def span(ends: tuple[int, int], noun: str, plural: str) -> str:
    """A closed interval in words."""
    low, high = ends
    return count(low, noun, plural) if low == high else f"{whole(low)} to {whole(high)} {plural}"


def claimed(toll: Toll) -> str:
    """The claimed range in words, open ends said: "650 or fewer to 12,000 or more". Never an average."""
    if toll.claimed_low is None and toll.claimed_high is None:
        return "no number, only words" if toll.claims else "no claim"
    by_series = {claim.series: claim.point for claim in toll.claims}
    low = _open_end(toll.claimed_low, by_series.get(toll.low_series or ""), DOWNWARD)
    high = _open_end(toll.claimed_high, by_series.get(toll.high_series or ""), UPWARD)
    if len(toll.claims) == 1 or (toll.low_series == toll.high_series and toll.low_series is not None):
        only = by_series.get(toll.low_series or toll.claims[0].series)
        if only:
            return point_words(only)
    return low if low == high else " to ".join(part for part in (low, high) if part)


def _open_end(value: int | None, point: Point | None, opens: frozenset[str]) -> str:
    if value is None:
        return ""
    word = "or more" if opens is UPWARD else "or fewer"
    return f"{whole(value)} {word}" if point and point.bound in opens else whole(value)


def point_words(point: Point) -> str:
    return amount(point.low, point.high, point.bound, point.approximate, point.printed)


def actor_kind(key: str, index: Index) -> str:
    actor = index.actors.get(key)
    if not actor:
        return ""
    kind = ACTORS.get(actor.type, plain(actor.type))
    return kind if actor.named or actor.type == "unnamed" else f"{kind}, not named"


def _figure(point: Point) -> int | None:
    return point.low if point.low is not None else point.high


def _ends(toll: Toll, index: Index) -> tuple[tuple[str, str, str], ...]:
    """Who stands by the lowest and the highest figure: (``lowest``, figure in words, name)."""
    if toll.low_series == toll.high_series:
        return ()
    found = []
    for word, key in (("lowest", toll.low_series), ("highest", toll.high_series)):
        claim = next((claim for claim in toll.claims if claim.series == key), None)
        if claim:
            found.append((word, point_words(claim.point), index.name(claim.origin)))
    return tuple(found)


def _claim(claim: Claim, desk: Desk) -> ClaimView:
    series = desk.index.series.get(claim.series)
    earlier = [point for point in (series.points if series else ()) if point != claim.point]
    first = next((one for one in claim.point.statements if one in desk.index.statements), None)
    return ClaimView(
        name=desk.index.name(claim.origin),
        kind=actor_kind(claim.origin, desk.index),
        first=statement_anchor(first) if first else None,
        standing=_point(claim.point, desk),
        earlier=tuple(_point(point, desk) for point in reversed(earlier)),
    )


def _point(point: Point, desk: Desk) -> PointView:
    fresh = desk.left(point.statements)
    placed = [one for one in point.statements if one not in fresh and one in desk.index.statements]
    words = point_words(point)
    return PointView(
        figure=words,
        printed=point.printed if point.printed not in words else None,
        as_of=day(point.as_of),
        status=STATUSES.get(point.status, plain(point.status)),
        reports=count(point.reports, "report"),
        publishers=tuple(desk.index.name(key) for key in point.publishers),
        cards=desk.take(fresh),
        elsewhere=tuple(statement_anchor(one) for one in placed),
    )


def _figures(toll: Toll, index: Index, bands: tuple[Band, ...]) -> list[Figure]:
    """The figures that say more than the table: nothing is drawn for a lone claim."""
    title = scope_title(toll.scope) + (f", {toll.scope.place}" if toll.scope.place else "")
    drawn = []
    rows = _intervals(toll, index)
    if len(rows) > 1:
        drawn.append(intervals(anchor("i-", toll.id), f"{title}: who says how many", rows))
    lines = tuple(_row(claim, index) for claim in sort_claims(toll))
    if dated(lines) and sum(len(row.moments) for row in lines) > 1:
        drawn.append(timeline(anchor("l-", toll.id), f"{title}: each origin's figures over time", lines, bands))
    return drawn


def _intervals(toll: Toll, index: Index) -> tuple[Interval, ...]:
    rows = []
    if toll.documented:
        rows.append(_closed("Persons on lists", "documented", toll.documented, documented(toll)))
    for claim in sort_claims(toll):
        point = claim.point
        rows.append(
            Interval(
                name=index.name(claim.origin),
                kind="claimed",
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


def _row(claim: Claim, index: Index) -> Row:
    series: Series | None = index.series.get(claim.series)
    moments = tuple(
        Moment(
            as_of=point.as_of,
            low=point.low,
            high=point.high,
            bound=point.bound,
            approximate=point.approximate,
            words=point_words(point),
        )
        for point in (series.points if series else (claim.point,))
    )
    return Row(name=index.name(claim.origin), detail=actor_kind(claim.origin, index), moments=moments)
