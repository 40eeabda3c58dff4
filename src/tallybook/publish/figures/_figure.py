"""A finished figure and the table that says the same in words."""

from __future__ import annotations

from tallybook.model import Record


class Figure(Record, frozen=True):
    """``svg`` is finished markup made by this room alone; ``rows`` hold plain text, one cell for each of ``columns``."""

    key: str
    title: str
    description: str
    svg: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
