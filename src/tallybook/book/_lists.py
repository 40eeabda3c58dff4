"""Taking in a list of names: bytes preserved, columns mapped, what a careful reader would notice said before anything is counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from tallybook.book._book import Book, Clock
from tallybook.book._counting import is_named
from tallybook.book._people_records import RowFinding
from tallybook.book._releases import rows_of, table_of
from tallybook.book._state import ListAdded
from tallybook.book._tables import Table
from tallybook.errors import ListError
from tallybook.evidence import data_name, intake
from tallybook.ledger import WriterKey
from tallybook.model import Record


class TakenTable(Record, frozen=True):
    """The bytes of a list, preserved, and the table in them."""

    digest: str
    size: int
    name: str
    table: Table


class ColumnShown(Record, frozen=True):
    """One column of a mapping as it is shown: number from 1, header, role."""

    column: int
    header: str
    role: str


class ListEntered(Record, frozen=True):
    """What became of a list: its release's id, rows, rows that will count, and what was noticed; row numbers, never cells."""

    id: str
    list: str
    rows: int
    counted: int
    findings: tuple[RowFinding, ...]
    columns: tuple[ColumnShown, ...]


def take_table(book: Book, path: Path) -> TakenTable:
    """Preserve a file and read its table. Raises ``EvidenceError`` where it cannot be taken in, ``ListError`` where it is no table."""
    with book.locked(), book.cache() as cache:
        stored = intake(path, book.objects)
        name = data_name(path.name)
        return TakenTable(
            digest=stored.digest, size=stored.size, name=name, table=table_of(stored.digest, name, book.objects, cache)
        )


def guessed_mapping(taken: TakenTable) -> str:
    """A guess at the mapping, as TOML. Raises ``ListError`` where the first row does not look like a header.

    A list without a header would put a person's name where headers are shown and kept.
    """
    from tallybook.people import guess_mapping, mapping_toml

    guess = guess_mapping(taken.table.header, taken.table.rows)
    if not any(column.why == _BY_HEADER for column in guess.columns):
        hint = "Put a header above the rows, or give the columns with --map."
        raise ListError("no heading in its first row is known, so it may have no header.", item=taken.name, hint=hint)
    return mapping_toml(guess)


_BY_HEADER = "its header says so"


def mapping_columns(text: str) -> tuple[ColumnShown, ...]:
    """The columns of a mapping, for showing. Raises ``ListError`` that names the mistake."""
    from tallybook.people import read_mapping

    return tuple(ColumnShown(column=one.column, header=one.header, role=one.role) for one in read_mapping(text).columns)


def enter_list(book: Book, taken: TakenTable, added: ListAdded, *, key: WriterKey, clock: Clock) -> ListEntered:
    """Check a release against its mapping and enter it in the ledger. Raises ``ListError`` before anything is entered."""
    from tallybook.people import findings

    rows = rows_of(added, taken.table, book.settings.book.country)
    noticed = findings(rows, today=clock().date())
    with book.locked():
        book.add_list(added, key=key, clock=clock)
    return ListEntered(
        id=added.item,
        list=added.list,
        rows=len(rows.records),
        counted=sum(record.status != "living" and is_named(record) for record in rows.records),
        findings=tuple(RowFinding(code=one.code, sentence=one.sentence, rows=one.rows) for one in noticed),
        columns=mapping_columns(added.mapping),
    )


def list_added(
    taken: TakenTable,
    name: str,
    mapping: str,
    *,
    maker: str | None = None,
    released: dt.date | None = None,
    covers: tuple[dt.date | None, dt.date | None, str | None, str | None] = (None, None, None, None),
    copies: Sequence[str] = (),
    deduplicated: bool = False,
) -> ListAdded:
    """The entry of a release. ``covers``: first day, last day, area and inclusion policy, in the maker's words."""
    start, end, area, inclusion = covers
    return ListAdded(
        digest=taken.digest,
        size=taken.size,
        name=taken.name,
        list=name,
        mapping=mapping,
        maker=maker,
        released=released,
        start=start,
        end=end,
        area=area,
        inclusion=inclusion,
        copies=tuple(sorted(copies)),
        deduplicated=deduplicated,
    )


def not_said(added: ListAdded) -> tuple[str, ...]:
    """What nobody has said of a release, in words."""
    asked = {
        "who made it (--maker)": added.maker,
        "when it was released (--released)": added.released,
        "the first day it covers (--start)": added.start,
        "the last day it covers (--end)": added.end,
        "the area it covers (--area)": added.area,
        "whom it includes (--inclusion)": added.inclusion,
        "which lists it copies (--copies)": added.copies or None,
    }
    return tuple(words for words, value in asked.items() if value is None)
