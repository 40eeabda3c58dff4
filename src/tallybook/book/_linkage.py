"""The linkage of a book's lists: what changed is linked, what did not is kept as bytes.

The weights are learnt from the releases that a rule names (``learnt_from``), in the order in which they came here, and everything
is linked with them. So the linkage depends on the ledger alone: a book that was built after each release and a book that is built
from nothing have the same, because linking on is linking again with the same weights.

Rows that a later release dropped stay in the linkage, as a list of their own that may name somebody twice: so a person whose row
was removed and came back under another spelling can be seen to be one person.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec

from tallybook.book._cache import Cache, key_of
from tallybook.book._linkage_kept import MOST_BYTES, KeptLinkage, freeze, prepared_tables, rolls_of, thaw
from tallybook.book._releases import Release
from tallybook.book._versions import code_version
from tallybook.book._weights import learnt_from

if TYPE_CHECKING:
    from tallybook.people import Linkage, ListRecord, PeopleList

LINKED = "linkage"
Progress = Callable[[int, int], None]


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
    """What is linked: each list as it is now and, after it, the rows that it once had; by the list's name, rows by their ids.

    By their ids, and not as a release happens to sort them, so that a release in another order is no change.
    """
    current = current_releases(releases)
    present = {record.id for release in current.values() for record in release.rows.records}
    gone: dict[str, list[ListRecord]] = {}
    for record, _ in latest_records(releases).values():
        if record.id not in present:
            gone.setdefault(record.list, []).append(record)
    out: list[PeopleList] = []
    for name in sorted(current):
        rows = current[name].rows
        out.append(msgspec.structs.replace(rows, records=_by_id(rows.records)))
        if rows.id in gone:
            removed = _by_id(gone[rows.id])
            out.append(msgspec.structs.replace(rows, id=f"{rows.id}.removed", records=removed, deduplicated=False))
    return out


def _by_id(records: Sequence[ListRecord]) -> tuple[ListRecord, ...]:
    return tuple(sorted(records, key=attrgetter("id")))


def link_lists(releases: Sequence[Release], cache: Cache, progress: Progress | None = None) -> Linkage:
    """The linkage of all lists: from the cache where nothing changed, linked on from there where something did."""
    from tallybook.people import link, link_again

    lists, learning = linked_lists(releases), linked_lists(learnt_from(releases))
    rolls = rolls_of(lists)
    key = key_of(code_version("people"), msgspec.msgpack.encode(rolls if learning == lists else rolls_of(learning)))
    found = cache.find(LINKED, [key]).get(key)
    kept = msgspec.msgpack.decode(found, type=KeptLinkage) if found else None
    if kept is not None and kept.rolls == rolls:
        return thaw(kept, lists)
    prepared = prepared_tables(lists, rolls, cache)
    if kept is None and learning == lists:
        made = link(lists, prepared=prepared, progress=progress)
    else:
        before = thaw(kept) if kept is not None else link(learning, progress=progress)
        made = link_again(before, lists, prepared=prepared, progress=progress)
    frozen = freeze(made, rolls)
    if len(frozen.arrays) < MOST_BYTES:
        cache.keep_only(LINKED, [(key, msgspec.msgpack.encode(frozen))])
    return made
