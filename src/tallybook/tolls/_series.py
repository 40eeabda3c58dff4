"""Series: one origin's statements of one scope over time, and the figures in them as points.

A figure that is printed again on a later day is the same point: whoever repeats it relays it. It becomes a point of its own again
only where the origin itself returns to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from operator import attrgetter

import msgspec

from tallybook.model import UPWARD, Point, Scope, Series, Tier, short_id
from tallybook.tolls._fold import fold
from tallybook.tolls._told import ScopeKey, Told, key_parts

# Sorts the statements of one figure: what stands closest to the origin first; and as they were reported.
nearest = attrgetter("near")
_first = attrgetter("rank")

_UNDATED = dt.date.min  # sorts before every day: a figure of unknown day never stands as the latest


class Figure(msgspec.Struct, gc=False):
    """The statements of one point while it is being made. ``rounded`` ones print the figure less exactly."""

    figure: tuple[int, int] | None
    as_of: dt.date | None
    items: list[Told]
    rounded: list[Told]

    @property
    def voice(self) -> Told:
        """The statement that stands closest to the origin: it speaks for the figure."""
        return min(self.items, key=nearest)

    def all(self) -> list[Told]:
        """Every statement that carries the figure."""
        return self.items + self.rounded if self.rounded else self.items


class Run(msgspec.Struct, gc=False):
    """A series with what it was made of: ``figures[i]`` made ``series.points[i]``; ``numeric`` lists the ones with a number."""

    series: Series
    key: ScopeKey
    figures: list[Figure]
    numeric: list[int]

    @property
    def attributed(self) -> bool:
        """False where nobody is named for the figure."""
        return self.figures[0].items[0].attributed


def build_runs(told: Iterable[Told], same_days: int) -> list[Run]:
    """Every statement in exactly one point of one series. Sorted by origin, scope and tier."""
    groups: dict[tuple[str, ScopeKey, Tier, str], list[Told]] = {}
    for item in told:
        groups.setdefault((item.origin, item.key, item.tier, _mark(item)), []).append(item)
    return [_run(key, groups[key], same_days) for key in sorted(groups)]


def _mark(item: Told) -> str:
    """What keeps statements of one origin and scope apart all the same.

    Figures in nobody's name are no one's series: each stands alone. An origin's estimate is no point of its count. Two incidents
    that nothing identifies as one stay two: then only copies of the same words share a series.
    """
    scope, quantity = item.scope, item.statement.quantity
    alone = ("estimate" if item.estimate else "") if item.attributed else f"{item.figure} {quantity.bound}"
    if scope.period != "incident" or (scope.place and scope.start and not quantity.implied):
        return alone
    return f"{alone} {item.copied_from or item.document} {item.words}" if quantity.implied else f"{alone} {item.words}"


def _run(key: tuple[str, ScopeKey, Tier, str], items: list[Told], same_days: int) -> Run:
    origin, about, tier, mark = key
    figures = _figures(sorted(items, key=_spoken), same_days)
    series = Series(
        id=short_id("series_", origin, *key_parts(about), tier, mark),
        origin=origin,
        scope=_shared_scope(items),
        points=tuple(_point(figure) for figure in figures),
        tier=tier,
    )
    return Run(
        series=series,
        key=about,
        figures=figures,
        numeric=[place for place, figure in enumerate(figures) if figure.figure is not None],
    )


def _shared_scope(items: Sequence[Told]) -> Scope:
    """The scope of a series; what any of its statements counts in, it counts in."""
    scope = items[0].scope
    includes = {name for item in items for name in item.scope.includes}
    return msgspec.structs.replace(scope, includes=tuple(sorted(includes))) if len(includes) > len(scope.includes) else scope


def _spoken(item: Told) -> tuple[dt.date, int]:
    return item.as_of or _UNDATED, item.rank


def _figures(items: Sequence[Told], same_days: int) -> list[Figure]:
    """The figures of a series in order. ``items`` come by day, undated ones first: a figure's first dated statement gives its day."""
    if len(items) == 1:
        return [Figure(figure=items[0].figure, as_of=items[0].as_of, items=[items[0]], rounded=[])]
    found: dict[object, list[Figure]] = {}
    latest: Figure | None = None
    for item in items:
        key = item.figure or fold(item.statement.quantity.printed)
        earlier = found.setdefault(key, [])
        returns = latest is not None and item.publisher == item.origin and latest.figure != item.figure
        if earlier and not (returns and _is_later(latest, earlier[-1])) and not _another_victim(item, earlier[-1]):
            earlier[-1].items.append(item)
            earlier[-1].as_of = earlier[-1].as_of or item.as_of
            continue
        latest = Figure(figure=item.figure, as_of=item.as_of, items=[item], rounded=[])
        earlier.append(latest)
    figures = [figure for group in found.values() for figure in group]
    return sorted(_absorb_rounded(figures, same_days), key=_figure_order)


def _is_later(latest: Figure | None, figure: Figure) -> bool:
    return latest is not None and (latest.as_of or _UNDATED) > (figure.as_of or _UNDATED)


def _another_victim(item: Told, figure: Figure) -> bool:
    """In one document, an incident told twice in the body is two incidents until something says otherwise."""
    if item.scope.period != "incident" or item.statement.headline:
        return False
    return any(other.document == item.document and not other.statement.headline and other.id != item.id for other in figure.items)


def _figure_order(figure: Figure) -> tuple[dt.date, tuple[int, int], str]:
    return figure.as_of or _UNDATED, figure.figure or (-1, -1), min(item.id for item in figure.items)


def _absorb_rounded(figures: list[Figure], same_days: int) -> list[Figure]:
    """ "More than 6,000" in a headline, beside the same origin's 6,126, is that figure printed less exactly, no second one."""
    rounded = [figure for figure in figures if _is_rounding(figure)]
    if not rounded or len(rounded) == len(figures):
        return figures
    about = {id(figure) for figure in rounded}
    exact = [figure for figure in figures if id(figure) not in about]
    kept = list(exact)
    for figure in rounded:
        home = min((other for other in exact if _rounds(figure, other, same_days)), key=_figure_order, default=None)
        if home is None:
            kept.append(figure)
        else:
            home.rounded += figure.items
    return kept


def _is_rounding(figure: Figure) -> bool:
    value = figure.figure
    if value is None or value[0] != value[1] or value[0] < 100:
        return False
    return len(str(value[0]).rstrip("0")) <= 2 and all(
        item.statement.quantity.bound in UPWARD or item.statement.quantity.approximate for item in figure.items
    )


def _rounds(rounded: Figure, exact: Figure, same_days: int) -> bool:
    if rounded.figure is None or exact.figure is None:
        return False
    about, value = rounded.figure[0], exact.figure[0]
    near = about < value <= about * 1.1 or (
        abs(about - value) * 20 <= value and all(item.statement.quantity.approximate for item in rounded.items)
    )
    if not near:
        return False
    days = rounded.as_of, exact.as_of
    if days[0] and days[1] and abs((days[0] - days[1]).days) <= same_days:
        return True
    return not {item.document for item in rounded.items}.isdisjoint(item.document for item in exact.items)


def _point(figure: Figure) -> Point:
    items = figure.all()
    voice = figure.voice
    quantity = voice.statement.quantity
    floored = figure.figure if quantity.bound == "vague" else None
    ordered = sorted(items, key=_first)
    return Point(
        as_of=figure.as_of,
        low=floored[0] if floored else quantity.low,
        high=quantity.high,
        bound="at_least" if floored else quantity.bound,
        approximate=quantity.approximate or bool(floored),
        printed=quantity.printed,
        status=voice.statement.status.label,
        statements=tuple(item.id for item in ordered),
        reports=len({item.document for item in items}),
        publishers=tuple(sorted({item.publisher for item in items if item.publisher})),
        published=ordered[0].published,
    )
