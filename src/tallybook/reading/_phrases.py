"""Where the phrase of a speaker ends in a script without capitals: at the first word that cannot belong to it.

A name that no table knows is taken as it stands; what bounds it are the words around it, which the tables do know.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from tallybook.reading import _labels as labels
from tallybook.reading import _marks as marks
from tallybook.reading._actor import Actor, made
from tallybook.reading._attribution import Attribution
from tallybook.reading._classes import BITS
from tallybook.reading._clitics import bared, told
from tallybook.reading._count import PERSON, one_person
from tallybook.reading._forms import Match
from tallybook.reading._shadow import norm, shadow
from tallybook.reading._tokens import Sentence

LONGEST = 14
_NUMBERS = BITS["number"] | BITS["scale"] | BITS["vague"] | BITS["indefinite"] | BITS["bound"]
STOPS = (
    BITS["that"] | BITS["say"] | BITS["harm"] | BITS["weekday"] | BITS["irrealis"] | BITS["according"] | BITS["relative"]
    | BITS["cite"] | BITS["stop"] | BITS["when"] | BITS["aux"] | BITS["by"] | BITS["part"] | BITS["deny"] | BITS["adverb"]
    | BITS["preposition"] | BITS["since_total"] | BITS["continuing"] | BITS["negation"] | BITS["among"] | BITS["whom"]
    | BITS["month"] | BITS["revise"] | BITS["say_to"] | BITS["place_prep"] | BITS["new"] | BITS["figure"]
)  # fmt: skip
_KNOWN = BITS["actor"] | BITS["anaphor"]


def run(sentence: Sentence, first: int, *, through: bool = False) -> int:
    """Where the noun phrase that begins at a token ends; the token itself where none begins there.

    ``through``: a word for a harm may be in the name, as in "the committee of the detained".
    """
    at, complete = first, -1
    while at < len(sentence) and at - first < LONGEST:
        if _closed(sentence, at, first) and not (at > first and _part_of_name(sentence, at, through)):
            break
        match = sentence.starting("actor", at)
        if match is not None and (at >= complete >= 0 or (at > first and told(sentence, at))):
            break  # a name that is whole, and another speaker behind it; one who was told
        if match is not None and match.row.frame == "name":
            complete = match.last
        at += 1
    while at > first and sentence.masks[at - 1] & (BITS["and"] | BITS["article"]) and not sentence.masks[at - 1] & _KNOWN:
        at -= 1
    return at


def _part_of_name(sentence: Sentence, at: int, through: bool) -> bool:
    """ "The committee of the detained": a harm word with an article written onto it, or any where only that leads to the verb."""
    if not sentence.masks[at] & BITS["harm"] or sentence.masks[at] & (_NUMBERS | BITS["aux"]):
        return False
    match = sentence.starting("harm", at)
    article = match is not None and match.row.frame == "state" and norm(shadow(match.form)) != sentence.norms[at]
    return through or (article and bool(sentence.masks[at - 1] & BITS["actor"]) and sentence.lexicon.head.verb_first)


def _closed(sentence: Sentence, at: int, first: int) -> bool:
    mask, word = sentence.masks[at], sentence.norms[at]
    if word in "()":
        return not marks.bracketed_initials(sentence, at)
    if word in ",;:.–-!?|…/" or word[0].isdecimal():
        return True
    if word == '"':
        return not marks.quoted_name(sentence, at)
    harm = sentence.starting("harm", at) if mask & BITS["harm"] else None
    if harm is not None and harm.last > at + 1:
        return True  # "the elimination of", where "judiciary" is the same word
    if mask & BITS["anaphor"] or (mask & BITS["actor"] and not mask & BITS["say"]):
        return False
    if mask & BITS["and"]:
        return not (at + 1 < len(sentence) and sentence.masks[at + 1] & BITS["actor"])
    if mask & _NUMBERS:
        return at != first
    if mask & STOPS:
        return not (_links_name(sentence, at, first) or _points(sentence, at, first) or _surname(sentence, at, first))
    thing = sentence.covering("thing", at)
    return thing is not None and thing.row.label in ("event", "duration", "measure", "percent", "money")


def _points(sentence: Sentence, at: int, first: int) -> bool:
    """ "The lawyer of these families": a demonstrative between an office and a kind of actor, which is no object of the verb."""
    if not (first < at < len(sentence) - 2 and sentence.masks[at] & BITS["not_actor"] and sentence.masks[at] & BITS["stop"]):
        return False
    marked = sentence.norms[at + 2] == sentence.lexicon.head.order.object_mark
    return not marked and bool(sentence.masks[at - 1] & sentence.masks[at + 1] & BITS["actor"])


def _surname(sentence: Sentence, at: int, first: int) -> bool:
    """ "Farid Bahman, spokesman of X", "Farid Bahman said": a month is a surname as well, behind a word that no table knows."""
    if sentence.masks[at] != BITS["month"] or not first < at < len(sentence) - 2 or sentence.masks[at - 1]:
        return False
    office = sentence.norms[at + 1] == "," and sentence.masks[at + 2] & (BITS["office"] | BITS["actor"])
    return bool(office or sentence.masks[at + 1] & BITS["say"])


def _links_name(sentence: Sentence, at: int, first: int) -> bool:
    """ "Physicians for Justice", "Doctors without Borders": prepositions of names."""
    match = sentence.starting("preposition", at)
    return match is not None and match.row.label == "name" and first < at < len(sentence) - 1


def speaker(sentence: Sentence, first: int, *, alone: bool, last: int | None = None) -> Actor | None:
    """The speaker whose phrase begins at a token. ``alone``: a name that no table knows will do, as the words leave no other."""
    last = run(sentence, first) if last is None else last
    while last > first + 1 and sentence.masks[last - 1] & BITS["tally"] and not sentence.masks[last - 1] & _KNOWN:
        last -= 1  # "the ministry the report(object) denied"
    if last == first:
        return None
    actor = made(sentence, first, last)
    if actor is None:
        return None
    actor = _unquoted(sentence, actor)
    known = any(sentence.masks[at] & _KNOWN for at in range(actor.first, actor.last))
    return actor if known or (alone and _may_be_name(sentence, actor)) else None


def _unquoted(sentence: Sentence, actor: Actor) -> Actor:
    """A name in quotation marks keeps the closing one."""
    inside = sum(sentence.norms[at] == '"' for at in range(actor.first, actor.last))
    closes = inside % 2 and actor.last < len(sentence) and sentence.norms[actor.last] == '"'
    return replace(actor, last=actor.last + 1) if closes else actor


def _may_be_name(sentence: Sentence, actor: Actor) -> bool:
    """Whether an unknown phrase may be a name: no counted people, no thing, nobody."""
    forbidden = BITS["thing"] | BITS["not_actor"] | BITS["place_word"] | BITS["pronoun"] | BITS["status"] | _NUMBERS
    return not any(sentence.masks[at] & forbidden for at in range(actor.first + one_person(sentence, actor), actor.last))


def is_person(sentence: Sentence, actor: Actor, *, ranked: bool = False) -> bool:
    """Whether the phrase is only a noun for people: "a wounded woman". ``ranked``: the first word may be the rank of a name."""
    return any(sentence.masks[at] & PERSON for at in range(actor.first + ranked, actor.last))


def counted(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a harm or a number stands among some tokens: something is told there."""
    return any(
        sentence.masks[at] & (BITS["harm"] | _NUMBERS) or sentence.norms[at][0].isdecimal()
        for at in range(first, max(first, last))
    )


def harmed(sentence: Sentence, at: int) -> bool:
    """Whether a harm is named from a token on."""
    return any(match.first >= at for match in sentence.of("harm"))


def cited(sentence: Sentence, match: Match) -> Actor | None:
    """Whom somebody quotes."""
    return speaker(sentence, skip(sentence, match.last, "tally"), alone=True)


def ending(sentence: Sentence, at: int) -> Actor | None:
    """The speaker whose phrase ends at a token, where the phrase opens the sentence."""
    actor = speaker(sentence, 0, alone=True)
    return actor if actor is not None and actor.last == at else None


def figure_of(sentence: Sentence, at: int) -> Actor | None:
    """The speaker between "and" or a comma and a figure at a token: "the state 12 and the UN 30 put"."""
    for match in sentence.of("actor"):
        first = match.first
        opened = 0 < first < at and (sentence.norms[first - 1] in ",;" or bool(sentence.masks[first - 1] & BITS["and"]))
        if opened and run(sentence, first) == at:
            return speaker(sentence, first, alone=False)
    return None


def named(sentence: Sentence, actor: Actor) -> bool:
    """Whether a phrase holds more than a common noun."""
    first = sentence.starting("actor", actor.first)
    return first is None or first.row.frame != "common" or first.last < actor.last


def clause(sentence: Sentence, at: int) -> tuple[int, int]:
    """The stretch between semicolons around a token."""
    first, last = at, at
    while first > 0 and sentence.norms[first - 1] != ";":
        first -= 1
    while last < len(sentence) and sentence.norms[last] != ";":
        last += 1
    return first, last


def dropped(sentence: Sentence, match: Match) -> Actor:
    """The speaker that a verb leaves out: whoever spoke before."""
    return Actor(sentence, match.first, match.last, "other", False, True, dropped=True)


def cut(sentence: Sentence, found: list[Attribution]) -> None:
    """What one speaker says ends where the clause of the next one begins, unless it tells what the next one says."""
    found.sort(key=lambda each: each.cue.first)
    for left, right in pairwise(found):
        first = min(right.actor.first, right.cue.first)
        if left.start < first < left.end and right.start > 0 and first > max(left.cue.last, left.actor.last):
            if sentence.masks[first - 1] & BITS["that"] or first - max(left.cue.last, left.actor.last) <= 1:
                continue
            if _copies(sentence, left, first):
                continue
            left.end = first


def _copies(sentence: Sentence, left: Attribution, first: int) -> bool:
    """ "According to agency A quoting agency B, the army said ...": an outlet that opens a sentence passes on what the next one says."""
    opens = left.cue.name == "according" and left.cue.first == 0 and left.actor.type in ("agency", "outlet")
    return opens and not counted(sentence, left.actor.last, first) and ";" not in sentence.norms[left.actor.last : first]


def label(sentence: Sentence) -> Attribution | None:
    """ "Police: 3 killed", "11:40 A medical source in Homs: 3 killed": the name of a country is a place there."""
    first = skip(sentence, behind_time(sentence), "tally")
    actor = speaker(sentence, first, alone=False) or _named_office(sentence, first)
    if actor is None or not _titled(actor):
        return None
    at = actor.last
    relay = _told_in_label(sentence, at)
    if relay is not None:
        return Attribution(actor, labels.cue_of(actor), relay.last + 1, len(sentence), bared(sentence, relay))
    if at < len(sentence) and sentence.masks[at] & BITS["preposition"]:  # where the speaker is
        at = next((step for step in range(at, min(at + 5, len(sentence))) if sentence.norms[step] in ":,"), at)
        if counted(sentence, actor.last, at):
            return None
    if at >= len(sentence) - 1 or sentence.norms[at] != ":":
        return None
    return Attribution(actor, labels.cue_of(actor), at + 1, len(sentence))


def _told_in_label(sentence: Sentence, at: int) -> Actor | None:
    """ "An official to Y: 3 killed": the outlet that a label names as told."""
    mark = sentence.starting("say_to", at)
    if mark is None and not told(sentence, at):
        return None
    first = mark.last if mark is not None else at
    relay = speaker(sentence, first, alone=False) or quoted(sentence, first)
    in_quotes = relay is not None and relay.last < len(sentence) and sentence.norms[relay.last] == '"'
    if relay is not None and in_quotes:
        return relay if sentence.norms[relay.last + 1 : relay.last + 2] == [":"] else None
    outlet = relay is not None and relay.type in ("agency", "outlet") and named(sentence, relay)
    return (
        relay if relay is not None and outlet and relay.last < len(sentence) - 1 and sentence.norms[relay.last] == ":" else None
    )


def quoted(sentence: Sentence, at: int) -> Actor | None:
    """An outlet that no table knows, where quotation marks show its name: "activists to «Al-Mada»: ..."."""
    closes = next((step for step in range(at + 2, min(at + 6, len(sentence))) if sentence.norms[step] == '"'), -1)
    if closes < 0 or sentence.norms[at] != '"' or counted(sentence, at + 1, closes):
        return None
    return Actor(sentence, at + 1, closes, "outlet", True, False)


def _named_office(sentence: Sentence, first: int) -> Actor | None:
    """ "NAME, commander of X: ...": an unknown name and the office behind its comma."""
    comma = run(sentence, first)
    if not first + 1 < comma < len(sentence) - 1 or sentence.norms[comma] != ",":
        return None
    name, office = speaker(sentence, first, alone=True, last=comma), speaker(sentence, comma + 1, alone=False)
    if name is None or office is None or name.first != first or is_person(sentence, name, ranked=True):
        return None
    return replace(office, first=first, named=True)


def trailing_label(sentence: Sentence) -> Attribution | None:
    """ "3 killed in Homs – the interior ministry"."""
    for at in range(len(sentence) - 2, max(len(sentence) - 9, 1), -1):
        if sentence.norms[at] in ":–-|" and sentence.ends[at - 1] < sentence.starts[at] + (sentence.norms[at] == ":"):
            actor = speaker(sentence, at + 1, alone=False)
            if actor is not None and actor.last >= len(sentence) - 1 and _titled(actor):
                return Attribution(actor, labels.cue_of(actor), 0, at)
    return None


def _titled(actor: Actor) -> bool:
    match = actor.sentence.starting("actor", actor.first)
    return actor.anaphor or not (match is not None and match.row.frame == "name" and match.row.label == "state")


def behind_time(sentence: Sentence) -> int:
    """Behind the clock time with which a line of a live blog opens: "11:40", "at 14:20:"."""
    at = 0
    while at < len(sentence) and (
        sentence.norms[at][0].isdecimal()
        or sentence.norms[at] in ":–-|/,[]()"
        or sentence.masks[at] & (BITS["duration"] | BITS["unit_before"] | BITS["month"] | BITS["weekday"])
    ):
        at += 1
    return at


def skip(sentence: Sentence, at: int, *names: str) -> int:
    """Behind the matches of some classes that begin at a token, one after the other."""
    while (match := next((m for name in names if (m := sentence.starting(name, at)) is not None), None)) is not None:
        at = match.last
    return at
