"""A list's rows as records, every cell kept, and what a careful reader would notice before counting anything."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence

import msgspec

from tallybook.errors import ListError
from tallybook.model import Record
from tallybook.people._cells import is_unknown, read_age, read_day, read_sex, read_status
from tallybook.people._mapping import ColumnRole, ListMapping, check_mapping
from tallybook.people._records import Coverage, ListRecord, PeopleList, record_id

Rows = Sequence[Sequence[str]]
PlaceResolver = Callable[[str, str | None], tuple[str, ...]]


class ListAbout(Record, frozen=True):
    """What is asked about a list before it is read: see :class:`PeopleList`."""

    id: str
    name: str
    maker: str | None = None
    released: dt.date | None = None
    coverage: Coverage = Coverage()
    copies: tuple[str, ...] = ()
    deduplicated: bool = False


def rows_of_csv(text: str) -> tuple[list[str], list[list[str]]]:
    """(header, rows) of CSV text with a comma, semicolon, tab or bar between cells. Raises ``ListError`` where it is empty."""
    first = text.split("\n", 1)[0]
    separator = max(",;\t|", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=separator) if any(row)]
    if len(rows) < 2:
        raise ListError("there is no row below the header.", hint="Check the file.")
    return rows[0], rows[1:]


def rows_of_json(text: str) -> tuple[list[str], list[list[str]]]:
    """(header, rows) of a JSON array of flat objects; the header is every key in order of first use. Raises ``ListError``."""
    try:
        found = msgspec.json.decode(text, type=list[dict[str, str | int | float | bool | None]])
    except msgspec.MsgspecError as error:
        raise ListError(f"it is no array of flat JSON objects: {error}", hint="Convert it to a table first.") from error
    header = list(dict.fromkeys(key for row in found for key in row))
    return header, [["" if row.get(key) is None else str(row[key]) for key in header] for row in found]


def read_list(
    header: Sequence[str],
    rows: Rows,
    mapping: ListMapping,
    about: ListAbout,
    *,
    places: PlaceResolver | None = None,
) -> PeopleList:
    """The rows of a list as records. Every cell is kept as it came; what cannot be read is left unknown and reported by findings.

    ``places`` resolves (place, province) as written to place keys, finest first; None keeps the folded words themselves. Raises
    ``ListError`` where the mapping is not of this list or a row is longer than the header: the error names the row and never a
    cell.
    """
    check_mapping(mapping, header, about.id)
    records = []
    for number, row in enumerate(rows, start=1):
        if len(row) > len(header):
            what = f"row {number} has {len(row)} cells and the header has {len(header)}."
            raise ListError(what, item=about.id, hint="Correct the row, or the separator.")
        records.append(_record(header, [*row, *[""] * (len(header) - len(row))], mapping, about.id, number, places))
    return PeopleList(
        id=about.id,
        name=about.name,
        records=tuple(_distinct(records)),
        maker=about.maker,
        released=about.released,
        coverage=about.coverage,
        copies=about.copies,
        deduplicated=about.deduplicated,
    )


def _record(
    header: Sequence[str], row: Sequence[str], mapping: ListMapping, list_id: str, number: int, places: PlaceResolver | None
) -> ListRecord:
    def cell(role: ColumnRole) -> str | None:
        at = mapping.of(role)
        return row[at[0]].strip() if at and not is_unknown(row[at[0]]) else None

    own, age = cell("number"), cell("age")
    sex, born, died = cell("sex"), cell("born"), cell("died")
    read = {
        "age": (age, read_age(age or "")),
        "sex": (sex, read_sex(sex or "")),
        "born": (born, read_day(born or "", month_first=mapping.month_first)),
        "died": (died, read_day(died or "", month_first=mapping.month_first)),
    }
    return ListRecord(
        id=record_id(list_id, number, own),
        list=list_id,
        row=number,
        names=_names(row, mapping, cell),
        sex=read_sex(sex or ""),
        age=read_age(age or ""),
        born=read_day(born or "", month_first=mapping.month_first),
        died=read_day(died or "", month_first=mapping.month_first),
        places=_places(cell("place"), cell("province"), places),
        other=tuple((header[at], row[at].strip()) for at in mapping.of("compare") if not is_unknown(row[at])),
        own_number=own,
        status=read_status(cell("status") or "") or cell("status"),
        unread=tuple(name for name, (given, value) in read.items() if given is not None and value is None),
        cells=tuple(zip(header, row, strict=True)),
    )


def _names(row: Sequence[str], mapping: ListMapping, cell: Callable[[ColumnRole], str | None]) -> tuple[str, ...]:
    """The list's own name first, then every alias; a name is never merged into another."""
    own = cell("name") or " ".join(part for part in (cell("given"), cell("father"), cell("last")) if part)
    aliases = [row[at].strip() for at in mapping.of("alias") if not is_unknown(row[at])]
    split = [name.strip() for alias in aliases for name in alias.replace("؛", ";").split(";")]
    return tuple(dict.fromkeys(name for name in (own, *split) if name))


def _places(place: str | None, province: str | None, resolve: PlaceResolver | None) -> tuple[str, ...]:
    from tallybook.people._letters import fold_text

    if place is None and province is None:
        return ()
    if resolve is not None:
        return resolve(place or "", province)
    area = fold_text(province) if province else None
    return tuple(key for key in (f"{area or ''}/{fold_text(place)}" if place else None, area) if key)


def _distinct(records: Sequence[ListRecord]) -> list[ListRecord]:
    """Rows that share a number of their own are still two rows: the later ones are known by their position."""
    seen: set[str] = set()
    out = []
    for record in records:
        if record.id in seen:
            record = msgspec.structs.replace(record, id=record_id(record.list, record.row))
        seen.add(record.id)
        out.append(record)
    return out


class ListFinding(Record, frozen=True):
    """Something to know before counting: ``code`` is stable, ``rows`` are row numbers (never cells), ``sentence`` is for
    people.
    """

    code: str
    sentence: str
    rows: tuple[int, ...] = ()


def findings(given: PeopleList, *, today: dt.date | None = None) -> tuple[ListFinding, ...]:
    """What a careful reader would notice: duplicates inside, a page-size count, impossible ages and dates, the living, mixed
    scopes.

    ``today`` bounds dates where it is given; nothing here reads a clock.
    """
    found = [
        *_page_size(given),
        *_rows("number_twice", "rows share one number of the list's own", _repeated(given, lambda r: r.own_number)),
        *_rows("same_name_and_details", "rows have the same name, age and day", _repeated(given, _details)),
        *_rows("no_name", "rows have no name that says who it is", _nameless(given)),
        *_rows("age_not_possible", "rows have an age over 120, or one that cannot be read", _bad_ages(given)),
        *_rows(
            "date_not_possible",
            "rows have a date that cannot be: after today, before birth, or unreadable",
            _bad_dates(given, today),
        ),
        *_rows("age_not_of_dates", "rows have an age that their dates contradict by more than a year", _contradicting(given)),
        *_rows("outside_coverage", "rows lie outside the period that the list claims to cover", _outside(given)),
        *_rows(
            "status_not_known", "rows have a status that is not known to mean dead or living; they count", _status_unknown(given)
        ),
        *_rows("living", "rows are of people who are not said to be dead (arrested, wounded, missing)", _status(given, "living")),
    ]
    statuses = {record.status for record in given.records}
    if {"living", "dead"} <= statuses:
        found.append(
            ListFinding(code="mixed_scopes", sentence="The list mixes the dead with others: filter by status before counting.")
        )
    return tuple(found)


def _rows(code: str, what: str, rows: Sequence[int]) -> list[ListFinding]:
    return [ListFinding(code=code, sentence=f"{len(rows)} {what}.", rows=tuple(sorted(rows)))] if rows else []


def _page_size(given: PeopleList) -> list[ListFinding]:
    count = len(given.records)
    if count >= 50 and any(count % size == 0 and count // size <= 10 for size in (50, 100, 250, 500, 1000)):
        sentence = f"The list has exactly {count} rows, the size of a page or of an export limit: it may be cut off."
        return [ListFinding(code="page_size_count", sentence=sentence)]
    return []


def _repeated(given: PeopleList, key: Callable[[ListRecord], object]) -> list[int]:
    rows: dict[object, list[int]] = {}
    for record in given.records:
        value = key(record)
        if value is not None:
            rows.setdefault(value, []).append(record.row)
    return [row for group in rows.values() if len(group) > 1 for row in group]


def _details(record: ListRecord) -> object:
    from tallybook.people._letters import fold_text

    if not record.names or (record.age is None and record.died is None and record.born is None):
        return None
    days = tuple(day.start if day else None for day in (record.died, record.born))
    return fold_text(record.names[0]), record.age, days


def _nameless(given: PeopleList) -> list[int]:
    from tallybook.people._names import parse_name

    return [record.row for record in given.records if all(parse_name(name).unknown for name in record.names)]


def _bad_ages(given: PeopleList) -> list[int]:
    return [record.row for record in given.records if "age" in record.unread or (record.age or 0) > 120]


def _bad_dates(given: PeopleList, today: dt.date | None) -> list[int]:
    out = []
    for record in given.records:
        born, died = record.born, record.died
        unread = not {"born", "died"}.isdisjoint(record.unread)
        late = today is not None and any(day is not None and day.start > today for day in (born, died))
        if unread or late or (born is not None and died is not None and died.end < born.start):
            out.append(record.row)
    return out


def _contradicting(given: PeopleList) -> list[int]:
    out = []
    for record in given.records:
        if record.age is None or record.born is None or record.died is None:
            continue
        low = (record.died.start - record.born.end).days / 365.25 - 1.5
        high = (record.died.end - record.born.start).days / 365.25 + 1
        if not low <= record.age <= high:
            out.append(record.row)
    return out


def _outside(given: PeopleList) -> list[int]:
    start, end = given.coverage.start, given.coverage.end
    return [
        record.row
        for record in given.records
        if record.died is not None
        and ((start is not None and record.died.end < start) or (end is not None and record.died.start > end))
    ]


def _status_unknown(given: PeopleList) -> list[int]:
    return [record.row for record in given.records if record.status not in (None, "dead", "living")]


def _status(given: PeopleList, status: str) -> list[int]:
    return [record.row for record in given.records if record.status == status]
