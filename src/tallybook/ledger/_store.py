"""The SQLite file: its schema, its settings, its transactions and the plain words for its errors.

Every commit is durable before it is acknowledged (``synchronous=FULL``). Rows are only ever added: triggers refuse
everything else, against mistakes; against tampering stands the signed chain.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from tallybook.errors import BookError, IntegrityError, StorageError, TallybookError
from tallybook.ledger._format import FORMAT, Entry, entry_hash, name_item, read_entry

APPLICATION_ID = 0x74616C6C  # "tall"
WAIT_S = 10.0
_CHECK = "Run the check, and keep a copy before anything else."

Value: TypeAlias = str | int | bytes | None
_COLUMNS = "writer, seq, prev, hash, bytes, signature"

_TABLE = """
CREATE TABLE {table} (
  position INTEGER PRIMARY KEY,
  writer TEXT NOT NULL CHECK (length(writer) = 64),
  seq INTEGER NOT NULL CHECK (seq >= 0),
  prev TEXT NOT NULL CHECK (length(prev) = 64),
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  bytes BLOB NOT NULL CHECK (typeof(bytes) = 'blob'),
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  UNIQUE ({unique})
)"""
_REFUSE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"""
# INSERT OR REPLACE removes rows without firing the delete trigger, so an insert over a row is refused by itself
_NO_REPLACE = """
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE position = NEW.position OR ({match}))
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"""

SCHEMA: dict[str, str] = {
    "entries": _TABLE.format(table="entries", unique="writer, seq"),
    "entries_first": "CREATE INDEX entries_first ON entries (writer) WHERE seq = 0",
    "entries_no_update": _REFUSE.format(table="entries", verb="update"),
    "entries_no_delete": _REFUSE.format(table="entries", verb="delete"),
    "entries_no_replace": _NO_REPLACE.format(table="entries", match="writer = NEW.writer AND seq = NEW.seq"),
    "entries_in_chain": """
CREATE TRIGGER entries_in_chain BEFORE INSERT ON entries
WHEN NEW.seq > 0 AND NOT EXISTS (SELECT 1 FROM entries WHERE writer = NEW.writer AND seq = NEW.seq - 1 AND hash = NEW.prev)
BEGIN SELECT RAISE(ABORT, 'the entry does not follow the last one of its feed'); END""",
    "forks": _TABLE.format(table="forks", unique="writer, seq, hash"),
    "forks_no_update": _REFUSE.format(table="forks", verb="update"),
    "forks_no_delete": _REFUSE.format(table="forks", verb="delete"),
    "forks_no_replace": _NO_REPLACE.format(table="forks", match="writer = NEW.writer AND seq = NEW.seq AND hash = NEW.hash"),
}


class Cursor(Protocol):
    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """What the ledger needs of a connection in autocommit mode. ``sqlite3`` gives it, and so does APSW in the power cut tests."""

    def execute(self, sql: str, parameters: Sequence[Value] = ..., /) -> Cursor: ...
    def close(self) -> None: ...


class Store:
    """A connection to one ledger file, with its errors in plain words."""

    def __init__(self, db: Connection, path: Path) -> None:
        self.db = db
        self.path = path

    @classmethod
    def connect(cls, path: Path, wait_s: float = WAIT_S) -> Store:
        """Open an existing file and set the connection up. Raises BookError where it is not a ledger that this version reads."""
        with speaking_plainly(path):
            db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=wait_s, isolation_level=None)
        store = cls(db, path)
        try:
            store._check()
            store.configure()
        except TallybookError:
            db.close()
            raise
        return store

    def configure(self) -> None:
        with speaking_plainly(self.path):
            self.db.execute("PRAGMA synchronous = FULL")
            self.db.execute("PRAGMA trusted_schema = OFF")
            self.db.execute("PRAGMA cell_size_check = ON")
            mode = self.db.execute("PRAGMA journal_mode").fetchone()[0]
            if mode != "wal":
                self.db.execute("PRAGMA journal_mode = WAL").fetchone()

    def lay_out(self) -> None:
        """Make the tables; inside a transaction, so that a ledger is whole or not there."""
        self.db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        self.db.execute(f"PRAGMA user_version = {FORMAT}")
        for statement in SCHEMA.values():
            self.db.execute(statement)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction that holds the write lock from its start, so that what it read is still so when it writes."""
        with speaking_plainly(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.db.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):  # SQLite has rolled back by itself after some errors
                    self.db.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """One snapshot for several reads."""
        with speaking_plainly(self.path):
            self.db.execute("BEGIN")
            try:
                yield
            finally:
                with contextlib.suppress(sqlite3.Error):
                    self.db.execute("ROLLBACK")

    def insert(self, entry: Entry, table: str = "entries") -> None:
        row = (entry.writer, entry.seq, entry.prev, entry.hash, entry.data, entry.signature)
        self.db.execute(f"INSERT INTO {table} ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", row)  # noqa: S608 - a table name of ours

    def select(self, where: str, parameters: Sequence[Value] = (), table: str = "entries") -> Iterator[Entry]:
        for row in self.db.execute(f"SELECT {_COLUMNS} FROM {table} {where}", parameters):  # noqa: S608 - clauses of ours, values bound
            writer, seq, prev, digest, data, _ = row
            if entry_hash(writer, seq, prev, data) != digest:
                raise IntegrityError("the stored bytes are not those that were signed.", item=name_item(writer, seq), hint=_CHECK)
            yield read_entry(*row)

    def raw_rows(self, table: str) -> Iterator[tuple[object, ...]]:
        """The columns of every row by feed and number, unread, since tampered rows may hold anything."""
        yield from self.db.execute(f"SELECT {_COLUMNS} FROM {table} ORDER BY writer, seq, hash")  # noqa: S608 - a table name of ours

    def count(self, table: str) -> int:
        return int(self.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - a table name of ours

    def _check(self) -> None:
        with speaking_plainly(self.path):
            application = self.db.execute("PRAGMA application_id").fetchone()[0]
            version = self.db.execute("PRAGMA user_version").fetchone()[0]
        if application != APPLICATION_ID:
            raise BookError("is not a ledger.", item=str(self.path), hint="Name the folder of a book.")
        if version > FORMAT:
            raise BookError(
                f"was made by a newer tallybook (ledger format {version}; this one reads up to {FORMAT}).",
                item=str(self.path),
                hint="Update tallybook.",
            )


_HELD = "another command is writing to this book and did not finish in time."
_PLAIN: dict[int, tuple[type[TallybookError], str, str]] = {
    sqlite3.SQLITE_BUSY: (BookError, _HELD, "Wait for it to end, then try again."),
    sqlite3.SQLITE_LOCKED: (BookError, _HELD, "Wait for it to end, then try again."),
    sqlite3.SQLITE_NOTADB: (BookError, "is not a ledger.", "Name the folder of a book."),
    sqlite3.SQLITE_CANTOPEN: (
        StorageError,
        "cannot be opened.",
        "Check that the file is there and that you may write to its folder.",
    ),
    sqlite3.SQLITE_CORRUPT: (IntegrityError, "the file is damaged.", _CHECK),
    sqlite3.SQLITE_FULL: (
        StorageError,
        "the disk is full; nothing of this step was kept, all before it is safe.",
        "Free some space.",
    ),
    sqlite3.SQLITE_IOERR: (
        StorageError,
        "the disk failed; nothing of this step was acknowledged.",
        "Check the disk, then try again.",
    ),
    sqlite3.SQLITE_READONLY: (StorageError, "cannot be written to.", "Check the rights of the file and its folder."),
    sqlite3.SQLITE_PERM: (StorageError, "cannot be written to.", "Check the rights of the file and its folder."),
    sqlite3.SQLITE_CONSTRAINT: (IntegrityError, "the ledger refused the change: it is append-only.", "Report this as a bug."),
}


@contextlib.contextmanager
def speaking_plainly(path: Path) -> Iterator[None]:
    """SQLite's errors as the house's errors, naming the ledger's file."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None or code & 0xFF not in _PLAIN:
            raise
        kind, what, hint = _PLAIN[code & 0xFF]
        raise kind(what, item=str(path), hint=hint) from error
