"""The classes of rows that a language may have, and what their fields may hold.

A class is a bit in a token's mask, so that a gap between a number and a harm word can be weighed without looking at words.
"""

from __future__ import annotations

from typing import get_args

from tallybook.model import ActorType, Bound, GroupLabel, HarmLabel, StatusLabel

CLASSES: tuple[str, ...] = (
    "number",  # a number word; value
    "scale",  # multiplies what stands before it: thousand, dozen; value
    "half",  # half a ...
    "classifier",  # stands between a number and its noun and says nothing: "۷ تا جنازه"
    "vague",  # dozens, hundreds: a number word that names no number; value orders them, it is never stored
    "indefinite",  # several, many: people counted without a numeral
    "definite",  # the, his: one person already spoken of, or the only one
    "pronoun",  # him, her, as the one harmed
    "separate",  # separately, elsewhere: another incident begins
    "article",  # a, an: one person, where a person's noun follows
    "bound",  # at least, up to, about; label, side, approximate
    "between",  # opens a range
    "harm",  # label, frame, parts
    "harm_block",  # words that hide a harm word: death penalty
    "group",  # who; label
    "singular",  # a person's noun in the singular; label is the group
    "thing",  # what is no person; label is the code of the rejection
    "unit_before",  # a word after which a number is no count: day 26, article 5
    "denominator",  # out of, one in
    "aux",
    "adverb",
    "negation",
    "relative",
    "part",  # including, among them
    "whom",  # of whom, of them: a number after it is a part of the one before it
    "among",  # among the dead
    "named",  # by the names of: what follows are the names of the counted
    "partitive",  # of those, of the
    "other",  # others, more, another
    "new",
    "and",
    "preposition",
    "by",
    "irrealis",  # would, threatened to
    "deny",
    "release",  # set free
    "deed",  # what else was done with those counted, where one verb closes two clauses: evacuated, summoned
    "kin",  # who is near somebody else: relatives, friends; what befell those stands behind "of"
    "revise",  # revised, rose: from X to Y
    "counted",  # numbered, stood at: the figure of the noun before it follows
    "figure",  # the figure, the number: of the harm spoken of before
    "since_total",  # so far, since: the figure is a running total
    "say",  # a verb of saying; label is the status that it lends, frame "told" where its object is the relay
    "say_to",  # the preposition of the one who was told
    "say_at",  # the preposition between a verb of saying and the office that speaks: "повідомили в ДСНС"
    "reflexive",  # a word before the verb by which nobody says it: "se elevó", "se informó"
    "resume",  # a verb of saying that needs no speaker: the last one goes on ("añadió", "a-t-il ajouté")
    "relay",  # quoted by, passed on by: the actor that follows is farther from the origin
    "hearsay",  # "según otras versiones": nobody is named, and the last speaker is not meant either
    "handle",  # what a body does with those whom it counts: "the Red Cross has collected 160 bodies" is its figure
    "refer_back",  # "про це", "así lo": the sentence says who said what stands before it
    "refer_to",  # in reaction to, asked about: what follows is what somebody else said
    "that",
    "according",  # according to; side says where the actor stands
    "cite",  # citing, quoting: the actor that follows is nearer to the origin
    "tally",  # figures from, a count by
    "actor",  # a noun that can say something; label is its type
    "office",  # a noun for one person who speaks: spokesman, doctor; "he" is such a one, "it" is none
    "anaphor",  # it, the group; frame "person": he, she
    "not_actor",  # a pronoun or noun that is nobody's name
    "continuing",  # in addition: the sentence goes on with what the one before it says, and in whose name
    "status",  # confirmed, feared; label
    "month",
    "weekday",
    "when",  # yesterday; label is the offset
    "when_start",  # since, from
    "month_part",  # early, mid, late
    "so_far",
    "duration",  # day, week, month as units of a stretch of time
    "last",  # the last, past
    "hedge",
    "place_prep",
    "place_word",  # province, district
    "year_mark",
    "person_age",
    "connectivity",
    "outage",
    "stop",  # ends a name or a place
)  # fmt: skip
# The classes that most words of a text have, or are asked for, come first: a mask of those is a small number, and small numbers are
# compared at half the cost.
_COMMON = (
    "harm", "and", "preposition", "aux", "number", "article", "definite", "bound", "group", "singular", "thing", "adverb", "stop",
    "relative", "by", "part", "say", "that", "actor", "vague", "indefinite", "scale", "whom", "other", "weekday", "month", "irrealis",
    "year_mark", "place_prep",
)  # fmt: skip
BITS: dict[str, int] = {
    name: 1 << index for index, name in enumerate((*_COMMON, *(each for each in CLASSES if each not in _COMMON)))
}

# undergo: its subject is the victim (died). do: its object is (killing). both: either, as English "killed".
# event: a noun whose complement is the victims (death of). toll: a noun whose figure follows (death toll).
# state: a word that stands beside or behind its victims (dead, wounded). weak: as both, but only of persons named as such (hit).
# final: a verb only where it closes its clause; elsewhere the same word is a noun or nothing (colloquial Persian "گرفتن").
FRAMES = frozenset({"undergo", "do", "both", "event", "toll", "state", "weak", "final"})
SIDES = frozenset({"", "before", "after", "left", "right", "alone"})

LABELS: dict[str, frozenset[str]] = {
    "bound": frozenset(get_args(Bound)),
    "harm": frozenset(get_args(HarmLabel)),
    "group": frozenset(get_args(GroupLabel)),
    "singular": frozenset(get_args(GroupLabel)),
    "status": frozenset(get_args(StatusLabel)),
    "say": frozenset(get_args(StatusLabel)),
    "according": frozenset(get_args(StatusLabel)) | {""},
    "actor": frozenset(get_args(ActorType)),
}
# No article stands before a particle: a name may begin like one.
PARTICLES = frozenset(
    {"preposition", "stop", "that", "and", "negation", "aux", "relative", "by", "part", "whom", "bound", "between"}
)
# An ending of one letter also makes adjectives and names, so only nouns that a number counts are looked for behind it.
COUNTED = frozenset({"group", "singular", "thing"})
