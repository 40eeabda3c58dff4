"""A real article, from file to tolls: one figure with opposite bounds, a part of an untold total, arrests apart from deaths."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from tallybook.book import Book, BookTable, Content, Offer, add_evidence, build, settings_text
from tallybook.ledger import WriterKey

DIGEST = "2c68b5fe6d26db274fe6e5abdd6dee35008901f0b0aad0e6a6f4d70a19124f74"


@pytest.fixture(scope="module")
def content(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Content:
    article = shared / "corpus" / "sample_article.txt"
    assert hashlib.sha256(article.read_bytes()).hexdigest() == DIGEST
    key = WriterKey.from_seed(bytes(32), "tester")

    def clock() -> dt.datetime:
        return dt.datetime(2026, 1, 14, tzinfo=dt.UTC)

    book = Book.create(tmp_path_factory.mktemp("sample") / "book", settings_text(BookTable(title="sample")), key=key, clock=clock)
    offer = Offer(path=article, publisher="All Israel News", published=dt.date(2026, 1, 13))
    add_evidence(book, [offer], key=key, clock=clock)
    return build(book)


pytestmark = pytest.mark.shared


def test_the_bound_of_12_000_flips_between_headline_and_body(content: Content) -> None:
    flips = [flag for flag in content.reconciliation.flags if flag.kind == "bound_flip"]
    words = {s.id: s for s in content.statements}
    (flip,) = [flag for flag in flips if {words[name].quantity.printed for name in flag.statements} == {"12,000"}]
    assert {words[name].quantity.bound for name in flip.statements} == {"up_to", "at_least"}


def test_the_130_are_part_of_that_groups_own_toll_and_of_no_other(content: Content) -> None:
    (statement,) = [s for s in content.statements if s.quantity.printed == "130"]
    (part,) = [part for part in content.reconciliation.parts if part.statement == statement.id]
    names = {actor.id: actor.name for actor in content.reconciliation.actors}
    assert "HRANA" in names[part.origin]
    assert part.of is None
    assert part.series is None


def test_arrests_stay_apart_from_deaths(content: Content) -> None:
    (statement,) = [s for s in content.statements if s.quantity.printed == "10,700"]
    holders = [
        series for series in content.reconciliation.series if any(statement.id in point.statements for point in series.points)
    ]
    assert [series.scope.harm for series in holders] == ["arrested"]
    assert all(
        {claim.series for claim in toll.claims}.isdisjoint({series.id for series in holders})
        for toll in content.reconciliation.tolls
        if toll.scope.harm == "killed"
    )
