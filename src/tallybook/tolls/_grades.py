"""Grades: how far a figure is corroborated by independent origins. A grade never changes a count.

Corroboration follows Airwars (single source: weak; two or more credible sources: fair) and Every Casualty's *Standards for
Casualty Recording* (2016), p. 25: cross-check with sources that are independent of one another. The two Admiralty axes (NATO
AJP-2.1) are set by humans only, each by itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from tallybook.model import Claim, Corroboration, Flag, Grade, TollDecision
from tallybook.tolls._actors import known_actor
from tallybook.tolls._flags import Case
from tallybook.tolls._flags_between import Stand, stands
from tallybook.tolls._fold import fold
from tallybook.tolls._ranges import Table

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
    for table in case.tables:
        found = stands(case, table)
        days = [stand.day for stand in found]
        for claim in table.toll.claims:
            agreeing = _agreeing(case, claim, found, days)
            disputed = any((table.toll.id, name) in contested for name in claim.point.statements)
            grades.append(_grade(case, table, claim, agreeing, disputed, by_subject))
    return tuple(sorted(grades, key=lambda grade: (grade.toll, grade.series)))


def _agreeing(case: Case, claim: Claim, found: Sequence[Stand], days: Sequence[int]) -> tuple[str, ...]:
    """Independent origins that gave nearly the same figure within the same days."""
    kin = case.kin.get(claim.origin, claim.origin)
    own = next((stand for stand in found if stand.series == claim.series and stand.figure.as_of == claim.point.as_of), None)
    if own is None:
        return ()
    window = case.rules.same_days
    near = found[bisect_left(days, own.day - window) : bisect_right(days, own.day + window)]
    return tuple(
        sorted({stand.origin for stand in near if stand.kin != kin and _agree(own, stand, case.rules.approximate_percent)})
    )


def _agree(one: Stand, other: Stand, percent: int) -> bool:
    """The words allow a common number, and the printed figures lie close: "at least" alone agrees with nothing."""
    if (one.high is not None and one.high < other.low) or (other.high is not None and other.high < one.low):
        return False
    first, second = one.figure.figure, other.figure.figure
    if first is None or second is None:
        return False
    return abs(first[0] - second[0]) * 100 <= percent * max(first[0], second[0]) or (
        first[0] <= second[1] and second[0] <= first[1]
    )


def _grade(
    case: Case, table: Table, claim: Claim, agreeing: tuple[str, ...], disputed: bool, by_subject: dict[str, list[TollDecision]]
) -> Grade:
    actor = case.actors[claim.origin]
    names = {actor.id, actor.name, *actor.aliases, *(fold(name) for name in actor.aliases)}
    judged = [decision for name in sorted({*names, claim.series}) for decision in by_subject.get(name, ())]
    latest = {decision.kind: decision for decision in judged}
    corroboration: Corroboration = (
        "unattributed" if not actor.attributed else "two_or_more" if agreeing else "contested" if disputed else "single"
    )
    series = {decision.kind for decision in judged if decision.subject == claim.series}
    if "discount" in series:
        corroboration = "discounted"
    elif "confirm" in series:
        corroboration = "confirmed"
    airwars, every_casualty = _WORDS[corroboration]
    reliability, credibility = latest.get("reliability"), latest.get("credibility")
    return Grade(
        toll=table.toll.id,
        series=claim.series,
        corroboration=corroboration,
        agreeing=agreeing,
        airwars=airwars,
        every_casualty=every_casualty,
        reliability=reliability.object if reliability else None,
        credibility=credibility.object if credibility else None,
        decisions=tuple(sorted({decision.id for decision in judged})),
    )
