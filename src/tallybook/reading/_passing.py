"""Acts of saying side by side: who only passes on what another one said, and how far each one's words reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tallybook.reading import _actors as actors
from tallybook.reading._actor import Actor
from tallybook.reading._behind import widen
from tallybook.reading._forms import Match
from tallybook.reading._tokens import Sentence

if TYPE_CHECKING:
    from tallybook.reading._attribution import Attribution

_RELAYS = ("agency", "outlet")


def widened(sentence: Sentence, found: list[Attribution]) -> None:
    """Speakers speak for the clauses behind a semicolon in which nobody else does."""
    if ";" not in sentence.norms:
        return
    spoken = [each for each in found if each.cue.name in ("say", "according", "tally")]
    for each, span in zip(spoken, widen(sentence, [(each.start, each.end, each.cue.first) for each in spoken]), strict=True):
        each.start, each.end = span


def relayed(sentence: Sentence, match: Match, found: list[Attribution]) -> Actor | None:
    """ "X, citado por Y", "передає Y": Y only passes on. Returned where nobody else speaks."""
    relay = actors.after(sentence, match.last)
    if relay is None or relay.anaphor or any(relay.first in _firsts(each) for each in found):
        return None
    holder = next(
        (each for each in found if each.actor.last <= match.first < each.cue.first and each.actor.sentence is sentence), None
    )
    holder = holder or next((each for each in reversed(found) if each.cue.first < match.first), None)
    if holder is not None and holder.relay is None and holder.actor.first != relay.first:
        holder.relay = relay
    return relay if holder is None else None


def copies_copy(holder: Attribution, origin: Actor, found: list[Attribution]) -> bool:
    """ "According to agency A quoting agency B, the army said": B heard the army, and A is no more than where it was read."""
    outlets = holder.cue.name == "according" and {holder.actor.type, origin.type} <= {"agency", "outlet"}
    spoken = [each for each in found if each.cue.name in ("say", "according") and each.cue.first > origin.last]
    return outlets and any(each.end == holder.end for each in spoken)


def asked_by(sentence: Sentence, actor: Actor, relay: Actor | None) -> tuple[Actor, Actor | None]:
    """ "Testigos consultados por Efe aseguran": who speaks stands before the one who only asked."""
    asked = sentence.ending("relay", actor.first)
    speaker = actors.before(sentence, asked.first) if asked is not None else None
    return (actor, relay) if speaker is None else (speaker, actor)


def citing(sentence: Sentence, actor: Actor) -> Actor:
    """ "Reuters з посиланням на два джерела в уряді пише": who speaks stands before the cue of citing."""
    cite = next((each for each in reversed(sentence.of("cite")) if each.last <= actor.first), None)
    if cite is None or any(sentence.norms[at] in ",;" for at in range(cite.last, actor.last)):
        return actor
    return actors.before(sentence, cite.first) or actor


def _firsts(each: Attribution) -> tuple[int, ...]:
    own = () if each.cue.name == "say" else (each.actor.first,)
    return (*own, each.relay.first) if each.relay is not None else own


def passed_on(behind: list[Attribution]) -> list[Attribution]:
    """ "За словами мера, загинули 12 людей, інформує агентство": an agency or outlet that stands nearest only passes it on."""
    if len(behind) < 2:
        return behind[:1]
    if behind[0].actor.type not in _RELAYS and (copy := _opening_copy(behind)) is not None:
        return [behind[0], copy]
    if behind[0].actor.type not in _RELAYS or behind[0].origin is not None:
        return behind[:1]
    first = next((each for each in behind[1:] if each.actor.type not in (*_RELAYS, "other")), None)
    return [first, behind[0]] if first is not None else behind[:1]


def _opening_copy(behind: list[Attribution]) -> Attribution | None:
    """ "According to agency Y, in a statement of the army it stands that ...": the agency that opens the sentence passes it on."""
    for each in behind[1:]:
        opens = each.cue.name == "according" and each.cue.first == 0 and each.actor.type in _RELAYS
        if opens and behind[0].cue.first >= each.actor.last:
            return each
    return None
