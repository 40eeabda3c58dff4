"""The ledger of a book: signed feeds in one SQLite file. What is returned has been made durable before."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TypeAlias

from tallybook.errors import BookError, StorageError
from tallybook.ledger import _feed, _merge, _proofs, _verify
from tallybook.ledger._format import Body, Clock, Entry, Head, WriterBody, book_id, check_kind, encode_body, stamp, writer_id
from tallybook.ledger._keys import WriterKey
from tallybook.ledger._merge import Fork, Merged
from tallybook.ledger._order import Causality
from tallybook.ledger._place import refuse_network
from tallybook.ledger._store import WAIT_S, Store, speaking_plainly
from tallybook.ledger._verify import Finding

Order: TypeAlias = Literal["causal", "stored"]
Progress: TypeAlias = Callable[[int, int], None]


class Ledger:
    """An open ledger. One connection, for the thread that opened it; close it, or use it as a context manager.

    ``book`` is the book's id, ``writer`` the id under which this key writes here (None without a key: reading only).
    """

    def __init__(self, store: Store, writer: WriterKey | None = None, clock: Clock | None = None) -> None:
        self._store = store
        self._key = writer
        self._clock = clock
        self.book = _feed.read_book(store)
        self.writer = writer_id(self.book, writer.public) if writer else None
        self._tip: _feed.Tip | None = None

    @classmethod
    def create(cls, path: Path, *, writer: WriterKey, clock: Clock, wait_s: float = WAIT_S) -> Ledger:
        """Make a ledger with the writer's entry 0. It appears under its name only when whole and on disk.

        Raises BookError where something is there already or the folder lies on a network file system, StorageError where
        the disk refuses.
        """
        refuse_network(path)
        if path.exists():
            raise BookError("is there already.", item=str(path), hint="Open it, or name another folder.")
        making = path.with_name(f".{path.name}.{os.getpid()}.making")
        making.unlink(missing_ok=True)  # left by a process that died under this number
        try:
            _make(making, path, writer, clock)
            _publish(making, path)
        except OSError as error:
            raise StorageError(f"the ledger cannot be made ({error.strerror}).", item=str(path)) from error
        finally:
            for leftover in (making, Path(f"{making}-wal"), Path(f"{making}-shm")):
                with contextlib.suppress(OSError):
                    leftover.unlink(missing_ok=True)
        return cls.open(path, writer=writer, clock=clock, wait_s=wait_s)

    @classmethod
    def open(cls, path: Path, *, writer: WriterKey | None = None, clock: Clock | None = None, wait_s: float = WAIT_S) -> Ledger:
        """Open a ledger; without ``writer`` and ``clock`` for reading only. ``wait_s``: how long to wait for another's lock.

        Raises BookError where there is no ledger, it was made by a newer version, or it lies on a network file system.
        """
        if not path.is_file():
            raise BookError("there is no ledger here.", item=str(path), hint="Make a book first, or name another folder.")
        refuse_network(path)
        store = Store.connect(path, wait_s)
        try:
            return cls(store, writer, clock)
        except BaseException:
            store.db.close()
            raise

    def append(self, kind: str, body: Body) -> Entry:
        """Sign one entry and make it durable. See ``append_many``."""
        return self.append_many([(kind, body)])[0]

    def append_many(self, items: Sequence[tuple[str, Body]]) -> list[Entry]:
        """Sign the ``(kind, body)`` pairs and make them durable together: after a return all are there, after an error none.

        The first append of a writer who is new to the book writes the writer's entry 0 besides. Raises InputError for
        what cannot be an entry, BookError without a key, for a frozen writer or a lock held too long, StorageError on a
        full disk.
        """
        if self._key is None or self._clock is None:
            raise BookError(
                "was opened for reading only.", item=str(self._store.path), hint="Open it with a writer's key and a clock."
            )
        ready = [(check_kind(kind), encode_body(kind, body)) for kind, body in items]
        if not ready:
            return []
        at = stamp(self._clock)
        with self._store.writing():
            tip = _feed.find_tip(self._store, self._own(), self._tip)
            made, tip = _feed.extend(self._store, tip, self._key, self.book, at, ready)
        self._tip = tip
        return made

    def entries(self, order: Order = "causal") -> list[Entry]:
        """The entries, each re-hashed as it is read. ``causal``: the order of replay, without what a forked writer wrote from the
        fork on; ``stored``: all that is held as it arrived here, then the other branches of forks (what ``merge`` takes).
        """
        if order == "causal":
            return self.causality().order()
        with self._store.reading():
            return [entry for table in ("entries", "forks") for entry in self._store.select("ORDER BY position", table=table)]

    def causality(self) -> Causality:
        """The entries with who knew what: their order of replay, and which of them are concurrent."""
        with self._store.reading():
            frozen = _merge.frozen(self._store)
            return Causality(self._store.select("ORDER BY writer, seq"), frozen)

    def entry(self, writer: str, seq: int) -> Entry | None:
        """One entry, or None where it is not here."""
        with speaking_plainly(self._store.path):
            return next(iter(self._store.select("WHERE writer = ? AND seq = ?", (writer, seq))), None)

    def heads(self) -> tuple[Head, ...]:
        """The last entry of each feed, by writer: what a peer needs to know to send what is lacking."""
        with self._store.reading():
            return _feed.heads(self._store)

    def writers(self) -> dict[str, WriterBody]:
        """Writer's id to what entry 0 of that feed says, by id. Names are as their writers chose them."""
        with self._store.reading():
            return {entry.writer: entry.body_as(WriterBody) for entry in self._store.select("WHERE seq = 0 ORDER BY writer")}

    def forks(self) -> tuple[Fork, ...]:
        """The writers that are frozen because two different entries bear one number, by writer."""
        with self._store.reading():
            return _merge.forks(self._store)

    def merge(self, entries: Iterable[Entry], *, progress: Progress | None = None) -> Merged:
        """Take in another copy's entries: set union. All are verified before the first is written, in one transaction.

        Raises IntegrityError, having changed nothing, where one is not whole, not signed by its writer, of another book, or
        where those between it and ours are missing.
        """
        checked = _merge.check(self._store, self.book, entries, progress)
        with self._store.writing():
            return _merge.apply(self._store, checked)

    def verify(self, *, checkpoints: Iterable[str] = (), progress: Progress | None = None) -> list[Finding]:
        """Check every byte class of the file; an empty list means whole. ``checkpoints`` signed earlier prove that nothing was
        cut off or rewritten since.
        """
        return _verify.verify(self._store, self.book, list(checkpoints), progress)

    def checkpoint(self) -> str:
        """The signed C2SP checkpoint of the own feed: its Merkle root and size now."""
        if self._key is None or self.writer is None:
            raise BookError(
                "was opened for reading only.", item=str(self._store.path), hint="Open it with a writer's key and a clock."
            )
        with self._store.reading():
            return _proofs.checkpoint(self._store, self._key, self.writer)

    def prove_inclusion(self, writer: str, seq: int, size: int) -> list[bytes]:
        """RFC 6962 audit path of entry ``seq`` in that feed's tree of ``size`` entries."""
        with self._store.reading():
            return _proofs.inclusion(self._store, writer, seq, size)

    def prove_consistency(self, writer: str, earlier: int, later: int) -> list[bytes]:
        """RFC 6962 consistency proof between that feed's trees of ``earlier`` and ``later`` entries."""
        with self._store.reading():
            return _proofs.consistency(self._store, writer, earlier, later)

    def close(self) -> None:
        """Close the connection; the last one folds the write-ahead log into the file."""
        self._store.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _own(self) -> str:
        assert self.writer is not None  # noqa: S101 - append_many has asked for the key
        return self.writer


def _make(making: Path, path: Path, writer: WriterKey, clock: Clock) -> None:
    with speaking_plainly(path):
        db = sqlite3.connect(making, isolation_level=None)
        try:
            making.chmod(0o600)  # SQLite gives its log and shared memory the same mode
            initialise(Store(db, path), writer, clock)
        finally:
            db.close()


def initialise(store: Store, writer: WriterKey, clock: Clock) -> None:
    """Lay out an empty database as the ledger of a book that this writer begins."""
    store.configure()
    at = stamp(clock)
    book = book_id(writer.public, at)
    with store.writing():
        store.lay_out()
        _feed.extend(store, _feed.Tip(writer=writer_id(book, writer.public)), writer, book, at, [])


def _publish(making: Path, path: Path) -> None:
    try:
        os.link(making, path)  # fails where somebody else was quicker, as a rename would not
    except FileExistsError as error:
        raise BookError("is there already.", item=str(path), hint="Open it, or name another folder.") from error
    except OSError:  # a file system without links, such as that of most memory sticks
        making.rename(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
