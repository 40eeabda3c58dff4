"""What a conversion is asked and what it answers. These records cross the border to the child process and are checked when
they come back: the child has read hostile bytes and is not believed.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal, TypeAlias

from tallybook.model import PassageKind, Record

Outcome: TypeAlias = Literal[
    "ok",
    "partly",
    "empty",
    "too_large",
    "timed_out",
    "out_of_memory",
    "not_recognised",
    "encrypted",
    "damaged",
    "unreadable",
    "altered",
    "crashed",
]

MIB = 1 << 20


class Limits(Record, frozen=True):
    """What one conversion may use: ``size`` bytes of input, ``memory`` bytes, ``cpu`` and ``wall`` seconds, ``output`` bytes
    of text.
    """

    size: int = 100 * MIB
    memory: int = 1024 * MIB
    cpu: int = 20
    wall: float = 40.0
    output: int = 48 * MIB


class Item(Record, frozen=True):
    """Bytes to convert. ``name`` helps to tell the format and is only data; ``digest`` is the SHA-256 that the bytes must
    have.
    """

    path: Path
    name: str
    digest: str | None = None


class PassageDraft(Record, frozen=True):
    """A passage before the book gives it an id. Fields as in ``tallybook.model.Passage``.

    ``place`` says where in the file it stands: "page 3", "row 12", "line 7".
    """

    kind: PassageKind
    text: str
    lang: str | None = None
    published: dt.date | None = None
    published_basis: str | None = None
    author: str | None = None
    handle: str | None = None
    time: str | None = None
    url: str | None = None
    place: str | None = None


class ConvertedDocument(Record, frozen=True):
    """One document of a file. ``key`` is its own name within the file (a line's id, a sheet), None where the file is the
    document.

    ``decoding`` says how bytes became characters ("utf-8", "windows-1256, by its letters"); ``notes`` what else a
    reader should know (an embed without text, a creation date that proves nothing).
    """

    key: str | None = None
    title: str | None = None
    lang: str | None = None
    published: dt.date | None = None
    published_basis: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    decoding: str | None = None
    passages: tuple[PassageDraft, ...] = ()
    notes: tuple[str, ...] = ()


class Conversion(Record, frozen=True):
    """The outcome for one file; it is a fact about the object and worth an entry whatever it is.

    ``detail`` says in plain words what happened and what to do. ``digest`` is the SHA-256 of the bytes that were converted,
    None where
    none were read. ``documents`` holds something only where the outcome is ``ok`` or ``partly``.
    """

    outcome: Outcome
    detail: str = ""
    converter: str | None = None
    version: str | None = None
    digest: str | None = None
    documents: tuple[ConvertedDocument, ...] = ()


class Request(Record, frozen=True):
    """Parent to helper: convert this file. Paths and names are bytes of the file system, so they survive any spelling."""

    path: bytes
    name: str
    limits: Limits


class Answer(Record, frozen=True):
    """Helper to parent: the child's reply as it came (``payload``, an encoded ``Conversion``), or why there is none."""

    outcome: Outcome
    payload: bytes = b""
    detail: str = ""
