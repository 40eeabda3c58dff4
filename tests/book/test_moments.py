"""A state of the record is what a writer held: their own entries, and what they had seen of others, in whatever order it came."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from tallybook.book import Book, BookTable, Decision, find_moment, settings_text
from tallybook.errors import InputError, IntegrityError
from tallybook.ledger import Ledger, WriterKey

ADA, BEN = WriterKey.from_seed(bytes(32), "ada"), WriterKey.from_seed(bytes([1] * 32), "ben")


def clock() -> dt.datetime:
    return dt.datetime(2031, 1, 1, tzinfo=dt.UTC)


def judge(book: Book, key: WriterKey, subject: str) -> None:
    book.decide(Decision(verb="confirm", subject=subject, reason="seen"), key=key, clock=clock)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Ada decides one; Ben, on a copy, two; Ada, knowing nothing of it, three; Ben's entries come; Ada decides four."""
    mine = Book.create(tmp_path / "mine", settings_text(BookTable(title="t")), key=ADA, clock=clock)
    judge(mine, ADA, "one")
    shutil.copytree(mine.folder, tmp_path / "copy")
    copy = Book.open(tmp_path / "copy")
    judge(copy, BEN, "two")
    judge(mine, ADA, "three")
    with Ledger.open(copy.ledger_path) as theirs, Ledger.open(mine.ledger_path) as ours:
        ours.merge(theirs.entries("stored"))
    judge(mine, ADA, "four")
    return mine


@pytest.mark.parametrize(
    ("state", "decided"),
    [
        ("ada:2", set()),
        ("ada:3", {"one"}),
        ("ada:4", {"one", "three"}),
        ("ada:5", {"one", "two", "three", "four"}),
        ("ben:2", {"one", "two"}),
        ("now", {"one", "two", "three", "four"}),
    ],
)
def test_a_state_is_what_its_writer_held(book: Book, state: str, decided: set[str]) -> None:
    assert {made.decision.subject for made in find_moment(book, state).state.decisions} == decided


def test_a_number_alone_is_not_enough_where_there_are_two_writers(book: Book) -> None:
    with pytest.raises(InputError, match="more than one writer"):
        find_moment(book, "3")


def test_a_checkpoint_is_the_state_of_its_feed(book: Book) -> None:
    moment = find_moment(book, str(book.checkpoint_path))
    assert moment.state == find_moment(book, "ada:5").state


def test_a_checkpoint_of_entries_that_are_not_here_is_refused(book: Book, tmp_path: Path) -> None:
    shutil.copytree(book.folder, tmp_path / "longer")
    longer = Book.open(tmp_path / "longer")
    judge(longer, ADA, "five")
    with pytest.raises(IntegrityError, match="5 of the 6 entries"):
        find_moment(book, str(longer.checkpoint_path))


def test_a_checkpoint_over_other_entries_is_refused(book: Book, tmp_path: Path) -> None:
    """Ada's key signed another fourth and fifth entry elsewhere: as many entries, another history."""
    with Ledger.open(tmp_path / "copy" / "ledger.sqlite", writer=ADA, clock=clock) as forked:
        forked.append("decision.made", {"verb": "confirm", "subject": "other", "reason": "x"})
        (tmp_path / "forked.txt").write_text(forked.checkpoint(), encoding="utf-8")
    with pytest.raises(IntegrityError, match="does not fit the record"):
        find_moment(book, str(tmp_path / "forked.txt"))
