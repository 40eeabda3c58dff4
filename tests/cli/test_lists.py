"""Lists of names in a book: added, linked, counted, judged, undone; and no name anywhere but where names belong."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import run

SYNTHETIC = Path(__file__).resolve().parents[2] / "examples" / "synthetic-lists"
CLAIM = "The Ardava Rights Centre said that at least 40 people had been killed since the protests began.\n"


def add_list(book: Path, file: Path, name: str, day: str, *more: str) -> str:
    """Add a release and give its id; the mapping is laid beside a copy, so that the examples stay as they are."""
    copy = book.parent / file.name
    if not copy.exists():
        copy.write_bytes(file.read_bytes())
    given = ("--name", name, "--maker", name, "--released", day, "--json", *more)
    return str(json.loads(run("list", "add", book, copy, *given, home=book.parent / "home").stdout)["id"])


def build(book: Path) -> bytes:
    run("build", book, home=book.parent / "home")
    return (book / "derived.sqlite").read_bytes()


def rows(book: Path, query: str, *given: object) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(book / "derived.sqlite")
    found = connection.execute(query, given).fetchall()
    connection.close()
    return found


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("lists")
    folder, home = place / "book", place / "home"
    run("new", folder, home=home)
    (place / "claim.txt").write_text(CLAIM, encoding="utf-8")
    run("add", folder, place / "claim.txt", "--published", "2021-03-20", "--publisher", "The Example Courier", home=home)
    for day in ("2021-03-12", "2021-03-20", "2021-03-28"):
        add_list(folder, SYNTHETIC / f"centre-a-{day}.csv", "Centre A", day, "--deduplicated")
    add_list(folder, SYNTHETIC / "group-b-2021-03-15.csv", "Group B", "2021-03-15", "--deduplicated")
    build(folder)
    return folder


def names_of_examples() -> set[str]:
    """Every name in the synthetic lists."""
    found = set()
    for file in SYNTHETIC.glob("*.csv"):
        with file.open(encoding="utf-8") as text:
            found |= {row.get("Name") or row.get("نام و نام خانوادگی") or "" for row in csv.DictReader(text)}
    return found - {"", "نامشخص"}


def test_two_homonyms_in_one_incident_stay_two(book: Path) -> None:
    persons = rows(book, "SELECT DISTINCT person FROM record WHERE list = 'Centre A' AND row IN (1, 31)")
    assert len(persons) == 2


def test_records_of_two_scripts_are_one_person(book: Path) -> None:
    """18 of the 21 rows of Group B are rows of Centre A in Latin letters; three are of nobody on the other list."""
    both = rows(book, "SELECT person FROM record GROUP BY person HAVING count(DISTINCT list) = 2")
    assert 16 <= len(both) <= 18


def test_a_removed_and_returned_person_keeps_one_history(book: Path) -> None:
    ((name,),) = rows(book, "SELECT person FROM record WHERE list = 'Centre A' AND row = 5")
    told = json.loads(run("person", book, str(name), "--json", home=book.parent / "home").stdout)
    kinds = [event["kind"] for event in told["events"] if event["kind"] in ("added", "removed", "returned")]
    assert kinds == ["added", "removed", "returned"]


def test_releases_are_compared(book: Path) -> None:
    home = book.parent / "home"
    shown = json.loads(run("list", "show", book, "--json", home=home).stdout)["releases"]
    first, second, third = [release["id"] for release in shown if release["list"] == "Centre A"]
    change = json.loads(run("list", "compare", book, first, second, "--json", home=home).stdout)
    assert (len(change["removed"]), len(change["added"]), change["kept"]) == (1, 0, 32)
    assert [one["field"] for one in change["corrected"]] == ["age"]
    back = json.loads(run("list", "compare", book, second, third, "--json", home=home).stdout)
    assert (len(back["returned"]), len(back["added"])) == (1, 0)


def test_the_documented_floor_stands_beside_the_claim(book: Path) -> None:
    home = book.parent / "home"
    count = json.loads(run("persons", book, "--json", home=home).stdout)["count"]
    # 31 of Centre A's 33 rows count (one has no name, one is an arrest); at most the 21 rows of Group B are others
    assert 31 <= count["low"] <= count["middle"] <= count["high"] <= 52
    (toll,) = json.loads(run("show", book, "--json", home=home).stdout)["tolls"]
    assert toll["documented"] == [count["low"], count["high"]]


def test_as_of_a_day_counts_only_what_was_released_by_then(book: Path) -> None:
    home = book.parent / "home"
    (toll,) = json.loads(run("show", book, "--as-of", "2021-03-21", "--json", home=home).stdout)["tolls"]
    now = json.loads(run("persons", book, "--json", home=home).stdout)["count"]
    assert toll["documented"][1] <= now["high"]
    ((counted,),) = rows(book, "SELECT counted FROM list WHERE list = 'Centre A' AND released = '2021-03-20'")
    assert counted == 30  # 31 less the row that was removed
    assert "uncalibrated" in run("persons", book, home=home).stdout


def test_a_merge_undone_leaves_the_same_bytes_and_is_still_told(book: Path) -> None:
    home = book.parent / "home"
    before = build(book)
    one, other = (
        str(row[0]) for row in rows(book, "SELECT id FROM record WHERE list = 'Centre A' AND row IN (1, 31) ORDER BY row")
    )
    said = run("judge", book, one, other, "same", "--reason", "one grave", "--json", home=home)
    assert build(book) != before
    assert len(rows(book, "SELECT DISTINCT person FROM record WHERE id IN (?, ?)", one, other)) == 1
    run("undo", book, json.loads(said.stdout)["decision"], "--reason", "two graves after all", home=home)
    assert build(book) == before
    told = run("person", book, one, home=home).stdout
    assert "one grave" in told
    assert "two graves after all" in told


def test_two_writers_who_differ_leave_a_pair_disputed(tmp_path: Path, book: Path) -> None:
    copy = tmp_path / "book"
    shutil.copytree(book, copy)
    one, other = (
        str(row[0]) for row in rows(copy, "SELECT id FROM record WHERE list = 'Centre A' AND row IN (2, 3) ORDER BY row")
    )
    for home, verdict in ((book.parent / "home", "same"), (tmp_path / "other-home", "not_the_same")):
        run("judge", copy, one, other, verdict, "--reason", "seen", home=home)
        run("build", copy, home=home)
    disputed = json.loads(run("persons", copy, "--json", home=tmp_path / "home").stdout)["disputed"]
    assert disputed == [sorted((one, other))]
    assert len(rows(copy, "SELECT DISTINCT person FROM record WHERE id IN (?, ?)", one, other)) == 2


def test_building_from_nothing_gives_the_same_bytes(book: Path) -> None:
    before = build(book)
    (book / "derived.sqlite").unlink()
    (book / "cache.sqlite").unlink()
    assert build(book) == before
    assert "The book is whole." in run("check", book, home=book.parent / "home").stdout


def test_review_shows_pairs_with_their_reasons(book: Path) -> None:
    pairs = [
        json.loads(line) for line in run("review", book, "--most", "3", "--json", home=book.parent / "home").stdout.splitlines()
    ]
    assert 0 < len(pairs) <= 3
    for pair in pairs:
        assert pair["one"]["id"] != pair["other"]["id"]
        assert any("one person" in sentence or "two persons" in sentence for sentence in pair["sentences"])


def test_no_name_leaves_its_place(book: Path) -> None:
    """Canary: names stand in review and in the record table, and in nothing else that is printed or published."""
    home = book.parent / "home"
    run("report", book, "-o", book.parent / "report.html", home=home)
    outputs = {"report": (book.parent / "report.html").read_text(encoding="utf-8")}
    looks: tuple[tuple[str | Path, ...], ...] = (
        ("show", book),
        ("show", book, "--json"),
        ("persons", book, "--list"),
        ("list", "show", book),
        ("check", book, "--publishable"),
        ("decisions", book),
    )
    for look in looks:
        done = run(*look, home=home, expect=None)
        outputs[" ".join(map(str, look))] = done.stdout + done.stderr
    ((person,),) = rows(book, "SELECT person FROM record WHERE list = 'Centre A' AND row = 5")
    outputs["person"] = run("person", book, str(person), home=home).stdout
    connection = sqlite3.connect(book / "ledger.sqlite")
    outputs["ledger"] = "".join(str(row) for row in connection.execute("SELECT bytes FROM entries"))
    connection.close()
    names = names_of_examples()
    assert names
    seen = {where: [name for name in sorted(names) if name in text] for where, text in outputs.items()}
    assert not any(seen.values()), seen
    for table in ("meta", "list", "person", "whole", "toll", "flag", "statement", "item"):
        text = str(rows(book, f"SELECT * FROM {table}"))
        assert not any(name in text for name in names), table


CANARY = "Zomorrodeh Kanarivash"
BROKEN: dict[str, bytes] = {
    "long.csv": f"Name,Age\n{CANARY},31,one,two\nOther Body,2\n".encode(),
    "headless.csv": f"{CANARY},31,2021-03-04\nAftab Rokhsaz,22,2021-03-05\n".encode(),
    "nested.json": json.dumps([{"name": {CANARY: 1}}]).encode(),
    "bytes.csv": f"Name,Age\n{CANARY},3\n".encode() + b"\xff\xfe\xfa",
    "cut.xlsx": b"PK\x03\x04" + CANARY.encode(),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_broken_list_is_refused_without_naming_anybody(tmp_path: Path, new_book: Path, name: str) -> None:
    home, folder, content = tmp_path / "home", new_book, BROKEN[name]
    (tmp_path / name).write_bytes(content)
    done = run("list", "add", folder, tmp_path / name, "--name", "L", home=home, expect=1)
    assert name in done.stderr.replace("\n", "") or "book" in done.stderr
    assert "(list;" in done.stderr
    assert CANARY.split()[0] not in done.stdout + done.stderr
    ledger = sqlite3.connect(folder / "ledger.sqlite")
    entries = "".join(str(row) for row in ledger.execute("SELECT bytes FROM entries"))
    ledger.close()
    assert "book.created" in entries
    assert "list.added" not in entries


def test_xlsx_and_json_give_what_csv_gives(tmp_path: Path, new_book: Path) -> None:
    home, folder = tmp_path / "home", new_book
    people = [
        {"name": "Sangriz Tarazu", "age": 31, "date of death": "2021-03-04"},
        {"name": "Barfnur Golkar", "age": 4, "date of death": "2021-03-05"},
    ]
    (tmp_path / "l.json").write_text(json.dumps(people), encoding="utf-8")
    entered = json.loads(run("list", "add", folder, tmp_path / "l.json", "--name", "L", "--json", home=home).stdout)
    assert (entered["rows"], entered["counted"]) == (2, 2)
    assert [column["role"] for column in entered["columns"]] == ["name", "age", "died"]
    assert "who made it (--maker)" in entered["not_said"]


def test_lists_that_copy_one_another_are_one_lineage_and_count_once(tmp_path: Path, new_book: Path) -> None:
    home, folder = tmp_path / "home", new_book
    add_list(folder, SYNTHETIC / "centre-a-2021-03-12.csv", "Centre A", "2021-03-12", "--deduplicated")
    add_list(folder, SYNTHETIC / "centre-a-2021-03-12.csv", "Mirror", "2021-03-13", "--deduplicated", "--copies", "Centre A")
    build(folder)
    facts = json.loads(run("persons", folder, "--json", home=home).stdout)
    assert (facts["lists"], facts["lineages"]) == (2, 1)
    assert rows(folder, "SELECT max(lineages) FROM person") == [(1,)]


def test_a_book_without_lists_imports_no_linkage(new_book: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tallybook.book import Book, build; import tallybook.cli;"
        f"build(Book.open(Path({str(new_book)!r})));"
        "print(sorted({'splink', 'duckdb', 'pyarrow', 'rapidfuzz'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
