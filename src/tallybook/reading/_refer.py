"""Speakers named a sentence later: "18 people died. Про це повідомила поліція.", "Así lo informó la Fiscalía"."""

from __future__ import annotations

import msgspec

from tallybook.model import Link, Statement, Status
from tallybook.reading._attribution import Attribution
from tallybook.reading._chain import attributions
from tallybook.reading._repeat import Told
from tallybook.reading._tokens import Sentence

OFFICIAL = frozenset({"state", "ministry", "security_body"})


def referring(sentence: Sentence) -> list[Attribution]:
    """The acts of saying of a sentence that says who said what stands before it."""
    return [each for each in attributions(sentence) if not each.actor.pronoun] if sentence.of("refer_back") else []


def attribute(told: list[Told], sentence: Sentence, links: tuple[Link, ...]) -> None:
    """Give the links to the statements right before the sentence that name nobody, as far as the paragraph before it."""
    for each in reversed(told):
        statement = each.statement
        far = sentence.text.count("\n", statement.span[1], sentence.start) > 1
        if far or any(link.role == "origin" for link in statement.chain):
            return
        each.statement = said_by(statement, links)


def said_by(statement: Statement, links: tuple[Link, ...]) -> Statement:
    """The statement in the name of other speakers than it was read with; its publisher stays."""
    status = statement.status
    if status.label == "unstated" and links[0].type in OFFICIAL:
        status = Status(label="official")
    kept = (link for link in statement.chain if link.role == "publisher")
    return msgspec.structs.replace(statement, chain=(*links, *kept), status=status)
