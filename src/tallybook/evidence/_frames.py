"""Length-prefixed messages over a pipe, with the most that one may hold."""

from __future__ import annotations

import struct
from typing import IO

# A helper's first message: its libraries are loaded.
READY = b"ready"

_LENGTH = struct.Struct(">Q")


def write_frame(file: IO[bytes], data: bytes) -> None:
    file.write(_LENGTH.pack(len(data)))
    file.write(data)
    file.flush()


def read_frame(file: IO[bytes], most: int) -> bytes | None:
    """The next message; None where the other end is gone, cut itself short, or announces more than ``most`` bytes."""
    head = file.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(head)
    if size > most:
        return None
    data = file.read(size)
    return data if len(data) == size else None
