"""An actor as printed: a stretch of words that can speak, its kind, and whether it names anybody."""

from __future__ import annotations

import msgspec

from tallybook.model import ActorType
from tallybook.reading._classes import BITS
from tallybook.reading._tokens import Sentence
from tallybook.reading._types import headed

_LONGEST = 14


class Actor(msgspec.Struct, frozen=True, gc=False):
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
        sentence = self.sentence
        return sentence.starts[self.first] + self.lead, self.cut if self.cut >= 0 else sentence.ends[self.last - 1]

    @property
    def pronoun(self) -> bool:
        """Whether it is "it" or "they", which says nothing by itself, and not "the group"."""
        if self.dropped:
            return True
        mask = self.sentence.masks[self.first]
        if self.anaphor and mask & _RESUME and self.sentence.starting("resume", self.first) is not None:
            return True
        match = self.sentence.starting("anaphor", self.first) if mask & _ANAPHOR else None
        return match is not None and match.row.label == "pronoun" and self.anaphor  # "la dirigente", and no name behind it

    @property
    def text(self) -> str:
        start, end = self.span
        return self.sentence.text[start:end]


def made(sentence: Sentence, first: int, last: int, *, sure: bool = False) -> Actor | None:
    masks = sentence.masks
    while first < last and not masks[first] & _KNOWN and _leads(sentence, first):
        first += 1
    if "not_actor" in sentence.matches:
        first = _past_copy(sentence, first, last)
    while last > first and (_hangs(sentence, first, last - 1) or _dangles(masks[last - 1])):
        last -= 1
    if first >= last or last - first > _LONGEST + 6:
        return None
    pronoun = sentence.starting("anaphor", first) if masks[first] & _ANAPHOR else None
    if pronoun is not None and pronoun.row.label == "pronoun" and not sentence.lexicon.head.inverts:
        last = min(last, pronoun.last)  # "It has reasonable grounds to believe"
    anaphor = pronoun is not None and pronoun.last >= last
    if last - first == 1 and masks[first] & BITS["definite"] and not masks[first] & _KNOWN:
        return None  # "data from our [records]"
    if not anaphor and "not_actor" in sentence.matches and _is_nobody(sentence, first, last):
        return None
    kind, named = _typed(sentence, first, last)
    unknown = kind == "other" and not named and not anaphor and not _listed(sentence, first, last)
    if unknown and not _speaks(sentence, last) and not (sure and _opens(sentence, first) and not masks[last - 1] & _PLACE):
        return None
    owner = _owner(sentence, first, last)
    if owner:
        return Actor(sentence, first, owner, kind, named, anaphor, cut=sentence.ends[owner - 1] - 2)
    return Actor(sentence, first, last, kind, named, anaphor)


def _past_copy(sentence: Sentence, first: int, last: int) -> int:
    """ "A translation of the ministry's statement": who made the copy says nothing, and whose statement it is does."""
    for match in sentence.of("not_actor"):
        of = match.row.frame == "copy" and first <= match.first and match.last < last - 1
        if of and sentence.norms[match.last] in sentence.lexicon.of_words:
            return match.last + 1
    return first


def _names_kind(sentence: Sentence, at: int) -> bool:
    """ "Two nurses": a kind of speaker, and no report."""
    return bool(sentence.masks[at] & BITS["actor"]) and not sentence.masks[at] & BITS["not_actor"]


def _listed(sentence: Sentence, first: int, last: int) -> bool:
    """A noun of no kind that the tables list as a speaker; where there are articles, it ends what one opens: "the opposition"."""
    head = sentence.lexicon.head
    if head.articles and not head.inverts:
        return sentence.norms[first] in head.articles and sentence.ending("actor", last) is not None
    known = any(first <= match.first < last for match in sentence.of("actor"))
    return known and not head.articles and head.inverts


def _hangs(sentence: Sentence, first: int, at: int) -> bool:
    """A mark at the end of a phrase, or "of" before a day; a quotation mark whose partner stands inside belongs to the name: "газета «Ехо»"."""
    word = sentence.norms[at]
    if word in sentence.lexicon.of_words and sentence.lexicon.head.articles and word not in sentence.lexicon.head.articles:
        return True  # "our headline of [13 January]"
    return word in _HANGING and (word != '"' or '"' not in sentence.norms[first:at])


def _owner(sentence: Sentence, first: int, last: int) -> int:
    """Where the owner ends of what cannot speak itself: "the union's two columns [show]", "the union's [two columns show]"; 0 where the owned speaks."""
    norms = sentence.norms
    for at in range(first, last - 1):  # "St Luke's" is a whole name
        if norms[at].endswith("'s") and not any(_may_speak(sentence, step) for step in range(at + 1, last)):
            return at + 1
    return 0


def _may_speak(sentence: Sentence, at: int) -> bool:
    speaks = BITS["actor"] | BITS["office"] | BITS["group"] | BITS["singular"]
    return sentence.upper(at) or bool(sentence.masks[at] & speaks)


def _leads(sentence: Sentence, at: int) -> bool:
    """A mark, a number or a small word before a name, "of" among them where its noun was no actor: "de l'armée"."""
    if sentence.masks[at] & _LEADING:
        return True
    word, lexicon = sentence.norms[at], sentence.lexicon
    sign = len(word) == 1 and not (word.isalnum() or word in "«»()[]#@")  # "🔴 منابع محلی"
    return sign or word in ",;:.\"'–" or word.isdigit() or (word in lexicon.of_words and word not in lexicon.head.articles)


_ANAPHOR, _RESUME, _NOT_ACTOR = BITS["anaphor"], BITS["resume"], BITS["not_actor"]
_KNOWN = BITS["actor"] | _ANAPHOR
_PERSON = BITS["group"] | BITS["singular"]
_PLACE = BITS["place_word"]
_HANGING = frozenset(",;:.'–\"")
_LEADING = BITS["and"] | BITS["preposition"] | BITS["adverb"] | BITS["month"] | BITS["weekday"] | BITS["when"]
_TRAILING = BITS["aux"] | BITS["preposition"] | BITS["by"]


def _opens(sentence: Sentence, at: int) -> bool:
    """Whether a phrase begins as a noun's does: with an article or "its"."""
    owned = bool(sentence.masks[at] & BITS["definite"]) and not sentence.lexicon.head.inverts  # "de acuerdo con sus registros"
    return owned or sentence.norms[at] in sentence.lexicon.head.articles


def _dangles(mask: int) -> bool:
    """An auxiliary or a preposition that a day stood behind: "the group had by [Tuesday] confirmed"."""
    return bool(mask & _TRAILING) and not mask & _KNOWN


def _is_nobody(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a word for nobody stands in a phrase that names no speaker beside it."""
    masks = sentence.masks
    for mask in masks[first:last]:
        if mask & _NOT_ACTOR:
            break
    else:
        return False
    short = last - first <= 2 and not (sentence.lexicon.head.head_first and masks[first] & BITS["actor"])
    short = short and not (masks[first] & BITS["number"] and _names_kind(sentence, last - 1))
    return short or _of_nobody(sentence, first, last)


def _of_nobody(sentence: Sentence, first: int, last: int) -> bool:
    """A phrase that opens with "some", or ends in a thing ("my whole feed"), and names neither a kind of actor nor anybody."""
    if any(first <= match.first < last for match in sentence.of("actor")):
        return False
    if sentence.masks[first] & BITS["not_actor"]:
        return not (sentence.masks[first] & BITS["number"] and _speaks(sentence, last))  # "two aid workers"
    ends = not sentence.lexicon.head.head_first and bool(sentence.masks[last - 1] & BITS["not_actor"])
    return ends and not any(sentence.upper(at) for at in range(first + 1, last))


def _typed(sentence: Sentence, first: int, last: int) -> tuple[ActorType, bool]:
    """The type by the last noun that tells one, and whether the actor is named at all."""
    head = sentence.lexicon.head
    if head.script == "Arabic":
        kind = headed(sentence, first, last)
        return kind, kind not in _NAMELESS
    kind = "other"
    for match in sentence.matches.get("actor", ()):
        if first <= match.first < last:
            if kind != "other" and _parted(sentence, first + 1, match.first):
                break
            kind = match.row.label  # type: ignore[assignment]
            if match.row.side == "left":
                break
    start = first + 1 if sentence.norms[first] in head.articles else first
    if start == 0 and kind != "other" and last - first == 1:
        start = 1  # any word that opens a sentence has a capital
    for at in range(start, last):
        if sentence.upper(at) and not _only_origin(sentence, at):
            return ("social_account" if kind == "other" and sentence.norms[at][0] == "@" else kind), True
    return kind, False


def _parted(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a bracket, a comma or "of" stands among some tokens: the noun behind it is another one's."""
    norms, of_words = sentence.norms, sentence.lexicon.of_words
    return any(norms[at] in "(," or norms[at] in of_words for at in range(first, last))


def _speaks(sentence: Sentence, last: int) -> bool:
    """Whether an unknown noun may be a speaker: it is a person's noun."""
    mask = sentence.masks[last - 1]
    return bool(mask & _PERSON) and not mask & _NOT_ACTOR


_NAMELESS = frozenset({"unnamed", "witness", "family", "medic"})


def _only_origin(sentence: Sentence, at: int) -> bool:
    """ "an Iranian official" names a country, not a person."""
    return bool(sentence.masks[at] & _PERSON) or sentence.norms[at].endswith(("ian", "ish", "ese", "ani", "eli", "can"))
