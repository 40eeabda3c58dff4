"""Speakers who stand behind their verb, or nowhere: "informó la Fiscalía", "повідомили в ДСНС", "a-t-il ajouté".

Where a language turns verb and speaker (``inverts``), what stands before the verb is as often what is said, or what it is about,
as who says it. So a verb that opens the sentence or follows a pause first looks behind itself.
"""

from __future__ import annotations

from itertools import pairwise

import msgspec

from tallybook.reading import _actors as actors
from tallybook.reading._actor import Actor
from tallybook.reading._classes import BITS
from tallybook.reading._forms import Match
from tallybook.reading._marks import unmarked_place
from tallybook.reading._numerals import numbers
from tallybook.reading._tokens import Sentence

_BEFORE = (
    BITS["adverb"] | BITS["according"] | BITS["refer_back"] | BITS["relative"] | BITS["weekday"] | BITS["when"] | BITS["aux"]
)
_DATED, _SMALL = BITS["weekday"] | BITS["when"] | BITS["month"], BITS["preposition"] | BITS["article"] | BITS["definite"]
_PAUSES = ',"–-(;:'
_NOUN = 5  # tokens of "un nouveau bilan provisoire"


class Behind(msgspec.Struct, frozen=True, gc=False):
    """Who says it, to whom, and the tokens that hold what is said."""

    actor: Actor
    relay: Actor | None
    start: int
    end: int


def speaker_behind(sentence: Sentence, match: Match) -> Behind | None:
    """The speaker behind a verb of saying; None where the language does not turn them, or the one before the verb speaks."""
    if not sentence.lexicon.head.inverts:
        return None
    paused, about = _paused(sentence, match.first), _about(sentence, match.first)
    actor, relay = _found(sentence, match.last)
    owned = _figure_before(sentence, match.first) if actor is not None and actor.type != "other" else -1
    if owned >= 0 and actor is not None:
        return Behind(actor, relay, owned, match.first)
    if actor is not None and (paused or about or (actor.type != "other" and actors.before(sentence, match.first) is None)):
        return Behind(actor, relay, *_reach(sentence, match, actor.last))
    actor = _before_comma(sentence, match)
    if actor is not None:
        return Behind(actor, None, match.last, len(sentence.norms))
    resumed = sentence.starting("resume", match.first)
    if (
        resumed is None
        or not (paused or resumed.row.frame == "own")
        or (resumed.row.side != "after" and actors.before(sentence, match.first) is not None)
    ):
        return None
    silent = Actor(sentence, match.first, match.last, "other", False, True)
    return Behind(silent, None, *(_reach(sentence, match, match.last) if paused else (0, len(sentence.norms))))


def _figure_before(sentence: Sentence, at: int) -> int:
    """ "Los 54 que contabilizan los familiares", "з 54, про яких говорять родини": where the figure begins that the speaker owns; -1 for none."""
    back = at - 1
    if back < 1 or not sentence.masks[back] & BITS["relative"]:
        return -1
    clause = sentence.masks[back] & BITS["that"]
    while back > 0 and (
        sentence.masks[back - 1] & (BITS["preposition"] | BITS["that"])
        or sentence.norms[back - 1] in sentence.lexicon.head.articles
    ):
        back -= 1
    if sentence.norms[back - 1] == ",":
        if clause:
            return -1  # "загинули 12 людей, про що повідомила поліція"
        back -= 1
    number = next((each for each in reversed(numbers(sentence)) if each.last <= back), None)
    near = number is not None and back - number.last < _NOUN - 1
    plain = number is not None and all(sentence.norms[step][0].isalpha() for step in range(number.last, back))
    return number.first if number is not None and near and plain else -1


def _before_comma(sentence: Sentence, match: Match) -> Actor | None:
    """A known speaker with nothing but a comma before the verb: "el Centro de Emergencias del Ministerio, confirmó"."""
    at = match.first - 1
    if at < 1 or sentence.norms[at] != "," or actors.before(sentence, match.first) is not None:
        return None
    actor = actors.before(sentence, at)
    if actor is None or actor.type == "other" or actor.anaphor:
        return None
    return actor if actor.first == 0 or sentence.norms[actor.first - 1] in _PAUSES else None


def whole_name(sentence: Sentence, actor: Actor | None) -> Actor | None:
    """The speaker with the office that stands before a preposition: "La mission de l'ONU en Haïti", "Поліція у Києві"."""
    if actor is None or not sentence.lexicon.head.inverts or actor.type != "other" or actor.anaphor:
        return actor if actor is None or actor.anaphor else _with_source(sentence, actor)
    alone, at = (
        None if unmarked_place(sentence, actor.first, actor.last) or _governed(sentence, actor) else actor,
        actor.first - 1,
    )
    if at < 1 or not sentence.masks[at] & BITS["preposition"] or sentence.masks[actor.first] & BITS["harm"]:
        return alone
    if _report(sentence, at):
        return None
    left = actors.before(sentence, at)
    if left is None or left.type == "other" or left.last != at:
        return alone
    return actors.between(sentence, left.first, actor.last) or actor


def _governed(sentence: Sentence, actor: Actor) -> bool:
    """ "Після відходу росіян нарахували 40 убитих": nouns behind a preposition, none of them a name, where cases tell: nobody speaks."""
    if sentence.lexicon.head.articles or actor.first == 0 or not sentence.masks[actor.first - 1] & BITS["preposition"]:
        return False
    return not any(sentence.upper(at) for at in range(actor.first, actor.last))


def _with_source(sentence: Sentence, actor: Actor) -> Actor:
    """ "Джерела в армії", "fuentes en el ejército": a source with the office that it speaks from."""
    office = sentence.ending("say_at", actor.first) if sentence.lexicon.head.inverts and actor.first > 1 else None
    source = sentence.ending("actor", office.first) if office is not None else None
    if source is None or source.row.label != "unnamed" or actor.sentence is not sentence:
        return actor
    return msgspec.structs.replace(actor, first=source.first, type="unnamed")


def _report(sentence: Sentence, at: int) -> bool:
    """Whether a noun of reporting heads the phrase before a token: "le rapport sur le Soudan estime" names nobody."""
    near = range(max(0, at - _NOUN + 1), at)
    nouns = [step for step in near if sentence.masks[step] & BITS["not_actor"] and sentence.norms[step].isalpha()]
    return bool(nouns) and not any(sentence.masks[step] & BITS["actor"] for step in range(nouns[-1], at))


def _paused(sentence: Sentence, at: int) -> bool:
    """Whether a verb opens its clause, small words before it left out: ", як повідомили", "Así lo informó"."""
    while at > 0 and sentence.norms[at - 1] not in _PAUSES:
        conj = sentence.ending("preposition", at)
        if sentence.masks[at - 1] & _BEFORE and not sentence.masks[at - 1] & (BITS["actor"] | BITS["anaphor"]):
            at -= 1
        elif conj is not None and conj.row.label == "conj":
            at = conj.first
        else:
            break
    return at == 0 or sentence.norms[at - 1] in _PAUSES


def _about(sentence: Sentence, at: int) -> bool:
    """Whether the clause before the verb says what it is about: "Про влучання в лікарню повідомив мер"."""
    while at > 0 and sentence.norms[at - 1] not in _PAUSES:
        at -= 1
        if sentence.masks[at] & BITS["that"]:
            return at == 0 or sentence.norms[at - 1] in _PAUSES
    return False


def _found(sentence: Sentence, at: int) -> tuple[Actor | None, Actor | None]:
    """The speaker behind the token ``at``, and the one who was told: "dijo a Reuters un portavoz"."""
    at = _dated(sentence, at)
    to, relay = sentence.starting("say_to", at), None
    if to is not None:
        end = _end_of_told(sentence, to.last) if sentence.lexicon.head.articles else _end_of_dative(sentence, to)
        if end < 0 and sentence.lexicon.head.articles:
            return None, None
    if to is not None and end > 0:
        relay, at = _told(sentence, heard_at(to), end), end
    at = _dated(sentence, at)
    office = sentence.starting("say_at", at)
    actor = actors.after(sentence, office.last if office is not None else at)
    if actor is not None and relay is None and not sentence.lexicon.head.articles:
        actor, relay = _heard_last(sentence, actor)
    return (None if actor is None or actor.pronoun else actor), relay


def heard_at(to: Match) -> int:
    """Where the name of the one who was told begins; a name in the dative is its own preposition ("розповіли Суспільному")."""
    return to.first if to.row.frame == "name" else to.last


def heard_first(sentence: Sentence, actor: Actor) -> tuple[Actor, Actor | None]:
    """ "У коментарі агентству Reuters речник поліції сказав": the phrase before the verb begins with the one who was told."""
    to = next((each for each in sentence.of("say_to") if each.last in range(actor.first, actor.first + 2)), None)
    if to is None or not sentence.lexicon.head.inverts or sentence.lexicon.head.articles:
        return actor, None
    speaker = next((each for each in sentence.of("actor") if to.last < each.first < actor.last or each.first == to.last), None)
    if speaker is not None and speaker.row.label in ("agency", "outlet"):
        end = speaker.last
        speaker = next((each for each in sentence.of("actor") if end <= each.first < actor.last), None)
    found = actors.between(sentence, speaker.first, actor.last) if speaker is not None else None
    if speaker is None or found is None:
        return actor, None
    return found, _told(sentence, heard_at(to), speaker.first)


def _heard_last(sentence: Sentence, actor: Actor) -> tuple[Actor, Actor | None]:
    """ "сказав старійшина Абду Салам агентству AFP": the one who was told stands behind the speaker."""
    to = next((each for each in sentence.of("say_to") if actor.first < each.first < actor.last), None)
    speaker = actors.between(sentence, actor.first, to.first) if to is not None else None
    return (actor, None) if to is None or speaker is None else (speaker, _told(sentence, heard_at(to), actor.last))


def _end_of_told(sentence: Sentence, first: int) -> int:
    """Where the name of the one who was told ends: at an article, or behind a known agency; -1 where nothing shows it."""
    known = sentence.starting("actor", first)
    if (
        known is not None
        and known.row.label in ("agency", "outlet")
        and known.last < len(sentence.norms)
        and (_capital(sentence, known.last) or sentence.starting("actor", known.last) is not None)
    ):
        end = known.last
        while end < len(sentence.norms) and _capital(sentence, end) and not sentence.masks[end] & BITS["actor"]:
            end += 1
        # "a Radio Sur el director" and "a Reuters Juan Sosa": a name goes on as far as an article
        return end if end < len(sentence.norms) and _article(sentence, end) else known.last
    return next((step for step in range(first + 1, min(first + 5, len(sentence.norms))) if _article(sentence, step)), -1)


def _end_of_dative(sentence: Sentence, to: Match) -> int:
    """Where the name in the dative ends: right before the speaker's own noun; -1 where no speaker follows ("повідомляє AFP")."""
    for step in range(to.last, min(to.last + 5, len(sentence.norms))):
        known = sentence.starting("actor", step)
        if known is not None and known.row.label not in ("agency", "outlet"):
            return step
        if not (known is not None or sentence.upper(step) or sentence.norms[step] == '"'):
            break
    return -1


def _capital(sentence: Sentence, at: int) -> bool:
    """Whether a token is written as a name, an article written onto it left out: "l'Agence"."""
    word = sentence.shadow[sentence.starts[at] : sentence.ends[at]]
    return word.rpartition("'")[2][:1].isupper()


def _told(sentence: Sentence, first: int, last: int) -> Actor | None:
    """Who was told; an unknown name behind a preposition of place is where it was said: "a déclaré à Nairobi"."""
    relay = actors.between(sentence, first, last)
    place = sentence.ending("place_prep", first) is not None
    return None if relay is None or (relay.type == "other" and (place or not relay.named)) else relay


def _article(sentence: Sentence, at: int) -> bool:
    return sentence.norms[at] in sentence.lexicon.head.articles


def _dated(sentence: Sentence, at: int) -> int:
    """Right over the day and adverbs: "informó el lunes la policía"."""
    while at + 1 < len(sentence.norms):
        mask, after = sentence.masks[at], sentence.masks[at + 1]
        aside = sentence.starting("adverb", at) if mask & BITS["adverb"] else None
        if aside is not None and aside.last > at + 1:
            at = aside.last  # "dijo ayer en conferencia de prensa que"
            continue
        if mask & (BITS["actor"] | BITS["say_to"]):
            break
        if mask & (_DATED | BITS["adverb"]) or (after & _DATED and (mask & _SMALL or _article(sentence, at))):
            at += 1
        elif sentence.norms[at].isdecimal() and after & BITS["month"]:
            at += 2
        else:
            break
    return at


def _reach(sentence: Sentence, match: Match, last: int) -> tuple[int, int]:
    """What is said: behind a verb that opens the sentence, before one that closes it, on both sides of one set off."""
    length = len(sentence.norms)
    said = [harm.first for harm in sentence.of("harm")]
    if not any(at < match.first for at in said):
        return last, length
    if any(at >= last for at in said) or (last < length and sentence.norms[last] == "," and _paused(sentence, match.first)):
        return 0, length  # "Затримано, як твердить поліція, 40 осіб"
    return 0, match.first


def widen(sentence: Sentence, spans: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Stretches of ``(start, end, cue)``, each widened over the clauses between semicolons in which nobody else speaks.

    "17 died, according to X; 68 more were treated": X speaks for both.
    """
    stops = [0, *(at + 1 for at, word in enumerate(sentence.norms) if word == ";"), len(sentence.norms)]
    clauses = list(pairwise(stops))
    owned = [any(first <= cue < last for _, _, cue in spans) for first, last in clauses]
    wide: list[tuple[int, int]] = []
    for start, end, cue in spans:
        here = next((index for index, (first, last) in enumerate(clauses) if first <= cue < last), 0)
        ahead = here + 1
        while ahead < len(clauses) and not owned[ahead]:
            ahead += 1
        grown = max(end, clauses[ahead - 1][1]) if end >= clauses[here][1] - 1 or start == 0 else end
        alone = sum(owned) == 1 and start <= clauses[here][0]
        wide.append((0 if alone else start, grown))
    return wide
