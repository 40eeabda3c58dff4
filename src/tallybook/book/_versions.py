"""Which code made something: digests that change whenever a room's own files or the libraries it stands on change.

A stage's cache key and the derived tables carry them, so that what an older program made is never taken for what this one makes.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from tallybook import __version__

_LIBRARIES = {
    "evidence": ("trafilatura", "lxml", "pypdfium2", "python-calamine"),
    "reading": ("jdatetime",),
    "tolls": (),
    "connectivity": ("numpy",),
    "media": ("numpy", "pillow", "scipy"),
    "places": ("shapely",),
    "people": ("duckdb", "jdatetime", "numpy", "pyarrow", "rapidfuzz", "splink"),
}


@lru_cache
def code_version(room: str) -> str:
    """Version and digest of a room: ``0.1.0+3f2a…`` over its files, the model's, and the versions of its libraries."""
    digest = hashlib.sha256()
    for package in (room, "model"):
        for name, data in _walk(files("tallybook") / package, package):
            digest.update(f"{name}\0{len(data)}\0".encode())
            digest.update(data)
    for library in _LIBRARIES[room]:
        digest.update(f"{library}=={version(library)}\0".encode())
    return f"{__version__}+{digest.hexdigest()[:16]}"


def _walk(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        path = f"{name}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            found += _walk(entry, path)
        elif entry.is_file():
            found.append((path, entry.read_bytes()))
    return found
