"""A book: one crisis, one folder. Evidence and decisions go in through the ledger; everything else is built from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from tallybook.book._cache import Cache
from tallybook.book._settings import FILE_NAME, Settings, parse_settings, read_settings
from tallybook.book._state import (
    ConnectivityAdded,
    Decision,
    DecisionUndone,
    EvidenceAdded,
    EvidenceWithdrawn,
    ListAdded,
    ModelAsked,
    State,
    decision_id,
    replay_state,
)
from tallybook.errors import BookError
from tallybook.evidence import ObjectStore, data_name, intake
from tallybook.ledger import Ledger, WriterKey

Clock = Callable[[], dt.datetime]

LOCK_SECONDS = 10.0


class Book:
    """An open book. Paths are those of docs/book.md."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder = folder
        self.settings = settings
        self.objects = ObjectStore(folder / "evidence")

    @property
    def ledger_path(self) -> Path:
        return self.folder / "ledger.sqlite"

    @property
    def derived_path(self) -> Path:
        return self.folder / "derived.sqlite"

    @classmethod
    def create(cls, folder: Path, text: str, *, key: WriterKey, clock: Clock) -> Book:
        """Make a book in ``folder``, which must be missing or empty; ``text`` is its ``book.toml`` (see ``settings_text``).

        Raises BookError where the folder is neither, SettingsError where the text has a mistake.
        """
        title = parse_settings(text).book.title
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise BookError(
                "is already there and not empty.", item=str(folder), hint="Choose another name, or add to it if it is a book."
            )
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "evidence").mkdir()
        with Ledger.create(folder / "ledger.sqlite", writer=key, clock=clock) as ledger:
            ledger.append("book.created", {"title": title})
        # book.toml last: a folder without it is not taken for a book.
        (folder / FILE_NAME).write_text(text, encoding="utf-8")
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path) -> Book:
        """Open the book in ``folder``. Raises BookError where there is none."""
        if not (folder / FILE_NAME).is_file() or not (folder / "ledger.sqlite").is_file():
            raise BookError("is not a book.", item=str(folder), hint=f"Make one with 'tallybook new {folder}'.")
        return cls(folder, read_settings(folder))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Only one command at a time changes or builds a book; a second one waits a little, then says so."""
        lock = FileLock(self.folder / ".lock", timeout=LOCK_SECONDS)
        try:
            lock.acquire()
        except Timeout as error:
            raise BookError(
                "is in use by another command.", item=str(self.folder), hint="Wait until that one has ended, then run this again."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def cache(self) -> Cache:
        """What earlier builds made."""
        return Cache(self.folder / "cache.sqlite")

    def state(self) -> State:
        """The replay of the ledger."""
        with Ledger.open(self.ledger_path) as ledger:
            return replay_state(ledger.entries())

    def ledger_head(self) -> str:
        """The last entry's hash of each writer, for the record of how a build was made."""
        with Ledger.open(self.ledger_path) as ledger:
            return " ".join(f"{head.writer[:12]}:{head.seq}:{head.hash}" for head in ledger.heads())

    def record(self, bodies: Iterable[EvidenceAdded], *, key: WriterKey, clock: Clock) -> None:
        """Append what came in. Called only after the bytes are safely in the object store."""
        self._append([("evidence.added", body) for body in bodies], key=key, clock=clock)

    def add_connectivity(
        self, path: Path, place: str | None, note: str | None, *, key: WriterKey, clock: Clock
    ) -> ConnectivityAdded:
        """Preserve a file of connectivity measurements or stated outages and enter it."""
        stored = intake(path, self.objects)
        body = ConnectivityAdded(digest=stored.digest, size=stored.size, name=data_name(path.name), place=place, note=note)
        if body.item not in {item.id for item in self.state().connectivity}:
            self._append([("connectivity.added", body)], key=key, clock=clock)
        return body

    def add_list(self, body: ListAdded, *, key: WriterKey, clock: Clock) -> None:
        """Enter a release of a list of names. Called only after its bytes are safely in the object store."""
        if body not in {item.added for item in self.state().lists}:
            self._append([("list.added", body)], key=key, clock=clock)

    def add_asked(self, body: ModelAsked, *, key: WriterKey, clock: Clock) -> None:
        """Enter that a model was asked. Called only after the bytes of an answer are safely in the object store."""
        self._append([("model.asked", body)], key=key, clock=clock)

    def withdraw(self, item: str, reason: str, *, key: WriterKey, clock: Clock) -> None:
        """An item no longer counts. Its bytes and its history stay. Raises BookError where there is no such item."""
        state = self.state()
        known = {one.id for one in state.items} | {one.id for one in state.lists}
        if item not in known:
            raise BookError("is no item of this book.", item=item, hint="'tallybook show BOOK --evidence' lists them.")
        self._append([("evidence.withdrawn", EvidenceWithdrawn(item=item, reason=reason))], key=key, clock=clock)

    def decide(self, decision: Decision, *, key: WriterKey, clock: Clock) -> str:
        """Enter a human's judgement; its id, by which it can be taken back."""
        writer = self._append([("decision.made", decision)], key=key, clock=clock)
        return decision_id(writer, decision)

    def undo(self, decision: str, reason: str, *, key: WriterKey, clock: Clock) -> None:
        """Take a judgement back. Raises BookError where there is no such judgement."""
        if decision not in {made.id for made in self.state().decisions}:
            raise BookError("is no standing decision of this book.", item=decision, hint="'tallybook decisions BOOK' lists them.")
        self._append([("decision.undone", DecisionUndone(decision=decision, reason=reason))], key=key, clock=clock)

    def _append(self, entries: list[tuple[str, msgspec.Struct]], *, key: WriterKey, clock: Clock) -> str:
        """Append entries; the id under which the key writes in this book."""
        with Ledger.open(self.ledger_path, writer=key, clock=clock) as ledger:
            ledger.append_many([(kind, msgspec.to_builtins(body)) for kind, body in entries])
            self._keep_checkpoint(ledger.checkpoint())
            return ledger.writer or ""

    @property
    def checkpoint_path(self) -> Path:
        return self.folder / "checkpoint.txt"

    def checkpoints(self) -> list[str]:
        """The signed summary of the ledger as it last stood; without it, a ledger whose end was cut off would look whole."""
        return [self.checkpoint_path.read_text(encoding="utf-8")] if self.checkpoint_path.is_file() else []

    def _keep_checkpoint(self, text: str) -> None:
        part = self.checkpoint_path.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.replace(self.checkpoint_path)
