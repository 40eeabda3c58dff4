"""HTML: the article's own words by trafilatura, each embedded post a passage of its own, what the page says of itself."""

from __future__ import annotations

import datetime as dt
import re

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura.metadata import extract_metadata
from trafilatura.settings import Document

from tallybook.evidence._formats import Converter, Draft, Head, Unusable, register
from tallybook.evidence._formats._decode import Decoded, decode
from tallybook.evidence._formats._embeds import take_posts
from tallybook.evidence._formats._foreign import drop_foreign
from tallybook.evidence._formats._invisible import Invisible
from tallybook.evidence._formats._mainnode import main_node, plain_paragraphs, short_text
from tallybook.evidence._formats._moments import day_of
from tallybook.evidence._formats._strip import strip_text
from tallybook.evidence._records import ConvertedDocument, PassageDraft

_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|div|p|table|blockquote|h1|meta|title)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"""<(?:meta[^>]{0,200}charset|\?xml[^>]{0,100}encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
# Control characters, plain and as references: lxml parses them, but raises once anybody sets such a text.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));?(?![0-9a-f])",
    re.IGNORECASE,
)
_LANG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
# No clock: the latest day that is believed is far, not today.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}
_OWN_DATES = (
    "//meta[@property='article:published_time' or @property='og:article:published_time']/@content",
    "//meta[@itemprop='datePublished' or @name='datePublished' or @name='pubdate' or @name='DC.date.issued']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)
# What programs write where they know no day.
_NO_DAYS = (dt.date(1, 1, 1), dt.date(1900, 1, 1), dt.date(1970, 1, 1))
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


def _sniff(head: Head) -> float:
    start = head.text.lstrip()[:1024]
    if not head.texty or not start.startswith("<"):
        return 0.4 if head.texty and head.suffix in (".html", ".htm", ".xhtml") and _MARKUP.search(head.text) else 0.0
    if re.search(r"<(?:!doctype\s+html|html)\b", start, re.IGNORECASE):
        return 1.0
    return 0.8 if _MARKUP.search(start) else 0.3 if head.suffix in (".html", ".htm", ".xhtml") else 0.0


def _convert(data: bytes) -> Draft:
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, declared[1].decode("ascii") if declared else None)
    tree, detail = _parse(decoded.text)
    posts, notes = take_posts(tree)
    invisible = Invisible(decoded.text)
    invisible.hide(tree)
    document = _document(tree, posts, notes, invisible, decoded)
    if not document.passages:
        raise Unusable(
            "empty", "The page holds no words of its own: it may need a browser to fill it. Save it from a browser, or as PDF."
        )
    return Draft(documents=(document,), outcome="partly" if detail else "ok", detail=detail)


def _parse(text: str) -> tuple[HtmlElement, str]:
    """The page's tree, and what of the page is missing in it."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(_FORBIDDEN.sub("", text).encode("utf-8"), parser=parser)
    except etree.ParserError as error:
        raise Unusable("empty", "There is no content in it.") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" or "depth" in entry.message for entry in parser.error_log):
        return tree, "It nests deeper, or holds a longer piece, than any honest page; what lies beyond was not read."
    return tree, ""


def _document(
    tree: HtmlElement, posts: list[PassageDraft], notes: list[str], invisible: Invisible, decoded: Decoded
) -> ConvertedDocument:
    about: Document = extract_metadata(tree, date_config=_DATES)
    day = _own_date(tree)
    basis = "metadata" if day else "page"
    day = day or (day_of(about.date) if about.date else None)
    lang = _lang(tree)
    title = _title(tree, about)
    body = _body(tree, title)
    text = invisible.show("\n".join(part for part in (title, body) if part))
    article = PassageDraft(
        kind="article",
        text=text,
        lang=lang,
        published=day,
        published_basis=basis if day else None,
        author=_shown(about.author, invisible),
        url=about.url,
    )
    return ConvertedDocument(
        title=_shown(title, invisible),
        lang=lang,
        published=day,
        published_basis=basis if day else None,
        publisher=_shown(about.sitename, invisible),
        author=_shown(about.author, invisible),
        url=about.url,
        decoding=decoded.how,
        passages=((article,) if body or (title and not posts) else ()) + tuple(posts),
        notes=tuple(notes),
    )


def _body(tree: HtmlElement, title: str | None) -> str:
    """The article's words without its title: trafilatura's, or the main element's own where those are few."""
    drop_foreign(tree)
    node = main_node(tree)
    if node is not None:
        own = short_text(tree, node)
        if own is not None:
            return _without_title(own, title)
        plain_paragraphs(node)
    found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False)
    text = (found.text if isinstance(found, Document) else None) or ""
    return _without_title(text, title)


def _without_title(text: str, title: str | None) -> str:
    """The title is the passage's first line already; once is enough."""
    lines = text.split("\n")
    while lines and title and lines[0].strip() == title:
        lines.pop(0)
    return "\n".join(lines).strip()


def _title(tree: HtmlElement, about: Document) -> str | None:
    """The headline as printed: the one first-level heading, before what the page calls itself elsewhere."""
    for path in (".//article//h1", ".//h1"):
        headings = [text for text in (strip_text(node).replace("\n", " ") for node in tree.xpath(path)) if text]
        if len(headings) == 1:
            return headings[0]
    return " ".join(about.title.split()) if about.title else None


def _own_date(tree: HtmlElement) -> dt.date | None:
    for path in _OWN_DATES:
        for value in tree.xpath(path):
            if (day := day_of(value)) is not None and day not in _NO_DAYS:
                return day
    for script in tree.xpath("//script[@type='application/ld+json']"):
        if (found := _JSON_DATE.search(script.text or "")) and (day := day_of(found[1])) is not None:
            return day
    return None


def _lang(tree: HtmlElement) -> str | None:
    for value in (
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        *tree.xpath("//meta[@property='og:locale']/@content"),
    ):
        if isinstance(value, str) and _LANG.fullmatch(value.strip()):
            return str(value).strip().replace("_", "-")
    return None


def _shown(text: str | None, invisible: Invisible) -> str | None:
    return invisible.show(text) if text else None


_SAMPLE = b"""<!doctype html><html lang="en"><head><title>A day</title><meta property="og:site_name" content="A site">
<meta property="article:published_time" content="2026-01-01"></head><body><article><h1>A day</h1><p>It was a day like many.</p>
<p>%b</p></article><blockquote class="twitter-tweet"><p>A post.</p>&mdash; A (@a) <a href="https://x.com/a/status/1">January 1,
2026</a></blockquote></body></html>""" % (b"Somebody did something, and somebody else said so. " * 30)

register(Converter(name="html", version="1", sniff=_sniff, convert=_convert, sample=_SAMPLE))
