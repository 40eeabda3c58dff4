"""Who says so: names and descriptions of actors found beside verbs and nouns of saying."""

from __future__ import annotations

import re
from typing import NamedTuple

from tallybook.model import ActorType
from tallybook.reading._classes import BITS
from tallybook.reading._marks import bracketed_initials, in_quotes, initial, quoted_name
from tallybook.reading._tokens import Sentence
from tallybook.reading._types import headed

_INITIALS = re.compile(r"[A-Z][A-Za-z.&-]{1,9}")


class Actor(NamedTuple):
    """An actor as printed: tokens ``first`` to ``last`` of ``sentence``."""

    sentence: Sentence
    first: int
    last: int
    type: ActorType
    named: bool
    anaphor: bool
    cut: int = -1  # where the name ends before a possessive ending
    means: str = ""  # who "the group" is, where the text said so before
    lead: int = 0  # characters of a particle that is written onto the name
    dropped: bool = False  # the verb alone speaks: "added that"

    @property
    def span(self) -> tuple[int, int]:
        start, end = self.sentence.span(self.first, self.last)
        return start + self.lead, end if self.cut < 0 else self.cut

    @property
    def pronoun(self) -> bool:
        """Whether it is "it" or "they", which says nothing by itself, and not "the group"."""
        match = self.sentence.starting("anaphor", self.first)
        silent = self.anaphor and self.sentence.starting("resume", self.first) is not None
        return self.dropped or silent or (match is not None and match.row.label == "pronoun")

    @property
    def text(self) -> str:
        start, end = self.span
        return self.sentence.text[start:end]


_LEFT_STOP = (
    BITS["that"] | BITS["say"] | BITS["harm"] | BITS["weekday"] | BITS["irrealis"] | BITS["according"] | BITS["relative"]
    | BITS["cite"] | BITS["relay"] | BITS["stop"] | BITS["when"] | BITS["aux"]
)  # fmt: skip
_RIGHT_STOP = (
    _LEFT_STOP
    | BITS["aux"]
    | BITS["by"]
    | BITS["part"]
    | BITS["deny"]
    | BITS["bound"]
    | BITS["scale"]
    | BITS["vague"]
    | BITS["adverb"]
)
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
        return _with_apposition(sentence, last - 1) or _before_relative(sentence, last - 1, sure=sure)
    found = _ending(sentence, _reporting_noun(sentence, last), sure=sure)
    if found is not None and not _in_relative_clause(sentence, found.first):
        return _with_partner(sentence, found)
    return _before_relative(sentence, last, sure=sure) or found


def _with_partner(sentence: Sentence, found: Actor) -> Actor:
    """ "Two medics and [a councillor] said": both speak."""
    joined = found.first > 1 and sentence.ending("and", found.first)
    if not joined or joined.row.label:
        return found
    partner = _ending(sentence, joined.first)
    if partner is None or partner.anaphor or partner.type == "other" or partner.last != joined.first:
        return found
    return found._replace(first=partner.first, type=partner.type, named=partner.named or found.named)


def _ending(sentence: Sentence, last: int, *, sure: bool = False) -> Actor | None:
    """The actor whose phrase ends at ``last``."""
    first = last
    while first > 0 and last - first < _LONGEST and not _breaks(sentence, first - 1, _LEFT_STOP, first == last):
        first -= 1
    return made(sentence, _last_phrase(sentence, first, last), last, sure=sure)


def _in_relative_clause(sentence: Sentence, at: int) -> bool:
    """ "A group that ran [the clinic] says": whether a verb stands between a relative word and the phrase."""
    for back in range(at - 1, max(0, at - 4), -1):
        if sentence.masks[back] & BITS["relative"]:
            return back < at - 1
        if not sentence.norms[back].isalpha():
            return False
    return False


def _before_relative(sentence: Sentence, at: int, *, sure: bool = False) -> Actor | None:
    """ "A rescuer who would not give his name [said]", "the committee, whose phones were cut, [insists]"."""
    for back in range(at - 1, max(0, at - _RELATIVE_CLAUSE), -1):
        if sentence.norms[back] in ';:"':
            return None
        if sentence.masks[back] & BITS["relative"]:
            last = back - (sentence.norms[back - 1] == ",")
            return _ending(sentence, last, sure=sure) if last > 0 else None
    return None


def _last_phrase(sentence: Sentence, first: int, last: int) -> int:
    """Where the speaker's own phrase begins: "in an editorial the channel said" has two nouns, and the second one speaks."""
    articles = sentence.lexicon.head.articles
    for at in range(last - 1, first, -1):
        joined = (
            sentence.masks[at - 1] & (BITS["preposition"] | BITS["and"]) or sentence.norms[at - 1] in sentence.lexicon.of_words
        )
        if sentence.norms[at] in articles and not joined and sentence.norms[at - 1] not in ',("':
            return at
    return first


def _skip_back(sentence: Sentence, at: int) -> int:
    """Left over adverbs, auxiliaries and the day: "HRANA (...) has", "Iran International on Tuesday"."""
    while at > 0:
        mask = sentence.masks[at - 1]
        if (
            (mask & _SKIP and not mask & (BITS["actor"] | BITS["anaphor"]))
            or (
                mask & BITS["preposition"]
                and at < len(sentence)
                and sentence.masks[at] & (BITS["weekday"] | BITS["month"] | BITS["when"])
            )
            or (sentence.norms[at - 1].isdecimal() and at > 1 and sentence.masks[at - 2] & BITS["month"])
            or (mask & BITS["irrealis"] and at < len(sentence) and sentence.masks[at] & (BITS["say"] | BITS["adverb"]) and at > 1)
        ):
            at -= 1
        else:
            return at
    return at


def _reporting_noun(sentence: Sentence, last: int) -> int:
    """Left over what an actor puts out: "SOHR initial reports have confirmed", "the UN's latest figures show"."""
    if not sentence.masks[last - 1] & BITS["not_actor"]:
        return last
    for back in range(last - 2, max(-1, last - 5), -1):
        if sentence.masks[back] & BITS["actor"]:
            return back + 1
        if not sentence.norms[back].isalpha() or sentence.masks[back] & (BITS["article"] | BITS["preposition"]):
            return last
    return last


def _with_apposition(sentence: Sentence, comma: int) -> Actor | None:
    """ "Name, head of something," before the verb: the name and its apposition, as far as the comma before or the start."""
    first = comma
    while first > 0 and comma - first < _APPOSITION and not _closes(sentence, first - 1):
        first -= 1
    if first == 0 or sentence.norms[first - 1] != "," or sentence.masks[first] & BITS["relative"]:
        return None
    name_last = first - 1
    start = name_last
    while start > 0 and name_last - start < _LONGEST and not _breaks(sentence, start - 1, _LEFT_STOP, start == name_last):
        start -= 1
    if not sentence.upper(start) and not any(sentence.masks[at] & BITS["actor"] for at in range(start, name_last)):
        return None
    whole = made(sentence, start, comma)
    name = made(sentence, start, name_last)
    if name is not None and (name.named or name.type != "other"):
        return whole._replace(last=name.last) if whole is not None else name
    return whole


def opening(sentence: Sentence, before_at: int) -> Actor | None:
    """The actor that a sentence begins with: its noun, and the names behind it, without the verb that follows."""
    whole = after(sentence, 0)
    if whole is None or whole.last > before_at or (whole.type == "other" and not whole.anaphor):
        return None
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
    return whole._replace(last=last)


def _closes(sentence: Sentence, at: int) -> bool:
    """Whether no apposition goes on over a token: a mark, a number, somebody's harm, another's word."""
    other = BITS["harm"] | BITS["say"] | BITS["aux"] | BITS["according"]
    return sentence.norms[at] in ',;:.!?"()–—' or sentence.norms[at].isdecimal() or bool(sentence.masks[at] & other)


def after(sentence: Sentence, at: int, *, sure: bool = False) -> Actor | None:
    """The actor whose phrase begins at the token ``at``."""
    first = at
    last = first
    while last < len(sentence) and last - first < _LONGEST and not _breaks(sentence, last, _RIGHT_STOP, last == first):
        last += 1
    while last > first and (
        sentence.masks[last - 1] & (BITS["preposition"] | BITS["and"] | BITS["article"])
        or sentence.norms[last - 1] in sentence.lexicon.place_links
    ):
        last -= 1
    return made(sentence, first, last, sure=sure)


def between(sentence: Sentence, first: int, last: int) -> Actor | None:
    """The actor that the tokens ``first`` to ``last`` name."""
    return made(sentence, first, last)


def _breaks(sentence: Sentence, at: int, stop: int, edge: bool) -> bool:
    mask, word = sentence.masks[at], sentence.norms[at]
    if word == ")" or word == "(":
        return not bracketed_initials(sentence, at)
    if word == "." and initial(sentence, at):
        return False
    if word in ",;:.–!?|…" or (word == '"' and not quoted_name(sentence, at)):
        return True
    if (mask & BITS["month"] and sentence.upper(at)) or word.isdecimal():
        return True
    if mask & BITS["and"]:
        return bool(mask & BITS["number"]) or word in sentence.lexicon.clause_and or not _joins_names(sentence, at)
    if mask & (BITS["actor"] | BITS["anaphor"]):
        return False
    if mask & stop and mask & _IN_NAMES and sentence.lexicon.head.inverts and in_quotes(sentence, at):
        return False  # "«Жінки за мир»"
    return bool(mask & stop) or (edge and bool(mask & BITS["preposition"]))


_IN_NAMES = BITS["preposition"] | BITS["stop"]


def _joins_names(sentence: Sentence, at: int) -> bool:
    return 0 < at < len(sentence) - 1 and (sentence.upper(at + 1) or bool(sentence.masks[at + 1] & BITS["actor"]))


def made(sentence: Sentence, first: int, last: int, *, sure: bool = False) -> Actor | None:
    while first < last and (
        sentence.masks[first] & _LEADING
        or _genitive(sentence, first)
        or sentence.norms[first] in ",;:.\"'–"
        or sentence.norms[first].isdigit()
    ):
        if sentence.masks[first] & (BITS["actor"] | BITS["anaphor"]):
            break
        first += 1
    while last > first and (_hangs(sentence, first, last - 1) or _dangles(sentence, last - 1)):
        last -= 1
    if first >= last or last - first > _LONGEST + 6:
        return None
    pronoun = sentence.starting("anaphor", first)
    if pronoun is not None and pronoun.row.label == "pronoun":
        last = min(last, pronoun.last)  # "It has reasonable grounds to believe"
    anaphor = _is_anaphor(sentence, first, last)
    nobody = any(sentence.masks[at] & BITS["not_actor"] for at in range(first, last))
    short = last - first <= 2 and not (sentence.lexicon.head.head_first and sentence.masks[first] & BITS["actor"])
    if nobody and not anaphor and (short or _of_nobody(sentence, first, last)):
        return None
    kind, named = _typed(sentence, first, last)
    if kind == "other" and not named and not anaphor and not _speaks(sentence, last) and not (sure and _opens(sentence, first)):
        return None
    owner = _owner(sentence, first, last)
    if owner:
        return Actor(sentence, first, owner, kind, named, anaphor, cut=sentence.ends[owner - 1] - 2)
    return Actor(sentence, first, last, kind, named, anaphor)


def _hangs(sentence: Sentence, first: int, at: int) -> bool:
    """A mark at the end of a phrase; a quotation mark whose partner stands inside belongs to the name: "газета «Ехо»"."""
    word = sentence.norms[at]
    return word in ",;:.'–" or (word == '"' and '"' not in sentence.norms[first:at])


def _owner(sentence: Sentence, first: int, last: int) -> int:
    """Where the owner ends of what cannot speak itself: "the union's two columns [show]", "the union's [two columns show]"; 0 where the owned speaks."""
    for at in range(first, last):
        if sentence.norms[at].endswith("'s") and not any(_may_speak(sentence, step) for step in range(at + 1, last)):
            return at + 1
    return 0


def _may_speak(sentence: Sentence, at: int) -> bool:
    speaks = BITS["actor"] | BITS["office"] | BITS["group"] | BITS["singular"]
    return sentence.upper(at) or bool(sentence.masks[at] & speaks)


def _genitive(sentence: Sentence, at: int) -> bool:
    """A word for "of" at the head of a phrase whose noun was no actor: "de l'armée"."""
    word, head = sentence.norms[at], sentence.lexicon.head
    return word in sentence.lexicon.of_words and word not in head.articles


_LEADING = BITS["and"] | BITS["preposition"] | BITS["adverb"] | BITS["month"] | BITS["weekday"] | BITS["when"]
_TRAILING = BITS["aux"] | BITS["preposition"] | BITS["by"]


def _opens(sentence: Sentence, at: int) -> bool:
    """Whether a phrase begins as a noun's does: with an article or "its"."""
    return sentence.norms[at] in sentence.lexicon.head.articles or bool(sentence.masks[at] & BITS["definite"])


def _dangles(sentence: Sentence, at: int) -> bool:
    """An auxiliary or a preposition that a day stood behind: "the group had by [Tuesday] confirmed"."""
    return bool(sentence.masks[at] & _TRAILING) and not sentence.masks[at] & (BITS["actor"] | BITS["anaphor"])


def _of_nobody(sentence: Sentence, first: int, last: int) -> bool:
    """A phrase that opens with "my" or "some" and names no kind of actor."""
    kinds = any(first <= match.first < last for match in sentence.of("actor"))
    return bool(sentence.masks[first] & BITS["not_actor"]) and not kinds


def _is_anaphor(sentence: Sentence, first: int, last: int) -> bool:
    return any(match.first == first and match.last >= last for match in sentence.of("anaphor"))


def _typed(sentence: Sentence, first: int, last: int) -> tuple[ActorType, bool]:
    """The type by the last noun that tells one, and whether the actor is named at all."""
    kind: ActorType = "other"
    ends = [at for at in range(first + 1, last) if sentence.norms[at] in "(," or sentence.norms[at] in sentence.lexicon.of_words]
    for match in sentence.of("actor"):
        if first <= match.first < last:
            if kind != "other" and ends and match.first > ends[0]:
                break
            kind = match.row.label  # type: ignore[assignment]
            if match.row.side == "left":
                break
    start = first + 1 if sentence.norms[first] in sentence.lexicon.head.articles else first
    named = any(
        sentence.upper(at) and not _only_origin(sentence, at)
        for at in range(start, last)
        if at > 0 or last - first > 1 or kind == "other"
    )
    if sentence.lexicon.head.script == "Arabic":
        kind = headed(sentence, first, last)
        named = kind not in _NAMELESS
    return kind, named


def _speaks(sentence: Sentence, last: int) -> bool:
    """Whether an unknown noun may be a speaker: it is a person's noun."""
    return (
        bool(sentence.masks[last - 1] & (BITS["group"] | BITS["singular"])) and not sentence.masks[last - 1] & BITS["not_actor"]
    )


_NAMELESS = frozenset({"unnamed", "witness", "family", "medic"})


def _only_origin(sentence: Sentence, at: int) -> bool:
    """ "an Iranian official" names a country, not a person."""
    return bool(sentence.masks[at] & (BITS["group"] | BITS["singular"])) or sentence.norms[at].endswith(
        ("ian", "ish", "ese", "ani", "eli", "can")
    )
