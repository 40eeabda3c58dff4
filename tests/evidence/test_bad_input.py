"""Bad input, one by one and all at once: each item has its outcome, the others go on."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tallybook.evidence import MEANINGS, Conversion, Converters, Found, Item, Limits, ObjectStore, Trouble, intake, walk
from tests.evidence.conftest import MIB, ConvertBytes
from tests.evidence.pdfs import pdf

# Any word locks a file.
LOCK = "sesame"


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("story.html", "<html><body><p>Twelve.</p></body></html>")
    return out.getvalue()


def test_an_empty_file(converted: ConvertBytes) -> None:
    conversion = converted(b"", "empty.html")
    assert conversion.outcome == "empty"
    assert conversion.detail == "The file is empty. See that it was saved or copied whole."


@pytest.mark.parametrize("blank", [b" \n\t \n", b"\xef\xbb\xbf", "\u00a0\n".encode()])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.html"])
def test_a_blank_file(converted: ConvertBytes, blank: bytes, name: str) -> None:
    assert converted(blank, name).outcome == "empty"


@pytest.mark.fault
@pytest.mark.parametrize("name", ["large.html", "large.txt", "large.pdf", "large.jsonl"])
def test_a_file_of_200_megabytes(converters: Converters, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(b"<html>")
        file.truncate(200 * MIB)
    conversion = converters.convert(Item(path=path, name=name))
    assert conversion.outcome == "too_large"
    assert "100 MiB" in conversion.detail


@pytest.mark.fault
def test_one_line_without_end_is_too_much_text(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_bytes(b"a" * (20 * MIB))
    with Converters(Limits(output=10 * MIB), workers=1) as converters:
        assert converters.convert(Item(path=path, name="line.txt")).outcome == "too_large"


def test_a_zip_that_is_called_html(converted: ConvertBytes) -> None:
    conversion = converted(_zip(), "story.html")
    assert conversion.outcome == "not_recognised"
    assert conversion.detail.startswith("It is a ZIP archive")
    assert "its name ends in .html" in conversion.detail
    assert "Unpack it" in conversion.detail


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "JPEG picture"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(50), "video"),
        (b"\x1f\x8b\x08" + bytes(50), "gzip"),
        (b"SQLite format 3\x00" + bytes(50), "SQLite"),
        (bytes(range(256)) * 4, "no format that is known"),
        ("Twelve people.".encode("utf-16-le"), "UTF-16 text without"),
        (b"From: <Saved by Blink>\nSnapshot-Content-Location: x\n\n=3Chtml=3E", "saved as one archive"),
        (b"Return-Path: <a@b>\nSubject: twelve killed\n\nVGhyZWU=", "a mail"),
        (b'<?xml version="1.0"?><rss><item>12 killed</item></rss>', "an XML file"),
    ],
)
def test_other_formats_are_named(converted: ConvertBytes, data: bytes, words: str) -> None:
    conversion = converted(data, "thing.txt")
    assert conversion.outcome == "not_recognised"
    assert words in conversion.detail


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv", "a.jsonl"])
def test_invalid_utf_8(converted: ConvertBytes, name: str) -> None:
    start = {"a.html": "<html><body><p>", "a.csv": "city,killed\n", "a.jsonl": '{"text": "'}.get(name, "").encode()
    conversion = converted(start + "دوازده نفر کشته شدند".encode() + b"\xff\xfe" + "در شهر".encode(), name)
    assert conversion.outcome == "damaged"
    # 17 letters of two bytes and three blanks follow the start.
    assert f"at offset {len(start) + 37}." in conversion.detail


@pytest.mark.parametrize("codec", ["utf-16", "utf-32"])
@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.txt", "Twelve ۱۲ were killed", "Twelve ۱۲ were killed"),
        ("a.html", "<html><body><article><h1>Head</h1><p>Twelve ۱۲.</p></article></body></html>", "Head\nTwelve ۱۲."),
        ("a.jsonl", '{"id": "x", "text": "Twelve ۱۲"}\n', "Twelve ۱۲"),
        ("a.csv", "city,killed\nKaraj,۱۲\n", "city: Karaj; killed: ۱۲"),
    ],
)
def test_utf_16(converted: ConvertBytes, codec: str, name: str, text: str, words: str) -> None:
    conversion = converted(text.encode(codec), name)
    assert conversion.outcome == "ok", conversion
    document = conversion.documents[0]
    assert document.passages[0].text == words
    assert document.decoding == f"{codec}-le, by its mark"


@pytest.mark.fault
def test_a_page_that_nests_without_end(converted: ConvertBytes) -> None:
    """The words before the bomb are read, and that the rest is missing is said."""
    head = "<html><body><article><h1>Head</h1><p>Three people were killed in Karaj on Monday, police said.</p>"
    conversion = converted((head + "<div>" * 100_000 + "<p>deep</p>").encode(), "deep.html")
    assert conversion.outcome == "partly"
    assert "nests deeper" in conversion.detail
    assert "Three people were killed" in conversion.documents[0].passages[0].text


@pytest.mark.fault
def test_a_page_of_a_million_tags_ends(converters: Converters, tmp_path: Path) -> None:
    path = tmp_path / "wide.html"
    path.write_text("<html><body>" + "<b><i>x</i></b>" * 400_000, encoding="utf-8")
    with Converters(Limits(cpu=2, wall=4, memory=512 * MIB), workers=1) as limited:
        outcome = limited.convert(Item(path=path, name="wide.html")).outcome
    assert outcome in ("ok", "partly", "timed_out", "out_of_memory", "too_large")


@pytest.mark.fault
def test_entities_that_multiply_do_not(converted: ConvertBytes) -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "ha ha ha ha ha">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9)
    )
    conversion = converted(f"{bomb}]><html><body><p>Twelve people. &j;</p></body></html>".encode(), "laugh.html")
    assert conversion.outcome in ("ok", "partly", "empty")
    assert sum(len(passage.text) for document in conversion.documents for passage in document.passages) < 10_000


def test_a_file_that_is_gone(converters: Converters, tmp_path: Path) -> None:
    conversion = converters.convert(Item(path=tmp_path / "gone.txt", name="gone.txt"))
    assert conversion.outcome == "unreadable"
    assert "No such file" in conversion.detail


def test_all_at_once_the_others_go_on(converters: Converters, tmp_path: Path) -> None:
    """A folder of everything, from the walk through the store to the converters."""
    folder = tmp_path / "in"
    folder.mkdir()
    files = {
        "a-good.txt": b"Two were hurt.",
        "b-empty.txt": b"",
        "c-zip.html": _zip(),
        "d-locked.pdf": pdf([["x"]], LOCK),
        "e-broken.txt": "دوازده نفر".encode() + b"\xff\xff",
        "f-cut.jsonl": b'{"id":"1","text":"x"}\n{"id":"2","te',
        "g-good.html": b"<html><body><article><h1>Head</h1><p>Three were killed.</p></article></body></html>",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "loop").symlink_to(folder)
    store = ObjectStore(tmp_path / "evidence")
    entries = list(walk([folder]))
    items = []
    for entry in entries:
        if isinstance(entry, Found):
            stored = intake(entry.path, store, limit=MIB)
            items.append(Item(path=store.verify(stored.digest), name=entry.name, digest=stored.digest))
    assert [entry.code for entry in entries if isinstance(entry, Trouble)] == ["loop"]
    conversions: list[Conversion] = list(converters.convert_many(items))
    assert [conversion.outcome for conversion in conversions] == [
        "ok", "empty", "not_recognised", "encrypted", "damaged", "partly", "ok",
    ]  # fmt: skip
    assert all(conversion.detail or conversion.outcome == "ok" for conversion in conversions)
    assert list(store.check()) == []


def test_each_outcome_says_what_it_means_and_what_to_do() -> None:
    for outcome, meaning in MEANINGS.items():
        assert outcome == "ok" or meaning.endswith(".")
