"""Every entry moves the signed checkpoint, so that a ledger whose end was cut off does not look whole."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tallybook.book import Book, BookTable, Decision, settings_text
from tallybook.ledger import WriterKey


def test_each_entry_moves_the_checkpoint_and_a_decision_gives_its_id(tmp_path: Path) -> None:
    key = WriterKey.from_seed(bytes(32), "tester")
    book = Book.create(
        tmp_path / "book", settings_text(BookTable(title="t")), key=key, clock=lambda: dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
    )
    before = book.checkpoints()
    decision = Decision(verb="same", subject="r1", object="r2", reason="seen")
    made = book.decide(decision, key=key, clock=lambda: dt.datetime(2031, 1, 2, tzinfo=dt.UTC))
    assert book.checkpoints() != before
    assert [one.id for one in book.state().decisions] == [made]
