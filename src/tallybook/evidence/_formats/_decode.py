"""Bytes to characters, strictly: a text version never holds a replacement character that the file did not hold.

Order: byte-order mark, UTF-8, the declared encoding, then a legacy encoding only where the letters it gives look like writing.
Damaged
UTF-8 is told from legacy bytes first, or every broken Persian file would "succeed" as windows-1256.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

from tallybook.evidence._formats import Unusable
from tallybook.model import Record

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Labels as pages declare them, to the codec that browsers use for them.
# Source: the labels of the WHATWG Encoding standard, section 4.2; the languages of crises are meant to be complete, not the
# table.
_DECLARED = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-6": "iso8859-6",
    "iso-8859-5": "iso8859-5",
    "iso-8859-2": "iso8859-2",
    "iso-8859-7": "iso8859-7",
    "iso-8859-8": "iso8859-8",
    "iso-8859-15": "iso8859-15",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc-jp": "euc-jp",
    "euc-kr": "cp949",
} | {f"windows-{page}": f"cp{page}" for page in (1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258)}

_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")


class Decoded(Record, frozen=True):
    """Characters, and how they came from bytes ("utf-8", "utf-16-le, by its mark", "windows-1256, by its letters")."""

    text: str
    how: str


class _Script(Record, frozen=True):
    """A legacy code page and the writing it must give: words of ``letters``, of which ``common`` make up the share ``least``."""

    label: str
    codec: str
    letters: str
    common: str
    least: float
    mixed: bool = False


_SCRIPTS = (
    _Script(label="windows-1256", codec="cp1256", letters="\u0600-\u06ff", common="اليینمروهدتبسکك", least=0.6),
    _Script(label="windows-1251", codec="cp1251", letters="\u0400-\u04ff", common="оеаинтсрвлкмдпуяії", least=0.6),
    _Script(
        label="windows-1252",
        codec="cp1252",
        letters="A-Za-z\u00c0-\u00ff\u0152\u0153",
        common="eaionrtslducmpéèàöäüçñóíáãßø",
        least=0.6,
        mixed=True,
    ),
)
_PLAIN_CAPITAL = re.compile("[a-z][\u00c0-\u00d6\u00d8-\u00de]")
_PUNCTUATION = frozenset("\u00a0‘’“”–—…•«»،؛؟€£©®°·\u200c\u200d\u200e\u200f№")


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Raises ``Unusable`` ("damaged", with the offset of the first bad byte) where no honest reading exists."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], codec, len(mark))
            return Decoded(text=text, how="utf-8" if codec == "utf-8" else f"{codec}, by its mark")
    try:
        return Decoded(text=data.decode("utf-8"), how="utf-8")
    except UnicodeDecodeError as error:
        broken = error
    if not _broken_utf8(data):
        codec = _DECLARED.get((declared or "").strip().lower(), "")
        if codec and (read := _try(data, codec)) is not None:
            return Decoded(text=read, how=f"{(declared or '').strip().lower()}, as declared")
        for script in _SCRIPTS:
            if (read := _try(data, script.codec)) is not None and _plausible(read, script):
                return Decoded(text=read, how=f"{script.label}, by its letters")
    raise _damaged("UTF-8", broken.start)


def plain_lines(text: str) -> str:
    """The text with every line end written as one line feed; nothing else is touched."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _strict(data: bytes, codec: str, skipped: int) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise _damaged(codec.upper(), error.start + skipped) from error


def _damaged(codec: str, offset: int) -> Unusable:
    return Unusable(
        "damaged",
        f"The text is not valid {codec}: the first bad byte is at offset {offset:,}. "
        "Get a fresh copy of the file, or save it as UTF-8 in the program that made it.",
    )


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _broken_utf8(data: bytes) -> bool:
    """Whether most bytes above ASCII stand in whole UTF-8 sequences: then the file is UTF-8 with damage, whatever else decodes
    it.
    """
    high = len(_HIGH.findall(data))
    return sum(len(found) for found in _MULTIBYTE.findall(data)) > high / 2


def _plausible(text: str, script: _Script) -> bool:
    """Whether the characters above ASCII make words of this script and hardly anything else."""
    letters = re.compile(f"[{script.letters}]+")
    words = [word for word in letters.findall(text) if not word.isascii()]
    high = sum(not char.isascii() for char in text)
    inside = sum(not char.isascii() for word in words for char in word)
    marks = sum(char in _PUNCTUATION for char in text)
    if script.mixed and (_PLAIN_CAPITAL.search(text) or not inside):
        # A capital inside a word is no writing. Typographic marks alone are fine, if few.
        return not inside and marks == high <= 0.1 * len(text)
    if not inside or inside + marks < 0.95 * high:
        return False
    counts = Counter("".join(words).lower())
    total = sum(counts.values())
    if sum(counts[char] for char in script.common) < script.least * total:
        return False
    if script.mixed:
        # Latin words carry an accent or two among plain letters; Cyrillic or Arabic read as Latin is all accents.
        return inside <= 0.4 * total
    return sum(len(word) for word in words) / len(words) >= 2
