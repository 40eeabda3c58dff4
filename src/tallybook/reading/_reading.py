"""A passage to its statements: the one public function and its record."""

from __future__ import annotations

import msgspec

from tallybook.model import Mention, Passage, Record, Statement
from tallybook.reading._document import Document
from tallybook.reading._language import codes


class Coverage(Record, frozen=True):
    """What the reader had before it and did not read: counted in sentences; ``reasons`` by rejection code, sorted."""

    sentences: int = 0
    with_number_and_harm: int = 0
    without_statement: int = 0
    reasons: dict[str, int] = msgspec.field(default_factory=dict)


class Reading(Record, frozen=True):
    """All that a passage states. ``rejected`` holds candidates with the reason in ``rejected``."""

    statements: tuple[Statement, ...] = ()
    rejected: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    coverage: Coverage = Coverage()


def languages() -> tuple[str, ...]:
    """Codes of the languages that can be read, sorted."""
    return codes()


def read(passage: Passage, *, languages: tuple[str, ...] | None = None) -> Reading:
    """Statements and mentions of a passage. Pure: the same passage gives the same reading.

    ``languages`` limits the tables that are used. A paragraph in another script or language yields nothing. Raises
    ``LanguageError`` where a code is unknown or a table has a mistake.
    """
    document = Document(passage, languages)
    statements, rejected = document.statements()
    reasons: dict[str, int] = {}
    for statement in rejected:
        if statement.rejected is not None:
            reasons[statement.rejected.code] = reasons.get(statement.rejected.code, 0) + 1
    coverage = Coverage(
        sentences=document.total,
        with_number_and_harm=document.candidates,
        without_statement=document.empty,
        reasons=dict(sorted(reasons.items())),
    )
    return Reading(statements=statements, rejected=rejected, mentions=document.found(), coverage=coverage)
