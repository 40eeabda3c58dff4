"""Names as written, folded to one spelling tradition, with a map back to the letters they came from.

Folding never replaces a record's own spelling: it is what is compared, and the map leads back to what was written.
"""

from __future__ import annotations

import functools
import tomllib
import unicodedata
from collections.abc import Mapping
from importlib import resources
from typing import TypeAlias

from tallybook.errors import DataError
from tallybook.model import Record

Table: TypeAlias = dict[str, dict[str, str]]

# letters that are not decomposed by Unicode into a base and a mark
_PLAIN = str.maketrans({"‘": "'", "’": "'", "ʿ": "'", "ʾ": "'", "ʼ": "'", "`": "'", "´": "'", "ˈ": "'", "'": "'"})
_SEPARATORS = frozenset(' \t\r\n\u00a0\u2009\u202f,،;؛/\\|_.·•-‐‑–—"“”«»()[]{}*')
_DROPPED = frozenset("\u0640\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad")


class Folded(Record, frozen=True):
    """A folded text; ``index[i]`` is the offset, in code points of the text as written, that letter ``i`` came from."""

    text: str
    index: tuple[int, ...]


@functools.cache
def letters() -> Table:
    """The tables of ``data/letters.toml`` that map letters to letters or sounds: fold, arabic, latin, cyrillic, skeleton."""
    tables = read_table("letters.toml")
    return {
        name: {str(k): str(v) for k, v in tables[name].items()} for name in ("fold", "arabic", "latin", "cyrillic", "skeleton")
    }


@functools.cache
def costs() -> dict[str, dict[str, float]]:
    """What it costs to skip a sound, and to take one for another (``data/letters.toml``)."""
    tables = read_table("letters.toml")
    return {name: {str(k): float(str(v)) for k, v in tables[name].items()} for name in ("skip", "swap")}


@functools.cache
def read_table(name: str) -> Mapping[str, Mapping[str, object]]:
    """One of the room's tables under ``data/``. Raises ``DataError`` where it is no TOML."""
    raw = resources.files("tallybook.people").joinpath("data", name).read_text(encoding="utf-8")
    try:
        tables: dict[str, dict[str, object]] = tomllib.loads(raw)
    except tomllib.TOMLDecodeError as error:
        raise DataError(
            f"this table cannot be read: {error}", item=name, hint="Correct the line that is named, or reinstall."
        ) from error
    return tables


def fold(text: str) -> Folded:
    """Fold a name: compatibility forms, marks, tatweel and joiners out, letters of sister alphabets made one, lower case.

    Separators become one space. Nothing is transliterated. The result is the same for any way of typing one spelling.
    """
    out: list[str] = []
    index: list[int] = []
    for offset, char in enumerate(text):
        for letter in _fold_char(char):
            if letter == " " and (not out or out[-1] == " "):
                continue
            out.append(letter)
            index.append(offset)
    if out and out[-1] == " ":
        out.pop()
        index.pop()
    return Folded(text="".join(out), index=tuple(index))


class _Folding(dict[int, str]):
    """What every letter folds to, filled as letters are met, so that ``str.translate`` does the work."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_char(chr(code))
        return folded


_FOLDING = _Folding()


def fold_text(text: str) -> str:
    """Like :func:`fold`, the text alone."""
    return " ".join(text.translate(_FOLDING).split())


@functools.lru_cache(maxsize=8192)
def _fold_char(char: str) -> str:
    if char in _DROPPED:
        return ""
    if char in _SEPARATORS:
        return " "
    table = letters()["fold"]
    if char in table:
        return table[char]
    decomposed = unicodedata.normalize("NFKD", char.translate(_PLAIN)).lower()
    # й is a letter of its own and not и with a mark
    kept = [c for c in decomposed if not unicodedata.combining(c)] if char.lower() not in "йўґї" else [char.lower()]
    return "".join(table.get(c, c) for c in kept if c not in _DROPPED).replace("\u00a0", " ")


def script(text: str) -> str:
    """``arabic``, ``latin``, ``cyrillic`` or ``other``: the script of most letters; ``none`` where there is no letter."""
    counts = {"arabic": 0, "latin": 0, "cyrillic": 0, "other": 0}
    for char in text:
        if char.isalpha():
            counts[_script_of(char)] += 1
    best = max(counts, key=lambda name: (counts[name], name))
    return best if counts[best] else "none"


@functools.lru_cache(maxsize=8192)
def _script_of(char: str) -> str:
    code = ord(char)
    if 0x0600 <= code <= 0x08FF or 0xFB50 <= code <= 0xFEFF:
        return "arabic"
    if code < 0x0250 or 0x1E00 <= code <= 0x1EFF:
        return "latin"
    return "cyrillic" if 0x0400 <= code <= 0x052F else "other"
