"""What one origin says side by side: the confirmed part of a figure, cases under review, a list and its unidentified rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tallybook.model import Flag, ListFacts, Part
from tallybook.tolls._arithmetic import single
from tallybook.tolls._flagging import Voices, make_flag
from tallybook.tolls._lists import list_counts
from tallybook.tolls._say import number
from tallybook.tolls._series import scope_key
from tallybook.tolls._told import Told

_SURE = ("confirmed", "documented")
_NEAR = 200  # characters between a figure and the confirmed part that is given with it


def split_confirmed(told: Sequence[Told], voices: Voices) -> tuple[list[Part], list[Flag]]:
    """ "13,078 (2,677 confirmed)": the smaller, surer figure is part of the larger one and no revision of it.

    Fills the tier of such parts, also where another document gives the part alone.
    """
    groups: dict[tuple[object, ...], list[Told]] = {}
    for item in told:
        if item.tier == "claimed" and not item.partial and single(item) is not None:
            groups.setdefault((item.document, item.origin, *scope_key(item.scope)), []).append(item)
    parts: dict[str, Part] = {}
    flags: list[Flag] = []
    known: dict[tuple[object, ...], Told] = {}
    for items in groups.values():
        for part, whole in _pairs(items):
            parts[part.id] = Part(statement=part.id, relation="part_of", origin=part.origin, of=whole.id)
            known.setdefault((part.origin, *scope_key(part.scope), part.figure), whole)
            flags.append(_confirmed_flag(part, whole, voices))
    for item in told:
        if item.tier == "claimed" and not item.partial and item.statement.status.label in _SURE:
            found = known.get((item.origin, *scope_key(item.scope), item.figure))
            if found and item.id not in parts:
                parts[item.id] = Part(statement=item.id, relation="part_of", origin=item.origin, of=found.id)
    for item in told:
        if item.id in parts:
            item.tier = "confirmed_part"
    return list(parts.values()), flags


def _pairs(items: Sequence[Told]) -> Iterable[tuple[Told, Told]]:
    """Each surer and smaller figure with the next larger unsure one that stands near it."""
    sure = [item for item in items if item.statement.status.label in _SURE]
    unsure = [item for item in items if item.statement.status.label not in _SURE]
    for part in sure:
        near = [
            whole
            for whole in unsure
            if (single(whole) or 0) > (single(part) or 0)
            and whole.statement.passage == part.statement.passage
            and abs(whole.statement.span[0] - part.statement.span[0]) <= _NEAR
        ]
        if near:
            yield part, min(near, key=lambda whole: (abs(whole.statement.span[0] - part.statement.span[0]), whole.id))


def _confirmed_flag(part: Told, whole: Told, voices: Voices) -> Flag:
    sentence = (
        f"{voices.name(part.origin)} gives two figures in one breath: {voices.quotation(whole)}, of which "
        f"{voices.quotation(part)} "
        "confirmed. The second is part of the first; the two are neither added nor taken for a revision."
    )
    key = (part.origin, *scope_key(part.scope), str(part.figure), str(whole.figure))
    return make_flag("confirmed_and_pending", key, sentence, (whole.id, part.id))


def pending_flags(told: Sequence[Told], voices: Voices) -> Iterable[Flag]:
    """An origin's claimed and pending figures in one document: two quantities, never one sum."""
    groups: dict[tuple[object, ...], dict[str, Told]] = {}
    for item in told:
        if item.figure and not item.partial and item.tier in ("claimed", "under_review"):
            groups.setdefault((item.document, item.origin, *scope_key(item.scope)), {}).setdefault(item.tier, item)
    for found in groups.values():
        if len(found) == 2:
            sure, pending = found["claimed"], found["under_review"]
            sentence = (
                f"{voices.name(sure.origin)} counts {voices.quotation(sure)} and has {voices.quotation(pending)} under review. "
                "The cases under review are no part of its toll, and are not added to it."
            )
            key = (sure.origin, *scope_key(sure.scope), str(sure.figure), str(pending.figure))
            yield make_flag("confirmed_and_pending", key, sentence, (sure.id, pending.id))


def list_and_rest(told: Sequence[Told], lists: Sequence[ListFacts], voices: Voices) -> tuple[list[Part], list[Flag]]:
    """A toll that equals the names on a list and the unidentified together (2,986 + 131 = 3,117).

    The named part and the rest then stand beside each other in that toll; neither is a toll of its own.
    """
    figures = _figures(told)
    counts = list_counts(lists)
    parts: dict[str, Part] = {}
    flags: list[Flag] = []
    rests = {(item.origin, item.scope.harm, single(item)): item for item in reversed(told) if item.unidentified and single(item)}
    for rest in rests.values():
        for key in ((rest.origin, rest.scope.harm), (rest.document, rest.scope.harm)):
            for total in _matching(rest, figures.get(key, {}), counts):
                _settle(rest, total, figures[key], counts, parts, flags, voices)
    return list(parts.values()), flags


def _figures(told: Iterable[Told]) -> dict[tuple[str, str], dict[int, list[Told]]]:
    """By origin and by document: each figure of a harm with the statements that give it."""
    found: dict[tuple[str, str], dict[int, list[Told]]] = {}
    for item in told:
        value = single(item)
        if value is not None and not item.unidentified and item.tier != "denied":
            for holder in (item.origin, item.document):
                found.setdefault((holder, item.scope.harm), {}).setdefault(value, []).append(item)
    return found


def _matching(rest: Told, known: Mapping[int, list[Told]], counts: Mapping[int, list[str]]) -> list[int]:
    value = single(rest) or 0
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
    value = single(rest) or 0
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
