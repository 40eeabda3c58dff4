"""Numbers, days and quotations as a newsroom prints them. No locale is asked."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from tallybook.model import Bound, HarmLabel, Quantity, Statement

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_BOUNDS: dict[str, str] = {
    "exact": "{}",
    "at_least": "at least {}",
    "more_than": "more than {}",
    "up_to": "up to {}",
    "less_than": "fewer than {}",
    "between": "{}",
    "vague": "{}",
}
_HARMS: dict[str, str] = {
    "killed": "killed",
    "injured": "injured",
    "arrested": "arrested",
    "missing": "missing",
    "executed": "executed",
    "displaced": "displaced",
    "other": "harmed",
}


def number(value: int) -> str:
    """1,234."""
    return f"{value:,}"


@lru_cache(maxsize=1 << 12)
def day(date: dt.date | None) -> str:
    """13 January 2026."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}" if date else "an unknown day"


def plural(count: int, noun: str) -> str:
    """1 report, 2 reports."""
    return f"{number(count)} {noun}" if count == 1 else f"{number(count)} {noun}s"


def harm_word(label: HarmLabel) -> str:
    """The participle of a harm."""
    return _HARMS[label]


def bounded(bound: Bound, low: int | None, high: int | None, printed: str, *, approximate: bool = False) -> str:
    """The figure with its bound in plain English, or the printed word where it is vague."""
    if bound == "vague" or (low is None and high is None):
        return f"“{printed}”"
    if low is not None and high is not None and low != high:
        text = f"{number(low)} to {number(high)}"
    else:
        text = number(low if low is not None else high if high is not None else 0)
    return _BOUNDS[bound].format(f"about {text}" if approximate else text)


def figure_words(quantity: Quantity) -> str:
    """A quantity in plain English: "at least about 650"."""
    return bounded(quantity.bound, quantity.low, quantity.high, quantity.printed, approximate=quantity.approximate)


def quoted(statement: Statement) -> str:
    """The words that carry the figure and its bound, in quotation marks, cut from the statement's own text."""
    quantity = statement.quantity
    start, end = quantity.span
    if quantity.cue:
        start, end = min(start, quantity.cue.span[0]), max(end, quantity.cue.span[1])
    first, last = statement.span
    if first <= start < end <= last:
        return f"“{statement.text[start - first : end - first]}”"
    return f"“{quantity.cue.text} {quantity.printed}”" if quantity.cue else f"“{quantity.printed}”"
