"""The linking table: what of each record is compared, in columns.

A record with several names has one row for each of them, so that its best name decides. Rows carry numbers, not names: words are
kept once, in a vocabulary of which the distances are computed.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa

from tallybook.people._names import name_key
from tallybook.people._records import Day, ListRecord
from tallybook.people._sounds import bare, skeleton, sounds

PLACES = ("given", "second", "third", "last")
_EPOCH = dt.date(1970, 1, 1).toordinal()


@functools.lru_cache(maxsize=262144)
def _word(text: str) -> tuple[str, str]:
    """(sounds, skeleton) of one folded part, without its article."""
    stripped = bare(text)
    return sounds(stripped), skeleton(stripped)


@functools.lru_cache(maxsize=262144)
def _key(bones: str) -> int | None:
    """A skeleton, or a piece of one, as a number: what blocking joins by. Two that share one number by chance cost one look."""
    return int.from_bytes(hashlib.blake2b(bones.encode(), digest_size=8).digest(), "big") >> 1 if bones else None


def _name_columns(names: Sequence[str]) -> dict[str, pa.Array]:
    """``n``: the folded part at each place, ``s``: its sounds; ``k``, ``e``, ``t``: keys of its skeleton, its begin and its end."""
    words: dict[str, list[str | None]] = {name: [] for at in range(4) for name in (f"n{at}", f"s{at}")}
    bones: list[list[str]] = [[], [], [], []]
    for name in names:
        for at, text in enumerate(name_key(name).places()):
            heard, skeleton_ = _word(text) if text else (None, "")
            words[f"n{at}"].append(text)
            words[f"s{at}"].append(heard)
            bones[at].append(skeleton_)
    keys = {f"k{at}": list(map(_key, bones[at])) for at in range(4)}
    keys["k01"] = [_key(one + other) if one else None for one, other in zip(bones[0], bones[1], strict=True)]
    keys["e0"] = [_key(text[:1]) for text in bones[0]]
    keys["e3"] = [_key(text[:2]) for text in bones[3]]
    keys["t3"] = [_key(text[-2:]) for text in bones[3]]
    columns = {name: pa.array(values, pa.string()) for name, values in words.items()}
    return columns | {name: pa.array(values, pa.int64()) for name, values in keys.items()}


def _date_columns(name: str, days: Sequence[Day | None]) -> dict[str, pa.Array]:
    if not any(days):
        return {}
    exact = [day if day is not None and day.precision == "day" else None for day in days]

    def of(source: Sequence[Day | None], read: Callable[[Day], int | str], kind: pa.DataType) -> pa.Array:
        return pa.array([None if day is None else read(day) for day in source], kind)

    return {
        f"{name}_start": of(days, lambda day: day.start.toordinal() - _EPOCH, pa.int32()),
        f"{name}_end": of(days, lambda day: day.end.toordinal() - _EPOCH, pa.int32()),
        f"{name}_day": of(exact, lambda day: day.start.toordinal() - _EPOCH, pa.int32()),
        f"{name}_iso": of(exact, lambda day: day.start.strftime("%Y%m%d"), pa.string()),
        f"{name}_turned": of(exact, lambda day: day.start.strftime("%Y%d%m"), pa.string()),
        f"{name}_md": of(exact, lambda day: day.start.strftime("%m%d"), pa.string()),
        f"{name}_month": of(exact, lambda day: day.start.year * 12 + day.start.month, pa.int32()),
        f"{name}_year": of(exact, lambda day: day.start.year, pa.int32()),
        f"{name}_dom": of(exact, lambda day: day.start.day, pa.int32()),
    }


def prepare(records: Sequence[ListRecord]) -> pa.Table:
    """The linking table of some records, a row for each of their names; column ``record`` is the position in ``records``.

    It depends on the records alone, and can be kept by their digest: see :func:`tallybook.people.link`.
    """
    at = [position for position, record in enumerate(records) for _ in record.names or ("",)]
    names = [name for record in records for name in record.names or ("",)]
    rows = [records[position] for position in at]
    columns: dict[str, pa.Array] = {"record": pa.array(at, pa.int64())}
    columns |= _name_columns(names)
    columns["age"] = pa.array([record.age for record in rows], pa.int16())
    columns["sex"] = pa.array([record.sex for record in rows], pa.string())
    columns["place"] = pa.array([record.places[0] if record.places else None for record in rows], pa.string())
    columns["area"] = pa.array([record.places[-1] if record.places else None for record in rows], pa.string())
    columns |= _date_columns("died", [record.died for record in rows])
    columns |= _date_columns("born", [record.born for record in rows])
    for name in sorted({key for record in records for key, _ in record.other}):
        values = [dict(record.other).get(name) for record in rows]
        columns[f"o_{name}"] = pa.array([value or None for value in values], pa.string())
    return pa.table(columns)


def stack(tables: Sequence[pa.Table], shares: Sequence[bool]) -> pa.Table:
    """Tables of several lists as one. ``list`` is the list's number, ``row`` runs over all rows, ``record`` over all records.

    ``own`` says whether pairs inside the list are looked at, which is so where the list may name a person twice.
    """
    out = []
    rows = records = 0
    for number, (table, own) in enumerate(zip(tables, shares, strict=True)):
        count = table.num_rows
        inside = np.asarray(table["record"])
        table = table.set_column(0, "record", pa.array(inside + records, pa.int64()))
        table = table.append_column("row", pa.array(np.arange(rows, rows + count), pa.int64()))
        table = table.append_column("list", pa.array(np.full(count, number), pa.int32()))
        table = table.append_column("own", pa.array(np.full(count, own), pa.bool_()))
        out.append(table)
        rows += count
        records += int(inside.max()) + 1 if count else 0
    return pa.concat_tables(out, promote_options="default")
