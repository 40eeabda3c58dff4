"""A statement with what its document and the rules add: when it was said, what it is about, how it stands.

``Told`` is the room's working form and never leaves it. It is filled in stages: scope here, origin in ``_origins``, relation to a
total in ``_arithmetic``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

import msgspec

from tallybook.model import DocumentFacts, PeriodKind, Scope, Statement, Tier
from tallybook.tolls._data import scope_table
from tallybook.tolls._fold import fold
from tallybook.tolls._rules import Rules

ScopeKey: TypeAlias = str

_TIERS: dict[str, Tier] = {"under_review": "under_review", "denied": "denied"}
_BETWEEN = "\x1f"  # sorts before every character of a name, so that keys sort as their parts do


def scope_key(scope: Scope) -> ScopeKey:
    """What makes two figures one series or one toll; what they count in is no part of it: silence is no difference."""
    return _BETWEEN.join((
        scope.harm, " ".join(scope.harms), scope.group, scope.detail or "", scope.place or "", scope.period,
        _day(scope.start), _day(scope.end), scope.event or "", " ".join(scope.excludes),
    ))  # fmt: skip


def _day(date: dt.date | None) -> str:
    return date.isoformat() if date else ""


def key_parts(key: ScopeKey) -> list[str]:
    """The parts of a scope's key."""
    return key.split(_BETWEEN)


class Told(msgspec.Struct, gc=False):
    """One statement on its way into a series. ``figure`` holds the printed low and high figure, or None where it is vague;
    ``single`` the one figure, or None for a range too. ``partial`` says that the words make it part of, or beside, another figure.

    ``estimate`` marks an estimate that its origin gives beside a count; ``inherited`` an origin taken from another statement.
    ``rank`` sorts first reports first, ``near`` what stands closest to the origin first; both are set when the origins are known.
    ``words`` is the statement's text folded. ``same`` is what a figure has in common with every other mention of it (its number and
    harm, "" where it is vague), ``moment`` that with the people, the place and the days it is about as its own words have them, and
    ``key`` the scope's: each is asked for many times and made once.
    """

    id: str
    document: str
    statement: Statement
    facts: DocumentFacts
    published: dt.date | None
    as_of: dt.date | None
    figure: tuple[int, int] | None
    single: int | None
    scope: Scope
    tier: Tier
    partial: bool
    unidentified: bool
    words: str
    same: str
    moment: str
    key: ScopeKey
    path: tuple[str, ...] = ()
    origin: str = ""
    publisher: str = ""
    attributed: bool = True
    copied_from: str | None = None
    inherited: bool = False
    estimate: bool = False
    rank: int = 0
    near: int = 0

    def rescope(self, scope: Scope) -> None:
        """The figure turns out to be about ``scope``."""
        self.scope = scope
        self.key = scope_key(scope)

    def order(self) -> tuple[dt.date, bool, int, str, int, str]:
        """First report first: dated before undated, body before headline, short chains before long ones."""
        statement = self.statement
        return (
            self.published or dt.date.max,
            statement.headline,
            len(self.path),
            statement.document,
            statement.span[0],
            statement.id,
        )


def rank(told: Sequence[Told]) -> None:
    """Fills ``rank`` and ``near`` of every statement."""
    ordered = sorted(told, key=Told.order)
    for position, item in enumerate(ordered):
        item.rank = position
    for position, item in enumerate(sorted(ordered, key=_nearness)):
        item.near = position


def _nearness(item: Told) -> tuple[bool, bool, bool, int, int]:
    return item.inherited, item.statement.headline, item.publisher != item.origin, len(item.path), item.rank


class Teller:
    """Makes ``Told`` from statements under one set of rules, resolved places and decided events."""

    def __init__(self, rules: Rules, places: Mapping[str, str | None], events: Mapping[str, str]) -> None:
        self._rules = rules
        self._places = places
        self._events = events
        self._made: dict[str, str] = {}
        self._whole = frozenset(fold(name) for name in (*rules.whole, *scope_table().whole))
        self._event_words = [(event, any_of(event.words) if event.words else None) for event in rules.events]

    def tell(self, statement: Statement, facts: DocumentFacts) -> Told:
        """The statement with its scope, its day and its tier."""
        published = facts.passages.get(statement.passage, facts.published)
        stood = statement.relation.label == "total" and statement.period.label == "day"
        running = stood or statement.period.label in ("cumulative", "unstated")
        as_of = statement.period.end if running and statement.period.end else published
        words = fold(statement.text)
        telling = not _telling().isdisjoint(words.split())
        figure, scope = self._figure(statement), self._scope(statement, as_of, words, telling=telling)
        same = f"{figure[0]} {figure[1]} {scope.harm} {' '.join(scope.harms)}" if figure else ""
        return Told(
            id=statement.id,
            document=statement.document,
            statement=statement,
            facts=facts,
            published=published,
            as_of=as_of,
            figure=figure,
            single=figure[0] if figure and figure[0] == figure[1] else None,
            scope=scope,
            tier=_TIERS.get(statement.status.label, "claimed"),
            partial=statement.relation.label in ("part_of", "beside"),
            unidentified=telling and _unidentified().search(words) is not None,
            words=words,
            same=self._once(same),
            moment=self._once(
                _BETWEEN.join((same, scope.place or "", scope.group, scope.period, _day(scope.start), _day(scope.end)))
            ),
            key=self._once(scope_key(scope)),
        )

    def _once(self, key: str) -> str:
        """Equal keys as one object: they are compared and hashed many times, and a book has few of them."""
        return self._made.setdefault(key, key)

    def _figure(self, statement: Statement) -> tuple[int, int] | None:
        quantity = statement.quantity
        low = quantity.low if quantity.low is not None else quantity.high
        high = quantity.high if quantity.high is not None else quantity.low
        if low is not None and high is not None:
            return low, high
        floor = self._rules.floors.get(fold(quantity.printed))
        return (floor, floor) if floor is not None else None

    def _scope(self, statement: Statement, as_of: dt.date | None, words: str, *, telling: bool) -> Scope:
        harm, group = statement.harm, statement.group
        place = self._place(statement)
        kind, start, end = self._period(statement, as_of, place)
        includes, excludes = stated_inclusions(words) if telling else ((), ())
        return Scope(
            harm=harm.label,
            harms=tuple(sorted(harm.parts)) if harm.parts else (),
            group=group.label,
            detail=_detail(statement) if "other" in (harm.label, group.label) else None,
            place=place,
            period=kind,
            start=start,
            end=end,
            event=self._event(statement, as_of, words),
            includes=includes,
            excludes=excludes,
        )

    def _period(
        self, statement: Statement, as_of: dt.date | None, place: str | None
    ) -> tuple[PeriodKind, dt.date | None, dt.date | None]:
        """A total of unstated period counts to the day it was said; a hedged interval ("largely") bounds nothing.

        What is read as an incident, but at no place, is a total too (of its days, if it has any) where the rule calls it large enough.
        """
        period, relation = statement.period, statement.relation.label
        if relation == "incident" and (place or not self._sized_like_total(statement)):
            return "incident", period.start, period.end
        if relation == "total" and period.label == "day" and self._sized_like_total(statement):
            return "cumulative", None, None  # the day on which the total stood so, which is its as-of day
        bounded = period.label in ("interval", "day") and not period.hedge
        if bounded and (period.start or period.end):
            return ("day" if period.label == "day" else "interval"), period.start, period.end
        if relation == "new" or bounded:
            return "unstated", as_of, as_of
        return "cumulative", self._start(period.start if period.label == "cumulative" else None), None

    def _sized_like_total(self, statement: Statement) -> bool:
        value = statement.quantity.figure()
        return value is not None and value >= self._rules.unsaid_from and not statement.quantity.implied

    def _start(self, start: dt.date | None) -> dt.date | None:
        """The first day counted, or None where that is the event's own beginning."""
        since = self._rules.since
        if start and since and abs((start - since).days) <= self._rules.since_days:
            return None
        return start

    def _place(self, statement: Statement) -> str | None:
        if statement.id in self._places:
            return self._places[statement.id]
        mention = fold(statement.place.text) if statement.place else ""
        return mention if mention and mention not in self._whole else None

    def _event(self, statement: Statement, as_of: dt.date | None, folded: str) -> str | None:
        if statement.id in self._events:
            return self._events[statement.id]
        for event, words in self._event_words:
            by_words = words is None or bool(words.search(folded))
            by_days = _within(as_of, event.start, event.end)
            if by_words and by_days:
                return event.name
        return None


def _within(date: dt.date | None, start: dt.date | None, end: dt.date | None) -> bool:
    """True where the day lies in the interval; an interval without ends holds every day, an unknown day is only in that one."""
    if start is None and end is None:
        return True
    return date is not None and (start is None or date >= start) and (end is None or date <= end)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, folded, as whole words; the longest first."""
    folded = sorted({fold(word) for word in words} - {""}, key=lambda word: (-len(word), word))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, folded)) + r")\b")


def _detail(statement: Statement) -> str | None:
    """The folded words of a harm or group that is labelled ``other``."""
    harm, group = statement.harm, statement.group
    details = (fold(harm.text) if harm.label == "other" else "", fold(group.text or "") if group.label == "other" else "")
    return " / ".join(detail for detail in details if detail) or None


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """First words of what says whom a figure counts in or leaves out; a text without any of them need not be searched."""
    table = scope_table()
    return frozenset(fold(cue).split()[0] for cue in (*table.includes, *table.excludes, *table.unidentified))


@lru_cache(maxsize=1)
def _unidentified() -> re.Pattern[str]:
    return any_of(scope_table().unidentified)


class _Inclusion(msgspec.Struct, frozen=True):
    includes: re.Pattern[str]
    excludes: re.Pattern[str]
    named: tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def _inclusion() -> _Inclusion:
    table = scope_table()
    named = tuple((name, any_of(words)) for name, words in sorted(table.named.items()))
    return _Inclusion(any_of(table.includes), any_of(table.excludes), named)


def stated_inclusions(folded: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The groups or harms that folded words say a figure counts in, and leaves out: a cue, then the name within a few words."""
    patterns = _inclusion()
    excludes = _named_after(patterns.excludes, patterns.named, folded)
    includes = _named_after(patterns.includes, patterns.named, folded) - excludes
    return tuple(sorted(includes)), tuple(sorted(excludes))


def _named_after(cue: re.Pattern[str], named: tuple[tuple[str, re.Pattern[str]], ...], folded: str) -> set[str]:
    found: set[str] = set()
    for match in cue.finditer(folded):
        after = " ".join(folded[match.end() :].split()[: scope_table().reach])
        found.update(name for name, words in named if words.search(after))
    return found
