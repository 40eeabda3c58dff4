"""Small makers of statements and documents from short texts, for tests: spans are found in the text, never typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tallybook.model import (
    ActorType,
    Bound,
    DocumentFacts,
    Group,
    GroupLabel,
    Harm,
    HarmLabel,
    Link,
    Period,
    PeriodLabel,
    PlaceMention,
    Quantity,
    Quotation,
    Reconciliation,
    Relation,
    RelationLabel,
    Series,
    Statement,
    Status,
    StatusLabel,
    Toll,
    digest_text,
    short_id,
)
from tallybook.tolls import fingerprint_text

CUES: dict[str, Bound] = {
    "at least": "at_least",
    "more than": "more_than",
    "over": "more_than",
    "as many as": "up_to",
    "up to": "up_to",
    "less than": "less_than",
}
AGENCIES = {"Reuters", "AP", "AFP"}


def date(text: str) -> dt.date:
    """ "13 Jan" of 2026, or an ISO day."""
    return dt.date.fromisoformat(text)


class Doc:
    """A document in the making: its text, and the statements that ``say`` finds in it."""

    def __init__(self, name: str, text: str, *, publisher: str = "", day: str | None = None, kind: ActorType = "outlet") -> None:
        self.name, self.text, self.publisher, self.kind = name, text, publisher or name, kind
        self.day = date(day) if day else None
        self.statements: list[Statement] = []

    @property
    def facts(self) -> DocumentFacts:
        return DocumentFacts(
            id=self.name,
            title=self.text.split("\n")[0],
            publisher=self.publisher,
            publisher_type=self.kind,
            published=self.day,
            fingerprints=fingerprint_text(self.text),
        )

    def say(
        self,
        clause: str,
        figure: str,
        *,
        harm: HarmLabel = "killed",
        harm_text: str | None = None,
        parts: tuple[HarmLabel, ...] = (),
        group: GroupLabel = "people",
        group_text: str | None = None,
        by: str | Sequence[str] | None = None,
        by_type: ActorType = "rights_group",
        named: bool = True,
        status: StatusLabel = "unstated",
        relation: RelationLabel = "total",
        to: Statement | None = None,
        place: str | None = None,
        period: PeriodLabel = "unstated",
        days: tuple[str | None, str | None] = (None, None),
        hedge: str | None = None,
        headline: bool = False,
        implied: bool = False,
        nth: int = 0,
    ) -> Statement:
        """A statement whose words are ``clause`` and whose number is printed as ``figure``. ``by`` is the chain, origin first."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(clause, start + 1)
        at = start + clause.index(figure)
        names = [by] if isinstance(by, str) else list(by or [])
        links = [_link(name, place_, len(names), by_type, named) for place_, name in enumerate(names)]
        spoken = Statement(
            id=short_id("st_", self.name, start, at),
            document=self.name,
            passage=self.name,
            text_digest=digest_text(self.text),
            lang="en",
            span=(start, start + len(clause)),
            text=clause,
            quantity=_quantity(clause, figure, start, at, implied),
            harm=Harm(label=harm, text=harm_text or clause, span=(start, start + len(clause)), parts=parts),
            group=Group(label=group, text=group_text),
            relation=Relation(label=relation, to=to.id if to else None),
            status=Status(label=status),
            period=Period(
                label=period,
                start=date(days[0]) if days[0] else None,
                end=date(days[1]) if days[1] else None,
                precision="day" if any(days) else "unknown",
                hedge=hedge,
            ),
            place=PlaceMention(text=place, span=(start, start + len(clause))) if place else None,
            chain=(*links, Link(actor=self.publisher, role="publisher", type=self.kind, named=True)),
            headline=headline,
        )
        self.statements.append(spoken)
        return spoken


def _link(name: str, position: int, count: int, kind: ActorType, named: bool) -> Link:
    relay = position > 0
    return Link(
        actor=name,
        role="relay" if relay else "origin",
        type=("agency" if name in AGENCIES else "outlet") if relay or (named and name in AGENCIES) else kind,
        named=named if position == 0 else True,
    )


def _quantity(clause: str, figure: str, start: int, at: int, implied: bool) -> Quantity:
    before = clause[: clause.index(figure)].rstrip()
    approximate = before.endswith(("around", "some", "about", "roughly"))
    cue = next((cue for cue in CUES if cue in before), None)
    bound: Bound = CUES[cue] if cue else "exact"
    digits = figure.replace(",", "")
    value = int(digits) if digits.isdecimal() else 1 if implied else None
    if value is None:
        bound = "vague"
    where = start + clause.index(cue) if cue else 0
    return Quantity(
        low=None if bound in ("up_to", "less_than") else value,
        high=None if bound in ("at_least", "more_than") else value,
        bound=bound,
        printed=figure,
        span=(at, at + len(figure)),
        approximate=approximate,
        implied=implied,
        cue=Quotation(text=cue, span=(where, where + len(cue))) if cue else None,
    )


def gather(docs: Sequence[Doc]) -> tuple[list[Statement], list[DocumentFacts]]:
    """The statements and the facts of documents."""
    return [statement for doc in docs for statement in doc.statements], [doc.facts for doc in docs]


def kinds(result: Reconciliation) -> list[str]:
    """The kinds of the flags."""
    return [flag.kind for flag in result.flags]


def toll_of(result: Reconciliation, harm: HarmLabel = "killed", group: GroupLabel = "people", **scope: object) -> Toll:
    """The only toll of this scope."""
    found = [
        toll
        for toll in result.tolls
        if toll.scope.harm == harm
        and toll.scope.group == group
        and toll.tier == scope.get("tier", "claimed")
        and all(getattr(toll.scope, name) == value for name, value in scope.items() if name != "tier")
    ]
    assert len(found) == 1, f"{len(found)} tolls of {harm} {group} {scope}"
    return found[0]


def series_of(result: Reconciliation, statement: Statement) -> Series:
    """The series in which a statement stands."""
    found = [series for series in result.series for point in series.points if statement.id in point.statements]
    assert len(found) == 1
    return found[0]


def actor_name(result: Reconciliation, actor: str) -> str:
    """The name of an actor's id."""
    return next(known.name for known in result.actors if known.id == actor)
