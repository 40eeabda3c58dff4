"""The gate: nothing is fit to publish whose figure is not in the preserved bytes or whose numbers do not come out again.

The evidence is converted and read again without any cache, so the figures are found in the bytes themselves and not in what an
earlier build remembered of them. Numbers in words are read again by the languages' tables.
"""

from __future__ import annotations

from tallybook.book._book import Book
from tallybook.book._build import Report, load, make_content
from tallybook.book._cache import Cache
from tallybook.book._persons import list_facts
from tallybook.book._reconcile import book_decisions, rules_of
from tallybook.reading import number_at
from tallybook.tolls import Finding, publish_findings


def publish_gate(book: Book, *, workers: int | None = None, progress: Report | None = None) -> tuple[Finding, ...]:
    """All findings, those that a decision let through included (``allowed_by`` names it)."""
    with book.locked(), Cache(None) as cache:
        published = load(book)
        state = book.state()
        again = make_content(book, state, cache, workers=workers, progress=progress)
    return publish_findings(
        published.reconciliation,
        again.reconciliation,
        published.statements,
        {passage.text_digest: passage.text for passage in again.passages},
        rules=rules_of(book.settings),
        lists=list_facts(published.persons),
        decisions=book_decisions(state, book.settings),
        parse=number_at,
    )
