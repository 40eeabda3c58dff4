"""Pages to passages: the article's own words, all of them, and nobody else's."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable
from pathlib import Path

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


def _said(number: int) -> str:
    return f"In night {number} there were {number + 100} people killed in the town, a doctor told the outlet by telephone."


SHAPES: dict[str, Callable[[Callable[[], str]], str]] = {
    "paragraphs": lambda say: "<article><h1>Head</h1>" + "".join(f"<p>{say()}</p>" for _ in range(12)) + "</article>",
    "divisions": lambda say: "<div><h1>Head</h1>" + "".join(f"<div>{say()}</div>" for _ in range(12)) + "</div>",
    "line breaks": lambda say: "<div><h1>Head</h1><div>" + "<br><br>".join(say() for _ in range(12)) + "</div></div>",
    "spans": lambda say: "<main><h1>Head</h1>" + "".join(f"<p><span>{say()}</span></p>" for _ in range(12)) + "</main>",
    "a list": lambda say: (
        f"<main><h1>Head</h1><p>{say()}</p><ul>" + "".join(f"<li>{say()}</li>" for _ in range(12)) + "</ul></main>"
    ),
    "a live page of articles": lambda say: (
        "<main><h1>Head</h1>"
        + "".join(f'<article><time>10:{i}0</time><h2><a href="/l#{i}">{say()}</a></h2><p>{say()}</p></article>' for i in range(6))
        + "</main>"
    ),
    "a live page of divisions": lambda say: (
        "<div><h1>Head</h1>"
        + "".join(f"<div><span>10:{i}0</span><h3>{say()}</h3><p>{say()}</p></div>" for i in range(6))
        + "</div>"
    ),
    "a preface with the body elsewhere": lambda say: (
        f"<article><h1>Head</h1><p>{say()}</p></article><div>" + "".join(f"<p>{say()}</p>" for _ in range(12)) + "</div>"
    ),
    "mixed": lambda say: (
        f"<article><header><h1>Head</h1><p>{say()}</p></header>"
        + "".join(f"<p>{say()}</p>" for _ in range(3))
        + f"<h2>{say()}</h2><ol><li>{say()}</li><li>{say()}</li></ol><blockquote><p>{say()}</p></blockquote>"
        + f"<table><tr><td>{say()}</td><td>{say()}</td></tr></table><div>{say()}</div><p><strong>{say()}</strong></p>"
        + f"<p><a href='/z'>{say()}</a></p><pre>{say()}</pre><dl><dt>{say()}</dt><dd>{say()}</dd></dl></article>"
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_sentence_of_an_article_is_kept_in_order_and_once(shape: str) -> None:
    count = 0

    def say() -> str:
        nonlocal count
        count += 1
        return _said(count)

    body = SHAPES[shape](say)
    text = _article(_page(f"{NAV}{body}{SHELF}{COMMENTS}{FOOT}"))
    places = [text.find(_said(number)) for number in range(1, count + 1)]
    assert -1 not in places
    assert places == sorted(places)
    assert [text.count(_said(number)) for number in range(1, count + 1)] == [1] * count
    assert "storm" not in text
    assert "I heard" not in text


def test_the_hours_of_a_live_page_stay_with_their_headings() -> None:
    entries = "".join(
        f'<section><h2><time datetime="2026-01-12T1{i}:05">1{i}:05</time> News {i}</h2><p>{_said(i)}</p></section>'
        for i in range(6, 0, -1)
    )
    text = _article(_page(f"{NAV}<main><article><h1>Head</h1>{entries}</article></main>{SHELF}{FOOT}"))
    assert text.split("\n") == ["Head", *(line for i in range(6, 0, -1) for line in (f"1{i}:05 News {i}", _said(i)))]


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


def test_control_characters_do_no_harm_and_are_no_text() -> None:
    text = _article(_page(f"<article><h1>Three\x01 killed in&#2; Karaj</h1>{BRIEF}<p>می\u200cگویند\x0b \ufffe</p></article>"))
    assert text.split("\n")[:3] == BRIEF_TEXT.split("\n")
    assert "می\u200cگویند" in text
    (document,) = _html._convert(b"<h1><h1>>\x1d&#x1F;\x1d>><h1>Three killed&#2;>\x1d&#31").documents
    assert "Three killed" in document.passages[0].text


@pytest.mark.shared
def test_the_sample_article_as_a_page_keeps_its_words_with_its_posts_apart(shared: Path) -> None:
    """Each paragraph once, in the article or in a post; the signature lines become the posts' authors."""
    lines = (shared / "corpus" / "sample_article.txt").read_text(encoding="utf-8").strip().split("\n")
    body, posts = "", 0
    waiting: list[str] = []
    for number, line in enumerate(lines):
        embedded = (
            "pic.twitter.com" in line
            or line.startswith("— ")
            or any(ahead[:2] == "— " for ahead in lines[number + 1 : number + 2])
        )
        if not embedded:
            body += f"<p>{html.escape(line)}</p>"
        elif line.startswith("— "):
            posts += 1
            text = "".join(f"<p>{html.escape(part)}</p>" for part in waiting)
            body += f'<blockquote class="twitter-tweet">{text}{html.escape(line)}</blockquote>'
            waiting = []
        else:
            waiting.append(line)
    document = _page(f"{NAV}<article><h1>Head</h1>{body}</article>{SHELF}{COMMENTS}{FOOT}")
    article = document.passages[0].text.split("\n")
    tweets = [passage for passage in document.passages if passage.kind == "post"]
    assert posts > 0
    assert len(tweets) == posts
    assert all(tweet.author and tweet.handle and tweet.published for tweet in tweets)
    said = {part for tweet in tweets for part in tweet.text.split("\n")} | set(article)
    words = {" ".join(line.split()) for line in said}
    missing = [
        line for line in lines if not line.startswith("— ") and " ".join(line.split()) not in words and line not in waiting
    ]
    assert missing == []
