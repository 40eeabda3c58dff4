"""Rows of cells to passages, for every kind of table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tallybook.evidence._formats._decode import plain_lines
from tallybook.evidence._records import PassageDraft

_FIGURE = re.compile(r"[\d.,:%/\s+-]+")


def table(rows: Sequence[tuple[int, Sequence[str]]]) -> tuple[tuple[PassageDraft, ...], tuple[str, ...]]:
    """A passage for each row with contents below the header, and notes on what was assumed. ``rows`` are (number in the file,
    cells).

    The first row with contents is the header where each of its cells is a name: not empty, no figure, no name twice.
    Else the columns are called by their numbers. An empty cell is left out: it says nothing.
    """
    filled = [(number, [cell.strip() for cell in cells]) for number, cells in rows if any(cell.strip() for cell in cells)]
    if not filled:
        return (), ()
    header = filled[0][1]
    notes: tuple[str, ...] = ()
    if _is_header(header):
        filled = filled[1:]
    else:
        header = []
        notes = ("The first row is no header, so the columns go by their numbers.",)
    return tuple(
        PassageDraft(kind="row", text=_rendered(header, cells), place=f"row {number}") for number, cells in filled
    ), notes


def _is_header(cells: Sequence[str]) -> bool:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return bool(cells) and all(cell and not _FIGURE.fullmatch(cell) for cell in cells) and len(set(cells)) == len(cells)


def _rendered(header: Sequence[str], cells: Sequence[str]) -> str:
    named = [header[index] if index < len(header) and header[index] else f"column {index + 1}" for index in range(len(cells))]
    return "; ".join(f"{name}: {plain_lines(cell)}" for name, cell in zip(named, cells, strict=True) if cell)
