"""A passage as the reader walks it: sentence by sentence, remembering who spoke and what was last counted."""

from __future__ import annotations

from tallybook.model import Mention, Passage, Statement
from tallybook.reading import _columns as tables
from tallybook.reading._antecedent import resolved
from tallybook.reading._build import Builder
from tallybook.reading._carry import carried, details, labelled
from tallybook.reading._classes import BITS
from tallybook.reading._context import Context
from tallybook.reading._counts import counts
from tallybook.reading._harms import harms
from tallybook.reading._language import codes, load
from tallybook.reading._lexicon import Lexicon, lexicon
from tallybook.reading._link import link
from tallybook.reading._mentions import Source, anchor, found_in, signatures
from tallybook.reading._pairs import Pair
from tallybook.reading._pointed import Pointed, pointed
from tallybook.reading._quotes import Quotes
from tallybook.reading._rows import in_row
from tallybook.reading._shadow import shadow
from tallybook.reading._tokens import Sentence
from tallybook.reading._walk import hinted, walk

_WHOM = BITS["whom"]
_BULLETS = "–-—•*·"


def known(allowed: tuple[str, ...] | None) -> tuple[str, ...]:
    """The languages to read in; a code that there is no table for is an error, and says which there are."""
    for code in allowed or ():
        load(code)
    return allowed if allowed is not None else codes()


class Document:
    """One walk over a passage."""

    def __init__(self, passage: Passage, allowed: tuple[str, ...] | None, pointers: Pointed | None = None) -> None:
        self.passage = passage
        self.shadow = shadow(passage.text)
        self.allowed = known(allowed)
        self.hint = hinted(passage.lang, self.allowed)
        self.pointers = pointers or {}
        self.source = Source(passage, passage.text_digest)
        self.mentions = signatures(self.source, self.shadow)
        self.tabulated = "|" in passage.text or "\t" in passage.text
        self.quoted = '"' in self.shadow
        self.total = self.candidates = self.empty = 0

    def statements(self) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
        """Kept and rejected statements, in the order of the text."""
        builder = Builder(self.passage, self.source.digest)
        context = Context(anchor=anchor(self.passage, self.mentions))
        quotes = Quotes()
        for spot in walk(self.shadow, self.hint, self.allowed):
            context.paragraph, context.sentence, context.headline = spot.paragraph, spot.sentence, spot.headline
            self.total += 1
            told = len(builder.told)
            sentence = self._sentence(builder, context, lexicon(spot.code), spot.first, spot.last)
            context.behind.append(sentence)
            if self.quoted:
                quotes.follow(builder, context, sentence, told)
        kept, rejected = builder.finish()
        if self.passage.kind == "row":
            kept = tuple(in_row(statement, self.passage.text, self.shadow, lexicon(statement.lang)) for statement in kept)
        return kept, rejected

    def found(self) -> tuple[Mention, ...]:
        """The mentions, in the order of the text."""
        return tuple(sorted(self.mentions, key=lambda mention: (mention.span, mention.kind)))

    def _sentence(self, builder: Builder, context: Context, words: Lexicon, first: int, last: int) -> Sentence:
        sentence = Sentence(self.passage.text, self.shadow, first, last, words)
        if self.tabulated and _tabulated(builder, context, sentence):
            return sentence
        context.itemised = self.shadow[first] in _BULLETS
        goes_on = context.last_pairs
        if not (goes_on or (words.refers and context.just_before) or sentence.stirs):
            context.passed(sentence)
            return sentence
        sentence.annotate()
        self.mentions.extend(found_in(self.source, sentence))
        found = harms(sentence)
        counted = counts(sentence) if found or goes_on else []
        usable = [count for count in counted if not count.code]
        stated = bool(found) and any(not count.implied for count in usable)
        self.candidates += stated
        pairs: list[Pair] = link(sentence, counted, found) if counted and found else []
        if goes_on and context.last_whole is not None and counted:
            if sentence.classes & _WHOM and context.last_deadly:
                pairs = details(sentence, pairs, context.last_whole, context.last_id)
            pairs += carried(sentence, counted, pairs, context.last_whole, context.last_id)
        if goes_on and context.first_whole is not None and not found:
            pairs += labelled(sentence, counted, context.first_whole)
        pairs = resolved(sentence, counted, found, pairs, context.behind) + pairs
        if self.pointers:
            pairs += pointed(self.pointers, sentence, counted, found, pairs)
        if pairs:
            sentence.harmed = True
            context.recall(sentence)
            context.enter(sentence)
        else:
            context.passed(sentence)
            builder.refer(sentence)
        kept = builder.add(sentence, context, pairs, counted, found)
        if stated and not kept:
            self.empty += 1
        return sentence


def _tabulated(builder: Builder, context: Context, sentence: Sentence) -> bool:
    """Whether a line heads a table or is a line of one; its numbers are then read by their columns."""
    columns, context.columns = context.columns, None
    if columns is not None and context.paragraph - context.columns_paragraph == 1:
        pairs = tables.in_columns(sentence, columns)
        if pairs or tables.ruled(sentence):
            context.columns, context.columns_paragraph = columns, context.paragraph
        if pairs:
            context.enter(sentence)
            context.attributions = tables.spoken(sentence, columns) or context.attributions
            context.places = tables.places(sentence, columns) or context.places
            return builder.add(sentence, context, pairs, [pair.count for pair in pairs], [pair.harm for pair in pairs])
    if context.columns is None:
        context.columns, context.columns_paragraph = tables.header(sentence, reversed(context.behind)), context.paragraph
    return context.columns is not None
