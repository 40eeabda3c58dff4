"""The state of a book: a pure function of its ledger's entries.

Entry kinds that this room writes:

``evidence.added``      bytes came in: digest, size, name, how they came here
``evidence.withdrawn``  they no longer count, with the reason; the bytes and the entry stay
``connectivity.added``  a file of connectivity measurements or stated outages came in
``decision.made``       a human judged, with who, when and why
``decision.undone``     a judgement was taken back, with the reason
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from tallybook.ledger import Entry
from tallybook.model import Record, short_id


class EvidenceAdded(Record, frozen=True):
    """How bytes came here. ``published`` and ``publisher`` are what the person who added them says of them."""

    digest: str
    size: int
    name: str
    publisher: str | None = None
    published: dt.date | None = None
    url: str | None = None
    note: str | None = None

    @property
    def item(self) -> str:
        """The item's id. The same bytes added again with the same facts are the same item, on every machine."""
        return short_id("e-", self.digest, self.publisher or "", self.published or "", self.url or "")


class EvidenceWithdrawn(Record, frozen=True):
    item: str
    reason: str


class Decision(Record, frozen=True):
    """What a human judged. ``verb`` and what ``subject`` and ``object`` name depend on the room that reads it (docs/decisions.md)."""

    verb: str
    subject: str
    reason: str
    object: str | None = None
    value: str | None = None


class DecisionUndone(Record, frozen=True):
    decision: str
    reason: str


class ConnectivityAdded(Record, frozen=True):
    """A file of connectivity measurements or of stated outages. ``place`` is what it measures, where the file does not say."""

    digest: str
    size: int
    name: str
    place: str | None = None
    note: str | None = None

    @property
    def item(self) -> str:
        return short_id("c-", self.digest, self.place or "")


class ConnectivityItem(Record, frozen=True):
    """A connectivity file as the book knows it."""

    id: str
    added: ConnectivityAdded
    at: str
    writer: str


class Item(Record, frozen=True):
    """A piece of evidence as the book knows it: what was said when it was first added, when, by which writer.

    The first time holds even where an item is withdrawn and added again, so that doing so leaves the derived tables as they were.
    """

    id: str
    added: EvidenceAdded
    at: str
    writer: str


class MadeDecision(Record, frozen=True):
    """A decision with its id, when it was made and by whom."""

    id: str
    decision: Decision
    at: str
    writer: str


class State(Record, frozen=True):
    """Everything that the entries say. Items and decisions are sorted by id, so the order of arrival leaves no trace."""

    items: tuple[Item, ...]
    withdrawn: tuple[tuple[Item, str], ...]
    decisions: tuple[MadeDecision, ...]
    connectivity: tuple[ConnectivityItem, ...] = ()


def replay_state(entries: Iterable[Entry]) -> State:
    """Fold entries, in the ledger's replay order, into the state. Unknown kinds are left to later versions."""
    first: dict[str, Item] = {}
    items: dict[str, Item] = {}
    withdrawn: dict[str, tuple[Item, str]] = {}
    decisions: dict[str, MadeDecision] = {}
    connectivity: dict[str, ConnectivityItem] = {}
    for entry in entries:
        if entry.kind == "evidence.added":
            added = entry.body_as(EvidenceAdded)
            item = first.setdefault(added.item, Item(id=added.item, added=added, at=entry.at, writer=entry.writer))
            items[item.id] = item
            withdrawn.pop(item.id, None)
        elif entry.kind == "evidence.withdrawn":
            gone = entry.body_as(EvidenceWithdrawn)
            if gone.item in items:
                withdrawn[gone.item] = (items.pop(gone.item), gone.reason)
        elif entry.kind == "connectivity.added":
            series = entry.body_as(ConnectivityAdded)
            connectivity.setdefault(series.item, ConnectivityItem(id=series.item, added=series, at=entry.at, writer=entry.writer))
        elif entry.kind == "decision.made":
            made = entry.body_as(Decision)
            made_id = short_id("j-", entry.writer, made.verb, made.subject, made.object or "", made.value or "")
            decisions[made_id] = MadeDecision(id=made_id, decision=made, at=entry.at, writer=entry.writer)
        elif entry.kind == "decision.undone":
            decisions.pop(entry.body_as(DecisionUndone).decision, None)
    return State(
        items=tuple(items[key] for key in sorted(items)),
        withdrawn=tuple(withdrawn[key] for key in sorted(withdrawn)),
        decisions=tuple(decisions[key] for key in sorted(decisions)),
        connectivity=tuple(connectivity[key] for key in sorted(connectivity)),
    )
