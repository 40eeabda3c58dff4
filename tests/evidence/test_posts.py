"""Posts and passages as JSON Lines and JSON: each a document, and a bad line costs only itself."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.evidence import Converters, Item
from tallybook.evidence._formats import Draft, Unusable, _posts
from tests.evidence.conftest import ConvertBytes


def _draft(*lines: object) -> Draft:
    return _posts._convert("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines).encode())


POST = {
    "id": "p1",
    "text": "Six killed.",
    "author": "City News (@citynews)",
    "time": "2026-01-09T21:15:00+03:30",
    "url": "https://t.me/citynews/77",
}
PASSAGE = {"id": "a1", "text": "Head\nBody.", "published": "2026-01-13", "lang": "en", "source": "The Outlet"}


def test_a_post_is_a_document_with_one_passage() -> None:
    (document,) = _draft(POST).documents
    (passage,) = document.passages
    assert (document.key, passage.kind, passage.text, passage.place) == ("p1", "post", "Six killed.", "line 1")
    assert (passage.author, passage.handle) == ("City News", "@citynews")
    assert (passage.time, passage.published, passage.published_basis) == (
        "2026-01-09T21:15:00+03:30",
        dt.date(2026, 1, 9),
        "post",
    )
    assert passage.url == "https://t.me/citynews/77"


def test_a_passage_line_keeps_its_id_day_language_and_publisher() -> None:
    (document,) = _draft(PASSAGE).documents
    assert (document.key, document.publisher, document.lang) == ("a1", "The Outlet", "en")
    assert (document.published, document.published_basis) == (dt.date(2026, 1, 13), "metadata")
    (passage,) = document.passages
    assert (passage.kind, passage.text, passage.published) == ("text", "Head\nBody.", dt.date(2026, 1, 13))


def test_fields_that_are_not_ours_do_no_harm() -> None:
    (document,) = _draft(PASSAGE | {"statements": [{"x": 1}], "decoys": [], "published": None}).documents
    assert document.published is None


def test_a_bad_line_is_named_and_the_others_are_taken() -> None:
    draft = _draft(POST, '{"id": "p2", "text": "cut o', [1], {"id": "p4"}, {"id": "p5", "text": " "}, "", PASSAGE)
    assert [document.key for document in draft.documents] == ["p1", "a1"]
    assert draft.outcome == "partly"
    assert draft.detail.startswith("4 of 6 entries could not be used")
    for words in ("line 2: not whole JSON", "line 3: not an object", "line 4: no text", "line 5: no text"):
        assert words in draft.detail
    assert draft.documents[1].passages[0].place == "line 7"


def test_hundreds_of_bad_lines_make_no_endless_report() -> None:
    draft = _draft(POST, *["{" for _ in range(500)])
    assert "and 480 more" in draft.detail
    assert len(draft.detail) < 3000


def test_where_no_line_is_good_the_file_is_damaged() -> None:
    with pytest.raises(Unusable) as caught:
        _draft('{"id": "p2", "text": "cut o')
    assert caught.value.outcome == "damaged"
    assert "line 1" in caught.value.detail


def test_two_entries_of_one_id_are_both_kept_with_keys_of_their_own() -> None:
    first, second = _draft(POST, POST | {"text": "Seven killed."}).documents
    assert (first.key, second.key) == ("p1", "p1 (line 2)")
    assert "line 1" in second.notes[0]


def test_an_entry_without_an_id_goes_by_its_place() -> None:
    (document,) = _draft({"text": "Six killed."}).documents
    assert (document.key, document.passages[0].kind) == ("line 1", "text")


@pytest.mark.parametrize("inside", [None, "posts", "messages"])
def test_json_arrays_and_exports_are_read_too(inside: str | None) -> None:
    listed = [
        POST,
        {"id": 2, "text": ["Seven ", {"type": "bold", "text": "killed"}, "."], "from": "A", "date": "2026-01-10T00:00:00"},
    ]
    value: object = listed if inside is None else {"name": "Channel", inside: listed}
    for text in (json.dumps(value), json.dumps(value, indent=1)):
        first, second = _posts._convert(text.encode()).documents
        assert (first.key, second.key) == ("p1", "2")
        assert second.passages[0].text == "Seven killed."
        assert (second.passages[0].author, second.passages[0].published) == ("A", dt.date(2026, 1, 10))
        assert second.passages[0].place == "entry 2"


def test_one_post_over_many_lines_is_one_post() -> None:
    (document,) = _posts._convert(json.dumps(POST, indent=2).encode()).documents
    assert document.key == "p1"


def test_a_truncated_array_is_damaged() -> None:
    with pytest.raises(Unusable) as caught:
        _posts._convert(json.dumps([POST, POST]).encode()[:-9])
    assert caught.value.outcome == "damaged"


@pytest.mark.fault
@pytest.mark.parametrize("opening", ["[", '{"a":', '{"text":"x","b":' + "["])
def test_json_nested_without_end_is_damaged(converted: ConvertBytes, opening: str) -> None:
    conversion = converted((opening * 200_000).encode(), "deep.json")
    assert conversion.outcome == "damaged"
    assert "nest" in conversion.detail or "whole JSON" in conversion.detail


def test_a_deep_line_among_good_ones_costs_only_itself() -> None:
    draft = _draft(POST, '{"a":' * 100_000, PASSAGE)
    assert [document.key for document in draft.documents] == ["p1", "a1"]
    assert "line 2: nested deeper" in draft.detail


@pytest.mark.parametrize(
    ("author", "handle", "wanted"),
    [
        ("City News (@citynews)", None, ("City News", "@citynews")),
        ("@citynews", None, (None, "@citynews")),
        ("City News", "citynews", ("City News", "citynews")),
        ("Smith (Reuters)", None, ("Smith (Reuters)", None)),
    ],
)
def test_author_and_handle_are_told_apart(author: str, handle: str | None, wanted: tuple[str | None, str | None]) -> None:
    (document,) = _draft({"text": "x", "author": author, "handle": handle}).documents
    assert (document.passages[0].author, document.passages[0].handle) == wanted


def test_a_kind_may_be_given() -> None:
    kinds = [_draft({"text": "x", "kind": kind}).documents[0].passages[0].kind for kind in ("article", "row", "nonsense")]
    assert kinds == ["article", "row", "text"]


@given(st.text(min_size=1).filter(lambda text: bool(text.strip()) and "\r" not in text))
def test_any_text_survives_its_line(text: str) -> None:
    (document,) = _draft({"id": "x", "text": text}).documents
    assert document.passages[0].text == text


def test_half_an_emoji_is_a_bad_line_and_not_a_crash() -> None:
    draft = _draft(POST, '{"id":"x","text":"half \\ud83d here"}')
    assert [document.key for document in draft.documents] == ["p1"]
    assert draft.outcome == "partly"


@pytest.mark.parametrize("text", ["[Update] Twelve people were killed.", "{Update} Twelve people were killed."])
def test_a_note_that_begins_with_a_bracket_is_text(converted: ConvertBytes, text: str) -> None:
    conversion = converted(text.encode(), "note.txt")
    assert (conversion.converter, conversion.outcome) == ("text", "ok")


@pytest.mark.shared
def test_the_developers_files_are_read_line_by_line(shared: Path, converters: Converters) -> None:
    for name in ("sample.jsonl", "dev.jsonl"):
        path = shared / "gold" / name
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        conversion = converters.convert(Item(path=path, name=name))
        assert conversion.outcome == "ok"
        assert [(document.key, document.passages[0].text) for document in conversion.documents] == [
            (line["id"], line["text"]) for line in lines
        ]
