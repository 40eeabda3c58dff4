"""The tolls as JSON: the same that ``show`` prints, for programs. Text is given as it is, not revealed or isolated."""

from __future__ import annotations

import datetime as dt

import msgspec

from tallybook.model import Bound, Claim, FlagKind, Record, Scope, StatusLabel, Toll, WorkedAggregate
from tallybook.publish._data import ReportData
from tallybook.publish._index import Index
from tallybook.publish._ranges import claimed, ordered, point_words, sort_claims
from tallybook.publish._sections import flag_rank


class ShownClaim(Record, frozen=True):
    """An origin's standing figure; ``words`` says it with its bound."""

    origin: str
    name: str
    type: str | None
    named: bool | None
    words: str
    low: int | None
    high: int | None
    bound: Bound
    approximate: bool
    printed: str
    status: StatusLabel
    as_of: dt.date | None
    reports: int
    publishers: tuple[str, ...]
    statements: tuple[str, ...]


class ShownToll(Record, frozen=True):
    """A toll: ``documented`` and ``estimated`` are closed intervals or None, ``claimed`` the range in words."""

    id: str
    scope: Scope
    rule: str
    documented: tuple[int, int] | None
    claimed: str
    claimed_low: int | None
    claimed_high: int | None
    estimated: tuple[int, int] | None
    reports: int
    origins: int
    claims: tuple[ShownClaim, ...]


class ShownFlag(Record, frozen=True):
    id: str
    kind: FlagKind
    sentence: str
    statements: tuple[str, ...]


class Shown(Record, frozen=True):
    """What ``tallybook show --json`` prints."""

    title: str
    rule: str
    statements: int
    rejected: int
    tolls: tuple[ShownToll, ...]
    flags: tuple[ShownFlag, ...]
    aggregates: tuple[WorkedAggregate, ...] = ()
    schema: str = "tallybook.show/1"


def show_json(data: ReportData) -> str:
    """The tolls and flags of ``data`` as one JSON object with two spaces of indent, its order that of the report."""
    index = Index(data)
    found = data.reconciliation
    shown = Shown(
        title=_whole(data.title),
        rule=_whole(data.rule),
        statements=len(data.statements),
        rejected=len(data.rejected),
        tolls=tuple(_toll(toll, index) for toll in ordered(found.tolls)),
        flags=tuple(
            ShownFlag(id=flag.id, kind=flag.kind, sentence=_whole(flag.sentence), statements=flag.statements)
            for flag in sorted(found.flags, key=flag_rank)
        ),
        aggregates=found.aggregates,
    )
    return msgspec.json.format(msgspec.json.encode(shown), indent=2).decode()


def _toll(toll: Toll, index: Index) -> ShownToll:
    return ShownToll(
        id=toll.id,
        scope=toll.scope,
        rule=_whole(toll.rule),
        documented=toll.documented,
        claimed=_whole(claimed(toll)),
        claimed_low=toll.claimed_low,
        claimed_high=toll.claimed_high,
        estimated=toll.estimated,
        reports=toll.reports,
        origins=toll.origins,
        claims=tuple(_claim(claim, index) for claim in sort_claims(toll, index)),
    )


def _claim(claim: Claim, index: Index) -> ShownClaim:
    actor, point = index.actors.get(claim.origin), claim.point
    return ShownClaim(
        origin=claim.origin,
        name=_whole(index.name(claim.origin)),
        type=actor.type if actor else None,
        named=actor.named if actor else None,
        words=_whole(point_words(point)),
        low=point.low,
        high=point.high,
        bound=point.bound,
        approximate=point.approximate,
        printed=_whole(point.printed),
        status=point.status,
        as_of=point.as_of,
        reports=point.reports,
        publishers=tuple(_whole(index.name(key)) for key in point.publishers),
        statements=point.statements,
    )


def _whole(text: str) -> str:
    """Half a surrogate pair has no place in UTF-8: it becomes the replacement character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
