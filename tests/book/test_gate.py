"""The gate reads every figure again in the preserved bytes, numbers in words too, and names the one that is counted as another."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest

import tallybook.book._gate as gate
from tallybook.book import Book, BookTable, Content, Offer, add_evidence, build, publish_gate, settings_text
from tallybook.ledger import WriterKey
from tallybook.tolls import blocking

KEY = WriterKey.from_seed(bytes(32), "tester")
STORIES = {
    "en": "The Ardava Rights Centre said that twenty-four people had been killed since the protests began.",
    "fa": "مرکز حقوق بشر آرداوا گفت که بیست و چهار نفر در اعتراضات کشته شده‌اند.",
    "ar": "قال مركز أردافا إن خمسة عشر شخصا قتلوا في الاحتجاجات.",
    "uk": "Правозахисний центр повідомив, що двадцять три людини загинули.",
    "es": "El Centro de Derechos de Ardava dijo que cuarenta y dos personas murieron.",
    "fr": "Le Centre des droits d'Ardava a déclaré que vingt-trois personnes ont été tuées.",
}


def clock() -> dt.datetime:
    return dt.datetime(2031, 3, 2, tzinfo=dt.UTC)


@pytest.mark.parametrize("lang", sorted(STORIES))
def test_a_number_in_words_that_is_counted_as_another_stops_publication(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "story.txt").write_text(STORIES[lang] + "\n", encoding="utf-8")
    book = Book.create(tmp_path / "book", settings_text(BookTable(title="t")), key=KEY, clock=clock)
    add_evidence(book, [Offer(path=tmp_path / "story.txt", published=dt.date(2031, 3, 2))], key=KEY, clock=clock)
    content = build(book)
    assert len(content.statements) == 1
    assert blocking(publish_gate(book)) == ()

    def miscounted(_: Book) -> Content:
        statement = content.statements[0]
        low = (statement.quantity.low or 0) + 100
        quantity = msgspec.structs.replace(statement.quantity, low=low, high=low, bound="exact")
        return msgspec.structs.replace(content, statements=(msgspec.structs.replace(statement, quantity=quantity),))

    monkeypatch.setattr(gate, "load", miscounted)
    stopped = blocking(publish_gate(book))
    assert [finding.code for finding in stopped] == ["figure_not_in_document"]
    assert "does not read as" in stopped[0].sentence
