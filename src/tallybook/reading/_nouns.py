"""The noun that a number counts: people of some kind, or a thing; where its phrase ends."""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._clitics import joined, prefixed
from tallybook.reading._count import NUMERIC, PERSON, STOP, Count, numeric
from tallybook.reading._forms import Match
from tallybook.reading._numerals import Number
from tallybook.reading._tokens import Sentence

_REACH = 7
_SHORT = 4  # letters of a word too short to show its ending
_GENERIC = frozenset({"people", "other"})
_GROUP, _SINGULAR, _THING, _WHOM = BITS["group"], BITS["singular"], BITS["thing"], BITS["whom"]
_NO_NOUN = BITS["anaphor"] | BITS["say"]  # "of this group", "news gave": no noun that the number counts
_CLASSIFIER, _OTHER = BITS["classifier"], BITS["other"]
_PHRASE_ENDS = STOP | NUMERIC | BITS["and"] | BITS["bound"]


def noun_of(sentence: Sentence, count: Count) -> None:
    """Walk right from the number to the noun it counts."""
    dual = sentence.starting("group", count.number.first) if sentence.masks[count.number.first] & _GROUP else None
    if dual is not None and dual.last == count.number.last:
        take(count, dual)  # "شخصان": the number is in the noun
    if not _walk(sentence, count):
        return
    whom = sentence.starting("whom", count.number.last) if sentence.classes & _WHOM and not count.noun else None
    match = None
    if whom is not None:
        nouns = sentence.of("group") + sentence.of("singular")
        match = next((m for m in nouns if whom.last <= m.first <= whom.last + 2), None)
    if match is not None:  # "nine of them children"
        take(count, match)
        count.last = match.last
    elif count.noun and not (sentence.classes & _WHOM and _told_of_them(sentence, count)):
        count.last = _aged(sentence, _complement(sentence, count))
    elif not count.noun:
        _apposed(sentence, count)


def _aged(sentence: Sentence, at: int) -> int:
    """ "A woman of 35 years and her two sons", "alumnos de entre 7 y 10 años": where the phrase ends behind the age of the counted."""
    of = at < len(sentence.norms) and sentence.norms[at] in sentence.lexicon.of_words
    first = last = at + of
    first = last = first + bool(of and first < len(sentence.norms) and sentence.masks[first] & BITS["between"])
    while last + 1 < len(sentence.norms) and (
        sentence.norms[last].isdecimal() or (of and first < last and _lists(sentence, last))
    ):
        last += 1
    if last == first:
        return at
    match = sentence.starting("thing", last)
    age = match is not None and (match.row.label == "age" or (of and match.row.label == "duration"))
    return match.last if match is not None and age else at


def _lists(sentence: Sentence, at: int) -> bool:
    return sentence.norms[at] == "," or bool(sentence.masks[at] & BITS["and"])


def _apposed(sentence: Sentence, count: Count) -> None:
    """ "one, a 15-year-old boy, was in serious condition": who the one was stands between commas."""
    at = count.number.last
    if count.number.high != 1 or at + 2 >= len(sentence.norms) or sentence.norms[at] != ",":
        return
    opened = sentence.norms[at + 1] in sentence.lexicon.head.articles
    match = next((m for m in sentence.of("singular") if at + 1 < m.first <= at + 3), None)
    if opened and match is not None and match.last < len(sentence.norms) and sentence.norms[match.last] == ",":
        take(count, match)
        count.last = match.last + 1


def _told_of_them(sentence: Sentence, count: Count) -> bool:
    """ "46 persons of them girls and women were": the kind stands behind the words for "of them"."""
    whom = sentence.starting("whom", count.last)
    if whom is None or count.group not in _GENERIC:
        return False
    match = next((m for m in sentence.of("group") if whom.last <= m.first <= whom.last + 2), None)
    if match is not None and not any(sentence.masks[at] & NUMERIC for at in range(whom.last, match.first)):
        take(count, match)
    return True


def _walk(sentence: Sentence, count: Count) -> bool:
    """Take the nouns behind the number. Returns False where a thing is counted; ``count.last`` is then behind it."""
    masks, at = sentence.masks, count.number.last
    if at < len(masks):
        at += sentence.norms[at] == ")" and _in_brackets(sentence, count.number)
        at += at < len(masks) and bool(masks[at] & _CLASSIFIER)
    if at < len(masks) and masks[at] & NUMERIC and sentence.norms[at] in sentence.lexicon.of_words:
        at += 1  # "una veintena de": the row of the number holds its preposition
    end, limit = at, min(len(masks), at + _REACH)
    while at < limit:
        match = _person(sentence, at) if masks[at] & PERSON else None
        if match is not None:
            if count.noun and joined(sentence, match):
                break
            if _heads_thing(sentence, match.last) and not sentence.lexicon.head.head_first:
                count.last = match.last + 1  # "military targets", "police vehicles"
                return False
            take(count, match)
            count.other = count.other or bool(masks[match.last - 1] & _OTHER and sentence.lexicon.head.head_first)
            at = end = match.last
            limit = min(len(masks), at + 2)
        elif masks[at] & _THING and not count.noun and not masks[at] & _NO_NOUN and _ends_thing(sentence, count, at):
            count.last = at + 1
            return False
        elif masks[at] & _OTHER:
            count.other = True
            at = end = at + 1
        elif _ends_phrase(sentence, at):
            break
        else:
            at += 1
            end = at if not count.noun and sentence.norms[at - 1] not in sentence.lexicon.of_words else end
    count.last = max(end, count.number.last)
    return True


def another_heads(sentence: Sentence, first: int, at: int) -> bool:
    """ "троє власників клубу": whether a noun that no table knows stands between a number and a thing, and is what is counted."""
    endings = sentence.lexicon.counted_endings
    return bool(endings) and any(
        not sentence.masks[step] and len(sentence.norms[step]) > _SHORT and sentence.norms[step].endswith(endings)
        for step in range(first, at)
    )


def _ends_thing(sentence: Sentence, count: Count, at: int) -> bool:
    """Whether a noun for a thing is the one that is counted: where it heads its phrase, or ends it: "six times | the figure", "five incidents of ..."."""
    if another_heads(sentence, count.number.last, at):
        return False
    head = sentence.lexicon.head
    if prefixed(sentence, sentence.starting("thing", at)):
        return False
    behind = sentence.norms[at + 1] if at + 1 < len(sentence.norms) else ""
    return head.head_first or behind in head.articles or (bool(head.articles) and behind in sentence.lexicon.of_words)


def _in_brackets(sentence: Sentence, number: Number) -> bool:
    """ "(884) of the demonstrators": some offices write their figures so."""
    return number.first > 0 and sentence.norms[number.first - 1] == "("


def _heads_thing(sentence: Sentence, at: int) -> bool:
    return at < len(sentence.masks) and bool(sentence.masks[at] & _THING) and not sentence.masks[at] & PERSON


def _person(sentence: Sentence, at: int) -> Match | None:
    mask = sentence.masks[at]
    match = sentence.starting("group", at) if mask & _GROUP else None
    return sentence.starting("singular", at) if match is None and mask & _SINGULAR else match


def _ends_phrase(sentence: Sentence, at: int) -> bool:
    if sentence.masks[at] & _PHRASE_ENDS:
        return True
    if sentence.masks[at] & _THING and prefixed(sentence, sentence.starting("thing", at)):
        return True  # "1,346 in-province of X": where they were counted
    if sentence.masks[at] & BITS["negation"] and sentence.lexicon.head.verb_first:
        return True  # "four of them had-not reached their first year"
    word = sentence.norms[at]
    return not (word[0].isalpha() or word in "\"#'")


def take(count: Count, match: Match) -> None:
    if not count.noun or match.row.label not in _GENERIC or count.group in _GENERIC:
        count.household = not count.noun and match.row.frame == "household"
        count.group = match.row.label
        count.group_first, count.group_last = match.first, match.last
    count.noun = True


def _complement(sentence: Sentence, count: Count) -> int:
    """ "members of Hamas", "combatants and civilians": where the noun phrase ends, its label settled."""
    at, norms, masks = count.last, sentence.norms, sentence.masks
    listed = _listed(sentence, count) if at < len(norms) and norms[at] == "," else 0
    if listed > 0:
        count.group, count.group_last = "people", listed
        return listed
    if at + 1 < len(masks) and masks[at] & BITS["and"] and masks[at + 1] & _GROUP:
        match = sentence.starting("group", at + 1)
        if match is not None and not (masks[at + 1] & _OTHER and numeric(sentence, match.last)):
            if match.row.label != count.group:
                count.group = "people"
            count.group_last = match.last
            return match.last
    if at < len(masks) and norms[at] in sentence.lexicon.of_words and count.group in _GENERIC and not masks[at] & BITS["part"]:
        for match in sentence.of("group") + sentence.of("singular"):
            if at < match.first <= at + 4 and match.row.label not in _GENERIC and not _broken(sentence, at, match.first + 1):
                count.group, count.group_last = match.row.label, match.last
                return match.last
    return at


def _broken(sentence: Sentence, first: int, last: int) -> bool:
    """ "35 citizens of the Bank, among them two children": what breaks the figure down tells no kind of all."""
    if sentence.starting("by", first) is not None:
        return True  # "۱۲ نفر از سوی پلیس": who did it
    return any(sentence.masks[at] & (BITS["part"] | BITS["whom"] | NUMERIC) for at in range(first + 1, last))


def _listed(sentence: Sentence, count: Count) -> int:
    """ "25,000 women, children and elderly people": where a list of kinds of people ends that share the number; 0 for none."""
    at, kinds = count.last, {count.group}
    while at + 1 < len(sentence.norms) and sentence.norms[at] == ",":
        match = sentence.starting("group", at + 1) if sentence.masks[at + 1] & _GROUP else None
        if match is None:
            return 0
        kinds.add(match.row.label)
        at = match.last
    if at == count.last or at >= len(sentence.norms) or not sentence.masks[at] & BITS["and"]:
        return 0
    last = next((m for m in sentence.of("group") if at < m.first <= at + 2), None)
    numbered = last is None or any(
        sentence.norms[step][0].isdecimal() or sentence.masks[step] & NUMERIC for step in range(at, last.first)
    )
    return 0 if last is None or numbered or len(kinds) == 1 else last.last
