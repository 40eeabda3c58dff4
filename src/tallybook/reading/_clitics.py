"""Particles that are written onto a word: "and-was-wounded" opens a clause, "to-the-channel" names who was told."""

from __future__ import annotations

import unicodedata

from msgspec.structs import replace

from tallybook.model import Span
from tallybook.reading._actor import Actor
from tallybook.reading._forms import Match
from tallybook.reading._shadow import norm, shadow
from tallybook.reading._tokens import Sentence


def joined(sentence: Sentence, match: Match) -> bool:
    """Whether "and" is written onto the first word of a match."""
    head = sentence.lexicon.head
    if not head.proclitics:
        return False
    word = sentence.norms[match.first]
    return word.startswith(head.joiner) and not norm(shadow(match.form)).startswith(head.joiner)


def prefixed(sentence: Sentence, match: Match | None) -> bool:
    """Whether a particle is written onto the first word of a match: such a noun has no number of its own before it."""
    if match is None or not sentence.lexicon.head.proclitics:
        return False
    return not sentence.norms[match.first].startswith(norm(shadow(match.form)).split()[0])


def written_to(sentence: Sentence, at: int) -> str:
    """The "to" that is written onto an actor's noun, "" where none is."""
    match = sentence.starting("actor", at)
    if match is None:
        return ""
    word, form = sentence.norms[at], norm(shadow(match.form))
    marks = (mark for row in sentence.lexicon.language.rows["say_to"] for mark in row.forms if len(mark) == 1)
    return next((mark for mark in marks if word.startswith(mark) and not form.startswith(mark)), "")


def told(sentence: Sentence, at: int) -> bool:
    """Whether the one who was told begins at a token, and not what an organisation is for."""
    match, mark = sentence.starting("actor", at), written_to(sentence, at)
    if match is None or not mark or match.row.label not in ("agency", "outlet"):
        return False
    return match.row.frame == "name" or not sentence.norms[at].startswith(mark * 2)


def and_on(sentence: Sentence, at: int) -> bool:
    """Whether "and" is written onto the number or noun at a token."""
    return bool(sentence.lexicon.head.proclitics) and any(
        match is not None and joined(sentence, match)
        for match in (sentence.starting(name, at) for name in ("number", "scale", "vague", "indefinite", "group"))
    )


def without_and(sentence: Sentence, first: int, last: int) -> Span:
    """The span of some tokens, less an "and" that is written onto the first of them and its vowel sign."""
    start, end = sentence.starts[first], sentence.ends[last - 1]
    if sentence.lexicon.head.proclitics and and_on(sentence, first):
        start += 1
        while start < end and unicodedata.combining(sentence.text[start]):
            start += 1
    return start, end


def bared(sentence: Sentence, actor: Actor) -> Actor:
    """The actor without a "to" written onto it; where it has swallowed the article's first letter, it stays."""
    mark = written_to(sentence, actor.first)
    doubled = sentence.norms[actor.first].startswith(mark * 2)
    return replace(actor, lead=len(mark)) if mark and not doubled else actor
