"""Figures of linkage: why two records are called one person, what holds a person together, and whether chances mean what they say."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from tallybook.model import Record
from tallybook.publish._data import Reliability
from tallybook.publish.figures._figure import Figure
from tallybook.publish.figures._svg import document, element, label, line, rect

_WIDTH, _LEFT, _ROW, _EDGE = 920.0, 300.0, 26.0, 90.0


class Bar(Record, frozen=True):
    """One weight in bits: above zero for one person, below for two."""

    name: str
    bits: float
    words: str


def weights(key: str, title: str, bars: Sequence[Bar]) -> Figure:
    """The weights as bars from a common zero, in the order given."""
    reach = max([8.0, *(abs(bar.bits) for bar in bars)])
    scale = (_WIDTH - _LEFT - 90) / (2 * reach)
    zero = _LEFT + reach * scale
    height = 40 + _ROW * len(bars)
    parts = [line(zero, 24, zero, height - 8, "ax"), label(zero, 16, "0 bits", "t s", "middle")]
    parts += [label(zero + reach * scale, 16, "for one person", "t s m", "end"), label(_LEFT, 16, "for two persons", "t s m")]
    for at, bar in enumerate(bars):
        y = 30 + _ROW * at
        width = abs(bar.bits) * scale
        parts.append(label(0, y + 14, bar.name, "t"))
        parts.append(rect(zero if bar.bits >= 0 else zero - width, y + 3, max(width, 1), 14, "do"))
        parts.append(label(_WIDTH - 80, y + 14, f"{bar.bits:+.1f}", "t n"))
    words = "; ".join(f"{bar.name}: {bar.bits:+.1f} bits" for bar in bars)
    rows = tuple((bar.name, f"{bar.bits:+.1f}", bar.words) for bar in bars)
    return _figure(key, title, words, height, parts, ("Compared", "Bits", "In words"), rows)


def cluster(key: str, title: str, names: Sequence[str], links: Sequence[tuple[int, int, float]]) -> Figure:
    """The records of a person on a line, with an arc for each compared pair: the heavier, the thicker; dashed where it speaks against."""
    step = (_WIDTH - 2 * _EDGE) / max(1, len(names) - 1)
    high = 46 + min(260.0, step * max(1, len(names) - 1) / 2)
    height = high + 60
    parts: list[Markup] = []
    for one, other, bits in links:
        x1, x2 = _EDGE + step * one, _EDGE + step * other
        rise = min(high - 40, (x2 - x1) / 2)
        class_ = "da ln" if bits < 0 else f"w{1 + min(3, int(bits // 8))}"
        parts.append(
            element(
                "path", d=f"M{x1:.1f} {high:.1f}Q{(x1 + x2) / 2:.1f} {high - 2 * rise:.1f} {x2:.1f} {high:.1f}", class_=class_
            )
        )
        parts.append(label((x1 + x2) / 2, high - rise - 6, f"{bits:+.1f}", "t s m", "middle"))
    for at, name in enumerate(names):
        parts.append(element("circle", cx=_EDGE + step * at, cy=high, r=5, class_="fi"))
        parts.append(label(_EDGE + step * at, high + 22 + 16 * (at % 2), name, "t s", "middle"))
    words = (
        "; ".join(f"{names[one]} and {names[other]}: {bits:+.1f} bits" for one, other, bits in links) or "no pair was compared"
    )
    rows = tuple((names[one], names[other], f"{bits:+.1f}") for one, other, bits in links)
    return _figure(key, title, words, height, parts, ("One record", "Other record", "Bits"), rows)


def reliability(key: str, title: str, bands: Sequence[Reliability]) -> Figure:
    """What reviewers found against what the model says; on the line, chances mean what they say."""
    left, size = 60.0, 320.0
    parts = [line(left, 20, left, 20 + size, "ax"), line(left, 20 + size, left + size, 20 + size, "ax")]
    parts += [line(left, 20 + size, left + size, 20, "gr")]
    for part in (0.0, 0.5, 1.0):
        parts.append(label(left + size * part, size + 38, f"{part:.0%}", "t s", "middle"))
        parts.append(label(left - 8, 24 + size * (1 - part), f"{part:.0%}", "t s", "end"))
    parts.append(label(left + size / 2, size + 58, "what the model says", "t s m", "middle"))
    parts.append(label(left, 12, "what reviewers found", "t s m"))
    for band in bands:
        if band.judged:
            x, y = left + size * band.said, 20 + size * (1 - band.found)
            parts.append(line(x, y, x, 20 + size * (1 - band.said), "da ln"))
            parts.append(element("circle", cx=x, cy=y, r=5, class_="fi"))
    judged = [band for band in bands if band.judged]
    words = "; ".join(f"said {band.said:.0%}, found {band.found:.0%}" for band in judged) or "nothing was judged"
    rows = tuple((f"{band.said:.1%}", f"{band.found:.1%}", str(band.links), str(band.judged)) for band in bands)
    return _figure(key, title, words, size + 66, parts, ("The model says", "Reviewers found", "Links", "Judged"), rows)


def _figure(
    key: str,
    title: str,
    words: str,
    height: float,
    parts: Sequence[Markup],
    columns: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
) -> Figure:
    svg = str(document(key, _WIDTH, height, title, words, *parts))
    return Figure(key=key, title=title, description=words, svg=svg, columns=columns, rows=rows)
