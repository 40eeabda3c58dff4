"""The object store: preserved bytes under their SHA-256 digest, ``root/sha256/ab/cd/<digest>``.

Invariant: a file under ``sha256/`` is whole and durable, or it is not there. Bytes stream into ``root/incoming/`` on the same
file system while they are hashed, are synced, renamed into place, and the folder is synced, before ``add`` returns.
A crash leaves at worst a file in ``incoming/``, which ``sweep`` removes.
Every read hashes again: no method returns bytes that are not what their digest says.
"""

from __future__ import annotations

import errno
import hashlib
import itertools
import os
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Literal, Protocol, TypeAlias

from tallybook.errors import EvidenceError, IntegrityError, StorageError
from tallybook.evidence._fs import Fs
from tallybook.evidence._names import show_name
from tallybook.model import Record

CHUNK = 1 << 20
Progress: TypeAlias = Callable[[int, int], None]
FindingKind: TypeAlias = Literal["damaged", "missing", "orphan", "foreign", "stale"]

_DIGEST = re.compile(r"[0-9a-f]{64}")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_counter = itertools.count()


class Stored(Record, frozen=True):
    """An object that is durably in the store. ``size`` in bytes; ``new`` is False where the store held it already."""

    digest: str
    size: int
    new: bool


class Finding(Record, frozen=True):
    """Something that ``check`` found. ``damaged`` and ``missing`` are losses; the other kinds are harmless and said.

    ``orphan``: an object that nothing refers to; ``foreign``: a file that the store did not put there; ``stale``: what
    an interrupted ``add`` left behind.
    """

    kind: FindingKind
    item: str
    detail: str


class Readable(Protocol):
    """Anything with ``read(size) -> bytes`` that returns ``b""`` at its end."""

    def read(self, size: int, /) -> bytes: ...


class ObjectStore:
    """Objects by digest under ``root``. Made where it is missing. Safe for several processes at once."""

    def __init__(self, root: Path, fs: Fs | None = None) -> None:
        self._root = root
        self._objects = root / "sha256"
        self._incoming = root / "incoming"
        self._fs = fs if fs is not None else Fs()

    @property
    def root(self) -> Path:
        return self._root

    def path(self, digest: str) -> Path:
        """Where the object lies or would lie. The bytes there are unverified until read through this store."""
        if not _DIGEST.fullmatch(digest):
            raise IntegrityError("this is not a SHA-256 digest in hex.", item=show_name(digest)[:80])
        return self._objects / digest[:2] / digest[2:4] / digest

    def __contains__(self, digest: str) -> bool:
        return self.path(digest).is_file()

    def add(
        self, stream: Readable, *, limit: int | None = None, item: str = "the file", confirm: Callable[[], None] | None = None
    ) -> Stored:
        """Store what ``stream`` gives. ``limit``: the most bytes to take; ``confirm`` runs before anything becomes visible
        and may raise, which leaves the store as it was.

        Raises ``EvidenceError`` over the limit, ``StorageError`` where the disk refuses.
        """
        with _refusals(item):
            self._make_folders()
            temporary = self._incoming / f"{os.getpid()}-{next(_counter)}.part"
            descriptor = self._fs.open_new(temporary)
            try:
                try:
                    digest, size = self._fill(descriptor, stream, limit, item)
                    if confirm is not None:
                        confirm()
                    self._fs.fsync(descriptor)
                    new = self._place(temporary, digest)
                finally:
                    self._fs.close(descriptor)
            except BaseException:
                with suppress(OSError):
                    self._fs.remove(temporary)
                raise
        return Stored(digest=digest, size=size, new=new)

    def read(self, digest: str) -> bytes:
        """The object's bytes, hashed again. Raises ``IntegrityError`` naming the object where they differ or are missing."""
        with self.open(digest) as file:
            data = file.read()
        # Hash what is returned, not what was on the disk a moment before.
        if hashlib.sha256(data).hexdigest() != digest:
            raise _damaged(digest)
        return data

    def open(self, digest: str) -> BinaryIO:
        """The object as a file at its start, after hashing all of it. For objects too large to hold in memory."""
        path = self.path(digest)
        try:
            file = path.open("rb")
        except FileNotFoundError as error:
            raise IntegrityError(
                "the stored bytes are missing.", item=f"object {digest}", hint="Bring evidence/ back from a copy."
            ) from error
        except OSError as error:
            raise _refusal(error, f"object {digest}") from error
        try:
            if _hash_file(file) != digest:
                raise _damaged(digest)
            file.seek(0)
        except OSError as error:
            file.close()
            raise IntegrityError(
                f"the disk cannot read the stored bytes ({error.strerror}).", item=f"object {digest}", hint=_FROM_COPY
            ) from error
        except BaseException:
            file.close()
            raise
        return file

    def verify(self, digest: str) -> Path:
        """The object's path, after hashing all of it: for a reader in another process, which hashes again what it reads."""
        self.open(digest).close()
        return self.path(digest)

    def digests(self) -> Iterator[str]:
        """All objects' digests, sorted."""
        return (path.name for path in self._files() if self._is_object(path))

    def check(self, known: Collection[str] | None = None, progress: Progress | None = None) -> Iterator[Finding]:
        """Hash every object again and yield what is wrong, sorted by path.

        ``known``: the digests that should be here; then objects beyond them are orphans, and absent ones missing.
        ``progress`` counts objects.
        """
        files = list(self._files())
        present = {path.name for path in files if self._is_object(path)}
        for done, path in enumerate(files, start=1):
            yield from self._check_one(path, known)
            if progress is not None:
                progress(done, len(files))
        for digest in sorted(set(known or ()) - present):
            yield Finding(kind="missing", item=digest, detail=f"The stored bytes are missing. {_FROM_COPY}")
        for path in self._stale():
            yield Finding(kind="stale", item=path.name, detail="An interrupted add left this behind; a sweep removes it.")

    def sweep(self) -> int:
        """Remove what interrupted adds left behind, leaving alone what a living process still writes. Returns how many."""
        removed = 0
        for path in self._stale():
            with suppress(FileNotFoundError):
                self._fs.remove(path)
                removed += 1
        return removed

    def _fill(self, descriptor: int, stream: Readable, limit: int | None, item: str) -> tuple[str, int]:
        hasher = hashlib.sha256()
        size = 0
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if limit is not None and size > limit:
                raise EvidenceError(
                    f"it is larger than {limit:,} bytes, the most that is taken.",
                    item=item,
                    hint="Cut it up, or raise the limit.",
                )
            hasher.update(chunk)
            rest = memoryview(chunk)
            while rest:
                rest = rest[self._fs.write(descriptor, rest) :]
        return hasher.hexdigest(), size

    def _place(self, temporary: Path, digest: str) -> bool:
        """Move a synced file under its digest. An object that is there already and whole stays; a damaged one is replaced."""
        target = self.path(digest)
        for folder in (target.parent.parent, target.parent):
            self._fs.make_folder(folder)
            self._fs.fsync_folder(folder.parent)
        whole = self._whole(target)
        if whole:
            self._fs.remove(temporary)
        else:
            self._fs.rename(temporary, target)
        # Also for an object found whole: whoever renamed it may have died before this.
        self._fs.fsync_folder(target.parent)
        return not whole

    def _whole(self, target: Path) -> bool:
        try:
            with target.open("rb") as file:
                return _hash_file(file) == target.name
        except OSError:
            return False

    def _make_folders(self) -> None:
        for folder in (self._root, self._objects, self._incoming):
            if not folder.is_dir():
                self._fs.make_folder(folder)
                self._fs.fsync_folder(folder.parent)

    def _files(self) -> Iterator[Path]:
        if self._objects.is_dir():
            yield from sorted(path for path in self._objects.rglob("*") if path.is_symlink() or not path.is_dir())

    def _stale(self) -> Iterator[Path]:
        if not self._incoming.is_dir():
            return
        for path in sorted(self._incoming.iterdir()):
            with suppress(FileNotFoundError):
                if not self._fs.in_use(path):
                    yield path

    def _is_object(self, path: Path) -> bool:
        return _DIGEST.fullmatch(path.name) is not None and path == self.path(path.name) and not path.is_symlink()

    def _check_one(self, path: Path, known: Collection[str] | None) -> Iterator[Finding]:
        if not self._is_object(path):
            name = show_name(str(path.relative_to(self._objects)))
            yield Finding(kind="foreign", item=name, detail="The store did not put this file here. Look at it, and move it away.")
            return
        try:
            self.verify(path.name)
        except (IntegrityError, StorageError) as error:
            yield Finding(kind="damaged", item=path.name, detail=f"{error.what} {error.hint or ''}".strip())
        if known is not None and path.name not in known:
            yield Finding(kind="orphan", item=path.name, detail="No entry refers to this object; an add was interrupted.")


_FROM_COPY = "Bring it back from a copy, or add the same file again."


def _hash_file(file: BinaryIO) -> str:
    hasher = hashlib.sha256()
    while chunk := file.read(CHUNK):
        hasher.update(chunk)
    return hasher.hexdigest()


def _damaged(digest: str) -> IntegrityError:
    return IntegrityError("the stored bytes are not what was recorded.", item=f"object {digest}", hint=_FROM_COPY)


@contextmanager
def _refusals(item: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _refusal(error, item) from error


def _refusal(error: OSError, item: str) -> StorageError:
    if error.errno in _FULL:
        return StorageError(
            "the disk is full, so it was not stored; what was stored before is whole.",
            item=item,
            hint="Free some space (or move the book to a larger disk), then add it again.",
        )
    return StorageError(
        f"the disk refused ({error.strerror or type(error).__name__}); what was stored before is whole.",
        item=item,
        hint="See that the book's folder can be written to and its disk is in place, then try again.",
    )
