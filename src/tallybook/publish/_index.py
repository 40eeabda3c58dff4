"""Look-ups over a report's data, built once. References that lead nowhere are tolerated and shown as they are."""

from __future__ import annotations

from collections import defaultdict

from tallybook.model import Actor, Flag, Grade, Series, Statement
from tallybook.publish._data import ReportData, Source
from tallybook.publish._text import anchor
from tallybook.publish._words import flag_title


class Index:
    """Everything by its id. A pure function of the data; nothing here changes after it is made."""

    def __init__(self, data: ReportData) -> None:
        found = data.reconciliation
        self.actors: dict[str, Actor] = {actor.id: actor for actor in found.actors}
        self.series: dict[str, Series] = {series.id: series for series in found.series}
        self.grades: dict[tuple[str, str], Grade] = {(grade.toll, grade.series): grade for grade in found.grades}
        self.left_out: dict[str, str] = {one.statement: one.reason for one in found.left_out}
        self.sources: dict[str, Source] = {source.passage.id: source for source in data.passages}
        self.statements: dict[str, Statement] = {said.id: said for said in (*data.rejected, *data.statements)}
        self.flags: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.flagged: dict[str, list[Flag]] = defaultdict(list)
        for flag in found.flags:
            for statement in flag.statements:
                self.flagged[statement].append(flag)
                self.flags[statement].append((anchor("f-", flag.id), flag_title(flag.kind)))

    def name(self, actor: str) -> str:
        """The actor's name; an id that no actor has is shown as it is."""
        known = self.actors.get(actor)
        return known.name if known else actor
