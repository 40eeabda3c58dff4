"""Spreadsheets (XLSX, XLSB, ODS and older XLS): a document a sheet, a passage a row, as for CSV."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import python_calamine

from tallybook.evidence._formats import Converter, Draft, Head, Unusable, register
from tallybook.evidence._formats._rows import table
from tallybook.evidence._records import MIB, ConvertedDocument

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_UNPACKED = 512 * MIB
_LOCKED = b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"


def _sniff(head: Head) -> float:
    if head.raw.startswith(b"PK\x03\x04"):
        inside = (b"xl/", b"application/vnd.oasis.opendocument.spreadsheet")
        return (
            0.95
            if any(mark in head.raw for mark in inside)
            else 0.5
            if head.suffix in (".xlsx", ".xlsm", ".xlsb", ".ods")
            else 0.0
        )
    return 0.5 if head.raw.startswith(_OLE) and head.suffix in (".xls", ".xlsx") else 0.0


def _convert(data: bytes) -> Draft:
    _look_inside(data)
    documents: list[ConvertedDocument] = []
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        for sheet in book.sheet_names:
            cells = book.get_sheet_by_name(sheet)
            first = (cells.start or (0, 0))[0]
            rows = [
                (first + index, [_shown(cell) for cell in row])
                for index, row in enumerate(cells.to_python(skip_empty_area=True), start=1)
            ]
            passages, notes = table(rows)
            if passages:
                documents.append(ConvertedDocument(key=sheet, title=sheet, passages=passages, notes=notes))
    except python_calamine.PasswordError as error:
        raise Unusable("encrypted", _PASSWORD) from error
    except python_calamine.CalamineError as error:
        raise Unusable("damaged", "It cannot be opened as a spreadsheet. Save it again, or export its sheets as CSV.") from error
    if not documents:
        raise Unusable("empty", "There is no sheet with a row below its header.")
    return Draft(documents=tuple(documents))


_PASSWORD = "It is locked with a password. Save it without one, and add that."  # noqa: S105


def _look_inside(data: bytes) -> None:
    """Refuse a bomb by what the archive says of itself; one that lies about it meets the memory limit."""
    if data.startswith(_OLE):
        if _LOCKED in data:
            raise Unusable("encrypted", _PASSWORD)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise Unusable("damaged", "It is cut off or damaged. Get a fresh copy of the file.") from error
    if unpacked > _MOST_UNPACKED:
        raise Unusable("too_large", f"Unpacked it would be {unpacked:,} bytes. Export the sheets that matter as CSV.")


def _shown(cell: object) -> str:
    """A cell as a person reads it: no ".0" after a whole number, days without a midnight."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    return str(cell)


register(Converter(name="sheet", version="1", sniff=_sniff, convert=_convert))
