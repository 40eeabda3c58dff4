"""Who says how many: each origin's standing figure on one scale, with documented and estimated figures apart."""

from __future__ import annotations

from markupsafe import Markup

from tallybook.model import DOWNWARD, Bound, Record
from tallybook.publish._text import shorten
from tallybook.publish._words import whole
from tallybook.publish.figures._figure import Figure
from tallybook.publish.figures._marks import across
from tallybook.publish.figures._scale import Scale
from tallybook.publish.figures._svg import document, label, line, rect

WIDTH, LEFT, RIGHT, ROW, TOP = 920.0, 262.0, 196.0, 36.0, 34.0
LIMIT = 24


class Interval(Record, frozen=True):
    """One row. ``documented`` and ``estimated`` are spans, any other ``kind`` is a claim; ``words`` is the figure."""

    name: str
    kind: str
    words: str
    low: int | None
    high: int | None
    bound: Bound
    approximate: bool = False
    detail: str = ""


def intervals(key: str, title: str, rows: tuple[Interval, ...]) -> Figure:
    """``rows`` in the order given; at most ``LIMIT`` are drawn, the table has all of them."""
    drawn = rows[:LIMIT]
    scale = Scale((end for row in drawn for end in (row.low, row.high) if end is not None), WIDTH - LEFT - RIGHT)
    kinds = list(dict.fromkeys(row.kind for row in drawn))
    height = TOP + ROW * len(drawn) + 22 * len(kinds) + 40
    parts, y = [_axis(scale, height)], TOP
    for kind in kinds:
        parts.append(label(0, y + 14, kind.upper(), "t s u"))
        y += 22
        for row in (row for row in drawn if row.kind == kind):
            parts.append(_row(row, y + ROW / 2, scale))
            y += ROW
    description = "; ".join(f"{row.name}: {row.words}" for row in drawn) + ". " + scale.note
    left_out = f" The {LIMIT} first are drawn; the table has all {len(rows)}." if len(rows) > LIMIT else ""
    return Figure(
        key=key,
        title=title,
        description=description,
        svg=str(document(key, WIDTH, height, title, description, *parts)),
        columns=("Kind", "Who", "Figure", "Note"),
        rows=tuple((row.kind, row.name, row.words, row.detail) for row in rows),
        note=scale.note + left_out,
    )


def _axis(scale: Scale, height: float) -> Markup:
    parts = []
    for tick in scale.ticks:
        x = LEFT + scale.at(tick)
        parts += [line(x, TOP - 6, x, height - 24, "gr"), label(x, height - 8, whole(tick), "t s m", "middle")]
    return Markup("").join(parts)


def _row(row: Interval, y: float, scale: Scale) -> Markup:
    near = row.high if row.low is None or row.bound in DOWNWARD else row.low
    parts = [label(0, y + 5, shorten(row.name, 36)), label(WIDTH - RIGHT + 10, y + 5, row.words, "t n")]
    if row.kind not in {"documented", "estimated"}:
        x = LEFT + scale.at(near or 0) if near is not None else LEFT + 10
        far = LEFT + scale.at(row.high) if row.high is not None and row.low is not None else None
        parts.append(across(x, y, row.bound, row.approximate, far))
    elif row.low is not None and row.high is not None:
        a, b = LEFT + scale.at(row.low), LEFT + scale.at(row.high)
        parts.append(rect(a - 3, y - 7, b - a + 6, 14, "fi" if row.kind == "documented" else "ho da"))
    return Markup("").join(parts)
