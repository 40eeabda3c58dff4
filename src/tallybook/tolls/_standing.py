"""What one origin says side by side: the confirmed part of a figure, cases under review, a list and its unidentified rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache

import msgspec

from tallybook.model import Flag, ListFacts, Part
from tallybook.tolls._data import scope_table
from tallybook.tolls._flagging import Voices, make_flag
from tallybook.tolls._fold import fold
from tallybook.tolls._lists import list_counts
from tallybook.tolls._say import number
from tallybook.tolls._told import Told, any_of, key_parts

_SURE = ("confirmed", "documented")
_NEAR = 25  # characters between a figure and its confirmed part where the words between are not known
_BREATH = 60  # and where they are


def split_confirmed(told: Sequence[Told], voices: Voices) -> tuple[list[Part], list[Flag]]:
    """ "13,078 (2,677 confirmed)": the smaller, surer figure is part of the larger one and no revision of it.

    Fills the tier of such parts, also where another document gives the part alone.
    """
    alone = [item for item in told if item.tier == "claimed" and not item.partial and item.single is not None]
    sure = {(item.document, item.origin, item.key) for item in alone if item.statement.status.label in _SURE}
    groups: dict[tuple[str, str, str], list[Told]] = {}
    for item in alone:
        if (key := (item.document, item.origin, item.key)) in sure:
            groups.setdefault(key, []).append(item)
    parts: dict[str, Part] = {}
    flags: list[Flag] = []
    known: dict[tuple[object, ...], Told] = {}
    for items in groups.values():
        for part, whole in _pairs(items):
            parts[part.id] = Part(statement=part.id, relation="part_of", origin=part.origin, of=whole.id)
            if part.attributed:
                known.setdefault((part.origin, part.key, part.figure), whole)
            flags.append(_confirmed_flag(part, whole, voices))
    for item in told if parts else ():
        if item.id not in parts and (found := _known_part(item, known)):
            parts[item.id] = Part(statement=item.id, relation="part_of", origin=item.origin, of=found.id)
        if item.id in parts:
            item.tier = "confirmed_part"
    return list(parts.values()), flags


def _known_part(item: Told, known: Mapping[tuple[object, ...], Told]) -> Told | None:
    """The whole of a figure that is given alone here, and elsewhere as the confirmed part of it."""
    if item.tier != "claimed" or item.partial or item.statement.status.label not in _SURE:
        return None
    return known.get((item.origin, item.key, item.figure))


def _pairs(items: Sequence[Told]) -> Iterable[tuple[Told, Told]]:
    """Each surer figure with the larger one that stands just before it and says so ("of whom", a parenthesis)."""
    for part in items:
        if part.statement.status.label in _SURE:
            wholes = [whole for whole in items if (whole.single or 0) > (part.single or 0) and _in_one_breath(whole, part)]
            if wholes:
                yield part, min(wholes, key=lambda whole: (-whole.statement.quantity.span[0], whole.id))


def _in_one_breath(whole: Told, part: Told) -> bool:
    first, second = whole.statement.quantity.span[1], part.statement.quantity.span[0]
    if whole.statement.passage != part.statement.passage or not 0 < second - first <= _BREATH:
        return False
    start, end = whole.statement.span
    if start <= first < second <= end:
        between = whole.statement.text[first - start : second - start]
        return "(" in between or "（" in between or bool(_of_them().search(fold(between)))
    return second - first <= _NEAR and whole.statement.status.label not in _SURE


@lru_cache(maxsize=1)
def _of_them() -> re.Pattern[str]:
    return any_of(scope_table().of_them)


def join_periods(told: Sequence[Told]) -> None:
    """A headline that gives its body's figure as a running total ("so far") makes one claim with it. Fills the scope of both."""
    running: dict[tuple[object, ...], Told] = {}
    for item in told:
        if item.inherited and item.figure and item.scope.period == "cumulative":
            running.setdefault(_claim(item), item)
    for item in told:
        total = running.get(_claim(item)) if item.scope.period in ("interval", "day") else None
        if total is not None:
            item.rescope(msgspec.structs.replace(item.scope, period="cumulative", start=total.scope.start, end=None))


def _claim(item: Told) -> tuple[object, ...]:
    scope = item.scope
    return item.document, item.origin, item.figure, scope.harm, scope.harms, scope.group, scope.place, scope.event


def split_estimates(told: Sequence[Told]) -> None:
    """An estimate beside the same origin's count is another quantity, and no point of that series. Fills ``estimate``.

    A figure that the origin is elsewhere said to count, or that is called an estimate by a headline only, stays a claim.
    """
    claimed = [item for item in told if item.tier == "claimed"]
    estimated = [item for item in claimed if item.statement.status.label == "estimated" and item.attributed]
    counted = {
        (item.origin, item.key, item.figure) for item in claimed if estimated and item.statement.status.label != "estimated"
    }
    for item in estimated:
        item.estimate = (item.origin, item.key, item.figure) not in counted


def _confirmed_flag(part: Told, whole: Told, voices: Voices) -> Flag:
    sentence = (
        f"{voices.name(part.origin)} gives two figures in one breath: {voices.quotation(whole)}, of which "
        f"{voices.quotation(part)} "
        "confirmed. The second is part of the first; the two are neither added nor taken for a revision."
    )
    key = (part.origin, *key_parts(part.key), str(part.figure), str(whole.figure))
    return make_flag("confirmed_and_pending", key, sentence, (whole.id, part.id))


def pending_flags(told: Sequence[Told], voices: Voices) -> Iterable[Flag]:
    """An origin's claimed and pending figures in one document: two quantities, never one sum."""
    groups: dict[tuple[object, ...], dict[str, Told]] = {}
    waiting = {(item.document, item.origin) for item in told if item.tier == "under_review"}
    for item in told if waiting else ():
        if (
            item.figure
            and not item.partial
            and item.tier in ("claimed", "under_review")
            and (item.document, item.origin) in waiting
        ):
            # Of figures in nobody's name only those of one sentence are surely one voice's.
            voice = "" if item.attributed else str(item.statement.span)
            groups.setdefault((item.document, item.origin, voice, item.key, item.as_of), {}).setdefault(item.tier, item)
    for found in groups.values():
        if len(found) == 2:
            sure, pending = found["claimed"], found["under_review"]
            sentence = (
                f"{voices.name(sure.origin)} counts {voices.quotation(sure)} and has {voices.quotation(pending)} under review. "
                "The cases under review are no part of its toll, and are not added to it."
            )
            key = (sure.origin, *key_parts(sure.key), str(sure.figure), str(pending.figure))
            yield make_flag("confirmed_and_pending", key, sentence, (sure.id, pending.id))


def list_and_rest(told: Sequence[Told], lists: Sequence[ListFacts], voices: Voices) -> tuple[list[Part], list[Flag]]:
    """A toll that equals the names on a list and the unidentified together (2,986 + 131 = 3,117).

    The named part and the rest then stand beside each other in that toll; neither is a toll of its own.
    """
    rests = {(item.origin, item.scope.harm, item.single): item for item in reversed(told) if item.unidentified and item.single}
    figures = _figures(told, {holder for item in rests.values() for holder in (item.origin, item.document)})
    counts = list_counts(lists)
    parts: dict[str, Part] = {}
    flags: list[Flag] = []
    for rest in rests.values():
        for key in ((rest.origin, rest.scope.harm), (rest.document, rest.scope.harm)):
            for total in _matching(rest, figures.get(key, {}), counts):
                _settle(rest, total, figures[key], counts, parts, flags, voices)
    return list(parts.values()), flags


def _figures(told: Iterable[Told], holders: Set[str]) -> dict[tuple[str, str], dict[int, list[Told]]]:
    """By origin and by document, for those in ``holders``: each figure of a harm with the statements that give it."""
    found: dict[tuple[str, str], dict[int, list[Told]]] = {}
    for item in told if holders else ():
        value = item.single
        if value is not None and not item.unidentified and item.tier != "denied":
            for holder in holders & ({item.origin, item.document} if item.attributed else {item.document}):
                found.setdefault((holder, item.scope.harm), {}).setdefault(value, []).append(item)
    return found


def _matching(rest: Told, known: Mapping[int, list[Told]], counts: Mapping[int, list[str]]) -> list[int]:
    value = rest.single or 0
    return sorted(
        total for total in known if total > value and (total - value in known or total - value in counts) and total != value * 2
    )


def _settle(
    rest: Told,
    total: int,
    known: Mapping[int, list[Told]],
    counts: Mapping[int, list[str]],
    parts: dict[str, Part],
    flags: list[Flag],
    voices: Voices,
) -> None:
    value = rest.single or 0
    whole, named, lists = known[total][0], known.get(total - value, []), tuple(counts.get(total - value, ()))
    arithmetic = f"{number(total - value)} + {number(value)} = {number(total)}"
    for item in (rest, *named):
        if item.origin == whole.origin and item.tier in ("claimed", "part"):
            item.tier = "part"
            parts[item.id] = Part(statement=item.id, relation="beside", origin=item.origin, of=whole.id, arithmetic=arithmetic)
    shown = voices.quotation(named[0]) if named else f"{number(total - value)} names on the list"
    sentence = (
        f"The toll {voices.quotation(whole)} is the named and the unidentified together: {shown} and {voices.quotation(rest)}; "
        f"{arithmetic}. The list alone is not that toll."
    )
    ids = [whole.id, *(item.id for item in named[:1]), rest.id]
    flags.append(
        make_flag("list_plus_unidentified", (rest.origin, arithmetic), sentence, ids, arithmetic=arithmetic, lists=lists)
    )
