"""The demo's documents: clean, deterministic, in step with their manifest, their table of figures and their annotation."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import tomllib
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import get_args

import msgspec
import pypdfium2
import pytest
from lxml import html
from tools import make_example_pdf

from tallybook.model import Bound, GroupLabel, HarmLabel, RelationLabel, StatusLabel

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "iran-2026"
BLOCKS = {"p", "h1", "h2", "li", "div", "section", "blockquote", "article", "aside", "header", "footer", "nav", "main", "ul"}
DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")


class Judgement(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A line of ``expected.jsonl``."""

    file: str
    kind: str
    quote: str
    number: str
    why: str | None = None
    occurrence: int = 1
    low: int | None = None
    high: int | None = None
    bound: str | None = None
    approximate: bool = False
    harm: str | None = None
    group: str | None = None
    status: str | None = None
    origin: str | None = None
    chain: list[str] = msgspec.field(default_factory=list)
    relation: str | None = None
    to: str | None = None
    headline: bool = False
    passage: str | None = None
    outside: bool = False
    event: str | None = None


def judgements() -> list[Judgement]:
    lines = (FOLDER / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return [msgspec.json.decode(line, type=Judgement) for line in lines]


def manifest() -> dict[str, object]:
    return tomllib.loads((FOLDER / "manifest.toml").read_text(encoding="utf-8"))


def listed() -> list[dict[str, object]]:
    documents = manifest()["document"]
    assert isinstance(documents, list)
    return documents


def page_text(data: str) -> str:
    """The body's words in reading order, with a space where a block begins or ends."""
    body = html.fromstring(data).find("body")
    assert body is not None
    pieces: list[str] = []
    for event, element in _events(body):
        if element.tag in BLOCKS:
            pieces.append(" ")
        pieces.append((element.text if event == "start" else element.tail) or "")
    return "".join(pieces)


def _events(element: html.HtmlElement) -> list[tuple[str, html.HtmlElement]]:
    inner = [pair for child in element for pair in _events(child)]
    return [("start", element), *inner, ("end", element)]


def pdf_text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def text_of(name: str) -> str:
    """A document's words, white space collapsed."""
    path = FOLDER / name
    if path.suffix == ".pdf":
        raw = pdf_text(path)
    else:
        raw = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            raw = page_text(raw)
        elif path.suffix == ".jsonl":
            raw = "\n".join(json.loads(line)["text"] for line in raw.splitlines())
        elif path.suffix == ".csv":
            raw = "\n".join(cell for row in csv.reader(io.StringIO(raw)) for cell in row)
    return " ".join(raw.split())


def spans(judgement: Judgement, text: str) -> tuple[int, int]:
    """Where the judgement's number stands in the text."""
    start = -1
    for _ in range(judgement.occurrence):
        start = text.index(judgement.quote, start + 1)
    inner = start + judgement.quote.index(judgement.number)
    return inner, inner + len(judgement.number)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {str(document["file"]): text_of(str(document["file"])) for document in listed()}


def test_the_manifest_lists_every_document_and_nothing_else() -> None:
    names = [str(document["file"]) for document in listed()]
    beside = {"README.md", "book.toml", "outages.csv", "manifest.toml", "expected.jsonl"}
    assert names == sorted(names)
    assert set(names) | beside == {path.name for path in FOLDER.iterdir()}


def test_every_document_has_a_publisher_and_a_day() -> None:
    for document in listed():
        assert document["publisher"], document
        assert isinstance(document["published"], dt.date), document


def test_a_page_says_the_same_publisher_and_day_as_the_manifest() -> None:
    pages = [document for document in listed() if str(document["file"]).endswith(".html")]
    assert len(pages) == 14
    for document in pages:
        tree = html.fromstring((FOLDER / str(document["file"])).read_text(encoding="utf-8"))
        (site,) = tree.xpath("//meta[@property='og:site_name']/@content")
        (time,) = tree.xpath("//meta[@property='article:published_time']/@content")
        assert site == document["publisher"]
        assert dt.datetime.fromisoformat(time).date() == document["published"]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.*")), ids=lambda path: path.name)
def test_the_bytes_are_clean(path: Path) -> None:
    if path.suffix == ".pdf":
        return
    text = path.read_bytes().decode("utf-8", "strict")
    assert text.endswith("\n")
    assert "\r" not in text
    assert not text.startswith("\ufeff")
    assert text == unicodedata.normalize("NFC", text)
    odd = {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Co", "Cn"}} - {"\n", "\u200c"}
    assert not odd, "only line ends and half-spaces"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*")), ids=lambda path: path.name)
def test_persian_is_written_with_persian_letters(path: Path) -> None:
    if path.suffix != ".pdf":
        assert not re.search("[يك٠-٩]", path.read_text(encoding="utf-8"))


def test_the_pdf_is_what_its_script_writes() -> None:
    source = make_example_pdf.SOURCE.read_text(encoding="utf-8")
    assert make_example_pdf.TARGET.read_bytes() == make_example_pdf.pdf_of(source)


def test_the_pdf_has_every_word_of_its_source_as_text() -> None:
    source = make_example_pdf.SOURCE.read_text(encoding="utf-8")
    words = [word for word in source.split() if word not in {"#", "##"}]
    assert pdf_text(make_example_pdf.TARGET).split() == words


def test_a_longer_briefing_runs_on_to_a_second_page(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    source = "\n\n".join(f"Paragraph {n} (of \\ many)." for n in range(60))
    path.write_bytes(make_example_pdf.pdf_of(source))
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 2
    assert pdf_text(path).split() == source.split()


def test_posts_have_the_five_fields_and_ids_of_their_own() -> None:
    posts = [json.loads(line) for line in (FOLDER / "06-posts.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(list(post) == ["id", "text", "author", "time", "url"] for post in posts)
    assert len({post["id"] for post in posts}) == len(posts)
    times = [dt.datetime.fromisoformat(post["time"]) for post in posts]
    assert times == sorted(times)


def test_documents_are_of_an_articles_length(texts: dict[str, str]) -> None:
    lengths = {name: len(text.split()) for name, text in texts.items()}
    assert {name: n for name, n in lengths.items() if not 60 <= n <= 450} == {}


def test_every_quote_is_in_its_document_once_or_as_often_as_said(texts: dict[str, str]) -> None:
    for judgement in judgements():
        found = texts[judgement.file].count(judgement.quote)
        assert found == 1 or (judgement.occurrence > 1 and found >= judgement.occurrence), (found, judgement)


def test_every_number_stands_once_in_its_quote_and_is_cut_nowhere() -> None:
    for judgement in judgements():
        whole = re.findall(rf"(?<![\w.,٬]){re.escape(judgement.number)}(?!\w|[.,٬]\d)", judgement.quote)
        assert len(whole) == 1, judgement


def test_judgements_stand_in_the_order_of_the_text_and_never_overlap(texts: dict[str, str]) -> None:
    assert list(dict.fromkeys(j.file for j in judgements())) == list(texts)
    for name, text in texts.items():
        found = [spans(j, text) for j in judgements() if j.file == name]
        assert all(a[1] <= b[0] for a, b in pairwise(found)), name


def test_every_figure_of_three_digits_is_judged(texts: dict[str, str]) -> None:
    """No figure was overlooked. Years are known as years, and the table's column of days as days."""
    for name, text in texts.items():
        judged = [spans(j, text) for j in judgements() if j.file == name]
        for match in re.finditer(r"(?<![\d-])[\d٬,]*\d(?:[.]\d+)?", text):
            digits = match.group().translate(DIGITS)
            if len(re.sub(r"\D", "", digits)) < 3 or digits in {"2026", "1404"}:
                continue
            assert any(start < match.end() and match.start() < end for start, end in judged), (name, match.group())


def test_statements_use_the_models_labels() -> None:
    for j in judgements():
        assert j.kind in {"statement", "decoy", "either"}
        if j.kind != "statement":
            assert j.why, j
            continue
        assert j.bound in get_args(Bound), j
        assert j.harm in get_args(HarmLabel), j
        assert j.group in get_args(GroupLabel), j
        assert j.status in get_args(StatusLabel), j
        assert j.relation in get_args(RelationLabel), j
        assert (j.chain[0] if j.chain else None) == j.origin, j


ENDS = {
    "exact": (True, True), "at_least": (True, False), "more_than": (True, False), "up_to": (False, True),
    "less_than": (False, True), "between": (True, True), "vague": (False, False),
}  # fmt: skip


def test_a_bound_decides_which_ends_are_given() -> None:
    for j in judgements():
        if j.kind == "statement" and j.bound:
            assert (j.low is not None, j.high is not None) == ENDS[j.bound], j


def value_of(printed: str) -> int:
    """The number in digits, with thousands by separator or by the words هزار and k; ``nine`` is the one spelt out."""
    plain = re.sub("[,٬]", "", printed.translate(DIGITS))
    if match := re.fullmatch(r"(\d+) هزار(?: و (\d+))?", plain):
        return int(match[1]) * 1000 + int(match[2] or 0)
    if match := re.fullmatch(r"(\d+)k", plain):
        return int(match[1]) * 1000
    return 9 if plain == "nine" else int(plain)


def test_the_printed_number_is_the_figure() -> None:
    for j in judgements():
        if j.kind == "statement" and j.bound != "vague":
            assert {j.low, j.high} - {None} == {value_of(j.number)}, j


def test_breakdowns_add_up() -> None:
    sums: dict[tuple[str, str], list[int]] = {}
    for j in judgements():
        if j.relation == "beside" and j.to and j.status != "under_review" and j.low is not None:
            sums.setdefault((j.file[:2], j.to), []).append(j.low)
    assert sorted(sums) == [("13", "6,126"), ("14", "۶ هزار و ۱۲۶"), ("16", "3,117"), ("17", "۳ هزار و ۱۱۷")]
    for (_, total), parts in sums.items():
        assert sum(parts) == value_of(total)


def test_readme_says_for_every_figure_who_stated_it_and_when() -> None:
    table = re.findall(
        r"^\| ([\d,]+) \| (.+?) \| (.+?) \| (.+?) \| ([A-Z]) \| ([\d ]+) \|$", (FOLDER / "README.md").read_text("utf-8"), re.M
    )
    printed = {
        (value_of(figure), document)
        for figure, _, who, when, _, documents in table
        for document in documents.split()
        if who and when
    }
    stated = {
        (j.low if j.low is not None else j.high, j.file[:2]) for j in judgements() if j.kind == "statement" and j.bound != "vague"
    }
    assert stated == printed


def test_readme_gives_a_source_for_every_letter() -> None:
    readme = (FOLDER / "README.md").read_text("utf-8")
    used = set(re.findall(r"\| ([A-Z]) \| [\d ]+ \|$", readme, re.M)) | set(re.findall(r"\(([A-Z])\)", readme))
    assert used == set(re.findall(r"^- ([A-Z]): ", readme, re.M))


def test_two_documents_are_nearly_verbatim_and_two_differ_in_their_figures_only(texts: dict[str, str]) -> None:
    def shingles(name: str) -> set[tuple[str, ...]]:
        words = texts[name].split()
        return {tuple(words[i : i + 4]) for i in range(len(words) - 3)}

    for one, other in (
        ("02-herald-official-figure.html", "03-specimen-official-figure.html"),
        ("11-courier-pending.html", "12-gazette-pending-copy.html"),
    ):
        a, b = shingles(one), shingles(other)
        assert a != b
        assert len(a & b) / len(a | b) > 0.5
