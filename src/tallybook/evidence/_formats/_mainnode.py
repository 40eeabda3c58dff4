"""The guard for short pages. Where an article is two sentences long, an extractor goes looking for more and comes back with
teasers
of other stories ("4 killed in storm elsewhere"). There the words of the page's own main element are the better text.
"""

from __future__ import annotations

from lxml.html import HtmlElement

from tallybook.evidence._formats._strip import strip_text

# Below this many characters an article is short.
SHORT = 800
# What the page itself marks as its article, surest first.
_MARKED = (
    ".//*[@itemprop='articleBody']",
    ".//article[.//h1]",
    ".//main[.//h1] | .//*[@role='main'][.//h1]",
    ".//article",
    ".//main | .//*[@role='main']",
)
_NAMED = (
    "article-body",
    "article-content",
    "article__body",
    "entry-content",
    "post-body",
    "post-content",
    "story-body",
    "story-content",
)
# Without a mark, the smallest element around the headline that holds a sentence.
_SENTENCE = 40


def short_text(tree: HtmlElement) -> str | None:
    """The words of the page's one main element where they are few; None where they are many, or there is no such element.

    A marked element is believed. An element known by its name or its place is believed only where the rest of the page says
    less than it.
    """
    marked = _one(tree, _MARKED)
    if marked is not None:
        return _short(strip_text(marked))
    likely = _one(tree, tuple(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]" for name in _NAMED))
    likely = likely if likely is not None else _around_headline(tree)
    if likely is None:
        return None
    words = _short(strip_text(likely))
    return words if words and len(strip_text(tree)) < 2 * len(words) else None


def _short(text: str) -> str | None:
    return text if 0 < len(text) < SHORT else None


def _one(tree: HtmlElement, paths: tuple[str, ...]) -> HtmlElement | None:
    """The element of the first path that leads to exactly one: several are a list of stories."""
    for path in paths:
        nodes = [node for node in tree.xpath(path) if not any(_is_within(node, above) for above in node.iterancestors())]
        if len(nodes) == 1:
            return nodes[0]
    return None


def _is_within(node: HtmlElement, above: HtmlElement) -> bool:
    """Whether the element above makes this one a part of something else: a box at the side, an article that quotes another."""
    return above.tag in ("aside", "nav") or (above.tag == node.tag == "article")


def _around_headline(tree: HtmlElement) -> HtmlElement | None:
    headlines = tree.xpath(".//h1")
    if len(headlines) != 1:
        return None
    for node in headlines[0].iterancestors("div", "section"):
        if any(len(part.text_content()) >= _SENTENCE for part in node.iter("p")):
            return node
    return None
