"""Who says so: names and descriptions of actors found beside verbs and nouns of saying."""

from __future__ import annotations

from msgspec.structs import replace

from tallybook.reading._actor import Actor, made
from tallybook.reading._classes import BITS
from tallybook.reading._count import NUMERIC
from tallybook.reading._edges import behind_attribute, closes, next_noun, of_the_harmed, opens_speech, pronoun_at
from tallybook.reading._marks import bracketed_initials, in_quotes, initial, numbered_name, quoted_name
from tallybook.reading._tokens import Sentence

_LEFT_STOP = (
    BITS["that"] | BITS["say"] | BITS["harm"] | BITS["weekday"] | BITS["irrealis"] | BITS["according"] | BITS["relative"]
    | BITS["cite"] | BITS["relay"] | BITS["stop"] | BITS["when"] | BITS["aux"] | BITS["deny"]
    | BITS["pronoun"]
)  # fmt: skip
_RIGHT_STOP = (
    _LEFT_STOP | BITS["aux"] | BITS["by"] | BITS["part"] | BITS["bound"] | BITS["scale"] | BITS["vague"] | BITS["adverb"]
)
_AND, _MONTH, _IRREALIS, _PREPOSITION = BITS["and"], BITS["month"], BITS["irrealis"], BITS["preposition"]
_KNOWN = BITS["actor"] | BITS["anaphor"]
_SPEAKER = BITS["actor"] | BITS["office"] | BITS["singular"]
_DATED = BITS["weekday"] | BITS["month"] | BITS["when"]
_BEFORE_DAY, _SAID = BITS["preposition"] | BITS["month_part"], BITS["say"] | BITS["adverb"]
_JOINS, _HANGING = BITS["preposition"] | BITS["and"], BITS["preposition"] | BITS["and"] | BITS["article"]
_SKIP = BITS["adverb"] | BITS["aux"] | BITS["weekday"] | BITS["when"] | BITS["month"]
_LONGEST = 14
_RELATIVE_CLAUSE = 22
_APPOSITION = 16


def before(sentence: Sentence, at: int, *, sure: bool = False) -> Actor | None:
    """The actor whose phrase ends at the token ``at`` (a verb of saying stands there).

    ``sure``: the verb leaves no doubt that somebody speaks, so that a noun that no table knows is a speaker as well.
    """
    last = _skip_back(sentence, at)
    if last <= 0:
        return None
    if sentence.norms[last - 1] == ",":
        return (
            _before_relay(sentence, last - 1)
            or _with_apposition(sentence, last - 1)
            or _before_relative(sentence, last - 1, sure=sure)
            or _before_aside(sentence, last - 1)
        )
    end = _reporting_noun(sentence, last)
    found = _ending(sentence, end, sure=sure)
    if found is not None and end < last:
        found = without_article(sentence, found)
    if found is not None and not _in_relative_clause(sentence, found.first):
        return _with_partner(sentence, found)
    return _before_relative(sentence, last, sure=sure) or found


def _with_partner(sentence: Sentence, found: Actor) -> Actor:
    """ "Two medics and [a councillor] said": both speak."""
    joined = sentence.ending("and", found.first) if found.first > 1 and sentence.masks[found.first - 1] & _AND else None
    if joined is None or joined.row.label:
        return found
    partner = _ending(sentence, joined.first)
    if partner is None or partner.anaphor or partner.type == "other" or partner.last != joined.first:
        return found
    return replace(found, first=partner.first, type=partner.type, named=partner.named or found.named)


def _ending(sentence: Sentence, last: int, *, sure: bool = False) -> Actor | None:
    """The actor whose phrase ends at ``last``."""
    first = last
    kin = of_the_harmed(sentence, last) if last > 1 and sentence.masks[last - 1] & BITS["harm"] else last
    first = min(first, kin)
    while first > 0 and last - first < _LONGEST and not _breaks(sentence, first - 1, _LEFT_STOP, first == last):
        first -= 1
    return made(sentence, _last_phrase(sentence, first, last), last, sure=sure)


def _in_relative_clause(sentence: Sentence, at: int) -> bool:
    """ "A group that ran [the clinic] says": whether a verb stands between a relative word and the phrase."""
    if "relative" not in sentence.matches:
        return False
    for back in range(at - 1, max(0, at - 4), -1):
        if sentence.masks[back] & BITS["relative"]:
            return back < at - 1
        if not sentence.norms[back].isalpha():
            return False
    return False


def _before_relative(sentence: Sentence, at: int, *, sure: bool = False) -> Actor | None:
    """ "A rescuer who would not give his name [said]", "the committee, whose phones were cut, [insists]"."""
    if "relative" not in sentence.matches:
        return None
    for back in range(at - 1, max(0, at - _RELATIVE_CLAUSE), -1):
        if sentence.norms[back] in ';:"':
            return None
        if sentence.masks[back] & BITS["relative"]:
            if opens_speech(sentence, back):
                return None
            last = back - (sentence.norms[back - 1] == ",")
            return _ending(sentence, last, sure=sure) if last > 0 else None
    return None


def _last_phrase(sentence: Sentence, first: int, last: int) -> int:
    """Where the speaker's own phrase begins: "in an editorial the channel said" has two nouns, and the second one speaks."""
    articles, norms = sentence.lexicon.head.articles, sentence.norms
    for at in range(last - 1, first, -1):
        if norms[at] not in articles:
            continue
        before = norms[at - 1]
        joined = sentence.masks[at - 1] & _JOINS or before in sentence.lexicon.of_words
        if not joined and before not in ',("':
            return at
    return first


def _skip_back(sentence: Sentence, at: int) -> int:
    """Left over adverbs, auxiliaries and the day: "HRANA (...) has", "Iran International on Tuesday"."""
    masks, norms = sentence.masks, sentence.norms
    while at > 0:
        mask, follow = masks[at - 1], masks[at] if at < len(masks) else 0
        if (
            (mask & _SKIP and not mask & _KNOWN)
            or (mask & _BEFORE_DAY and follow & _DATED)
            or (mask & _IRREALIS and follow & _SAID and at > 1)
            or (norms[at - 1].isdecimal() and ((at > 1 and masks[at - 2] & _MONTH) or follow & _MONTH))
            or (mask & _PREPOSITION and at + 1 < len(masks) and norms[at].isdecimal() and masks[at + 1] & _MONTH)
        ):
            at -= 1
        elif _in_writing(sentence, at):
            at -= 3
        else:
            return at
    return at


def _in_writing(sentence: Sentence, at: int) -> bool:
    """ "The agency in a statement [Thursday said]": where it says so."""
    masks = sentence.masks
    noun = at > 3 and masks[at - 1] & BITS["not_actor"] and sentence.norms[at - 2] in sentence.lexicon.head.articles
    return bool(noun and masks[at - 3] & _PREPOSITION)


def _writing_behind(sentence: Sentence, at: int) -> bool:
    """ "told the United Nations [in a letter]": where it says so, and no part of a name."""
    masks = sentence.masks
    article = at + 2 < len(masks) and masks[at] & _PREPOSITION and sentence.norms[at + 1] in sentence.lexicon.head.articles
    return bool(article and masks[at + 2] & BITS["not_actor"]) and not sentence.lexicon.head.inverts


def _reporting_noun(sentence: Sentence, last: int) -> int:
    """Left over what an actor puts out: "SOHR initial reports have confirmed", "the UN's latest figures show"."""
    if not sentence.masks[last - 1] & BITS["not_actor"]:
        return last
    for back in range(last - 2, max(-1, last - 5), -1):
        if sentence.masks[back] & BITS["actor"]:
            return back + 1
        word, mask = sentence.norms[back], sentence.masks[back]
        if not word[0].isalpha() or word.endswith("'s") or mask & (BITS["article"] | BITS["preposition"]):
            return last
    return last


def without_article(sentence: Sentence, found: Actor) -> Actor:
    """ "an HRANA [count]", "a UN [report]": the article was the noun's that is left out; "the" goes with both."""
    opens = sentence.norms[found.first] in sentence.lexicon.head.articles and not sentence.masks[found.first] & BITS["definite"]
    return replace(found, first=found.first + 1) if opens and found.last - found.first > 1 else found


def _before_relay(sentence: Sentence, comma: int) -> Actor | None:
    """ "The ministry, quoted by the agency, [said]": who speaks stands before the one who only passes it on."""
    for match in sentence.of("relay"):
        if match.first > 1 and match.last < comma <= match.last + _LONGEST and sentence.norms[match.first - 1] == ",":
            return _ending(sentence, match.first - 1)
    return None


def _before_aside(sentence: Sentence, comma: int) -> Actor | None:
    """ "La Secretaría, en su informe número 65, [cifra]": who speaks stands before the phrase that tells where he says it."""
    first = next((at for at in range(comma - 2, max(0, comma - _ASIDE), -1) if sentence.norms[at] == ","), 0)
    if (
        not first
        or not sentence.masks[first + 1] & BITS["preposition"]
        or any(
            sentence.masks[at] & (BITS["harm"] | BITS["say"]) and not sentence.masks[at] & BITS["not_actor"]
            for at in range(first + 1, comma)
        )
    ):
        return None
    actor = _ending(sentence, first)
    return actor if actor is not None and actor.type != "other" and actor.last == first else None


_ASIDE = 10  # tokens


def _with_apposition(sentence: Sentence, comma: int) -> Actor | None:
    """ "Name, head of something," before the verb: the name and its apposition, as far as the comma before or the start."""
    first = comma
    while first > 0 and comma - first < _APPOSITION and not closes(sentence, first - 1):
        first -= 1
    if first == 0 or sentence.norms[first - 1] != "," or sentence.masks[first] & BITS["relative"]:
        return None
    name_last = first - 1
    start = name_last
    while start > 0 and name_last - start < _LONGEST and not _breaks(sentence, start - 1, _LEFT_STOP, start == name_last):
        start -= 1
    if not sentence.upper(start) and not any(sentence.masks[at] & _SPEAKER for at in range(start, name_last)):
        return None
    whole = made(sentence, start, comma)
    numbered = any(sentence.masks[at] & NUMERIC for at in range(start, name_last))
    if numbered and sentence.upper(first) and sentence.lexicon.head.articles:
        return made(sentence, first, comma)  # "Just one hospital, St Anne Hospital, said"
    name = made(sentence, start, name_last)
    if name is not None and (name.named or name.type != "other"):
        return replace(whole, last=name.last) if whole is not None else name
    return whole


def opening(sentence: Sentence, before_at: int) -> Actor | None:
    """The actor that a sentence begins with: its noun, and the names behind it, without the verb that follows."""
    whole = after(sentence, 0)
    if whole is None or whole.last > before_at or (whole.type == "other" and not whole.anaphor):
        return None
    if sentence.masks[0] & NUMERIC and any(whole.last <= harm.first < before_at for harm in sentence.of("harm")):
        return None  # "Thirty rebels had been killed, he said": those counted are the harmed
    nouns = [match for match in sentence.of("actor") if whole.first <= match.first < whole.last]
    if not nouns:
        return whole
    last = nouns[0].last
    while last < whole.last and (
        sentence.upper(last)
        or sentence.norms[last] in sentence.lexicon.place_links
        or sentence.norms[last] == '"'
        or sentence.masks[last] & BITS["actor"]
    ):
        last += 1
    while sentence.norms[last - 1] in sentence.lexicon.place_links:
        last -= 1
    return replace(whole, last=last)


def after(sentence: Sentence, at: int, *, sure: bool = False) -> Actor | None:
    """The actor whose phrase begins at the token ``at``."""
    first = at
    last = behind_attribute(sentence, first)
    end = min(len(sentence.norms), first + _LONGEST)
    while last < end and not _breaks(sentence, last, _RIGHT_STOP, last == first):
        if last > first and (next_noun(sentence, first, last) or pronoun_at(sentence, last) or _writing_behind(sentence, last)):
            break
        last += 1
    while last > first and (sentence.masks[last - 1] & _HANGING or sentence.norms[last - 1] in sentence.lexicon.place_links):
        last -= 1
    return made(sentence, first, last, sure=sure)


def between(sentence: Sentence, first: int, last: int) -> Actor | None:
    """The actor that the tokens ``first`` to ``last`` name."""
    return made(sentence, first, last)


def _breaks(sentence: Sentence, at: int, stop: int, edge: bool) -> bool:
    mask, word = sentence.masks[at], sentence.norms[at]
    if not mask and word.isalpha():
        return False  # most words of a name
    if word in _MARKS and (word != '"' or not quoted_name(sentence, at)):
        return _ends_name(sentence, at, word)
    if (mask & _MONTH and sentence.upper(at)) or word[0].isdecimal():
        return not numbered_name(sentence, at)
    if mask & _AND:
        return bool(mask & BITS["number"]) or word in sentence.lexicon.clause_and or not _joins_names(sentence, at)
    if mask & _KNOWN:
        return False
    if mask & stop and mask & _IN_NAMES and sentence.lexicon.head.inverts and in_quotes(sentence, at):
        return False  # "«Жінки за мир»"
    if mask & _IRREALIS and mask & _PREPOSITION and not edge and _leads_to_noun(sentence, at + 1):
        return False  # "sources close to the investigation"
    return bool(mask & stop) or (edge and bool(mask & _PREPOSITION))


def _leads_to_noun(sentence: Sentence, at: int) -> bool:
    return at < len(sentence.norms) and (sentence.norms[at] in sentence.lexicon.head.articles or sentence.upper(at))


def _ends_name(sentence: Sentence, at: int, mark: str) -> bool:
    """Whether a mark ends a name, and is no full stop of initials nor a bracket around a short form."""
    if mark in "()":
        return not bracketed_initials(sentence, at)
    return mark != "." or not initial(sentence, at)


_IN_NAMES = BITS["preposition"] | BITS["stop"]
_MARKS = frozenset('(),;:.–!?|…"')


def _joins_names(sentence: Sentence, at: int) -> bool:
    return 0 < at < len(sentence.norms) - 1 and (sentence.upper(at + 1) or bool(sentence.masks[at + 1] & BITS["actor"]))
