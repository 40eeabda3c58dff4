"""PDFs: a passage a page, words whole again, and a clear outcome where there are none."""

from __future__ import annotations

import pytest

from tallybook.evidence._formats import Unusable, _pdf
from tallybook.evidence._formats._pagelines import known_words, rejoin
from tests.evidence.conftest import ConvertBytes
from tests.evidence.pdfs import pdf

LOCK = "sesame"
PAGE = [
    "Toll in the capital",
    "Officials in the capital said on Monday that at least twelve people were killed in",
    "two nights, and that the number is expected to grow as more of the streets are opened.",
    "The ministry gave no count.",
    "- twelve in the north",
    "- none in the south",
]


def test_each_page_with_words_is_a_passage_and_says_its_number(converted: ConvertBytes) -> None:
    conversion = converted(pdf([PAGE, [], ["The last page."]], info="/Title (A report) /CreationDate (D:20260112)"), "r.pdf")
    assert (conversion.outcome, conversion.converter) == ("ok", "pdf")
    (document,) = conversion.documents
    assert document.title == "A report"
    assert [(passage.kind, passage.place) for passage in document.passages] == [("page", "page 1"), ("page", "page 3")]
    assert document.passages[0].text.split("\n") == [
        "Toll in the capital",
        f"{PAGE[1]} {PAGE[2]}",
        "The ministry gave no count.",
        "- twelve in the north",
        "- none in the south",
    ]
    assert document.passages[1].text == "The last page."


def test_the_day_a_file_was_made_is_no_day_of_publication(converted: ConvertBytes) -> None:
    (document,) = converted(pdf([PAGE], info="/CreationDate (D:20260112)"), "r.pdf").documents
    assert document.published is None
    assert "D:20260112" in document.notes[0]


@pytest.mark.parametrize(
    ("page", "whole"),
    [
        ("at least twelve demon\ufffestrators", "at least twelve demonstrators"),
        ("at least twelve demon-\r\nstrators", "at least twelve demonstrators"),
        ("a 12\ufffeyear-old boy", "a 12-year-old boy"),
        ("a twelve\ufffeyear-old boy", "a twelve-year-old boy"),
        ("the Al\ufffeJazeera office", "the Al-Jazeera office"),
        ("between 10\ufffe12 people", "between 10-12 people"),
        ("by security\ufffeforce men. A security-force man", "by security-force men. A security-force man"),
        ("the rebel\ufffeheld town. Held by a rebel.", "the rebel-held town. Held by a rebel."),
        ("the protes\ufffeters. All protesters", "the protesters. All protesters"),
    ],
)
def test_a_cut_word_is_mended_and_a_hyphen_of_its_own_is_kept(page: str, whole: str) -> None:
    assert rejoin(page, known_words([page])) == whole


def test_a_password_is_said(converted: ConvertBytes) -> None:
    conversion = converted(pdf([PAGE], LOCK), "locked.pdf")
    assert conversion.outcome == "encrypted"
    assert "password" in conversion.detail
    assert conversion.documents == ()


def test_a_lock_that_opens_without_a_password_does_not_matter() -> None:
    (document,) = _pdf._convert(pdf([["Twelve people."]], password="")).documents
    assert document.passages[0].text == "Twelve people."


def test_a_scan_is_empty_and_says_what_to_do() -> None:
    with pytest.raises(Unusable) as caught:
        _pdf._convert(pdf([[], []]))
    assert caught.value.outcome == "empty"
    assert "scan" in caught.value.detail


@pytest.mark.parametrize("cut", [20, 200, 600])
def test_a_pdf_that_is_cut_off_is_damaged(cut: int) -> None:
    with pytest.raises(Unusable) as caught:
        _pdf._convert(pdf([PAGE])[:cut])
    assert caught.value.outcome == "damaged"


def test_a_pdf_is_known_whatever_its_name(converted: ConvertBytes) -> None:
    assert converted(pdf([["Twelve people."]]), "story.html").converter == "pdf"


@pytest.mark.fault
def test_pages_that_lead_round_in_a_circle_end(converted: ConvertBytes) -> None:
    """The page tree names itself as its own child, a thousandfold."""
    data = pdf([PAGE]).replace(b"/Kids [4 0 R] /Count 1", b"/Kids [2 0 R] /Count 9")
    assert converted(data, "circle.pdf").outcome in ("damaged", "empty", "partly")
