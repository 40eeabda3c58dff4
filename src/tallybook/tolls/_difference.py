"""What changed between two reconciliations (two days, two states of a record, two rules), each change with its reason, its evidence
and the decisions that made it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

from tallybook.model import Claim, Point, Reconciliation, Record, Toll, WorkedAggregate, short_id
from tallybook.tolls._say import bounded, day, harm_word, number, plural

ChangeKind: TypeAlias = Literal[
    "toll_added", "toll_removed", "rule", "range", "claim_added", "claim_removed", "claim_changed", "origins", "reports",
    "documented", "corroboration", "flag_raised", "flag_gone", "aggregate",
]  # fmt: skip

# Neither statements nor a known decision: then a rule of the book, or how its statements are read, is another.
_UNEXPLAINED = "a decision, a rule or a reading changed; the statements are the same"


class Change(Record, frozen=True):
    """One difference, in a sentence that could stand in a revision note. ``evidence`` names the statements that show it, ``decisions``
    the judgements without which it would not be there.
    """

    id: str
    kind: ChangeKind
    subject: str
    before: str
    after: str
    reason: str
    sentence: str
    evidence: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()


def difference(
    before: Reconciliation, after: Reconciliation, *, without: Mapping[str, tuple[str, Reconciliation]] | None = None
) -> tuple[Change, ...]:
    """Every change from one reconciliation to another: tolls in printed order, flags last. Empty where nothing differs.

    ``without`` maps the id of a decision to its words and to ``after`` as it would be without that decision: a change that is not
    there without it is owed to it, and says so.
    """
    owed: dict[str, dict[str, str]] = {}
    for name, (words, otherwise) in sorted((without or {}).items()):
        kept = {change.id for change in _Compared(before, otherwise, {}).changes()}
        for change in _Compared(before, after, {}).changes():
            if change.id not in kept:
                owed.setdefault(change.id, {})[name] = words
    return tuple(_Compared(before, after, owed).changes())


class _Compared:
    """``owed``: change → decision → its words, for changes that a decision made."""

    def __init__(self, before: Reconciliation, after: Reconciliation, owed: Mapping[str, Mapping[str, str]]) -> None:
        self._before, self._after, self._owed = before, after, owed
        self._names = {actor.id: actor.name for actor in (*before.actors, *after.actors)}
        self._held = _statements(before), _statements(after)

    def changes(self) -> Iterator[Change]:
        old = {toll.id: toll for toll in self._before.tolls}
        new = {toll.id: toll for toll in self._after.tolls}
        for toll in self._after.tolls:
            if toll.id not in old:
                evidence = [name for claim in toll.claims for name in claim.point.statements]
                yield self._change(
                    "toll_added", toll.id, "", _toll(toll), f"First figures of this scope: {_toll(toll)}", evidence
                )
            else:
                yield from self._toll(old[toll.id], toll)
        for toll in self._before.tolls:
            if toll.id not in new:
                evidence = [name for claim in toll.claims for name in claim.point.statements]
                yield self._change(
                    "toll_removed", toll.id, _toll(toll), "", f"No figure of this scope is left: {_toll(toll)}", evidence
                )
        yield from self._grades()
        yield from self._aggregates()
        yield from self._flags()

    def _toll(self, old: Toll, new: Toll) -> Iterator[Change]:
        moved = list(self._claims(old, new))
        yield from moved
        causes = sorted({name for change in moved for name in change.evidence})
        what = _toll(new)
        if old.rule != new.rule:
            yield self._change(
                "rule", new.id, old.rule, new.rule, f"{what}: the rule of the range changed", (), reason="the rule changed"
            )
        if _range(old) != _range(new):
            yield self._change(
                "range",
                new.id,
                _range(old),
                _range(new),
                f"{what}: the claimed range went from {_range(old)} to {_range(new)}",
                causes,
            )
        for kind, one, other, noun in (
            ("origins", old.origins, new.origins, "origin"),
            ("reports", old.reports, new.reports, "report"),
        ):
            if one != other:
                sentence = f"{what}: {plural(one, noun)} before, {plural(other, noun)} now"
                fresh = self._fresh(claim.point for toll in (old, new) for claim in toll.claims)
                yield self._change(kind, new.id, number(one), number(other), sentence, causes or fresh)  # type: ignore[arg-type]
        if old.documented != new.documented:
            sentence = f"{what}: documented {_interval(old.documented)} before, {_interval(new.documented)} now"
            reason = "the linked lists changed"
            yield self._change(
                "documented", new.id, _interval(old.documented), _interval(new.documented), sentence, (), reason=reason
            )

    def _claims(self, old: Toll, new: Toll) -> Iterator[Change]:
        standing, standing_now = ({claim.series: claim for claim in toll.claims} for toll in (old, new))
        for series in sorted({*standing, *standing_now}):
            one, other = standing.get(series), standing_now.get(series)
            claim = other or one
            if claim is None or (one and other and _point(one) == _point(other)):
                continue
            name = self._names.get(claim.origin, claim.origin)
            kind: ChangeKind = "claim_changed" if one and other else "claim_added" if other else "claim_removed"
            told = {
                "claim_changed": f"{name} stood by {_words(one)}, and now stands by {_words(other)}",
                "claim_added": f"{name} is there for the first time, with {_words(other)}",
                "claim_removed": f"{name} and its {_words(one)} are gone",
            }[kind]
            evidence = [name for claim in (one, other) if claim for name in claim.point.statements]
            yield self._change(kind, series, _words(one), _words(other), f"{_toll(new)}: {told}", evidence)

    def _grades(self) -> Iterator[Change]:
        old = {(grade.toll, grade.series): grade for grade in self._before.grades}
        for grade in self._after.grades:
            was = old.get((grade.toll, grade.series))
            if was and (was.corroboration, was.reliability, was.credibility) != (
                grade.corroboration,
                grade.reliability,
                grade.credibility,
            ):
                reason = "a human's decision" if was.decisions != grade.decisions else "the origins that agree changed"
                words = [
                    " ".join(filter(None, (g.corroboration.replace("_", " "), g.reliability, g.credibility)))
                    for g in (was, grade)
                ]
                sentence = f"A figure graded {words[0]} is now {words[1]}"
                yield self._change("corroboration", grade.series, words[0], words[1], sentence, (), reason=reason)

    def _aggregates(self) -> Iterator[Change]:
        """Worked aggregates that came, went or came out otherwise: their result or any step of their working."""
        old, new = ({worked.id: worked for worked in side.aggregates} for side in (self._before, self._after))
        for name in sorted({*old, *new}):
            was, now = old.get(name), new.get(name)
            if was != now and (worked := now or was):
                before, after = _working(was), _working(now)
                evidence = {one for side in (was, now) if side for step in side.steps for one in step.statements}
                sentence = f"{worked.what}: not recorded as incidents {before} before, {after} now"
                yield self._change("aggregate", name, before, after, sentence, sorted(evidence))

    def _flags(self) -> Iterator[Change]:
        old, new = ({flag.id: flag for flag in side.flags} for side in (self._before, self._after))
        for flag in self._after.flags:
            if flag.id not in old:
                yield self._change("flag_raised", flag.id, "", flag.kind, flag.sentence.rstrip("."), flag.statements)
        for flag in self._before.flags:
            if flag.id not in new:
                yield self._change(
                    "flag_gone", flag.id, flag.kind, "", f"No longer so: {flag.sentence.rstrip('.')}", flag.statements
                )

    def _change(
        self,
        kind: ChangeKind,
        subject: str,
        before: str,
        after: str,
        what: str,
        evidence: Iterable[str],
        *,
        reason: str | None = None,
    ) -> Change:
        shown = tuple(dict.fromkeys(evidence))
        identity = short_id("change_", kind, subject, before, after)
        decided = self._owed.get(identity, {})
        why = "; ".join(filter(None, (reason or self._why(shown), *decided.values()))) or _UNEXPLAINED
        return Change(
            id=identity,
            kind=kind,
            subject=subject,
            before=before,
            after=after,
            reason=why,
            sentence=f"{what} ({why}).",
            evidence=shown,
            decisions=tuple(sorted(decided)),
        )

    def _why(self, evidence: Iterable[str]) -> str:
        """New statements, vanished statements, or "" where neither is at work."""
        names = set(evidence)
        added, gone = names & (self._held[1] - self._held[0]), names & (self._held[0] - self._held[1])
        words = [plural(len(added), "new statement") if added else "", f"{plural(len(gone), 'statement')} gone" if gone else ""]
        return ", ".join(filter(None, words))

    def _fresh(self, points: Iterable[Point]) -> list[str]:
        changed = self._held[0] ^ self._held[1]
        return sorted({name for point in points for name in point.statements} & changed)


def _statements(result: Reconciliation) -> set[str]:
    return {name for series in result.series for point in series.points for name in point.statements}


def _point(claim: Claim) -> tuple[object, ...]:
    point = claim.point
    return point.as_of, point.low, point.high, point.bound, point.approximate, point.status


def _words(claim: Claim | None) -> str:
    if claim is None:
        return ""
    point = claim.point
    return f"{bounded(point.bound, point.low, point.high, point.printed, approximate=point.approximate)} as of {day(point.as_of)}"


def _range(toll: Toll) -> str:
    if toll.claimed_low is None or toll.claimed_high is None:
        return "no figure"
    if toll.claimed_low == toll.claimed_high:
        return number(toll.claimed_low)
    return f"{number(toll.claimed_low)} to {number(toll.claimed_high)}"


def _interval(documented: tuple[int, int] | None) -> str:
    if documented is None:
        return "none"
    return number(documented[0]) if documented[0] == documented[1] else f"{number(documented[0])} to {number(documented[1])}"


def _working(worked: WorkedAggregate | None) -> str:
    if worked is None:
        return "not worked"
    if worked.low is None or worked.high is None:
        return "refused"
    return number(worked.low) if worked.low == worked.high else f"{number(worked.low)} to {number(worked.high)}"


def _toll(toll: Toll) -> str:
    """A scope in a few words."""
    scope = toll.scope
    words = [scope.group.replace("_", " "), " or ".join(map(harm_word, scope.harms)) if scope.harms else harm_word(scope.harm)]
    if scope.place:
        words.append(f"in {scope.place}")
    if scope.period != "cumulative":
        words.append(f"on {day(scope.start)}" if scope.start == scope.end else f"from {day(scope.start)} to {day(scope.end)}")
    if scope.event:
        words.append(f"({scope.event})")
    if toll.tier == "under_review":
        words.append("(under review)")
    return " ".join(words).capitalize()
