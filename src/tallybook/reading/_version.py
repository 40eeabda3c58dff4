"""The version of the reader: a digest of its code and its tables, so that a cache of readings is never stale."""

from __future__ import annotations

import hashlib
from pathlib import Path


def _digest() -> str:
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(
        [*folder.glob("*.py"), *folder.glob("*.toml"), *folder.glob("languages/*/*.toml"), *folder.glob("pointing/*.*")]
    ):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(b"\0")
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


READER_VERSION = _digest()
