"""Taking in entries of another copy of the book: set union, with forks kept beside and shown.

A fork is two different entries with one writer and number: a restored backup, or a stolen key. Both are kept; from that
number on neither counts, on any copy that holds both, in whatever order they came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tallybook.errors import IntegrityError
from tallybook.ledger._feed import read_writer
from tallybook.ledger._format import Entry, entry_hash, is_digest, name_item, read_entry, signed_message
from tallybook.ledger._keys import verify_signature
from tallybook.ledger._store import Store, speaking_plainly
from tallybook.model import Record


class Fork(Record, frozen=True):
    """A frozen writer: the lowest number that two different entries bear, and the hashes of all of that number."""

    writer: str
    seq: int
    hashes: tuple[str, ...]


class Merged(Record, frozen=True):
    """What a merge did: entries added to feeds, those here already, those kept as branches of a fork; and all forks known now."""

    added: int
    known: int
    branched: int
    forks: tuple[Fork, ...]


def frozen(store: Store) -> dict[str, int]:
    """Writer to the number from which its entries do not count."""
    return dict(store.db.execute("SELECT writer, min(seq) FROM forks GROUP BY writer ORDER BY writer").fetchall())


def forks(store: Store) -> tuple[Fork, ...]:
    """Every fork, by writer."""
    found = []
    for writer, seq in frozen(store).items():
        at = "SELECT hash FROM {} WHERE writer = ? AND seq = ?"
        rows = [row for table in ("entries", "forks") for row in store.db.execute(at.format(table), (writer, seq)).fetchall()]
        found.append(Fork(writer=writer, seq=seq, hashes=tuple(sorted(row[0] for row in rows))))
    return tuple(found)


def check(store: Store, book: str, entries: Iterable[Entry], progress: Callable[[int, int], None] | None = None) -> list[Entry]:
    """The entries by writer and number, each verified alone. Raises IntegrityError at the first that is not what it says."""
    batch = sorted(entries, key=lambda entry: (entry.writer, entry.seq, entry.hash))
    keys: dict[str, bytes] = {}
    checked = []
    for done, given in enumerate(batch, 1):
        entry = _reread(given)
        if entry.seq == 0:
            keys[entry.writer] = read_writer(entry, book)
        elif entry.writer not in keys:
            keys[entry.writer] = _held_key(store, book, entry.writer)
        if not verify_signature(keys[entry.writer], signed_message(entry.hash), entry.signature):
            raise IntegrityError("is not signed by its writer.", item=entry.item, hint="Ask the sender for a fresh copy.")
        checked.append(entry)
        if progress:
            progress(done, len(batch))
    return checked


def apply(store: Store, checked: list[Entry]) -> Merged:
    """Insert what is not here; call it inside a transaction. Raises IntegrityError where a predecessor is missing."""
    counts = {"known": 0, "entries": 0, "forks": 0}
    for entry in checked:
        place = _place(store, entry)
        counts[place] += 1
        if place != "known":
            store.insert(entry, place)
    return Merged(added=counts["entries"], known=counts["known"], branched=counts["forks"], forks=forks(store))


def _reread(given: Entry) -> Entry:
    """The entry with everything but its bytes and signature derived anew: nothing that a sender says about it is believed."""
    named = is_digest(given.writer) and is_digest(given.prev) and 0 <= given.seq < 1 << 63
    if not named or given.hash != entry_hash(given.writer, given.seq, given.prev, given.data):
        raise IntegrityError(
            "its bytes do not have the hash it names.", item=name_item(given.writer, given.seq), hint="Ask for a fresh copy."
        )
    return read_entry(given.writer, given.seq, given.prev, given.hash, given.data, given.signature)


def _held_key(store: Store, book: str, writer: str) -> bytes:
    with speaking_plainly(store.path):
        first = next(iter(store.select("WHERE writer = ? AND seq = 0", (writer,))), None)
    if first is None:
        raise IntegrityError(
            "is missing, which introduces the writer of others.", item=name_item(writer, 0), hint="Ask for the whole feed."
        )
    return read_writer(first, book)


def _place(store: Store, entry: Entry) -> str:
    """Where an entry belongs: ``known`` already, in ``entries``, or among the ``forks``."""
    main = _hashes(store, "entries", entry.writer, entry.seq)
    if entry.hash in main or entry.hash in _hashes(store, "forks", entry.writer, entry.seq):
        return "known"
    if entry.seq == 0:
        return "forks" if main else "entries"
    before = _hashes(store, "entries", entry.writer, entry.seq - 1)
    if entry.prev in before and not main:
        return "entries"
    if entry.prev in before or entry.prev in _hashes(store, "forks", entry.writer, entry.seq - 1):
        return "forks"
    raise IntegrityError(
        "cannot be added, because the one before it is missing.",
        item=entry.item,
        hint="Ask the sender for all entries after the last one that is here.",
    )


def _hashes(store: Store, table: str, writer: str, seq: int) -> set[str]:
    rows = store.db.execute(f"SELECT hash FROM {table} WHERE writer = ? AND seq = ?", (writer, seq))  # noqa: S608 - a table name of ours
    return {row[0] for row in rows}
