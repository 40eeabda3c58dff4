"""Adding evidence: preserve first, record next, read last. What goes wrong with one file stays with that file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tallybook.book._book import Book, Clock
from tallybook.book._documents import take_documents
from tallybook.book._state import EvidenceAdded, Item
from tallybook.errors import EvidenceError
from tallybook.evidence import Converters, Found, Trouble, intake, show_name, walk
from tallybook.ledger import WriterKey
from tallybook.model import Record

MAX_BYTES = 2 * 1024**3
_BATCH = 200


class Added(Record, frozen=True):
    """What became of one file. ``preserved`` says that its bytes are in the book and recorded; ``outcome`` is a code of docs/evidence.md."""

    name: str
    preserved: bool
    outcome: str
    detail: str | None = None
    item: str | None = None
    already: bool = False


class Offer(Record, frozen=True):
    """A file or folder and what the person who adds it says of everything in it."""

    path: Path
    publisher: str | None = None
    published: dt.date | None = None
    url: str | None = None
    note: str | None = None


def add_evidence(
    book: Book,
    offers: Sequence[Offer],
    *,
    key: WriterKey,
    clock: Clock,
    progress: Callable[[int, int], None] | None = None,
) -> list[Added]:
    """Add files and folders. Each file's entry is written after its bytes are safe, in batches, so a crash loses no acknowledged file."""
    results: list[Added] = []
    with book.locked():
        present = {item.id for item in book.state().items}
        found = [(entry, offer) for offer in offers for entry in walk([offer.path])]
        for start in range(0, len(found), _BATCH):
            batch = found[start : start + _BATCH]
            results += _add_batch(book, batch, present, key, clock)
            if progress:
                progress(min(start + _BATCH, len(found)), len(found))
    return results


def _add_batch(
    book: Book, batch: Sequence[tuple[Found | Trouble, Offer]], present: set[str], key: WriterKey, clock: Clock
) -> list[Added]:
    results: list[Added] = []
    fresh: list[EvidenceAdded] = []
    for found, offer in batch:
        result, body = _preserve(book, found, offer, present)
        results.append(result)
        if body:
            fresh.append(body)
            present.add(body.item)
    if fresh:
        book.record(fresh, key=key, clock=clock)
    outcomes = dict(_outcomes(book, fresh))
    return [_with_outcome(result, outcomes) for result in results]


def _preserve(book: Book, found: Found | Trouble, offer: Offer, present: set[str]) -> tuple[Added, EvidenceAdded | None]:
    name = show_name(found.name)
    if isinstance(found, Trouble):
        return Added(name=name, preserved=False, outcome=found.code, detail=found.detail), None
    try:
        stored = intake(found.path, book.objects, limit=MAX_BYTES)
    except EvidenceError as error:
        return Added(name=name, preserved=False, outcome="not_preserved", detail=str(error)), None
    body = EvidenceAdded(
        digest=stored.digest, size=stored.size, name=found.name, publisher=offer.publisher, published=offer.published,
        url=offer.url, note=offer.note,
    )  # fmt: skip
    if body.item in present:
        return Added(name=name, preserved=True, outcome="ok", detail="Already in the book.", item=body.item, already=True), None
    return Added(name=name, preserved=True, outcome="ok", item=body.item), body


def _outcomes(book: Book, bodies: Sequence[EvidenceAdded]) -> Iterator[tuple[str, tuple[str, str | None]]]:
    """What can be read in each, found out now so that the person who adds a file hears of it; the build finds it in the cache."""
    if not bodies:
        return
    items = [Item(id=body.item, added=body, at="", writer="") for body in bodies]
    with book.cache() as cache, Converters() as converters:
        for taken in take_documents(items, book.objects, converters, cache):
            yield taken.outcome.id, (taken.outcome.outcome, taken.outcome.detail)


def _with_outcome(result: Added, outcomes: dict[str, tuple[str, str | None]]) -> Added:
    if result.item not in outcomes:
        return result
    outcome, detail = outcomes[result.item]
    return Added(name=result.name, preserved=True, outcome=outcome, detail=detail, item=result.item)
