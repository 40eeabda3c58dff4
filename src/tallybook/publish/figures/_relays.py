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
LIMIT = 20

Point = tuple[float, float]


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
        self.width = WIDE if len(self.layout.columns) < 4 else SLIM
        self.box: dict[Cell, tuple[float, float, float]] = {}
        self.height = self._place()

    def parts(self) -> list[Markup]:
        ports = self._ports()
        lines = [_line(self._stops(line, ports)) for line in self.edges]
        counts = [label(*_beside(ports[line, "in"]), str(edge.times), "t s h", "end") for line, edge in self.edges.items()]
        boxes = [self._box(cell) for column in self.layout.columns for cell in column if isinstance(cell, str)]
        return [_heads(len(self.layout.columns)), *lines, *counts, *boxes]

    def _size(self, cell: Cell) -> float:
        if not isinstance(cell, str):
            return LANE
        busiest = max(sum(source == cell for source, _ in self.edges), sum(to == cell for _, to in self.edges))
        return max(28 + 17 * len(self._lines(cell)), PORT * busiest + 10)

    def _lines(self, cell: str) -> list[str]:
        return wrap(_name(self.nodes, cell), round(self.width / LETTERS), 2)

    def _place(self) -> float:
        """Each column centred on the tallest; returns the height of the whole."""
        heights = [sum(self._size(cell) + GAP for cell in column) - GAP for column in self.layout.columns]
        tallest = max(heights, default=0.0)
        step = (WIDTH - self.width - 2) / max(len(self.layout.columns) - 1, 1)
        for at, column in enumerate(self.layout.columns):
            y = TOP + (tallest - heights[at]) / 2
            for cell in column:
                self.box[cell] = (at * step, y, self._size(cell))
                y += self._size(cell) + GAP
        return TOP + tallest + 6

    def _ports(self) -> dict[tuple[tuple[str, str], str], Point]:
        """Where each line leaves its source ("out") and reaches its target ("in"), spread by where it comes from or goes."""
        ports = {}
        for name in sorted(self.nodes.keys() | {name for line in self.edges for name in line}):
            for way, end, next_ in (("out", 0, 1), ("in", 1, -2)):
                lines = [line for line in self.edges if line[end] == name]
                lines.sort(key=lambda line: (self.box[self.layout.routes[line][next_]][1], line))
                for at, line in enumerate(lines):
                    x, y, height = self.box[name]
                    middle = y + height / 2 + (at - (len(lines) - 1) / 2) * PORT
                    ports[line, way] = (x + self.width if way == "out" else x, middle)
        return ports

    def _stops(self, line: tuple[str, str], ports: dict[tuple[tuple[str, str], str], Point]) -> tuple[list[Point], int]:
        stops = [ports[line, "out"]]
        for lane in self.layout.routes[line][1:-1]:
            x, y, height = self.box[lane]
            stops += [(x, y + height / 2), (x + self.width, y + height / 2)]
        return [*stops, ports[line, "in"]], self.edges[line].times

    def _box(self, cell: str) -> Markup:
        x, y, height = self.box[cell]
        lines = self._lines(cell)
        first = y + height / 2 - (17 * len(lines) + 15) / 2 + 13
        names = [label(x + 11, first + 17 * at, text, "t n") for at, text in enumerate(lines)]
        detail = self.nodes[cell].detail if cell in self.nodes else ""
        under = label(x + 11, first + 17 * len(lines), shorten(detail, round(self.width / 7)), "t s m")
        return Markup("").join((rect(x + 1, y + 0.5, self.width - 1, height - 1, "bx", rx=3), *names, under))


def _heads(columns: int) -> Markup:
    if columns < 2:
        return Markup("")
    return Markup("").join((label(0, 14, "SAID BY", "t s u"), label(WIDTH, 14, "PASSED ON BY", "t s u", "end")))


def _line(route: tuple[list[Point], int]) -> Markup:
    """A line from box to box; the more statements, the thicker, in four steps. A relay back to an earlier column turns round."""
    stops, times = route
    d = points(stops[0])
    for at, ((x1, y1), (x2, y2)) in enumerate(pairwise(stops)):
        if at % 2:
            d += f"L{number(x2)} {number(y2)}"
            continue
        end = x2 - 6 if at == len(stops) - 2 else x2
        bend = (end - x1) / 2 if end > x1 else 40.0
        d += f"C{number(x1 + bend)} {number(y1)} {number(end - bend)} {number(y2)} {number(end)} {number(y2)}"
    x, y = stops[-1]
    head = points((x - 8, y - 4), (x - 1, y), (x - 8, y + 4))
    return Markup("").join((path(d, f"w{min(4, 1 + times.bit_length() // 2)}"), path(head, "ln")))


def _beside(port: Point) -> Point:
    return port[0] - 13, port[1] - 3
