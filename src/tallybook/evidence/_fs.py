"""The one seam between the object store and the disk, so that a test can die, fail or fill up at the n-th call.

Nothing else in this room writes to the disk. Each call is one system call (or as near as the platform allows), which is
what a crash can fall between.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no flock; an open file cannot be removed there either
    fcntl = None  # type: ignore[assignment]

_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_READ = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Fs:
    """Plain system calls on paths and descriptors. Every method raises ``OSError`` as the system does."""

    def make_folder(self, path: Path) -> None:
        """Make one folder, for its owner only; one that is there already is fine."""
        with suppress(FileExistsError):
            path.mkdir(mode=0o700)

    def open_new(self, path: Path) -> int:
        """Open a file that must not exist, for its owner only, and hold it so that a sweep sees it is in use."""
        descriptor = os.open(path, _NEW, 0o600)
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        return descriptor

    def open_read(self, path: Path) -> int:
        return os.open(path, _READ)

    def read(self, descriptor: int, size: int) -> bytes:
        return os.read(descriptor, size)

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        """Write what the system takes in one go; returns how many bytes that was."""
        return os.write(descriptor, data)

    def fsync(self, descriptor: int) -> None:
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        os.close(descriptor)

    def rename(self, source: Path, target: Path) -> None:
        source.replace(target)

    def fsync_folder(self, path: Path) -> None:
        """Make the folder's entries durable. Where folders cannot be opened (Windows) there is nothing to do."""
        if os.name == "nt":  # pragma: no cover
            return
        descriptor = os.open(path, _READ)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def remove(self, path: Path) -> None:
        path.unlink()

    def in_use(self, path: Path) -> bool:
        """Whether a living process holds the file open through ``open_new``."""
        if fcntl is None:  # pragma: no cover
            return False
        descriptor = os.open(path, _READ)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
        return False
