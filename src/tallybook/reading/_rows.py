"""Rows of tables: the cell under "stated by" or "source" names the origin of the row's figures, the one under "as of" their day.

A row's text is "column: value; column: value". Its own words come first: a cell serves only where no words in the row do.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from msgspec.structs import replace

from tallybook.model import Link, Period, Span, Statement, quote
from tallybook.reading import _actors as actors
from tallybook.reading._lexicon import Lexicon
from tallybook.reading._tokens import Sentence

_CELL = re.compile(r"(?:^|; )([^:;\n]{1,40}): ([^;\n]+)")


@lru_cache(maxsize=1)
def _columns() -> dict[str, frozenset[str]]:
    table = tomllib.loads((files("tallybook.reading") / "columns.toml").read_text(encoding="utf-8"))
    return {role: frozenset(names) for role, names in table.items()}


def has_role(name: str, role: str) -> bool:
    """Whether a column (or, for ``sum``, a row) of that name is a ``source``, a ``day``, a ``number``, a ``place``."""
    return " ".join(name.replace("_", " ").split()).casefold() in _columns()[role]


def cell(text: str, role: str) -> Span | None:
    """The span of the first cell whose column has that role (``source`` or ``day``)."""
    for match in _CELL.finditer(text):
        if has_role(match[1], role):
            start, end = match.span(2)
            return start + len(match[2]) - len(match[2].lstrip()), end - len(match[2]) + len(match[2].rstrip())
    return None


def in_row(statement: Statement, text: str, shadow: str, words: Lexicon) -> Statement:
    """The statement with what other cells of its row say of it."""
    columns = [match.span(1) for match in _CELL.finditer(text)]
    # A column called "group" is no group that speaks.
    spoken = tuple(link for link in statement.chain if not _lies_in(link.span, columns))
    statement = replace(statement, chain=spoken)
    source, day = cell(text, "source"), cell(text, "day")
    if source is not None and all(link.role == "publisher" for link in statement.chain):
        statement = replace(statement, chain=(_link(text, shadow, source, words), *statement.chain))
    if day is not None and statement.period.label == "unstated":
        statement = replace(statement, period=_period(text, day) or statement.period)
    return statement


def _lies_in(span: Span | None, around: list[Span]) -> bool:
    return span is not None and any(start <= span[0] and span[1] <= end for start, end in around)


def _link(text: str, shadow: str, span: Span, words: Lexicon) -> Link:
    sentence = Sentence(text, shadow, *span, words)
    sentence.annotate()
    actor = actors.after(sentence, 0) if sentence.norms else None
    cue = quote(text, *span)
    if actor is None:
        return Link(actor=cue.text, role="origin", type="other", named=True, span=span, cue=cue, canonical=cue.text)
    return Link(
        actor=actor.text, role="origin", type=actor.type, named=actor.named, span=actor.span, cue=cue, canonical=actor.text
    )


def _period(text: str, span: Span) -> Period | None:
    """A running total to the day in the cell; None where the cell is no ISO day."""
    mention = quote(text, *span)
    try:
        day = dt.date.fromisoformat(mention.text[:10])
    except ValueError:
        return None
    return Period(label="cumulative", end=day, precision="day", mention=mention, basis="the row's own column")
