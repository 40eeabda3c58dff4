"""Working an aggregate of a book: look first, decide then."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from tallybook.book._book import Book, Clock
from tallybook.book._content import Content
from tallybook.book._places import contains
from tallybook.book._reconcile import rules_of
from tallybook.book._state import Decision
from tallybook.errors import InputError
from tallybook.ledger import WriterKey
from tallybook.model import WorkedAggregate
from tallybook.tolls import AggregateOrder, order_text, work_order

_ABSENT = re.compile(r"\d{4}-\d{2}-\d{2}(?: .+)?")


def try_aggregate(book: Book, content: Content, statement: str, order: AggregateOrder) -> tuple[AggregateOrder, WorkedAggregate]:
    """The order with its place as the tolls name it, and the aggregate as it comes out. Raises ``RefusedError`` where the method
    refuses the total, ``InputError`` for a statement, a place or a hedge that is not known.
    """
    if order.place is not None:
        order = msgspec.structs.replace(order, place=_place(order.place, _places(content)))
    for key in order.absent:
        if not _ABSENT.fullmatch(key):
            raise InputError(
                f"'{key}' names no incident.",
                hint="Name it by its day, or its day and place: '2031-03-20' or '2031-03-20 PLACE'.",
            )
    worked = work_order(
        statement, order, content.statements, content.reconciliation, rules=rules_of(book.settings), contains=contains
    )
    return order, worked


def decide_aggregate(book: Book, statement: str, order: AggregateOrder, reason: str, *, key: WriterKey, clock: Clock) -> str:
    """Enter that a total is an aggregate, and how it is worked; the decision's id."""
    decision = Decision(verb="aggregate", subject=statement, value=order_text(order), reason=reason)
    return book.decide(decision, key=key, clock=clock)


def _places(content: Content) -> set[str]:
    return {toll.scope.place for toll in content.reconciliation.tolls if toll.scope.place}


def _place(given: str, known: Iterable[str]) -> str:
    """The place that a text means among those of the book's tolls: its whole name, or its first part ("Rasht" of "Rasht, Gilan")."""
    folded = given.casefold().strip()
    meant = sorted(name for name in known if folded in (name.casefold(), name.split(",")[0].casefold()))
    if len(meant) != 1:
        names = ", ".join(sorted(known)) or "none"
        raise InputError(
            f"'{given}' is {'more than one' if meant else 'no'} place of this book's tolls.", hint=f"Those are: {names}."
        )
    return meant[0]
