"""The check of a whole ledger: the file, the append-only triggers, and every hash, link, signature and fork in it.

It reads rows raw, since in a tampered file a column may hold anything, and it goes on after a finding, so that one
report names every damaged item.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from tallybook.errors import BookError, IntegrityError
from tallybook.ledger._feed import read_writer
from tallybook.ledger._format import NO_PREVIOUS, Entry, entry_hash, is_digest, name_item, read_entry, signed_message
from tallybook.ledger._keys import verify_signature
from tallybook.ledger._merge import forks
from tallybook.ledger._merkle import root
from tallybook.ledger._note import open_checkpoint, read_checkpoint
from tallybook.ledger._proofs import feed_leaves, feed_origin, origin_writer
from tallybook.ledger._store import SCHEMA, Store
from tallybook.model import Record

FindingKind: TypeAlias = Literal[
    "file", "schema", "row", "gap", "chain", "hash", "payload", "writer", "signature", "seen", "fork", "checkpoint"
]  # fmt: skip


_AT_ONCE = 4096  # entries read before their signatures are checked together
_PART = 256  # of which a thread takes this many at a time


class Finding(Record, frozen=True):
    """One thing that is not as it was recorded: its kind, the item it is about, and what is wrong, in words."""

    kind: FindingKind
    item: str
    what: str


@dataclass
class _Feed:
    """What the rows of one feed must agree with as they are read in order."""

    public: bytes | None = None
    seq: int = -1
    hashes: dict[int, set[str]] = field(default_factory=dict)


def verify(store: Store, book: str, checkpoints: list[str], progress: Callable[[int, int], None] | None = None) -> list[Finding]:
    """Every finding, in the order of the check; empty where the ledger is whole."""
    found: list[Finding] = []
    check = _Check(store, book, progress)
    try:
        store.db.execute("BEGIN")
        for part in (check.file, check.schema, check.entries, check.branches, check.heads, check.forked):
            found.extend(part())
        for note in checkpoints:
            found.extend(check.checkpoint(note))
    except sqlite3.DatabaseError as error:
        found.append(Finding(kind="file", item=str(store.path), what=f"SQLite cannot read the file further: {error}."))
    finally:
        _end(store)
    return found


def _end(store: Store) -> None:
    try:
        store.db.execute("ROLLBACK")
    except sqlite3.Error:
        return


class _Check:
    def __init__(self, store: Store, book: str, progress: Callable[[int, int], None] | None) -> None:
        self._store = store
        self._book = book
        self._progress = progress
        self._feeds: dict[str, _Feed] = {}
        self._seen: list[Entry] = []
        self._unsigned: list[tuple[bytes, Entry]] = []
        self._done = 0
        self._total = 0

    def file(self) -> Iterator[Finding]:
        for (line,) in self._store.db.execute("PRAGMA integrity_check").fetchall():
            if line != "ok":
                yield Finding(kind="file", item=str(self._store.path), what=f"SQLite reports: {line}")

    def schema(self) -> Iterator[Finding]:
        held = dict(self._store.db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall())
        for name, sql in SCHEMA.items():
            if held.pop(name, None) != sql.strip():
                yield Finding(
                    kind="schema", item=name, what="a table or trigger that keeps the ledger append-only was changed or removed."
                )
        for name in sorted(held):
            yield Finding(kind="schema", item=name, what="a table or trigger was added that does not belong to a ledger.")

    def entries(self) -> Iterator[Finding]:
        self._total = self._store.count("entries") + self._store.count("forks")
        yield from self._table("entries")

    def branches(self) -> Iterator[Finding]:
        yield from self._table("forks")

    def heads(self) -> Iterator[Finding]:
        for entry in self._seen:
            for head in entry.seen:
                held = self._feeds.get(head.writer, _Feed()).hashes.get(head.seq, set())
                if head.hash not in held:
                    what = (
                        f"its writer had seen {name_item(head.writer, head.seq)}, which is not here in that form: was it cut off?"
                    )
                    yield Finding(kind="seen", item=entry.item, what=what)

    def forked(self) -> Iterator[Finding]:
        for fork in forks(self._store):
            what = f"{len(fork.hashes)} different entries bear this number; from it on, this writer's entries do not count."
            yield Finding(kind="fork", item=name_item(fork.writer, fork.seq), what=what)

    def checkpoint(self, note: str) -> Iterator[Finding]:
        try:
            said = read_checkpoint(note)
            writer = origin_writer(said.origin) or ""
            public = self._feeds.get(writer, _Feed()).public
            if public is None:
                yield Finding(kind="checkpoint", item=said.origin, what="the checkpoint is of a feed that is not here.")
                return
            said = open_checkpoint(note, public, feed_origin(writer))
        except IntegrityError as error:
            yield Finding(kind="checkpoint", item="a checkpoint", what=str(error))
            return
        leaves = feed_leaves(self._store, writer, said.size)
        if len(leaves) < said.size:
            what = f"it was signed over {said.size} entries, of which {len(leaves)} are here: later ones were cut off."
            yield Finding(kind="checkpoint", item=f"feed of writer {writer[:12]}", what=what)
        elif root(leaves) != said.root:
            yield Finding(
                kind="checkpoint",
                item=f"feed of writer {writer[:12]}",
                what="the feed is not the one that was signed: it was rewritten.",
            )

    def _table(self, name: str) -> Iterator[Finding]:
        for row in self._store.raw_rows(name):
            yield from self._entry(row, main=name == "entries")
            if len(self._unsigned) >= _AT_ONCE:
                yield from self._signatures()
        yield from self._signatures()

    def _signatures(self) -> Iterator[Finding]:
        """Check the signatures that were put off: on all cores, since that is nearly all of the work."""
        from concurrent.futures import ThreadPoolExecutor

        waiting, self._unsigned = self._unsigned, []
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            parts = [waiting[start : start + _PART] for start in range(0, len(waiting), _PART)]
            for entry in (bad for part in pool.map(_wrongly_signed, parts) for bad in part):
                yield Finding(kind="signature", item=entry.item, what="its signature is not its writer's.")

    def _entry(self, row: tuple[object, ...], *, main: bool) -> Iterator[Finding]:
        self._done += 1
        if self._progress:
            self._progress(self._done, self._total)
        entry, problem = _read_row(row)
        if problem:
            yield problem
        writer, seq, digest = row[0], row[1], row[3]
        if not isinstance(writer, str) or not isinstance(seq, int):
            return
        feed = self._feeds.setdefault(writer, _Feed())
        if main and seq != feed.seq + 1:
            yield Finding(kind="gap", item=name_item(writer, feed.seq + 1), what=f"entries are missing up to number {seq}.")
        expected = feed.hashes.get(seq - 1, set()) if seq else {NO_PREVIOUS}
        if (expected or not main) and row[2] not in expected:
            yield Finding(kind="chain", item=name_item(writer, seq), what="it does not follow the entry before it.")
        feed.seq = seq if main else feed.seq
        feed.hashes.setdefault(seq, set()).add(str(digest))
        if entry:
            yield from self._signed(feed, entry, whole=problem is None)

    def _signed(self, feed: _Feed, entry: Entry, *, whole: bool) -> Iterator[Finding]:
        if entry.seen:
            self._seen.append(entry)
        if entry.seq == 0 and feed.public is None:
            try:
                feed.public = read_writer(entry, self._book)
            except (IntegrityError, BookError) as error:
                yield Finding(kind="writer", item=entry.item, what=error.what)
        if not whole:
            return
        if feed.public is None:
            yield Finding(
                kind="signature", item=entry.item, what="its signature cannot be checked, for the writer's key is not known."
            )
        else:
            self._unsigned.append((feed.public, entry))


def _wrongly_signed(part: list[tuple[bytes, Entry]]) -> list[Entry]:
    return [entry for public, entry in part if not verify_signature(public, signed_message(entry.hash), entry.signature)]


def _read_row(row: tuple[object, ...]) -> tuple[Entry | None, Finding | None]:
    """The entry of a raw row, where it can be read at all, and what is wrong with it."""
    writer, seq, prev, digest, data, signature = row
    item = name_item(str(writer), seq if isinstance(seq, int) else -1)
    if (
        not isinstance(writer, str) or not isinstance(seq, int) or not isinstance(prev, str) or not isinstance(digest, str)
        or not isinstance(data, bytes) or not isinstance(signature, bytes) or not is_digest(writer) or not is_digest(prev)
        or not is_digest(digest) or seq < 0
    ):  # fmt: skip
        return None, Finding(kind="row", item=item, what="a column holds something that no ledger writes there.")
    try:
        entry = read_entry(writer, seq, prev, digest, data, signature)
    except IntegrityError as error:
        return None, Finding(kind="payload", item=item, what=error.what)
    if entry_hash(writer, seq, prev, data) != digest:
        return entry, Finding(kind="hash", item=item, what="the stored bytes are not those that were hashed and signed.")
    return entry, None
