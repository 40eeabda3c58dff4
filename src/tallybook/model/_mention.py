"""Other things read from a text, each with its quotation: coordinates, outages, connectivity, signatures, named persons."""

from __future__ import annotations

from typing import Literal, TypeAlias

from tallybook.model._quotation import Span
from tallybook.model._record import Record

MentionKind: TypeAlias = Literal["coordinates", "duration", "connectivity", "signature", "person"]


class Mention(Record, frozen=True):
    """Something grounded that is no statement. ``values`` holds what was parsed, as strings; its keys depend on ``kind``.

    ``coordinates``: ``lat``, ``lon`` (decimal degrees). ``duration``: ``hours``. ``connectivity``: ``percent``.
    ``signature``: ``author``, ``handle``, ``date``. ``person``: ``name``, ``age``.
    """

    id: str
    document: str
    passage: str
    text_digest: str
    kind: MentionKind
    text: str
    span: Span
    values: dict[str, str]
    schema: str = "tallybook.mention/1"
