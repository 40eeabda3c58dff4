"""Every exception that tallybook raises on purpose.

    TallybookError
    ├── InputError          something the user gave cannot be used
    │   ├── EvidenceError   a file that came in: unreadable, vanished, too large, a loop of links
    │   ├── ListError       a list of names: its mapping, its columns, its cells
    │   ├── LanguageError   a language table with a mistake
    │   └── DataError       any other file of data: a gazetteer pack, a connectivity series
    ├── BookError           the book as a whole: not a book, made by a newer version, locked by another command
    │   └── SettingsError   book.toml has a mistake
    ├── IntegrityError      bytes, a chain or a signature are not what was recorded
    ├── StorageError        the disk refused: full, read-only, gone
    └── RefusedError        an answer was refused on purpose, and says what is missing

A message says what happened, to which item, and what to do next. The code is stable and documented in docs/errors.md.
"""

from __future__ import annotations

from typing_extensions import override


class TallybookError(Exception):
    """Base of the tree. ``code`` is stable; ``item`` names what it happened to; ``hint`` says what to do next."""

    code = "error"

    def __init__(self, what: str, *, item: str | None = None, hint: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.item = item
        self.hint = hint

    @override
    def __str__(self) -> str:
        head = f"{self.item}: {self.what}" if self.item else self.what
        return f"{head} {self.hint}" if self.hint else head


class InputError(TallybookError):
    code = "input"


class EvidenceError(InputError):
    code = "evidence"


class ListError(InputError):
    code = "list"


class LanguageError(InputError):
    code = "language"


class DataError(InputError):
    code = "data"


class BookError(TallybookError):
    code = "book"


class SettingsError(BookError):
    code = "settings"


class IntegrityError(TallybookError):
    code = "integrity"


class StorageError(TallybookError):
    code = "storage"


class RefusedError(TallybookError):
    code = "refused"
