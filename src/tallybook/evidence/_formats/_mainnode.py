"""The guard for short pages. Where an article is two sentences long, an extractor goes looking for more and comes back with
teasers of other stories ("4 killed in storm elsewhere"). There the words of the page's own main element are the better text.
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
_CLASSES = (
    "article-body", "article-content", "article__body", "entry-content", "post-body", "post-content", "story-body",
    "story-content",
)  # fmt: skip
_NAMED = tuple(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]" for name in _CLASSES)
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "time", "u"}
)
# Without a mark, the smallest element around the headline that holds a sentence.
_SENTENCE = 40


def main_node(tree: HtmlElement) -> HtmlElement | None:
    """The page's one main element: marked, named, or around the headline. None where there is none that is plainly it."""
    for paths in (_MARKED, _NAMED):
        node = _one(tree, paths)
        if node is not None:
            return node
    return _around_headline(tree)


def short_text(tree: HtmlElement, node: HtmlElement) -> str | None:
    """The main element's words where they are few; None where they are many, or where most sentences of the page stand outside:
    then that element is a preface, and the article goes on elsewhere."""
    own = strip_text(node)
    if not 0 < len(own) < SHORT:
        return None
    inside = set(node.iter("p"))
    outside = sum(_sentences(part) for part in tree.iter("p") if part not in inside)
    return own if outside <= 2 * len(own) else None


def plain_paragraphs(node: HtmlElement) -> None:
    """Make a paragraph of each heading and of each division that holds nothing but a line of text, and plain words of times.

    trafilatura 2.3 loses all three between paragraphs: the headings and hours of a live page's entries, for one.
    """
    for part in node.iter("time"):
        part.tag = "span"
    for part in node.iter("h2", "h3", "h4", "h5", "h6", "div"):
        if part.tag != "div" or (part.text_content().strip() and all(child.tag in _INLINE for child in part.iterdescendants())):
            part.tag = "p"


def _sentences(part: HtmlElement) -> int:
    """The characters of a paragraph that is neither linked whole nor in a part of the page that never holds the article."""
    if any(above.tag in ("a", "aside", "footer", "nav", "form") for above in part.iterancestors()):
        return 0
    length = len(part.text_content().strip())
    linked = sum(len(link.text_content()) for link in part.iter("a"))
    return length if length >= _SENTENCE and linked < length / 2 else 0


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
