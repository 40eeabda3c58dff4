"""Looking at a book: as of a day, differences, decisions, the gate, outages and the map."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import run

STORIES = {
    "a.txt": ("2031-03-02", "The Ardava Rights Centre said that at least 40 people had been killed since the protests began."),
    "b.txt": ("2031-03-05", "The Ardava Rights Centre said that at least 55 people had been killed since the protests began."),
    "c.txt": ("2031-03-05", "The interior ministry said that 12 people had been killed since the protests began."),
}
OUTAGES = "place,start,end,source,detail\nArdava,2031-03-01T10:00Z,2031-03-04,Example Monitor,almost nothing got through\n"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("looking")
    home, folder = place / "home", place / "book"
    run("new", folder, home=home)
    for name, (day, text) in STORIES.items():
        (place / name).write_text(text + "\n", encoding="utf-8")
        run("add", folder, place / name, "--published", day, "--publisher", "The Example Courier", home=home)
    (place / "outages.csv").write_text(OUTAGES, encoding="utf-8")
    run("outages", "add", folder, place / "outages.csv", home=home)
    run("build", folder, home=home)
    return folder


def test_as_of_a_day_shows_what_was_known_then(book: Path) -> None:
    home = book.parent / "home"
    then = run("show", book, "--as-of", "2031-03-03", home=home).stdout
    assert "40" in then
    assert "55" not in then
    assert "interior ministry" not in then
    assert "55" in run("show", book, home=home).stdout


def test_diff_says_what_changed_and_by_which_words(book: Path) -> None:
    said = run("diff", book, "2031-03-03", "2031-03-06", home=book.parent / "home").stdout
    assert "55" in said
    assert "“The Ardava Rights Centre said that at least 55 people had been killed since the protests began.”" in said


def test_nothing_changes_between_a_day_and_itself(book: Path) -> None:
    assert "Nothing changed." in run("diff", book, "2031-03-06", "2031-03-06", home=book.parent / "home").stdout


def test_the_gate_finds_every_figure_again(book: Path) -> None:
    assert "Publishable" in run("check", book, "--publishable", home=book.parent / "home").stdout


def test_a_round_count_stops_publication_until_a_reason_lets_it_through(tmp_path: Path, new_book: Path) -> None:
    home, folder = tmp_path / "home", new_book
    (tmp_path / "list.txt").write_text(
        "The Ardava Rights Centre said that it had recorded the deaths of 1,000 people.\n", encoding="utf-8"
    )
    run("add", folder, tmp_path / "list.txt", "--published", "2031-03-02", home=home)
    run("build", folder, home=home)
    stopped = run("check", folder, "--publishable", home=home, expect=1).stdout
    finding = next(line.split()[1] for line in stopped.splitlines() if line.startswith("STOPS"))
    run("decide", folder, "allow", finding, "--reason", "the centre counts to the person; it says so on its page", home=home)
    run("build", folder, home=home)
    assert "counts to the person" in run("check", folder, "--publishable", home=home).stdout


def test_joined_actors_are_one_origin_and_parted_again_two(tmp_path: Path, new_book: Path) -> None:
    home, folder = tmp_path / "home", new_book
    for name, actor in (("a.txt", "The Ardava Rights Centre"), ("b.txt", "Doctors for Ardava")):
        (tmp_path / name).write_text(
            f"{actor} said that at least 40 people had been killed since the protests began.\n", encoding="utf-8"
        )
        run("add", folder, tmp_path / name, "--published", "2031-03-02", home=home)
    run("build", folder, home=home)

    def origins() -> int:
        shown = json.loads(run("show", folder, "--json", home=home).stdout)
        return int(shown["tolls"][0]["origins"])

    assert origins() == 2
    run(
        "decide",
        folder,
        "join_actors",
        "The Ardava Rights Centre",
        "Doctors for Ardava",
        "--reason",
        "one body under two names",
        home=home,
    )
    run("build", folder, home=home)
    assert origins() == 1
    standing = run("decisions", folder, home=home).stdout.split()[0]
    run("undo", folder, standing, "--reason", "they are not", home=home)
    run("build", folder, home=home)
    assert origins() == 2


def test_an_unknown_kind_of_decision_is_refused_with_the_kinds(book: Path) -> None:
    done = run("decide", book, "believe", "somebody", "--reason", "x", home=book.parent / "home", expect=1)
    assert "join_actors" in done.stderr


def test_a_stated_outage_is_shown_and_marks_the_timeline(book: Path, tmp_path: Path) -> None:
    home = book.parent / "home"
    assert "almost nothing got through" in run("outages", "show", book, home=home).stdout
    run("report", book, "-o", tmp_path / "report.html", home=home)
    assert "Ardava: outage, stated" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_file_that_is_no_series_is_named_and_the_build_goes_on(tmp_path: Path, new_book: Path) -> None:
    home, folder = tmp_path / "home", new_book
    (tmp_path / "noise.csv").write_bytes(bytes(range(1, 255)))
    run("outages", "add", folder, tmp_path / "noise.csv", home=home)
    run("build", folder, home=home)
    assert "noise.csv" in run("outages", "show", folder, home=home).stdout
