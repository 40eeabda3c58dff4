"""How figures moved: a row for each origin, all rows on one time axis and one scale, with bands where nothing could get out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from markupsafe import Markup

from tallybook.model import DOWNWARD, UPWARD, Bound, Record
from tallybook.publish._data import Band
from tallybook.publish._text import shorten, wrap
from tallybook.publish._words import MONTHS, day, days, whole
from tallybook.publish.figures._figure import Figure
from tallybook.publish.figures._labels import LETTER, Box, Room
from tallybook.publish.figures._marks import upright
from tallybook.publish.figures._scale import Scale, day_scale, day_ticks
from tallybook.publish.figures._svg import document, element, label, line, path, points, rect

WIDTH, LEFT, RIGHT, HEIGHT, GAP = 920.0, 226.0, 62.0, 104.0, 14.0
HEADROOM, FOOTROOM = 34.0, 24.0
LIMIT = 16
ASIDE = 18.0


class Moment(Record, frozen=True):
    """A figure as of a day (None where nothing says which), with its bound in words; ``marks`` are the numbers of its flags."""

    as_of: dt.date | None
    low: int | None
    high: int | None
    bound: Bound
    approximate: bool
    words: str
    marks: tuple[int, ...] = ()

    @property
    def marked(self) -> str:
        """The words with the numbers of the flags: "5,848 [2]"."""
        return f"{self.words} [{', '.join(map(str, self.marks))}]" if self.marks else self.words


class Row(Record, frozen=True):
    """One origin's figures of one scope, oldest first. ``detail`` stands under its name."""

    name: str
    detail: str
    moments: tuple[Moment, ...]


class _Frame:
    """Where things stand: the same for every row."""

    def __init__(self, rows: tuple[Row, ...], bands: tuple[Band, ...]) -> None:
        dates = [moment.as_of for row in rows for moment in row.moments if moment.as_of]
        self.undated = any(moment.as_of is None for row in rows for moment in row.moments)
        self.first, self.last = _reach(min(dates), max(dates), bands)
        self.left, self.right = LEFT + (104 if self.undated else 0), WIDTH - RIGHT
        self.x: Callable[[dt.date], float] = day_scale(self.first, self.last, self.left, self.right)
        self.scale = Scale(_ends(rows), HEIGHT - HEADROOM - FOOTROOM)
        self.top = 30.0 if bands else 12.0
        self.bottom = self.top + len(rows) * (HEIGHT + GAP)
        self.bands = [band for band in bands if band.start <= self.last and (band.end is None or band.end >= self.first)]

    def y(self, top: float, value: int) -> float:
        return top + HEIGHT - FOOTROOM - self.scale.at(value)


def timeline(key: str, title: str, rows: tuple[Row, ...], bands: tuple[Band, ...] = ()) -> Figure:
    """At most ``LIMIT`` rows are drawn, in the order given; the table has all. Needs at least one dated figure."""
    drawn = rows[:LIMIT]
    frame = _Frame(drawn, bands)
    parts = [_hatch(key), *(_band(key, band, frame) for band in frame.bands), _dates(frame)]
    parts += [_row(row, frame.top + at * (HEIGHT + GAP), frame) for at, row in enumerate(drawn)]
    description = _description(drawn, frame)
    marked = any(moment.marks for row in rows for moment in row.moments)
    left_out = f" The {LIMIT} first rows are drawn; the table has all {len(rows)}." if len(rows) > LIMIT else ""
    return Figure(
        key=key,
        title=title,
        description=description,
        svg=str(document(key, WIDTH, frame.bottom + 30, title, description, *parts)),
        columns=("Who", "As of", "Figure", "Flags") if marked else ("Who", "As of", "Figure"),
        rows=tuple(
            (row.name, day(moment.as_of), moment.words, *((", ".join(map(str, moment.marks)),) if marked else ()))
            for row in rows
            for moment in row.moments
        ),
        note=f"All rows share one scale. {frame.scale.note}{left_out}{' A number in brackets is that of a flag in the list below.' if marked else ''}",
    )


def dated(rows: tuple[Row, ...]) -> bool:
    """Whether there is any figure to put on a time axis."""
    return any(moment.as_of for row in rows[:LIMIT] for moment in row.moments)


def _reach(first: dt.date, last: dt.date, bands: tuple[Band, ...]) -> tuple[dt.date, dt.date]:
    """A day more on either side, and so far back and forth that a band which nearly fits is seen whole."""
    room = dt.timedelta(days=max(7, (last - first).days // 2))
    starts = [band.start for band in bands if first - room <= band.start < first]
    ends = [band.end for band in bands if band.end and last < band.end <= last + room]
    day_more = dt.timedelta(days=1)
    return min([first, *starts]) - day_more, max([last, *ends]) + day_more


def _ends(rows: tuple[Row, ...]) -> list[int]:
    return [end for row in rows for moment in row.moments for end in (moment.low, moment.high) if end is not None]


def _description(rows: tuple[Row, ...], frame: _Frame) -> str:
    said = [f"{row.name}: " + ", ".join(f"{moment.words} ({day(moment.as_of)})" for moment in row.moments) for row in rows]
    dark = [f"{band.label}, {days(band.start, band.end)}" for band in frame.bands]
    return ". ".join([*said, *(f"Marked band: {band}" for band in dark)]) + "."


def _hatch(key: str) -> Markup:
    stroke = element("path", d="M0 10L10 0M-2 2L2 -2M8 12L12 8", class_="ha")
    pattern = element("pattern", stroke, id=f"{key}-h", width=10, height=10, patternUnits="userSpaceOnUse")
    return element("defs", pattern)


def _band(key: str, band: Band, frame: _Frame) -> Markup:
    start = max(frame.x(max(band.start, frame.first)) - 1, frame.left)
    end = frame.x(min(band.end or frame.last, frame.last)) + 1
    area = rect(start, frame.top, max(end - start, 3), frame.bottom - frame.top - GAP, "ba", fill=f"url(#{key}-h)")
    word = f"{band.label}, {days(band.start, band.end)}"
    at = min(start, frame.right - len(word) * LETTER)
    return Markup("").join((area, label(max(at, 0), frame.top - 9, word, "t s")))


def _dates(frame: _Frame) -> Markup:
    parts, year = [], None
    for tick in day_ticks(frame.first, frame.last):
        word = f"{tick.day} {MONTHS[tick.month - 1]}" + (f" {tick.year}" if tick.year != year else "")
        year = tick.year
        parts += [line(frame.x(tick), frame.top, frame.x(tick), frame.bottom - GAP + 4, "gr")]
        parts += [label(frame.x(tick), frame.bottom + 8, word, "t s m", "middle")]
    if frame.undated:
        parts += [label((LEFT + frame.left - 14) / 2, frame.bottom + 8, "no date", "t s m", "middle")]
        parts += [line(frame.left - 7, frame.top, frame.left - 7, frame.bottom - GAP, "ax")]
    return Markup("").join(parts)


def _row(row: Row, top: float, frame: _Frame) -> Markup:
    parts = [line(0, top + HEIGHT, WIDTH, top + HEIGHT, "ax"), *_names(row, top + 38)]
    for tick in (frame.scale.ticks[0], frame.scale.ticks[-1]):
        y = frame.y(top, tick)
        parts += [line(LEFT, y, frame.right, y, "gr"), label(frame.right + 6, y + 4, whole(tick), "t s m")]
    spots = _spots(row, top, frame)
    parts += _steps(spots)
    parts += [upright(spot.x, spot.y, spot.moment.bound, spot.moment.approximate, spot.far) for spot in spots]
    return Markup("").join([*parts, *_words(spots, top)])


def _names(row: Row, y: float) -> list[Markup]:
    lines = wrap(row.name, 28, 2)
    named = [label(0, y + 18 * at, text, "t n", like=row.name) for at, text in enumerate(lines)]
    return [*named, label(0, y + 18 * len(lines) - 1, shorten(row.detail, 34), "t s m")]


class _Spot(Record, frozen=True):
    """A figure and where its mark stands; ``far`` is the upper end of a range."""

    moment: Moment
    x: float
    y: float
    far: float | None

    def box(self) -> Box:
        """What the mark covers, its arrow included."""
        up = 20.0 if self.moment.bound in UPWARD else 6.0
        down = 20.0 if self.moment.bound in DOWNWARD else 6.0
        return self.x - 8, min(self.y, self.far or self.y) - up, self.x + 8, self.y + down


def _spots(row: Row, top: float, frame: _Frame) -> list[_Spot]:
    """Figures as of one day stand side by side in their order."""
    spots: list[_Spot] = []
    beside = 0.0
    for moment in row.moments:
        beside = beside + ASIDE if spots and spots[-1].moment.as_of == moment.as_of else 0.0
        value = _value(moment)
        x = frame.x(moment.as_of) if moment.as_of else (LEFT + frame.left - 14) / 2
        y = frame.y(top, value) if value is not None else top + HEIGHT - FOOTROOM
        ranged = moment.high is not None and moment.low is not None and moment.high > moment.low
        far = frame.y(top, moment.high) if ranged and moment.high is not None else None
        spots.append(_Spot(moment=moment, x=x + beside, y=y, far=far))
    return spots


def _value(moment: Moment) -> int | None:
    return moment.high if moment.low is None or moment.bound in DOWNWARD else moment.low


def _steps(spots: list[_Spot]) -> list[Markup]:
    """A figure stands until the origin revises it, so the line is a staircase."""
    known = [(spot.x, spot.y) for spot in spots if spot.moment.as_of and _value(spot.moment) is not None]
    corners = known[:1]
    for x, y in known[1:]:
        corners += [(x, corners[-1][1]), (x, y)]
    return [path(points(*corners), "st")] if len(corners) > 1 else []


def _words(spots: list[_Spot], top: float) -> list[Markup]:
    """The figures in words where they fit, the latest first: it is the one that stands."""
    room = Room((LEFT - 20, top + 2, WIDTH, top + HEIGHT - 1), [spot.box() for spot in spots])
    parts = []
    for spot in reversed(spots):
        _, upper, _, lower = spot.box()
        words = spot.moment.marked
        place = room.place(words, spot.x, (upper - 5, lower + 12, upper - 21, lower + 28))
        if place:
            parts.append(label(*place, words, "t s h", "middle"))
    return parts
