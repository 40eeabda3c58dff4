"""Pairs to statements: every field gets its words, then the checks decide."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from tallybook.model import (
    Harm,
    Link,
    Passage,
    Quantity,
    Quotation,
    Rejection,
    Span,
    Statement,
    quote,
    short_ids,
)
from tallybook.reading._actor import Actor
from tallybook.reading._aliases import aliases
from tallybook.reading._attribution import Attribution
from tallybook.reading._checks import check
from tallybook.reading._context import Context
from tallybook.reading._count import Count
from tallybook.reading._fields import UNSTATED, group_of, harm_of, quantity_of, settled_group, status_of
from tallybook.reading._harms import HarmWord
from tallybook.reading._lone import nameless
from tallybook.reading._pairs import Pair
from tallybook.reading._passing import covering
from tallybook.reading._period import UNDATED, period_of
from tallybook.reading._place import place_of
from tallybook.reading._refer import attribute, referring
from tallybook.reading._relation import TOTAL, relation_of
from tallybook.reading._repeat import Told, settle
from tallybook.reading._tokens import Sentence
from tallybook.reading._voice import goes_on

_AGAIN = Rejection(code="repeated", detail="The one who was counted before.")


class Builder:
    """Collects the statements of one passage."""

    def __init__(self, passage: Passage, digest: str) -> None:
        self.passage = passage
        self.digest = digest
        self.told: list[Told] = []
        self.rejected: list[Statement] = []
        self._seen: set[str] = set()
        self._aliases: dict[str, str] | None = None
        self._named: Callable[..., str] | None = None
        self._over: list[Attribution] = []
        self._links: tuple[Link, ...] = ()

    def finish(self) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
        """Everything, in the order of the text."""
        self.told.sort(key=lambda each: _place(each.statement))
        kept, again = settle(self.told)
        self.rejected.extend(msgspec.structs.replace(statement, rejected=_AGAIN) for statement in again)
        self.rejected.sort(key=_place)
        return tuple(kept), tuple(self.rejected)

    def add(self, sentence: Sentence, context: Context, pairs: list[Pair], counted: list[Count], words: list[HarmWord]) -> bool:
        """Make the statements of a sentence. Returns whether one was kept."""
        made: list[Statement] = []
        by_count: dict[int, Statement] = {}
        for pair in pairs:
            statement = self._statement(sentence, context, pair, by_count)
            if statement.rejected is None:
                by_count[id(pair.count)] = statement
            if statement.id in self._seen:
                continue
            self._seen.add(statement.id)
            if statement.rejected is None:
                made.append(statement)
                self.told.append(_told(sentence, pair, statement, context))
            else:
                self.rejected.append(statement)
        if words:
            paired = {id(pair.count) for pair in pairs}
            for count in counted:
                if id(count) not in paired and not count.implied:
                    self._leave(sentence, count, words)
        if made:
            context.last, context.last_chain = made, made[-1].chain
            context.stated(pairs, by_count)
        return bool(made)

    def refer(self, sentence: Sentence) -> None:
        """A sentence that counts nobody may still say who counted in the one before it."""
        found = referring(sentence)
        if found:
            links = self.links(found)
            attribute(self.told, sentence, tuple(links))

    def _leave(self, sentence: Sentence, count: Count, words: list[HarmWord]) -> None:
        """A number beside a harm word that is no statement: kept as rejected, with the nearest harm word."""
        at = count.number.first
        word = words[0] if len(words) == 1 else min(words, key=lambda each: abs(each.first - at))
        quantity, harm = quantity_of(sentence, count), harm_of(sentence, word)
        name = self._id(quantity, harm)
        if name in self._seen:
            return
        self._seen.add(name)
        code = count.code or ("perpetrator" if count.by else "unknown_noun" if nameless(sentence, count) else "no_link")
        statement = Statement(
            id=name,
            document=self.passage.document,
            passage=self.passage.id,
            text_digest=self.digest,
            lang=sentence.lexicon.head.code,
            span=(sentence.start, sentence.end),
            text=sentence.text[sentence.start : sentence.end],
            quantity=quantity,
            harm=harm,
            group=group_of(sentence, count),
            relation=TOTAL,
            status=UNSTATED,
            period=UNDATED,
            rejected=Rejection(code=code, detail=_DETAILS.get(code) or f"The number counts {code}, not people harmed."),
        )
        self.rejected.append(statement)

    def _id(self, quantity: Quantity, harm: Harm) -> str:
        if self._named is None:
            self._named = short_ids("s-", self.digest, self.passage.document, self.passage.id)
        (start, end), (first, last) = quantity.span, harm.span
        return self._named(f"({start}, {end})", f"({first}, {last})", harm.label)  # as a tuple prints, only sooner

    def _statement(self, sentence: Sentence, context: Context, pair: Pair, done: dict[int, Statement]) -> Statement:
        home, count = pair.stands or (sentence, pair.count)
        at = pair.count.number.first
        quantity, harm = quantity_of(home, count), harm_of(home, pair.harm)
        over = covering(sentence, context.attributions, at) if context.attributions else []
        period = period_of(sentence, context.times(sentence), at, context.anchor)
        chain = self._chain(sentence, over, context, pair, done)
        whole = done.get(id(pair.parent.count)) if pair.parent is not None else None
        guessed = whole is not None and whole.status.label == "estimated" and whole.chain == chain  # so is then a part of it
        return Statement(
            id=self._id(quantity, harm),
            document=self.passage.document,
            passage=self.passage.id,
            text_digest=self.digest,
            lang=home.lexicon.head.code,
            span=(home.start, sentence.end),
            text=home.text[home.start : sentence.end],
            quantity=quantity,
            harm=harm,
            group=settled_group(sentence, pair, group_of(home, count)),
            relation=relation_of(sentence, pair, done, period, scene=context.scene),
            status=whole.status
            if whole is not None and guessed
            else status_of(sentence, pair, over, chain, context.last[-1].status if pair.to and context.last else UNSTATED),
            period=period,
            place=place_of(sentence, context.places, at),
            chain=chain,
            headline=context.headline,
            rejected=_speaking(sentence, context, pair) or check(sentence, pair, quantity),
        )

    def _chain(
        self, sentence: Sentence, over: list[Attribution], context: Context, pair: Pair, done: dict[int, Statement]
    ) -> tuple[Link, ...]:
        if over != self._over:  # the figures of a sentence are mostly of one speaker
            self._over, self._links = over, tuple(self.links(over))
        links = [*self._links]
        parent = done.get(id(pair.parent.count)) if pair.parent is not None else None
        if not links and parent is not None:
            links.extend(link for link in parent.chain if link.role != "publisher")
        if not links and not context.attributions and context.last_pairs and goes_on(sentence, context, pair):
            links.extend(link for link in context.last_chain if link.role != "publisher")
        if not links and context.goes_on and context.voice is not None:
            links = self.links([context.voice])
        if self.passage.publisher:
            links.append(Link(actor=self.passage.publisher, role="publisher", type="outlet", named=True))
        return tuple(links)

    def links(self, over: list[Attribution]) -> list[Link]:
        """The links of a chain that some acts of saying make, origin first."""
        links: list[Link] = []
        names: list[str] = []
        meant: list[str] = []
        for attribution in over:
            if attribution.actor.anaphor and attribution.actor.pronoun and attribution.origin is None:
                continue  # "he told the BBC", where nobody knows who he is: the BBC only heard it
            for actor in attribution.chain:
                if actor.anaphor and actor.pronoun:
                    continue
                span = actor.span
                name = _bare(actor.sentence.text[span[0] : span[1]])
                if name not in names and not any(
                    link.span and span[0] < link.span[1] and link.span[0] < span[1] for link in links
                ):
                    names.append(name)
                    links.append(self._link(actor, span, attribution, first=not links))
                    meant.append(actor.means if actor.anaphor and attribution.cue.name == "according" else "")
        return _without_again(links, meant) if any(meant) and len(links) > 1 else links

    def _link(self, actor: Actor, span: Span, attribution: Attribution, *, first: bool) -> Link:
        cue, text = attribution.cue, actor.sentence.text[span[0] : span[1]]
        source = attribution.actor.sentence if attribution.actor.sentence.start <= actor.sentence.start else actor.sentence
        holder = attribution.origin.sentence if attribution.origin is not None else source
        try:
            start, end = holder.span(cue.first, cue.last)
            quoted: Quotation | None = quote(self.passage.text, start, end)
        except (IndexError, ValueError):
            quoted = None
        return Link(
            actor=text,
            role="origin" if first else "relay",
            type=actor.type,
            named=actor.named,
            span=span,
            cue=quoted,
            canonical=self.canonical(actor.means or text),
        )

    def canonical(self, name: str) -> str:
        """The fullest name that the document gives an actor."""
        if self._aliases is None:
            self._aliases = aliases(self.passage.text)
        for part, full in self._aliases.items():
            if part in name and re.search(rf"(?<!\w){re.escape(part)}(?!\w)", name):
                return full
        return name


def _without_again(links: list[Link], meant: list[str]) -> list[Link]:
    """ "The ministry denied it: by the office's account ...": a noun that stands for somebody in the chain is no further link."""
    kept = [
        link
        for link, means in zip(links, meant, strict=True)
        if not means or all(link.actor == means or each.actor != means for each in links)
    ]
    return [msgspec.structs.replace(link, role="origin" if index == 0 else "relay") for index, link in enumerate(kept)]


_DETAILS = {
    "repeated": "The ones who were counted before.",
    "no_link": "Nothing in the sentence joins the number to the harm.",
    "unknown_noun": "No table knows the noun that is counted, and the harm does not stand right beside it.",
    "perpetrator": "The number counts those who did it.",
}


def _speaking(sentence: Sentence, context: Context, pair: Pair) -> Rejection | None:
    """ "two senior officials told": those who speak are no victims."""
    if sentence.lexicon.head.verb_first:  # there the speaker stands before what is said, with nothing between
        return None
    at = pair.count.number.first
    for each in context.attributions:
        actor = each.actor
        if actor.first > at or actor.sentence is not sentence:
            continue
        if at < (each.cue.first if pair.count.implied and each.cue.name == "say" else actor.last):
            return Rejection(code="speaker", detail="The number counts those who say it.")
    return None


def _told(sentence: Sentence, pair: Pair, statement: Statement, context: Context) -> Told:
    count, matches = pair.count, sentence.matches
    running = pair.side == "toll" or "since_total" in matches or statement.period.label == "cumulative"
    dated = "weekday" in matches or "month" in matches or "when" in matches or "last" in matches
    single = count.number.kind == "single"
    return Told(statement, context.episode, count.definite, count.other, context.headline, single, dated, running, count.fresh)


def _bare(name: str) -> str:
    """A name without its possessive ending."""
    return name.removesuffix("'s").removesuffix("’s")


def _place(statement: Statement) -> tuple[int, int, str]:
    return statement.quantity.span[0], statement.harm.span[0], statement.id
