"""Books of invented lists, built in this process: clocks that tick, one writer, lists as CSV files."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from tallybook.book import Book, BookTable, enter_list, guessed_mapping, list_added, settings_text, take_table
from tallybook.ledger import WriterKey
from tallybook.people import PeopleList

KEY = WriterKey.from_seed(bytes(range(32)), "tester")


def ticking() -> Callable[[], dt.datetime]:
    """A clock that goes a minute on each time it is read."""
    moment = dt.datetime(2031, 3, 1, tzinfo=dt.UTC)

    def clock() -> dt.datetime:
        nonlocal moment
        moment += dt.timedelta(minutes=1)
        return moment

    return clock


def new_book(folder: Path, clock: Callable[[], dt.datetime]) -> Book:
    """An empty book."""
    return Book.create(folder, settings_text(BookTable(title="invented")), key=KEY, clock=clock)


def as_csv(given: PeopleList, rows: Sequence[int] | None = None) -> str:
    """An invented list as its maker would publish it, with its own numbers."""
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(["Number", "Name", "Sex", "Age", "Date of death", "Province"])
    for at, record in enumerate(given.records):
        if rows is None or at in rows:
            died = record.died.start.isoformat() if record.died else ""
            out.writerow([record.id, record.names[0], record.sex, record.age, died, record.places[-1] if record.places else ""])
    return text.getvalue()


def add(book: Book, clock: Callable[[], dt.datetime], name: str, day: str, text: str, *, deduplicated: bool = True) -> None:
    """Enter a release."""
    file = book.folder.parent / f"{name}-{day}.csv"
    file.write_text(text, encoding="utf-8")
    taken = take_table(book, file)
    released = dt.date.fromisoformat(day)
    added = list_added(taken, name, guessed_mapping(taken), maker=name, released=released, deduplicated=deduplicated)
    enter_list(book, taken, added, key=KEY, clock=clock)
