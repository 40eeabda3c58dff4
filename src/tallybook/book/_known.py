"""A book as it could be known on an earlier day."""

from __future__ import annotations

import datetime as dt

import msgspec

from tallybook.book._book import Book
from tallybook.book._content import Content
from tallybook.book._persons import documented_floor, list_facts
from tallybook.book._places import contains, scope_places
from tallybook.book._reconcile import book_decisions, document_facts, rules_of
from tallybook.book._state import State
from tallybook.tolls import as_known, reconcile


def known_on(book: Book, content: Content, day: dt.date, *, state: State | None = None) -> tuple[Content, tuple[str, ...]]:
    """The content reconciled again from what had been published by the end of ``day``.

    Also the ids of documents that were left out because nothing shows when they appeared. Decisions, those of ``state`` or of
    the book as it is, hold on every day: they say how to read what was known, not what was known.
    """
    with book.cache() as cache:
        facts = document_facts(content.documents, content.passages, cache)
    known = as_known(content.statements, facts, day)
    kept = {statement.document for statement in known.statements} | {facts.id for facts in known.documents}
    whole = reconcile(
        known.statements,
        known.documents,
        rules=rules_of(book.settings),
        decisions=book_decisions(state or book.state(), book.settings),
        places=scope_places(known.statements, content.places),
        contains=contains,
        lists=[facts for facts in list_facts(content.persons) if facts.published is not None and facts.published <= day],
        documented=documented_floor(content.persons, day),
    )
    then = msgspec.structs.replace(
        content,
        documents=tuple(document for document in content.documents if document.id in kept),
        passages=tuple(passage for passage in content.passages if passage.document in kept),
        statements=known.statements,
        rejected=tuple(statement for statement in content.rejected if statement.document in kept),
        mentions=tuple(mention for mention in content.mentions if mention.document in kept),
        reconciliation=whole,
    )
    return then, known.undated
