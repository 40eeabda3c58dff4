"""Attribution: who said it, through whom, in which words."""

from __future__ import annotations

from msgspec.structs import replace

from tallybook.reading import _actors as actors
from tallybook.reading import _chain_final as final
from tallybook.reading import _chain_first as first_verb
from tallybook.reading import _phrases as phrases
from tallybook.reading._actor import Actor
from tallybook.reading._attribution import COUNTERS, Attribution
from tallybook.reading._behind import heard_at, heard_first, speaker_behind, whole_name
from tallybook.reading._classes import BITS
from tallybook.reading._count import NUMERIC
from tallybook.reading._edges import (
    about_noun,
    ends_sentence,
    noun_behind_pronoun,
    noun_only,
    own_figure,
    surely,
    takes_lives,
    unsaid,
)
from tallybook.reading._forms import Match, place
from tallybook.reading._gapped import apart, gapped
from tallybook.reading._numerals import numbers
from tallybook.reading._passing import asked_by, bounded, cited, citing, figure_owned, in_full, relayed, widened
from tallybook.reading._reports import reported, reporting, tallied
from tallybook.reading._tokens import Sentence
from tallybook.reading._verbless import passed_on, verbless

_ASIDE = BITS["weekday"] | BITS["month"] | BITS["when"] | BITS["preposition"]
_SURE = frozenset({"sure", "told"})
_LONGEST_ASIDE = 8  # tokens of "in its latest quarterly report"
_HARM, _AUX, _SAY, _REFLEXIVE = BITS["harm"], BITS["aux"], BITS["say"], BITS["reflexive"]
_DEFINITE, _PERSON = BITS["article"] | BITS["definite"], BITS["group"] | BITS["singular"]
_FIGURE = NUMERIC | BITS["bound"]


def attributions(sentence: Sentence) -> list[Attribution]:
    """Every act of saying in a sentence, in the order of its words."""
    if sentence.lexicon.victim_left_of_do:
        found = final.spoken(sentence)
    elif sentence.lexicon.head.verb_first:
        found = first_verb.spoken(sentence)
    else:
        found = _spoken(sentence)
    found.extend(verbless(sentence))
    if sentence.lexicon.head.inverts:
        found.extend(gapped(sentence))
    found.sort(key=lambda each: each.cue.first)
    matches = sentence.matches
    for match in matches.get("cite", ()):
        cited(sentence, match, found)
    for match in matches.get("relay", ()):
        relay = relayed(sentence, match, found)
        if relay is not None:
            found.append(Attribution(relay, match, 0, len(sentence.norms)))
    if len(found) > 1:
        passed_on(sentence, found)
        bounded(sentence, found)
        apart(sentence, found)
    if found:
        widened(sentence, found)
        if len(found) > 1:
            in_full(sentence, found)
    return found


def _spoken(sentence: Sentence) -> list[Attribution]:
    """Where the verb stands between its speaker and what is said."""
    matches = sentence.matches
    cues = matches.get("say", [])
    if "deny" in matches:
        cues = sorted(cues + matches["deny"], key=place)
    if "negation" in matches:
        cues = [match for match in cues if not unsaid(sentence, match)]
    found = [each for match in cues if match.row.frame != "mute" and (each := _said(sentence, match)) is not None]
    if "handle" in matches:
        found.extend(each for match in matches["handle"] if (each := _handled(sentence, match)) is not None)
    if "according" in matches:
        sources = [each for match in matches["according"] if (each := _according(sentence, match)) is not None]
        spans = {each.actor.last for each in sources if each.actor.sentence is sentence}
        found.extend(each for each in sources if each.cue.first not in spans)  # "according to an assessment seen by the station"
    return found


def _said(sentence: Sentence, match: Match) -> Attribution | None:
    """A verb of saying with its speaker before or behind it, and the one who was told."""
    masks, norms = sentence.masks, sentence.norms
    if _is_participle(sentence, match) or (
        (masks[match.first] & _HARM or match.row.frame == "at") and takes_lives(sentence, match)
    ):
        return None
    if match.row.frame == "report":  # a verb that only a tally has: "el balance de la Junta es de 19"
        owner = tallied(sentence, match.first)
        return Attribution(owner, match, match.last, len(sentence.norms)) if owner is not None else None
    behind = speaker_behind(sentence, match)
    if behind is not None:
        return Attribution(behind.actor, match, behind.start, behind.end, behind.relay)
    actor = _named_behind(sentence, match) if match.row.frame == "sure" else None
    if actor is None and sentence.lexicon.head.inverts:
        actor = reporting(sentence, match.first)
    if actor is not None and actor.first >= match.last:
        return Attribution(actor, match, 0, match.first)
    actor = actor or whole_name(
        sentence, actors.before(sentence, match.first, sure=match.row.frame in _SURE or surely(sentence, match))
    )
    inverted = False
    if actor is None and match.row.frame != "participle":
        counted = match.last < len(norms) and (masks[match.last] & _FIGURE or norms[match.last][0].isdecimal())
        if not counted:
            actor = _turned(sentence, match)
            inverted = actor is not None
    if actor is None:
        actor = _subject(sentence, match)
    if actor is None:
        return None
    return _reaching(sentence, match, actor, inverted=inverted)


def _reaching(sentence: Sentence, match: Match, actor: Actor, *, inverted: bool) -> Attribution | None:
    """A speaker with the words that are his."""
    start, actor, relay = _links(sentence, match, actor)
    first, last = start, len(sentence.norms)
    paused = _begins_behind_pause(sentence, actor)
    if paused and _set_off(sentence, start):
        first = 0
    elif not (inverted or paused) and ends_sentence(sentence, actor, match):
        actor = noun_only(sentence, actor)
        first, last = 0, actor.first
    elif inverted or (paused and _trails(sentence, actor, match)):
        first, last = 0, actor.first
    owned = -1 if inverted or paused else figure_owned(sentence, actor)
    if owned < 0 and about_noun(sentence, match, start):
        return None
    return Attribution(actor, match, owned if owned >= 0 else first, last, relay, owned=owned >= 0)


def _handled(sentence: Sentence, match: Match) -> Attribution | None:
    """ "The Red Cross has collected 160 bodies": who works with the dead and the wounded tells what it counted."""
    if _is_participle(sentence, match):
        return None
    actor = actors.before(sentence, match.first)
    if actor is None or actor.type not in COUNTERS or actor.anaphor or actor.sentence is not sentence:
        return None
    return Attribution(actor, match, match.last, len(sentence.norms))


def _links(sentence: Sentence, match: Match, actor: Actor) -> tuple[int, Actor, Actor | None]:
    """Where the speech begins, who speaks and who was told, where the phrase before the verb names more than one of them."""
    start, actor, relay = _who_was_told(sentence, match, actor)
    matches = sentence.matches
    if "relay" in matches:
        actor, relay = asked_by(sentence, actor, relay)
    if "cite" in matches and actor.sentence is sentence and not actor.dropped:
        actor = citing(sentence, actor)
    if relay is None and "say_to" in matches:
        actor, relay = heard_first(sentence, actor)
    return start, actor, relay


def _subject(sentence: Sentence, match: Match) -> Actor | None:
    """ "The army withdrew, saying ...", "Police dispute the toll but reported ...": who the sentence begins with."""
    joined = match.first > 0 and sentence.masks[match.first - 1] & BITS["and"]
    if match.row.frame != "participle" and (
        not joined or (match.last < len(sentence.norms) and sentence.norms[match.last] in ",;.")
    ):
        return None  # "3,958 bodies have been recovered and identified, and 9,000 are missing"
    return actors.opening(sentence, match.first)


def _who_was_told(sentence: Sentence, match: Match, actor: Actor) -> tuple[int, Actor, Actor | None]:
    """Where the speech begins, who speaks, and who was told: "X told Y", "X confirmed to Y"."""
    if match.row.frame == "untold":
        return match.last, actor, None  # "atribuye a la policía": whom it blames, and not whom it told
    told_at: int | Match | None = match.last
    if match.row.frame != "told":
        told_at = sentence.starting("say_to", match.last) if "say_to" in sentence.matches else None
    if told_at is None:
        return match.last, actor, None
    at = told_at if isinstance(told_at, int) else heard_at(told_at)
    relay = actors.after(sentence, at)
    if relay is None or (relay.type == "other" and not relay.named) or relay.anaphor:
        return at, actor, None
    return relay.last, actor, relay


def _is_participle(sentence: Sentence, match: Match) -> bool:
    """ "39 people confirmed to be dead", "initial reports have": nobody speaks here."""
    masks, norms = sentence.masks, sentence.norms
    at, last = match.first - 1, match.last
    single, before = last - at == 2, 0
    if at >= 0:
        before = masks[at]
        if before & _REFLEXIVE or (norms[at].endswith("'s") and match.row.frame != "sure"):
            return True  # "se elevó a 99": the figure rose; "the agency's count", but "St Luke's said"
        if single and masks[match.first] & _PERSON and any(number.last == match.first for number in numbers(sentence)):
            return True  # "sixty-two suspects"
        if single and before & _DEFINITE:
            return True  # "the accused"
    follow = norms[last] if last < len(norms) else ""
    if follow in sentence.lexicon.having and at > 0 and any(mask & BITS["relative"] for mask in masks[max(0, at - 2) : at]):
        return False  # "the crackdown, which he said had cost 50 lives"
    if follow and ((masks[last] & _SAY and sentence.starting("say", last)) or follow in sentence.lexicon.having):
        return single and match.name != "deny"  # "denied reports that 300 had died"
    if single and before & _AUX:
        aux = sentence.covering("aux", at)
        return aux is not None and aux.row.label != "have"
    return single and follow in ("dead", "killed")


def _turned(sentence: Sentence, match: Match) -> Actor | None:
    """ "..., said an officer", and without the comma where a known speaker ends the sentence: "28 in hospital says a nurse"."""
    if _after_pause(sentence, match.first):
        return actors.after(sentence, match.last)
    actor = actors.after(sentence, match.last) if sentence.lexicon.head.articles else None
    if actor is None or match.first < 3 or actor.type == "other" or actor.anaphor or actor.first != match.last:
        return None
    return actor if actor.last == len(sentence.norms) or sentence.norms[actor.last] in ".!" else None


def _named_behind(sentence: Sentence, match: Match) -> Actor | None:
    """ "..., where 60 had hidden, killed two, said Marie Doe, a nurse": a name between the verb and the end of its phrase."""
    if not _after_pause(sentence, match.first) or match.last >= len(sentence.norms):
        return None
    actor = actors.after(sentence, match.last) if sentence.lexicon.head.articles and sentence.upper(match.last) else None
    ends = actor is not None and (actor.last >= len(sentence.norms) or sentence.norms[actor.last] in ".,;")
    return actor if ends and actor is not None and actor.first == match.last and not actor.anaphor else None


def _after_pause(sentence: Sentence, at: int) -> bool:
    return at > 0 and sentence.norms[at - 1] in ',"'


def _begins_behind_pause(sentence: Sentence, actor: Actor) -> bool:
    """Whether a comma or a quotation ends right before the actor; a mark that opens a name in quotes ends nothing."""
    first, norms = actor.first, sentence.norms
    if first > 0 and norms[first - 1] == '"' and actor.last < len(norms) and norms[actor.last] == '"':
        first -= 1
    if first > 1 and norms[first - 1] in sentence.lexicon.head.articles:
        first -= 1  # ", an HRW [investigation] found"
    return first > 0 and norms[first - 1] in ',"'


def _set_off(sentence: Sentence, behind: int) -> bool:
    """Whether a pause also ends speaker and verb: "Two were officers, police said, and nine were hurt." speaks for it all."""
    at = behind
    if at < len(sentence.norms) and sentence.masks[at] & _ASIDE:
        while at < len(sentence.norms) and at - behind < _LONGEST_ASIDE and not _tells(sentence, at):
            at += 1
    return at < len(sentence.norms) and sentence.norms[at] in ",;:"


def _tells(sentence: Sentence, at: int) -> bool:
    """Whether a token closes an aside, or tells something itself."""
    mask, word = sentence.masks[at], sentence.norms[at]
    telling = BITS["say"] if not mask & (BITS["tally"] | BITS["not_actor"]) else 0  # "report" is a verb and a noun
    return word in ",;.:" or word[0].isdecimal() or bool(mask & (NUMERIC | BITS["harm"] | BITS["that"] | telling))


def _trails(sentence: Sentence, actor: Actor, match: Match) -> bool:
    """Whether the speaker, behind a pause, comes behind what is said: "Twelve people died, officials said Friday."."""
    if match.last < len(sentence.norms) and sentence.masks[match.last] & BITS["that"]:
        return False
    if sentence.norms[actor.first - 1] == '"':
        return True
    if match.last < len(sentence.norms):
        mask, word = sentence.masks[match.last], sentence.norms[match.last]
        if mask & (NUMERIC | BITS["bound"]) or word[0].isdecimal():
            return False  # "Amnesty says 13 died, police say 7"
    return not any(harm.last > match.last for harm in sentence.of("harm"))  # "put the dead" is both


def _according(sentence: Sentence, match: Match) -> Attribution | None:
    """ "According to X, ..." and "..., according to X"."""
    actor: Actor | None
    named = (
        sentence.masks[match.last - 1] & BITS["actor"]
        and match.last < len(sentence.norms)
        and sentence.norms[match.last][0].isalpha()
    )
    if noun_behind_pronoun(sentence, match):
        actor = actors.after(sentence, match.last, sure=True)
        actor = replace(actor, first=match.last - 1) if actor is not None else None
    elif match.row.frame == "pronoun" and named:  # "за словами очільника області NAME"
        actor = actors.after(sentence, match.last - 1, sure=True)
    elif match.row.frame == "pronoun":  # "за її словами", "according to her": whoever spoke before
        actor = Actor(sentence, match.first, match.last, "other", False, True, dropped=True)
    else:
        actor = actors.after(sentence, reported(sentence, match.last), sure=True)
    if actor is None:
        return None
    if actor.last < len(sentence.norms) and sentence.masks[actor.last] & (BITS["not_actor"] | BITS["tally"]):
        actor = actors.without_article(sentence, actor)  # "according to a UN estimate"
    start, end = phrases.clause(sentence, match.first)
    own = own_figure(sentence, match.first)
    return Attribution(actor, match, start, end) if own < 0 else Attribution(actor, match, own, match.first)
