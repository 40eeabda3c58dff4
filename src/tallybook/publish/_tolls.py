"""A toll as the report shows it: three kinds of figures apart, each origin's claim, and the words behind each."""

from __future__ import annotations

from tallybook.model import Claim, Flag, Grade, Point, Record, Toll
from tallybook.publish._cards import Card, Desk, statement_anchor
from tallybook.publish._data import Band
from tallybook.publish._drawings import drawings
from tallybook.publish._index import Index
from tallybook.publish._ranges import actor_kind, claimed, documented, estimated, point_words, sort_claims, toll_period, weight
from tallybook.publish._sections import flag_rank
from tallybook.publish._text import anchor
from tallybook.publish._words import CORROBORATION, STATUSES, TIERS, count, day, flag_title, plain, scope_title, whole
from tallybook.publish.figures import Figure

MARKED = 12
QUIET = frozenset({"revision", "same_figure_relayed"})


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


class GradeView(Record, frozen=True):
    """How far the claim is corroborated: in a word, and in the words of the bodies that set the terms."""

    word: str
    terms: str


class ClaimView(Record, frozen=True):
    """An origin's standing figure, and what it said before."""

    name: str
    kind: str
    first: str | None
    grade: GradeView | None
    standing: PointView
    earlier: tuple[PointView, ...]


class TollView(Record, frozen=True):
    """A scope in words, its three quantities in words, and the claims side by side. ``flags`` are those that a reader of its
    figures must know, gravest first: (title, sentence, anchor), numbered as the figures number them.
    """

    key: str
    title: str
    place: str | None
    event: str | None
    detail: str | None
    period: str
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    documented: str
    claimed: str
    tier: str
    claimed_by: tuple[tuple[str, str, str], ...]
    estimated: str
    rule: str
    weight: str
    notes: tuple[str, ...]
    claims: tuple[ClaimView, ...]
    figures: tuple[Figure, ...]
    flags: tuple[tuple[str, str, str], ...]
    more_flags: int
    reports: int


def toll_view(toll: Toll, desk: Desk, bands: tuple[Band, ...]) -> TollView:
    """Everything shown of one toll. Cards that the desk has handed out already are only pointed to."""
    claims = tuple(_claim(toll, claim, desk) for claim in sort_claims(toll, desk.index))
    flags = _flags(toll, desk.index)
    return TollView(
        key=anchor("t-", toll.id),
        title=scope_title(toll.scope),
        place=toll.scope.place,
        event=toll.scope.event,
        detail=toll.scope.detail,
        period=toll_period(toll),
        includes=tuple(plain(part) for part in toll.scope.includes),
        excludes=tuple(plain(part) for part in toll.scope.excludes),
        documented=documented(toll),
        claimed=claimed(toll),
        tier=TIERS[toll.tier][0],
        claimed_by=_ends(toll, desk.index),
        estimated=estimated(toll),
        rule=toll.rule,
        weight=weight(toll),
        notes=_notes(toll, desk.index),
        claims=claims,
        figures=tuple(drawings(toll, desk.index, bands, flags[:MARKED])),
        flags=tuple((flag_title(flag.kind), flag.sentence, anchor("f-", flag.id)) for flag in flags[:MARKED]),
        more_flags=max(0, len(flags) - MARKED),
        reports=toll.reports,
    )


def _flags(toll: Toll, index: Index) -> list[Flag]:
    """The flags about any figure of the toll's series, but those that only say that a figure was passed on or revised."""
    found: dict[str, Flag] = {}
    for claim in toll.claims:
        series = index.series.get(claim.series)
        for point in series.points if series else (claim.point,):
            for statement in point.statements:
                found.update((flag.id, flag) for flag in index.flagged.get(statement, ()) if flag.kind not in QUIET)
    return sorted(found.values(), key=flag_rank)


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


def _claim(toll: Toll, claim: Claim, desk: Desk) -> ClaimView:
    series = desk.index.series.get(claim.series)
    earlier = [point for point in (series.points if series else ()) if point != claim.point]
    first = next((one for one in claim.point.statements if one in desk.index.statements), None)
    return ClaimView(
        name=desk.index.name(claim.origin),
        kind=actor_kind(claim.origin, desk.index),
        first=statement_anchor(first) if first else None,
        grade=_grade(desk.index.grades.get((toll.id, claim.series))),
        standing=_point(claim.point, desk),
        earlier=tuple(_point(point, desk) for point in reversed(earlier)),
    )


def _grade(grade: Grade | None) -> GradeView | None:
    if not grade:
        return None
    axes = [f"source reliability {grade.reliability}"] if grade.reliability else []
    axes += [f"information credibility {grade.credibility}"] if grade.credibility else []
    terms = [f"Airwars: {grade.airwars}", f"Every Casualty: {grade.every_casualty}", *axes]
    return GradeView(word=CORROBORATION.get(grade.corroboration, plain(grade.corroboration)), terms="; ".join(terms))


def _notes(toll: Toll, index: Index) -> tuple[str, ...]:
    series = index.series.get(toll.best_series or "")
    by = f" ({index.name(series.origin)})" if series else ""
    best = (f"Best figure, chosen as the rule says: {whole(toll.best)}{by}.",) if toll.best is not None else ()
    return (*best, *toll.notes)


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
