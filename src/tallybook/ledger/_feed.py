"""One writer's feed: where it stands, and how entries are added to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tallybook.errors import BookError, IntegrityError
from tallybook.ledger._format import (
    FORMAT,
    NO_PREVIOUS,
    WRITER_KIND,
    Entry,
    Head,
    WriterBody,
    encode_body,
    encode_payload,
    entry_hash,
    name_item,
    read_entry,
    signed_message,
    writer_id,
)
from tallybook.ledger._keys import WriterKey, read_public_line
from tallybook.ledger._store import Store, speaking_plainly


@dataclass(frozen=True)
class Tip:
    """Where a feed stands: its last entry (``seq`` -1 where it is empty) and the heads of others that it has recorded so far."""

    writer: str
    seq: int = -1
    hash: str = NO_PREVIOUS
    seen: dict[str, int] = field(default_factory=dict)


def read_book(store: Store) -> str:
    """The book's id, from the first entry of the file."""
    with speaking_plainly(store.path):
        first = next(iter(store.select("WHERE seq = 0 ORDER BY position LIMIT 1")), None)
    if first is None:
        raise IntegrityError("the ledger has no first entry.", item=str(store.path), hint="Restore the book from a copy.")
    return first.body_as(WriterBody).book


def read_writer(entry: Entry, book: str) -> bytes:
    """The public key of a feed from its entry 0. Raises IntegrityError where the entry is not that writer's in this book."""
    if entry.kind != WRITER_KIND or entry.seq != 0:
        raise IntegrityError("does not introduce its writer.", item=entry.item)
    body = entry.body_as(WriterBody)
    public = read_public_line(body.key)
    if body.book != book:
        raise IntegrityError("belongs to another book.", item=entry.item, hint="Merge only copies of one book.")
    if body.format > FORMAT:
        raise BookError(
            f"was written by a newer tallybook (ledger format {body.format}).", item=entry.item, hint="Update tallybook."
        )
    if writer_id(book, public) != entry.writer:
        raise IntegrityError("names a key that is not its writer's.", item=entry.item)
    return public


def heads(store: Store) -> tuple[Head, ...]:
    """The last entry of each feed, by writer."""
    rows = store.db.execute("SELECT writer FROM entries WHERE seq = 0 ORDER BY writer").fetchall()
    last = "SELECT seq, hash FROM entries WHERE writer = ? ORDER BY seq DESC LIMIT 1"
    found = [(writer, store.db.execute(last, (writer,)).fetchone()) for (writer,) in rows]
    return tuple(Head(writer=writer, seq=seq, hash=digest) for writer, (seq, digest) in found)


def find_tip(store: Store, writer: str, known: Tip | None) -> Tip:
    """Where the feed stands now, starting from what was known before: another process may have written with the same key."""
    tip = known or Tip(writer=writer)
    row = store.db.execute("SELECT seq, hash FROM entries WHERE writer = ? ORDER BY seq DESC LIMIT 1", (writer,)).fetchone()
    if row is None:
        return Tip(writer=writer)
    seen = dict(tip.seen)
    # the text search only spares decoding entries that name no heads
    later = "WHERE writer = ? AND seq > ? AND instr(bytes, ?) ORDER BY seq"
    for entry in store.select(later, (writer, tip.seq, b'"seen"')):
        seen.update((head.writer, head.seq) for head in entry.seen)
    return Tip(writer=writer, seq=row[0], hash=row[1], seen=seen)


def extend(
    store: Store, tip: Tip, key: WriterKey, book: str, at: str, items: Sequence[tuple[str, bytes]]
) -> tuple[list[Entry], Tip]:
    """Sign and insert entries for the ``(kind, encoded body)`` pairs, inside a transaction. Returns them and the feed's tip."""
    refuse_frozen(store, tip.writer)
    if tip.seq < 0:
        body = WriterBody(format=FORMAT, book=book, name=key.name, key=key.public_line)
        tip = _add(store, tip, key, at, WRITER_KIND, encode_body(WRITER_KIND, body), _news(store, tip))[1]
    made: list[Entry] = []
    for kind, data in items:
        entry, tip = _add(store, tip, key, at, kind, data, () if made else _news(store, tip))
        made.append(entry)
    return made, tip


def refuse_frozen(store: Store, writer: str) -> None:
    """Raise BookError where this writer has forked: its further entries would count nowhere."""
    row = store.db.execute("SELECT min(seq) FROM forks WHERE writer = ?", (writer,)).fetchone()
    if row[0] is not None:
        raise BookError(
            "there are two different entries with this number: a copy of the key or an older copy of the book was written to.",
            item=name_item(writer, row[0]),
            hint="This writer is frozen. Make a fresh key on this device and go on with it.",
        )


def _news(store: Store, tip: Tip) -> tuple[Head, ...]:
    """Heads of other feeds that moved since this feed last recorded them."""
    return tuple(head for head in heads(store) if head.writer != tip.writer and head.seq > tip.seen.get(head.writer, -1))


def _add(store: Store, tip: Tip, key: WriterKey, at: str, kind: str, body: bytes, seen: tuple[Head, ...]) -> tuple[Entry, Tip]:
    seq = tip.seq + 1
    salt = key.salt(b"\n".join((tip.writer.encode(), tip.hash.encode(), kind.encode(), at.encode(), body)))
    data = encode_payload(kind, at, body, seen, salt)
    digest = entry_hash(tip.writer, seq, tip.hash, data)
    entry = read_entry(tip.writer, seq, tip.hash, digest, data, key.sign(signed_message(digest)))
    store.insert(entry)
    known = {**tip.seen, **{head.writer: head.seq for head in seen}} if seen else tip.seen
    return entry, replace(tip, seq=seq, hash=digest, seen=known)
