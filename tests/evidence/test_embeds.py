"""Embedded posts: each a passage of its own with author and time, and gone from the page's text."""

from __future__ import annotations

import datetime as dt

import pytest

from tallybook.evidence import ConvertedDocument, PassageDraft
from tallybook.evidence._formats import _html

BEFORE = "<p>The monitor published a count on Monday, as the network stayed dark across the whole country.</p>"
AFTER = "<p>A second paragraph follows, in which a doctor says that nine people were killed in her street.</p>"


def _page(embeds: str) -> ConvertedDocument:
    body = f"<article><h1>Head</h1>{BEFORE}{embeds}{AFTER}</article>"
    page = f'<html lang="en"><head><title>t</title></head><body>{body}</body></html>'
    return _html._convert(page.encode()).documents[0]


def _posts(document: ConvertedDocument) -> list[PassageDraft]:
    return [passage for passage in document.passages if passage.kind == "post"]


X = (
    '<blockquote class="twitter-tweet"><p lang="fa" dir="rtl">'
    'قطع اینترنت: ۱۰۰ ساعت<br>ادامه دارد <a href="https://t.co/a">pic.twitter.com/a</a></p>'
    "&mdash; Net Watch (@netwatch) "
    '<a href="https://twitter.com/netwatch/status/2010700000000000000?ref_src=twsrc">January 12, 2026</a></blockquote>'
)
INSTAGRAM = (
    '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Abc123/?utm_source=ig"><div>'
    '<p><a href="https://www.instagram.com/p/Abc123/">Five of our neighbours did not come home.</a></p>'
    "<p>A post shared by Neighbours (@neighbours) on "
    '<time datetime="2026-01-10T08:00:00+00:00">Jan 10, 2026 at 12:00am PST</time></p>'
    "</div></blockquote>"
)
TELEGRAM = (
    '<div class="tgme_widget_message" data-post="citynews/77">'
    '<a class="tgme_widget_message_owner_name" href="https://t.me/citynews">'
    "<span>City News</span></a>"
    '<div class="tgme_widget_message_text">Six killed near the<br>bazaar.</div>'
    '<a class="tgme_widget_message_date" href="https://t.me/citynews/77"><time datetime="2026-01-09T21:15:00+03:30">'
    "21:15</time></a></div>"
)
BLUESKY = (
    '<blockquote class="bluesky-embed" data-bluesky-uri="at://x"><p lang="en">Two hospitals are full.</p>&mdash; Dr A '
    '(<a href="https://bsky.app/profile/dra.example">@dra.example</a>) '
    '<a href="https://bsky.app/profile/dra.example/post/3k">January 11, 2026 at 1:02 PM</a></blockquote>'
)
FACEBOOK = (
    '<div class="fb-post" data-href="https://www.facebook.com/town/posts/5">'
    '<blockquote cite="https://www.facebook.com/town/posts/5" '
    'class="fb-xfbml-parse-ignore"><p>The mosque lists eleven dead.</p>Posted by <a href="#">Town Page</a> on '
    '<a href="https://www.facebook.com/town/posts/5">Sunday, January 11, 2026</a></blockquote></div>'
)
PLAIN = (
    "<blockquote><p>Nine bodies were brought in.</p>— Ward Nurse (@wardnurse) "
    '<a href="https://x.com/wardnurse/status/2010700000000000001">'
    "12 January 2026</a></blockquote>"
)


@pytest.mark.parametrize(
    ("embed", "text", "author", "handle", "time", "day", "url"),
    [
        (
            X,
            "قطع اینترنت: ۱۰۰ ساعت\nادامه دارد pic.twitter.com/a",
            "Net Watch",
            "@netwatch",
            "January 12, 2026",
            dt.date(2026, 1, 12),
            "https://twitter.com/netwatch/status/2010700000000000000",
        ),
        (
            INSTAGRAM,
            "Five of our neighbours did not come home.",
            "Neighbours",
            "@neighbours",
            "2026-01-10T08:00:00+00:00",
            dt.date(2026, 1, 10),
            "https://www.instagram.com/p/Abc123/",
        ),
        (
            TELEGRAM,
            "Six killed near the\nbazaar.",
            "City News",
            "@citynews",
            "2026-01-09T21:15:00+03:30",
            dt.date(2026, 1, 9),
            "https://t.me/citynews/77",
        ),
        (
            BLUESKY,
            "Two hospitals are full.",
            "Dr A",
            "@dra.example",
            "January 11, 2026 at 1:02 PM",
            dt.date(2026, 1, 11),
            "https://bsky.app/profile/dra.example/post/3k",
        ),
        (
            FACEBOOK,
            "The mosque lists eleven dead.",
            "Town Page",
            None,
            "Sunday, January 11, 2026",
            dt.date(2026, 1, 11),
            "https://www.facebook.com/town/posts/5",
        ),
        (
            PLAIN,
            "Nine bodies were brought in.",
            "Ward Nurse",
            "@wardnurse",
            "12 January 2026",
            dt.date(2026, 1, 12),
            "https://x.com/wardnurse/status/2010700000000000001",
        ),
    ],
    ids=["x", "instagram", "telegram", "bluesky", "facebook", "plain"],
)
def test_each_platforms_post(embed: str, text: str, author: str, handle: str | None, time: str, day: dt.date, url: str) -> None:
    document = _page(embed)
    (post,) = _posts(document)
    assert post.text == text
    assert (post.author, post.handle, post.time, post.url) == (author, handle, time, url)
    assert (post.published, post.published_basis) == (day, "post")


@pytest.mark.parametrize("embed", [X, INSTAGRAM, TELEGRAM, BLUESKY, FACEBOOK, PLAIN])
def test_a_posts_words_are_not_in_the_article_as_well(embed: str) -> None:
    article = _page(embed).passages[0]
    assert article.kind == "article"
    assert article.text.split("\n") == [
        "Head",
        "The monitor published a count on Monday, as the network stayed dark across the whole country.",
        "A second paragraph follows, in which a doctor says that nine people were killed in her street.",
    ]


def test_posts_come_in_the_pages_order_each_once() -> None:
    posts = _posts(_page(TELEGRAM + X + FACEBOOK))
    assert [post.author for post in posts] == ["City News", "Net Watch", "Town Page"]
    assert [post.place for post in posts] == ["post 1", "post 2", "post 3"]


def test_a_post_keeps_its_joiners_and_marks_with_its_authors_name() -> None:
    words = "دست\u200cکم ۱۲ نفر کشته شده\u200cاند \u2067(تأیید نشده)\u2069 👨\u200d👩\u200d👧"
    embed = (
        f'<blockquote class="twitter-tweet"><p lang="fa" dir="rtl">{words}</p>&mdash; خبر\u200cگزاری (@khabar) '
        '<a href="https://x.com/khabar/status/2010700000000000000">January 12, 2026</a></blockquote>'
    )
    (post,) = _posts(_page(embed))
    assert (post.text, post.author) == (words, "خبر\u200cگزاری")


def test_the_language_of_a_post_is_its_own() -> None:
    (post,) = _posts(_page(X))
    assert post.lang == "fa"


def test_where_no_date_is_understood_the_address_of_the_post_tells_the_day() -> None:
    """2010700000000000000 >> 22 is 479388236999 ms after the service's epoch, so in the afternoon of 2026-01-12 UTC."""
    (post,) = _posts(_page(X.replace("January 12, 2026", "۲۲ دی ۱۴۰۴")))
    assert post.time == "۲۲ دی ۱۴۰۴"
    assert post.published == dt.date(2026, 1, 12)


def test_a_quotation_that_is_no_post_stays_in_the_article() -> None:
    document = _page(
        "<blockquote><p>We counted forty graves, said the digger, and then we stopped counting them.</p></blockquote>"
    )
    assert _posts(document) == []
    assert "We counted forty graves" in document.passages[0].text


def test_a_quotation_that_only_links_to_a_post_is_no_post() -> None:
    link = '<a href="https://x.com/a/status/1">seen here</a>'
    document = _page(f"<blockquote><p>We counted forty graves ({link}), said the digger.</p></blockquote>")
    assert _posts(document) == []
    assert "We counted forty graves" in document.passages[0].text


def test_embeds_without_words_are_noted() -> None:
    frames = (
        '<script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-post="citynews/78"></script>'
        '<iframe src="https://platform.twitter.com/embed/Tweet.html?id=1"></iframe>'
        '<iframe src="https://ads.example/banner"></iframe><iframe src="http://[broken"></iframe>'
    )
    document = _page(frames)
    assert _posts(document) == []
    assert [note.split(":")[0] for note in document.notes] == [
        "An embedded post of Telegram came without its words",
        "An embedded post of platform.twitter.com came without its words",
    ]
    assert "https://t.me/citynews/78" in document.notes[0]


def test_a_page_of_nothing_but_posts_gives_the_posts() -> None:
    page = f"<html><head><title>t</title></head><body>{X}</body></html>"
    document = _html._convert(page.encode()).documents[0]
    assert [passage.kind for passage in document.passages] == ["post"]


def test_a_posts_half_spaces_are_kept_in_its_text_and_its_authors_name() -> None:
    post = X.replace("ادامه دارد", "دو نفر کشته شده\u200cاند").replace("Net Watch", "خواننده\u200cی نمونه")
    (embedded,) = _posts(_page(post))
    assert "کشته شده\u200cاند" in embedded.text
    assert embedded.author == "خواننده\u200cی نمونه"
