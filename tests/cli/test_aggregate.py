"""A morgue's total against incidents, from the example's files to the terminal, the tables and the report. Worked by hand in its README."""

from __future__ import annotations

import functools
import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.command import run

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "synthetic-morgue"
RANGES = [(412, 412), (395, 404), (85, 94), (73, 82), (48, 82), (48, 82)]
ORDER = (
    "--place", "Tolverin", "--exclude", "fighters: rarely", "--usual", "deaths of an ordinary March: 310", "--absent", "2031-03-20: most",
)  # fmt: skip


@functools.cache
def statement_of(book: Path, figure: int) -> str:
    shown = json.loads(run("show", book, "--json", home=book.parent / "home").stdout)
    return str(next(claim["statements"][0] for toll in shown["tolls"] for claim in toll["claims"] if claim["low"] == figure))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("aggregate")
    home, folder = place / "home", place / "book"
    run("new", folder, home=home)
    run("add", folder, *sorted(EXAMPLE.glob("*.txt")), "--published", "2031-04-05", home=home)
    run("build", folder, home=home)
    return folder


@pytest.fixture(scope="module")
def worked(book: Path) -> Path:
    home = book.parent / "home"
    reason = "the morgue counts bodies, not incidents"
    run("aggregate", book, statement_of(book, 412), *ORDER, "--reason", reason, home=home)
    run("build", book, home=home)
    return book


def test_the_working_is_kept_in_the_tables(worked: Path) -> None:
    tables = sqlite3.connect(worked / "derived.sqlite")
    assert tables.execute("SELECT low, high, refused FROM aggregate").fetchall() == [(48, 82, None)]
    assert tables.execute("SELECT low, high FROM working ORDER BY step").fetchall() == RANGES
    tables.close()


def test_the_working_is_shown_in_the_terminal_and_in_json(worked: Path) -> None:
    home = worked.parent / "home"
    shown = " ".join(run("show", worked, home=home).stdout.split())
    assert "48 to 82 not recorded as incidents" in shown
    assert "“rarely” read as 1 in 50 to 1 in 25, Iraq Body Count, note to entry x334: 395 to 404." in shown
    (aggregate,) = json.loads(run("show", worked, "--json", home=home).stdout)["aggregates"]
    assert [(step["low"], step["high"]) for step in aggregate["steps"]] == RANGES
    assert [bool(step["statements"]) for step in aggregate["steps"]] == [True, False, False, True, True, True]


def test_the_working_stands_in_the_report_with_its_evidence(worked: Path, tmp_path: Path) -> None:
    run("report", worked, "-o", tmp_path / "report.html", home=worked.parent / "home")
    page = (tmp_path / "report.html").read_text(encoding="utf-8").split('<section id="aggregates"')[1].split("</section>")[0]
    assert "48 to 82 not recorded as incidents" in page
    assert page.count("<tr>") == 1 + len(RANGES)
    assert page.count('<a href="#q-') == 2 + 3, "the two reports of the total, and one of each incident"


def test_the_gate_works_it_again(worked: Path) -> None:
    assert "Publishable" in run("check", worked, "--publishable", home=worked.parent / "home").stdout


def test_without_a_reason_it_only_shows(book: Path) -> None:
    home = book.parent / "home"
    before = run("decisions", book, home=home).stdout
    found = json.loads(run("aggregate", book, statement_of(book, 412), *ORDER, "--json", home=home).stdout)
    assert (found["low"], found["high"]) == (48, 82)
    assert run("decisions", book, home=home).stdout == before


@pytest.mark.parametrize(
    ("figure", "options", "words"),
    [
        (12, (), "two reports"),
        (412, ("--place", "Elsewhere"), "no place of this book"),
        (412, ("--exclude", "fighters: a sprinkling of them"), "a sprinkling of them"),
        (412, ("--exclude", "fighters"), "two parts"),
        (412, ("--usual", "ordinary deaths: many"), "no count"),
        (412, ("--absent", "the market: most"), "names no incident"),
    ],
)
def test_what_cannot_be_worked_is_refused_in_plain_words(book: Path, figure: int, options: tuple[str, ...], words: str) -> None:
    done = run("aggregate", book, statement_of(book, figure), *options, "--reason", "x", home=book.parent / "home", expect=1)
    assert words in " ".join(done.stderr.split())


def test_decide_points_to_the_command_that_works_aggregates(book: Path) -> None:
    done = run("decide", book, "aggregate", "s-1", "--reason", "x", home=book.parent / "home", expect=1)
    assert "tallybook aggregate" in done.stderr
