"""Names that evidence brings along are data: never a path to write to, and never shown raw.

A name can hold control characters that rewrite a terminal's line and bidi characters that turn ``exe.fdp`` into ``pdf.exe``.
"""

from __future__ import annotations

import os
import unicodedata

# Joiners are letters' work in Persian and in emoji; every other format character only misleads in a name.
_SHOWN_FORMATS = frozenset("\u200c\u200d")
_ESCAPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def show_name(name: str) -> str:
    """The name for a screen, a log or an error: control, bidi, unassigned characters and undecodable bytes as escapes.

    The result is plain text of one line; a backslash is doubled, so two names never look alike through their escapes.
    """
    return "".join(_shown(char) for char in name)


def data_name(path: str | os.PathLike[str]) -> str:
    """A path's text as it can be stored: bytes that are no UTF-8 become ``\\xNN``; all else is kept, ``/`` parts folders."""
    text = os.fspath(path)
    if os.sep != "/":  # pragma: no cover
        text = text.replace(os.sep, "/")
    return "".join(_byte_escape(char) if 0xD800 <= ord(char) <= 0xDFFF else char for char in text)


def _shown(char: str) -> str:
    if char == "\\":
        return "\\\\"
    if char in _SHOWN_FORMATS or unicodedata.category(char) not in _ESCAPED:
        return char
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return _byte_escape(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _byte_escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"
