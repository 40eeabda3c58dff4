"""What changed in the tolls between two moments of a book, why, and by which evidence and which decisions.

A change is owed to a decision if it is not there once everything is reconciled without that decision: no guess by names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from tallybook.book._book import Book
from tallybook.book._build import is_current, make_content
from tallybook.book._cache import Cache
from tallybook.book._content import Content
from tallybook.book._derived import read_derived
from tallybook.book._known import known_on
from tallybook.book._moments import Moment
from tallybook.book._reconcile import bears_on_tolls, reconcile_book
from tallybook.book._state import DecisionUndone, Item, ListItem, MadeDecision, State
from tallybook.ledger import Ledger
from tallybook.model import Reconciliation, Record
from tallybook.tolls import Change, difference

Progress = Callable[[int, int], None]


class Piece(Record, frozen=True):
    """A file that came in or was withdrawn between two moments. ``reason`` is that of a withdrawal, None where the later moment
    does not know of it.
    """

    item: str
    name: str
    reason: str | None = None


class Judged(Record, frozen=True):
    """A decision made or taken back between two moments. ``reason`` is that of the making or of the undoing."""

    decision: str
    verb: str
    subject: str
    object: str | None
    reason: str


class Words(Record, frozen=True):
    """The words of a statement that a change names. ``standing``: ``new``, ``gone``, or ``both`` where both moments have it."""

    statement: str
    text: str
    publisher: str | None
    file: str
    item: str
    standing: str


class Compared(Record, frozen=True):
    """What ``tallybook diff --json`` prints."""

    before: str
    after: str
    added: tuple[Piece, ...]
    withdrawn: tuple[Piece, ...]
    decided: tuple[Judged, ...]
    undone: tuple[Judged, ...]
    changes: tuple[Change, ...]
    words: tuple[Words, ...]
    schema: str = "tallybook.diff/1"


def compare_moments(book: Book, before: Moment, after: Moment, *, progress: Progress | None = None) -> Compared:
    """Everything that changed in the tolls from one moment to another.

    The settings are those of the book as it is: the record does not hold them.
    """
    with book.locked(), book.cache() as cache:
        earlier, later = _content(book, before, cache), _content(book, after, cache)
        made = _missing(before.state, after.state)
        undone = _missing(after.state, before.state)
        without = {}
        for done, one in enumerate((*made, *undone), start=1):
            if bears_on_tolls(one):
                without[one.id] = (_decided(one, undone=done > len(made)), _otherwise(book, after, later, one, cache))
            if progress:
                progress(done, len(made) + len(undone))
    changes = difference(earlier.reconciliation, later.reconciliation, without=without)
    reasons = _undoings(book)
    return Compared(
        before=before.words,
        after=after.words,
        added=tuple(Piece(item=item.id, name=item.added.name) for item in _items(after.state, before.state)),
        withdrawn=tuple(_withdrawn(item, after.state) for item in _items(before.state, after.state)),
        decided=tuple(_judged(one, one.decision.reason) for one in made),
        undone=tuple(_judged(one, reasons.get(one.id, "")) for one in undone),
        changes=changes,
        words=_words(changes, earlier, later),
    )


def _content(book: Book, moment: Moment, cache: Cache) -> Content:
    """The content at a moment; what was built is taken as it is, where it is of that very state."""
    content = read_derived(book.derived_path) if is_current(book, moment.state) else make_content(book, moment.state, cache)
    return known_on(book, content, moment.day, state=moment.state)[0] if moment.day else content


def _missing(one: State, other: State) -> list[MadeDecision]:
    """The decisions of ``other`` that do not stand in ``one``."""
    known = {made.id for made in one.decisions}
    return [made for made in other.decisions if made.id not in known]


def _otherwise(book: Book, after: Moment, content: Content, decision: MadeDecision, cache: Cache) -> Reconciliation:
    """The later moment's tolls as they would be had this decision not been made, or not been taken back."""
    standing = {made.id: made for made in after.state.decisions}
    if standing.pop(decision.id, None) is None:
        standing[decision.id] = decision
    state = msgspec.structs.replace(after.state, decisions=tuple(standing[key] for key in sorted(standing)))
    if after.day:
        return known_on(book, content, after.day, state=state)[0].reconciliation
    return reconcile_book(
        content.statements, content.documents, content.passages, content.places, content.persons, state, book.settings, cache
    )


def _decided(made: MadeDecision, *, undone: bool) -> str:
    judged = made.decision
    sides = " / ".join(f"“{side}”" for side in (judged.subject, judged.object or judged.value) if side)
    head = "no longer decided" if undone else "decided"
    return f"{head}: {judged.verb.replace('_', ' ')} {sides}, “{judged.reason}”"


def _judged(made: MadeDecision, reason: str) -> Judged:
    judged = made.decision
    return Judged(decision=made.id, verb=judged.verb, subject=judged.subject, object=judged.object or judged.value, reason=reason)


def _undoings(book: Book) -> Mapping[str, str]:
    """Decision → the reason with which it was taken back, the last one where there are several."""
    with Ledger.open(book.ledger_path) as ledger:
        gone = [entry.body_as(DecisionUndone) for entry in ledger.entries() if entry.kind == "decision.undone"]
    return {one.decision: one.reason for one in gone}


def _items(one: State, other: State) -> list[Item | ListItem]:
    """The evidence and the releases of lists that count in ``one`` and not in ``other``, by name."""
    found: dict[str, Item | ListItem] = {item.id: item for item in one.items}
    found.update((release.id, release) for release in one.lists)
    for name in (*(item.id for item in other.items), *(release.id for release in other.lists)):
        found.pop(name, None)
    return sorted(found.values(), key=lambda item: (item.added.name, item.id))


def _withdrawn(item: Item | ListItem, after: State) -> Piece:
    reasons = {gone.id: reason for gone, reason in after.withdrawn}
    return Piece(item=item.id, name=item.added.name, reason=reasons.get(item.id))


def _words(changes: Iterable[Change], earlier: Content, later: Content) -> tuple[Words, ...]:
    """The words of every statement that a change names, once each, with the file that holds them."""
    named = {name for change in changes for name in change.evidence}
    old, new = ({statement.id for statement in content.statements} for content in (earlier, later))
    found: dict[str, Words] = {}
    for content in (later, earlier):
        documents = {document.id: document for document in content.documents}
        files = {item.id: item.name for item in content.items}
        for statement in content.statements:
            if statement.id in named and statement.id not in found:
                document = documents[statement.document]
                found[statement.id] = Words(
                    statement=statement.id, text=statement.text, publisher=document.publisher, file=files[document.item],
                    item=document.item, standing="both" if statement.id in old & new else "new" if statement.id in new else "gone",
                )  # fmt: skip
    return tuple(found[key] for key in sorted(found))
