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
from tallybook.book._intervals import Partition, partitions, undecided_pairs
from tallybook.book._linkage import current_releases, latest_records, link_lists
from tallybook.book._people_records import (
    CountOn,
    EventKept,
    Interval,
    PersonKept,
    Persons,
    RecordKept,
    ReleaseKept,
    RowFinding,
)
from tallybook.book._releases import Release, read_releases
from tallybook.book._state import MadeDecision, State
from tallybook.book._versions import code_version
from tallybook.evidence import ObjectStore
from tallybook.model import Documented, ListFacts, Scope
from tallybook.tolls import list_origins

if TYPE_CHECKING:
    from tallybook.people import Linkage, ListRecord, PairDecision, PersonLedger

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
    from tallybook.people import resolve, standing

    releases, failed = read_releases(state.lists, objects, country, cache)
    if not releases:
        return Persons(failed=tuple(failed))
    decisions = pair_decisions(state.decisions)
    linkage = link_lists(releases, cache, progress)
    resolved = resolve(linkage, decisions)
    ledger = replay_persons(linkage, releases, decisions)
    possible, calibrated, note = partitions(linkage, decisions)
    middle = Partition(linkage, resolved.persons)
    counter = _Counter(linkage, middle, possible, calibrated)
    records = _records(releases, ledger)
    counts = tuple(counter.on(day, _counted(releases, day)) for day in sorted({release.day for release in releases}))
    return Persons(
        releases=_releases(releases, counter),
        records=records,
        persons=_persons(ledger, records, _lineages(releases)),
        count=counts[-1],
        counts=counts,
        calibrated=calibrated,
        basis=note if calibrated else f"{note}; the interval runs from every doubtful link taken (1 % and more) to none of them",
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


def is_named(record: ListRecord) -> bool:
    """Whether any name of a record says who it is."""
    from tallybook.people import parse_name

    return not all(parse_name(name).unknown for name in record.names)


def _counts(record: ListRecord) -> bool:
    return record.status != "living" and is_named(record)


def _counted(releases: Sequence[Release], day: dt.date) -> list[str]:
    """The records that count by the end of a day: rows of each list's last release by then."""
    current = current_releases([release for release in releases if release.day <= day])
    return [record.id for _, release in sorted(current.items()) for record in release.rows.records if _counts(record)]


class _Counter:
    """Counts persons among records: the resolved number, and the interval over every linkage that the evidence allows."""

    def __init__(self, linkage: Linkage, middle: Partition, possible: Sequence[Partition], calibrated: bool) -> None:
        self._linkage = linkage
        self._middle = middle
        self._possible = possible
        self._calibrated = calibrated

    def on(self, day: dt.date, records: Sequence[str]) -> CountOn:
        low, high = self.interval(records)
        middle = self._middle.count([self._linkage.position(record) for record in records])
        return CountOn(day=day, low=min(low, middle), middle=middle, high=max(high, middle))

    def interval(self, records: Sequence[str]) -> Interval:
        """Five in a hundred draws may lie below and above where pairs were reviewed; else the ends of all that is possible."""
        positions = [self._linkage.position(record) for record in records]
        found = sorted(partition.count(positions) for partition in self._possible)
        cut = len(found) // 20 if self._calibrated else 0
        return found[cut], found[-1 - cut]


def _lineages(releases: Sequence[Release]) -> dict[str, str]:
    """The list's name → the first, by name, of the lists that import one another with it."""
    groups = list_origins([_facts(release) for release in releases])
    return {name: group[0] for group in groups for name in group}


def _facts(release: Release) -> ListFacts:
    added = release.item.added
    return ListFacts(
        id=release.item.id,
        list=added.list,
        publisher=added.maker or added.list,
        rows=len(release.rows.records),
        published=added.released,
        copies=added.copies,
    )


def _releases(releases: Sequence[Release], counter: _Counter) -> tuple[ReleaseKept, ...]:
    from tallybook.people import findings

    lineage, current = _lineages(releases), current_releases(releases)
    out = []
    for position, release in enumerate(releases):
        added, rows = release.item.added, release.rows.records
        counted = [record.id for record in rows if _counts(record)]
        received = dt.date.fromisoformat(release.item.at[:10])
        out.append(
            ReleaseKept(
                id=release.item.id,
                position=position,
                list=added.list,
                file=added.name,
                digest=added.digest,
                day=release.day,
                rows=len(rows),
                counted=len(counted),
                unnamed=sum(not is_named(record) for record in rows),
                living=sum(record.status == "living" for record in rows),
                persons=counter.interval(counted),
                current=current[added.list] is release,
                lineage=lineage[added.list],
                maker=added.maker,
                released=added.released,
                start=added.start,
                end=added.end,
                area=added.area,
                inclusion=added.inclusion,
                copies=added.copies,
                deduplicated=added.deduplicated,
                findings=tuple(
                    RowFinding(code=one.code, sentence=one.sentence, rows=one.rows)
                    for one in findings(release.rows, today=received)
                ),
            )
        )
    return tuple(out)


def _records(releases: Sequence[Release], ledger: PersonLedger) -> tuple[RecordKept, ...]:
    person = {record: one.id for one in ledger.persons for record in (*one.records, *one.removed)}
    present = {record.id for release in current_releases(releases).values() for record in release.rows.records}
    kept = [
        RecordKept(
            id=record.id,
            list=release.item.added.list,
            release=release.item.id,
            row=record.row,
            person=person[record.id],
            present=record.id in present,
            counted=record.id in present and _counts(record),
            names=record.names,
            sex=record.sex,
            age=record.age,
            born=record.born.written if record.born else None,
            died=record.died.written if record.died else None,
            places=record.places,
            status=record.status,
            cells=record.cells,
        )
        for record, release in latest_records(releases).values()
    ]
    return tuple(sorted(kept, key=lambda record: record.id))


def _persons(ledger: PersonLedger, records: Sequence[RecordKept], lineage: dict[str, str]) -> tuple[PersonKept, ...]:
    known = {record.id: record for record in records}
    now = {person.id: person for person in ledger.persons}
    out = []
    for history in ledger.histories:
        person = now.get(history.id)
        held = [known[record] for record in person.records] if person else []
        out.append(
            PersonKept(
                id=history.id,
                records=person.records if person else (),
                removed=person.removed if person else (),
                counted=any(record.counted for record in held),
                lineages=len({lineage[record.list] for record in held}),
                events=tuple(msgspec.convert(msgspec.to_builtins(event), EventKept) for event in history.events),
            )
        )
    return tuple(sorted(out, key=lambda person: person.id))


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
