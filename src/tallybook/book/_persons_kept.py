"""Releases, records and persons as the derived tables keep them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from tallybook.book._counting import Counter, counts, is_named
from tallybook.book._linkage import current_releases, latest_records
from tallybook.book._people_records import EventKept, PersonKept, RecordKept, ReleaseKept, RowFinding
from tallybook.book._releases import Release
from tallybook.model import ListFacts
from tallybook.tolls import list_origins

if TYPE_CHECKING:
    from tallybook.people import PersonLedger


def lineages_of(releases: Sequence[Release]) -> dict[str, str]:
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


def kept_releases(releases: Sequence[Release], counter: Counter) -> tuple[ReleaseKept, ...]:
    from tallybook.people import findings

    lineage, current = lineages_of(releases), current_releases(releases)
    out = []
    for position, release in enumerate(releases):
        added, rows = release.item.added, release.rows.records
        countable = [record.id for record in rows if counts(record)]
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
                counted=len(countable),
                unnamed=sum(not is_named(record) for record in rows),
                living=sum(record.status == "living" for record in rows),
                persons=counter.interval(countable),
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


def kept_records(releases: Sequence[Release], ledger: PersonLedger) -> tuple[RecordKept, ...]:
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
            counted=record.id in present and counts(record),
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


def kept_persons(ledger: PersonLedger, records: Sequence[RecordKept], lineage: dict[str, str]) -> tuple[PersonKept, ...]:
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
