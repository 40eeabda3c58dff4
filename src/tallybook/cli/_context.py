"""What commands share: the user's key, the clock, opening a book."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Annotated

import platformdirs
import typer

from tallybook.book import Book
from tallybook.errors import InputError
from tallybook.ledger import WriterKey

BookFolder = Annotated[Path, typer.Argument(metavar="BOOK", help="The book's folder.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def now() -> dt.datetime:
    """The one place where the command line reads the clock."""
    return dt.datetime.now(dt.UTC)


def home() -> Path:
    """The user's own folder: keys lie here, never in a book. ``TALLYBOOK_HOME`` names another place."""
    given = os.environ.get("TALLYBOOK_HOME")
    return Path(given) if given else platformdirs.user_data_path("tallybook", appauthor=False)


def writer_key() -> WriterKey:
    """This user's key on this device, made at first use."""
    folder = home() / "keys"
    if folder.is_dir() and any(folder.iterdir()):
        return WriterKey.load(folder)
    return WriterKey.create(folder, os.environ.get("TALLYBOOK_WRITER", "writer"))


def day(text: str | None) -> dt.date | None:
    """A day given on the command line. Raises InputError where it is none."""
    return None if text is None else required_day(text)


def required_day(text: str) -> dt.date:
    """A day that must be given. Raises InputError where it is none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"'{text}' is not a day.", hint="Write it as year-month-day, for example 2026-01-13.") from error


def open_book(folder: Path) -> Book:
    """The book in ``folder``."""
    return Book.open(folder)
