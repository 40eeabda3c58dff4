"""Words brought to one form for comparison only; what is shown is always as printed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Arabic letters that Persian writes with another code point, and letters that spelling mixes up.
_LETTERS = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ئ": "ی",
        "ك": "ک",
        "ة": "ه",
        "ۀ": "ه",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
        "ـ": None,
        "’": "'",
        "‘": "'",
        "ʼ": "'",
    }
)
_POSSESSIVE = re.compile(r"'s\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_ARTICLES = frozenset({"the", "a", "an"})
# Most text is plain ASCII, where a whole table from each character to its lower case, or to a blank, is far faster than the expression.
_ASCII = {code: chr(code).lower() if _WORD.match(chr(code)) else " " for code in range(128)}


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """``text`` as words joined by one space, without case, marks, punctuation, articles and variant letters."""
    plain = text if text.isascii() else _plain(text)
    if "'" in plain:
        plain = _POSSESSIVE.sub("", plain).replace("'", "")
    words = plain.translate(_ASCII).split() if plain.isascii() else _WORD.findall(plain)
    return " ".join([word for word in words if word not in _ARTICLES])


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).translate(_LETTERS).casefold()
    return "".join(char for char in folded if unicodedata.category(char) != "Mn")


def digits(text: str) -> str:
    """``text`` with every decimal digit of any script as an ASCII digit."""
    return "".join(str(unicodedata.digit(char)) if char.isdigit() and not char.isascii() else char for char in text)
