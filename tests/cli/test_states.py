"""Differences between states of the record: what came in, what was withdrawn, what was decided, and what each of them changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.command import run

STORIES = {
    "a.txt": "The Ardava Rights Centre said that at least 40 people had been killed since the protests began.",
    "b.txt": "Doctors for Ardava said that at least 40 people had been killed since the protests began.",
    "c.txt": "The interior ministry said that 12 people had been killed since the protests began.",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Entries: 1 the writer, 2 the book, 3 to 5 the stories, 6 the join, 7 the withdrawal of c.txt."""
    place = tmp_path_factory.mktemp("states")
    home, folder = place / "home", place / "book"
    run("new", folder, home=home)
    for name, text in STORIES.items():
        (place / name).write_text(text + "\n", encoding="utf-8")
        run("add", folder, place / name, "--published", "2031-03-02", home=home)
    shutil.copy(folder / "checkpoint.txt", place / "edition.txt")
    reason = "one body under two names"
    run("decide", folder, "join_actors", "The Ardava Rights Centre", "Doctors for Ardava", "--reason", reason, home=home)
    shown = run("show", folder, "--evidence", home=home, expect=None)
    run("build", folder, home=home)
    shown = run("show", folder, "--evidence", home=home)
    item = next(line.split()[0] for line in shown.stdout.splitlines() if "c.txt" in line)
    run("withdraw", folder, item, "--reason", "the ministry took it back", home=home)
    run("build", folder, home=home)
    return folder


def between(book: Path, before: str | Path, after: str | Path) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(
        run("diff", book, before, after, "--json", home=book.parent / "home").stdout
    )
    return found


def test_the_entries_are_listed_with_the_numbers_that_name_states(book: Path) -> None:
    lines = run("entries", book, home=book.parent / "home").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2", "3", "4", "5", "6", "7"]
    assert "join_actors" in lines[5]
    assert "the ministry took it back" in lines[6]


def test_a_join_is_named_as_the_cause_of_what_it_changed_and_of_nothing_else(book: Path) -> None:
    found = between(book, "5", "6")
    assert [judged["reason"] for judged in found["decided"]] == ["one body under two names"]
    assert found["added"] == found["withdrawn"] == found["undone"] == []
    decision = found["decided"][0]["decision"]
    assert found["changes"]
    assert all(change["decisions"] == [decision] for change in found["changes"])
    origins = next(change for change in found["changes"] if change["kind"] == "origins")
    assert (origins["before"], origins["after"]) == ("3", "2")
    assert "“one body under two names”" in str(origins["sentence"])


def test_a_withdrawal_is_named_with_its_reason_and_the_words_that_are_gone(book: Path) -> None:
    found = between(book, "6", "now")
    assert [(piece["name"], piece["reason"]) for piece in found["withdrawn"]] == [("c.txt", "the ministry took it back")]
    assert all(change["decisions"] == [] for change in found["changes"])
    ranges = next(change for change in found["changes"] if change["kind"] == "range")
    assert (ranges["before"], ranges["after"]) == ("12 to 40", "40")
    gone = [(str(words["text"]).rstrip("."), words["file"]) for words in found["words"] if words["standing"] == "gone"]
    assert gone == [(STORIES["c.txt"].rstrip("."), "c.txt")]


def test_new_evidence_between_two_states(book: Path) -> None:
    found = between(book, "3", "4")
    assert [piece["name"] for piece in found["added"]] == ["b.txt"]
    assert {change["kind"] for change in found["changes"]} >= {"claim_added", "origins", "reports"}
    assert all("new statement" in str(change["reason"]) for change in found["changes"] if change["kind"] == "claim_added")


def test_a_checkpoint_names_the_state_it_was_signed_over(book: Path) -> None:
    edition = book.parent / "edition.txt"
    home = book.parent / "home"
    assert "Nothing changed." in run("diff", book, edition, "5", home=home).stdout
    assert between(book, edition, "now")["changes"] == between(book, "5", "now")["changes"]


def test_a_checkpoint_that_was_changed_or_is_of_another_book_is_refused(book: Path, tmp_path: Path) -> None:
    home = book.parent / "home"
    text = (book.parent / "edition.txt").read_text(encoding="utf-8")
    changed = tmp_path / "changed.txt"
    changed.write_text(text.replace("\n5\n", "\n4\n", 1), encoding="utf-8")
    assert "signature" in run("diff", book, changed, "now", home=home, expect=1).stderr
    run("new", tmp_path / "other", home=home)
    (tmp_path / "a.txt").write_text(STORIES["a.txt"], encoding="utf-8")
    run("add", tmp_path / "other", tmp_path / "a.txt", home=home)
    foreign = run("diff", book, tmp_path / "other" / "checkpoint.txt", "now", home=home, expect=1)
    assert "does not hold" in foreign.stderr


def test_an_undone_decision_is_named_too(book: Path, tmp_path: Path) -> None:
    folder, home = tmp_path / "copy", book.parent / "home"
    shutil.copytree(book, folder)
    standing = run("decisions", folder, home=home).stdout.split()[0]
    run("undo", folder, standing, "--reason", "they are two after all", home=home)
    found = between(folder, "7", "8")
    assert [(judged["decision"], judged["reason"]) for judged in found["undone"]] == [(standing, "they are two after all")]
    origins = next(change for change in found["changes"] if change["kind"] == "origins")
    assert (origins["before"], origins["after"], origins["decisions"]) == ("1", "2", [standing])


@pytest.mark.parametrize("moment", ["0", "99", "yesterday", "2031-02-30", "nobody:3"])
def test_what_names_no_moment_is_refused_in_plain_words(book: Path, moment: str) -> None:
    assert moment in run("diff", book, moment, "now", home=book.parent / "home", expect=1).stderr
