"""Posts embedded in a page: each is somebody else's words, with its own author and time, and leaves the page's own text.

Platforms are a table. Their markup is what each site's "embed" button gives out.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from tallybook.evidence._formats._moments import day_of, day_of_status
from tallybook.evidence._formats._strip import strip_text
from tallybook.evidence._records import PassageDraft
from tallybook.model import Record


class _Platform(Record, frozen=True):
    """How a platform's embed is found and read. ``found`` and ``text`` are XPaths, ``address`` attributes.

    ``signed``: it is an embed only where its author is named."""

    name: str
    found: str
    text: str = ".//p"
    author: str | None = None
    address: tuple[str, ...] = ()
    signed: bool = False


def _of_class(*names: str) -> str:
    return " or ".join(f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')" for name in names)


_PLATFORMS = (
    _Platform(
        name="X",
        found=f".//blockquote[{_of_class('twitter-tweet', 'twitter-video', 'twitter-tweet-rendered')}]",
        address=("cite",),
    ),
    _Platform(
        name="Instagram",
        found=f".//blockquote[{_of_class('instagram-media')}]",
        address=("data-instgrm-permalink",),
    ),
    _Platform(
        name="Telegram",
        found=f".//*[self::div or self::blockquote][{_of_class('tgme_widget_message')}][@data-post]",
        text=f".//*[{_of_class('tgme_widget_message_text')}]",
        author=f".//*[{_of_class('tgme_widget_message_owner_name')}]",
    ),
    _Platform(name="Bluesky", found=f".//blockquote[{_of_class('bluesky-embed')}]"),
    _Platform(name="Mastodon", found=f".//blockquote[{_of_class('mastodon-embed')}]", address=("cite", "data-embed-url")),
    _Platform(name="TikTok", found=f".//blockquote[{_of_class('tiktok-embed')}]", address=("cite",)),
    _Platform(
        name="Facebook",
        found=f".//blockquote[{_of_class('fb-xfbml-parse-ignore')}] | .//*[{_of_class('fb-post')}]",
        address=("cite", "data-href"),
    ),
    _Platform(name="Reddit", found=f".//blockquote[{_of_class('reddit-embed-bq', 'reddit-card')}]"),
    # A plain quotation that links to a post and is signed like one.
    _Platform(
        name="X",
        found=".//blockquote[.//a[contains(@href, 'twitter.com/') or contains(@href, '//x.com/')][contains(@href, '/status/')]]",
        signed=True,
    ),
)

_POST_ADDRESS = re.compile(
    r"^https?://(?:[\w.]+\.)?(?:(?:twitter|x)\.com/[^/]+/status/\d+|t\.me/\w+/\d+|instagram\.com/(?:p|reel)/|bsky\.app/profile/[^/]+/post/"
    r"|facebook\.com/[^?]*posts/|tiktok\.com/@[^/]+/video/|reddit\.com/r/)"
)
# Name, handle and time as embeds sign themselves.
_SIGNATURES = (
    re.compile(r"^[—–-]\s*(?P<author>.*?)\s*\((?P<handle>@[^()\s]+)\)\s*(?P<time>.*)$", re.DOTALL),
    re.compile(
        r"(?:shared|posted) by (?P<author>.*?)\s*\((?P<handle>@[^()\s]+)\)(?:\s+on\s+(?P<time>.*))?$", re.DOTALL | re.IGNORECASE
    ),
    re.compile(r"(?:shared|posted) by (?P<author>.*?)\s+on\s+(?P<time>.*)$", re.DOTALL | re.IGNORECASE),
    re.compile(r"(?:shared|posted) by (?P<author>[^\n]*)$", re.IGNORECASE),
)
_HANDLE = re.compile(r"@[\w.]+$")
_FRAMES = (
    "bsky.app", "facebook.com", "instagram.com", "reddit.com", "t.me", "telegram.org", "threads.net", "tiktok.com", "twitter.com",
    "x.com", "youtube-nocookie.com", "youtube.com",
)  # fmt: skip


class Embed(Record, frozen=True):
    """Who signed an embed, and when, as printed."""

    author: str | None = None
    handle: str | None = None
    time: str | None = None


def take_posts(tree: HtmlElement) -> tuple[list[PassageDraft], list[str]]:
    """Take the embedded posts out of the tree, in the page's order, with notes on those that hold no text."""
    order = {node: index for index, node in enumerate(tree.iter())}
    found: dict[HtmlElement, _Platform] = {}
    for platform in _PLATFORMS:
        for node in tree.xpath(platform.found):
            if node not in found and not any(above in found for above in node.iterancestors()):
                found[node] = platform
    posts: list[PassageDraft] = []
    notes: list[str] = []
    for node in sorted(found, key=order.__getitem__):
        if any(above in found for above in node.iterancestors()):
            continue
        post = _post(node, found[node], f"post {len(posts) + 1}")
        if found[node].signed and not (post.author or post.handle):
            continue
        if post.text:
            posts.append(post)
        else:
            notes.append(_empty(found[node].name, post.url))
        node.drop_tree()
    return posts, notes + _frames(tree)


def _post(node: HtmlElement, platform: _Platform, place: str) -> PassageDraft:
    parts = [
        part
        for part in node.xpath(platform.text)
        if not any(above in node.xpath(platform.text) for above in part.iterancestors())
    ]
    texts = [text for text in (strip_text(part) for part in parts) if text]
    url = _address(node, platform)
    signed = _signed(node, platform, parts, texts)
    day = day_of(signed.time) if signed.time else None
    if day is None and url:
        day = day_of_status(url)
    return PassageDraft(
        kind="post",
        text="\n".join(text for text in texts if not _signature(text)),
        lang=_lang(node, parts),
        published=day,
        published_basis="post" if day else None,
        author=signed.author,
        handle=signed.handle,
        time=signed.time,
        url=url,
        place=place,
    )


def _signed(node: HtmlElement, platform: _Platform, parts: list[HtmlElement], texts: list[str]) -> Embed:
    """Author, handle and time: from the platform's own fields, a signing paragraph, or the words after the text."""
    stamp = node.xpath(".//time[@datetime]")
    time = stamp[-1].get("datetime") if stamp else None
    if platform.author is not None:
        names = [strip_text(name) for name in node.xpath(platform.author)]
        channel = node.get("data-post", "").split("/")[0]
        return Embed(author=names[0] if names else None, handle=f"@{channel}" if channel else None, time=time)
    for text in [*reversed(texts), _rest(node, parts)]:
        if (found := _signature(text)) is not None:
            fields = found.groupdict()
            return Embed(author=fields["author"] or None, handle=fields.get("handle"), time=time or fields.get("time") or None)
    handles = [link.get("title", "") for link in node.xpath(".//a[@title]")]
    handle = next((title for title in handles if _HANDLE.match(title)), None)
    return Embed(handle=handle, time=time)


def _signature(text: str) -> re.Match[str] | None:
    flat = " ".join(text.split())
    return next((found for pattern in _SIGNATURES if (found := pattern.search(flat)) is not None), None)


def _rest(node: HtmlElement, parts: list[HtmlElement]) -> str:
    """The node's words outside its text: where "— Name (@handle) January 1, 2026" stands."""
    inside = {inner for part in parts for inner in part.iter()}
    pieces = [node.text or ""]
    for inner in node.iterdescendants():
        if inner not in inside:
            pieces.append(inner.text or "" if isinstance(inner.tag, str) else "")
        if inner not in inside or inner in parts:
            pieces.append(inner.tail or "")
    return "".join(pieces).strip()


def _address(node: HtmlElement, platform: _Platform) -> str | None:
    given = [node.get(name) for name in platform.address]
    if post := node.get("data-post"):
        given.append(f"https://t.me/{post}")
    links = [link.get("href") for link in reversed(node.xpath(".//a[@href]"))]
    known = [url for url in [*given, *links] if url and _POST_ADDRESS.match(url)]
    url = next(iter(known), None) or next((url for url in given if url), None)
    return url.split("?")[0] if url else None


def _lang(node: HtmlElement, parts: list[HtmlElement]) -> str | None:
    return next((lang for part in [*parts, node] if (lang := part.get("lang")) and lang not in ("und", "zxx")), None)


def _frames(tree: HtmlElement) -> list[str]:
    """Notes on embeds that only a browser with a network would fill."""
    notes = []
    for node in tree.xpath(".//iframe[@src] | .//script[@data-telegram-post]"):
        if post := node.get("data-telegram-post"):
            notes.append(_empty("Telegram", f"https://t.me/{post}"))
            continue
        host = _host(node.get("src", ""))
        if any(host == known or host.endswith(f".{known}") for known in _FRAMES):
            notes.append(_empty(host, node.get("src")))
    return notes


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _empty(name: str, url: str | None) -> str:
    where = f": {url[:300]}" if url else ""
    return f"An embedded post of {name} came without its words{where}. Add them as a post of their own."
