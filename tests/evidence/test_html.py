"""Pages to passages: the article's own words, all of them, and nobody else's."""

from __future__ import annotations

import datetime as dt

import pytest

from tallybook.evidence import ConvertedDocument
from tallybook.evidence._formats import Unusable, _html
from tests.evidence.conftest import ConvertBytes

NAV = "<nav><ul>" + "".join(f'<li><a href="/s{i}">Section {i}</a></li>' for i in range(12)) + "</ul></nav>"
SHELF = (
    '<div class="grid">'
    + "".join(
        f'<div class="card"><a href="/x{i}"><h3>{i + 2} killed in storm on the coast</h3><p>How storm {i} came.</p></a></div>'
        for i in range(8)
    )
    + "</div>"
)
HEADLINES = (
    '<div class="list">' + "".join(f'<h4><a href="/y{i}">{i + 3} dead in mine collapse</a></h4>' for i in range(5)) + "</div>"
)
COMMENTS = (
    '<section id="comments"><h3>12 comments</h3>' + "<p>I heard that 500 were killed, believe nobody.</p>" * 12 + "</section>"
)
FOOT = "<footer><p>Copyright. All rights reserved everywhere.</p></footer>"
BRIEF = "<p>Three people were killed in Karaj on Monday, police said.</p><p>Two others were hurt.</p>"
LISTED = "<ul><li><a href='/x'>4 killed</a></li></ul>"
SHARE = "<p>Share this story</p>"
BRIEF_TEXT = "Three killed in Karaj\nThree people were killed in Karaj on Monday, police said.\nTwo others were hurt."
HEAD = "<head><title>Three killed in Karaj - Outlet</title></head>"


def _page(body: str, head: str = HEAD, lang: str = "en") -> ConvertedDocument:
    draft = _html._convert(f'<!doctype html><html lang="{lang}">{head}<body>{body}</body></html>'.encode())
    assert len(draft.documents) == 1
    return draft.documents[0]


def _article(document: ConvertedDocument) -> str:
    (article,) = (passage for passage in document.passages if passage.kind == "article")
    return article.text


@pytest.mark.parametrize(
    "body",
    [
        f"{NAV}<article><h1>Three killed in Karaj</h1>{BRIEF}</article>{SHELF}{COMMENTS}{FOOT}",
        f"{NAV}<main><h1>Three killed in Karaj</h1><div>{BRIEF}</div>{SHELF}</main>{COMMENTS}{FOOT}",
        f"{NAV}<div><div><h1>Three killed in Karaj</h1>{BRIEF}</div></div>{SHELF}{COMMENTS}{FOOT}",
        f'{NAV}<div><h1>Three killed in Karaj</h1><div class="entry-content">{BRIEF}</div></div>{HEADLINES}{COMMENTS}{FOOT}',
        f"{NAV}<article><h1>Three killed in Karaj</h1>{BRIEF}<h3>Related stories</h3>{LISTED}</article>",
        f"{NAV}<article><h1>Three killed in Karaj</h1>{BRIEF}<aside><p>4 killed elsewhere, read on.</p></aside></article>{FOOT}",
        f'{NAV}<article><h1>Three killed in Karaj</h1><div itemprop="articleBody">{BRIEF}</div>{SHARE}</article>{SHELF}',
    ],
)
def test_a_page_of_two_sentences_gives_these_and_no_teaser(body: str) -> None:
    assert _article(_page(body)) == BRIEF_TEXT


def test_a_long_article_keeps_all_its_sentences_and_takes_no_teaser() -> None:
    sentences = [
        f"On day {i} of the unrest {i + 10} people were killed in town number {i}, a doctor there said." for i in range(40)
    ]
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    text = _article(_page(f"{NAV}<article><h1>A long story</h1>{paragraphs}</article>{SHELF}{COMMENTS}{FOOT}"))
    assert text.split("\n") == ["A long story", *sentences]


def test_a_wrapper_that_is_called_after_a_sidebar_is_not_thrown_away() -> None:
    text = _article(_page(f'<div class="layout with-sidebar comments-open"><h1>Three killed in Karaj</h1>{BRIEF}</div>'))
    assert text == BRIEF_TEXT


def test_the_headline_is_the_first_line_and_stands_there_once() -> None:
    document = _page(f"<article><h1>Three killed\n in <em>Karaj</em></h1>{BRIEF}</article>")
    assert document.title == "Three killed in Karaj"
    assert _article(document) == BRIEF_TEXT


def test_the_pages_own_title_serves_where_there_is_no_headline() -> None:
    head = '<head><title>x</title><meta property="og:title" content="Three killed in Karaj"></head>'
    assert _article(_page(f"<article>{BRIEF}</article>", head)) == BRIEF_TEXT


def test_the_page_says_who_published_it_when_and_in_which_language() -> None:
    head = (
        '<head><title>t</title><meta property="og:site_name" content="The Outlet">'
        '<meta property="article:published_time" content="2026-01-13T23:30:00-05:00"><meta name="author" content="Jane Roe">'
        '<link rel="canonical" href="https://outlet.example/story"></head>'
    )
    document = _page(f"<article><h1>T</h1>{BRIEF}</article>", head)
    assert (document.publisher, document.author, document.lang) == ("The Outlet", "Jane Roe", "en")
    assert (document.published, document.published_basis) == (dt.date(2026, 1, 13), "metadata")
    assert document.url == "https://outlet.example/story"
    passage = document.passages[0]
    assert (passage.published, passage.author, passage.lang) == (dt.date(2026, 1, 13), "Jane Roe", "en")


def test_a_date_in_linked_data_counts_as_the_pages_own() -> None:
    data = '{"@type":"NewsArticle","datePublished":"2026-01-09T08:00:00Z"}'
    head = f'<head><title>t</title><script type="application/ld+json">{data}</script></head>'
    document = _page(f"<article><h1>T</h1>{BRIEF}</article>", head)
    assert (document.published, document.published_basis) == (dt.date(2026, 1, 9), "metadata")


def test_a_page_without_a_date_has_none() -> None:
    document = _page(f"<article><h1>T</h1>{BRIEF}</article>", "<head><title>t</title></head>")
    assert (document.published, document.published_basis) == (None, None)


PERSIAN = [
    "دست\u200cکم ۱۲ نفر در این شهر کشته شده\u200cاند.",
    "گزارش\u200cها می\u200cگویند شمار زخمی\u200cها روشن نیست، \u2067۳۰ تا ۴۰ نفر\u2069.",
    "خانواده\u200cای 👨\u200d👩\u200d👧 به خبرنگار ما گفت که هنوز منتظر خبر است.",
]


@pytest.mark.parametrize("times", [1, 20])
def test_persian_keeps_its_joiners_and_marks_on_short_and_long_pages(times: int) -> None:
    paragraphs = "".join(f"<p>{sentence} ({number})</p>" for number in range(times) for sentence in PERSIAN)
    document = _page(f"<article><h1>شمار کشته\u200cشدگان</h1>{paragraphs}</article>", "<head><title>x</title></head>", "fa")
    wanted = [f"{sentence} ({number})" for number in range(times) for sentence in PERSIAN]
    assert _article(document).split("\n") == ["شمار کشته\u200cشدگان", *wanted]
    assert document.title == "شمار کشته\u200cشدگان"
    assert document.lang == "fa"


def test_joiners_written_as_references_are_kept_too() -> None:
    long = "<p>این گزارش را خبرنگار ما از شهر فرستاده است و بخش\u200cهایی از آن هنوز تأیید نشده است.</p>" * 1
    filler = "".join(f"<p>جمله شماره {i} که برای بلندتر شدن این گزارش آمده است و چیزی نمی&zwnj;گوید.</p>" for i in range(30))
    text = _article(_page(f"<article><h1>کشته&#8204;شدگان</h1>{long}{filler}</article>", "<head><title>x</title></head>", "fa"))
    assert text.split("\n")[0] == "کشته\u200cشدگان"
    assert text.count("نمی\u200cگوید") == 30


def test_a_page_that_uses_the_stand_ins_itself_is_kept_apart() -> None:
    """The first letters of the block from which stand-ins are taken."""
    words = "\U00013000\U00013001 می\u200cگویند \u200f(۱۲)"
    text = _article(_page("<article><h1>T</h1>" + f"<p>{words} و ادامهٔ این جمله کمی بلندتر است.</p>" * 1 + "</article>"))
    assert words in text


def test_the_cells_of_a_table_stay_in_their_row() -> None:
    rows = "<tr><th>City</th><th>Killed</th></tr><tr><td>Karaj</td><td>3</td></tr><tr><td>Rasht</td><td>14</td></tr>"
    text = _article(_page(f"<article><h1>By city</h1><p>The ministry gave these.</p><table>{rows}</table></article>"))
    assert text.split("\n")[1:] == ["The ministry gave these.", "City | Killed", "Karaj | 3", "Rasht | 14"]


def test_scripts_styles_and_hidden_words_of_forms_are_no_text() -> None:
    text = _article(
        _page(
            f"<article><h1>Three killed in Karaj</h1><script>var n = '900 killed';</script><style>p{{}}</style>{BRIEF}</article>"
        )
    )
    assert text == BRIEF_TEXT


@pytest.mark.parametrize(
    ("charset", "codec", "sentence"),
    [
        ("windows-1256", "cp1256", "قتل اثنا عشر شخصا في المدينة يوم الاثنين"),
        ("windows-1251", "cp1251", "Погибли двенадцать человек, сообщили врачи"),
        ("ISO-8859-1", "cp1252", "Douze personnes ont été tuées, dit l’agence"),
        ("gb2312", "gb18030", "星期一有十二人丧生"),
        ("utf-8", "utf-8", "Twelve – “or more” – دوازده"),
    ],
)
def test_a_declared_encoding_is_used_and_said(charset: str, codec: str, sentence: str) -> None:
    page = f'<html><head><meta charset="{charset}"></head><body><article><h1>T</h1><p>{sentence}</p></article></body></html>'
    (document,) = _html._convert(page.encode(codec)).documents
    assert _article(document) == f"T\n{sentence}"
    assert document.decoding == ("utf-8" if codec == "utf-8" else f"{charset.lower()}, as declared")


def test_a_wrong_declaration_does_not_spoil_utf_8() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><article><h1>T</h1><p>کشته شدند</p></article></body></html>'
    (document,) = _html._convert(page.encode()).documents
    assert _article(document) == "T\nکشته شدند"


@pytest.mark.parametrize(
    "page",
    ["<html></html>", "<html><body><script>x()</script></body></html>", "<!-- nothing -->", "<html><body>  </body></html>"],
)
def test_a_page_without_words_is_empty(page: str) -> None:
    with pytest.raises(Unusable) as caught:
        _html._convert(page.encode())
    assert caught.value.outcome == "empty"


def test_a_fragment_without_a_page_around_it_is_read(converted: ConvertBytes) -> None:
    conversion = converted(b"<p>Three people were killed in Karaj on Monday.</p><p>Two were hurt.</p>", "piece.html")
    assert conversion.outcome == "ok"
    assert "Three people were killed in Karaj on Monday.\nTwo were hurt." in conversion.documents[0].passages[0].text
