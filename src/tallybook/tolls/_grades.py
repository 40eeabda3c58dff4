"""Grades: how far a figure is corroborated by independent origins. A grade never changes a count.

Corroboration follows Airwars (single source: weak; two or more credible sources: fair) and Every Casualty's *Standards for
Casualty Recording* (2016), p. 25: cross-check with sources that are independent of one another. The two Admiralty axes (NATO
AJP-2.1) are set by humans only, each by itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from tallybook.model import Actor, Claim, Corroboration, Flag, Grade, TollDecision
from tallybook.tolls._flags import Case
from tallybook.tolls._fold import fold
from tallybook.tolls._names import known_actor
from tallybook.tolls._ranges import Table
from tallybook.tolls._rules import Rules
from tallybook.tolls._stands import Stand

_WORDS: dict[Corroboration, tuple[str, str]] = {
    "unattributed": ("not graded: nobody is named as the source", "no conclusion possible"),
    "single": ("weak: one source", "no conclusion possible: not cross-checked by an independent source"),
    "two_or_more": ("fair, as far as the number of sources goes", "cross-checked by an independent source"),
    "contested": (
        "weak: one source, and another contradicts it",
        "no conclusion possible: independent sources contradict each other",
    ),
    "discounted": ("discounted, by decision", "rejected, by decision"),
    "confirmed": ("confirmed, by decision", "confirmed, by decision"),
}


def grade_claims(case: Case, flags: Iterable[Flag], decisions: Sequence[TollDecision]) -> tuple[Grade, ...]:
    """A grade for every claim of every toll, sorted by toll and series."""
    contested = {(flag.toll, name) for flag in flags if flag.kind == "contradiction" for name in flag.statements}
    by_subject: dict[str, list[TollDecision]] = {}
    for decision in sorted(decisions, key=lambda decision: (decision.at, decision.id)):
        if decision.kind in ("reliability", "credibility", "discount", "confirm"):
            subject = known_actor(decision.subject) or decision.subject
            by_subject.setdefault(subject, []).append(decision)
    grades = []
    for table, found in zip(case.tables, case.stands, strict=True):
        near = _Near(found, case.rules)
        for claim in table.toll.claims:
            agreeing = near.agreeing(claim)
            disputed = any((table.toll.id, name) in contested for name in claim.point.statements)
            grades.append(_grade(case, table, claim, agreeing, disputed, by_subject))
    return tuple(sorted(grades, key=lambda grade: (grade.toll, grade.series)))


class _Near:
    """The figures of one toll by day and size, so that the ones near a claim are found without looking at all."""

    def __init__(self, found: Sequence[Stand], rules: Rules) -> None:
        self._rules = rules
        self._own: dict[tuple[str, object], Stand] = {}
        self._days: dict[int, list[tuple[int, int, Stand]]] = {}
        self._wide: dict[int, list[Stand]] = {}
        for position, stand in enumerate(found):
            self._own.setdefault((stand.series, stand.figure.as_of), stand)
            low, high = stand.figure.figure or (0, 0)
            self._days.setdefault(stand.day, []).append((low, position, stand))
            if low != high:
                self._wide.setdefault(stand.day, []).append(stand)
        for stands_of_day in self._days.values():
            stands_of_day.sort(key=lambda entry: entry[:2])

    def agreeing(self, claim: Claim) -> tuple[str, ...]:
        """Independent origins that gave nearly the same figure within the same days."""
        own = self._own.get((claim.series, claim.point.as_of))
        if own is None:
            return ()
        window, percent = self._rules.same_days, self._rules.approximate_percent
        found: set[str] = set()
        for day in range(own.day - window, own.day + window + 1):
            for stand in self._of_day(own, day, percent):
                if stand.kin != own.kin and stand.origin not in found and _agree(own, stand, percent):
                    found.add(stand.origin)
        return tuple(sorted(found))

    def _of_day(self, own: Stand, day: int, percent: int) -> list[Stand]:
        """The figures of a day that may be near: those of like size, and ranges."""
        entries = self._days.get(day)
        if entries is None:
            return []
        low, high = own.figure.figure or (0, 0)
        first = bisect_left(entries, (low * (100 - percent) // 100, -1))
        last = bisect_right(entries, (high * 100 // max(100 - percent, 1) + 1, len(entries)))
        return [entry[2] for entry in entries[first:last]] + self._wide.get(day, [])


def _agree(one: Stand, other: Stand, percent: int) -> bool:
    """The words allow a common number, and the printed figures lie close: "at least" alone agrees with nothing."""
    if (one.high is not None and one.high < other.low) or (other.high is not None and other.high < one.low):
        return False
    first, second = one.figure.figure, other.figure.figure
    if first is None or second is None:
        return False
    close = abs(first[0] - second[0]) * 100 <= percent * max(first[0], second[0])
    return close or (first[0] <= second[1] and second[0] <= first[1])


def _judged(actor: Actor, series: str, by_subject: dict[str, list[TollDecision]]) -> list[TollDecision]:
    names = {actor.id, actor.name, *actor.aliases, *(fold(name) for name in actor.aliases), series}
    return [decision for name in sorted(names) for decision in by_subject.get(name, ())]


def _grade(
    case: Case, table: Table, claim: Claim, agreeing: tuple[str, ...], disputed: bool, by_subject: dict[str, list[TollDecision]]
) -> Grade:
    actor = case.actors[claim.origin]
    judged = _judged(actor, claim.series, by_subject) if by_subject else []
    corroboration: Corroboration = (
        "unattributed" if not actor.attributed else "two_or_more" if agreeing else "contested" if disputed else "single"
    )
    on_series = {decision.kind for decision in judged if decision.subject == claim.series}
    if "discount" in on_series:
        corroboration = "discounted"
    elif "confirm" in on_series:
        corroboration = "confirmed"
    airwars, every_casualty = _WORDS[corroboration]
    axes = {decision.kind: decision.object for decision in judged}  # oldest first: the latest holds
    return Grade(
        toll=table.toll.id,
        series=claim.series,
        corroboration=corroboration,
        agreeing=agreeing,
        airwars=airwars,
        every_casualty=every_casualty,
        reliability=axes.get("reliability"),
        credibility=axes.get("credibility"),
        decisions=tuple(sorted({decision.id for decision in judged})),
    )
