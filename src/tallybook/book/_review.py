"""Looking at persons: pairs for review with their cells side by side, releases compared, one person's whole history.

What is shown here is shown to the person who keeps the book, on their own screen; nothing of it is kept or logged.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from tallybook.book._book import Book, Clock
from tallybook.book._content import Content
from tallybook.book._explaining import calibration_pairs, decisions_of, linkage_of
from tallybook.book._linkage import link_lists
from tallybook.book._people_records import EventKept, PersonKept, RecordKept
from tallybook.book._persons import VERDICTS, pair_decisions, replay_persons
from tallybook.book._releases import Release, in_order, read_releases
from tallybook.book._state import Decision, DecisionUndone, MadeDecision, State, decision_id
from tallybook.errors import InputError, ListError
from tallybook.ledger import Entry, Ledger, WriterKey
from tallybook.model import Record
from tallybook.people import PairDecision, ReleaseChange, Undo, compare_releases

if TYPE_CHECKING:
    from tallybook.people import Linkage, PeopleList


class ReviewPair(Record, frozen=True):
    """A pair for review: why it is asked for, the model's chance (None: to be judged without it), its reasons, both records whole."""

    one: RecordKept
    other: RecordKept
    why: str
    chance: float | None
    calibrated: bool
    sentences: tuple[str, ...]


def review_pairs(book: Book, content: Content, most: int) -> tuple[ReviewPair, ...]:
    """The most informative undecided pairs, first things first. The linkage is taken from the cache, or made again."""
    from tallybook.people import calibrate, review_queue

    if not content.persons.records:
        return ()
    linkage, decisions = linkage_of(book), decisions_of(book)
    calibration = calibrate(linkage, decisions) if content.persons.calibrated else None
    records = {record.id: record for record in content.persons.records}
    return tuple(
        ReviewPair(
            one=records[item.one],
            other=records[item.other],
            why=item.why,
            chance=item.chance,
            calibrated=calibration is not None,
            sentences=_sentences(linkage, item.one, item.other),
        )
        for item in review_queue(linkage, decisions, calibration=calibration, limit=most)
    )


def spread_pairs(book: Book, content: Content, count: int, seed: int) -> tuple[ReviewPair, ...]:
    """Pairs to judge for calibration, drawn over all bands of weight. Blind: neither a chance nor a weight comes with them."""
    records = {record.id: record for record in content.persons.records}
    why = "drawn for calibration"
    return tuple(
        ReviewPair(one=records[one], other=records[other], why=why, chance=None, calibrated=False, sentences=())
        for one, other in (calibration_pairs(book, count, seed) if records else ())
    )


def _sentences(linkage: Linkage, one: str, other: str) -> tuple[str, ...]:
    from tallybook.people import explain_pair

    try:
        found = explain_pair(linkage, one, other)
    except ListError as error:
        return (error.what,)
    return (*(weight.sentence for weight in found.weights), found.sentence)


def _releases(book: Book) -> list[Release]:
    with book.cache() as cache:
        found, _ = read_releases(book.state().lists, book.objects, book.settings.book.country, cache)
    return found


def judge(book: Book, content: Content, decision: Decision, *, key: WriterKey, clock: Clock) -> str:
    """Enter a reviewer's word on two records; the id of the decision. Raises ``InputError`` where a record is not known."""
    known = {record.id for record in content.persons.records}
    for record in (decision.subject, decision.object or ""):
        if record not in known:
            raise InputError("is no record of this book.", item=record, hint="'tallybook review BOOK' prints the ids of records.")
    if decision.subject == decision.object:
        raise InputError("is one record, not two.", item=decision.subject, hint="Name two records.")
    if decision.verb not in VERDICTS:
        raise InputError(f"'{decision.verb}' is no verdict.", hint=f"Say one of: {', '.join(VERDICTS)}.")
    return book.decide(decision, key=key, clock=clock)


def person_of(content: Content, name: str) -> PersonKept:
    """The person with an id, or whom a record with that id is about. Raises ``InputError`` where there is none."""
    persons = {person.id: person for person in content.persons.persons}
    records = {record.id: record.person for record in content.persons.records}
    found = persons.get(records.get(name, name))
    if found is None:
        raise InputError("is no person or record of this book.", item=name, hint="'tallybook persons BOOK --list' prints ids.")
    return found


def history_of(book: Book, person: str) -> tuple[EventKept, ...]:
    """Everything that ever happened to a person, what was decided and taken back included, from the ledger itself.

    The derived tables tell what stands; a decision that was undone leaves no trace there, and stays here.
    """
    releases = _releases(book)
    with book.cache() as cache:
        linkage = link_lists(releases, cache)
    with Ledger.open(book.ledger_path) as ledger:
        said = _said(ledger.entries())
    events = replay_persons(linkage, releases, said).history(person).events
    return tuple(
        EventKept(
            kind=event.kind,
            entry=event.entry,
            at=event.at,
            reason=event.reason,
            records=event.records,
            others=event.others,
            fields=event.fields,
        )
        for event in events
    )


def _said(entries: Iterable[Entry]) -> list[PairDecision | Undo]:
    """Decisions of pairs and their undoing, in the ledger's replay order."""
    standing: dict[str, PairDecision] = {}
    said: list[PairDecision | Undo] = []
    for entry in entries:
        if entry.kind == "decision.made":
            body = entry.body_as(Decision)
            made = MadeDecision(
                id=decision_id(entry.writer, body), decision=body, at=entry.at, writer=entry.writer, seq=entry.seq
            )
            for decision in pair_decisions([made]):
                said = [one for one in said if one.id != decision.id]  # said again: the last time holds
                said.append(decision)
                standing[decision.id] = decision
        elif entry.kind == "decision.undone":
            undone = entry.body_as(DecisionUndone)
            if standing.pop(undone.decision, None):
                undo_id = f"{undone.decision}.undone"
                said.append(Undo(id=undo_id, undoes=undone.decision, by=entry.writer, at=entry.at, reason=undone.reason))
    return said


def compare_lists(book: Book, content: Content, older: str, newer: str) -> ReleaseChange:
    """Two releases of one list, by id or by the start of an id. Raises ``ListError`` where they are of two lists.

    A row without a number of its own whose cells changed has another id; where both rows are of one person it is a correction.
    """
    state = book.state()
    before, after = _release_id(state, older), _release_id(state, newer)
    releases = _releases(book)
    read = {release.item.id: release for release in releases}
    for name in (before, after):
        if name not in read:
            raise ListError("cannot be read.", item=name, hint="'tallybook list show BOOK' says why.")
    if read[before].item.added.list != read[after].item.added.list:
        raise ListError("are releases of two lists.", item=f"{older} and {newer}", hint="Compare two releases of one list.")
    same_list = [release for release in releases if release.item.added.list == read[before].item.added.list]
    earlier = same_list[: same_list.index(read[before])]
    persons = {record.id: record.person for record in content.persons.records}
    return compare_releases(
        _as_persons(read[before], persons), _as_persons(read[after], persons), [_as_persons(one, persons) for one in earlier]
    )


def _as_persons(release: Release, persons: dict[str, str]) -> PeopleList:
    """A release whose rows stand under their person's id, where no other row of it is about that person."""
    records = release.rows.records
    counts: dict[str, int] = {}
    for record in records:
        counts[persons[record.id]] = counts.get(persons[record.id], 0) + 1
    named = tuple(
        msgspec.structs.replace(record, id=persons[record.id]) if counts[persons[record.id]] == 1 else record
        for record in records
    )
    return msgspec.structs.replace(release.rows, records=named)


def _release_id(state: State, name: str) -> str:
    found = [item.id for item in in_order(state.lists) if item.id.startswith(name)]
    if len(found) != 1:
        what = "is no release of a list of this book." if not found else "begins more than one release's id."
        raise ListError(what, item=name, hint="'tallybook list show BOOK' prints their ids.")
    return found[0]
