"""A language model's answers in a book: recorded like evidence, so that a build is the same without any network."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import pytest

from tallybook.book import Book, BookTable, Content, Helper, Offer, add_evidence, build, check, settings_text
from tallybook.errors import SettingsError
from tallybook.ledger import Ledger, WriterKey
from tallybook.reading.pointing import Client, Share, address_of, key_of
from tests.reading.pointing.server import Server, says, sends, serving
from tests.reading.pointing.texts import CLAIM, TEXT, claim, reply

KEY = WriterKey.from_seed(bytes(32), "tester")
READ = "Two tailors were wounded in Belmur, the mayor of Belmur said."
TRUE = says({"statements": [CLAIM]})


def clock() -> dt.datetime:
    return dt.datetime(2031, 3, 4, tzinfo=dt.UTC)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    (tmp_path / "story.txt").write_text(f"{READ}\n{TEXT}\n", encoding="utf-8")
    made = Book.create(tmp_path / "book", settings_text(BookTable(title="Ardava")), key=KEY, clock=clock)
    add_evidence(made, [Offer(path=tmp_path / "story.txt")], key=KEY, clock=clock)
    return named(made, "tiny")


def named(book: Book, model: str | None) -> Book:
    """The book with this model in its settings, or with none."""
    bare = settings_text(BookTable(title="Ardava"))
    table = f'\n[model]\naddress = "http://127.0.0.1:9/v1"\nname = "{model}"\n' if model is not None else ""
    (book.folder / "book.toml").write_text(bare + table, encoding="utf-8")
    return Book.open(book.folder)


def helped(book: Book, server: Server, *, share_only: bool = False, seen: list[Share] | None = None) -> Content:
    def announce(share: Share, most: int) -> bool:
        (seen if seen is not None else []).append(share)
        return not share_only

    model = book.settings.model
    client = Client(address_of(server.address), model.name if model is not None else "tiny", seconds=5)
    return build(book, helper=Helper(complete=client, address=client.address.shown, key=KEY, clock=clock, announce=announce))


def figures(content: Content) -> list[tuple[int | None, str]]:
    return sorted((statement.quantity.low, statement.reader) for statement in content.statements)


def test_an_answer_is_used_by_every_later_build_and_asked_for_once(book: Book) -> None:
    with serving(TRUE) as server:
        assert figures(helped(book, server)) == [(2, "rules"), (31, "model")]
        first = book.derived_path.read_bytes()
        helped(book, server)
        assert len(server.requests) == 1
    book.derived_path.unlink()
    (book.folder / "cache.sqlite").unlink()
    build(book)
    assert book.derived_path.read_bytes() == first
    assert check(book) == []


def test_without_a_helper_nobody_is_asked(book: Book) -> None:
    content = build(book)
    assert figures(content) == [(2, "rules")]
    assert content.model is not None
    assert content.model.outcomes == {"not_asked": 1}


def test_the_share_can_be_looked_at_without_sending_anything(book: Book) -> None:
    seen: list[Share] = []
    with serving(TRUE) as server:
        helped(book, server, share_only=True, seen=seen)
        assert server.requests == []
    assert [(share.routed, share.sentences, share.characters) for share in seen] == [(1, 3, len(READ) + len(TEXT) + 2)]


def test_without_the_table_the_rules_read_alone_again(book: Book) -> None:
    with serving(TRUE) as server:
        helped(book, server)
    content = build(named(book, None))
    assert figures(content) == [(2, "rules")]
    assert content.model is None


def test_answers_of_one_model_are_not_those_of_another(book: Book) -> None:
    with serving(TRUE) as server:
        helped(book, server)
        assert figures(build(named(book, "another"))) == [(2, "rules")]
        helped(named(book, "another"), server)
        assert [request.asked["model"] for request in server.requests] == ["tiny", "another"]


def test_a_failure_is_recorded_and_made_good_later(book: Book) -> None:
    with serving([sends(b"", status=500), TRUE]) as server:
        failed = helped(book, server)
        assert figures(failed) == [(2, "rules")]
        assert failed.model is not None
        assert failed.model.outcomes == {"http_error": 1}
        assert figures(helped(book, server)) == [(2, "rules"), (31, "model")]


def test_an_answer_stands_even_where_the_same_question_is_recorded_again(book: Book) -> None:
    with serving(TRUE) as server:
        helped(book, server)
    (asked,) = book.state().asked
    with Ledger.open(book.ledger_path, writer=KEY, clock=clock) as ledger:
        ledger.append("model.asked", {**{name: getattr(asked, name) for name in asked.__struct_fields__}, "digest": None})
    assert book.state().asked == (asked,)


def test_the_ledger_says_what_was_asked_where_and_what_came(book: Book) -> None:
    invented = reply(claim(number_quote="3100"))
    with serving(says(invented)) as server:
        content = helped(book, server)
        (request,) = server.requests
    (asked,) = book.state().asked
    assert (asked.address, asked.model, asked.outcome) == (f"{server.address}/chat/completions", "tiny", "answered")
    assert asked.sent == sum(len(part) for part in request.shown.values())
    assert asked.digest is not None
    kept = json.loads(book.objects.read(asked.digest))
    assert (kept["reply"], kept["temperature"]) == (invented, 0)
    assert content.model is not None
    assert content.model.verdicts == {"not_in_text": 1}
    assert figures(content) == [(2, "rules")]


def test_a_damaged_answer_is_found(book: Book) -> None:
    with serving(TRUE) as server:
        helped(book, server)
    (asked,) = book.state().asked
    assert asked.digest is not None
    path = book.objects.path(asked.digest)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"31", b"32"))
    assert [finding.item for finding in check(book) if not finding.harmless] == [asked.digest]


@pytest.mark.parametrize("garbage", [None, b"[" * 10_000, b"{}"], ids=["another question's", "brackets", "no fields"])
def test_recorded_bytes_that_do_not_answer_the_question_are_not_used(book: Book, garbage: bytes | None) -> None:
    with serving(TRUE) as server:
        helped(book, server)
    (asked,) = book.state().asked
    fields = {name: getattr(asked, name) for name in asked.__struct_fields__}
    digest = asked.digest if garbage is None else book.objects.add(io.BytesIO(garbage)).digest
    forged = {**fields, "model": "another", "key": key_of("another", asked.prompt, asked.window), "digest": digest}
    with Ledger.open(book.ledger_path, writer=KEY, clock=clock) as ledger:
        ledger.append("model.asked", forged)
    content = build(named(book, "another"))
    assert content.model is not None
    assert content.model.outcomes == {"no_record": 1}
    assert figures(content) == [(2, "rules")]


def test_without_the_table_nobody_can_be_asked(book: Book) -> None:
    with serving(TRUE) as server, pytest.raises(SettingsError, match=r"\[model\]"):
        helped(named(book, None), server)


@pytest.mark.parametrize("line", ["seconds = 0", "seconds = 601", "most = 0", 'key = "sk-secret"', "name = 3"])
def test_a_mistake_in_the_table_is_named(book: Book, line: str) -> None:
    path = book.folder / "book.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('name = "tiny"', line) if line.startswith("name") else f"{text}{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=line.partition(" ")[0]):
        Book.open(book.folder)
