"""The same victims again: a release that tells one incident twice must not be added up.

A later mention of the same number, harm and kind of people, of nobody else's telling and of no other place, is a part of the
first one; so is "several" beside a number. The statement stays, with the arithmetic that decided; "him" and "the leader" of one
who was counted already are no statement at all.
"""

from __future__ import annotations

import msgspec

from tallybook.model import Relation, Statement

_PAIR = 2
_ANYBODY = frozenset({"people", "other"})


class Told(msgspec.Struct):
    """A kept statement with what its words say of its identity."""

    statement: Statement
    episode: int
    definite: bool
    other: bool
    first_line: bool
    single: bool
    dated: bool
    running: bool  # a running total, which tells no incident
    fresh: bool  # somebody new, however definite: "his associate"

    @property
    def open(self) -> bool:
        """Whether it may tell the same incident as another."""
        return not self.running and self.statement.relation.label != "part_of"


def settle(told: list[Told]) -> tuple[list[Statement], list[Statement]]:
    """Statements with their relation settled, and those that only speak of a victim again."""
    kept: list[Statement] = []
    again: list[Statement] = []
    by_harm: dict[str, list[Told]] = {}  # the first mentions, which only one of the same harm can repeat
    spoken: set[tuple[int, int]] = set()
    named = {each.statement.span for each in told if each.single and each.definite}
    for index, each in enumerate(told):
        statement = each.statement
        firsts = by_harm.setdefault(statement.harm.label, [])
        if each.single and each.definite and any(_meant(each, first) for first in firsts):
            again.append(statement)
            spoken.add(statement.span)
            continue
        if not each.open:
            kept.append(statement)
            continue
        whole = _altogether(each, firsts) or _whole(each, firsts, told, index + 1, spoken, named)
        if whole is None:
            firsts.append(each)
            kept.append(statement)
        else:
            kept.append(_part(statement, whole.statement))
    return kept, again


def _meant(each: Told, first: Told) -> bool:
    """Whether "the leader" is who was counted before; two subjects of one verb ("his brother and the driver were killed") differ."""
    if each.statement.harm.span == first.statement.harm.span:
        return False
    return _same_noun(each, first) or not (first.other or each.fresh)


def _altogether(each: Told, firsts: list[Told]) -> Told | None:
    """ "Both men were arrested": those who were counted one by one before."""
    if not each.definite or each.single or _figure(each) < _PAIR:
        return None
    before = [first for first in firsts if first.episode == each.episode and not _loose(first.statement)]
    return before[0] if before and sum(map(_figure, before)) == _figure(each) else None


def _whole(
    each: Told, firsts: list[Told], told: list[Told], behind: int, spoken: set[tuple[int, int]], named: set[tuple[int, int]]
) -> Told | None:
    """The mention that this one repeats or details, or None. ``firsts`` are of its harm; ``told`` from ``behind`` on come later."""
    span = each.statement.span
    elsewhere = [other for other in firsts if other.statement.span != span]
    if each.single and each.statement.status.label == "confirmed":
        return next((first for first in elsewhere if not first.single or _same_noun(each, first)), None)
    if each.other:
        return next((first for first in elsewhere if _near(each, first) and _completes(each, first, spoken)), None)
    if _loose(each.statement):
        later = (
            other for other in told[behind:] if other.statement.span != span and (not other.dated or _same_kind(each, other))
        )
        beyond = [*elsewhere, *later]
        exact = [  # "the man and three additional suspects" tells who the several of the lead were
            other
            for other in beyond
            if _near(each, other)
            and not other.single
            and _figure(other) > 1
            and (not other.other or other.statement.span in named)
        ]
        if exact:
            return exact[0]
    if each.first_line and each.single:
        return next((other for other in told[behind:] if _same_harm(each, other) and other.statement.span != span), None)
    for first in elsewhere:
        if (_equal(each, first) or _detail(each, first)) and _near(each, first):
            return first
    return None


def _same_kind(each: Told, other: Told) -> bool:
    """Whether a later figure counts the same kind of people: 12 people killed elsewhere are not the "several fighters" of the lead."""
    return each.statement.group.label == other.statement.group.label


def _completes(each: Told, first: Told, spoken: set[tuple[int, int]]) -> bool:
    """ "four, including a commander" ... "the commander and three additional": 1 + 3 = 4."""
    return each.statement.span in spoken and _figure(first) == _figure(each) + 1


def _detail(each: Told, first: Told) -> bool:
    """Some of those whom the lead counted together: "two were killed" ... "a second gunman was killed"."""
    if first.single or _loose(first.statement) or each.dated or each.statement.chain != first.statement.chain:
        return False
    exact = each.statement.quantity.bound == first.statement.quantity.bound == "exact"
    return _figure(first) > _figure(each) > 0 and (each.single or each.definite or exact)


def _same_noun(each: Told, other: Told) -> bool:
    """Whether both call their people by the same last word."""
    one, two = each.statement.group.text, other.statement.group.text
    return (
        one is not None and two is not None and one.split()[-1].casefold().rstrip("s") == two.split()[-1].casefold().rstrip("s")
    )


def _figure(told: Told) -> int:
    return told.statement.quantity.figure() or 0


def _near(each: Told, other: Told) -> bool:
    if not _same_harm(each, other) or not other.open:
        return False
    a, b = each.statement, other.statement
    together = each.episode == other.episode or each.first_line or other.first_line
    same_group = a.group.label == b.group.label or a.group.label in _ANYBODY or b.group.label in _ANYBODY
    return together and same_group and _same_place(a, b) and _same_origin(a, b)


def _equal(each: Told, first: Told) -> bool:
    a, b = each.statement.quantity, first.statement.quantity
    if each.single != first.single:
        return _figure(each) == _figure(first) == 1 and _same_noun(each, first)
    if each.single:
        return each.statement.group.text == first.statement.group.text
    return (a.bound, a.low, a.high) == (b.bound, b.low, b.high)


def _same_harm(each: Told, other: Told) -> bool:
    return each.statement.harm.label == other.statement.harm.label


def _loose(statement: Statement) -> bool:
    return statement.quantity.implied and statement.quantity.bound == "vague"


def _same_place(a: Statement, b: Statement) -> bool:
    one, two = _names(a), _names(b)
    return not one or not two or bool(one & two)


def _names(statement: Statement) -> set[str]:
    """The names in a place phrase; "the province" names none."""
    if statement.place is None:
        return set()
    return {word.strip(".,'\"#").casefold() for word in statement.place.text.split() if not word.islower()}


def _same_origin(a: Statement, b: Statement) -> bool:
    one, two = _origin(a), _origin(b)
    return one is None or two is None or one == two


def _origin(statement: Statement) -> str | None:
    for link in statement.chain:
        if link.role == "origin":
            return link.canonical or link.actor
    return None


def _part(statement: Statement, whole: Statement) -> Statement:
    sums = f"{statement.quantity.printed} = {whole.quantity.printed}: the same victims told again"
    relation = Relation(label="part_of", to=whole.id, cue=statement.relation.cue, arithmetic=sums)
    return msgspec.structs.replace(statement, relation=relation)
