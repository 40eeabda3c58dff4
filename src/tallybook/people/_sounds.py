"""How a word of a name sounds, whatever its script, and what is left of it for blocking: its consonant skeleton."""

from __future__ import annotations

import functools
import re

from tallybook.people._letters import letters, script

# A compound of "servant of": the article is swallowed or assimilated in a hundred ways and carries no information
_ABD = re.compile(r"^abd(?:[aeiou]+l(?=[^aeiouy])|[aeiou]+([rsnzdt])(?=\1)|[aeiou]+(?=sh)|[aeiou]+l(?=[aeiou]l)|(?=[a-z]))")
_ABD_ARABIC = re.compile(r"^عبدال(?=..)")
_ARTICLE = re.compile(r"^ال(?=...)")
_DOUBLED = re.compile(r"([^aeiou])\1+")
_LATIN_ARTICLE = re.compile(r"^(?:al|el)(?=[^aeiouy'][a-z]{2})")


@functools.lru_cache(maxsize=262144)
def sounds(word: str) -> str:
    """The sounds of one folded word, one character each (see ``data/letters.toml``). Digits and unknown letters are left out.

    The first alef or ayn of a word is ``I``, a vowel carrier; a last heh is ``H``. Doubled consonants are one.
    """
    kind = "latin" if word.isascii() else script(word)
    if kind == "arabic":
        return _arabic(word)
    if kind == "cyrillic":
        table = letters()["cyrillic"]
        word = "".join(table.get(char, char) for char in word)
    return _latin(word)


def _arabic(word: str) -> str:
    table = letters()["arabic"]
    read = "".join(table.get(char, "") for char in word)
    if read[:1] in ("A", "E"):
        read = "I" + read[1:]
    if len(read) > 2 and read[-1] == "h":
        read = read[:-1] + "H"
    return read


@functools.cache
def _spelt() -> re.Pattern[str]:
    """Every spelling of a sound, the longer ones first."""
    return re.compile("|".join(map(re.escape, sorted(letters()["latin"], key=lambda text: (-len(text), text)))))


def _latin(word: str) -> str:
    table = letters()["latin"]
    read = "".join([table[found] for found in _spelt().findall(word)])
    read = _DOUBLED.sub(r"\1", read)
    if len(read) > 2 and read[-1] == "h":
        read = read[:-1] + "H"
    return read


@functools.lru_cache(maxsize=262144)
def skeleton(word: str) -> str:
    """The consonant skeleton of one folded word: consonant classes in order, doubles made one, vowels and weak letters out.

    For blocking only: it makes Mohammad and Mahmoud one.
    """
    table = letters()["skeleton"]
    read = "".join(table.get(sound, "") for sound in sounds(word))
    return re.sub(r"(.)\1+", r"\1", read)


def bare(word: str) -> str:
    """A folded word without the article of Arabic, and "servant of" compounds without the one inside them."""
    if word.isascii():
        word = _ABD.sub("abd", word) if word.startswith("abd") else word
        return _LATIN_ARTICLE.sub("", word) if word.startswith(("al", "el")) else word
    word = _ABD_ARABIC.sub("عبد", word)
    word = _ARTICLE.sub("", word)
    word = _ABD.sub("abd", word)
    return _LATIN_ARTICLE.sub("", word)
