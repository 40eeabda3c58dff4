"""Where reports came from and where nothing could get out. Areas differ by pattern and by words, not by colour.

Plate carrée at the middle latitude, which serves one country; areas across the 180th meridian are not drawn rightly.
"""

from __future__ import annotations

import math

from markupsafe import Markup

from tallybook.publish._data import Region, RegionMap
from tallybook.publish._text import shorten
from tallybook.publish.figures._figure import Figure
from tallybook.publish.figures._labels import Room
from tallybook.publish.figures._svg import document, element, label, path, points, rect

WIDTH, TALLEST, FOOT = 920.0, 760.0, 44.0
STATES = {
    "reported": "reports came from here",
    "silent": "nothing came, though it could have",
    "dark": "nothing could get out: unknown, not zero",
}

Point = tuple[float, float]


def region_map(key: str, drawn: RegionMap) -> Figure:
    """A map of ``drawn.regions``; needs at least one outline. The table lists every region with its state in words."""
    project, height = _projection([point for region in drawn.regions for ring in region.rings for point in ring])
    shapes = [_shape(key, region, project) for region in drawn.regions]
    room = Room((0, 0, WIDTH, height), [])
    names = [text for region in drawn.regions if region.rings and (text := _name(region, project, room))]
    rows = tuple((region.name, STATES[region.state], region.detail) for region in drawn.regions)
    description = "; ".join(f"{name}: {state}" for name, state, _ in rows) + "."
    parts = [_patterns(key), *shapes, *names, _legend(key, height)]
    return Figure(
        key=key,
        title=drawn.title,
        description=description,
        svg=str(document(key, WIDTH, height + FOOT, drawn.title, description, *parts)),
        columns=("Area", "State", "Detail"),
        rows=rows,
        note=drawn.note,
    )


class _Projection:
    """Degrees to positions."""

    def __init__(self, west: float, north: float, wide: float, scale: float, shift: float) -> None:
        self._west, self._north, self._wide, self._scale, self._shift = west, north, wide, scale, shift

    def at(self, point: Point) -> Point:
        x = self._shift + (point[0] - self._west) * self._wide * self._scale
        return x, (self._north - point[1]) * self._scale


def _projection(outline: list[Point]) -> tuple[_Projection, float]:
    west, east = min(x for x, _ in outline), max(x for x, _ in outline)
    south, north = min(y for _, y in outline), max(y for _, y in outline)
    wide = math.cos(math.radians((south + north) / 2))
    scale = min(WIDTH / max((east - west) * wide, 1e-9), TALLEST / max(north - south, 1e-9))
    shift = (WIDTH - (east - west) * wide * scale) / 2
    return _Projection(west, north, wide, scale, shift), (north - south) * scale


def _shape(key: str, region: Region, project: _Projection) -> Markup:
    d = "".join(points(*(project.at(point) for point in ring)) + "Z" for ring in region.rings)
    fill = f"url(#{key}-{region.state})" if region.state in {"silent", "dark"} else "none"
    return element("path", element("title", region.name), d=d, class_="rg", fill=fill, fill_rule="evenodd")


def _name(region: Region, project: _Projection, room: Room) -> Markup | None:
    """The name at the middle of the largest ring, where it covers no other name."""
    ring = max(region.rings, key=len)
    x, y = project.at((_middle([x for x, _ in ring]), _middle([y for _, y in ring])))
    place = room.place(shorten(region.name, 24), x, (y + 4, y + 18, y - 10))
    return label(*place, shorten(region.name, 24), "t s h", "middle") if place else None


def _middle(values: list[float]) -> float:
    return (min(values) + max(values)) / 2


def _patterns(key: str) -> Markup:
    dot = element("circle", cx=4, cy=4, r=1.1, class_="do")
    silent = element("pattern", dot, id=f"{key}-silent", width=8, height=8, patternUnits="userSpaceOnUse")
    hatch = path("M0 8L8 0M-2 2L2 -2M6 10L10 6", "hd")
    dark = element("pattern", hatch, id=f"{key}-dark", width=8, height=8, patternUnits="userSpaceOnUse")
    return element("defs", silent, dark)


def _legend(key: str, height: float) -> Markup:
    parts, x = [], 0.0
    for state, words in STATES.items():
        fill = f"url(#{key}-{state})" if state != "reported" else "none"
        parts += [rect(x + 0.5, height + 22, 20, 14, "rg", fill=fill), label(x + 28, height + 34, words, "t s")]
        x += 28 + len(words) * 6.7 + 24
    return Markup("").join(parts)
