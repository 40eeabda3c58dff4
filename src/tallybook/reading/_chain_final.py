"""Attribution where the verb ends its clause: the speaker stands at the head of the clause, what is said between or behind.

"X said 12 died", "X of 12 dead news gave", "X the toll 12 put", "12 died, X said", "X to Y said", "X quoting Z reported".
"""

from __future__ import annotations

from tallybook.reading import _names as names
from tallybook.reading import _phrases as phrases
from tallybook.reading._actor import Actor
from tallybook.reading._attribution import COUNTERS, Attribution
from tallybook.reading._classes import BITS
from tallybook.reading._forms import Match
from tallybook.reading._shared import last_words, shared
from tallybook.reading._tokens import Sentence

_NEAR = 3
_HEARERS = ("agency", "outlet", "rights_group", "monitor")
_PAUSES = ',;:–"|'
_VERB = BITS["aux"] | BITS["harm"] | BITS["say"]
_TIMES = BITS["weekday"] | BITS["when"] | BITS["month"] | BITS["adverb"] | BITS["continuing"] | BITS["and"] | BITS["duration"]
_OPENS = (
    BITS["preposition"] | BITS["adverb"] | BITS["cite"] | BITS["since_total"] | BITS["bound"] | BITS["weekday"] | BITS["when"]
)


def spoken(sentence: Sentence) -> list[Attribution]:
    """Every act of saying of a sentence, and for which of its words it stands."""
    found: list[Attribution] = []
    for match in sentence.of("say"):
        if sentence.covering("according", match.first) is not None:
            continue  # "according to what X said" is one cue
        together = shared(sentence, match)
        if together:
            found.extend(together)
            continue
        each = _said(sentence, match, found[-1] if found else None)
        if each is not None:
            found.append(each)
    if len(found) > 1:
        found = [each for each in found if not _of_itself(sentence, each, found)]
    found.extend(each for each in (_according(sentence, match) for match in sentence.of("according")) if each is not None)
    phrases.cut(sentence, found)
    found.extend(each for each in (_handled(sentence, match) for match in sentence.of("handle")) if each is not None)
    return found


def _handled(sentence: Sentence, match: Match) -> Attribution | None:
    """ "The Red Crescent 12 bodies has recovered": who works with the dead and the wounded tells what it counted."""
    actor = _subject(sentence, match)
    if actor is None or actor.type not in COUNTERS or actor.anaphor:
        return None
    return Attribution(actor, match, actor.last, len(sentence.norms))


def _of_itself(sentence: Sentence, each: Attribution, found: list[Attribution]) -> bool:
    """ "The spokeswoman wrote that this body 38 deaths has verified": she speaks for the body, and it says nothing by itself."""
    at, actor = each.actor.first, each.actor
    own = actor.anaphor and not actor.pronoun and each.cue.row.label in ("confirmed", "documented")
    if not own or at < 2 or actor.sentence is not sentence or not sentence.masks[at - 1] & BITS["that"]:
        return False
    return any(other.cue.last == at - 1 for other in found if other is not each)


def _said(sentence: Sentence, match: Match, before: Attribution | None) -> Attribution | None:
    """A verb of saying with its speaker, and the one who was told."""
    if match.row.frame == "passive":
        return _passive(sentence, match)
    actor = _subject(sentence, match)
    if actor is None:
        actor = _left_out(sentence, match, before)
        if actor is None:
            return None
        start = before.cue.last if before is not None else 0
        return Attribution(
            actor, match, start if phrases.counted(sentence, start, match.first) else match.last, len(sentence.norms)
        )
    quoted = names.quoted(sentence, actor) if sentence.classes & BITS["cite"] else None
    first, last = _speech(sentence, actor, match, quoted[0].last if quoted is not None else actor.last)
    at = match.last
    if at + 1 < len(sentence.norms) and sentence.masks[at] & BITS["and"] and sentence.masks[at + 1] & BITS["actor"]:
        last = min(last, at)  # "The weather office told of rain and rescuers brought 400 to safety": what others did
    if quoted is not None:
        return Attribution(quoted[0], match, first, last, None, quoted[1])
    return Attribution(actor, match, first, last, _told(sentence, actor, match))


def _left_out(sentence: Sentence, match: Match, before: Attribution | None) -> Actor | None:
    """A verb without a subject goes on in the name of whoever spoke before: "and reported 12 dead", "also added that"."""
    if _opening(sentence, 0) == match.first:
        return phrases.dropped(sentence, match)
    if before is not None and before.actor.sentence is sentence and before.actor.first < before.cue.first:
        joined = any(sentence.masks[at] & BITS["and"] for at in range(before.cue.last, min(match.first, before.cue.last + 2)))
        return before.actor if joined else None
    return None


def _passive(sentence: Sentence, match: Match) -> Attribution | None:
    """ "by the ministry was announced": the agent is the speaker."""
    agents = [each.last for each in sentence.of("by")]
    agents += [at + 1 for at, word in enumerate(sentence.norms) if word in match.row.parts]  # "for X is certain"
    for by in sorted((at for at in agents if at < match.first), reverse=True):
        actor = phrases.speaker(sentence, by, alone=True)
        ours = actor is not None and bool(sentence.masks[actor.last - 1] & BITS["not_actor"])  # "our organisation"
        if actor is not None and actor.last <= match.first and not ours:
            before = phrases.counted(sentence, 0, by - 1)
            return Attribution(actor, match, 0 if before else actor.last, len(sentence.norms))
    return None


def _heads(sentence: Sentence, end: int) -> list[int]:
    """Tokens at which a clause may begin, the last one before ``end`` first."""
    found = [0]
    for at in range(1, end):
        mask, word = sentence.masks[at - 1], sentence.norms[at - 1]
        behind = at > 1 and sentence.masks[at - 2]
        joined = mask & BITS["and"] and behind and behind & _VERB
        told = sentence.masks[at] & BITS["actor"] and word == sentence.lexicon.head.order.object_mark  # "it(object) X 12 put"
        if word in _PAUSES or joined or told or mask & BITS["that"] or word in sentence.lexicon.clause_and:
            found.append(at)
    return found[::-1]


def _opening(sentence: Sentence, at: int) -> int:
    """Behind the words of time and the like with which a clause opens: "on Tuesday morning", "this"."""
    while at < len(sentence.norms):
        mask, word = sentence.masks[at], sentence.norms[at]
        dated = (
            word[0].isdecimal()
            and at + 1 < len(sentence.norms)
            and bool(sentence.masks[at + 1] & (BITS["month"] | BITS["duration"]))
        )
        if mask & (BITS["actor"] | BITS["anaphor"]) or not (mask & _TIMES or dated):
            break
        at += 1
    taken_up = sentence.starting("not_actor", at)  # "this the minister said": what was said, taken up again
    mark = sentence.lexicon.head.order.object_mark
    for end in (taken_up.last, taken_up.last + 1) if taken_up is not None else ():
        if end < len(sentence.norms) and sentence.norms[end] == mark:
            return end + 1
    return at


def _subject(sentence: Sentence, match: Match) -> Actor | None:
    found, mark = _heads(sentence, match.first), sentence.lexicon.head.order.object_mark
    for head in found:
        at = phrases.skip(sentence, _opening(sentence, head), "tally")
        end = phrases.run(sentence, at)
        if at < end < match.first == phrases.run(sentence, at, through=True):
            end = match.first
        if not at < end <= match.first:
            continue
        beside = end == match.first
        if not beside and head > 1 and sentence.masks[head - 1] & BITS["that"] and not sentence.masks[head - 2] & BITS["say"]:
            continue  # a relative clause has a verb of its own
        if head > 1 and _told_apposed(sentence, head):
            continue  # "X to NAME, correspondent of Y, said": the correspondent was told
        if not beside and head > 1 and _apposed(sentence, head, end):
            continue  # "X over the worry of NAME, chief of Y, news gave": the chief is not who speaks
        if head > 1 and sentence.norms[head - 1] == '"' and (sentence.norms[head - 2] == mark or _hearer(sentence, head - 1)):
            continue  # "the news(object) "a lie" called"; "X to "Y" said": who was told
        ranked = head > 0 and _behind_source(sentence, head)
        first = ranked or head == found[-1] or sentence.norms[head - 1] == ";" or last_words(sentence, head, end, match)
        alone = match.row.frame != "known" and (beside or (first and _opens_speech(sentence, end)))
        actor = phrases.speaker(sentence, at, alone=alone, last=end)
        if actor is not None and (beside or not (actor.type == "other" and phrases.is_person(sentence, actor, ranked=ranked))):
            return names.with_name(sentence, actor)
    return names.opening(sentence, match.first) or _inner(sentence, match)


def _behind_source(sentence: Sentence, head: int) -> bool:
    """ "According to agency X, NAME of the arrest of 12 news gave": behind the source that opens the sentence somebody speaks."""
    match = sentence.starting("according", 0) if sentence.norms[head - 1] == "," else None
    if match is None:
        return False
    source = phrases.speaker(sentence, match.last, alone=False)
    return source is not None and source.last == head - 1 and source.type in ("agency", "outlet")


def _apposed(sentence: Sentence, head: int, end: int) -> bool:
    """Whether a phrase between commas tells who somebody is that stands in what the first speaker of the sentence says."""
    if end >= len(sentence.norms) or not sentence.norms[head - 1] == "," == sentence.norms[end]:
        return False
    if any(word in ",;:|–" for word in sentence.norms[: head - 1]):
        return False
    first = phrases.speaker(sentence, 0, alone=True)
    quotes = first is not None and bool(sentence.masks[first.last] & BITS["cite"])  # "X quoting NAME, chief of Y, reported"
    return first is not None and first.last < head - 1 and not quotes and _opens_speech(sentence, first.last)


def _told_apposed(sentence: Sentence, head: int) -> bool:
    """Whether the name before a comma is of somebody who was told."""
    if sentence.norms[head - 1] != ",":
        return False
    return any(
        0 < head - 1 - mark.last <= _NAME and phrases.run(sentence, mark.last) == head - 1 for mark in sentence.of("say_to")
    )


def _hearer(sentence: Sentence, at: int) -> bool:
    """Whether a quotation mark opens the name of an outlet that was told: "to "Y"", "to the daily "Y""."""
    return any(0 <= at - mark.last <= 1 for mark in sentence.of("say_to"))


_NAME = 4  # tokens


def _opens_speech(sentence: Sentence, at: int) -> bool:
    """Whether what stands behind an unknown name may open what it says: a preposition, a toll; no verb of its own."""
    if at >= len(sentence.norms):
        return False
    if sentence.masks[at] & _OPENS:
        return True
    match = sentence.starting("harm", at)
    return match is not None and bool({"toll", "event"} & set(match.row.frame.split()))


def _inner(sentence: Sentence, match: Match) -> Actor | None:
    """A speaker inside the clause: "in Geneva the spokesman of the UN said"."""
    bound = BITS["preposition"] | BITS["by"] | BITS["according"] | BITS["actor"] | BITS["cite"] | BITS["say_to"]
    for candidate in sentence.of("actor"):
        if candidate.last > match.first:
            return None
        if candidate.first and sentence.masks[candidate.first - 1] & bound:
            continue
        if phrases.run(sentence, candidate.first) == match.first:
            return phrases.speaker(sentence, candidate.first, alone=False)
    return None


def _speech(sentence: Sentence, actor: Actor, match: Match, named: int) -> tuple[int, int]:
    """The tokens that the speaker answers for; who speaks, and whom he quotes, is named before the token ``named``."""
    length, at = len(sentence.norms), match.last
    before = phrases.counted(sentence, 0, actor.first)
    that = at < length and bool(sentence.masks[at] & BITS["that"] or sentence.norms[at] in ':"')
    if phrases.counted(sentence, max(named, actor.last), match.first):
        return (at if _asked(sentence, actor.last, at) else actor.last), length
    if (
        before
        and at < length
        and (sentence.norms[at] == "," or (sentence.norms[at] == ";" and sentence.norms[actor.first - 1] == ","))
    ):
        return 0, length  # "9 died, X said; 40 are missing"
    goes_on = phrases.harmed(sentence, at) or phrases.counted(sentence, at, min(at + _NEAR, length))
    if before and actor.first and not that and not goes_on:
        return 0, actor.first
    return at, length


def _asked(sentence: Sentence, at: int, behind: int) -> bool:
    """ "The governor, asked about five dead, said one had died": what was asked is not what is said."""
    asked = sentence.starting("refer_to", at)
    return asked is not None and phrases.counted(sentence, behind, len(sentence.norms))


def _told(sentence: Sentence, actor: Actor, match: Match) -> Actor | None:
    """Who was told: "to Y said", "in a talk with Y said". A bare noun ("a news agency") is nobody's name."""
    for mark in sentence.of("say_to"):
        if actor.last <= mark.first and mark.last < match.first:
            at = mark.last if sentence.norms[mark.last] == '"' else mark.last + 1
            told = phrases.speaker(sentence, mark.last, alone=False) or phrases.quoted(sentence, at)
            if told is not None and told.type in _HEARERS and phrases.named(sentence, told):
                return told
    return None


def _according(sentence: Sentence, match: Match) -> Attribution | None:
    """ "According to X's figures, ..." and "..., according to X"."""
    actor = phrases.speaker(sentence, phrases.skip(sentence, match.last, "tally", "status"), alone=True)
    if actor is None:
        return None
    relay = _passed_on(sentence, actor.last)
    if (
        match.first > 1
        and sentence.masks[match.first - 1] & BITS["relative"]
        and not sentence.masks[match.first - 2] & BITS["say"]
    ):
        return Attribution(
            actor, match, match.first, phrases.clause(sentence, match.first)[1], relay
        )  # "protests that, said X, ..."
    opened = match.first == 0 or sentence.norms[match.first - 1] in _PAUSES or bool(sentence.masks[match.first - 1] & BITS["and"])
    if opened and phrases.harmed(sentence, actor.last) and _told_before(sentence, match.first):
        return Attribution(actor, match, actor.last, len(sentence.norms), relay)
    return Attribution(actor, match, *phrases.clause(sentence, match.first), relay)


def _passed_on(sentence: Sentence, at: int) -> Actor | None:
    """ "According to witnesses who with Y talked", "sources whom Y quoted": an outlet in the relative clause before any figure."""
    if at >= len(sentence.norms) or not sentence.masks[at] & BITS["relative"]:
        return None
    for match in sentence.of("actor"):
        if at < match.first <= at + _NEAR and match.row.label in ("agency", "outlet"):
            relay = phrases.speaker(sentence, match.first, alone=False)
            return relay if relay is not None and phrases.named(sentence, relay) else None
    return None


def _told_before(sentence: Sentence, at: int) -> bool:
    """Whether a whole clause with a harm of its own ends before a token."""
    return at > 1 and any(harm.last < at for harm in sentence.of("harm")) and bool(sentence.masks[at - 2] & _VERB)
