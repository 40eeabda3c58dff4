"""Documents and passages: text taken from evidence."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

from tallybook.model._record import Record, digest_text

PassageKind: TypeAlias = Literal["article", "post", "row", "page", "text"]


class Passage(Record, frozen=True):
    """One immutable text version with what is known of who published it and when.

    ``document`` is the document's id; ``id`` is unique among all passages of a book. An article's title is the first
    line of its text. ``published`` is the day on which this passage was published, ``published_basis`` says how that is
    known (``"given"`` by the user, ``"metadata"`` of the page, ``"post"`` signature); ``time`` is the full time as printed.
    ``lang`` is a BCP 47 code where known, else None.
    """

    document: str
    id: str
    kind: PassageKind
    text: str
    lang: str | None = None
    published: dt.date | None = None
    published_basis: str | None = None
    publisher: str | None = None
    author: str | None = None
    handle: str | None = None
    time: str | None = None
    url: str | None = None

    @property
    def text_digest(self) -> str:
        """SHA-256 of the text version."""
        return digest_text(self.text)
