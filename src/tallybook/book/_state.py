"""The state of a book: a pure function of its ledger's entries.

Entry kinds that this room writes:

``evidence.added``      bytes came in: digest, size, name, how they came here
``evidence.withdrawn``  they no longer count, with the reason; the bytes and the entry stay
``connectivity.added``  a file of connectivity measurements or stated outages came in
``list.added``          a release of a documenter's list of names came in, with the mapping of its columns
``decision.made``       a human judged, with who, when and why
``decision.undone``     a judgement was taken back, with the reason
``model.asked``         a language model was asked about some words: which, where, what came of it
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import msgspec

from tallybook.ledger import Entry
from tallybook.model import Record, short_id

_T = TypeVar("_T")


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


class ListAdded(Record, frozen=True):
    """A release of a list of names. ``list`` is the list's name, the same for all its releases; ``mapping`` the TOML of its columns.

    ``maker``, ``start``, ``end``, ``area`` and ``inclusion`` are in the maker's words, None where not said; ``copies`` names the
    lists that it imports; ``deduplicated`` is its own claim to hold each person once.
    """

    digest: str
    size: int
    name: str
    list: str
    mapping: str
    maker: str | None = None
    released: dt.date | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    area: str | None = None
    inclusion: str | None = None
    copies: tuple[str, ...] = ()
    deduplicated: bool = False

    @property
    def item(self) -> str:
        """The release's id. The same bytes added again to the same list are the same release; what is said of it last holds."""
        return short_id("n-", self.digest, self.list, self.released or "")


class ListItem(Record, frozen=True):
    """A release of a list as the book knows it. ``seq`` is the place of its first entry in its writer's feed."""

    id: str
    added: ListAdded
    at: str
    writer: str
    seq: int = 0


class Item(Record, frozen=True):
    """A piece of evidence as the book knows it: what was said when it was first added, when, by which writer.

    The first time holds even where an item is withdrawn and added again, so that doing so leaves the derived tables as they were.
    """

    id: str
    added: EvidenceAdded
    at: str
    writer: str


class MadeDecision(Record, frozen=True):
    """A decision with its id, when it was made and by whom. ``seq`` is its place in its writer's feed."""

    id: str
    decision: Decision
    at: str
    writer: str
    seq: int = 0


class ModelAsked(Record, frozen=True):
    """Words were sent to a language model. ``sent`` counts their characters; ``digest`` and ``size`` are of the preserved answer.

    ``key`` is that of ``tallybook.reading.pointing``: model, prompt and window. Where no answer came, ``digest`` is None.
    """

    key: str
    address: str
    model: str
    prompt: str
    window: str
    sent: int
    outcome: str
    detail: str = ""
    digest: str | None = None
    size: int = 0


class State(Record, frozen=True):
    """Everything that the entries say. Items and decisions are sorted by id, so the order of arrival leaves no trace."""

    items: tuple[Item, ...]
    withdrawn: tuple[tuple[Item, str], ...]
    decisions: tuple[MadeDecision, ...]
    connectivity: tuple[ConnectivityItem, ...] = ()
    lists: tuple[ListItem, ...] = ()
    asked: tuple[ModelAsked, ...] = ()


class _Replay:
    """What has been read so far, by id."""

    def __init__(self) -> None:
        self.first: dict[str, Item] = {}
        self.items: dict[str, Item] = {}
        self.withdrawn: dict[str, tuple[Item, str]] = {}
        self.decisions: dict[str, MadeDecision] = {}
        self.connectivity: dict[str, ConnectivityItem] = {}
        self.first_lists: dict[str, ListItem] = {}
        self.lists: dict[str, ListItem] = {}
        self.asked: dict[str, ModelAsked] = {}


def replay_state(entries: Iterable[Entry]) -> State:
    """Fold entries, in the ledger's replay order, into the state. Unknown kinds are left to later versions."""
    so_far = _Replay()
    for entry in entries:
        if reducer := _REDUCERS.get(entry.kind):
            reducer(so_far, entry)
    return State(
        items=_sorted(so_far.items),
        withdrawn=_sorted(so_far.withdrawn),
        decisions=_sorted(so_far.decisions),
        connectivity=_sorted(so_far.connectivity),
        lists=_sorted(so_far.lists),
        asked=_sorted(so_far.asked),
    )


def _sorted(known: Mapping[str, _T]) -> tuple[_T, ...]:
    return tuple(known[key] for key in sorted(known))


def _evidence_added(so_far: _Replay, entry: Entry) -> None:
    added = entry.body_as(EvidenceAdded)
    item = so_far.first.setdefault(added.item, Item(id=added.item, added=added, at=entry.at, writer=entry.writer))
    so_far.items[item.id] = item
    so_far.withdrawn.pop(item.id, None)


def _evidence_withdrawn(so_far: _Replay, entry: Entry) -> None:
    gone = entry.body_as(EvidenceWithdrawn)
    so_far.lists.pop(gone.item, None)
    if gone.item in so_far.items:
        so_far.withdrawn[gone.item] = (so_far.items.pop(gone.item), gone.reason)


def _connectivity_added(so_far: _Replay, entry: Entry) -> None:
    series = entry.body_as(ConnectivityAdded)
    item = ConnectivityItem(id=series.item, added=series, at=entry.at, writer=entry.writer)
    so_far.connectivity.setdefault(series.item, item)


def _list_added(so_far: _Replay, entry: Entry) -> None:
    """The first time of a release holds, and what was said of it last."""
    added = entry.body_as(ListAdded)
    first = ListItem(id=added.item, added=added, at=entry.at, writer=entry.writer, seq=entry.seq)
    first = so_far.first_lists.setdefault(added.item, first)
    so_far.lists[first.id] = msgspec.structs.replace(first, added=added)


def _decision_made(so_far: _Replay, entry: Entry) -> None:
    made = MadeDecision(
        id=decision_id(entry.writer, entry.body_as(Decision)),
        decision=entry.body_as(Decision),
        at=entry.at,
        writer=entry.writer,
        seq=entry.seq,
    )
    so_far.decisions[made.id] = made


def _decision_undone(so_far: _Replay, entry: Entry) -> None:
    so_far.decisions.pop(entry.body_as(DecisionUndone).decision, None)


def _model_asked(so_far: _Replay, entry: Entry) -> None:
    """The first answer to a question holds for good; until there is one, what came of it last."""
    asked = entry.body_as(ModelAsked)
    known = so_far.asked.get(asked.key)
    if known is None or known.digest is None:
        so_far.asked[asked.key] = asked


def decision_id(writer: str, made: Decision) -> str:
    """The id of a writer's judgement: the same judgement made again is the same one."""
    return short_id("j-", writer, made.verb, made.subject, made.object or "", made.value or "")


_REDUCERS: dict[str, Callable[[_Replay, Entry], None]] = {
    "evidence.added": _evidence_added,
    "evidence.withdrawn": _evidence_withdrawn,
    "connectivity.added": _connectivity_added,
    "list.added": _list_added,
    "decision.made": _decision_made,
    "decision.undone": _decision_undone,
    "model.asked": _model_asked,
}
