"""The guard for short pages. Where an article is two sentences long, an extractor goes looking for more and comes back with
teasers of other
stories ("4 killed in storm elsewhere"). There the words of the page's own ``article`` or ``main`` element are the better text.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from tallybook.evidence._formats._strip import strip_text

# Below this many characters an article is short.
SHORT = 800
_ROOMS = (
    ".//*[@itemprop='articleBody']",
    ".//article[.//h1]",
    ".//main[.//h1] | .//*[@role='main'][.//h1]",
    ".//article",
    ".//main | .//*[@role='main']",
)
_WORD = re.compile(r"[a-z]+")
_FOREIGN = frozenset(
    """
    breadcrumb breadcrumbs comment comments commentlist consent cookie disqus morenews mostread newsletter outbrain popular promo
    promos readmore recommendations recommended related replies respond share sharing sidebar social sponsored subscribe taboola
    teaser teasers trending
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
_HEADINGS = re.compile(
    r"\s*(?:related|recommended|more (?:from|on|news|stories)|most (?:read|popular)|read (?:more|also|next)"
    r"|you (?:may|might) also|also read|trending|comments?\b"
    r"|مطالب مرتبط|بیشتر بخوانید|پربازدید|نظرات|مواضيع ذات صلة|اقرأ أيضا|المزيد)",
    re.IGNORECASE,
)
# Most of the page cannot be an aside, whatever its class says.
_MOST = 0.5


def drop_foreign(tree: HtmlElement) -> None:
    """Take out what is surely not the article: readers' comments, teasers, boxes to share and subscribe."""
    body = tree.find("body")
    whole = len(tree.text_content()) if body is None else len(body.text_content())
    for node in [
        node for node in tree.iter("div", "section", "aside", "ul", "ol", "footer", "nav", "article") if _is_foreign(node)
    ]:
        if node.getparent() is None or node.find(".//h1") is not None:
            continue
        if len(node.text_content()) < _MOST * whole:
            node.drop_tree()


def _is_foreign(node: HtmlElement) -> bool:
    names = f"{node.get('class', '')} {node.get('id', '')}".lower()
    if names.strip() and not _FOREIGN.isdisjoint(_WORD.findall(names)):
        return True
    first = next((child for child in node if isinstance(child.tag, str)), None)
    return first is not None and first.tag in ("h2", "h3", "h4", "h5") and _HEADINGS.match(first.text_content()) is not None


def main_text(tree: HtmlElement) -> str | None:
    """The words of the page's one main element; None where it has none, or several of a kind (a list of stories)."""
    for room in _ROOMS:
        nodes = [
            node
            for node in tree.xpath(room)
            if not any(above.tag in ("article", "aside", "nav") for above in node.iterancestors())
        ]
        if len(nodes) == 1:
            return strip_text(nodes[0])
    return None
