"""The shadow of a text: letters and digits folded so that tables match, every character still in its place.

Folding maps one code point to one code point, so an offset into the shadow is an offset into the text: the index map is the
identity, and nothing can slip. What would change the length (vowel signs, case, joiners) is folded token by token instead.
"""

from __future__ import annotations

import functools
import re
import sys
import unicodedata


def _digits() -> dict[int, int]:
    """Every decimal digit of every script to its ASCII digit. Only blocks that tallybook's languages meet are walked."""
    blocks = ((0x0660, 0x066A), (0x06F0, 0x06FA), (0x0966, 0x0970), (0x09E6, 0x09F0), (0x1040, 0x104A), (0xFF10, 0xFF1A))
    return {code: 0x30 + unicodedata.decimal(chr(code)) for start, end in blocks for code in range(start, end)}


_FOLD: dict[int, int] = {
    **dict(zip(range(0x700), range(0x700), strict=True)),  # letters as they are: what a table lacks costs an exception inside
    **dict(zip(range(0x2000, 0x2070), range(0x2000, 0x2070), strict=True)),
    **_digits(),
    **{ord(letter): ord("ی") for letter in "يىې"},
    **{ord(letter): ord("ک") for letter in "كڪ"},
    **{ord(letter): ord("ا") for letter in "أإٱ"},
    ord("ؤ"): ord("و"),
    ord("ئ"): ord("ی"),
    ord("ۀ"): ord("ه"),
    ord("ة"): ord("ه"),
    **{ord(mark): ord('"') for mark in "“”„‟«»‹›＂"},
    **{ord(mark): ord("'") for mark in "‘’‚‛ʼ＇`´"},
    **{ord(dash): ord("–") for dash in "‒—―−"},
    ord("‐"): ord("-"),
    ord("‑"): ord("-"),
    ord("٬"): ord(","),
    ord("٫"): ord("."),
    ord("٪"): ord("%"),
    ord("，"): ord(","),
    ord("،"): ord(","),
    ord("؛"): ord(";"),
    **{space: ord(" ") for space in (0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2008, 0x200A, 0x3000, 0x0009)},
    0x2007: 0x00A0,
    0x2009: 0x00A0,
    0x202F: 0x00A0,
    0x0085: 0x0A,
    0x2028: 0x0A,
    0x2029: 0x0A,
    0x000D: 0x0A,
}

# Vowel signs, the letter stretcher and direction marks: they stand inside words and say nothing to a table.
_DROP = dict.fromkeys(
    [
        *range(0x064B, 0x0660),
        0x0670,
        0x0640,
        *range(0x200E, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        0x00AD,
        0xFEFF,
    ]
)
ZWNJ = "\u200c"
# The ezafe behind a silent h, which others write as a hamza above it, and behind a plural, its half-space written or lost.
_EZAFE = re.compile(r"(?<=ه)\u200cی(?!\w)|(?<=\u200cها)ی(?!\w)|(?<=\w\w\wها)ی(?!\w)")


def shadow(text: str) -> str:
    """The text with letters, digits and marks folded; as long as the text, code point for code point."""
    return text.translate(_FOLD)


def norm(word: str) -> str:
    """A word of the shadow as the tables know it: lower case, composed, without vowel signs."""
    if word.isascii():
        return word.lower()
    return _composed(word) if len(word) < 40 else _compose(word)


def _compose(word: str) -> str:
    folded = unicodedata.normalize("NFC", word.translate(_DROP).lower()).translate(_FOLD)
    if ZWNJ in folded or "های" in folded:
        folded = _EZAFE.sub("", folded)
    return sys.intern(folded) if 0 < len(folded) < 40 else folded or word


# Texts repeat their words; long ones are left out so that a hostile text cannot fill the memory.
_composed = functools.lru_cache(maxsize=50_000)(_compose)
