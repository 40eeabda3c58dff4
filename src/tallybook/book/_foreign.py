"""Reading foreign bytes that are no documents (connectivity exports, tables of names, gazetteers, pictures and films): in a limited
child process, like every parser.

The child is this module run as a program. It reads one file, answers once on its standard output, and is killed when it takes too
much time, memory or output. Its answer is decoded into typed records here: it has read hostile bytes and is not believed.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from tallybook.errors import DataError, TallybookError
from tallybook.evidence import isolate
from tallybook.model import Record

SECONDS = 120
MEMORY = 2 * 1024**3
OUTPUT = 512 * 1024**2

_T = TypeVar("_T", bound=Record)


class Order(Record, frozen=True):
    """What the child is to do: ``kind`` names the reader, ``path`` the bytes, ``name`` what to call them, ``options`` its settings.

    ``seconds`` is how long it may take, ``memory`` how many bytes of address space it may have.
    """

    kind: str
    path: str
    name: str
    options: dict[str, str] = {}  # noqa: RUF012 - msgspec copies an empty default for each record
    seconds: int = SECONDS
    memory: int = MEMORY


class Reply(Record, frozen=True):
    """What the child answers: an encoded record, or what was wrong."""

    payload: bytes = b""
    what: str = ""
    hint: str = ""


def read_foreign(order: Order, shape: type[_T]) -> _T:
    """The record that the child made of the file. Raises DataError where it could not, saying why."""
    command = [sys.executable, "-m", "tallybook.book._foreign"]
    try:
        done = subprocess.run(
            command, input=msgspec.msgpack.encode(order), capture_output=True, timeout=order.seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DataError(
            f"reading it took more than {order.seconds} seconds.", item=order.name, hint="Give a shorter file."
        ) from error
    if done.returncode != 0 or len(done.stdout) > OUTPUT:
        raise DataError("its reader failed on it and was stopped.", item=order.name, hint="Save it in another format.")
    try:
        reply = msgspec.msgpack.decode(done.stdout, type=Reply)
        if reply.what:
            raise DataError(reply.what, item=order.name, hint=reply.hint or None)
        return msgspec.msgpack.decode(reply.payload, type=shape)
    except msgspec.MsgspecError as error:
        raise DataError("its reader gave a garbled answer.", item=order.name, hint="Save it in another format.") from error


def _connectivity(path: Path, order: Order) -> Record:
    from tallybook.connectivity import read_connectivity

    return read_connectivity(path.read_bytes(), file=order.name, entity=order.options.get("place"))


def _table(path: Path, order: Order) -> Record:
    from tallybook.book._tables import read_table

    return read_table(path.read_bytes(), order.name)


def _pack(_: Path, order: Order) -> Record:
    from tallybook.book._gazetteer import make_pack

    return make_pack(order.options)


def _media(_: Path, order: Order) -> Record:
    from tallybook.book._media import read_batch

    return read_batch(order.options)


def _geo(path: Path, order: Order) -> Record:
    from tallybook.book._geopoints import GeoRead
    from tallybook.places import read_geo

    return GeoRead(records=read_geo(path.read_bytes(), file=order.name))


READERS: dict[str, Callable[[Path, Order], Record]] = {
    "connectivity": _connectivity, "table": _table, "pack": _pack, "media": _media, "geo": _geo,
}  # fmt: skip


def _limit(order: Order) -> None:
    try:
        import resource
    except ImportError:  # not on this system; the parent's time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_CPU, (order.seconds, order.seconds))
    resource.setrlimit(resource.RLIMIT_AS, (order.memory, order.memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> None:
    """The child's whole life."""
    order = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Order)
    reader = READERS[order.kind]
    isolate()
    _limit(order)
    try:
        reply = Reply(payload=msgspec.msgpack.encode(reader(Path(order.path), order)))
    except TallybookError as error:
        reply = Reply(what=error.what, hint=error.hint or "")
    sys.stdout.buffer.write(msgspec.msgpack.encode(reply))


if __name__ == "__main__":
    main()
