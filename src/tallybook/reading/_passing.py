"""Acts of saying side by side: who only passes on what another one said, and how far each one's words reach."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from tallybook.reading import _actors as actors
from tallybook.reading import _phrases as phrases
from tallybook.reading._actor import Actor
from tallybook.reading._attribution import Attribution
from tallybook.reading._behind import widen
from tallybook.reading._classes import BITS
from tallybook.reading._count import PERSON
from tallybook.reading._forms import Match
from tallybook.reading._numerals import numbers
from tallybook.reading._reports import reported
from tallybook.reading._tokens import Sentence

_RELAYS = ("agency", "outlet")
_NOUN = 4  # tokens of "confirmed civilian deaths"


def widened(sentence: Sentence, found: list[Attribution]) -> None:
    """Speakers speak for the clauses behind a semicolon in which nobody else does."""
    if ";" not in sentence.norms:
        return
    spoken = [each for each in found if each.cue.name in ("say", "according", "tally")]
    for each, span in zip(spoken, widen(sentence, [(each.start, each.end, each.cue.first) for each in spoken]), strict=True):
        each.start, each.end = span


def in_full(sentence: Sentence, found: list[Attribution]) -> None:
    """ "El director de la prisión negó que ... y admitió dos heridos": whoever speaks twice bears the longer name both times."""
    if sentence.lexicon.head.inverts and not sentence.lexicon.head.articles:
        found[:] = [each for each in found if not any(_only_where(sentence, each, other) for other in found)]
    for left, right in pairwise(found):
        if right.actor.first == left.actor.first and right.actor.sentence is left.actor.sentence and not right.actor.dropped:
            right.actor = max(left.actor, right.actor, key=lambda each: each.last)


def _only_where(sentence: Sentence, each: Attribution, other: Attribution) -> bool:
    """ "Двоє лікарів розповіли, що в їхніх лікарнях зафіксували 170 смертей": in what somebody says, an office is only the place."""
    at = each.actor.first
    if each is other or at < 2 or each.actor.sentence is not sentence or sentence.ending("place_prep", at) is None:
        return False
    inside = other.cue.name == "say" and other.cue.last <= at and other.start <= at < other.end
    return inside and any(sentence.masks[step] & BITS["that"] for step in range(other.cue.last, at - 1))


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


def cited(sentence: Sentence, match: Match, found: list[Attribution]) -> None:
    """ "X, citing Y": Y is nearer to the origin than X."""
    caseless = sentence.lexicon.head.script == "Arabic"
    origin = phrases.cited(sentence, match) if caseless else actors.after(sentence, reported(sentence, match.last))
    if origin is None:
        return
    if not caseless and sentence.lexicon.head.inverts:
        origin = placed(sentence, origin)
    holder = next((each for each in reversed(found) if each.cue.first < match.first or each.actor.last <= match.first), None)
    if holder is None:
        holder = next(iter(found), None)
    if holder is not None:
        if holder.origin is None and holder.actor.first != origin.first:
            if caseless and copies_copy(holder, origin, found):
                holder.actor = origin
            else:
                holder.origin = origin
        return
    pause = match.first - (sentence.norms[match.first - 1] == "," if match.first > 0 else 0)
    speaker = phrases.ending(sentence, pause) if caseless else actors.before(sentence, pause)
    if speaker is not None and not speaker.anaphor:
        found.append(Attribution(speaker, match, 0, len(sentence.norms), None, origin))
    else:
        found.append(Attribution(origin, match, 0, len(sentence.norms)))


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


def bounded(sentence: Sentence, found: list[Attribution]) -> None:
    """ "Officials say 9 died, but activists say 60": the first speaker's words end where the next one's clause begins."""
    whole = len(sentence.norms)
    spoken = [each for each in found if each.cue.name in ("say", "tally") and (each.start > 0 or each.end == whole)]
    for index, (left, right) in enumerate(pairwise(spoken)):
        begin = right.actor.first if right.actor.sentence is sentence else right.cue.first
        ends = sentence.lexicon.clause_and | {";"}
        cuts = [at for at in range(left.cue.last, begin) if sentence.norms[at] in ends]
        pause = begin - 1 - bool(sentence.masks[begin - 1] & BITS["and"])
        if (
            not cuts
            and left.start > 0
            and sentence.norms[pause] == ","
            and right.cue.last < len(sentence.norms)
            and right.start >= right.cue.last
        ):
            cuts = [pause]  # "Amnesty says 13 died, police say 7"
        if not cuts and left.start > 0 and pause < begin - 1 and right.start >= right.cue.last > right.actor.first >= begin:
            cuts = [begin - 1] if any(left.cue.last <= each.first < begin for each in numbers(sentence)) else []
        for each in spoken[: index + 1] if cuts else ():
            each.end = min(each.end, cuts[-1]) if each.start <= cuts[-1] else each.end
    if sentence.lexicon.head.inverts and not sentence.lexicon.head.articles:
        _taken_over(sentence, [each for each in found if each.cue.name == "say"])
    if ";" in sentence.norms and sentence.lexicon.head.articles:
        _parted(sentence, [each for each in found if each.cue.name in ("say", "according")])


def _taken_over(sentence: Sentence, spoken: list[Attribution]) -> None:
    """ "Військові звітують про 7 збитих дронів, однак троє поранені, розповів мер": the clause before the last verb is its speaker's."""
    ends = [match.first for match in sentence.of("and") if match.row.label == "clause"]
    ends += [at for at, word in enumerate(sentence.norms) if word == ";"]
    for left, right in pairwise(spoken):
        if right.start > 0 or right.cue.first > right.actor.first or right.actor.type in _RELAYS or right.actor.dropped:
            continue
        cuts = [at for at in ends if max(left.cue.last, left.actor.last) <= at < right.cue.first]
        if cuts and left.actor.sentence is sentence and left.end > cuts[-1]:
            left.end, right.start = cuts[-1], cuts[-1]


def _parted(sentence: Sentence, spoken: list[Attribution]) -> None:
    """ "Four killed, minister says; 79 hurt, says Red Cross": where two speakers stand in two clauses, each keeps to his own."""
    ends = [at for at, word in enumerate(sentence.norms) if word == ";"]
    homes = [sum(end < each.cue.first for end in ends) for each in spoken]
    if len(set(homes)) < 2:
        return
    for each, home in zip(spoken, homes, strict=True):
        first, last = ends[home - 1] + 1 if home else 0, ends[home] if home < len(ends) else len(sentence.norms)
        if each.start < last and each.end > first:
            each.start, each.end = max(each.start, first), min(each.end, last)


def figure_owned(sentence: Sentence, actor: Actor) -> int:
    """Where the figure begins that a relative clause gives to its speaker: "the 212 deaths that HRANA has verified"; -1 for none."""
    if actor.sentence is not sentence or not sentence.lexicon.head.articles or sentence.lexicon.head.inverts:
        return -1
    at = actor.first - (sentence.norms[actor.first - 1] in sentence.lexicon.head.articles)
    relative = at > 0 and sentence.ending("relative", at) is not None
    if not relative and not sentence.masks[at] & (BITS["definite"] | BITS["anaphor"]):
        return -1
    noun = at - relative
    number = next((each for each in reversed(numbers(sentence)) if each.last <= noun), None)
    if number is None or not 0 < noun - number.last <= _NOUN or not sentence.masks[noun - 1] & (PERSON | BITS["harm"]):
        return -1
    other = BITS["say"] | BITS["aux"] | BITS["preposition"] | BITS["and"] | BITS["by"]
    between = range(number.last, noun)
    plain = all(sentence.norms[step][0].isalpha() and not sentence.masks[step] & other for step in between)
    return number.first if plain else -1


def _its_own(sentence: Sentence, actor: Actor) -> bool:
    """Whether a phrase opens with "its": whoever speaks there speaks for a body that was named before."""
    match = sentence.starting("definite", actor.first) if actor.sentence is sentence else None
    return match is not None and match.row.frame == "body"


def _only_prints(ahead: Attribution, behind: Attribution) -> bool:
    """ "Reuters reported that 12 died, according to the army": the agency heard it from whom the sentence names behind it."""
    heard = behind.cue.name == "according" and behind.actor.type not in (*_RELAYS, "other")
    return heard and ahead.actor.type in _RELAYS and ahead.origin is None


def _opens(sentence: Sentence, each: Attribution) -> int:
    """Where an act of saying opens: at its speaker, where he is named in the sentence itself."""
    return each.actor.first if each.actor.sentence is sentence else each.cue.first


def covering(sentence: Sentence, found: list[Attribution], at: int) -> list[Attribution]:
    """The attributions that cover a token, the origin's first: what stands nearest to the number was said first."""
    over: list[Attribution] = []
    for each in found:
        actor = each.actor
        inside = actor.first <= at < actor.last and actor.sentence is sentence
        if each.start <= at < each.end and not inside:
            over.append(each)
    if len(over) > 1:  # whoever says so is asked before whoever did something
        over = [each for each in over if each.cue.name != "handle"] or over[:1]
    if len(over) < 2:
        return over
    owned = [each for each in over if each.owned]
    if owned and not any(each.cue.name == "deny" for each in over):
        return owned[:1] + [each for each in over if not each.owned and each.actor.first != owned[0].actor.first][:1]
    bracketed = [each for each in over if each.cue.name == "actor"]
    if bracketed:
        return bracketed[:1]
    ahead = [each for each in over if each.start > 0 or (each.cue.name == "say" and _opens(sentence, each) < at)]
    behind = [each for each in over if each not in ahead]
    if ahead and behind and ahead[-1].cue.row.frame != "sure" and _its_own(sentence, behind[0].actor):
        return behind[:1]  # "The hospital recorded 34 deaths, its director said"; what the hospital itself said is its own
    ahead.sort(key=lambda each: -each.cue.first)
    behind.sort(key=lambda each: abs(each.cue.first - at))
    if len(ahead) == 1 and behind and _only_prints(ahead[0], behind[0]):
        return [behind[0], ahead[0]]
    return ahead + passed_on(behind) if not ahead else ahead[:2] + behind[:1]


def placed(sentence: Sentence, origin: Actor) -> Actor:
    """ "з посиланням на джерело в поліції", "citando a una fuente de la policía": where the one who is cited speaks from."""
    office = sentence.starting("say_at", origin.last)
    known = office is not None and origin.type == "unnamed" and sentence.starting("actor", office.last) is not None
    home = actors.after(sentence, office.last) if office is not None and known else None
    return replace(origin, last=home.last) if home is not None and home.sentence is sentence else origin
