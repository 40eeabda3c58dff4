"""What could be known on a day: statements of documents that were published by then, and nothing since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tallybook.model import DocumentFacts, Record, Statement


class Known(Record, frozen=True):
    """Statements and documents of a day; ``undated`` names documents left out because nothing shows when they appeared."""

    statements: tuple[Statement, ...]
    documents: tuple[DocumentFacts, ...]
    undated: tuple[str, ...]


def as_known(statements: Sequence[Statement], documents: Sequence[DocumentFacts], date: dt.date) -> Known:
    """The statements that had been published by the end of ``date``, with their documents.

    A passage with a day of its own (an embedded post) counts by that day, every other one by its document's.
    """
    facts = {document.id: document for document in documents}
    kept, undated = [], set()
    for statement in statements:
        document = facts.get(statement.document)
        published = document.passages.get(statement.passage, document.published) if document else None
        if published is None:
            undated.add(statement.document)
        elif published <= date:
            kept.append(statement)
    holders = {statement.document for statement in kept}
    shown = [document for document in documents if document.id in holders or (document.published and document.published <= date)]
    undated |= {document.id for document in documents if document.published is None and document.id not in holders}
    return Known(statements=tuple(kept), documents=tuple(shown), undated=tuple(sorted(undated - holders)))
