"""What the tests of the reader share."""

from __future__ import annotations

import datetime as dt

from tallybook.model import Passage, Statement
from tallybook.reading import Reading, read


def passage(text: str, *, lang: str | None = "en", published: str | None = None, publisher: str | None = None) -> Passage:
    day = dt.date.fromisoformat(published) if published else None
    return Passage(document="d", id="p", kind="text", text=text, lang=lang, published=day, publisher=publisher)


def reading(text: str, **known: str | None) -> Reading:
    return read(passage(text, **known))


def stated(text: str, **known: str | None) -> list[Statement]:
    """The statements of a text whose victims are numbered."""
    return [statement for statement in reading(text, **known).statements if not statement.quantity.implied]


def only(text: str, **known: str | None) -> Statement:
    found = stated(text, **known)
    assert len(found) == 1, [(statement.quantity.printed, statement.harm.label) for statement in found]
    return found[0]


def chain(statement: Statement) -> list[tuple[str, str]]:
    return [(link.role, link.actor) for link in statement.chain]
