"""State as a fold over entries: all that a book shows beyond its evidence is such a fold, and may be dropped at any time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, TypeVar

from tallybook.ledger._format import Entry

State = TypeVar("State")
Reducer: TypeAlias = Callable[[State, Entry], State]


def replay(entries: Iterable[Entry], reducers: Mapping[str, Reducer[State]], state: State) -> State:
    """Fold ``entries``, in the order given, into ``state``: each by the reducer of its kind.

    Kinds without a reducer are passed over, so that a later version's entries do no harm here. A reducer returns the
    next state and uses nothing but its two arguments.
    """
    for entry in entries:
        reducer = reducers.get(entry.kind)
        if reducer is not None:
            state = reducer(state, entry)
    return state
