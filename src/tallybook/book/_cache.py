"""What a stage made from given inputs, by the digest of those inputs.

Disposable: it holds nothing that cannot be made again, so it may be deleted at any time, and it is never trusted to be true
by ``check``, which recomputes. It stands beside ``derived.sqlite`` so that the derived file depends on its inputs alone and
not on the order in which a book grew.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

_BATCH = 500


def key_of(*parts: str | bytes) -> bytes:
    """A key from parts; lengths are hashed too, so that no two lists of parts share one."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()


class Cache:
    """A table of bytes by (stage, key) in one SQLite file. ``path=None`` keeps it in memory."""

    def __init__(self, path: Path | None) -> None:
        self._connection = _open(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._connection.close()

    def find(self, stage: str, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """What is known of these keys."""
        wanted = sorted(set(keys))
        found: dict[bytes, bytes] = {}
        for batch in _batches(wanted):
            marks = ",".join("?" * len(batch))
            rows = self._connection.execute(
                f"SELECT key, value FROM made WHERE stage = ? AND key IN ({marks})",  # noqa: S608 - only question marks
                (stage, *batch),
            )
            found.update(rows)
        return found

    def keep(self, stage: str, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Remember what was made."""
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO made (stage, key, value) VALUES (?, ?, ?)", ((stage, key, value) for key, value in rows)
            )

    def keep_only(self, stage: str, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Remember what was made, and forget what else this stage made: it is large, and only its last state is of use."""
        with self._connection:
            self._connection.execute("DELETE FROM made WHERE stage = ?", (stage,))
        self.keep(stage, rows)


def _batches(keys: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]


def _open(path: Path | None) -> sqlite3.Connection:
    """Open the file; a damaged cache is thrown away, since it can be made again."""
    try:
        return _prepare(path)
    except sqlite3.DatabaseError:
        if path is None:
            raise
        path.unlink(missing_ok=True)
        return _prepare(path)


def _prepare(path: Path | None) -> sqlite3.Connection:
    connection = sqlite3.connect(path or ":memory:", timeout=30)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS made (stage TEXT, key BLOB, value BLOB, PRIMARY KEY (stage, key)) WITHOUT ROWID"
    )
    return connection
