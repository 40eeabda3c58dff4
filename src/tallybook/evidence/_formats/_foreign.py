"""What stands on an article's page and is not the article: readers' comments, teasers of other stories, boxes to share and
subscribe.

Their figures are other events' figures, so they go before anything is read. Names of classes tell most of them, their shape
the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_CONTAINERS = ("div", "section", "aside", "ul", "ol", "footer", "nav", "article")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_WORD = re.compile(r"[a-z]+")
_SURE = frozenset(
    """
    comment comments commentlist disqus mostread morenews outbrain recommendations recommended related replies respond taboola
    teaser teasers trending
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
_LIKELY = frozenset(
    """
    breadcrumb breadcrumbs consent cookie newsletter popular promo promos readmore share sharing sidebar social sponsored
    subscribe
    """.split()  # noqa: SIM905
)
_TITLES = re.compile(
    r"\s*(?:related|recommended|more (?:from|on|news|stories)|most (?:read|popular)|read (?:more|also|next)"
    r"|you (?:may|might) also|also read|trending|(?:\d+ )?comments?\b"
    r"|مطالب مرتبط|بیشتر بخوانید|پربازدید|نظرات|مواضيع ذات صلة|اقرأ أيضا|المزيد)",
    re.IGNORECASE,
)
# Most of the page is no box to subscribe, whatever its class says.
_MOST = 0.5
# A teaser is a linked headline and a line or two; a report is longer.
_TEASER = 300
_GROUP = 3


def drop_foreign(tree: HtmlElement) -> None:
    """Take out of the tree what is surely not the article. A container with the page's headline or body in it always stays."""
    whole = len(tree.text_content())
    headed = tree.find(".//h1") is not None
    for node in list(tree.iter(*_CONTAINERS)):
        if node.getparent() is None:
            continue
        sure = _is_named(node, _SURE) or _is_titled(node) or _is_teasers(node)
        if not sure and not _is_named(node, _LIKELY):
            continue
        small = len(node.text_content()) < _MOST * whole
        if (small or (sure and headed)) and not _holds_the_article(node):
            node.drop_tree()
    for node in list(tree.iter(*_HEADINGS)):
        if node.getparent() is not None and _TITLES.match(node.text_content()):
            for listed in list(_lists_after(node)):
                listed.drop_tree()
            node.drop_tree()


def _holds_the_article(node: HtmlElement) -> bool:
    return bool(node.xpath("boolean(.//h1 | .//main | .//article[.//h1] | .//*[@itemprop='articleBody'])"))


def _is_named(node: HtmlElement, words: frozenset[str]) -> bool:
    names = f"{node.get('class', '')} {node.get('id', '')}".lower()
    return names != " " and not words.isdisjoint(_WORD.findall(names))


def _is_titled(node: HtmlElement) -> bool:
    first = next((child for child in node if isinstance(child.tag, str)), None)
    return first is not None and first.tag in _HEADINGS and _TITLES.match(first.text_content()) is not None


def _is_teasers(node: HtmlElement) -> bool:
    """Whether nearly all children are linked headlines with hardly a line below: a shelf of other stories."""
    children = [child for child in node if isinstance(child.tag, str) and child.tag not in ("script", "style")]
    if len(children) < _GROUP or len({child.tag for child in children}) > 2:
        return False
    return sum(_is_teaser(child) for child in children) >= max(_GROUP, 0.8 * len(children))


def _is_teaser(node: HtmlElement) -> bool:
    words = len(node.text_content().strip())
    links = [link for link in node.iter("a") if "#" not in (link.get("href") or "#")]
    if not links or words > _TEASER:
        return False
    headed = any(heading.find(".//a") is not None or heading.getparent().tag == "a" for heading in node.iter(*_HEADINGS))
    return headed or sum(len(link.text_content()) for link in links) > 0.9 * words


def _lists_after(heading: HtmlElement) -> Iterator[HtmlElement]:
    """The lists that follow a heading directly."""
    for node in heading.itersiblings():
        if node.tag not in ("ul", "ol"):
            return
        yield node
