"""Edges of a speaker's phrase behind a verb or a preposition: what it may begin with, which words begin the next one, what it gives."""

from __future__ import annotations

from msgspec.structs import replace

from tallybook.reading._actor import Actor
from tallybook.reading._classes import BITS
from tallybook.reading._count import NUMERIC
from tallybook.reading._forms import Match
from tallybook.reading._marks import bracketed_initials, initial
from tallybook.reading._tokens import Sentence

_FIGURE = NUMERIC | BITS["bound"]
_ATTRIBUTE = 6  # tokens of a place in "unregistered in Belarus"


def pronoun_at(sentence: Sentence, at: int) -> bool:
    """ "told Reuters | they had received 93 dead"."""
    match = sentence.starting("anaphor", at) if sentence.masks[at] & BITS["anaphor"] else None
    return match is not None and match.row.label == "pronoun" and bool(sentence.lexicon.head.articles)


def next_noun(sentence: Sentence, first: int, at: int) -> bool:
    """ "told the BBC | the true number", "told Reuters | another ten": a noun that nothing joins to what stands before it."""
    if at == first + 1:
        return False
    joined = sentence.masks[at - 1] & (BITS["preposition"] | BITS["and"]) or sentence.norms[at - 1] in sentence.lexicon.of_words
    begins = sentence.norms[at] in sentence.lexicon.head.articles or sentence.masks[at] & BITS["other"]
    return bool(begins) and not joined and not sentence.lexicon.head.inverts and bool(sentence.lexicon.head.articles)


def behind_attribute(sentence: Sentence, first: int) -> int:
    """ "[the] unregistered in Belarus rights centre": behind a participle and its place, where the noun of a speaker follows."""
    at = first + 1
    known = BITS["actor"] | BITS["anaphor"] | BITS["stop"] | BITS["harm"] | BITS["say"]
    if not sentence.lexicon.head.attributes_first or at >= len(sentence.norms) or sentence.masks[first] & known:
        return first
    if not (sentence.masks[at] & BITS["place_prep"] and sentence.norms[first].isalpha()):
        return first
    at += 1
    while at < min(first + _ATTRIBUTE, len(sentence.norms)) and sentence.upper(at) and not sentence.masks[at] & BITS["actor"]:
        at += 1
    words = range(at, min(at + 3, len(sentence.norms)))  # "rights centre", "Syrian observatory for ..."
    noun = next((step for step in words if sentence.masks[step] & BITS["actor"]), -1)
    plain = all(sentence.norms[step].isalpha() and not sentence.masks[step] for step in range(at, noun))
    return noun if at > first + 2 and noun > 0 and plain else first


def noun_behind_pronoun(sentence: Sentence, match: Match) -> bool:
    """ "according to her husband": a noun behind the pronoun."""
    if match.row.frame != "pronoun" or not sentence.lexicon.head.articles or match.last >= len(sentence.norms):
        return False
    return sentence.norms[match.last].isalpha() and not sentence.masks[match.last] & _FIGURE


def own_figure(sentence: Sentence, at: int) -> int:
    """ "five dead, far from the 22 announced by certain media": where the figure stands that alone is theirs; -1 for none."""
    first = at - 1
    bare = first > 1 and (sentence.norms[first][0].isdecimal() or sentence.masks[first] & NUMERIC)
    if not bare or sentence.norms[first - 1] not in sentence.lexicon.head.articles:
        return -1
    return (
        first if any(sentence.norms[step][0].isdecimal() or sentence.masks[step] & NUMERIC for step in range(first - 1)) else -1
    )


def ends_sentence(sentence: Sentence, actor: Actor, match: Match) -> bool:
    """ "13 sailors were killed in the north officials say": a known speaker and the verb end the sentence, with no comma before."""
    behind = sentence.norms[match.last] if match.last < len(sentence.norms) else "."
    known = actor.sentence is sentence and actor.type != "other" and not actor.anaphor and bool(sentence.lexicon.head.articles)
    told = known and any(harm.last <= actor.first for harm in sentence.of("harm"))
    noun = sentence.masks[match.first] & BITS["tally"]  # "from hospital records"
    return told and not noun and behind in ".," and not any(harm.first >= match.last for harm in sentence.of("harm"))


def about_noun(sentence: Sentence, match: Match, start: int) -> bool:
    """ "an attack officials said was planned": the speaker tells of the noun before him alone."""
    bare = (
        match.last == start < len(sentence.norms) and bool(sentence.lexicon.head.articles) and not sentence.lexicon.head.inverts
    )
    if not bare or not sentence.masks[start] & BITS["aux"]:
        return False
    related = any(match.first - 3 <= each.first < match.first for each in sentence.of("relative"))
    done = sentence.norms[start] in sentence.lexicon.having  # "which he said had cost 50 lives"
    return not (related and done and any(start < harm.first <= start + _SHORT for harm in sentence.of("harm")))


def unsaid(sentence: Sentence, match: Match) -> bool:
    """ "a figure that officials could not confirm": what is not said is nobody's word."""
    at = match.first - 1
    if match.name != "say" or not sentence.lexicon.head.articles or sentence.lexicon.head.inverts:
        return False
    while at > 0 and sentence.masks[at] & BITS["adverb"] and not sentence.masks[at] & BITS["negation"]:
        at -= 1
    return at > 0 and bool(sentence.masks[at] & BITS["negation"])


def noun_only(sentence: Sentence, actor: Actor) -> Actor:
    """ "killed in an attack off the coast [officials] say": where no comma parts them, the speaker's own noun and its names."""
    nouns = [match for match in sentence.of("actor") if actor.first <= match.first and match.last <= actor.last]
    first = nouns[-1].first if nouns else actor.first
    while first > actor.first and sentence.upper(first - 1):
        first -= 1
    return replace(actor, first=first)


def takes_lives(sentence: Sentence, match: Match) -> bool:
    """ "The typhoon claimed 188 lives", "brandy claimed 29 victims": a verb of harm and of saying, with those lost behind its number."""
    deed = None if sentence.lexicon.head.inverts else sentence.covering("harm", match.first)
    if deed is not None and deed.last > match.last and "toll" not in deed.row.frame:
        return True  # "arrived at the border", "gave up the ghost": only the first words are a verb of saying
    at = match.last
    while at < len(sentence.norms) and (sentence.masks[at] & _FIGURE or sentence.norms[at][0].isdecimal()):
        at += 1
    if match.row.frame == "at" and match.last < at < len(sentence.norms):
        return bool(sentence.masks[at] & BITS["group"])  # "soldiers put 3,000 people across the border"
    lost = at < len(sentence.norms) and (sentence.masks[at] & BITS["harm"] or sentence.masks[at] & _VICTIMS == _VICTIMS)
    return match.last < at and bool(lost)


def surely(sentence: Sentence, match: Match) -> bool:
    """ "the squad claimed it had killed 30", "..., the harbour master insists;": somebody speaks for sure where "that" or "it" goes
    on behind the verb, or where a noun and its verb close the clause."""
    if not sentence.lexicon.head.articles or sentence.lexicon.head.inverts:
        return False
    if match.last >= len(sentence.norms) or sentence.norms[match.last] in ".;":
        return not sentence.masks[match.first] & (BITS["tally"] | BITS["not_actor"]) and _closes_clause(sentence, match)
    return bool(sentence.masks[match.last] & (BITS["that"] | BITS["anaphor"]))


def _closes_clause(sentence: Sentence, match: Match) -> bool:
    """Whether nothing but a short noun phrase stands between a comma and the verb: ", the harbour master insists"."""
    for at in range(match.first - 1, max(0, match.first - _SHORT), -1):
        if sentence.norms[at] in ',"':
            return at < match.first - 1
        if sentence.masks[at] & _NO_SPEAKER or not (sentence.norms[at][0].isalpha() or sentence.norms[at] == "'"):
            return False  # ", the shepherds' cooperative fears" has a mark and is one noun
    return False


_VICTIMS = BITS["group"] | BITS["not_actor"]  # a noun for people who never speak
_SHORT = 7  # tokens of a speaker's phrase
_NO_SPEAKER = (
    BITS["harm"] | BITS["number"] | BITS["and"] | BITS["aux"] | BITS["relative"] | BITS["preposition"] | BITS["by"] | BITS["say"]
)


def opens_speech(sentence: Sentence, at: int) -> bool:
    """ "El jefe declaró a Radio Uno que había cinco muertos [y habló de]": where "who" is "that" as well, what was said begins."""
    if not sentence.masks[at] & BITS["that"]:
        return False
    near = range(max(0, at - _LONGEST_TOLD), at + 1)
    return any(match.last in near and "," not in sentence.norms[match.last : at - 1] for match in sentence.of("say"))


_LONGEST_TOLD = 5  # tokens between a verb of saying and "that"


def of_the_harmed(sentence: Sentence, last: int) -> int:
    """ "Родичі зниклих [кажуть]", "familiares de los desaparecidos": where the kin of those who came to harm begin; ``last`` where none do."""
    harm = sentence.ending("harm", last)
    at = harm.first if harm is not None and "state" in harm.row.frame.split() and sentence.lexicon.head.inverts else 0
    of = sentence.lexicon.head.articles
    while at > 0 and (sentence.norms[at - 1] in of or sentence.norms[at - 1] in sentence.lexicon.of_words):
        at -= 1
    kin = sentence.ending("actor", at) if at > 0 else None
    return kin.first if kin is not None and kin.row.label in ("family", "rights_group") else last


def closes(sentence: Sentence, at: int) -> bool:
    """Whether no apposition goes on over a token: a mark, a number, somebody's harm, another's word."""
    other = BITS["harm"] | BITS["say"] | BITS["aux"] | BITS["according"]
    if sentence.norms[at] == "." and initial(sentence, at):
        return False
    if sentence.norms[at] in "()" and bracketed_initials(sentence, at):
        return False
    return sentence.norms[at] in ',;:.!?"()–—' or sentence.norms[at].isdecimal() or bool(sentence.masks[at] & other)
