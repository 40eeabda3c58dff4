"""The pack as a file: a header and sections, each deflated by itself, so that opening one reads little and a look-up only what it
needs. The same bytes from the same input.

Reading takes the standard library alone: importing numpy costs more than the look-up. Columns hold whole numbers, their bytes of
equal significance side by side, which deflates better. Coordinates are in 1e-5 degrees, those of boundaries in 1e-4.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import msgspec

from tallybook.errors import DataError
from tallybook.places._records import Area, DataSource

Numbers: TypeAlias = "array[int]"
MAGIC = b"tallybook.places/2\n"
FAMILY = b"tallybook.places/"
MAX_UNPACKED = 400_000_000
SCALE = 1e5
SHAPE_SCALE = 1e4  # about ten metres, far below what the boundaries are good for
RADIUS_SCALE = 10  # radii in 100 m
UNKNOWN = -(2**31)  # a coordinate that is not known
AGAIN = "Build it again with 'tallybook places pack build'."
WIDTH = 4  # bytes of a number


class Section(msgspec.Struct, frozen=True):
    """Where a section lies behind the header, and how long it is unpacked."""

    start: int
    size: int
    length: int


class Raster(msgspec.Struct, frozen=True):
    """A raster of area numbers from the south-west on, ``size`` degrees a cell; its rows are runs of equal cells. Those to look closer
    at are divided into ``fine`` by ``fine``.
    """

    south: float
    west: float
    size: float
    rows: int
    columns: int
    fine: int = 1


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What a pack says of itself.

    ``band_km`` is how far its boundaries may be off: nearer to a border than that, neither side is sure. ``ids`` stands before the ids
    of its places: whose they are.
    """

    name: str
    ids: str
    band_km: float
    made_from: tuple[DataSource, ...]
    raster: Raster
    sections: dict[str, Section] = {}


class PackFile:
    """An opened file. Sections are unpacked when they are asked for."""

    def __init__(self, header: Header, body: memoryview, item: str) -> None:
        self.header = header
        self._body = body
        self._item = item

    def part(self, name: str) -> bytes:
        """A section's bytes. Raises ``DataError`` where it is missing or not as long as the header says."""
        section = self.header.sections.get(name)
        if section is None:
            raise DataError(f"the pack lacks its section {name}.", item=self._item, hint=AGAIN)
        inflate = zlib.decompressobj()
        try:
            data = inflate.decompress(self._body[section.start : section.start + section.size], section.length + 1)
        except zlib.error:
            data = b""
        if len(data) != section.length:
            raise DataError(f"the pack's section {name} is damaged.", item=self._item, hint=AGAIN)
        return data

    def numbers(self, name: str) -> Numbers:
        """A column."""
        return column(self.part(name))

    def lines(self, name: str) -> list[str]:
        """A section of texts."""
        return self.part(name).decode().split("\n")

    def areas(self) -> tuple[Area, ...]:
        try:
            return msgspec.msgpack.decode(self.part("areas"), type=tuple[Area, ...])
        except (msgspec.DecodeError, ValueError):
            raise DataError("the pack's areas are damaged.", item=self._item, hint=AGAIN) from None


def numbers(values: Iterable[int]) -> bytes:
    """Whole numbers of 32 bits as a column."""
    raw = array("i", values)
    if sys.byteorder == "big":
        raw.byteswap()
    data = raw.tobytes()
    return b"".join(data[plane::WIDTH] for plane in range(WIDTH))


def column(data: bytes) -> Numbers:
    """The numbers of a column."""
    count = len(data) // WIDTH
    raw = bytearray(len(data))
    for plane in range(WIDTH):
        raw[plane::WIDTH] = data[plane * count : (plane + 1) * count]
    out = array("i")
    out.frombytes(raw)
    if sys.byteorder == "big":
        out.byteswap()
    return out


def lines(texts: Iterable[str]) -> bytes:
    """Texts as one block, each on a line of its own."""
    return "\n".join(text.replace("\n", " ") for text in texts).encode()


def dump(header: Header, parts: Mapping[str, bytes]) -> bytes:
    """The file's bytes."""
    sections, body = {}, []
    start = 0
    for name, data in parts.items():
        squeeze = zlib.compressobj(9, zlib.DEFLATED, 15, 9)
        packed = squeeze.compress(data) + squeeze.flush()
        sections[name] = Section(start, len(packed), len(data))
        body.append(packed)
        start += len(packed)
    head = msgspec.msgpack.encode(msgspec.structs.replace(header, sections=sections))
    rest = len(head).to_bytes(4, "little") + head + b"".join(body)
    return MAGIC + zlib.crc32(rest).to_bytes(4, "little") + rest


def load(data: bytes, *, item: str) -> PackFile:
    """The pack in a file's bytes. Raises ``DataError`` where it is none, damaged, or of another version."""
    if not data.startswith(FAMILY):
        raise DataError("the file is no gazetteer pack.", item=item, hint=AGAIN)
    if not data.startswith(MAGIC):
        version = data[len(FAMILY) :].partition(b"\n")[0][:8].decode("ascii", "replace")
        raise DataError(f"the pack has format {version}, which this version does not read.", item=item, hint=AGAIN)
    view = memoryview(data)[len(MAGIC) :]
    if zlib.crc32(view[4:]) != int.from_bytes(view[:4], "little"):
        raise DataError("the pack is damaged.", item=item, hint=AGAIN)
    begin = 8 + int.from_bytes(view[4:8], "little")
    try:
        header = msgspec.msgpack.decode(view[8:begin], type=Header)
    except (msgspec.DecodeError, ValueError):
        raise DataError("the pack's header is damaged.", item=item, hint=AGAIN) from None
    if sum(section.length for section in header.sections.values()) > MAX_UNPACKED:
        raise DataError("the pack is larger than 400 MB.", item=item, hint="Build it for one country.")
    return PackFile(header, view[begin:], item)
