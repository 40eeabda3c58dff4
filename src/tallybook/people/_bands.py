"""A row of a reliability table. It stands alone, so that a book can name it without loading the machinery of linkage."""

from __future__ import annotations

from tallybook.model import Record


class Band(Record, frozen=True):
    """One band of weights (bits), lowest first: how many best links lie in it, how many were judged, and how many were the
    same.
    """

    low: float
    high: float
    links: int
    judged: int
    same: int
    raw: float
    calibrated: float
