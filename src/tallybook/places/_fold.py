"""Folding of place names: one key for the spellings that a keyboard, a catalogue or a transliteration makes of one name.

The key is a shadow for look-up only; what is shown is always the name as written.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, TypeAlias

Script: TypeAlias = Literal["arabic", "latin", "other"]

# Letters that Unicode does not decompose, and those that Persian, Arabic and Kurdish keyboards write differently.
LETTERS = {
    "ي": "ی", "ى": "ی", "ئ": "ی", "ې": "ی", "ێ": "ی", "ك": "ک", "ڪ": "ک", "ة": "ه", "ۀ": "ه", "ە": "ه", "ۃ": "ه", "ھ": "ه", "ہ": "ه",
    "ؤ": "و", "ۆ": "و", "ۇ": "و", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ء": "", "ڕ": "ر", "ڵ": "ل", "ڤ": "و", "ـ": "",
    "ı": "i", "ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a", "ħ": "h",
}  # fmt: skip


def _table() -> dict[int, str]:
    """Every letter of the Latin and Arabic blocks to its folded form; marks, punctuation and invisible signs to nothing."""
    table: dict[int, str] = {}
    blocks = [range(0x21, 0x250), range(0x250, 0x370), range(0x600, 0x700), range(0x750, 0x780), range(0x1E00, 0x1F00),
              range(0x2000, 0x2070), range(0xFB50, 0xFE00), range(0xFE00, 0xFF00)]  # fmt: skip
    for block in blocks:
        for code in block:
            folded = _fold_letter(chr(code))
            if folded != chr(code):
                table[code] = folded
    table[0x20] = table[0xA0] = table[0x3000] = ""
    return table


def _fold_letter(letter: str) -> str:
    out = []
    for part in unicodedata.normalize("NFKD", letter.casefold()):
        part = LETTERS.get(part, part)
        out.append(part if part.isalpha() or part.isdigit() else "")
    text = "".join(out)
    return "".join(str(unicodedata.digit(part)) if part.isdigit() else part for part in text)


_FOLD = _table()


def fold(name: str) -> str:
    """The look-up key of a name: no case, accents, vowel marks, spaces, joiners or punctuation; Persian letters; ASCII digits."""
    return name.lower().translate(_FOLD)


def script(text: str) -> Script:
    """The script that most letters of a text belong to, whatever language tag it carries."""
    arabic = sum(
        "\u0600" <= letter <= "\u06ff" or "\u0750" <= letter <= "\u077f" or "\ufb50" <= letter <= "\ufeff" for letter in text
    )
    latin = sum((letter.isalpha() and letter < "\u0250") or "\u1e00" <= letter <= "\u1eff" for letter in text)
    if arabic == latin == 0:
        return "other"
    return "arabic" if arabic >= latin else "latin"


# What romanisations of one Persian or Arabic name do to it, applied in order to a folded Latin name.
_SOUNDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        ("kh", "x"), ("gh|q", "g"), ("zh", "j"), ("tch", "c"), ("ch", "c"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("sch|sh", "s"),
        ("oo|ou|uu", "u"), ("ee|ii|iy|ey|ei|ay|ai|ie", "i"), ("aa", "a"), ("w", "v"), ("y", "i"), ("o", "u"), ("z", "s"),
        (r"(.)\1+", r"\1"), ("(eh|ah|e|a)$", ""), ("e", "a"), ("i+", "i"),
    )
)  # fmt: skip


def sound(key: str) -> str:
    """What is left of a folded Latin name when the habits of its romaniser are taken out; an Arabic-script key is left alone."""
    if not key.isascii():
        return key
    for pattern, to in _SOUNDS:
        key = pattern.sub(to, key)
    return key
