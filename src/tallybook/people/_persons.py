"""The person ledger: entries in, persons with their histories out. A pure function, replayed from the first entry.

Nothing vanishes. A person's id comes from the record that was first known of them, so it survives merges, splits, undos and
removals, and is the same on every machine that has the same entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

from tallybook.errors import InputError
from tallybook.model import Record, short_id
from tallybook.people._assign import Clusters
from tallybook.people._decisions import PairDecision, Standing, Undo, standing

EventKind: TypeAlias = Literal["added", "matched", "merged", "split", "removed", "returned", "corrected"]
Group: TypeAlias = tuple[str, ...]


class ReleasedRow(Record, frozen=True):
    """A row of a release: its record id, which stays the same from release to release, and its cells."""

    record: str
    cells: tuple[tuple[str, str], ...] = ()


class Released(Record, frozen=True):
    """A list came out, or came out again: its rows replace those of its earlier release."""

    id: str
    list: str
    at: str
    rows: tuple[ReleasedRow, ...]


class Linked(Record, frozen=True):
    """The groups that linkage found replace those that it found before. Records in no group stand alone."""

    id: str
    at: str
    groups: tuple[Group, ...]
    reason: str


Entry: TypeAlias = Released | Linked | PairDecision | Undo


class Event(Record, frozen=True):
    """Something that happened to a person, by which entry, when and why. ``records`` and ``others`` (persons) name what took
    part.
    """

    kind: EventKind
    entry: str
    at: str
    reason: str
    records: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


class Person(Record, frozen=True):
    """A human being whom records are about. ``records`` are on a list now, ``removed`` were once; a person with none left is
    not counted.
    """

    id: str
    records: Group
    removed: Group = ()

    @property
    def counted(self) -> bool:
        """Whether any list still holds the person."""
        return bool(self.records)


class PersonHistory(Record, frozen=True):
    """A person id and everything that happened to it; one that was merged away keeps its history."""

    id: str
    events: tuple[Event, ...]


class PersonLedger(Record, frozen=True):
    """The persons now, by id of their first record, and every history that there ever was."""

    persons: tuple[Person, ...]
    histories: tuple[PersonHistory, ...]
    conflicts: tuple[tuple[str, str], ...]

    def history(self, person: str) -> PersonHistory:
        """The history of one person. Raises ``InputError`` for an id that never was."""
        for history in self.histories:
            if history.id == person:
                return history
        raise InputError("there is no person with this id.", item=person, hint="Ids are listed by the persons table.")


class _State:
    """What has been read so far. Records are numbered in the order in which they were first known."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.cells: dict[str, tuple[tuple[str, str], ...]] = {}
        self.on_list: dict[str, set[str]] = {}
        self.groups: tuple[Group, ...] = ()
        self.decisions: list[PairDecision | Undo] = []
        self.person_of: dict[str, str] = {}
        self.events: dict[str, list[Event]] = {}
        self.conflicts: tuple[tuple[str, str], ...] = ()

    def present(self) -> set[str]:
        return set().union(*self.on_list.values()) if self.on_list else set()


def person_id(record: str) -> str:
    """The id of the person who is first known from this record."""
    return short_id("p", record)


def person_ledger(entries: Iterable[Entry]) -> PersonLedger:
    """Replay the entries, oldest first. The same entries give the same bytes."""
    state = _State()
    for entry in entries:
        if isinstance(entry, Released):
            _release(state, entry)
            _regroup(state, entry.id, entry.at, "first known from this release")
        elif isinstance(entry, Linked):
            state.groups = entry.groups
            _regroup(state, entry.id, entry.at, entry.reason)
        else:
            state.decisions.append(entry)
            standing(state.decisions)  # an entry that cannot stand is refused here, by name
            _regroup(state, entry.id, entry.at, _reason(entry))
    return _result(state)


def _reason(entry: PairDecision | Undo) -> str:
    if isinstance(entry, Undo):
        return f"{entry.by} took back decision {entry.undoes}" + (f": {entry.reason}" if entry.reason else "")
    said = {"same": "the same", "not_the_same": "not the same", "cannot_tell": "cannot tell"}[entry.verdict]
    return f"{entry.by} decided: {said}" + (f": {entry.reason}" if entry.reason else "")


def _release(state: _State, entry: Released) -> None:
    """Removals, returns and corrections of a list's rows. Additions are seen when persons are grouped."""
    before, after = state.on_list.get(entry.list, set()), {row.record for row in entry.rows}
    first = [row.record for row in entry.rows if row.record not in state.numbers]
    for row in entry.rows:
        state.numbers.setdefault(row.record, len(state.numbers))
        if row.record not in state.person_of:
            continue
        if row.record not in before:
            _note(state, row.record, "returned", entry, f"is on the list {entry.list} again", ())
        fields = _corrected(state.cells.get(row.record, ()), row.cells)
        if fields:
            _note(state, row.record, "corrected", entry, f"the list {entry.list} corrected " + ", ".join(fields), fields)
    for record in sorted(before - after, key=state.numbers.__getitem__):
        _note(state, record, "removed", entry, f"is no longer on the list {entry.list}", ())
    state.cells.update({row.record: row.cells for row in entry.rows})
    state.on_list[entry.list] = after
    for record in first:
        state.person_of[record] = ""


def _corrected(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The names of the fields that differ: never their values, which are the vault's."""
    old, new = dict(before), dict(after)
    return tuple(name for name in sorted({*old, *new}) if old.get(name, "") != new.get(name, "")) if before else ()


def _note(state: _State, record: str, kind: EventKind, entry: Released, reason: str, fields: tuple[str, ...]) -> None:
    event = Event(kind=kind, entry=entry.id, at=entry.at, reason=reason, records=(record,), fields=fields)
    state.events.setdefault(state.person_of[record], []).append(event)


def _grouped(state: _State, decided: Standing) -> list[Group]:
    """The records as groups, in the order of their first records: machine's groups under the decisions."""
    import numpy as np

    numbers = state.numbers
    clusters = Clusters(np.full(len(numbers), -1, np.int64), frozenset())
    for one, other in decided.apart:
        if one in numbers and other in numbers:
            clusters.hold_apart(numbers[one], numbers[other])
    failed = []
    for one, other in decided.same:
        if one in numbers and other in numbers and not clusters.join(numbers[one], numbers[other], force=True):
            failed.append((one, other))
    state.conflicts = tuple(sorted(failed))
    for one, other in decided.disputed:
        if one in numbers and other in numbers and clusters.root(numbers[one]) != clusters.root(numbers[other]):
            clusters.hold_apart(numbers[one], numbers[other])
    for group in state.groups:
        members = [numbers[record] for record in group if record in numbers]
        for first, second in pairwise(members):
            clusters.join(first, second)
    records = list(numbers)
    found: dict[int, list[str]] = {}
    for number, record in enumerate(records):
        found.setdefault(clusters.root(number), []).append(record)
    return sorted((tuple(group) for group in found.values()), key=lambda group: numbers[group[0]])


def _regroup(state: _State, entry: str, at: str, reason: str) -> None:
    """Give every record its person, and note who was added, matched, merged and split."""
    before = dict(state.person_of)
    for group in _grouped(state, standing(state.decisions)):
        person = person_id(group[0])
        for record in group:
            state.person_of[record] = person
    moved: dict[tuple[str, str], list[str]] = {}
    for record, person in state.person_of.items():
        if before.get(record, "") != person:
            moved.setdefault((before.get(record, ""), person), []).append(record)
    for (old, person), records in sorted(moved.items()):
        _note_move(state, (old, person), tuple(records), Event(kind="added", entry=entry, at=at, reason=reason))


def _note_move(state: _State, move: tuple[str, str], records: Group, event: Event) -> None:
    from msgspec.structs import replace

    old, person = move
    if not old:
        kind: EventKind = "added" if person_id(records[0]) == person else "matched"
        state.events.setdefault(person, []).append(replace(event, kind=kind, records=records))
        return
    # a person who takes their own first record along is merged away; records that leave it behind are split off
    merged = person_id(records[0]) == old
    kind = "merged" if merged else "split"
    state.events.setdefault(old, []).append(replace(event, kind=kind, records=records, others=(person,)))
    state.events.setdefault(person, []).append(replace(event, kind=kind, records=records, others=(old,)))


def _result(state: _State) -> PersonLedger:
    present = state.present()
    groups: dict[str, list[str]] = {}
    for record in state.numbers:
        groups.setdefault(state.person_of[record], []).append(record)
    persons = tuple(
        Person(
            id=person,
            records=tuple(record for record in records if record in present),
            removed=tuple(record for record in records if record not in present),
        )
        for person, records in groups.items()
    )
    histories = tuple(PersonHistory(id=person, events=tuple(events)) for person, events in sorted(state.events.items()))
    return PersonLedger(persons=persons, histories=histories, conflicts=state.conflicts)
