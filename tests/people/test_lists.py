"""Lists in: mappings guessed and kept, every cell preserved, dates and ages read, and what is noticed before counting."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.errors import ListError
from tallybook.people import (
    Coverage,
    ListAbout,
    ListMapping,
    PeopleList,
    findings,
    guess_mapping,
    mapping_toml,
    read_list,
    read_mapping,
    rows_of_csv,
    rows_of_json,
)
from tallybook.people._cells import read_age, read_day, read_sex, read_status

PERSIAN = (
    "ردیف,نام و نام خانوادگی,Name_EN,سن,جنسیت,تاریخ کشته شدن,شهر,استان,وضعیت\n"
    "۱,سارا مرادی,Sara Moradi,۲۴,زن,۱۴۰۴/۱۰/۱۸,شهر الف,استان یک,کشته شده\n"
    "۲,نوید توکلی,Navid Tavakoli,نامشخص,مرد,۱۴۰۴/۱۰,شهر ب,استان یک,کشته شده\n"
)
ABOUT = ListAbout(id="list-1", name="An invented list")


def _read(text: str, about: ListAbout = ABOUT) -> PeopleList:
    header, rows = rows_of_csv(text)
    return read_list(header, rows, guess_mapping(header, rows), about)


def test_a_persian_header_is_understood() -> None:
    header, rows = rows_of_csv(PERSIAN)
    roles = [column.role for column in guess_mapping(header, rows).columns]
    assert roles == ["number", "name", "alias", "age", "sex", "died", "place", "province", "status"]


def test_every_spelling_and_every_cell_is_kept() -> None:
    first, second = _read(PERSIAN).records
    assert first.names == ("سارا مرادی", "Sara Moradi")
    assert first.cells[0] == ("ردیف", "۱")
    assert first.cells[5] == ("تاریخ کشته شدن", "۱۴۰۴/۱۰/۱۸")
    assert (first.age, first.sex, first.status, first.row) == (24, "f", "dead", 1)
    assert first.died is not None
    # 18 Dey 1404 is 8 January 2026
    assert (first.died.start, first.died.end) == (dt.date(2026, 1, 8), dt.date(2026, 1, 8))
    assert second.age is None
    assert second.unread == ()
    assert second.died is not None
    assert (second.died.start, second.died.end, second.died.precision) == (dt.date(2025, 12, 22), dt.date(2026, 1, 20), "month")
    assert first.places[-1] == second.places[-1]


def test_ids_depend_on_the_list_and_its_own_numbers() -> None:
    again = _read(PERSIAN.replace("سارا مرادی", "سارا مرادی‌پور"))
    assert [record.id for record in again.records] == [record.id for record in _read(PERSIAN).records]
    other = _read(PERSIAN, msgspec.structs.replace(ABOUT, id="list-2"))
    assert other.records[0].id != again.records[0].id


def test_a_mapping_is_data_that_comes_back_the_same() -> None:
    header, rows = rows_of_csv(PERSIAN)
    mapping = guess_mapping(header, rows)
    back = read_mapping(mapping_toml(mapping))
    assert [(c.column, c.header, c.role) for c in back.columns] == [(c.column, c.header, c.role) for c in mapping.columns]
    assert "its header says so" in mapping_toml(mapping)


def test_columns_without_a_telling_header_are_known_by_their_cells() -> None:
    header = ["c1", "c2", "c3", "c4"]
    rows = [["Sara Moradi", "F", "24", "2026-01-08"]] * 6
    assert [column.role for column in guess_mapping(header, rows).columns] == ["name", "sex", "age", "died"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda m: ListMapping(columns=m.columns[2:]), "no column is mapped to a name"),
        (lambda m: ListMapping(columns=(msgspec.structs.replace(m.columns[0], column=99),)), "names a column 99"),
        (
            lambda m: ListMapping(columns=(*m.columns, msgspec.structs.replace(m.columns[3], column=1, header="ردیف"))),
            "two columns",
        ),
    ],
)
def test_a_wrong_mapping_is_refused_with_what_to_do(change: object, message: str) -> None:
    header, rows = rows_of_csv(PERSIAN)
    wrong = change(guess_mapping(header, rows))  # type: ignore[operator]
    with pytest.raises(ListError, match=message) as refused:
        read_list(header, rows, wrong, ABOUT)
    assert refused.value.item == "list-1"
    assert refused.value.hint


def test_an_error_names_the_row_and_never_a_cell() -> None:
    header, rows = rows_of_csv(PERSIAN)
    with pytest.raises(ListError, match="row 2 has 10 cells") as refused:
        read_list(header, [rows[0], [*rows[1], "more"]], guess_mapping(header, rows), ABOUT)
    assert "توکلی" not in str(refused.value)


@pytest.mark.parametrize(
    "text", ["columns = 3", "[[columns]]\ncolumn = 1", '[[columns]]\ncolumn = 1\nheader = "x"\nrole = "king"', "["]
)
def test_a_mapping_with_a_mistake_says_so(text: str) -> None:
    with pytest.raises(ListError, match=r"mapping cannot be read|which is none"):
        read_mapping(text)


def test_json_and_separators() -> None:
    header, rows = rows_of_json('[{"name": "Sara Moradi", "age": 24}, {"name": "Navid Tavakoli", "sex": null}]')
    assert header == ["name", "age", "sex"]
    assert rows == [["Sara Moradi", "24", ""], ["Navid Tavakoli", "", ""]]
    assert rows_of_csv("name;age\nA B;3\n")[0] == ["name", "age"]
    with pytest.raises(ListError, match="no array"):
        rows_of_json('{"a": 1}')
    with pytest.raises(ListError, match="no row"):
        rows_of_csv("name\n")


@pytest.mark.parametrize(
    ("cell", "age"),
    [
        ("24", 24),
        ("۲۴", 24),
        ("24.0", 24),
        ("24 ساله", 24),
        ("7 months", 0),
        ("۳ ماهه", 0),
        ("-1", None),
        ("40s", None),
        ("", None),
        ("about 30", None),
    ],
)
def test_ages(cell: str, age: int | None) -> None:
    assert read_age(cell) == age


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("2026-01-08", "2026-01-08", "2026-01-08"),
        ("2026-01", "2026-01-01", "2026-01-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("1404/10/18", "2026-01-08", "2026-01-08"),
        ("1403/12/30", "2025-03-20", "2025-03-20"),
        ("08/01/2026", "2026-01-08", "2026-01-08"),
        ("2026-01-08T10:00:00", "2026-01-08", "2026-01-08"),
    ],
)
def test_dates_in_two_calendars(cell: str, start: str, end: str) -> None:
    day = read_day(cell)
    assert day is not None
    assert (day.start.isoformat(), day.end.isoformat(), day.written) == (start, end, cell)


@pytest.mark.parametrize("cell", ["2026-13-01", "2026-02-30", "soon", "", "1404/13/01", "1404/12/30"])
def test_dates_that_cannot_be_are_unknown(cell: str) -> None:
    assert read_day(cell) is None


def test_month_first_is_the_mappings_to_say() -> None:
    assert read_day("01/08/2026", month_first=True) == msgspec.structs.replace(read_day("08/01/2026"), written="01/08/2026")  # type: ignore[type-var]


def test_words_for_sex_and_status() -> None:
    assert [read_sex(word) for word in ("زن", "Male", "ذكر", "أنثى", "?")] == ["f", "m", "m", "f", None]
    assert [read_status(word) for word in ("کشته شده", "Arrested", "زخمی", "whatever")] == ["dead", "living", "living", None]


def test_what_is_noticed_before_counting() -> None:
    text = (
        "id,name,age,date of birth,date of death,status\n"
        "1,Sara Moradi,24,2001-05-01,2026-01-08,killed\n"
        "1,Sara Moradi,24,2001-05-01,2026-01-08,killed\n"
        "3,Unknown,150,,2026-01-08,arrested\n"
        "4,Navid Tavakoli,12,1990-01-01,2026-01-08,killed\n"
        "5,Arash Dehghan,-1,,2027-01-01,killed\n"
        "6,Leila Parsa,30,,2025-01-01,killed\n"
        "7,Mina Zarei,30,,32/13/2026,killed\n"
    )
    covered = msgspec.structs.replace(ABOUT, coverage=Coverage(start=dt.date(2026, 1, 1), end=dt.date(2026, 1, 31)))
    found = {finding.code: finding.rows for finding in findings(_read(text, covered), today=dt.date(2026, 2, 1))}
    assert found == {
        "number_twice": (1, 2),
        "same_name_and_details": (1, 2),
        "no_name": (3,),
        "age_not_possible": (3, 5),
        "date_not_possible": (5, 7),
        "age_not_of_dates": (4,),
        "outside_coverage": (5, 6),
        "living": (3,),
        "mixed_scopes": (),
    }
    assert len({record.id for record in _read(text).records}) == 7


@pytest.mark.parametrize(("count", "noticed"), [(100, True), (1000, True), (99, False), (40, False), (5150, False)])
def test_a_page_size_count_is_noticed(count: int, noticed: bool) -> None:
    text = "name\n" + "\n".join(f"Sara Moradi{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}" for n in range(count)) + "\n"
    assert ("page_size_count" in {finding.code for finding in findings(_read(text))}) is noticed


@given(st.lists(st.lists(st.text(max_size=8), min_size=3, max_size=3), min_size=1, max_size=6))
def test_any_rows_are_read_and_kept(rows: list[list[str]]) -> None:
    header = ["name", "age", "date"]
    read = read_list(header, rows, guess_mapping(header, rows), ABOUT)
    assert [[cell for _, cell in record.cells] for record in read.records] == rows
    findings(read)


def test_a_column_called_name_beside_one_of_last_names_holds_the_given_name() -> None:
    for header in (["نام", "نام خانوادگی", "سن"], ["Name", "Surname", "Age"]):
        mapping = guess_mapping(header, [["Barfnur", "Golkar", "3"]])
        assert [column.role for column in mapping.columns] == ["given", "last", "age"]
        read = read_list(header, [["Barfnur", "Golkar", "3"]], mapping, ListAbout(id="l", name="l"))
        assert read.records[0].names == ("Barfnur Golkar",)


def test_a_status_that_is_not_known_is_told_of() -> None:
    header, rows = ["Имя", "Статус"], [["Барфнур Голкар", "арестован"], ["Таразу Санг", "погибла"], ["Санг Барф", "в отпуске"]]
    read = read_list(header, rows, guess_mapping(header, rows), ListAbout(id="l", name="l"))
    assert [record.status for record in read.records] == ["living", "dead", "в отпуске"]
    found = {finding.code: finding.rows for finding in findings(read)}
    assert found["living"] == (1,)
    assert found["status_not_known"] == (3,)
    assert "mixed_scopes" in found
