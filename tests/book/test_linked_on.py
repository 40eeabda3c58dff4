"""A book links what changed, and its bytes do not tell how often it was built on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tallybook.book import Book, build
from tests.book.invented_lists import add, as_csv, new_book, ticking
from tests.people.invented import three_lists


def releases(size: int) -> list[tuple[str, str, str]]:
    """(list, day, text): two lists, a short third, a later release of the first without some rows and one with all again."""
    a, b, c = three_lists(size)
    few = range(len(c.records) // 6)
    later = [at for at in range(len(a.records)) if at % 9]
    return [
        ("B", "2026-02-01", as_csv(b)),
        ("C", "2026-02-02", as_csv(a)),
        ("A", "2026-02-03", as_csv(c, few)),
        ("C", "2026-02-04", as_csv(a, later)),
        # comes here last and was released first
        ("C", "2026-01-20", as_csv(a, later[1:])),
        ("D", "2026-02-05", as_csv(c, range(len(c.records) // 2, len(c.records)))),
    ]


def built(folder: Path, size: int, *, each: bool) -> bytes:
    clock = ticking()
    folder.mkdir()
    book = new_book(folder / "book", clock)
    for name, day, text in releases(size):
        add(book, clock, name, day, text)
        if each:
            build(book)
    build(book)
    return book.derived_path.read_bytes()


def test_built_step_by_step_and_at_once_are_the_same_bytes(tmp_path: Path) -> None:
    stepwise = built(tmp_path / "stepwise", 150, each=True)
    assert stepwise == built(tmp_path / "once", 150, each=False)
    book = Book.open(tmp_path / "stepwise" / "book")
    (book.folder / "cache.sqlite").unlink()
    book.derived_path.unlink()
    build(book)
    assert book.derived_path.read_bytes() == stepwise


def test_a_further_list_is_linked_on_and_the_weights_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = ticking()
    book = new_book(tmp_path / "book", clock)
    steps = releases(150)
    for name, day, text in steps[:2]:
        add(book, clock, name, day, text)
    before = build(book)

    def never(*given: object, **named: object) -> None:
        raise AssertionError("everything was linked again")

    monkeypatch.setattr("tallybook.people._link.link", never)
    monkeypatch.setattr("tallybook.people._link.train", never)
    name, day, text = steps[2]
    add(book, clock, name, day, text)
    after = build(book)
    assert len(after.persons.records) > len(before.persons.records)
    assert any(person.lineages == 3 for person in after.persons.persons)


def test_weights_are_learnt_anew_when_a_list_makes_a_comparison_possible_or_much_is_new() -> None:
    from tests.book.releases_as_they_come import known, release

    first, second = release("A", 100, age=True), release("B", 100)
    few, dated, many = release("C", 20), release("D", 20, age=True), release("E", 200)
    assert known([first]) == 1
    assert known([first, second]) == 2
    assert known([first, second, few]) == 2
    assert known([first, second, few, dated]) == 4  # ages now stand in two lists
    assert known([first, second, few, dated, many]) == 5
    assert known([first, second, many, few]) == 3
