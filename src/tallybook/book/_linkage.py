"""The linkage of a book's lists, made once for the same rows and kept as bytes: a decision later does not link anew.

Rows that a later release dropped stay in the linkage, as a list of their own that names nobody twice or not: so a person whose row
was removed and came back under another spelling can be seen to be one person.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from tallybook.book._cache import Cache, key_of
from tallybook.book._releases import Release
from tallybook.book._versions import code_version
from tallybook.errors import RefusedError
from tallybook.model import Record

if TYPE_CHECKING:
    from tallybook.people import Linkage, LinkModel, ListRecord, PairDecision, PeopleList

STAGE = "linkage"
_MOST_BYTES = 256 * 1024**2  # a larger linkage is made again rather than kept
_DRAWS = 100
_COLUMNS = ("x", "y", "rule", "weight", "barred")


class _Kept(Record, frozen=True):
    model: bytes
    arrays: bytes


def latest_records(releases: Sequence[Release]) -> dict[str, tuple[ListRecord, Release]]:
    """Each record ever seen, as its list last had it, in the order in which they were first known."""
    found: dict[str, tuple[ListRecord, Release]] = {}
    for release in releases:
        for record in release.rows.records:
            found[record.id] = (record, release)
    return found


def current_releases(releases: Sequence[Release]) -> dict[str, Release]:
    """The last release of each list, by the list's name."""
    return {release.item.added.list: release for release in releases}


def linked_lists(releases: Sequence[Release]) -> list[PeopleList]:
    """What is linked: each list as it is now and, after it, the rows that it once had; sorted by the list's name."""
    current = current_releases(releases)
    present = {record.id for release in current.values() for record in release.rows.records}
    known = latest_records(releases)
    out: list[PeopleList] = []
    for name in sorted(current):
        rows = current[name].rows
        out.append(rows)
        gone = tuple(record for record, _ in known.values() if record.list == rows.id and record.id not in present)
        if gone:
            out.append(msgspec.structs.replace(rows, id=f"{rows.id}.removed", records=gone, deduplicated=False))
    return out


def link_lists(releases: Sequence[Release], cache: Cache, progress: Callable[[int, int], None] | None = None) -> Linkage:
    """The linkage of all lists, from the cache where the same rows were linked before."""
    from tallybook.people import link

    lists = linked_lists(releases)
    key = key_of(code_version("people"), msgspec.msgpack.encode(lists))
    known = cache.find(STAGE, [key])
    if key in known:
        return _thaw(lists, msgspec.msgpack.decode(known[key], type=_Kept))
    made = link(lists, progress=progress)
    kept = _freeze(made)
    if len(kept.arrays) < _MOST_BYTES:
        cache.keep(STAGE, [(key, msgspec.msgpack.encode(kept))])
    return made


def _freeze(linkage: Linkage) -> _Kept:
    import numpy as np

    pairs = linkage.pairs
    columns = {name: getattr(pairs, name) for name in _COLUMNS}
    columns |= {f"level.{name}": values for name, values in pairs.levels.items()}
    columns |= {f"part.{name}": values for name, values in pairs.parts.items()}
    file = io.BytesIO()
    np.savez(file, **columns)
    return _Kept(model=msgspec.msgpack.encode(linkage.model), arrays=file.getvalue())


def _thaw(lists: Sequence[PeopleList], kept: _Kept) -> Linkage:
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
    return Linkage(lists, (), pairs, model, ())


class Partition:
    """Which records are one person, as a number for each record of a linkage."""

    def __init__(self, linkage: Linkage, groups: Sequence[Sequence[str]]) -> None:
        import numpy as np

        self._root = np.arange(len(linkage.records))
        for group in groups:
            positions = [linkage.position(record) for record in group]
            self._root[positions] = min(positions)

    def count(self, positions: Sequence[int]) -> int:
        """How many persons some records are."""
        import numpy as np

        return int(np.unique(self._root[list(positions)]).size)


def undecided_pairs(linkage: Linkage, decisions: Sequence[PairDecision]) -> int:
    """Pairs between 1 % and 99 %, by the model's own chances, that nobody has judged."""
    judged = {decision.pair for decision in decisions}
    return sum(
        tuple(sorted((linkage.records[int(x)], linkage.records[int(y)]))) not in judged
        for x, y in zip(*_doubtful(linkage), strict=True)
    )


def _doubtful(linkage: Linkage) -> tuple[list[int], list[int]]:
    import numpy as np

    at = np.flatnonzero((linkage.chance > 0.01) & (linkage.chance < 0.99) & ~linkage.pairs.barred)
    return linkage.pairs.x[at].tolist(), linkage.pairs.y[at].tolist()


def partitions(linkage: Linkage, decisions: Sequence[PairDecision]) -> tuple[tuple[Partition, ...], bool, str]:
    """The linkages that the evidence allows, whether reviewed pairs stand behind them, and what they rest on in words.

    Calibrated: drawn ones. Uncalibrated: every doubtful link taken, and none of them.
    """
    from tallybook.people import calibrate, draws

    calibration = calibrate(linkage, decisions)
    try:
        drawn = draws(linkage, calibration, decisions, _DRAWS, seed=1)
    except RefusedError:
        widest = (_taken(linkage, decisions, 0.01), _taken(linkage, decisions, 0.99))
        return tuple(Partition(linkage, groups) for groups in widest), False, calibration.note
    found = tuple(Partition(linkage, draw.groups) for draw in drawn)
    return found, True, f"{calibration.note}; 90 % of {_DRAWS} linkages drawn from them"


def _taken(linkage: Linkage, decisions: Sequence[PairDecision], least: float) -> list[list[str]]:
    """The groups where every pair from a chance on is joined, under the decisions."""
    import numpy as np

    from tallybook.people import standing

    decided = standing(decisions)
    known = set(linkage.records)

    def at(pairs: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
        return [(linkage.position(one), linkage.position(other)) for one, other in pairs if {one, other} <= known]

    chosen = np.flatnonzero((linkage.chance >= least) & ~linkage.pairs.barred)
    state, _ = linkage.clusters(same=at(decided.same), apart=at(decided.apart), disputed=at(decided.disputed), only=chosen)
    return [[linkage.records[position] for position in sorted(group)] for group in state.members.values()]
