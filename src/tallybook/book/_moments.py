"""Two moments of a book that can be held against each other: a day, or a state of the record.

A state of the record is what a writer held after the first N entries of their feed: those entries, and every entry of others that
they had seen by then. A checkpoint signs just that, whatever arrived since, in whatever order; an edition will name its state so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

from tallybook.book._book import Book
from tallybook.book._state import State, replay_state
from tallybook.errors import InputError, IntegrityError
from tallybook.ledger import (
    Entry,
    Ledger,
    WriterBody,
    feed_origin,
    leaf_hash,
    open_checkpoint,
    read_checkpoint,
    read_public_line,
    root,
)
from tallybook.model import Record

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_COUNT = re.compile(r"(?:(?P<writer>[^:]+):)?(?P<size>[0-9]+)")
_FORMS = "Name a day (2026-01-14), 'now', a number of entries ('tallybook entries BOOK' lists them), or a checkpoint file."


class Moment(Record, frozen=True):
    """One side of a comparison: ``words`` as it is printed; ``state`` what the record said; ``day`` where only what had been
    published by that day counts.
    """

    words: str
    state: State
    day: dt.date | None = None


class Feed(Record, frozen=True):
    """A writer's entries here, oldest first, and what entry 0 says of the writer."""

    writer: str
    about: WriterBody
    entries: tuple[Entry, ...]


def find_moment(book: Book, text: str) -> Moment:
    """The moment that a text names. Raises ``InputError`` where it names none here, ``IntegrityError`` where a checkpoint does not fit."""
    with Ledger.open(book.ledger_path) as ledger:
        causality = ledger.causality()
        order = causality.order()
        if text == "now":
            return Moment(words="the book as it is now", state=replay_state(order))
        if _DAY.fullmatch(text):
            return Moment(words=f"what was published by {text}", state=replay_state(order), day=_day(text))
        feeds = _feeds(ledger.writers(), order)
        feed, size = _checkpointed(Path(text), feeds) if Path(text).is_file() else _counted(text, feeds)
        tip = feed.entries[size - 1]
        held = [entry for entry in order if entry.hash == tip.hash or causality.knew(tip, entry)]
        return Moment(words=f"the record after entry {size} of {feed.about.name}, {tip.at[:10]}", state=replay_state(held))


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"'{text}' is not a day.", hint="Write it as year-month-day, for example 2026-01-13.") from error


def _feeds(writers: dict[str, WriterBody], order: Sequence[Entry]) -> list[Feed]:
    by_writer: dict[str, list[Entry]] = {}
    for entry in order:
        by_writer.setdefault(entry.writer, []).append(entry)
    return [
        Feed(writer=name, about=about, entries=tuple(sorted(by_writer.get(name, []), key=lambda entry: entry.seq)))
        for name, about in sorted(writers.items())
    ]


def _counted(text: str, feeds: Sequence[Feed]) -> tuple[Feed, int]:
    """A feed and a number of its entries from "12" or "WRITER:12"."""
    found = _COUNT.fullmatch(text)
    if found is None:
        raise InputError(f"'{text}' names no day, no state of the record and no checkpoint file.", hint=_FORMS)
    wanted, size = found["writer"], int(found["size"])
    meant = [feed for feed in feeds if wanted is None or feed.about.name == wanted or feed.writer.startswith(wanted)]
    if len(meant) != 1:
        names = ", ".join(f"{feed.writer[:12]}:{size} ({feed.about.name})" for feed in feeds)
        raise InputError(
            f"'{text}' could be of {'more than one' if meant else 'no'} writer of this book.", hint=f"Write one of: {names}."
        )
    if not 0 < size <= len(meant[0].entries):
        raise InputError(
            f"{meant[0].about.name} has {len(meant[0].entries)} entries that count here, so there is no state after {size}.",
            item=text, hint="'tallybook entries BOOK' lists them.",
        )  # fmt: skip
    return meant[0], size


def _checkpointed(path: Path, feeds: Sequence[Feed]) -> tuple[Feed, int]:
    """The feed and the number of entries that a signed checkpoint names, after its signature and its root were verified."""
    try:
        note = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("cannot be read as a checkpoint.", item=str(path), hint=_FORMS) from error
    said = read_checkpoint(note)
    feed = next((feed for feed in feeds if feed_origin(feed.writer) == said.origin), None)
    if feed is None:
        raise InputError(
            "is a checkpoint of a feed that this book does not hold.",
            item=str(path),
            hint="Is it of another book? Else take in what is missing.",
        )
    said = open_checkpoint(note, read_public_line(feed.about.key), said.origin)
    if not 0 < said.size <= len(feed.entries):
        raise IntegrityError(
            f"this book holds {len(feed.entries)} of the {said.size} entries that the checkpoint names.",
            item=str(path), hint="They were cut off, or have not come here yet: 'tallybook check' says more.",
        )  # fmt: skip
    leaves = [leaf_hash(bytes.fromhex(entry.hash)) for entry in feed.entries[: said.size]]
    if root(leaves) != said.root:
        raise IntegrityError(
            "the checkpoint does not fit the record: entries are others than those it was signed over.",
            item=str(path), hint="Keep this folder as it is and compare it with a copy.",
        )  # fmt: skip
    return feed, said.size


class EntryShown(Record, frozen=True):
    """An entry of the record. ``state`` is what ``find_moment`` calls the record after it; ``about`` says what it is about."""

    state: str
    writer: str
    at: str
    kind: str
    about: str


def entries_of(book: Book) -> list[EntryShown]:
    """The entries in the order of replay."""
    with Ledger.open(book.ledger_path) as ledger:
        order, alone = ledger.entries(), len(ledger.writers()) == 1
    return [
        EntryShown(
            state=f"{entry.seq + 1}" if alone else f"{entry.writer[:12]}:{entry.seq + 1}",
            writer=entry.writer, at=entry.at, kind=entry.kind, about=_about(entry),
        )
        for entry in order
    ]  # fmt: skip


def _about(entry: Entry) -> str:
    """The plain fields of an entry that a reader would know it by; kinds that nobody here knows have none."""
    body = entry.body_as(dict)
    fields = ("title", "name", "list", "verb", "item", "decision", "subject", "object", "value", "reason")
    return "; ".join(str(body[field]) for field in fields if isinstance(body.get(field), str))
