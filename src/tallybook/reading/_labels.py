"""Labels before a colon and behind a dash: which actors fill one on their own."""

from __future__ import annotations

from tallybook.reading._actors import Actor
from tallybook.reading._language import Row
from tallybook.reading._lexicon import Match


def surname(actor: Actor) -> bool:
    """Whether an unknown name ends as surnames of its language do, which no place does: "Ткаченко"."""
    return actor.named and actor.sentence.norms[actor.last - 1].endswith(actor.sentence.lexicon.head.name_suffixes)


def titled(actor: Actor) -> bool:
    """Whether an office stands before the name: "Мер Харкова Терехов"."""
    title = actor.sentence.starting("actor", actor.first)
    return title is not None and title.last < actor.last


def cue_of(actor: Actor) -> Match:
    """What makes a label that names an actor an act of saying: the actor's own words."""
    known = next((match for match in actor.sentence.of("actor") if actor.first <= match.first < actor.last), None)
    return known or Match(actor.first, actor.last, Row(forms=(actor.text,)), "actor", actor.text)


def label(actor: Actor | None, first: int, last: int) -> Actor | None:
    """The actor, where it fills a label on its own; a country's name is a place there."""
    if actor is None or (actor.first, actor.last) != (first, last):
        return None
    if actor.type == "other":
        return actor if surname(actor) else None
    return None if actor.type == "state" and actor.named and not titled(actor) else actor
