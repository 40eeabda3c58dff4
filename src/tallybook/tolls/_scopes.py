"""The algebra of scopes: what two figures are about, whether they may be held against each other, and if not, exactly why.

Comparable is symmetric; contains is reflexive and transitive. Nothing here looks at a number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal, TypeAlias

from tallybook.model import Comparison, Difference, Scope, Series
from tallybook.tolls._say import day

Contains: TypeAlias = Callable[[str, str], bool]
Extent: TypeAlias = Literal["same", "inside", "contains", "overlaps", "apart"]


def same_place(outer: str, inner: str) -> bool:
    """The relation where no gazetteer is at hand: a place contains itself only."""
    return outer == inner


def compare(one: Scope, other: Scope, *, contains: Contains = same_place) -> Comparison:
    """Whether figures of two scopes may be compared; each difference is named with both sides.

    ``contains(outer, inner)`` tells whether a place lies in another; it only sharpens the sentence, for two different places
    never compare.
    """
    found: list[Difference] = []
    if (one.harm, one.harms) != (other.harm, other.harms):
        found.append(_difference("harm", _harm(one), _harm(other), "They count different harms: {} and {}."))
    if one.group != other.group:
        found.append(_difference("group", _group(one), _group(other), "They count different people: {} and {}."))
    elif one.detail != other.detail:
        found.append(_difference("detail", one.detail or "", other.detail or "", "They count different things: “{}” and “{}”."))
    if one.place != other.place:
        found.append(_place(one, other, contains))
    if difference := _period(one, other):
        found.append(difference)
    if one.event != other.event:
        found.append(_difference("event", one.event or "", other.event or "", "They are about different events: {} and {}."))
    found += _inclusion(one, other)
    return Comparison(differences=tuple(found))


def compare_series(one: Series, other: Series, *, contains: Contains = same_place) -> Comparison:
    """As ``compare``, and also how the figures stand: what is under review or denied compares with nothing that is claimed."""
    found = list(compare(one.scope, other.scope, contains=contains).differences)
    if one.tier != other.tier:
        found.append(_difference("status", _tier(one), _tier(other), "They do not stand alike: {} against {}."))
    return Comparison(differences=tuple(found))


def scope_contains(outer: Scope, inner: Scope, *, contains: Contains = same_place) -> bool:
    """True where every person whom ``inner`` counts is one whom ``outer`` means to count. ``contains`` must be transitive."""
    return (
        (outer.harm, outer.harms) == (inner.harm, inner.harms)
        and (outer.group == "people" or (outer.group, outer.detail) == (inner.group, inner.detail))
        and outer.event == inner.event
        and (
            outer.place is None
            or (inner.place is not None and (outer.place == inner.place or contains(outer.place, inner.place)))
        )
        and _holds(outer, inner)
        and set(outer.excludes) <= set(inner.excludes)
        and inner.group not in outer.excludes
    )


def extent(one: Scope, other: Scope, *, contains: Contains = same_place) -> Extent:
    """How the scopes lie to each other; ``overlaps`` also where they only might."""
    if one == other:
        return "same"
    inside, around = scope_contains(other, one, contains=contains), scope_contains(one, other, contains=contains)
    if inside or around:
        return "same" if inside and around else "inside" if inside else "contains"
    return "apart" if _apart(one, other, contains) else "overlaps"


def _apart(one: Scope, other: Scope, contains: Contains) -> bool:
    if (one.harm, one.harms) != (other.harm, other.harms) or one.event != other.event:
        return True
    here, there = one.place, other.place
    if here and there and here != there and not (contains(here, there) or contains(there, here)):
        return True
    return bool(one.start and other.end and one.start > other.end) or bool(other.start and one.end and other.start > one.end)


def _holds(outer: Scope, inner: Scope) -> bool:
    """Whether the period of ``outer`` holds that of ``inner``. A cumulative total holds everything since it began to count."""
    if (outer.period, outer.start, outer.end) == (inner.period, inner.start, inner.end):
        return True
    if outer.period == "cumulative":
        return outer.start is None or (inner.start is not None and inner.start >= outer.start)
    if outer.period not in ("interval", "day") or inner.period not in ("interval", "day", "incident"):
        return False
    ends = (outer.start, inner.start, inner.end, outer.end)
    known = [date for date in ends if date is not None]
    return len(known) == 4 and known == sorted(known)


def _period(one: Scope, other: Scope) -> Difference | None:
    if one.period == "unstated" or other.period == "unstated":
        return _difference("period", _days(one), _days(other), "Over which days they count is not said: {} and {}.")
    if (one.period, one.start, one.end) != (other.period, other.start, other.end):
        return _difference("period", _days(one), _days(other), "They cover different periods: {} and {}.")
    if one.period == "incident" and (one.start is None or None in (one.place, other.place)):
        return _difference("incident", _days(one), _days(other), "Nothing shows that they are about one incident: {} and {}.")
    return None


def _inclusion(one: Scope, other: Scope) -> list[Difference]:
    """A group or harm that one side counts in and the other leaves out. Where one side is silent, nothing is known to differ."""
    found = []
    for name in sorted((set(one.includes) & set(other.excludes)) | (set(one.excludes) & set(other.includes))):
        sides = ("counted in" if name in scope.includes else "left out" for scope in (one, other))
        first, second = sides
        word = name.replace("_", " ")
        found.append(
            Difference(field="inclusion", one=first, other=second, sentence=f"One counts {word} in, the other leaves them out.")
        )
    return found


def _place(one: Scope, other: Scope, contains: Contains) -> Difference:
    first, second = one.place or "the whole area", other.place or "the whole area"
    inside = one.place is None or other.place is None or contains(one.place, other.place) or contains(other.place, one.place)
    sentence = (
        "They cover different areas, one within the other: {} and {}." if inside else "They cover different areas: {} and {}."
    )
    return _difference("place", first, second, sentence)


def _difference(field: str, one: str, other: str, sentence: str) -> Difference:
    own = "the book's own"
    return Difference(field=field, one=one, other=other, sentence=sentence.format(one or own, other or own))


def _harm(scope: Scope) -> str:
    return " or ".join(scope.harms) if scope.harms else scope.harm


def _group(scope: Scope) -> str:
    return scope.group.replace("_", " ")


def _tier(series: Series) -> str:
    return series.tier.replace("_", " ")


def _days(scope: Scope) -> str:
    """The period in words."""
    if scope.period == "cumulative":
        return f"a running total since {day(scope.start)}" if scope.start else "a running total"
    if scope.period == "incident":
        return f"an incident on {day(scope.start)}" if scope.start else "an incident on an unknown day"
    if scope.period == "unstated":
        return "days not stated"
    return day(scope.start) if scope.start == scope.end else f"{_end(scope.start)} to {_end(scope.end)}"


def _end(date: dt.date | None) -> str:
    return day(date) if date else "an open end"
