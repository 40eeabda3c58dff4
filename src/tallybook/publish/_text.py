"""Hostile text made safe to show: nothing invisible steers it, and no text can reorder its neighbours.

A right-to-left override can make "12" look like "21" without changing a byte, and a terminal obeys escape characters. So
such characters are never sent on: each is replaced by its code point in angle brackets. Offsets are cut before that.
"""

from __future__ import annotations

import re
import unicodedata

from tallybook.model import short_id

FSI, PDI = "\u2068", "\u2069"

RTL_LANGUAGES = frozenset({"ar", "azb", "ckb", "dv", "fa", "glk", "he", "ku-arab", "mzn", "ps", "sd", "ug", "ur", "yi"})

# What does nothing but steer layout, and is common in honest posts: left out.
_FORMATTING = re.compile("\r(?=\n)|[\u180e\u200b\u202a-\u202c\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
# What can mislead a reader or command a terminal: spelt out.
_DANGEROUS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ufff9-\ufffb\ud800-\udfff]")
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RTL_RUN = re.compile(f"[{_RTL}](?:[ \u200c-\u200f-]*[{_RTL}])*")
_SAFE_ANCHOR = re.compile(r"[A-Za-z0-9_-]{1,64}")


def reveal(text: str) -> str:
    """``text`` with every override and control spelt out, such as ``‹U+202E›``, and invisible layout characters left out.

    Tab, line feed, the zero-width non-joiner and joiner and the directional marks stay: Persian and emoji need them.
    """
    return _DANGEROUS.sub(lambda found: f"‹U+{ord(found[0]):04X}›", _FORMATTING.sub("", text))


def isolate(text: str) -> str:
    """``text`` revealed and, where any of it runs right to left, wrapped so that its neighbours keep their order."""
    shown = reveal(text)
    return f"{FSI}{shown}{PDI}" if is_rtl(shown) else shown


def runs(text: str) -> list[tuple[str, bool]]:
    """``text`` cut into pieces, each with whether it runs right to left. Spaces and digits between such words belong to them.

    An English sentence that quotes Persian must isolate each piece: else "(فانوس, 13 May" puts the 13 before the name.
    """
    pieces, last = [], 0
    for found in _RTL_RUN.finditer(text):
        pieces += [(text[last : found.start()], False), (found[0], True)]
        last = found.end()
    return [(piece, rtl) for piece, rtl in [*pieces, (text[last:], False)] if piece]


def isolate_runs(text: str) -> str:
    """An English sentence for a terminal, each piece that runs right to left isolated."""
    return "".join(isolate(piece) if rtl else reveal(piece) for piece, rtl in runs(text))


def is_rtl(text: str) -> bool:
    """Whether any letter of ``text`` is written right to left."""
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


def starts_rtl(text: str) -> bool:
    """Whether the first letter that has a direction runs right to left; a page's ``dir=auto`` goes by the same."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind != "L" for kind in strong if kind in {"L", "R", "AL"}), False)


def direction(lang: str | None, text: str) -> str:
    """``rtl`` for text of a right-to-left language even where it begins with a Latin name; else ``auto``."""
    code = (lang or "").lower()
    known = code in RTL_LANGUAGES or code.split("-")[0] in RTL_LANGUAGES
    return "rtl" if known and is_rtl(text) else "auto"


def anchor(prefix: str, key: str) -> str:
    """An HTML id for ``key``: the key itself where it is a safe one, else a digest of it."""
    return prefix + (key if _SAFE_ANCHOR.fullmatch(key) else short_id("x", key.replace("\x1f", " ")))


def shorten(text: str, limit: int) -> str:
    """``text`` on one line, cut at a word with an ellipsis where it is longer than ``limit`` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    space = head.rfind(" ")
    return (head[:space] if space > limit // 2 else head).rstrip() + "…"


def wrap(text: str, width: int, lines: int) -> list[str]:
    """``text`` broken at words into at most ``lines`` lines of about ``width`` characters; what does not fit is cut off."""
    rest = " ".join(text.split())
    done: list[str] = []
    while len(rest) > width and len(done) < lines - 1:
        space = rest.rfind(" ", 0, width + 1)
        cut = space if space > width // 3 else width
        done.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*done, shorten(rest, width)]
