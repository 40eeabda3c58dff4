"""Labels before a colon and behind a dash: which actors fill one on their own."""

from __future__ import annotations

from tallybook.reading import _actors as actors
from tallybook.reading._actor import Actor
from tallybook.reading._classes import BITS
from tallybook.reading._forms import Match
from tallybook.reading._language import Row
from tallybook.reading._tokens import Sentence

_COUNTS = BITS["number"] | BITS["vague"] | BITS["scale"] | BITS["indefinite"]

_DASHES = frozenset(":–-")
_MARKS = frozenset("#.")
_NAMING = BITS["preposition"] | BITS["actor"] | BITS["group"] | BITS["singular"] | BITS["and"]


def surname(actor: Actor) -> bool:
    """Whether an unknown name ends as surnames of its language do, which no place does: "Ткаченко"."""
    return actor.named and actor.sentence.norms[actor.last - 1].endswith(actor.sentence.lexicon.head.name_suffixes)


def titled(actor: Actor) -> bool:
    """Whether an office stands before the name: "Мер Харкова Терехов"."""
    article = actor.sentence.norms[actor.first] in actor.sentence.lexicon.head.articles
    title = actor.sentence.starting("actor", actor.first + article)
    return title is not None and title.last < actor.last


def cue_of(actor: Actor) -> Match:
    """What makes a label that names an actor an act of saying: the actor's own words."""
    known = next((match for match in actor.sentence.of("actor") if actor.first <= match.first < actor.last), None)
    return known or Match(actor.first, actor.last, Row(forms=(actor.text,)), "actor", actor.text)


def colon_label(sentence: Sentence, begin: int = 0) -> tuple[Actor, int] | None:
    """Who fills a label that opens the sentence at ``begin``, and where its colon stands."""
    opening = sentence.norms[begin + 1 : min(begin + 8, len(sentence.norms) - 1)]
    if ":" not in opening:
        return None
    at = begin + 1 + opening.index(":")
    fixed = bool(sentence.lexicon.head.articles) and not sentence.lexicon.head.inverts
    end = _paper(sentence, begin, at) if fixed else at
    actor = label(actors.after(sentence, begin) if end == at else actors.between(sentence, begin, end), begin, end)
    return (actor, at) if actor is not None and not (fixed and _clause(actor)) else None


def _paper(sentence: Sentence, begin: int, colon: int) -> int:
    """Where the speaker ends before a paper of his and its number: "Army statement No. 14:", "Police bulletin 7:"."""
    end, words = colon, sentence.lexicon.head.numbered
    while end - 1 > begin and (sentence.norms[end - 1].isdecimal() or sentence.norms[end - 1] in (*words, *_MARKS)):
        end -= 1
    mask = sentence.masks[end - 1] if end - 1 > begin else BITS["actor"]
    numbered = end < colon and not mask & BITS["actor"] and not sentence.upper(end - 1)
    return end - 1 if numbered or mask & BITS["not_actor"] else colon


def _clause(actor: Actor) -> bool:
    """ "The army pulled back: ...": words behind the noun that are no part of a name make a clause, and no label."""
    sentence = actor.sentence
    noun = next((match for match in sentence.of("actor") if actor.first <= match.first < match.last <= actor.last), None)
    at = noun.last if noun is not None else actor.last
    loose = at
    while loose < actor.last and not sentence.upper(loose) and not sentence.masks[loose] & _NAMING:
        loose += 1
    return loose - at > 1


def dash_label(sentence: Sentence) -> tuple[Actor, int] | None:
    """Who fills a label that ends the sentence, and where its dash or colon stands."""
    norms, inverts = sentence.norms, sentence.lexicon.head.inverts
    end = len(norms) - (inverts and norms[-1] == ".")
    if _DASHES.isdisjoint(norms[max(end - 5, 2) : end - 1]):
        return None
    for at in range(end - 2, max(end - 6, 1), -1):
        if norms[at] in ":–-" and sentence.ends[at - 1] < sentence.starts[at] + (norms[at] == ":"):
            actor = label(actors.after(sentence, at + 1), at + 1, end)
            # Where a dash stands for "is", a noun for people behind it says who they were.
            people = inverts and bool(sentence.masks[at + 1] & (BITS["group"] | BITS["singular"] | _COUNTS))
            return (actor, at) if actor is not None and not people else None
    return None


def bracketed_label(sentence: Sentence) -> tuple[Actor, int] | None:
    """Who fills a bracket that ends the sentence, and where it opens: "40 muertos en El Obeid (ONU)"."""
    norms = sentence.norms
    last = len(norms) - 1
    last -= norms[last] == "."
    if last < 3 or norms[last] != ")":
        return None
    opened = next((at for at in range(last - 1, max(last - 7, 0), -1) if sentence.norms[at] == "("), -1)
    counts = opened < 0 or any(sentence.masks[at] & _COUNTS or sentence.norms[at].isdecimal() for at in range(opened, last))
    actor = label(actors.between(sentence, opened + 1, last), opened + 1, last) if not counts else None
    # A news agency in brackets signs the report, and what it reports it heard from others.
    signs = actor is None or actor.type in ("other", "agency", "outlet") or _short_form(actor.sentence, opened)
    return None if actor is None or signs else (actor, opened)


def _short_form(sentence: Sentence, opened: int) -> bool:
    """ "Doctors Without Borders (DWB)": initials of the name before them, and no label."""
    short = sentence.norms[opened + 1]
    names = range(opened - len(short), opened)
    return (
        len(short) > 1 and names[0] >= 0 and all(sentence.norms[at][0] == letter for at, letter in zip(names, short, strict=True))
    )


def label(actor: Actor | None, first: int, last: int) -> Actor | None:
    """The actor, where it fills a label on its own; a country's name is a place there."""
    if actor is None or (actor.first, actor.last) != (first, last):
        return None
    if actor.type == "other":
        return actor if surname(actor) else None
    short = actor.sentence.lexicon.head.inverts and actor.text.isupper() and last - first == 1
    match = actor.sentence.ending("actor", last)
    lexicon = actor.sentence.lexicon
    country = match is not None and (match.row.frame == "country" or not (lexicon.knows_countries or titled(actor) or short))
    opens = match is not None and match.row.frame == "country" and match.first == actor.first
    return None if actor.type == "state" and country and (actor.named or opens) else actor
