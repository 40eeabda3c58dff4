"""Releases of lists read from their preserved bytes, each row under an id that stays with it from release to release."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from tallybook.book._cache import Cache, key_of
from tallybook.book._foreign import Order, read_foreign
from tallybook.book._places import known_packs
from tallybook.book._state import ListAdded, ListItem
from tallybook.book._tables import Table
from tallybook.book._versions import code_version
from tallybook.errors import DataError, ListError
from tallybook.evidence import ObjectStore
from tallybook.model import short_id

if TYPE_CHECKING:
    from tallybook.people import ListRecord, PeopleList

STAGE, ROWS = "tables", "rows"
Resolver = Callable[[str, str | None], tuple[str, ...]]


class Release:
    """A release with its rows read. ``day`` is when it came out, or where nobody says so, when it came here."""

    def __init__(self, item: ListItem, rows: PeopleList) -> None:
        self.item = item
        self.rows = rows
        self.day = item.added.released or dt.date.fromisoformat(item.at[:10])


def list_key(name: str) -> str:
    """The id of a list, the same for all its releases and on every machine."""
    return short_id("l-", name)


def in_order(items: Sequence[ListItem]) -> list[ListItem]:
    """Releases as they came out, those of one day as they came here."""
    return sorted(
        items, key=lambda item: (item.added.released or dt.date.fromisoformat(item.at[:10]), item.at, item.seq, item.id)
    )


def table_of(digest: str, name: str, objects: ObjectStore, cache: Cache) -> Table:
    """The header and rows of preserved bytes. Raises ``ListError`` where they are no table."""
    key = key_of(code_version("people"), digest, name)
    known = cache.find(STAGE, [key])
    if key in known:
        return msgspec.msgpack.decode(known[key], type=Table)
    try:
        made = read_foreign(Order(kind="table", path=str(objects.verify(digest)), name=name), Table)
    except DataError as error:
        raise ListError(error.what, item=name, hint=error.hint) from error
    cache.keep(STAGE, [(key, msgspec.msgpack.encode(made))])
    return made


def rows_of(added: ListAdded, table: Table, country: str | None) -> PeopleList:
    """The rows of a release under its mapping. Raises ``ListError``, which names rows and columns and never a cell."""
    from tallybook import people

    about = people.ListAbout(
        id=list_key(added.list),
        name=added.list,
        maker=added.maker,
        released=added.released,
        coverage=people.Coverage(start=added.start, end=added.end, area=added.area, inclusion=added.inclusion),
        copies=added.copies,
        deduplicated=added.deduplicated,
    )
    return people.read_list(table.header, table.rows, people.read_mapping(added.mapping), about, places=_resolver(country))


def read_releases(
    items: Sequence[ListItem], objects: ObjectStore, country: str | None, cache: Cache
) -> tuple[list[Release], list[tuple[str, str]]]:
    """All releases, in order, and (list, why) of those that cannot be read."""
    read: list[Release] = []
    failed: list[tuple[str, str]] = []
    for item in in_order(items):
        try:
            read.append(Release(item, _rows(item.added, objects, country, cache)))
        except ListError as error:
            failed.append((item.added.list, str(error)))
    _identify(read)
    return read, failed


def _rows(added: ListAdded, objects: ObjectStore, country: str | None, cache: Cache) -> PeopleList:
    """The rows of a release, from the cache where they were read before under the same mapping."""
    from tallybook.people import PeopleList

    key = key_of(code_version("people"), code_version("places"), country or "", msgspec.msgpack.encode(added))
    known = cache.find(ROWS, [key])
    if key in known:
        return msgspec.msgpack.decode(known[key], type=PeopleList)
    made = rows_of(added, table_of(added.digest, added.name, objects, cache), country)
    cache.keep(ROWS, [(key, msgspec.msgpack.encode(made))])
    return made


def _identify(releases: Sequence[Release]) -> None:
    """Rows without a number of their own keep their id from release to release where every cell is as it was.

    An id never comes from the cells themselves, from which a name could be guessed.
    """
    known: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = {}
    for release in releases:
        free = {key: list(ids) for key, ids in known.items()}
        records = []
        for record in release.rows.records:
            if _has_number(record):
                records.append(record)
                continue
            key = (record.list, record.cells)
            ids = free.get(key)
            if ids:
                name = ids.pop(0)
            else:
                name = short_id("r", release.item.id, "row", record.row)
                known.setdefault(key, []).append(name)
            records.append(msgspec.structs.replace(record, id=name))
        release.rows = msgspec.structs.replace(release.rows, records=tuple(records))


def _has_number(record: ListRecord) -> bool:
    from tallybook.people import record_id

    return record.own_number is not None and record.id == record_id(record.list, record.row, record.own_number)


def _resolver(country: str | None) -> Resolver:
    """Places as the gazetteer knows them, whatever their script; the bare consonants of their names, which scripts share, where it does not."""
    from tallybook import people
    from tallybook.places import resolve_all

    known: dict[tuple[str, str | None], tuple[str, ...]] = {}

    def resolve(place: str, province: str | None) -> tuple[str, ...]:
        key = (place, province)
        if key not in known:
            known[key] = _keys(place, province)
        return known[key]

    def _keys(place: str, province: str | None) -> tuple[str, ...]:
        words = [text for text in (place, province) if text]
        found = resolve_all(words, known_packs(), country=country) if words else []
        keys = [
            one.place.id if one.place is not None and one.status == "resolved" else people.skeleton(people.fold(one.mention).text)
            for one in found
        ]
        if found and not province and found[0].province is not None and found[0].status == "resolved":
            keys.append(found[0].province.id)
        return tuple(dict.fromkeys(key for key in keys if key))

    return resolve
