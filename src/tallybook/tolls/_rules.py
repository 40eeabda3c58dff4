"""The written rules of a book: which figures count as claims, and how a range is made. Data, read from ``book.toml``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

import msgspec

from tallybook.errors import SettingsError
from tallybook.model import GroupLabel, Record, StatusLabel
from tallybook.tolls._fold import fold


class Best(Record, frozen=True):
    """How the best figure of a low/best/high range is chosen; without it no best figure is printed.

    ``hierarchy`` takes the first actor of ``actors`` that stands by a figure; ``most_origins`` the figure that most independent
    origins agree on, and none on a tie; ``decision`` only what a human chose.
    """

    how: Literal["hierarchy", "most_origins", "decision"]
    actors: tuple[str, ...] = ()


class Event(Record, frozen=True):
    """An event that must be kept apart from the book's own (later war deaths): by words of the statement, by days, or both."""

    name: str
    words: tuple[str, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None


class Policy(Record, frozen=True):
    """What an actor's totals count in or leave out by its own published method."""

    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()


class Rules(Record, frozen=True):
    """The tables ``[range]`` and ``[tolls]`` of a book. Every default is what the documentation prints.

    ``statuses`` may enter a range; what is under review or denied never does. ``floors`` reads vague words as numbers ("dozens" =
    24); it is empty unless the book says so. ``unattributed`` lets figures that nobody is named for into the range. ``whole``
    names the crisis area as documents call it; ``since`` is the day on which the event began. ``unsaid_from``
    is the size from which a figure that says neither its days nor its place is read as a running total of the crisis. ``approximate_percent`` is how far
    a figure that is called approximate may lie from another without contradicting it; ``same_days`` how many days apart two
    totals may be said and still be held against each other. ``hedges`` reads verbal shares in aggregates: "a sprinkling" =
    [[1, 100], [3, 100]], lowest and highest, before the table that comes with the program. Percentages and factors are applied as written, never learned.
    """

    method: Literal["by_origin", "low_best_high"] = "by_origin"
    best: Best | None = None
    statuses: tuple[StatusLabel, ...] = ("confirmed", "documented", "official", "estimated", "alleged", "unstated")
    floors: dict[str, int] = msgspec.field(default_factory=dict)
    unattributed: bool = False
    include: tuple[GroupLabel, ...] = ()
    exclude: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    since: dt.date | None = None
    since_days: int = 3
    events: tuple[Event, ...] = ()
    policies: dict[str, Policy] = msgspec.field(default_factory=dict)
    unsaid_from: int = 100
    approximate_percent: int = 10
    same_days: int = 1
    stale_days: int = 2
    jump_factor: float = 2.0
    jump_least: int = 50
    hedges: dict[str, tuple[tuple[int, int], tuple[int, int]]] = msgspec.field(default_factory=dict)
    round_counts: tuple[int, ...] = (100, 200, 250, 500, 1000, 2000, 5000, 10000)

    def sentence(self) -> str:
        """The rule as it is printed wherever a range is."""
        parts = [
            "documented: persons on linked lists, as a floor",
            "claimed: the lowest and the highest figure that any origin stands by",
        ]
        parts.append("never averaged, never added across scopes")
        if self.method == "low_best_high" and self.best:
            parts.append(_BEST_WORDS[self.best.how].format(", ".join(self.best.actors)))
        left = sorted({"confirmed", "documented", "official", "estimated", "alleged", "unstated"} - set(self.statuses))
        parts.append("left out: figures under review or denied" + "".join(f", {status}" for status in left))
        parts.append(
            "unattributed figures count" if self.unattributed else "figures that nobody is named for are shown and not counted"
        )
        parts.append(f"a figure of {self.unsaid_from:,} or more that says neither days nor place is read as a running total")
        if self.floors:
            floors = ", ".join(f"“{word}” = {value:,}" for word, value in sorted(self.floors.items()))
            parts.append(f"vague words read as floors: {floors}")
        return "; ".join(parts) + "."


_BEST_WORDS = {
    "hierarchy": "best: the first of these that gives one: {}",
    "most_origins": "best: the figure that most independent origins agree on, none on a tie",
    "decision": "best: chosen by the editors, with their reason",
}


def rules_from(tables: Mapping[str, object]) -> Rules:
    """Rules from the parsed ``[range]`` and ``[tolls]`` tables: ``{"range": {...}, "tolls": {...}}``, either may be missing.

    Raises ``SettingsError`` where a name is unknown, a value has the wrong type, or low/best/high is asked for without
    saying how best is chosen.
    """
    merged: dict[str, object] = {}
    for table in ("range", "tolls"):
        values = tables.get(table, {})
        if not isinstance(values, Mapping):
            raise SettingsError(
                f"[{table}] is not a table.", item="book.toml", hint=f"Write it as [{table}] with one setting a line."
            )
        merged.update({str(key): value for key, value in values.items()})
    try:
        rules = msgspec.convert(merged, Rules)
    except msgspec.ValidationError as error:
        raise SettingsError(
            f"a rule cannot be read: {error}.", item="book.toml", hint="docs/tolls.md lists every rule."
        ) from error
    if (rules.method == "low_best_high") != (rules.best is not None):
        raise SettingsError(
            "low, best and high need a rule for best, and best needs that method.",
            item="book.toml [range]",
            hint='Set method = "low_best_high" and best = {how = "hierarchy", actors = [...]}, or neither.',
        )
    for word, (low, high) in sorted(rules.hedges.items()):
        if min(low[1], high[1]) < 1 or not 0 <= low[0] * high[1] <= high[0] * low[1] <= low[1] * high[1]:
            raise SettingsError(
                f"the hedge “{word}” is no range of shares between none and all.",
                item="book.toml",
                hint="Write the lowest and the highest share as fractions: [[1, 50], [1, 25]].",
            )
    return msgspec.structs.replace(rules, floors={fold(word): value for word, value in rules.floors.items()})
