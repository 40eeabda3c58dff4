"""What every flag needs: its id, and words for figures and their origins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tallybook.model import Actor, Flag, FlagKind, short_id
from tallybook.tolls._say import day, figure_words, quoted
from tallybook.tolls._told import Told


def make_flag(
    kind: FlagKind,
    key: Iterable[str],
    sentence: str,
    statements: Iterable[str],
    *,
    arithmetic: str | None = None,
    toll: str | None = None,
    lists: tuple[str, ...] = (),
) -> Flag:
    """A flag whose id depends on its kind and ``key`` only, so that a relayed copy does not make it another flag."""
    return Flag(
        id=short_id("flag_", kind, *key),
        kind=kind,
        sentence=sentence,
        statements=tuple(dict.fromkeys(statements)),
        arithmetic=arithmetic,
        toll=toll,
        lists=lists,
    )


class Voices:
    """Names for origins and sources in sentences."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self._actors = actors

    def name(self, actor: str) -> str:
        """An actor's name as it can be printed; an unnamed one in quotation marks, since the words are somebody's."""
        known = self._actors.get(actor)
        if known is None:
            return actor
        if not known.attributed:
            return "a source that nobody names"
        return known.name if known.named else f"“{known.name}”"

    def where(self, item: Told) -> str:
        """Where a statement stands: "the headline of Outlet, 13 January 2026"."""
        place = "the headline of " if item.statement.headline else ""
        name = self._actors[item.publisher].name if item.publisher in self._actors else item.document
        return f"{place}{name}, {day(item.published)}" if item.published else f"{place}{name}"

    def says(self, item: Told) -> str:
        """An origin and its figure: "HRANA's at least 2,003"."""
        return f"{self.name(item.origin)}: {figure_words(item.statement.quantity)}"

    def quotation(self, item: Told) -> str:
        """The words and where they stand: “as many as 12,000” (the headline of Outlet, 13 January 2026)."""
        return f"{quoted(item.statement)} ({self.where(item)})"
