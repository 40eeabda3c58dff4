"""A layered drawing of who relays whom: columns by distance from the origin, and a lane through each column that a line passes.

The usual method for such drawings (Sugiyama, Tagawa and Toda 1981): layers, placeholders where a line crosses a layer, and
ordering by the mean position of neighbours. Ties break by name, so equal input gives an equal drawing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

COLUMNS = 4
SWEEPS = 4

Lane = tuple[str, str, int]
"""A placeholder: the line from the first to the second passes this column."""
Cell = str | Lane


class Layout:
    """``columns`` of cells, top to bottom, and for each line the ``route`` of cells that it takes."""

    def __init__(self, lines: Sequence[tuple[str, str]]) -> None:
        level = _levels(lines)
        self.routes = {line: _route(line, level) for line in lines}
        self.columns = _columns(self.routes.values(), level)
        _untangle(self.columns, list(self.routes.values()))


def _levels(lines: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Each actor one column right of whom they relay, as far as ``COLUMNS`` allow; a loop of relays ends there too."""
    level = {name: 0 for line in lines for name in line}
    for _ in range(COLUMNS - 1):
        for source, to in lines:
            level[to] = max(level[to], min(level[source] + 1, COLUMNS - 1))
    used = {at: place for place, at in enumerate(sorted(set(level.values())))}
    return {name: used[at] for name, at in level.items()}


def _route(line: tuple[str, str], level: dict[str, int]) -> list[Cell]:
    source, to = line
    lanes: list[Cell] = [(source, to, at) for at in range(level[source] + 1, level[to])]
    return [source, *lanes, to]


def _columns(routes: Iterable[list[Cell]], level: dict[str, int]) -> list[list[Cell]]:
    columns: list[list[Cell]] = [[] for _ in range(max(level.values(), default=-1) + 1)]
    for name, at in sorted(level.items()):
        columns[at].append(name)
    for route in routes:
        for cell in route[1:-1]:
            if not isinstance(cell, str):
                columns[cell[2]].append(cell)
    return columns


def _untangle(columns: list[list[Cell]], routes: list[list[Cell]]) -> None:
    """Sweeps right and left, each column sorted by the mean place of its neighbours in the one before."""
    before: dict[Cell, list[Cell]] = defaultdict(list)
    after: dict[Cell, list[Cell]] = defaultdict(list)
    for route in routes:
        for left, right in pairwise(route):
            before[right].append(left)
            after[left].append(right)
    for sweep in range(SWEEPS):
        near, order = (before, columns) if sweep % 2 == 0 else (after, columns[::-1])
        for fixed, free in pairwise(order):
            place = {cell: (at + 0.5) / len(fixed) for at, cell in enumerate(fixed)}
            free.sort(key=lambda cell: (_mean([place[one] for one in near[cell] if one in place]), str(cell)))


def _mean(values: list[float]) -> float:
    return round(math.fsum(values) / len(values), 6) if values else 0.5
