"""Who passed on whose figures: origins on the left, those who relayed them to the right of those they relayed."""

from __future__ import annotations

import math
from collections import defaultdict

from markupsafe import Markup

from tallybook.model import Record
from tallybook.publish._text import shorten
from tallybook.publish._words import count
from tallybook.publish.figures._figure import Figure
from tallybook.publish.figures._svg import document, element, label, number, path, rect

WIDTH, BOX, HIGH, GAP, TOP = 920.0, 212.0, 44.0, 14.0, 34.0
LIMIT = 28
COLUMNS = 4


class Edge(Record, frozen=True):
    """``to`` passed on what ``source`` said, ``times`` times. Both are ids."""

    source: str
    to: str
    times: int


class Node(Record, frozen=True):
    """Somebody by id, with a name and a word for what they are."""

    id: str
    name: str
    detail: str


def relays(key: str, title: str, nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> Figure:
    """The ``LIMIT`` busiest of ``edges`` are drawn; the table has all. Names of ``nodes`` that no edge touches are left out."""
    known = {node.id: node for node in nodes}
    ranked = sorted(edges, key=lambda edge: (-edge.times, edge.source, edge.to))
    drawn = [edge for edge in ranked[:LIMIT] if edge.source != edge.to]
    columns = _order(_columns(drawn), drawn)
    place = _places(columns)
    height = TOP + max((len(column) for column in columns), default=0) * (HIGH + GAP)
    parts = [_curve(place[edge.source], place[edge.to], edge.times) for edge in drawn]
    parts += [_count(place[edge.source], place[edge.to], edge.times) for edge in drawn]
    parts += [_box(known.get(name, Node(id=name, name=name, detail="")), at) for name, at in sorted(place.items())]
    rows = tuple((_name(known, edge.source), _name(known, edge.to), str(edge.times)) for edge in ranked)
    description = "; ".join(f"{to} passed on {source} ({count(int(times), 'time')})" for source, to, times in rows[:LIMIT]) + "."
    left_out = f"The {LIMIT} busiest of {len(edges)} relays are drawn; the table has all." if len(edges) > LIMIT else ""
    return Figure(
        key=key,
        title=title,
        description=description,
        svg=str(document(key, WIDTH, height + 6, title, description, _heads(len(columns)), *parts)),
        columns=("Said by", "Passed on by", "Statements"),
        rows=rows,
        note=left_out,
    )


def _name(known: dict[str, Node], key: str) -> str:
    return known[key].name if key in known else key


def _columns(edges: list[Edge]) -> list[list[str]]:
    """Each actor one column right of whom they relay, as far as ``COLUMNS`` allow; a loop of relays ends there too."""
    column: dict[str, int] = {name: 0 for edge in edges for name in (edge.source, edge.to)}
    for _ in range(COLUMNS - 1):
        for edge in edges:
            column[edge.to] = max(column[edge.to], min(column[edge.source] + 1, COLUMNS - 1))
    used = sorted(set(column.values()))
    return [sorted(name for name, at in column.items() if at == level) for level in used]


def _order(columns: list[list[str]], edges: list[Edge]) -> list[list[str]]:
    """Each column sorted by the mean position of its neighbours in the one before, which keeps most lines from crossing."""
    near: dict[str, list[str]] = defaultdict(list)
    weight: dict[str, int] = defaultdict(int)
    for edge in edges:
        near[edge.to].append(edge.source)
        weight[edge.source] += edge.times
    rank: dict[str, float] = {}
    ordered = []
    for at, column in enumerate(columns):
        if at == 0:
            column = sorted(column, key=lambda name: (-weight[name], name))
        else:
            column = sorted(column, key=lambda name: (_mean([rank[one] for one in near[name] if one in rank]), name))
        rank.update({name: place / max(len(column), 1) for place, name in enumerate(column)})
        ordered.append(column)
    return ordered


def _mean(values: list[float]) -> float:
    return round(math.fsum(values) / len(values), 6) if values else 0.5


def _places(columns: list[list[str]]) -> dict[str, tuple[float, float]]:
    tallest = max((len(column) for column in columns), default=0)
    step = (WIDTH - BOX) / max(len(columns) - 1, 1)
    place = {}
    for at, column in enumerate(columns):
        shift = (tallest - len(column)) * (HIGH + GAP) / 2
        for row, name in enumerate(column):
            place[name] = (at * step, TOP + shift + row * (HIGH + GAP))
    return place


def _heads(columns: int) -> Markup:
    if columns < 2:
        return Markup("")
    last = label(WIDTH, 14, "PASSED ON BY", "t s u", "end")
    return Markup("").join((label(0, 14, "SAID BY", "t s u"), last))


def _box(node: Node, at: tuple[float, float]) -> Markup:
    x, y = at
    frame = rect(x + 0.5, y + 0.5, BOX - 1, HIGH - 1, "bx", rx=3)
    return Markup("").join(
        (
            frame,
            element("text", shorten(node.name, 28), x=x + 11, y=y + 19, class_="t n"),
            element("text", shorten(node.detail, 32), x=x + 11, y=y + 35, class_="t s m"),
        )
    )


def _curve(start: tuple[float, float], end: tuple[float, float], times: int) -> Markup:
    """A line from one box to another; the more statements, the thicker, in four steps."""
    x1, y1, x2, y2 = start[0] + BOX, start[1] + HIGH / 2, end[0], end[1] + HIGH / 2
    if x2 <= x1:
        x1, x2 = start[0] + BOX / 2, end[0] + BOX / 2
    bend = max((x2 - x1) / 2, 20)
    d = f"M{number(x1)} {number(y1)}C{number(x1 + bend)} {number(y1)} {number(x2 - bend)} {number(y2)} {number(x2 - 5)} {number(y2)}"
    head = f"M{number(x2 - 8)} {number(y2 - 4)}L{number(x2 - 1)} {number(y2)}L{number(x2 - 8)} {number(y2 + 4)}"
    return Markup("").join((path(d, f"w{min(4, 1 + times.bit_length() // 2)}"), path(head, "ln")))


def _count(start: tuple[float, float], end: tuple[float, float], times: int) -> Markup:
    x1, x2 = start[0] + BOX, end[0]
    x = x2 - min(26, max((x2 - x1) / 3, 8)) if x2 > x1 else (x1 + x2) / 2
    return label(x, end[1] + HIGH / 2 - 6 + (start[1] > end[1]) * 16, str(times), "t s h", "middle")
