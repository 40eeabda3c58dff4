"""Harm words that another phrase takes away: "sentenced to death", "accused of the murder", "for murder"."""

from __future__ import annotations

import functools

from tallybook.reading._classes import BITS
from tallybook.reading._forms import Match
from tallybook.reading._shadow import norm, shadow
from tallybook.reading._tokens import Sentence

_COUNTED = BITS["number"] | BITS["scale"] | BITS["vague"] | BITS["singular"]
_RELATIVE = 8  # tokens from "that" to its verb
_ORDERED = 14  # tokens from "sentenced" to its "to death"


def hidden(sentence: Sentence) -> set[int]:
    """The tokens whose harm another phrase takes away."""
    return {index for match in sentence.of("harm_block") if _hides(sentence, match) for index in range(match.first, match.last)}


def _hides(sentence: Sentence, block: Match) -> bool:
    """Whether a phrase hides the harm in it; one on the side "after" does so behind one of its parts: "sentenced 529 to death";
    one on the side "alone" where it counts nobody: "for murder"; one on the side "right" where what stands behind gives it another sense."""
    if block.row.side == "alone":
        return not _counts(sentence, block.last)
    if block.row.side == "right":
        return _completed(sentence, block)
    if block.row.side != "after":
        final = sentence.lexicon.victim_left_of_do  # the verb that makes a form longer stands behind the phrase
        return not ((final and _within(sentence, block)) or _done(sentence, block))
    norms, first, last = sentence.norms, block.first, block.last
    victims = last < len(norms) and norms[last] in sentence.lexicon.of_words  # "charged with the murder of 12 villagers"
    if (
        victims
        or (first > 0 and norms[first - 1] in sentence.lexicon.of_words and _counts(sentence, last))  # "accused of killing 27"
        or (first > 0 and (norms[first - 1][0].isdecimal() or sentence.masks[first - 1] & _COUNTED))
    ):
        return False
    final = sentence.lexicon.victim_left_of_do  # "five to death and nine to 10 years sentenced"
    near = range(last, min(last + _ORDERED, len(norms))) if final else range(max(0, first - _ORDERED), first)
    cause = block.row.label == "cause"  # "the outbreak has sickened 40"
    charged = {
        norms[at] for at in near if cause or at == 0 or norms[at - 1] not in sentence.lexicon.head.articles
    }  # "the accused"
    return any(norm(shadow(part)) in charged for part in block.row.parts)


def _completed(sentence: Sentence, block: Match) -> bool:
    """ "Lost three women their sight", "were afflicted 200 with cholera", "the fever that has afflicted 5,000": where the verb comes
    first, its complement stands behind those counted, or opens the relative clause."""
    norms, parts, told = sentence.norms, _normed(block.row.parts), False
    if _within(sentence, block):
        return False  # "lost their homes" is a form of its own
    for at in range(block.last, min(block.last + _ORDERED, len(norms))):
        if norms[at] in parts:
            return True
        figure = norms[at][0].isdecimal() or bool(sentence.masks[at] & _COUNTED)
        if norms[at] in ",;:." or (figure and told and not sentence.masks[at - 1] & _COUNTED):
            break
        if figure and sentence.lexicon.victim_left_of_do and not _of_thing(sentence, at):
            break  # where the verb comes last, the next figure has a verb of its own
        told = told or figure
    relative = next((each.first for each in sentence.of("relative") if 0 < block.first - each.last < _RELATIVE), -1)
    return any("\u0628" + norms[at] in parts for at in range(max(0, relative - 3), relative))


def _within(sentence: Sentence, block: Match) -> bool:
    """Whether a longer form of harm opens with the phrase: "retribution" is ordered, "retribution *was taken*" was done."""
    harm = sentence.starting("harm", block.first)
    return harm is not None and harm.last > block.last


def _of_thing(sentence: Sentence, at: int) -> bool:
    """ "Under the rubble of a five-storey building died": a figure inside the phrase."""
    return at + 1 < len(sentence.norms) and bool(sentence.masks[at + 1] & BITS["thing"])


@functools.cache
def _normed(parts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(norm(shadow(part)) for part in parts)


def _counts(sentence: Sentence, at: int) -> bool:
    """ "hanged for the murder of two guards": a charge that counts its own victims tells of a harm."""
    return at < len(sentence.norms) and (
        sentence.norms[at][0].isdecimal() or bool(sentence.masks[at] & (_COUNTED | BITS["bound"]))
    )


def _done(sentence: Sentence, block: Match) -> bool:
    """Whether what the hidden word only orders was done: "the death sentences of three were carried out"."""
    for part in block.row.parts:
        words = norm(shadow(part)).split()
        if any(sentence.norms[at : at + len(words)] == words for at in range(len(sentence.norms))):
            return True
    return False
