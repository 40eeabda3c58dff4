"""Lists of names → records → persons, each counted once, and every doubt kept.

Pure: data in, data out. Nothing here reads a clock, a file of the book or the network, and no name ever reaches a log. Linkage
(Splink, DuckDB, NumPy) is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tallybook.people._letters import Folded, fold, script
from tallybook.people._names import Name, NameKey, NamePart, name_key, parse_name
from tallybook.people._records import Coverage, Day, ListRecord, PeopleList, Sex, record_id
from tallybook.people._sounds import skeleton, sounds

if TYPE_CHECKING:
    from tallybook.people._link import Linkage, Pairs, link, link_more
    from tallybook.people._model import LinkModel
    from tallybook.people._similarity import likeliest, similarity
    from tallybook.people._table import prepare

__all__ = [
    "Coverage",
    "Day",
    "Folded",
    "LinkModel",
    "Linkage",
    "ListRecord",
    "Name",
    "NameKey",
    "NamePart",
    "Pairs",
    "PeopleList",
    "Sex",
    "fold",
    "likeliest",
    "link",
    "link_more",
    "name_key",
    "parse_name",
    "prepare",
    "record_id",
    "script",
    "similarity",
    "skeleton",
    "sounds",
]

_LATER = {
    "LinkModel": "_model",
    "Linkage": "_link",
    "Pairs": "_link",
    "likeliest": "_similarity",
    "link": "_link",
    "link_more": "_link",
    "prepare": "_table",
    "similarity": "_similarity",
}


def __getattr__(name: str) -> object:
    """Import the heavy rooms on first use."""
    from importlib import import_module

    if name not in _LATER:
        raise AttributeError(f"module 'tallybook.people' has no attribute {name!r}")
    return getattr(import_module(f"tallybook.people.{_LATER[name]}"), name)
