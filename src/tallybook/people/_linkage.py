"""What linkage found: pairs of records with their weights, and the clusters that follow from them."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tallybook.errors import ListError
from tallybook.people._assign import Clusters, Pair, cluster
from tallybook.people._levels import Ints
from tallybook.people._model import Doubles, LinkModel, chances
from tallybook.people._records import Day, ListRecord, PeopleList
from tallybook.people._splinking import SkippedRule


class Pairs:
    """Candidate pairs of records, as columns, sorted by record: positions, weight in bits, levels, the rule that brought them.

    ``barred`` pairs are never joined by machine: they contradict each other plainly, or lie in one list with nothing but name,
    day and place in common.
    """

    def __init__(
        self,
        x: Ints,
        y: Ints,
        rule: Ints,
        weight: Doubles,
        levels: dict[str, npt.NDArray[np.int8]],
        parts: dict[str, Doubles],
        barred: npt.NDArray[np.bool_],
    ) -> None:
        self.x = x
        self.y = y
        self.rule = rule
        self.weight = weight
        self.levels = levels
        self.parts = parts
        self.barred = barred

    def __len__(self) -> int:
        return len(self.x)

    def position(self, one: int, other: int) -> int | None:
        """Where a pair stands, or None where it is no candidate."""
        low, high = min(one, other), max(one, other)
        start, stop = np.searchsorted(self.x, low, "left"), np.searchsorted(self.x, low, "right")
        found = np.flatnonzero(self.y[start:stop] == high)
        return int(start + found[0]) if len(found) else None


class Linkage:
    """What linkage found. Records have positions: those of the first list, then those of the second, and so on.

    ``records`` are their ids, ``lists`` the number of each one's list; ``chance`` is what the model makes of each pair and is
    *not calibrated*: see :func:`tallybook.people.calibrate`. ``stamps`` are digests of what was compared of each record.
    """

    def __init__(
        self,
        lists: Sequence[PeopleList],
        tables: Sequence[pa.Table],
        pairs: Pairs,
        model: LinkModel,
        skipped: tuple[SkippedRule, ...] = (),
        stamps: tuple[bytes, ...] | None = None,
    ) -> None:
        self._given, self._stamps = lists, stamps
        self.list_ids = tuple(one.id for one in lists)
        self.deduplicated = frozenset(at for at, one in enumerate(lists) if one.deduplicated)
        self.records = tuple(record.id for one in lists for record in one.records)
        self.lists: Ints = np.repeat(np.arange(len(lists)), [len(one.records) for one in lists]).astype(np.int64)
        self.tables = tuple(tables)
        self.pairs = pairs
        self.model = model
        self.skipped = skipped
        self.chance = chances(pairs.weight * np.log(2), rivals(pairs.x, pairs.y, self.lists, self.deduplicated))

    def position(self, record: str) -> int:
        """The position of a record by its id. Raises ``ListError`` where no list has it."""
        try:
            return self.positions[record]
        except KeyError:
            raise ListError("no linked list has this record.", item=record, hint="Link again with all lists.") from None

    @functools.cached_property
    def positions(self) -> dict[str, int]:
        """The position of every record by its id."""
        return {record: at for at, record in enumerate(self.records)}

    @property
    def stamps(self) -> tuple[bytes, ...]:
        """A digest for each record: equal ones were compared alike, whatever else became of the record or its list."""
        if self._stamps is None:
            self._stamps = stamps_of(self._given)
        return self._stamps

    @functools.cached_property
    def best(self) -> Ints:
        """The positions among the pairs of those that are joined with no threshold at all, by rising weight."""
        _, joined = self.clusters(threshold=-1e9)
        found = np.flatnonzero(joined)
        return found[np.argsort(self.pairs.weight[found], kind="stable")]

    def clusters(
        self,
        threshold: float | None = None,
        *,
        same: Iterable[Pair] = (),
        apart: Iterable[Pair] = (),
        disputed: Iterable[Pair] = (),
        only: Ints | None = None,
    ) -> tuple[Clusters, npt.NDArray[np.bool_]]:
        """The clusters at a weight (the model's own where None), under decisions; with the pairs that were joined directly.

        ``disputed``: pairs that no machine joins. ``only``: positions of the pairs to join instead, whatever their weight.
        """
        least = self.model.threshold if threshold is None else threshold
        chosen = (self.pairs.weight >= least) & ~self.pairs.barred
        if only is not None:
            chosen, least = np.zeros(len(self.pairs), np.bool_), -np.inf
            chosen[only] = True
        keep = np.flatnonzero(chosen)
        state = Clusters(self.lists, self.deduplicated)
        joined = np.zeros(len(self.pairs), np.bool_)
        ends = (self.pairs.x[keep], self.pairs.y[keep])
        weight = self.pairs.weight[keep]
        joined[keep] = cluster(state, ends, weight, same=same, apart=apart, disputed=disputed, least=least)
        return state, joined


def rivals(x: Ints, y: Ints, lists: Ints, deduplicated: frozenset[int]) -> tuple[Ints, Ints]:
    """The rival groups of pairs: those that join one record to several of a list that names nobody twice; -1 for none."""
    count = int(lists.max(initial=0)) + 1
    single = np.isin(np.arange(count), list(deduplicated))
    groups = [np.where(single[lists[other]], record * count + lists[other], -1) for record, other in ((x, y), (y, x))]
    return groups[0].astype(np.int64), groups[1].astype(np.int64)


def merge(old: Pairs, more: Pairs) -> Pairs:
    """Two sets of pairs as one, in the order of their records; of levels and weights those that ``more`` knows of."""
    x, y = np.concatenate([old.x, more.x]), np.concatenate([old.y, more.y])
    order = np.lexsort((y, x))
    missing, nothing = np.full(len(old), -1, np.int8), np.zeros(len(old))
    levels = {name: np.concatenate([old.levels.get(name, missing), more.levels[name]])[order] for name in more.levels}
    part = {name: np.concatenate([old.parts.get(name, nothing), more.parts[name]])[order] for name in more.parts}
    weight = np.concatenate([old.weight, more.weight])[order]
    rule = np.concatenate([old.rule, more.rule])[order]
    return Pairs(x[order], y[order], rule, weight, levels, part, np.concatenate([old.barred, more.barred])[order])


def stamps_of(lists: Sequence[PeopleList]) -> tuple[bytes, ...]:
    """What linkage looks at of each record, and of its list, as a digest."""
    encode = msgspec.msgpack.Encoder().encode
    return tuple(
        hashlib.blake2b(encode((one.id, one.deduplicated, *_compared(record))), digest_size=12).digest()
        for one in lists
        for record in one.records
    )


def _compared(record: ListRecord) -> tuple[object, ...]:
    return record.names, record.sex, record.age, _days(record.born), _days(record.died), record.places, record.other


def _days(day: Day | None) -> tuple[object, ...] | None:
    return None if day is None else (day.start, day.end, day.precision)
