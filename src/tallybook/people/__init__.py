"""Lists of names → records → persons, each counted once, and every doubt kept.

Pure: data in, data out. Nothing here reads a clock, a file of the book or the network, and no name ever reaches a log.
"""

from __future__ import annotations

from tallybook.people._letters import Folded, fold, script
from tallybook.people._names import Name, NameKey, NamePart, name_key, parse_name
from tallybook.people._similarity import likeliest, similarity
from tallybook.people._sounds import skeleton, sounds

__all__ = [
    "Folded",
    "Name",
    "NameKey",
    "NamePart",
    "fold",
    "likeliest",
    "name_key",
    "parse_name",
    "script",
    "similarity",
    "skeleton",
    "sounds",
]
