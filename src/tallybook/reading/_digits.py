"""A number in digits: its groups, its decimal mark, a suffix written onto it."""

from __future__ import annotations

import re

from tallybook.reading._tokens import Sentence

_DIGITS = re.compile(r"\d+")
_SUFFIXED = re.compile(r"(\d+(?:[.,]\d+)?)([a-z])")
_SUFFIX = {"k": 1_000, "m": 1_000_000}


def slashed(sentence: Sentence, index: int) -> float | None:
    """ "۱/۹ میلیون": in this script a slash also marks decimals; only a scale behind tells it from a date or a share."""
    if index + 3 >= len(sentence.norms) or sentence.norms[index + 1] != "/" or sentence.lexicon.head.script != "Arabic":
        return None
    whole, part = sentence.norms[index], sentence.norms[index + 2]
    close = sentence.starts[index + 2] - sentence.ends[index] == 1
    plain = whole.isdecimal() and part.isdecimal() and len(whole) <= 3 and len(part) <= 2
    return float(f"{whole}.{part}") if close and plain and sentence.starting("scale", index + 3) is not None else None


def in_digits(word: str, sentence: Sentence) -> float | None:
    """The value of a word that begins with a digit; None where no number is written so."""
    if word.isdecimal():
        return float(int(word)) if len(word) <= 12 else None
    suffixed = _SUFFIXED.fullmatch(word)
    if suffixed and suffixed.group(2) in _SUFFIX:
        return float(suffixed.group(1).replace(",", ".")) * _SUFFIX[suffixed.group(2)]
    head = sentence.lexicon.head
    stem, _, suffix = word.partition("-")
    if stem.isdecimal() and suffix in head.number_suffixes:
        return float(int(stem)) if len(stem) <= 12 else None
    parts = _DIGITS.findall(word)
    marks = set(_DIGITS.sub("", word))
    if len(marks) != 1 or len(word) > 16:
        return None
    mark = marks.pop()
    grouped = len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])
    if mark in head.thousands and grouped and parts[0] != "0":
        return float(int("".join(parts)))
    lakhs = len(parts) > 2 and len(parts[0]) <= 2 and all(len(part) == 2 for part in parts[1:-1]) and len(parts[-1]) == 3
    if mark == "," and mark in head.thousands and lakhs and parts[0] != "0":
        return float(int("".join(parts)))  # "7,24,649", as in India
    if mark == "\u00a0" and grouped:
        return float(int("".join(parts)))
    decimal = mark == head.decimal or (head.script == "Arabic" and mark == ",")
    if decimal and len(parts) == 2 and len(parts[1]) <= 2:
        return float(f"{parts[0]}.{parts[1]}")
    return None
