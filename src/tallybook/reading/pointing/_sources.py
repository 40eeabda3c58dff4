"""Who a model says is the source: checked word for word, then links of the chain that are marked as the model's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tallybook.model import Link, Passage, Span, quote
from tallybook.reading import _actors as actors
from tallybook.reading._actor import Actor
from tallybook.reading._lexicon import lexicon
from tallybook.reading._tokens import Sentence
from tallybook.reading._walk import Spot
from tallybook.reading.pointing._claims import Source
from tallybook.reading.pointing._ground import RefusedError, locate
from tallybook.reading.pointing._records import Window

_CUES = ("say", "according", "cite", "tally")


class Text(NamedTuple):
    """A passage as the checks see it. ``canonical`` gives the fullest name that the passage has for an actor."""

    passage: Passage
    shadow: str
    spots: Sequence[Spot]
    canonical: Callable[[str], str]


def chain_of(
    text: Text, window: Window, sources: Sequence[Source], counted: Span
) -> tuple[tuple[Link, ...], RefusedError | None]:
    """The links of a claim's sources, origin first, and why the rest was refused.

    Links end before the first source that does not hold: what stands behind a broken link is tied to nothing.
    """
    links: list[Link] = []
    for source in sources:
        try:
            link = _link(text, window, source, counted, first=not links)
        except RefusedError as refusal:
            return tuple(links), refusal
        if all(link.actor != known.actor for known in links):
            links.append(link)
    return tuple(links), None


def _link(text: Text, window: Window, source: Source, counted: Span, *, first: bool) -> Link:
    words = locate(text.shadow, source.cue_quote, window.around, "The quotation of who says so")
    span = locate(text.shadow, source.actor_quote, words, "The source's name")
    sentence = _sentence(text, words)
    cue = _cue(sentence, words, span)
    actor = _actor(text, sentence, span)
    if actor.span[0] < counted[1] and counted[0] < actor.span[1]:
        raise RefusedError("counted", "The source's name")
    return Link(
        actor=actor.text,
        role="origin" if first else "relay",
        type=actor.type,
        named=actor.named,
        span=actor.span,
        cue=quote(text.passage.text, *cue),
        canonical=text.canonical(actor.text),
        reader="model",
    )


def _sentence(text: Text, words: Span) -> Sentence:
    """The sentence that the words lie in. What runs over its end joins what the text keeps apart."""
    for spot in text.spots:
        if spot.first <= words[0] and words[1] <= spot.last:
            sentence = Sentence(text.passage.text, text.shadow, spot.first, spot.last, lexicon(spot.code))
            sentence.annotate()
            return sentence
    raise RefusedError("no_word_of_saying", "The quotation of who says so")


def _cue(sentence: Sentence, words: Span, actor: Span) -> Span:
    """The word of saying nearest to the actor, among those that the words touch: a table may hold "said that" where "said" was quoted."""
    spans = [sentence.span(match.first, match.last) for name in _CUES for match in sentence.of(name)]
    inside = [span for span in spans if _overlap(span, words) and not _overlap(span, actor)]
    if not inside:
        raise RefusedError("no_word_of_saying", "The quotation of who says so")
    return min(inside, key=lambda span: (max(span[0] - actor[1], actor[0] - span[1]), span))


def _actor(text: Text, sentence: Sentence, span: Span) -> Actor:
    """The actor who begins where the quotation begins, by the same rules as any other, and ends no later than it."""
    cut = Sentence(text.passage.text, text.shadow, sentence.start, span[1], sentence.lexicon)
    cut.annotate()
    first = next((at for at, start in enumerate(cut.starts) if start == span[0]), None)
    actor = actors.after(cut, first) if first is not None else None
    if actor is None or actor.first != first or actor.anaphor or (actor.type == "other" and not actor.named):
        raise RefusedError("not_an_actor", "The source's name")
    return actor


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
