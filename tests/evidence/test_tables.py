"""Tables: every row a passage, every cell with its column's name and its own words."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.evidence._formats import Unusable, _csv, _sheet
from tests.evidence.conftest import ConvertBytes


def _rows(data: bytes) -> list[tuple[str | None, str]]:
    (document,) = _csv._convert(data).documents
    assert {passage.kind for passage in document.passages} == {"row"}
    return [(passage.place, passage.text) for passage in document.passages]


def test_each_row_names_its_columns() -> None:
    assert _rows(b"city,killed,source\nKaraj,3,police\nRasht,14,\n") == [
        ("row 2", "city: Karaj; killed: 3; source: police"),
        ("row 3", "city: Rasht; killed: 14"),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    lines = [delimiter.join(cells) for cells in (("city", "killed"), ("Karaj", "3"), ("Rasht", "14"))]
    assert _rows("\n".join(lines).encode()) == [("row 2", "city: Karaj; killed: 3"), ("row 3", "city: Rasht; killed: 14")]


def test_commas_inside_sentences_do_not_mislead() -> None:
    data = "city;words\nKaraj;Three, perhaps four\nRasht;None, one, or two, nobody knows\n"
    assert [text for _, text in _rows(data.encode())] == [
        "city: Karaj; words: Three, perhaps four",
        "city: Rasht; words: None, one, or two, nobody knows",
    ]


def test_quoted_cells_keep_delimiters_quotes_and_lines_and_rows_go_by_their_first_line() -> None:
    data = b'city,words\n"Karaj","He said ""three"",\nthen four"\nRasht,none\n'
    assert _rows(data) == [("row 2", 'city: Karaj; words: He said "three",\nthen four'), ("row 4", "city: Rasht; words: none")]


def test_a_mark_at_the_start_is_no_part_of_the_first_name() -> None:
    assert _rows("\ufeffشهر,کشته\nکرج,۳\n".encode()) == [("row 2", "شهر: کرج; کشته: ۳")]


def test_without_a_header_columns_go_by_their_numbers() -> None:
    (document,) = _csv._convert(b"Karaj,3\nRasht,14\n").documents
    assert [passage.text for passage in document.passages] == ["column 1: Karaj; column 2: 3", "column 1: Rasht; column 2: 14"]
    assert "no header" in document.notes[0]


def test_cells_beyond_the_header_are_kept() -> None:
    assert _rows(b"city,killed\nKaraj,3,police,yes\n") == [("row 2", "city: Karaj; killed: 3; column 3: police; column 4: yes")]


def test_a_table_that_breaks_off_gives_its_whole_rows() -> None:
    draft = _csv._convert(b'city,words\nKaraj,three\nRasht,"four and then')
    assert draft.outcome == "partly"
    assert "From line 3 on" in draft.detail
    assert [passage.text for passage in draft.documents[0].passages] == ["city: Karaj; words: three"]


@pytest.mark.parametrize("data", [b"city,killed\n", b"\n\n", b",,\n,,\n"])
def test_a_table_without_rows_is_empty(data: bytes) -> None:
    with pytest.raises(Unusable) as caught:
        _csv._convert(data)
    assert caught.value.outcome == "empty"


CELL = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=8)


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=6))
def test_no_cell_loses_its_words(rows: list[list[str]]) -> None:
    quoted = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [["one", "two"], *rows])
    texts = [text for _, text in _rows(b"\xef\xbb\xbf" + quoted.encode())]
    assert texts == [f"one: {first}; two: {second}" for first, second in rows]


def _xlsx(rows: str, sheet: bytes | None = None) -> bytes:
    """A workbook by hand. Source: ECMA-376, part 1, section 18."""
    space = "http://schemas.openxmlformats.org"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    relations = f"{space}/officeDocument/2006/relationships"
    main = f"{space}/spreadsheetml/2006/main"

    def related(kind: str, target: str) -> str:
        inner = f'<Relationship Id="r1" Type="{relations}/{kind}" Target="{target}"/>'
        return f'<Relationships xmlns="{space}/package/2006/relationships">{inner}</Relationships>'

    files = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/></Types>',
        "_rels/.rels": related("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        '<sheet name="Tolls" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": related("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        if sheet is not None:
            archive.writestr("xl/media/padding", sheet)
    return out.getvalue()


def _cells(number: int, *cells: str | float) -> str:
    inner = "".join(
        f'<c r="{"ABC"[index]}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        if isinstance(cell, str)
        else f'<c r="{"ABC"[index]}{number}"><v>{cell}</v></c>'
        for index, cell in enumerate(cells)
    )
    return f'<row r="{number}">{inner}</row>'


def test_a_sheet_of_a_workbook_is_a_document_of_rows(converted: ConvertBytes) -> None:
    data = _xlsx(_cells(2, "city", "killed", "share") + _cells(3, "Karaj", 3, 0.25) + _cells(5, "Rasht", 14, 1.5))
    conversion = converted(data, "tolls.xlsx")
    assert conversion.outcome == "ok", conversion
    assert conversion.converter == "sheet"
    (document,) = conversion.documents
    assert (document.key, document.title) == ("Tolls", "Tolls")
    assert [(passage.place, passage.text) for passage in document.passages] == [
        ("row 3", "city: Karaj; killed: 3; share: 0.25"),
        ("row 5", "city: Rasht; killed: 14; share: 1.5"),
    ]


@pytest.mark.fault
def test_a_workbook_that_unpacks_without_end_is_refused(converted: ConvertBytes) -> None:
    data = _xlsx(_cells(1, "city"), sheet=bytes(600 << 20))
    assert len(data) < 2 << 20
    conversion = converted(data, "bomb.xlsx")
    assert conversion.outcome == "too_large"
    assert "Unpacked it would be" in conversion.detail


def test_a_workbook_that_is_cut_off_is_damaged() -> None:
    data = _xlsx(_cells(1, "city", "killed"))
    with pytest.raises(Unusable) as caught:
        _sheet._convert(data[: len(data) // 2])
    assert caught.value.outcome == "damaged"
