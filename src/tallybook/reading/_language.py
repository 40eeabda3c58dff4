"""Language tables: what is read from ``languages/<code>/*.toml``, checked once and said plainly where it is wrong.

Every file holds arrays of rows; the array's name is the class of the row (``[[harm]]``, ``[[bound]]``...). Which file a row
stands in does not matter to the reader: files are for the people who keep them.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TypeVar

import msgspec

from tallybook.errors import LanguageError
from tallybook.reading._classes import CLASSES, FRAMES, LABELS, SIDES

FOLDER = Path(__file__).parent / "languages"


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of a table. ``forms`` are the words it stands for; a form that ends in ``*`` is a beginning.

    ``label``, ``frame``, ``side`` and ``value`` mean what the row's class says (docs/languages.md). ``capital`` asks for a capital
    at the beginning of a word ("US", not "us"). ``example`` is a text in which the entry fires.
    """

    forms: tuple[str, ...]
    label: str = ""
    frame: str = ""
    side: str = ""
    value: int | None = None
    approximate: bool = False
    capital: bool = False
    parts: tuple[str, ...] = ()
    example: str = ""


class Order(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a language puts its victims: sides on which to look, seen from the harm word."""

    subject: tuple[str, ...] = ("left",)
    object: tuple[str, ...] = ("right",)
    complement: str = "of"
    object_mark: str = ""


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``language.toml``: what a language is called and how it writes numbers and sentences."""

    code: str
    name: str
    script: str
    order: Order = Order()
    letters: str = ""
    stopwords: tuple[str, ...] = ()
    thousands: tuple[str, ...] = (",",)
    decimal: str = "."
    joiner: tuple[str, ...] = ()
    range_joiner: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    proclitics: tuple[str, ...] = ()
    enclitics: tuple[str, ...] = ()
    ezafe: str = ""
    people_suffixes: tuple[str, ...] = ()
    person_suffixes: tuple[str, ...] = ()
    counted_endings: tuple[str, ...] = ()
    past_endings: tuple[str, ...] = ()
    participle_endings: tuple[str, ...] = ()
    finite_endings: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    units_first: bool = False
    verb_first: bool = False
    head_first: bool = False
    inverts: bool = False
    attributes_first: bool = False
    lower_months: bool = False
    name_suffixes: tuple[str, ...] = ()
    number_suffixes: tuple[str, ...] = ()
    object_numbers: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    calendar: str = "gregorian"


class ExampleStatement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a statement of an example must read as. Fields left out are not compared."""

    number: str
    harm: str
    low: int | None = None
    high: int | None = None
    bound: str = "exact"
    group: str | None = None
    relation: str | None = None
    status: str | None = None
    origin: str | None = None
    chain: tuple[str, ...] | None = None
    place: str | None = None
    start: str | None = None
    end: str | None = None
    parts: tuple[str, ...] | None = None


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text of the language and everything that it states, so that a statement too many is a finding as well."""

    text: str
    statements: tuple[ExampleStatement, ...] = ()
    rejected: tuple[str, ...] = ()
    published: str | None = None


class Language(msgspec.Struct, frozen=True):
    """A language as its tables give it."""

    head: Head
    rows: dict[str, tuple[Row, ...]]
    examples: tuple[Example, ...]

    @property
    def code(self) -> str:
        return self.head.code


@functools.cache
def codes() -> tuple[str, ...]:
    """Codes of the languages at hand, sorted."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/language.toml")))


@functools.cache
def load(code: str) -> Language:
    """The tables of a language. Raises ``LanguageError`` naming the file and the row where one is wrong."""
    folder = FOLDER / code
    if code not in codes():
        raise LanguageError("there is no such language.", item=code, hint=f"Known: {', '.join(codes())}.")
    return load_folder(folder)


@functools.cache
def head_of(code: str) -> Head:
    """What a language's own file says of it: enough to tell it from others, at a hundredth of the cost of its tables."""
    return _decode(FOLDER / code / "language.toml", Head)


def load_folder(folder: Path) -> Language:
    """The tables of the language in ``folder``."""
    head = _decode(folder / "language.toml", Head)
    rows: dict[str, list[Row]] = {name: [] for name in CLASSES}
    examples: list[Example] = []
    for path in sorted(folder.glob("*.toml")):
        if path.name == "language.toml":
            continue
        if path.name.startswith("examples"):
            examples.extend(_decode(path, dict[str, tuple[Example, ...]]).get("example", ()))
            continue
        for name, found in _decode(path, dict[str, tuple[Row, ...]]).items():
            if name not in rows:
                raise LanguageError(f"there is no class of rows called {name!r}.", item=str(path), hint="See docs/languages.md.")
            for row in found:
                _check_row(path, name, row)
            rows[name].extend(found)
    return Language(head=head, rows={name: tuple(found) for name, found in rows.items()}, examples=tuple(examples))


_Decoded = TypeVar("_Decoded")


def _decode(path: Path, kind: type[_Decoded]) -> _Decoded:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LanguageError(str(error), item=str(path), hint="See docs/languages.md for the rows and their fields.") from error
    except OSError as error:
        raise LanguageError(f"cannot be read: {error.strerror}.", item=str(path)) from error


def _check_row(path: Path, name: str, row: Row) -> None:
    item = f"{path}, [[{name}]] {', '.join(row.forms[:3])}"
    if not row.forms or not all(form.strip("* ") for form in row.forms):
        raise LanguageError("the row has an empty form or none.", item=item)
    allowed = LABELS.get(name)
    if allowed is not None and row.label not in allowed:
        raise LanguageError(f"the label {row.label!r} is none of {', '.join(sorted(allowed))}.", item=item)
    if name == "harm" and not set(row.frame.split()) <= FRAMES:
        raise LanguageError(f"the frame {row.frame!r} is none of {', '.join(sorted(FRAMES))}.", item=item)
    if row.side not in SIDES:
        raise LanguageError(f"the side {row.side!r} is none of {', '.join(sorted(SIDES))}.", item=item)
