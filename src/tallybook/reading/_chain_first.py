"""Attribution where the verb opens its clause: "said X that 12 died", "12 died, as reported X", "X announced the death of 12"."""

from __future__ import annotations

from msgspec.structs import replace

from tallybook.reading import _clitics as clitics
from tallybook.reading import _phrases as phrases
from tallybook.reading._actor import Actor
from tallybook.reading._attribution import COUNTERS, Attribution
from tallybook.reading._classes import BITS
from tallybook.reading._forms import Match
from tallybook.reading._tokens import Sentence

_TIMES = BITS["weekday"] | BITS["when"] | BITS["adverb"] | BITS["aux"]
_APPOSED = 7


def spoken(sentence: Sentence) -> list[Attribution]:
    """Every act of saying of a sentence, and for which of its words it stands."""
    found = [_according(sentence, match) for match in sentence.of("according")]
    passed = {each.relay.first for each in found if each is not None and each.relay is not None}
    found.extend(_said(sentence, match) for match in sentence.of("say") if not passed & {match.last, match.last + 1})
    kept = [each for each in found if each is not None]
    phrases.cut(sentence, kept)
    if kept and sentence.classes & BITS["not_actor"]:
        _cut_at_nobody(sentence, kept)
    kept.extend(each for each in (_handled(sentence, match) for match in sentence.of("handle")) if each is not None)
    return kept


def _handled(sentence: Sentence, match: Match) -> Attribution | None:
    """ "Recovered the Red Crescent 12 bodies": who works with the dead and the wounded tells what it counted."""
    actor = phrases.speaker(sentence, match.last, alone=False) or _before(sentence, match)
    if actor is None or actor.anaphor or not (actor.type in COUNTERS or _rescuers(sentence, actor)):
        return None
    return Attribution(actor, match, max(match.last, actor.last), len(sentence.norms))


def _rescuers(sentence: Sentence, actor: Actor) -> bool:
    """Whether an office of the state is one that recovers the dead itself: a coast guard, a fire brigade."""
    noun = sentence.starting("actor", actor.first) if actor.sentence is sentence else None
    return noun is not None and noun.row.frame == "rescue"


def _cut_at_nobody(sentence: Sentence, found: list[Attribution]) -> None:
    """ "The spokesman confirmed the attack, while first reports told of six dead": those are nobody's, and not his."""
    for match in sentence.of("say"):
        opened = match.first > 0 and sentence.norms[match.first - 1] in sentence.lexicon.clause_and
        if not opened or match.last >= len(sentence.norms) or not sentence.masks[match.last] & BITS["not_actor"]:
            continue
        for each in found:
            if each.start < match.first < each.end and each.cue.first < match.first:
                each.end = match.first


def _said(sentence: Sentence, match: Match) -> Attribution | None:
    """A verb of saying with the speaker behind it, before it, or left out."""
    if sentence.ending("according", match.first) is not None:
        return None  # "according to what X said": the phrase that opens it finds X
    if match.row.frame == "quoted":
        return _quoted(sentence, match)
    at = match.last
    while at < len(sentence.norms) and sentence.masks[at] & _TIMES and not sentence.masks[at] & BITS["actor"]:
        at += 1
    actor = phrases.speaker(sentence, phrases.skip(sentence, at, "tally"), alone=True)
    before = _before(sentence, match) if actor is None or actor.type == "other" else None
    if actor is None or (before is not None and before.type != "other"):
        actor = _titled(sentence, match) or before  # "the ministry revises the toll of NAME": the name is no speaker
        end = match.last
    else:
        end = actor.last
    if actor is None:
        if not _that(sentence, match.last):
            return None
        headed = _headed(sentence, match) if match.first > 1 else phrases.dropped(sentence, match)
        if headed is None or match.first > 1:
            return Attribution(headed, match, match.last, len(sentence.norms)) if headed is not None else None
        actor = headed
    start = phrases.clause(sentence, match.first)[0]
    if phrases.counted(sentence, start, min(match.first, actor.first)) and (
        match.row.side == "before" or _aside(sentence, match, end) or not phrases.counted(sentence, end, len(sentence.norms))
    ):
        return Attribution(actor, match, start, min(match.first, actor.first), _told(sentence, end))
    return Attribution(actor, match, end, len(sentence.norms), _told(sentence, end))


def _aside(sentence: Sentence, match: Match, at: int) -> bool:
    """ "12 died, as announced the governor, and 25 crews took part": a verb that gives nothing behind it, set off by commas."""
    end = at
    if at < len(sentence.norms) and sentence.masks[at] & BITS["place_prep"]:  # where the speaker is
        end = next((step for step in range(at, min(at + _APPOSED, len(sentence.norms))) if sentence.norms[step] in ",;."), at)
    if clitics.joined(sentence, match) or phrases.counted(sentence, at, end):
        return False
    if end < len(sentence.norms) and sentence.norms[end] not in ",;.":
        return False
    opened = match.first - 1
    while opened > 0 and sentence.masks[opened] & BITS["adverb"]:
        opened -= 1
    paused = opened < match.first - 1 or sentence.norms[opened] == ","  # "as", or a comma
    return opened > 0 and paused and not _that(sentence, at)


def _headed(sentence: Sentence, match: Match) -> Actor | None:
    """ "The police command comments on the incident and says that 5 were hurt": a known speaker heads the sentence."""
    if not clitics.joined(sentence, match):
        return None
    actor = phrases.speaker(sentence, phrases.behind_time(sentence), alone=False)
    return actor if actor is not None and actor.type != "other" and actor.last < match.first else None


def _quoted(sentence: Sentence, match: Match) -> Attribution | None:
    """ "The agency quoted from the ministry that": without the one quoted the verb is "carried" and says nothing."""
    actor = phrases.speaker(sentence, match.last, alone=True)
    if actor is None or actor.last >= len(sentence.norms) or not sentence.masks[actor.last] & BITS["that"]:
        return None
    origin = phrases.speaker(sentence, actor.last + 1, alone=True)
    return Attribution(actor, match, origin.last, len(sentence.norms), None, origin) if origin is not None else None


def _that(sentence: Sentence, at: int) -> bool:
    """Whether a word for "that" follows soon, behind "in a statement" perhaps."""
    return any(sentence.masks[step] & BITS["that"] for step in range(at, min(at + 6, len(sentence.norms))))


def _before(sentence: Sentence, match: Match) -> Actor | None:
    """ "The ministry announced": a speaker at the head of the clause, with nothing but an auxiliary before the verb."""
    end = match.first
    while end > 0 and sentence.masks[end - 1] & _TIMES and not sentence.masks[end - 1] & BITS["actor"]:
        end -= 1
    for head in range(end - 1, max(-1, end - phrases.LONGEST), -1):
        opened = head == 0 or sentence.norms[head - 1] in ',;:"–' or sentence.norms[head - 1] in sentence.lexicon.clause_and
        if opened or sentence.masks[head - 1] & (BITS["aux"] | BITS["that"]):
            last = phrases.run(sentence, head)
            if last == end or _placed(sentence, last, end):
                return phrases.speaker(sentence, head, alone=False, last=end)
            return None
    return None


def _placed(sentence: Sentence, at: int, end: int) -> bool:
    """ "But workers in the hospital of Z counted 200": nothing but where the speaker is stands before the verb."""
    if not 1 < end - at < _APPOSED or not sentence.masks[at] & BITS["place_prep"]:
        return False
    telling = BITS["say"] | BITS["harm"] | BITS["that"] | BITS["preposition"] | BITS["aux"]
    return not phrases.counted(sentence, at, end) and not any(sentence.masks[step] & telling for step in range(at + 1, end))


def _titled(sentence: Sentence, match: Match) -> Actor | None:
    """ "Was Doctor NAME, spokesman of the ministry in Y, already written that": the office behind the comma of a name."""
    end = match.first
    while end > 1 and sentence.masks[end - 1] & _TIMES and not sentence.masks[end - 1] & BITS["actor"]:
        end -= 1
    commas = [at for at in range(1, end) if sentence.norms[at] == ","]
    if len(commas) < 2 or commas[-1] != end - 1 or phrases.counted(sentence, commas[-2], end):
        return None
    office = phrases.speaker(sentence, commas[-2] + 1, alone=False)
    first = commas[-2]
    while first > 0 and sentence.norms[first - 1][0].isalpha() and not sentence.masks[first - 1] & BITS["aux"]:
        first -= 1
    named = commas[-2] - first > 1 and phrases.run(sentence, first) == commas[-2]
    return replace(office, first=first, named=True) if office is not None and named else None


def _told(sentence: Sentence, at: int) -> Actor | None:
    """Who was told: "said the mayor, NAME, to Y that". The preposition may be written onto the name of Y."""
    if at < len(sentence.norms) and sentence.norms[at] == ",":  # a name behind an office
        closed = next(
            (step for step in range(at + 1, min(at + _APPOSED, len(sentence.norms))) if sentence.norms[step] == ","), None
        )
        at = closed + 1 if closed is not None else at + phrases.run(sentence, at + 1)
    mark = sentence.starting("say_to", at)
    at = mark.last if mark is not None else at
    if mark is None and not (at < len(sentence.norms) and clitics.written_to(sentence, at)):
        return None
    told = phrases.speaker(sentence, at, alone=False)
    if told is None or told.type not in ("agency", "outlet") or not phrases.named(sentence, told):
        return None
    return clitics.bared(sentence, told)


def _according(sentence: Sentence, match: Match) -> Attribution | None:
    """ "According to X", "according to what X said"."""
    at = phrases.skip(sentence, match.last, "say", "tally")
    actor = phrases.speaker(sentence, at, alone=True)
    if actor is None:
        return None
    verb = sentence.starting("say", match.last)
    quoted = _quoted(sentence, verb) if verb is not None and verb.row.frame == "quoted" else None
    if quoted is not None:  # "according to what the agency quoted from a source"
        return Attribution(quoted.actor, match, *phrases.clause(sentence, match.first), None, quoted.origin)
    relay = _passed_on(sentence, actor.last)
    return Attribution(clitics.bared(sentence, actor), match, *phrases.clause(sentence, match.first), relay)


def _passed_on(sentence: Sentence, at: int) -> Actor | None:
    """ "According to witnesses who talked to Y", "according to figures of X that Y published"."""
    directly = _told(sentence, at) if at < len(sentence.norms) and sentence.norms[at] != "," else None
    if directly is not None:
        return directly  # "according to what the guard told Y"
    at += at < len(sentence.norms) and bool(sentence.masks[at] & BITS["relative"])
    verb = sentence.starting("say", at)
    if verb is None:
        return None
    told = _told(sentence, verb.last)
    if told is not None:
        return told
    behind = phrases.speaker(sentence, verb.last, alone=False)
    return behind if behind is not None and behind.type in ("agency", "outlet") else None
