"""CSV tables: a passage a row, written "column: value; column: value", so that every cell keeps its words and its column's
name.
"""

from __future__ import annotations

import csv
import io
from collections import Counter

from tallybook.evidence._formats import Converter, Draft, Head, Unusable, register
from tallybook.evidence._formats._decode import decode
from tallybook.evidence._formats._rows import table
from tallybook.evidence._records import ConvertedDocument

_DELIMITERS = ",;\t|،"
_LOOKED_AT = 200
# A cell may hold a whole testimony.
_MOST_CELL = 1 << 24


def _sniff(head: Head) -> float:
    if not head.texty:
        return 0.0
    if head.suffix in (".csv", ".tsv", ".tab"):
        return 0.5
    return 0.0


def _convert(data: bytes) -> Draft:
    decoded = decode(data)
    text = decoded.text
    if not text.strip():
        raise Unusable("empty", "There is nothing but blank space in it.")
    csv.field_size_limit(_MOST_CELL)
    delimiter = _delimiter(text)
    rows: list[tuple[int, list[str]]] = []
    outcome = ""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for row in reader:
            rows.append((before + 1, row))
            before = reader.line_num
    except csv.Error as error:
        outcome = f"From line {before + 1} on it is no whole table ({error}); the rows before it were taken. Repair that line."
    passages, notes = table(rows)
    if not passages:
        raise Unusable("damaged" if outcome else "empty", outcome or "There is no row with contents below its header.")
    document = ConvertedDocument(decoding=decoded.how, passages=passages, notes=notes)
    return Draft(documents=(document,), outcome="partly" if outcome else "ok", detail=outcome)


def _delimiter(text: str) -> str:
    """The delimiter that parts the first lines into the same number of columns most often; a comma where none parts them."""
    sample = "".join(text.splitlines(keepends=True)[:_LOOKED_AT])

    def agreement(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row)
        except csv.Error:
            return 0, 0
        width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return (rows if width > 1 else 0), width

    return max(_DELIMITERS, key=lambda delimiter: (*agreement(delimiter), -_DELIMITERS.index(delimiter)))


register(Converter(name="csv", version="1", sniff=_sniff, convert=_convert, sample=b"a,b\n1,2\n"))
