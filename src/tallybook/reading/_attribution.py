"""An act of saying, as every word order finds it: who speaks, by which cue, and for which words."""

from __future__ import annotations

import msgspec

from tallybook.reading._actor import Actor
from tallybook.reading._classes import BITS
from tallybook.reading._forms import Match
from tallybook.reading._tokens import Sentence

# Who speaks of the dead and the wounded by what it does with them.
COUNTERS = frozenset({"medic", "rights_group", "un", "monitor"})


class Attribution(msgspec.Struct):
    """An act of saying. It covers the tokens ``start`` to ``end`` of its sentence; ``chain`` runs from the origin."""

    actor: Actor
    cue: Match
    start: int
    end: int
    relay: Actor | None = None
    origin: Actor | None = None
    owned: bool = False  # "the 212 deaths that HRANA has verified": the figure is the actor's, whoever tells it here

    @property
    def aside(self) -> bool:
        """Whether the speaker is only named in passing, or is told of ("the ministry raised the toll"): nothing goes on in his name."""
        sentence = self.actor.sentence
        passing = self.cue.name == "according" and (sentence.lexicon.head.inverts or _given_by(sentence, self.cue))
        return passing or self.cue.row.frame == "known"

    @property
    def chain(self) -> tuple[Actor, ...]:
        if self.origin is None:
            return (self.actor,) if self.relay is None else (self.actor, self.relay)
        return (self.origin, self.actor) if self.relay is None else (self.origin, self.actor, self.relay)


def _given_by(sentence: Sentence, cue: Match) -> bool:
    """ "The estimate of 670 given by the council": whose figure it is, told in passing."""
    if cue.first == 0 or cue.last > len(sentence.norms) or not sentence.masks[cue.last - 1] & BITS["by"]:
        return False
    return not sentence.masks[cue.first - 1] & BITS["aux"]  # "338 deaths were recorded by the Commission"
