"""Tables of names as bytes: CSV, XLSX and JSON to a header and rows. Runs in the limited child; no cell ever enters a message."""

from __future__ import annotations

import datetime as dt
import io

from tallybook.errors import ListError
from tallybook.model import Record

_SPREADSHEET = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class Table(Record, frozen=True):
    """A header and rows of text. A row may be shorter than the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_table(data: bytes, name: str) -> Table:
    """The table in some bytes; of a spreadsheet, its first sheet with rows. Raises ``ListError`` where there is none."""
    from tallybook.people import rows_of_csv, rows_of_json

    if data.startswith(_SPREADSHEET):
        header, rows = _spreadsheet(data, name)
    else:
        text = _text(data, name)
        header, rows = rows_of_json(text) if text.lstrip().startswith(("[", "{")) else rows_of_csv(text)
    return Table(header=tuple(header), rows=tuple(tuple(row) for row in rows))


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-16" if data.startswith(_WIDE) else "utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "Save it as UTF-8 text, as a spreadsheet, or as JSON."
        raise ListError(f"is no UTF-8 text (byte {error.start:,}).", item=name, hint=hint) from error


def _spreadsheet(data: bytes, name: str) -> tuple[list[str], list[list[str]]]:
    import python_calamine

    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        for sheet in book.sheet_names:
            cells = book.get_sheet_by_name(sheet).to_python(skip_empty_area=True)
            rows = [[_shown(cell) for cell in row] for row in cells]
            filled = [row for row in rows if any(row)]
            if len(filled) > 1:
                return filled[0], filled[1:]
    except python_calamine.CalamineError as error:
        hint = "Save it again without a password, or export the sheet as CSV."
        raise ListError("cannot be opened as a spreadsheet.", item=name, hint=hint) from error
    raise ListError("has no sheet with a row below its header.", item=name, hint="Check the file.")


def _shown(cell: object) -> str:
    """A cell as it is shown: whole numbers without a decimal point, a midnight as its day."""
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
