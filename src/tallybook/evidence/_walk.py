"""From the paths a user names to the files to take: each file, or the reason why something was left out.

Sorted by the names' bytes, so that the order is the same on every machine. Links are followed to a file inside the named
folder and never
out of it: a folder of evidence from a stranger must not be able to name ``~/.ssh``.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, TypeAlias

from tallybook.evidence._names import data_name
from tallybook.model import Record

TroubleCode: TypeAlias = Literal["hidden", "loop", "link", "outside", "special", "unreadable", "vanished", "empty_folder"]


class Found(Record, frozen=True):
    """A regular file to take. ``path`` opens it; ``name`` is what it is called in the book (data, relative to what was named)."""

    path: Path
    name: str


class Trouble(Record, frozen=True):
    """Something that was not taken, and why. ``skipped`` tells a deliberate omission from a failure."""

    name: str
    code: TroubleCode
    detail: str

    @property
    def skipped(self) -> bool:
        return self.code in ("hidden", "link", "empty_folder")


class _Folder(Record, frozen=True):
    """A folder on the way down: where the walk began, and the (device, inode) of each folder above."""

    path: Path
    name: str
    root: Path
    above: frozenset[tuple[int, int]]


def walk(paths: Iterable[Path]) -> Iterator[Found | Trouble]:
    """Every file that the paths name or contain, in the order given and sorted within folders."""
    for path in paths:
        yield from _named(path)


def _named(path: Path) -> Iterator[Found | Trouble]:
    """A path that the user typed is taken at its word: a link is followed, a hidden name is meant."""
    name = data_name(path.name or path.resolve().name)
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, before Python 3.13
        yield _failure(name, error)
        return
    if stat.S_ISDIR(mode):
        yield from _below(_Folder(path=real, name=name, root=real, above=frozenset()))
    else:
        yield _file(real, name, mode)


def _below(folder: _Folder) -> Iterator[Found | Trouble]:
    """Walk a folder with an own stack: a hostile tree may be deeper than Python's."""
    stack: list[_Folder | Found | Trouble] = [folder]
    while stack:
        top = stack.pop()
        if isinstance(top, _Folder):
            stack.extend(reversed(list(_entries(top))))
        else:
            yield top


def _entries(folder: _Folder) -> Iterator[_Folder | Found | Trouble]:
    try:
        status = folder.path.stat()
        identity = (status.st_dev, status.st_ino)
        if identity in folder.above:
            yield Trouble(name=folder.name, code="loop", detail="This folder contains itself; it was not walked again.")
            return
        with os.scandir(folder.path) as scan:
            names = sorted((entry.name for entry in scan), key=os.fsencode)
    except OSError as error:
        yield _failure(folder.name, error)
        return
    if not names:
        yield Trouble(name=folder.name, code="empty_folder", detail="The folder is empty.")
    for name in names:
        inner = _Folder(
            path=folder.path / name,
            name=f"{folder.name}/{data_name(name)}",
            root=folder.root,
            above=folder.above | {identity},
        )
        yield _entry(inner)


def _entry(inner: _Folder) -> _Folder | Found | Trouble:
    if inner.path.name.startswith("."):
        return Trouble(
            name=inner.name, code="hidden", detail="Hidden files and folders are skipped; name this one itself to add it."
        )
    try:
        mode = inner.path.lstat().st_mode
        if stat.S_ISLNK(mode):
            return _link(inner)
    except (OSError, RuntimeError) as error:
        return _failure(inner.name, error)
    return inner if stat.S_ISDIR(mode) else _file(inner.path, inner.name, mode)


def _link(inner: _Folder) -> Found | Trouble:
    real = inner.path.resolve(strict=True)
    if real != inner.root and inner.root not in real.parents:
        return Trouble(
            name=inner.name,
            code="outside",
            detail="This link leads out of the folder and is not followed. Add its target itself.",
        )
    mode = real.stat().st_mode
    if not stat.S_ISDIR(mode):
        return _file(real, inner.name, mode)
    if real == inner.path.parent or real in inner.path.parents:
        return Trouble(name=inner.name, code="loop", detail="This link leads back to a folder above it and is not followed.")
    return Trouble(name=inner.name, code="link", detail="This link leads to another folder in here, which is walked by itself.")


def _file(path: Path, name: str, mode: int) -> Found | Trouble:
    if stat.S_ISREG(mode):
        return Found(path=path, name=name)
    return Trouble(
        name=name, code="special", detail="This is a device, a socket or a pipe, not a file with contents. It was left out."
    )


def _failure(name: str, error: OSError | RuntimeError) -> Trouble:
    if isinstance(error, FileNotFoundError):
        return Trouble(name=name, code="vanished", detail="There is no such file, or it vanished. See if the name is right.")
    if isinstance(error, RuntimeError) or error.errno == errno.ELOOP:
        return Trouble(name=name, code="loop", detail="This link leads round in a circle.")
    return Trouble(
        name=name,
        code="unreadable",
        detail=f"It cannot be read ({error.strerror or type(error).__name__}). See that you may read it.",
    )
