"""The stage of persons: releases of lists to records, records to persons under the decisions, persons to a count with its interval.

A book without lists pays nothing: the rooms of linkage are imported where there is something to link. Names stay in
``RecordKept``; nothing else that this stage makes, and no message, carries one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from tallybook.book._cache import Cache, key_of
from tallybook.book._counting import Counter, counted
from tallybook.book._intervals import Partition, partitions, undecided_pairs
from tallybook.book._linkage import link_lists
from tallybook.book._people_records import Persons
from tallybook.book._persons_kept import kept_persons, kept_records, kept_releases, lineages_of
from tallybook.book._releases import Release, read_releases
from tallybook.book._state import MadeDecision, State
from tallybook.book._versions import code_version
from tallybook.evidence import ObjectStore
from tallybook.model import Documented, ListFacts, Scope

if TYPE_CHECKING:
    from tallybook.people import Linkage, PairDecision, PersonLedger

STAGE = "persons"
VERDICTS = ("same", "not_the_same", "cannot_tell")
Progress = Callable[[int, int], None]


def find_persons(
    state: State, objects: ObjectStore, country: str | None, cache: Cache, progress: Progress | None = None
) -> Persons:
    """Everything that the lists of a book say of persons."""
    if not state.lists:
        return Persons()
    judged = [made for made in state.decisions if made.decision.verb in VERDICTS]
    key = key_of(
        code_version("people"),
        code_version("places"),
        country or "",
        msgspec.msgpack.encode(state.lists),
        msgspec.msgpack.encode(judged),
    )
    known = cache.find(STAGE, [key])
    if key in known:
        return msgspec.msgpack.decode(known[key], type=Persons)
    made = _find(state, objects, country, cache, progress)
    cache.keep(STAGE, [(key, msgspec.msgpack.encode(made))])
    return made


def _find(state: State, objects: ObjectStore, country: str | None, cache: Cache, progress: Progress | None) -> Persons:
    from tallybook.people import calibrate, resolve, standing

    releases, failed = read_releases(state.lists, objects, country, cache)
    if not releases:
        return Persons(failed=tuple(failed))
    decisions = pair_decisions(state.decisions)
    linkage = link_lists(releases, cache, progress)
    resolved = resolve(linkage, decisions)
    ledger = replay_persons(linkage, releases, decisions)
    calibration = calibrate(linkage, decisions)
    possible, calibrated, note = partitions(linkage, calibration, decisions)
    middle = Partition(linkage, resolved.persons)
    counter = Counter(linkage, middle, possible, calibrated)
    records = kept_records(releases, ledger)
    counts = tuple(counter.on(day, counted(releases, day)) for day in sorted({release.day for release in releases}))
    return Persons(
        releases=kept_releases(releases, counter),
        records=records,
        persons=kept_persons(ledger, records, lineages_of(releases)),
        count=counts[-1],
        counts=counts,
        calibrated=calibrated,
        basis=note if calibrated else f"{note}; the interval runs from every doubtful link taken (1 % and more) to none of them",
        reliability=calibration.bands if calibrated else (),
        undecided=undecided_pairs(linkage, decisions),
        disputed=standing(decisions).disputed,
        conflicts=tuple(sorted({*resolved.conflicts, *ledger.conflicts})),
        failed=tuple(failed),
    )


def pair_decisions(made: Sequence[MadeDecision]) -> list[PairDecision]:
    """What reviewers judged of pairs, each writer's words in their order; what could not be meant is left out."""
    from tallybook.people import PairDecision

    judged = [one for one in made if one.decision.verb in VERDICTS and one.decision.object not in (None, one.decision.subject)]
    return [
        msgspec.convert(
            {
                "id": one.id,
                "one": one.decision.subject,
                "other": one.decision.object,
                "verdict": one.decision.verb,
                "by": one.writer,
                "at": one.at,
                "reason": one.decision.reason,
                "evidence": (one.decision.value or "").split(),
            },
            PairDecision,
        )
        for one in sorted(judged, key=lambda one: (one.at, one.writer, one.seq))
    ]


def replay_persons(linkage: Linkage, releases: Sequence[Release], decisions: Sequence[object]) -> PersonLedger:
    """The history: releases as they came out, what linkage found of them, each decision, and what stands under all of them."""
    from tallybook.people import Linked, PairDecision, Released, ReleasedRow, Undo, person_ledger, resolve

    said = [one for one in decisions if isinstance(one, PairDecision | Undo)]
    came = [
        Released(
            id=release.item.id,
            list=release.item.added.list,
            at=release.day.isoformat(),
            rows=tuple(ReleasedRow(record=record.id, cells=record.cells) for record in release.rows.records),
        )
        for release in releases
    ]
    reason = f"linked by name and details: {linkage.model.threshold:+.1f} bits or more for one person"
    last = releases[-1].day.isoformat()
    found = Linked(id="linkage", at=last, groups=_groups(resolve(linkage).persons), reason=reason)
    under = Linked(
        id="linkage", at=last, groups=_groups(resolve(linkage, said).persons), reason="linked anew under the decisions"
    )
    return person_ledger([*came, found, *said, under])


def _groups(persons: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(group for group in persons if len(group) > 1)


def list_facts(found: Persons) -> list[ListFacts]:
    """What reconciling needs to know of the lists."""
    return [
        ListFacts(
            id=release.id,
            list=release.list,
            publisher=release.maker or release.list,
            rows=release.rows,
            persons=release.persons,
            published=release.released,
            copies=release.copies,
        )
        for release in found.releases
    ]


def documented_floor(found: Persons, day: dt.date | None = None) -> list[Documented]:
    """The closed interval of persons killed who are on lists; by what had been released on ``day`` where it is given."""
    counts = [count for count in found.counts if day is None or count.day <= day]
    if not counts or counts[-1].high == 0:
        return []
    lists = tuple(sorted({release.list for release in found.releases if day is None or release.day <= day}))
    scope = Scope(harm="killed", group="people", period="cumulative")
    return [Documented(scope=scope, persons=(counts[-1].low, counts[-1].high), lists=lists)]
