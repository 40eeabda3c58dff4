"""What a printed name means by itself: the known actor it is, or that it names nobody. No book is looked at."""

from __future__ import annotations

import re
from functools import lru_cache

from tallybook.model import Link
from tallybook.tolls._data import KnownActor, actor_table
from tallybook.tolls._fold import fold

_TELLING = 3  # words of a name that nothing else has: what stands around them does not matter
_PARENTHESES = re.compile(r"[(（\[](.*?)[)）\]]")
_PERSONS = frozenset({"state", "ministry", "security_body", "medic", "witness", "family", "unnamed"})


@lru_cache(maxsize=1)
def aliases_by_name() -> dict[str, str]:
    """Folded name → id of the known actor."""
    return {fold(name): actor.id for actor in actor_table().actor for name in (actor.name, *actor.aliases)}


@lru_cache(maxsize=1)
def known_actors() -> dict[str, KnownActor]:
    return {actor.id: actor for actor in actor_table().actor}


@lru_cache(maxsize=1)
def _government_words() -> frozenset[str]:
    return frozenset(fold(word) for word in actor_table().government)


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(len(name.split()) for name in aliases_by_name())


@lru_cache(maxsize=1)
def _describing() -> tuple[frozenset[str], frozenset[str]]:
    table = actor_table()
    return frozenset(fold(word) for word in table.descriptors), frozenset(fold(word) for word in table.speakers)


@lru_cache(maxsize=1 << 16)
def known_actor(printed: str) -> str | None:
    """The id of the known actor that a printed name means, or None.

    Tries the whole, then the name and its parenthesis apart ("HRANA (Human Rights Activists News Agency)"), then a known name
    inside words that only describe it or speak for it ("Norway-based group Iran Human Rights"); a name of three words and more
    is known among any words.
    """
    aliases = aliases_by_name()
    pieces = [printed, _PARENTHESES.sub(" ", printed), *_PARENTHESES.findall(printed)]
    for piece in pieces:
        if found := aliases.get(fold(piece)):
            return found
    return _inside(fold(_PARENTHESES.sub(" ", printed)).split())


def _inside(words: list[str]) -> str | None:
    """The longest known name among ``words``, where the other words only describe it or speak for it."""
    aliases = aliases_by_name()
    descriptors, speakers = _describing()
    for length in range(min(_longest(), len(words) - 1), 0, -1):
        for start in range(len(words) - length + 1):
            found = aliases.get(" ".join(words[start : start + length]))
            rest = set(words[:start] + words[start + length :])
            if found and (length >= _TELLING or rest <= descriptors | speakers or (rest & speakers and length > 1)):
                return found
    return None


@lru_cache(maxsize=1 << 16)
def means_government(printed: str) -> bool:
    """True for words that mean the state without naming it."""
    return fold(printed) in _government_words()


@lru_cache(maxsize=1 << 16)
def known_exactly(printed: str) -> bool:
    """True where the whole printed text is a known actor's name, so that a link marked unnamed is named after all."""
    return fold(printed) in aliases_by_name()


@lru_cache(maxsize=1 << 16)
def bare_description(printed: str) -> str:
    """The folded words for an unnamed actor without articles, of any language that ships: "An official" and "official" are one."""
    table = actor_table()
    words = fold(printed).split()
    if len(words) > 1 and words[0] in table.articles:
        words = words[1:]
    joined = (next((word[len(mark) :] for mark in table.joined_articles if word.startswith(mark) and len(word) > len(mark) + 2), word)
              for word in words)  # fmt: skip
    return " ".join(joined)


def names_somebody(link: Link) -> bool:
    """Whether a link gives a name: a known one always does, a person with an indefinite article never."""
    return known_exactly(link.actor) or (link.named and not (link.type in _PERSONS and is_indefinite(link.actor)))


@lru_cache(maxsize=1 << 16)
def is_indefinite(printed: str) -> bool:
    """True for words that begin with "a", "یک" and the like."""
    first, _, rest = printed.strip().partition(" ")
    return bool(rest) and first.lower() in actor_table().indefinite
