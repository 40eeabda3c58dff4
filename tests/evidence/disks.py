"""Disks that die, fail or take notes, at the store's one seam."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from typing_extensions import override

from tallybook.evidence import Fs


class Counting(Fs):
    """Calls ``strike`` before its ``n``-th call that changes the disk; writes are cut into small pieces to have many of them."""

    def __init__(self, strikes_at: int | None = None, piece: int = 700) -> None:
        self.calls = 0
        self.log: list[tuple[str, str]] = []
        self._strikes_at = strikes_at
        self._piece = piece

    def strike(self) -> None:
        raise NotImplementedError

    def _count(self, call: str, argument: object) -> None:
        self.calls += 1
        self.log.append((call, str(argument)))
        if self.calls == self._strikes_at:
            self.strike()

    @override
    def make_folder(self, path: Path) -> None:
        self._count("make_folder", path)
        super().make_folder(path)

    @override
    def open_new(self, path: Path) -> int:
        self._count("open_new", path)
        return super().open_new(path)

    @override
    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        self._count("write", descriptor)
        return super().write(descriptor, data[: self._piece])

    @override
    def fsync(self, descriptor: int) -> None:
        self._count("fsync", descriptor)
        super().fsync(descriptor)

    @override
    def rename(self, source: Path, target: Path) -> None:
        self._count("rename", target)
        super().rename(source, target)

    @override
    def fsync_folder(self, path: Path) -> None:
        self._count("fsync_folder", path)
        super().fsync_folder(path)

    @override
    def remove(self, path: Path) -> None:
        self._count("remove", path)
        super().remove(path)


class Dying(Counting):
    """The process ends at the n-th call, as kill -9 or a dead battery would end it."""

    @override
    def strike(self) -> None:
        os._exit(9)


class Failing(Counting):
    """The n-th call fails with the given error."""

    def __init__(self, strikes_at: int, number: int = errno.ENOSPC) -> None:
        super().__init__(strikes_at)
        self._number = number

    @override
    def strike(self) -> None:
        raise OSError(self._number, os.strerror(self._number))
