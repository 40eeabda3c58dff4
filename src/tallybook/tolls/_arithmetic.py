"""Breakdowns: which figures are parts of which total, decided by arithmetic where the words mislead ("including").

A part belongs to a total of its own origin and its own harm, and to no other. Where the sum of the parts is the total, the parts
stand beside one another; where it cannot be, a flag says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Literal

import msgspec

from tallybook.model import Flag, Part
from tallybook.tolls._data import scope_table
from tallybook.tolls._flagging import Voices, make_flag
from tallybook.tolls._say import number
from tallybook.tolls._told import Told

SEARCHED = 12  # parts; more are only tried all together
NEAR = 0.05  # of the total: a sum this close that is not the total is a slip worth a flag
_COUNTED_IN = ("security_forces", "combatants")  # groups that some tolls leave out, so that counting them in is a fact of scope


class Breakdown(msgspec.Struct):
    """A total and the figures that its own text gives as parts of it; ``beside`` are those that add up to it."""

    total: Told
    parts: list[Told]
    beside: list[Told]
    sum: str | None = None


class Arithmetic(msgspec.Struct):
    """What the arithmetic decided."""

    parts: list[Part]
    flags: list[Flag]


def relate_parts(told: Sequence[Told], voices: Voices) -> Arithmetic:
    """Finds every breakdown, and fills the tier and the scope's ``includes`` of the statements in it."""
    by_id = {item.id: item for item in told}
    parts: dict[str, Part] = {}
    flags: list[Flag] = []
    groups: dict[tuple[object, ...], list[Told]] = {}
    for item in told:
        if item.tier == "claimed":
            groups.setdefault((item.document, item.origin, *_harm(item), item.scope.event), []).append(item)
    for item in told:
        if item.partial and (flag := _foreign(item, by_id, voices)):
            flags.append(flag)
    for items in groups.values():
        if len(items) > 1 or items[0].partial:
            for breakdown in _breakdowns(items):
                parts.update((part.statement, part) for part in _parts(breakdown))
                flags += _judge(breakdown, voices)
    for item in told:
        if item.partial and item.id not in parts:
            relation: Literal["part_of", "beside"] = "beside" if item.statement.relation.label == "beside" else "part_of"
            parts[item.id] = Part(statement=item.id, relation=relation, origin=item.origin)
    _set_tiers(told, parts, by_id)
    return Arithmetic(parts=[parts[key] for key in sorted(parts)], flags=flags)


def _foreign(item: Told, by_id: dict[str, Told], voices: Voices) -> Flag | None:
    """A part that was joined to a total of another origin or another harm."""
    to = by_id.get(item.statement.relation.to or "")
    if to is None or (to.origin == item.origin and _harm(to) == _harm(item)):
        return None
    if _harm(to) == _harm(item) and not (item.attributed and to.attributed):
        return None
    why = "of another source" if to.origin != item.origin else "of another harm"
    sentence = (
        f"{voices.quotation(item)} is a figure of {voices.name(item.origin)}; the total {voices.quotation(to)} that it was "
        f"joined to is {why} ({voices.name(to.origin)}). The two are kept apart."
    )
    return make_flag("part_joined_to_foreign_total", (item.id, to.id), sentence, (item.id, to.id))


def _harm(item: Told) -> tuple[object, ...]:
    return item.scope.harm, item.scope.harms


def _breakdowns(items: list[Told]) -> list[Breakdown]:
    """Each total of one origin in one document with the parts that lie nearest to it."""
    totals = [
        item for item in items if not item.partial and item.scope.group == "people" and _running(item) and not item.unidentified
    ]
    given = [item for item in items if item.partial or (item.scope.group != "people" and _running(item))]
    found = {total.id: Breakdown(total=total, parts=[], beside=[]) for total in totals}
    for part in given:
        if total := _total_of(part, totals):
            found[total.id].parts.append(part)
    result = [breakdown for breakdown in found.values() if breakdown.parts]
    for breakdown in result:
        _solve(breakdown)
    return result


def _running(item: Told) -> bool:
    return item.scope.period not in ("incident", "unstated") and item.statement.relation.label != "new"


def _total_of(part: Told, totals: Sequence[Told]) -> Told | None:
    """The total the text names, else the nearest of the same origin in the same document; a headline's total last.

    Of figures in nobody's name only what the text itself joins is joined: two such totals may be two people's.
    """
    named = part.statement.relation.to
    allowed = [total for total in totals if total.scope.place in (None, part.scope.place)]
    if named or not part.attributed:
        return next((total for total in allowed if total.id == named), None)
    place = part.statement.span[0]
    return min(
        allowed,
        key=lambda total: (
            total.statement.passage != part.statement.passage,
            total.statement.headline,
            total.statement.span[0] > place,
            abs(total.statement.span[0] - place),
            total.id,
        ),
        default=None,
    )


def _distinct(parts: Iterable[Told]) -> list[Told]:
    """Each part once, however often the document repeats it."""
    first: dict[object, Told] = {}
    for part in parts:
        first.setdefault((part.scope.group, part.scope.detail, part.scope.place, part.figure), part)
    return list(first.values())


def _solve(breakdown: Breakdown) -> None:
    """The parts that add up to the total: all of them, or the largest three or more that do."""
    total = breakdown.total.single
    parts = [
        part for part in _distinct(breakdown.parts) if part.single is not None and part.scope.place == breakdown.total.scope.place
    ]
    if total is None or len(parts) < 2:
        return
    for size in range(len(parts), 2 if len(parts) > 2 else 1, -1):
        if size < len(parts) and len(parts) > SEARCHED:
            return
        for chosen in combinations(parts, size):
            if sum(part.single or 0 for part in chosen) == total:
                breakdown.beside = list(chosen)
                breakdown.sum = f"{_sum_words(chosen)} = {number(total)}"
                return


def _sum_words(parts: Iterable[Told]) -> str:
    return " + ".join(number(part.single or 0) for part in parts)


def _parts(breakdown: Breakdown) -> Iterable[Part]:
    beside = {(part.scope.group, part.scope.detail, part.figure) for part in breakdown.beside}
    for part in breakdown.parts:
        is_beside = (part.scope.group, part.scope.detail, part.figure) in beside
        yield Part(
            statement=part.id,
            relation="beside" if is_beside else "part_of",
            origin=part.origin,
            of=breakdown.total.id,
            arithmetic=breakdown.sum if is_beside else None,
        )


def _judge(breakdown: Breakdown, voices: Voices) -> list[Flag]:
    """What is to be said of a breakdown: it adds up, it cannot, or a part is larger than the whole."""
    total = breakdown.total.single
    if total is None:
        return []
    ids = [breakdown.total.id, *(part.id for part in breakdown.parts)]
    flags = [
        _exceeding(breakdown, part, voices) for part in _distinct(breakdown.parts) if part.partial and (part.single or 0) > total
    ]
    if breakdown.beside:
        named = ", ".join(f"{number(part.single or 0)} {_who(part)}" for part in breakdown.beside)
        sentence = (
            f"The figures of {voices.name(breakdown.total.origin)} add up to the total: {named}; {breakdown.sum}. They stand beside "
            "one another, whatever the sentence suggests; none is part of another."
        )
        return [*flags, make_flag("breakdown_adds_up", ids[:1], sentence, ids, arithmetic=breakdown.sum)]
    if flag := _mismatch(breakdown, total, ids, voices):
        flags.append(flag)
    return flags


def _exceeding(breakdown: Breakdown, part: Told, voices: Voices) -> Flag:
    sentence = (
        f"A part is larger than its total: {voices.quotation(part)} of {voices.quotation(breakdown.total)}, "
        f"both from {voices.name(part.origin)}."
    )
    arithmetic = f"{number(part.single or 0)} > {number(breakdown.total.single or 0)}"
    return make_flag(
        "part_exceeds_total", (part.id, breakdown.total.id), sentence, (part.id, breakdown.total.id), arithmetic=arithmetic
    )


def _mismatch(breakdown: Breakdown, total: int, ids: list[str], voices: Voices) -> Flag | None:
    """Groups that exclude each other and exceed the total, or three parts and more that miss it narrowly."""
    parts = [part for part in _distinct(breakdown.parts) if part.partial and part.single not in (None, total)]
    for pair in scope_table().exclusive:
        chosen = [part for part in parts if part.scope.group in pair.groups]
        if len({part.scope.group for part in chosen}) > 1 and sum(part.single or 0 for part in chosen) > total:
            why = f"no one is counted in both {' and '.join(pair.groups).replace('_', ' ')}, and the two exceed the total"
            return _mismatch_flag(breakdown, chosen, total, why, ids, voices)
    missed = abs(sum(part.single or 0 for part in parts) - total)
    if len(parts) > 2 and 0 < missed <= NEAR * total:
        why = f"the parts given miss the total by {number(missed)}, unless somebody stands in two groups or in none"
        return _mismatch_flag(breakdown, parts, total, why, ids, voices)
    return None


def _mismatch_flag(breakdown: Breakdown, parts: Sequence[Told], total: int, why: str, ids: list[str], voices: Voices) -> Flag:
    found = sum(part.single or 0 for part in parts)
    arithmetic = f"{_sum_words(parts)} = {number(found)}, not {number(total)}"
    named = "; ".join(voices.quotation(part) for part in parts)
    sentence = (
        f"The breakdown of {voices.quotation(breakdown.total)}, from {voices.name(breakdown.total.origin)}, does not add up: "
        f"{arithmetic}; {why}. Parts: {named}."
    )
    return make_flag("breakdown_does_not_add_up", ids[:1], sentence, ids, arithmetic=arithmetic)


def _who(part: Told) -> str:
    """Who is counted: a part that is labelled like its total goes by its own words."""
    if part.scope.group == "people" and part.statement.group.text:
        return f"“{part.statement.group.text}”"
    return part.scope.detail or part.scope.group.replace("_", " ")


def _set_tiers(told: Sequence[Told], parts: dict[str, Part], by_id: dict[str, Told]) -> None:
    """A part that is labelled like its total never stands as that total; a total counts in what it has parts of."""
    for item in told:
        part = parts.get(item.id)
        total = by_id.get(part.of or "") if part else None
        if item.unidentified and item.tier == "claimed":
            item.tier = "part"
        if part is None:
            continue
        if item.tier == "claimed" and item.partial and item.scope.group == "people" and not _elsewhere(item, total):
            item.tier = "part"
        if total is not None and item.scope.group in _COUNTED_IN and item.scope.group not in total.scope.excludes:
            names = tuple(sorted({*total.scope.includes, item.scope.group}))
            total.rescope(msgspec.structs.replace(total.scope, includes=names))


def _elsewhere(item: Told, total: Told | None) -> bool:
    """True for a part that is the total of a place within its own total's area ("400 of them in Rasht")."""
    return total is not None and item.scope.place not in (None, total.scope.place)


def place_parts(
    parts: Iterable[Part], series_of: dict[str, str], totals: dict[tuple[object, ...], str], told: dict[str, Told]
) -> tuple[Part, ...]:
    """Each part with the series of its total: the named statement's, else its own origin's running total of the same harm."""
    placed = []
    for part in parts:
        item = told[part.statement]
        if part.of is not None:
            series = series_of.get(part.of)
        else:
            key = (item.origin, item.scope.harm, item.scope.harms, item.scope.event)
            series = totals.get((*key, item.scope.place)) or totals.get((*key, None))
        placed.append(msgspec.structs.replace(part, series=series if series != series_of.get(part.statement) else None))
    return tuple(placed)
