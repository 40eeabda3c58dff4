"""The room's tables, read once from the files beside the code."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import TypeVar

import msgspec

from tallybook.errors import DataError
from tallybook.model import ActorType, Record
from tallybook.tolls._fold import fold

T = TypeVar("T")


class KnownActor(Record, frozen=True):
    """An entry of ``actors.toml``."""

    id: str
    name: str
    type: ActorType
    aliases: tuple[str, ...]
    government: bool = False


class ActorTable(Record, frozen=True):
    """``actors.toml``: who is who, and words that describe a body, speak for it or mean the state; articles before an unnamed one."""

    descriptors: tuple[str, ...]
    speakers: tuple[str, ...]
    articles: tuple[str, ...]
    joined_articles: tuple[str, ...]
    indefinite: tuple[str, ...]
    government: tuple[str, ...]
    actor: tuple[KnownActor, ...]


class Exclusive(Record, frozen=True):
    """Groups that no one person is in at once."""

    groups: tuple[str, ...]


class ScopeTable(Record, frozen=True):
    """``scopes.toml``: words that say what a figure is about."""

    whole: tuple[str, ...]
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    reach: int
    unidentified: tuple[str, ...]
    of_them: tuple[str, ...]
    named: dict[str, tuple[str, ...]]
    exclusive: tuple[Exclusive, ...]


class Hedge(Record, frozen=True):
    """A verbal share as a stated range of fractions, and whose reading it is."""

    words: tuple[str, ...]
    low: tuple[int, int]
    high: tuple[int, int]
    source: str


class HedgeTable(Record, frozen=True):
    """``hedges.toml``."""

    hedge: dict[str, Hedge]


def _load(name: str, kind: type[T]) -> T:
    text = resources.files("tallybook.tolls").joinpath("data", name).read_text(encoding="utf-8")
    try:
        return msgspec.convert(tomllib.loads(text), kind)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DataError(f"the table has a mistake: {error}.", item=name, hint="Reinstall tallybook, or mend the file.") from error


@lru_cache(maxsize=1)
def actor_table() -> ActorTable:
    """The known actors. Raises ``DataError`` where one name belongs to two of them."""
    table = _load("actors.toml", ActorTable)
    owners: dict[str, str] = {}
    for actor in table.actor:
        for name in (actor.name, *actor.aliases):
            if owners.setdefault(fold(name), actor.id) != actor.id:
                raise DataError(f"the name {name!r} belongs to {owners[fold(name)]} and to {actor.id}.", item="actors.toml")
    return table


@lru_cache(maxsize=1)
def scope_table() -> ScopeTable:
    """Words about scope."""
    return _load("scopes.toml", ScopeTable)


@lru_cache(maxsize=1)
def hedge_table() -> HedgeTable:
    """Verbal shares as ranges."""
    return _load("hedges.toml", HedgeTable)
