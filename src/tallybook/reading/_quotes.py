"""Quotations of several sentences: who speaks before the opening mark or behind the closing one speaks for all of them.

"We saw 43 wounded. Nine were hit by bullets," a doctor said. The shadow knows one mark for both ends, so they are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tallybook.reading._attribution import Attribution
from tallybook.reading._chain import attributions
from tallybook.reading._refer import said_by
from tallybook.reading._tokens import Sentence

if TYPE_CHECKING:
    from tallybook.reading._build import Builder
    from tallybook.reading._context import Context

_MARK = '"'


def _marks(sentence: Sentence) -> list[int]:
    """Where the quotation marks of a sentence stand."""
    found: list[int] = []
    at = sentence.shadow.find(_MARK, sentence.start, sentence.end)
    while at >= 0:
        found.append(at)
        at = sentence.shadow.find(_MARK, at + 1, sentence.end)
    return found


class Quotes:
    """The quotation that the walk over a paragraph stands in, if any."""

    def __init__(self) -> None:
        self.opener: Sentence | None = None
        self.mark = -1
        self.first = 0
        self.speakers: list[Attribution] = []

    def follow(self, builder: Builder, context: Context, sentence: Sentence, told: int) -> None:
        """Take in a sentence that was read. ``told`` is the number of statements that stood before it."""
        if context.sentence == 0:
            self.opener = None
        marks = _marks(sentence)
        if self.opener is not None:
            self._goes_on(builder, context, sentence, marks)
        if marks and (len(marks) % 2 == 1) != (self.opener is not None):
            self.opener, self.mark, self.first = sentence, marks[-1], told
            self.speakers = self._of(context, sentence, self.mark, before=True)
        elif marks:
            self.opener = None

    def _goes_on(self, builder: Builder, context: Context, sentence: Sentence, marks: list[int]) -> None:
        if len(builder.told) == self.first:
            return
        speakers = self.speakers
        if marks:
            speakers = self._of(context, sentence, marks[0], before=False) or speakers
        links = tuple(builder.links(speakers)) if speakers else ()
        for each in builder.told[self.first :] if links else ():
            origin = next((link for link in each.statement.chain if link.role == "origin"), None)
            inside = origin is not None and origin.span is not None and self.mark < origin.span[0] < sentence.end
            if each.statement.quantity.span[0] > self.mark and not inside:
                each.statement = said_by(each.statement, links)

    def _of(self, context: Context, sentence: Sentence, mark: int, *, before: bool) -> list[Attribution]:
        """Who speaks on the outer side of a mark."""
        sentence.annotate()
        found = context.attributions if sentence.harmed else attributions(sentence)
        spoken = [each for each in found if each.cue.name == "say" and not each.actor.pronoun]
        return [each for each in spoken if (sentence.starts[each.cue.first] < mark) == before][:1]
