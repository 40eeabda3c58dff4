"""A linkage as bytes, and the linking tables of its lists: what the cache keeps so that the next build links only what changed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from tallybook.book._cache import Cache, key_of
from tallybook.book._versions import code_version
from tallybook.model import Record

if TYPE_CHECKING:
    import pyarrow as pa

    from tallybook.people import Linkage, LinkModel, PeopleList

PREPARED = "prepared"
MOST_BYTES = 256 * 1024**2  # a larger linkage is made again rather than kept
_COLUMNS = ("x", "y", "rule", "weight", "barred")


class Roll(Record, frozen=True):
    """A list as it was linked: its records' ids, and a digest of what was compared of each. No name, no cell."""

    id: str
    deduplicated: bool
    records: tuple[str, ...]
    stamps: tuple[bytes, ...]


class KeptLinkage(Record, frozen=True):
    rolls: tuple[Roll, ...]
    model: bytes
    arrays: bytes


def rolls_of(lists: Sequence[PeopleList]) -> tuple[Roll, ...]:
    """What of the lists decides their linkage."""
    from tallybook.people import stamps_of

    return tuple(
        Roll(
            id=one.id,
            deduplicated=one.deduplicated,
            records=tuple(record.id for record in one.records),
            stamps=stamps_of([one]),
        )
        for one in lists
    )


def freeze(linkage: Linkage, rolls: tuple[Roll, ...]) -> KeptLinkage:
    """The linkage of some lists as bytes."""
    import numpy as np

    pairs = linkage.pairs
    columns = {name: getattr(pairs, name) for name in _COLUMNS}
    columns |= {f"level.{name}": values for name, values in pairs.levels.items()}
    columns |= {f"part.{name}": values for name, values in pairs.parts.items()}
    file = io.BytesIO()
    np.savez(file, **columns)
    return KeptLinkage(rolls=rolls, model=msgspec.msgpack.encode(linkage.model), arrays=file.getvalue())


def thaw(kept: KeptLinkage, lists: Sequence[PeopleList] | None = None) -> Linkage:
    """The linkage; ``lists`` are those that it was made of, None where they have changed since and only their ids are known."""
    import numpy as np

    from tallybook.people import Linkage, LinkModel, Pairs

    with np.load(io.BytesIO(kept.arrays), allow_pickle=False) as file:
        columns = {name: file[name] for name in file.files}
    pairs = Pairs(
        **{name: columns[name] for name in _COLUMNS},
        levels={name.removeprefix("level."): values for name, values in columns.items() if name.startswith("level.")},
        parts={name.removeprefix("part."): values for name, values in columns.items() if name.startswith("part.")},
    )
    model: LinkModel = msgspec.msgpack.decode(kept.model, type=LinkModel)
    stamps = tuple(stamp for roll in kept.rolls for stamp in roll.stamps)
    return Linkage([_bare(roll) for roll in kept.rolls] if lists is None else lists, (), pairs, model, stamps=stamps)


def _bare(roll: Roll) -> PeopleList:
    from tallybook.people import ListRecord, PeopleList

    records = tuple(ListRecord(id=record, list=roll.id, row=row, names=()) for row, record in enumerate(roll.records, start=1))
    return PeopleList(id=roll.id, name=roll.id, records=records, deduplicated=roll.deduplicated)


def prepared_tables(lists: Sequence[PeopleList], rolls: Sequence[Roll], cache: Cache) -> list[pa.Table]:
    """The linking table of each list, from the cache where its records were prepared before."""
    import pyarrow as pa

    from tallybook.people import prepare

    keys = [key_of(code_version("people"), msgspec.msgpack.encode(roll)) for roll in rolls]
    known = cache.find(PREPARED, keys)
    tables = [
        pa.ipc.open_stream(known[key]).read_all() if key in known else prepare(one.records)
        for key, one in zip(keys, lists, strict=True)
    ]
    made = [(key, known.get(key) or _as_bytes(table)) for key, table in zip(keys, tables, strict=True)]
    cache.keep_only(PREPARED, [(key, data) for key, data in made if len(data) < MOST_BYTES])
    return tables


def _as_bytes(table: pa.Table) -> bytes:
    import pyarrow as pa

    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()
