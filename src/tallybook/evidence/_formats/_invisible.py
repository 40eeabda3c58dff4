"""Characters without ink, kept through a library that removes them.

trafilatura drops every format character: the zero-width non-joiner without which a Persian word is another word, direction
marks, the joiners
of emoji. While it works, each is stood in for by a printable character that the page does not use.
"""

from __future__ import annotations

import re
import unicodedata

from lxml.html import HtmlElement

# Printable letters of no living script, so that no rule of a library treats them as marks or blanks.
_STAND_INS = range(0x13000, 0x13400)
_REFERENCE = re.compile(r"&(?:#|zwn?j;|[lr]rm;|shy;)", re.IGNORECASE)


class Invisible:
    """The stand-ins for one page."""

    def __init__(self, source: str) -> None:
        self._source = source
        formats = {char for char in set(source) if unicodedata.category(char) == "Cf"}
        self._needed = bool(formats) or _REFERENCE.search(source) is not None
        self._there: dict[int, str] = {}
        self._back: dict[int, str] = {}

    def hide(self, tree: HtmlElement) -> None:
        """Put stand-ins into the tree's texts and the contents of its meta elements."""
        if not self._needed:
            return
        elements = list(tree.iter())
        found = {char for element in elements for char in set(element.text or "") | set(element.tail or "")}
        found |= {char for meta in tree.iter("meta") for char in meta.get("content", "")}
        free = (chr(code) for code in _STAND_INS if chr(code) not in found and chr(code) not in self._source)
        for char in sorted(char for char in found if unicodedata.category(char) == "Cf"):
            stand_in = next(free, None)
            if stand_in is not None:
                self._there[ord(char)] = stand_in
                self._back[ord(stand_in)] = char
        if not self._there:
            return
        for element in elements:
            if element.text:
                element.text = element.text.translate(self._there)
            if element.tail:
                element.tail = element.tail.translate(self._there)
        for meta in tree.iter("meta"):
            if content := meta.get("content"):
                meta.set("content", content.translate(self._there))

    def show(self, text: str) -> str:
        """The text with its own characters again."""
        return text.translate(self._back) if self._back else text
