"""``book.toml``: what a book is about and by which rules it counts. A person writes it; nothing here is derived.

The tables of later rooms ([range], [aliases] ...) are handed to those rooms as they stand; each checks its own.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Annotated, Any

import msgspec

from tallybook.errors import SettingsError
from tallybook.model import Record

FORMAT = 1
FILE_NAME = "book.toml"


class BookTable(Record, frozen=True):
    """The ``[book]`` table.

    ``languages`` are BCP 47 codes, none meaning every one there is; ``calendar`` is ``gregorian`` or ``jalali`` (how dates are shown);
    ``country`` is the ISO 3166 code of the crisis area, which decides between namesakes and gives the report its map.
    """

    title: str
    format: int = FORMAT
    languages: tuple[str, ...] = ()
    time_zone: str = "UTC"
    calendar: str = "gregorian"
    event: str | None = None
    country: str | None = None


class ModelTable(Record, frozen=True):
    """The ``[model]`` table: a language model that may be asked where the rules do not settle a sentence (docs/model.md).

    ``seconds`` is the most that one request may take, ``most`` the most requests of one build. The name of the variable that
    holds a key stands on the command line only: a book that came from somebody else must not choose which secret is sent.
    """

    address: str
    name: str
    seconds: Annotated[float, msgspec.Meta(gt=0, le=600)] = 60.0
    most: Annotated[int, msgspec.Meta(ge=1)] = 1_000


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file. ``range`` and ``tolls`` are read by the tolls room; ``aliases`` joins names of one actor."""

    book: BookTable
    range: dict[str, Any] = {}
    tolls: dict[str, Any] = {}
    aliases: dict[str, list[str]] = {}
    recipients: dict[str, str] = {}
    model: ModelTable | None = None


def read_settings(folder: Path) -> Settings:
    """The settings of the book in ``folder``. Raises SettingsError, saying which line or field is wrong."""
    path = folder / FILE_NAME
    try:
        return parse_settings(path.read_text(encoding="utf-8"), str(path))
    except UnicodeDecodeError as error:
        raise SettingsError("is not UTF-8 text.", item=str(path), hint="Save it as UTF-8.") from error


def parse_settings(text: str, item: str = FILE_NAME) -> Settings:
    """Settings from the text of a ``book.toml``; ``item`` names it in errors."""
    try:
        settings = msgspec.convert(tomllib.loads(text), Settings)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"is not valid TOML: {error}.", item=item, hint="Correct that line.") from error
    except msgspec.ValidationError as error:
        raise SettingsError(f"{error}.", item=item, hint="docs/book.md lists the fields.") from error
    if settings.book.format > FORMAT:
        raise SettingsError(
            f"was made by a later tallybook (format {settings.book.format}, this one knows {FORMAT}).",
            item=item,
            hint="Install the newer tallybook to open it.",
        )
    return settings


def settings_text(table: BookTable) -> str:
    """The text of a fresh ``book.toml``, with every setting explained beside it."""

    def quoted(value: str) -> str:
        return json.dumps(value, ensure_ascii=False)

    languages = ", ".join(quoted(code) for code in table.languages)
    country = f"country = {quoted(table.country)}" if table.country else '# country = "IR"  # ISO code of the crisis area'
    event = f"event = {quoted(table.event)}" if table.event else '# event = "what the counts are about, in a few words"'
    return f"""\
# What this book is about. docs/book.md explains every field.
[book]
title = {quoted(table.title)}
format = {table.format}
languages = [{languages}]  # which to read; empty: every one there is
time_zone = {quoted(table.time_zone)}
calendar = {quoted(table.calendar)}
{event}
{country}

# How a range is made from claims that conflict. It is printed wherever a range is.
# Nothing is ever averaged; a documented floor, the claims and an estimate stay apart.
[range]
method = "by_origin"

# What counts into a toll; docs/tolls.md lists every rule. For example the day on which it all began:
# since = 2026-12-28
[tolls]

# Other names of one actor: "the name to show" = ["another name", "its name in another script"].
[aliases]

# Who may open the protected part: a name and an age public key.
[recipients]

# A language model that may be asked where the rules do not settle a sentence; docs/model.md says what leaves this machine.
# Nothing is sent unless you run 'tallybook build --with-model'.
# [model]
# address = "http://127.0.0.1:8080/v1"
# name = "the model's name"
"""
