"""A toll's quantities in words: the one wording that page, terminal and JSON share."""

from __future__ import annotations

from tallybook.model import DOWNWARD, UPWARD, Bound, Claim, Point, Toll
from tallybook.publish._index import Index
from tallybook.publish._words import ACTORS, TIERS, amount, count, plain, scope_period, whole

NO_DOCUMENTED = "no list of names"
NO_ESTIMATE = "no estimate made"


def ordered(tolls: tuple[Toll, ...]) -> list[Toll]:
    """What origins stand by first, then the crisis as a whole before its places, and people before parts of them."""
    return sorted(
        tolls,
        key=lambda toll: (
            toll.tier != "claimed",
            toll.origins == 0,
            toll.scope.place is not None,
            toll.scope.event is not None,
            toll.scope.harm != "killed",
            toll.scope.group != "people",
            -toll.reports,
            toll.id,
        ),
    )


def sort_claims(toll: Toll, index: Index) -> list[Claim]:
    """Lowest figure first, those without a number after them, and last those that nobody is named for."""

    def key(claim: Claim) -> tuple[bool, bool, int, str]:
        value = _figure(claim.point)
        return not attributed(claim.origin, index), value is None, value or 0, claim.series

    return sorted(toll.claims, key=key)


def attributed(key: str, index: Index) -> bool:
    """Whether somebody is given for the figure, named or not; False for the stand-in of a figure that just stands there."""
    actor = index.actors.get(key)
    return actor.attributed if actor else True


def weight(toll: Toll) -> str:
    """How many reports, how many origins they really have, and how many name none."""
    reports = count(toll.reports, "report")
    if not toll.origins:
        return f"{reports}, no origin named"
    words = f"{reports}, {count(toll.origins, 'origin')}"
    return f"{words}; {count(toll.unattributed, 'report names', 'reports name')} nobody" if toll.unattributed else words


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
        return _without_range(toll)
    by_series = {claim.series: claim.point for claim in toll.claims}
    low = _open_end(toll.claimed_low, toll.low_bound, by_series.get(toll.low_series or ""), DOWNWARD)
    high = _open_end(toll.claimed_high, toll.high_bound, by_series.get(toll.high_series or ""), UPWARD)
    if len(toll.claims) == 1 or (toll.low_series == toll.high_series and toll.low_series is not None):
        only = by_series.get(toll.low_series or toll.claims[0].series)
        if only:
            return point_words(only)
    return low if low == high else " to ".join(part for part in (low, high) if part)


def _without_range(toll: Toll) -> str:
    """Why there is no range: nobody claims anything, nobody gives a number, or nobody is named for any."""
    if not toll.claims:
        return "no claim"
    if all(_figure(claim.point) is None for claim in toll.claims):
        return "no number, only words"
    if toll.tier != "claimed":
        figures = point_words(toll.claims[0].point) if len(toll.claims) == 1 else count(len(toll.claims), "figure")
        return f"{figures}, {TIERS[toll.tier][0].lower()}"
    return "only figures that name nobody"


def _open_end(value: int | None, bound: Bound | None, point: Point | None, opens: frozenset[str]) -> str:
    if value is None:
        return ""
    tied = bound or (point.bound if point else None)
    word = "or more" if opens is UPWARD else "or fewer"
    return f"{whole(value)} {word}" if tied in opens else whole(value)


def point_words(point: Point) -> str:
    return amount(point.low, point.high, point.bound, point.approximate, point.printed)


def actor_kind(key: str, index: Index) -> str:
    actor = index.actors.get(key)
    if not actor:
        return ""
    if not actor.attributed:
        return "names nobody as the source"
    kind = ACTORS.get(actor.type, plain(actor.type))
    return kind if actor.named or actor.type == "unnamed" else f"{kind}, not named"


def _figure(point: Point) -> int | None:
    return point.low if point.low is not None else point.high


def toll_period(toll: Toll) -> str:
    """The period in words, and what sets this toll apart where it is not what its origins stand by."""
    tier = TIERS[toll.tier][1]
    return "; ".join(part for part in (scope_period(toll.scope), tier) if part)
