"""An actor as printed: a stretch of words that can speak, its kind, and whether it names anybody."""

from __future__ import annotations

from typing import NamedTuple

from tallybook.model import ActorType
from tallybook.reading._classes import BITS
from tallybook.reading._tokens import Sentence
from tallybook.reading._types import headed

_LONGEST = 14


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
    short = short and not (sentence.masks[first] & BITS["number"] and _names_kind(sentence, last - 1))
    if nobody and not anaphor and (short or _of_nobody(sentence, first, last)):
        return None
    kind, named = _typed(sentence, first, last)
    if kind == "other" and not named and not anaphor and not _speaks(sentence, last) and not (sure and _opens(sentence, first)):
        return None
    owner = _owner(sentence, first, last)
    if owner:
        return Actor(sentence, first, owner, kind, named, anaphor, cut=sentence.ends[owner - 1] - 2)
    return Actor(sentence, first, last, kind, named, anaphor)


def _names_kind(sentence: Sentence, at: int) -> bool:
    """ "Two nurses": a kind of speaker, and no report."""
    return bool(sentence.masks[at] & BITS["actor"]) and not sentence.masks[at] & BITS["not_actor"]


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
    """A phrase that opens with "some", or ends in a thing ("my whole feed"), and names neither a kind of actor nor anybody."""
    if any(first <= match.first < last for match in sentence.of("actor")):
        return False
    if sentence.masks[first] & BITS["not_actor"]:
        return not (sentence.masks[first] & BITS["number"] and _speaks(sentence, last))  # "two aid workers"
    ends = not sentence.lexicon.head.head_first and bool(sentence.masks[last - 1] & BITS["not_actor"])
    return ends and not any(sentence.upper(at) for at in range(first + 1, last))


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
