"""The way of a user: new, add, build, show, report, read, check."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.command import copied, run

STORY = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Dozens dead in Ardava</title>
<meta property="og:site_name" content="The Example Courier"><meta property="article:published_time" content="2031-03-04T08:00:00Z">
</head><body><article><h1>Dozens dead in Ardava</h1>
<p>At least 40 people were killed in Ardava on Monday, the Ardava Rights Centre said, after two days in which no calls came through.</p>
<p>The interior ministry put the death toll at 12 and said that three of the dead were police officers.</p>
<p>Shops stayed closed, and the bridge over the river was guarded by soldiers for the second day in a row, residents said by telephone.</p>
</article></body></html>"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("commands")
    home, folder = place / "home", place / "book"
    (place / "story.html").write_text(STORY, encoding="utf-8")
    (place / "gone.txt").write_text("Ten people were killed in Belmur, doctors said.", encoding="utf-8")
    run("new", folder, "--title", "Ardava", home=home)
    run("add", folder, place / "story.html", home=home)
    run("build", folder, home=home)
    return place


@pytest.fixture
def book(built: Path, tmp_path: Path) -> Path:
    return copied(built, tmp_path)


def test_show_names_each_origin_with_its_figure(book: Path, tmp_path: Path) -> None:
    shown = run("show", book, home=tmp_path / "home").stdout
    assert "Ardava Rights Centre" in shown
    assert "40" in shown
    assert "12" in shown


def test_the_report_is_one_file_with_the_words(book: Path, tmp_path: Path) -> None:
    run("report", book, "-o", tmp_path / "report.html", home=tmp_path / "home")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Ardava Rights Centre" in page
    assert "<script" not in page


def test_building_twice_gives_the_same_bytes_and_so_does_building_from_nothing(book: Path, tmp_path: Path) -> None:
    derived = book / "derived.sqlite"
    first = derived.read_bytes()
    run("build", book, home=tmp_path / "home")
    assert derived.read_bytes() == first
    derived.unlink()
    (book / "cache.sqlite").unlink()
    run("build", book, home=tmp_path / "home")
    assert derived.read_bytes() == first


def test_growing_step_by_step_gives_the_same_bytes_as_building_at_once(book: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    run("add", book, tmp_path / "gone.txt", home=home)
    run("build", book, home=home)
    step_by_step = (book / "derived.sqlite").read_bytes()
    (book / "derived.sqlite").unlink()
    (book / "cache.sqlite").unlink()
    run("build", book, home=home)
    assert (book / "derived.sqlite").read_bytes() == step_by_step


def test_withdrawn_and_added_again_gives_the_same_bytes(book: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    added = json.loads(run("add", book, tmp_path / "gone.txt", "--json", home=home).stdout)
    run("build", book, home=home)
    before = (book / "derived.sqlite").read_bytes()
    run("withdraw", book, added["item"], "--reason", "doubt", home=home)
    run("build", book, home=home)
    without = run("show", book, home=home).stdout
    assert "Belmur" not in without
    assert (book / "derived.sqlite").read_bytes() != before
    run("add", book, tmp_path / "gone.txt", home=home)
    run("build", book, home=home)
    assert (book / "derived.sqlite").read_bytes() == before


def test_what_was_not_built_since_is_not_shown_as_if_it_were(book: Path, tmp_path: Path) -> None:
    run("add", book, tmp_path / "gone.txt", home=tmp_path / "home")
    assert "tallybook build" in run("show", book, home=tmp_path / "home", expect=1).stderr


def test_check_finds_a_changed_object(book: Path, tmp_path: Path) -> None:
    victim = next(path for path in (book / "evidence").rglob("*") if path.is_file())
    victim.chmod(0o644)
    victim.write_bytes(victim.read_bytes().replace(b"40", b"41"))
    done = run("check", book, home=tmp_path / "home", expect=1)
    assert victim.name in done.stdout


def test_check_finds_a_changed_derived_table(book: Path, tmp_path: Path) -> None:
    with sqlite3.connect(book / "derived.sqlite") as connection:
        connection.execute("UPDATE statement SET low = low + 1 WHERE low IS NOT NULL")
    connection.close()
    assert "derived" in run("check", book, home=tmp_path / "home", expect=1).stdout


def test_check_finds_a_changed_ledger_entry(book: Path, tmp_path: Path) -> None:
    with sqlite3.connect(book / "ledger.sqlite") as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE entries SET bytes = CAST(replace(bytes, 'story', 'stori') AS BLOB) WHERE seq > 0")
    connection.close()
    assert "ledger" in run("check", book, home=tmp_path / "home", expect=1).stdout


def test_check_finds_a_ledger_whose_end_was_cut_off(book: Path, tmp_path: Path) -> None:
    with sqlite3.connect(book / "ledger.sqlite") as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM entries WHERE seq = (SELECT max(seq) FROM entries)")
    connection.close()
    assert "ledger" in run("check", book, home=tmp_path / "home", expect=1).stdout


def test_the_words_in_the_derived_tables_are_at_their_offsets(book: Path) -> None:
    connection = sqlite3.connect(book / "derived.sqlite")
    rows = connection.execute(
        "SELECT s.text, substr(p.text, s.start + 1, s.end - s.start) FROM statement s JOIN passage p ON p.id = s.passage"
    ).fetchall()
    connection.close()
    assert rows
    assert all(text == words for text, words in rows)


def test_read_prints_statements_as_json_lines(tmp_path: Path) -> None:
    (tmp_path / "story.html").write_text(STORY, encoding="utf-8")
    lines = run("read", tmp_path / "story.html", "--json", home=tmp_path / "home").stdout.splitlines()
    statements = [row for row in map(json.loads, lines) if not row.get("rejected")]
    found = {(row["quantity"]["low"], row["quantity"]["bound"], row["chain"][0]["actor"]) for row in statements}
    assert (40, "at_least", "the Ardava Rights Centre") in found


def test_a_folder_that_is_no_book_is_named(tmp_path: Path) -> None:
    done = run("build", tmp_path, home=tmp_path / "home", expect=1)
    assert "is not a book" in done.stderr
    assert "tallybook new" in done.stderr


def test_a_day_that_is_none_is_named(book: Path, tmp_path: Path) -> None:
    done = run("add", book, tmp_path / "gone.txt", "--published", "13/01/2026", home=tmp_path / "home", expect=1)
    assert "year-month-day" in done.stderr
