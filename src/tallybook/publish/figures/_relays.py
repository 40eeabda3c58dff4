"""Who passed on whose figures: origins on the left, those who relayed them to the right of those they relayed."""

from __future__ import annotations

from itertools import pairwise

from markupsafe import Markup

from tallybook.model import Record
from tallybook.publish._text import shorten, wrap
from tallybook.publish._words import count
from tallybook.publish.figures._figure import Figure
from tallybook.publish.figures._layers import Cell, Layout
from tallybook.publish.figures._svg import document, label, number, path, points, rect

WIDTH, GAP, TOP = 920.0, 14.0, 34.0
WIDE, SLIM, LETTERS = 206.0, 166.0, 8.2
PORT, LANE = 17.0, 16.0
TURN = 44.0
LIMIT = 20

Point = tuple[float, float]
Port = tuple[tuple[str, str], str]
"""An end of a line: the line, and "out" where it leaves or "in" where it arrives."""


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
    drawing = _Drawing(known, [edge for edge in ranked[:LIMIT] if edge.source != edge.to])
    rows = tuple((_name(known, edge.source), _name(known, edge.to), str(edge.times)) for edge in ranked)
    said = [f"{to} passed on {source} ({count(int(times), 'statement')})" for source, to, times in rows[:LIMIT]]
    description = "; ".join(said) + "."
    left_out = f" The {LIMIT} busiest of {len(edges)} relays are drawn; the table has all." if len(edges) > LIMIT else ""
    return Figure(
        key=key,
        title=title,
        description=description,
        svg=str(document(key, WIDTH, drawing.height, title, description, *drawing.parts())),
        columns=("Said by", "Passed on by", "Statements"),
        rows=rows,
        note="The number on a line counts statements." + left_out,
    )


def _name(known: dict[str, Node], key: str) -> str:
    return known[key].name if key in known else key


class _Drawing:
    """Positions of boxes and lines. Every line has its own port on a box, so that none hides another."""

    def __init__(self, known: dict[str, Node], edges: list[Edge]) -> None:
        self.nodes = known
        self.edges = {(edge.source, edge.to): edge for edge in edges}
        self.layout = Layout(list(self.edges))
        self.column = {cell: at for at, column in enumerate(self.layout.columns) for cell in column if isinstance(cell, str)}
        self.width = WIDE if len(self.layout.columns) < 4 else SLIM
        self.margin = TURN if any(self._turns(line) for line in self.edges) else 2.0
        self.box: dict[Cell, tuple[float, float, float]] = {}
        self.height = self._place()

    def parts(self) -> list[Markup]:
        ports = self._ports()
        lines = [self._line(line, ports) for line in self.edges]
        counts = [self._count(line, ports[line, "in"]) for line in self.edges]
        boxes = [self._box(cell) for column in self.layout.columns for cell in column if isinstance(cell, str)]
        return [_heads(len(self.layout.columns)), *lines, *counts, *boxes]

    def _size(self, cell: Cell) -> float:
        if not isinstance(cell, str):
            return LANE
        busiest = max(len(side) for side in self._sides(cell))
        return max(28 + 17 * len(self._lines(cell)), PORT * busiest + 10)

    def _lines(self, cell: str) -> list[str]:
        return wrap(_name(self.nodes, cell), round(self.width / LETTERS), 2)

    def _place(self) -> float:
        """Each column centred on the tallest; returns the height of the whole."""
        heights = [sum(self._size(cell) + GAP for cell in column) - GAP for column in self.layout.columns]
        tallest = max(heights, default=0.0)
        step = (WIDTH - self.width - self.margin) / max(len(self.layout.columns) - 1, 1)
        for at, column in enumerate(self.layout.columns):
            y = TOP + (tallest - heights[at]) / 2
            for cell in column:
                self.box[cell] = (at * step, y, self._size(cell))
                y += self._size(cell) + GAP
        return TOP + tallest + 6

    def _sides(self, name: str) -> tuple[list[Port], list[Port]]:
        """What arrives at a box on the left, and what leaves it or comes back to it on the right."""
        leaving = [(line, "out") for line in self.edges if line[0] == name]
        back = [(line, "in") for line in self.edges if line[1] == name and self._turns(line)]
        return [(line, "in") for line in self.edges if line[1] == name and not self._turns(line)], [*leaving, *back]

    def _turns(self, line: tuple[str, str]) -> bool:
        """Whether a line leads to its own column or an earlier one, as where actors relay each other."""
        return self.column[line[1]] <= self.column[line[0]]

    def _ports(self) -> dict[Port, Point]:
        """Where each line leaves its source ("out") and reaches its target ("in"), spread by where it comes from or goes."""
        ports = {}
        for name in sorted(self.column):
            for right, side in enumerate(self._sides(name)):
                x, y, height = self.box[name]
                for at, port in enumerate(sorted(side, key=self._other_end)):
                    middle = y + height / 2 + (at - (len(side) - 1) / 2) * PORT
                    ports[port] = (x + self.width * right, middle)
        return ports

    def _other_end(self, port: Port) -> tuple[float, Port]:
        line, way = port
        return self.box[self.layout.routes[line][1 if way == "out" else -2]][1], port

    def _line(self, line: tuple[str, str], ports: dict[Port, Point]) -> Markup:
        """The more statements, the thicker, in four steps."""
        start, end = ports[line, "out"], ports[line, "in"]
        if self._turns(line):
            d, head = _turned(start, end)
        else:
            stops = [start]
            for lane in self.layout.routes[line][1:-1]:
                x, y, height = self.box[lane]
                stops += [(x, y + height / 2), (x + self.width, y + height / 2)]
            d, head = _straight([*stops, end])
        thick = min(4, 1 + self.edges[line].times.bit_length() // 2)
        return Markup("").join((path(d, f"w{thick}"), path(head, "ln")))

    def _count(self, line: tuple[str, str], port: Point) -> Markup:
        aside = 22 if self._turns(line) else -13
        return label(port[0] + aside, port[1] - 3, str(self.edges[line].times), "t s h", "end")

    def _box(self, cell: str) -> Markup:
        x, y, height = self.box[cell]
        lines = self._lines(cell)
        first = y + height / 2 - (17 * len(lines) + 15) / 2 + 13
        names = [label(x + 11, first + 17 * at, text, "t n", like=_name(self.nodes, cell)) for at, text in enumerate(lines)]
        detail = self.nodes[cell].detail if cell in self.nodes else ""
        under = label(x + 11, first + 17 * len(lines), shorten(detail, round(self.width / 7)), "t s m")
        return Markup("").join((rect(x + 1, y + 0.5, self.width - 1, height - 1, "bx", rx=3), *names, under))


def _heads(columns: int) -> Markup:
    if columns < 2:
        return Markup("")
    return Markup("").join((label(0, 14, "SAID BY", "t s u"), label(WIDTH, 14, "PASSED ON BY", "t s u", "end")))


def _straight(stops: list[Point]) -> tuple[str, str]:
    """A line and its head, from box to box through the lanes between."""
    d = points(stops[0])
    for at, ((x1, y1), (x2, y2)) in enumerate(pairwise(stops)):
        if at % 2:
            d += f"L{number(x2)} {number(y2)}"
            continue
        end = x2 - 6 if at == len(stops) - 2 else x2
        d += _curve((x1 + (end - x1) / 2, y1), (end - (end - x1) / 2, y2), (end, y2))
    x, y = stops[-1]
    return d, points((x - 8, y - 4), (x - 1, y), (x - 8, y + 4))


def _turned(start: Point, end: Point) -> tuple[str, str]:
    """A line that leaves a box on the right and reaches another on its right."""
    reach = max(start[0], end[0]) + TURN - 8
    d = points(start) + _curve((reach, start[1]), (reach, end[1]), (end[0] + 6, end[1]))
    x, y = end
    return d, points((x + 8, y - 4), (x + 1, y), (x + 8, y + 4))


def _curve(*through: Point) -> str:
    return "C" + " ".join(f"{number(x)} {number(y)}" for x, y in through)
