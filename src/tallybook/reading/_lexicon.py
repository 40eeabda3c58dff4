"""A language's rows compiled for look-up: a word leads to the phrases that begin with it."""

from __future__ import annotations

import functools
from itertools import filterfalse
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tallybook.reading._classes import BITS, COUNTED, PARTICLES
from tallybook.reading._forms import (
    HYPHEN_HEADS,
    TOKEN,
    TRIGGERS,
    Entries,
    Match,
    Phrase,
    Thirds,
    by_rarest,
    follows,
    insert,
    numeral,
    spellings,
    take_longer,
    unkeyed,
)
from tallybook.reading._language import Language, Row, load
from tallybook.reading._shadow import ZWNJ, norm, shadow

if TYPE_CHECKING:
    from tallybook.reading._tokens import Sentence

_CACHE_LIMIT = 200_000
_LONG_PIECE = 60
_STEM = 3
_PAIR = 2
_NOTHING: Thirds = ({}, [])
_NOUNS = COUNTED | {"actor", "harm"}


class Lexicon:
    """All rows of a language. ``annotate`` marks a sentence with them; the longest form wins within a class."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.head = language.head
        self.spaced_thousands = " " in language.head.thousands
        self.having = frozenset(form for row in language.rows["aux"] if row.label == "have" for form in row.forms)
        self.place_links = frozenset(language.head.of) | frozenset(language.head.articles)
        self.knows_countries = language.head.inverts and any(row.frame == "country" for row in language.rows["actor"])
        self.tells_kin = bool(language.rows["kin"])
        self.object_numbers = frozenset(norm(shadow(word)) for word in language.head.object_numbers)
        self.people_suffixes = language.head.people_suffixes
        self.person_suffixes = tuple(norm(shadow(ending)) for ending in language.head.person_suffixes)
        self.counted_endings = tuple(norm(shadow(ending)) for ending in language.head.counted_endings)
        self.of_words = frozenset(language.head.of)
        self.object_mark = language.head.order.object_mark
        self.victim_left_of_do = language.head.order.object == ("left",)
        self.victim_right_of_undergo = "right" in language.head.order.subject
        self.clause_and = frozenset(
            norm(shadow(form)) for row in language.rows["and"] if row.label == "clause" for form in row.forms
        )
        self._exact: dict[str, list[Phrase]] = {}
        self._open: dict[str, list[Phrase]] = {}
        self._places: dict[bool, dict[tuple[str, tuple[str, ...], str], int]] = {True: {}, False: {}}
        self._entries = Entries(self._find, numeral)
        self._triggers = Entries(self._stirring, lambda _: False)
        self._quiet: set[str] = set()
        self._needed: dict[str, tuple[tuple[str, ...], ...]] = {}
        for name, rows in language.rows.items():
            for row in rows:
                for form in row.forms:
                    self._add(name, row, form)
        self._add_ezafe()
        self.number_words = {form: row.value for row in language.rows["number"] if row.value is not None for form in row.forms}
        self.range_joiner = tuple(norm(shadow(word)) for word in language.head.range_joiner)
        self.range_words = frozenset({*self.range_joiner, *language.head.joiner, "-", "–"})
        self.numeral_links = self.range_words | {"/", "+"}
        self.scale_words = {form: row.value for row in language.rows["scale"] if row.value is not None for form in row.forms}
        self.rounds = any(row.approximate for name in ("number", "scale") for row in language.rows[name])
        self.abbreviations = frozenset(language.head.abbreviations)
        self.date_links = (
            frozenset(form for row in language.rows["month"] if row.side == "after" for form in row.parts) | self.of_words
        )
        self.alternatives = frozenset(
            norm(shadow(form)) for row in language.rows["and"] if row.label == "or" for form in row.forms
        )
        self._keyed = by_rarest(self._exact)
        self.refers = bool(language.rows["refer_back"])
        self._open_lengths = sorted({len(word) for word in self._open})
        self._proclitics = tuple(sorted(language.head.proclitics, key=lambda word: (-len(word), word)))
        self._enclitics = tuple(sorted(map(shadow, language.head.enclitics), key=lambda word: (-len(word), word)))

    def _add(self, name: str, row: Row, form: str) -> None:
        is_open = form.endswith("*")
        for words in spellings(norm(shadow(form.rstrip("*")))):
            phrase = Phrase(words[1:], is_open, name, row, form)
            alone = is_open and len(words) == 1
            insert(self._open if alone else self._exact, words[0], phrase, self._places[alone])

    def _add_ezafe(self) -> None:
        """A form whose last letter carries the ezafe written onto it: "گفتهی" for "گفته‌ی". A word of the tables stays itself."""
        ending, letter = self.head.ezafe[1:], self.head.ezafe[:1]
        if not letter:
            return
        known, added = frozenset(self._exact), []
        for first, phrases in self._exact.items():
            for phrase in phrases:
                last = phrase.rest[-1] if phrase.rest else first
                if last.endswith(letter) and not phrase.open and last + ending not in known:
                    added.append((first, replace(phrase, rest=(*phrase.rest[:-1], last + ending)) if phrase.rest else phrase))
        for first, phrase in added:
            insert(self._exact, first if phrase.rest else first + ending, phrase, self._places[False])

    def triggers(self, norms: list[str]) -> bool:
        """Whether the words hold a harm, or a length or share of an outage."""
        for index, entry in enumerate(map(self._triggers.__getitem__, norms)):
            if entry is None:
                continue
            if entry.single:
                return True
            longer, ahead = entry.longer, index + 1
            if longer is not None and ahead < len(norms):
                behind = longer.keyed.get(norms[ahead], longer.opens)
                thirds, phrases = behind if behind is not None else _NOTHING
                for phrase in thirds.get(norms[ahead + 1], phrases) if ahead + 1 < len(norms) else phrases:
                    if follows(phrase, norms, ahead):
                        return True
        return False

    def _stirring(self, word: str) -> tuple[Phrase, ...]:
        """The phrases that make a sentence worth reading and may begin at a word."""
        return tuple(phrase for phrase in self._find(word) if phrase.name in TRIGGERS)

    def quiet(self, piece: str) -> bool:
        """Whether a stretch of shadow surely holds no trigger, judged by what stands between its spaces.

        Never true where ``triggers`` would be: a phrase is only ruled out where one of its words is nowhere in the stretch.
        """
        lowered = piece.lower() if piece.isascii() else ""
        for each in filterfalse(self._quiet.__contains__, piece.split()):
            needed = self._needed.get(each)
            if needed is None:
                needed = self._weighed(each)
            if needed and (not lowered or _holds_any(lowered, needed)):
                return False
        return True

    def _weighed(self, piece: str) -> tuple[tuple[str, ...], ...]:
        """For each trigger that a spaceless piece may hold the rarest word of, the other words that it needs."""
        if len(piece) > _LONG_PIECE or (self.spaced_thousands and not piece.isalpha()):
            return ((),)
        if len(self._quiet) + len(self._needed) > _CACHE_LIMIT:
            self._quiet.clear()
            self._needed.clear()
        words = [norm(word) for _, word in TOKEN.findall(piece)]
        opened = set().union(*(unkeyed(word, self._triggers[word]) for word in words))
        needed = tuple(opened.union(*(self._keyed.get(word, ()) for word in words)))
        if needed:
            self._needed[piece] = needed
        else:
            self._quiet.add(piece)
        return needed

    def _find(self, word: str) -> tuple[Phrase, ...]:
        phrases = list(self._exact.get(word, ()))
        for length in self._open_lengths:
            if length <= len(word):
                phrases.extend(self._open.get(word[:length], ()))
        if word.endswith("'s") and all(phrase.rest for phrase in phrases):  # "coroner's" beside "coroner's office"
            phrases.extend(self._exact.get(word[:-2], ()))
        if not phrases and "-" in word:
            phrases.extend(phrase for phrase in self._exact.get(word.rsplit("-", 1)[1], ()) if phrase.name in HYPHEN_HEADS)
        if not phrases:
            phrases = self._without_particle(word) + self._with_article(word)
        elif self._proclitics and all(phrase.rest for phrase in phrases):
            phrases = phrases + self._without_article(word)
        if not phrases and self._enclitics:
            phrases = self._stripped(word)
        phrases.sort(key=lambda phrase: -len(phrase.rest))
        return tuple(phrases)

    def _without_particle(self, word: str) -> list[Phrase]:
        """What a word is without the longest particle written onto it that leaves a known word."""
        for clitic in self._proclitics:
            if word.startswith(clitic) and len(word) - len(clitic) >= 2:
                phrases = [p for p in self._exact.get(word[len(clitic) :], ()) if len(clitic) == 1 or p.name not in PARTICLES]
                if phrases:
                    return phrases
        return []

    def _without_article(self, word: str) -> list[Phrase]:
        """A word that only opens longer forms, as in "the federal police", is still its noun with an article written onto it."""
        for clitic in self._proclitics:
            if len(clitic) > 1 and word.startswith(clitic) and len(word) - len(clitic) >= _STEM:
                return [phrase for phrase in self._exact.get(word[len(clitic) :], ()) if phrase.name in _NOUNS]
        return []

    def _with_article(self, word: str) -> list[Phrase]:
        """ "للجزيرة" is "ل" and "الجزيرة": the doubled particle has swallowed the first letter of an article that is part of a name."""
        head = self.head
        doubled = next((each for each in self._proclitics if len(each) == _PAIR and each[0] == each[1]), "")
        if not doubled or not word.startswith(doubled) or len(word) - _PAIR < _STEM:
            return []
        article = next((each for each in head.proclitics if len(each) == _PAIR and each[1] == doubled[1] and each != doubled), "")
        return [phrase for phrase in self._exact.get(article + word[_PAIR:], ()) if phrase.name == "actor"] if article else []

    def _stripped(self, word: str) -> list[Phrase]:
        """What a word is without the ending that is written onto it: a plural, "are", "their". A short stem is no stem."""
        for ending in self._enclitics:
            stem = word[: -len(ending)]
            if len(stem) >= _STEM - (ending[0] == ZWNJ) and word.endswith(ending) and (found := self._exact.get(stem)):
                return [phrase for phrase in found if len(ending) > 1 or phrase.name in COUNTED]
        return []

    def annotate(self, sentence: Sentence) -> None:
        """Fill ``sentence.masks`` and ``sentence.matches``. Longer forms are tried first, and within a class none overlap."""
        norms, matches = sentence.norms, sentence.matches
        masks, ahead, busy = [0] * len(norms), [*norms[1:], "", ""], dict[str, int]()
        reach = held = 0  # as far as a longer form goes, no other form of the classes held is marked
        for index, entry in enumerate(map(self._entries.__getitem__, norms)):
            if entry is None:
                continue
            mask, longer = entry.mask, entry.longer
            if longer is not None:
                if longer.shaped:
                    sentence.shaped.append(index)
                behind = longer.keyed.get(ahead[index], longer.opens)
                if behind is not None and (phrases := behind[0].get(ahead[index + 1], behind[1])):
                    last, bits = take_longer(phrases, index, norms, masks, matches, busy)
                    reach, held = max(reach, last), bits | held if index < reach else bits
            if mask < 0 or (index < reach and mask & held):
                _take_single(sentence, index, entry.single, masks, busy)
                continue
            masks[index] |= mask
            for row, name, form in entry.single:
                matches[name].append(Match(index, index + 1, row, name, form))
        sentence.masks = masks


def _take_single(
    sentence: Sentence, index: int, single: tuple[tuple[Row, str, str], ...], masks: list[int], busy: dict[str, int]
) -> None:
    """Mark a word's single forms where a longer form may cover it, or where one asks for capitals.

    A word in capitals is what the rows say that ask for them, and nothing else: "WHO" is no "who".
    """
    capitals = any(row.capital for row, _, _ in single) and _in_capitals(sentence, index)
    for row, name, form in single:
        if busy.get(name, 0) > index or row.capital != capitals:
            continue
        masks[index] |= BITS[name]
        sentence.matches[name].append(Match(index, index + 1, row, name, form))


def _in_capitals(sentence: Sentence, index: int) -> bool:
    """Whether a token is written in capitals in a sentence that is not."""
    word = sentence.text[sentence.starts[index] : sentence.ends[index]]
    return word.isupper() and not sentence.text[sentence.start : sentence.end].isupper()


def _holds_any(lowered: str, needed: tuple[tuple[str, ...], ...]) -> bool:
    """Whether all words of one of several phrases are somewhere in a stretch."""
    for words in needed:
        for word in words:
            if word not in lowered:
                break
        else:
            return True
    return False


@functools.cache
def lexicon(code: str) -> Lexicon:
    """The compiled tables of a language."""
    return Lexicon(load(code))
