"""The shapes that carry a bound. Each differs by form, so that they read in print and without colour.

exact: a dot · at least, more than: a bar with an open arrow towards more · up to, fewer than: the same towards less ·
between: a beam with a bar at each end · vague: a question mark. Approximate figures are hollow.
"""

from __future__ import annotations

from markupsafe import Markup

from tallybook.model import DOWNWARD, UPWARD
from tallybook.publish.figures._svg import element, label, line, path, points

REACH = 34.0
HEAD = 5.0


def across(x: float, y: float, bound: str, approximate: bool, far: float | None) -> Markup:
    """The mark on a horizontal scale at ``x``; ``far`` is the position of the upper end of a range."""
    if bound == "vague":
        return label(x, y + 4, "?", "t q", "middle")
    if bound in UPWARD or bound in DOWNWARD:
        to = x + REACH if bound in UPWARD else x - REACH
        return _join(_stop(x, y, approximate, upright=True), _arrow((x, y), (to, y)))
    if far is not None and far > x:
        return _join(line(x, y, far, y, "ln"), line(x, y - 6, x, y + 6, "ln"), line(far, y - 6, far, y + 6, "ln"))
    return _dot(x, y, approximate)


def upright(x: float, y: float, bound: str, approximate: bool, far: float | None) -> Markup:
    """The mark on a vertical scale at ``y``; smaller ``y`` is more; ``far`` is the position of the upper end of a range."""
    if bound == "vague":
        return label(x, y + 4, "?", "t q", "middle")
    if bound in UPWARD or bound in DOWNWARD:
        to = y - REACH / 2 if bound in UPWARD else y + REACH / 2
        return _join(_stop(x, y, approximate, upright=False), _arrow((x, y), (x, to)))
    if far is not None and far < y:
        return _join(line(x, y, x, far, "ln"), line(x - 6, y, x + 6, y, "ln"), line(x - 6, far, x + 6, far, "ln"))
    return _dot(x, y, approximate)


def _join(*parts: Markup) -> Markup:
    return Markup("").join(parts)


def _dot(x: float, y: float, approximate: bool) -> Markup:
    return element("circle", cx=x, cy=y, r=4.5, class_="ho" if approximate else "fi")


def _stop(x: float, y: float, approximate: bool, *, upright: bool) -> Markup:
    """The printed figure itself, as a short thick bar; hollow where it is approximate."""
    width, height = (5, 15) if upright else (15, 5)
    return element("rect", x=x - width / 2, y=y - height / 2, width=width, height=height, class_="ho" if approximate else "fi")


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> Markup:
    (x1, y1), (x2, y2) = start, end
    ux, uy = ((x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1))
    back, side = (x2 - ux * HEAD, y2 - uy * HEAD), HEAD
    wings = ((back[0] - uy * side, back[1] + ux * side), (x2, y2), (back[0] + uy * side, back[1] - ux * side))
    gap = 3.5
    return _join(line(x1 + ux * gap, y1 + uy * gap, x2, y2, "ln"), path(points(*wings), "ln"))
