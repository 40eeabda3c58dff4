"""A count with its harm."""

from __future__ import annotations

import msgspec

from tallybook.reading._count import Count
from tallybook.reading._harms import HarmWord
from tallybook.reading._tokens import Sentence


class Pair(msgspec.Struct):
    """A count with its harm. ``parent`` is the pair it is a part of, where the words say so."""

    count: Count
    harm: HarmWord
    cost: float
    side: str
    part: bool = False
    parent: Pair | None = None
    partitive: bool = False
    to: str | None = None
    stands: tuple[Sentence, Count] | None = None  # where the number stands, if it is meant here and told before
