"""The words of an element and nothing more: a line a block, blanks as a browser shows them."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

_BLOCKS = frozenset(
    """
    address article blockquote body br caption dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr
    li main nav ol p pre section summary table tbody tfoot thead tr ul
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
_SILENT = frozenset(
    """
    aside audio button canvas dialog embed figure footer form head iframe input math nav noscript object script select style svg
    template textarea video
    """.split()  # noqa: SIM905
)
_CELLS = frozenset({"td", "th"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def strip_text(node: HtmlElement, silent: frozenset[str] = _SILENT) -> str:
    """The node's text. What stands in a ``silent`` element (scripts, forms, navigation, pictures) is left out."""
    pieces: list[str] = []
    # An own stack, because a hostile page nests deeper than Python's. A string is text still to be written.
    stack: list[HtmlElement | str] = [node]
    while stack:
        top = stack.pop()
        if isinstance(top, str):
            pieces.append(top)
            continue
        if not isinstance(top.tag, str) or top.tag in silent:
            continue
        edge = "\x00" if top.tag in _BLOCKS else " | " if top.tag in _CELLS and top.getprevious() is not None else ""
        later: list[HtmlElement | str] = [edge, _flat(top.text)]
        for child in top:
            later += [child, _flat(child.tail)]
        later.append(edge if top.tag in _BLOCKS else "")
        stack.extend(reversed(later))
    lines = (_BLANKS.sub(" ", line).strip(" ") for line in "".join(pieces).split("\x00"))
    return "\n".join(line for line in lines if line)


def _flat(text: str | None) -> str:
    return (text or "").replace("\x00", "")
