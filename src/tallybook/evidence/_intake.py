"""A file into the store, with proof that it was one and the same file from the first byte to the last."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Self

from tallybook.errors import EvidenceError
from tallybook.evidence._names import data_name, show_name
from tallybook.evidence._store import ObjectStore, Stored

# Never follow a link that took the file's place since the walk; never wait for the other end of a pipe.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_FLAGS |= getattr(os, "O_BINARY", 0)


def intake(path: Path, store: ObjectStore, limit: int | None = None) -> Stored:
    """Store the file's bytes. ``limit``: the most bytes to take.

    Raises ``EvidenceError`` where the file is unreadable, no regular file, too large, or changed or vanished while it was read;
    ``StorageError`` where the store's disk refuses. Either way the store is as it was.
    """
    item = show_name(data_name(path))
    with _Watched(path, item) as file:
        return store.add(file, limit=limit, item=item, confirm=file.confirm)


class _Watched:
    """An open file that can tell whether it is still the file that was opened."""

    def __init__(self, path: Path, item: str) -> None:
        self._path = path
        self._item = item

    def __enter__(self) -> Self:
        try:
            self._descriptor = os.open(self._path, _FLAGS)
        except OSError as error:
            raise _unreadable(error, self._item) from error
        self._before = os.fstat(self._descriptor)
        if not stat.S_ISREG(self._before.st_mode):
            os.close(self._descriptor)
            raise EvidenceError(
                "this is no file with contents (a folder, a device, a socket or a pipe).", item=self._item, hint="Name a file."
            )
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)

    def read(self, size: int, /) -> bytes:
        try:
            return os.read(self._descriptor, size)
        except OSError as error:
            # Not to be taken for a refusal of the store's own disk.
            raise _unreadable(error, self._item) from error

    def confirm(self) -> None:
        """Raise where the open file changed, or its name no longer leads to it."""
        after = os.fstat(self._descriptor)
        try:
            named = os.lstat(self._path)
        except FileNotFoundError as error:
            raise self._unsteady("it vanished while it was read.") from error
        except OSError as error:
            raise _unreadable(error, self._item) from error
        if (named.st_dev, named.st_ino) != (after.st_dev, after.st_ino):
            raise self._unsteady("another file took its place while it was read.")
        if (after.st_size, after.st_mtime_ns) != (self._before.st_size, self._before.st_mtime_ns):
            raise self._unsteady("it changed while it was read.")

    def _unsteady(self, what: str) -> EvidenceError:
        return EvidenceError(f"{what} Nothing of it was stored.", item=self._item, hint="Add it again once it is at rest.")


def _unreadable(error: OSError, item: str) -> EvidenceError:
    if isinstance(error, FileNotFoundError):
        return EvidenceError("there is no such file, or it vanished.", item=item, hint="See if the name is right.")
    return EvidenceError(
        f"it cannot be read ({error.strerror or type(error).__name__}).",
        item=item,
        hint="See that you may read it and it is no link.",
    )
