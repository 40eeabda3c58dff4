"""Pairs to statements: every field gets its words, then the checks decide."""

from __future__ import annotations

import re

import msgspec

from tallybook.model import (
    Harm,
    Link,
    Passage,
    Period,
    Quantity,
    Quotation,
    Rejection,
    Relation,
    Statement,
    Status,
    quote,
    short_id,
)
from tallybook.reading._actor import Actor
from tallybook.reading._attribution import Attribution
from tallybook.reading._chain import covering
from tallybook.reading._checks import check
from tallybook.reading._context import Context
from tallybook.reading._count import Count
from tallybook.reading._fields import group_of, harm_of, quantity_of, settled_group, status_of
from tallybook.reading._harms import HarmWord
from tallybook.reading._pairs import Pair
from tallybook.reading._period import period_of
from tallybook.reading._place import place_of
from tallybook.reading._refer import attribute, referring
from tallybook.reading._relation import relation_of
from tallybook.reading._repeat import Told, settle
from tallybook.reading._tokens import Sentence

_ALIAS = re.compile(r"([A-Z][\w'’.&-]*(?:[ \u00a0](?:[A-Z][\w'’.&-]*|of|for|the|and|in|to|on)){0,8})[ \u00a0]\(([^()\n]{2,80})\)")
# In its own monthly report an organisation speaks on; in a news story the sentence behind a witness's or a policeman's is the paper's.
_OWN_TEXT = frozenset({"un", "rights_group", "ministry", "monitor"})


class Builder:
    """Collects the statements of one passage."""

    def __init__(self, passage: Passage, digest: str) -> None:
        self.passage = passage
        self.digest = digest
        self.told: list[Told] = []
        self.rejected: list[Statement] = []
        self._seen: set[str] = set()
        self._aliases: dict[str, str] | None = None

    def finish(self) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
        """Everything, in the order of the text."""

        def place(statement: Statement) -> tuple[int, int, str]:
            return statement.quantity.span[0], statement.harm.span[0], statement.id

        self.told.sort(key=lambda each: place(each.statement))
        kept, again = settle(self.told)
        for statement in again:
            self.rejected.append(
                _replaced(statement, rejected=Rejection(code="repeated", detail="The one who was counted before."))
            )
        return tuple(kept), tuple(sorted(self.rejected, key=place))

    def add(self, sentence: Sentence, context: Context, pairs: list[Pair], counted: list[Count], words: list[HarmWord]) -> bool:
        """Make the statements of a sentence. Returns whether one was kept."""
        made: list[Statement] = []
        by_count: dict[int, Statement] = {}
        for pair in pairs:
            statement = self._statement(sentence, context, pair, by_count)
            rejection = _speaking(sentence, context, pair) or check(sentence, pair, statement)
            if rejection is not None:
                self._reject(statement, rejection)
                continue
            by_count[id(pair.count)] = statement
            if statement.id not in self._seen:
                self._seen.add(statement.id)
                made.append(statement)
                self.told.append(self._told(sentence, pair, statement, context))
        paired = {id(pair.count) for pair in pairs}
        for count in counted:
            if id(count) not in paired and words and not count.implied:
                self._leave(sentence, count, words)
        if made:
            context.last, context.last_chain = made, made[-1].chain
            if context.attributions and sentence.lexicon.head.inverts:
                context.last_aside = all(each.cue.name == "according" for each in context.attributions)
            whole = [pair for pair in pairs if not pair.part and id(pair.count) in by_count] or [
                pair for pair in pairs if id(pair.count) in by_count
            ]
            context.first_whole = whole[0]
            context.last_whole, context.last_id = whole[-1], by_count[id(whole[-1].count)].id
            context.last_paragraph, context.last_sentence = context.paragraph, context.sentence
        return bool(made)

    def refer(self, sentence: Sentence) -> None:
        """A sentence that counts nobody may still say who counted in the one before it."""
        found = referring(sentence)
        if found:
            links = self.links(found)
            attribute(self.told, sentence, tuple(links))

    def _told(self, sentence: Sentence, pair: Pair, statement: Statement, context: Context) -> Told:
        count = pair.count
        running = pair.side == "toll" or bool(sentence.of("since_total")) or statement.period.label == "cumulative"
        dated = any(sentence.of(name) for name in ("weekday", "month", "when", "last"))
        single = count.number.kind == "single"
        return Told(
            statement, context.episode, count.definite, count.other, context.headline, single, dated, running, count.fresh
        )

    def _leave(self, sentence: Sentence, count: Count, words: list[HarmWord]) -> None:
        """A number beside a harm word that is no statement: kept as rejected, with the nearest harm word."""
        word = min(words, key=lambda each: abs(each.first - count.number.first))
        code = count.code or ("perpetrator" if count.by else "no_link")
        statement = self._bare(sentence, count, word, sentence.end)
        self._reject(statement, Rejection(code=code, detail=_DETAILS.get(code, f"The number counts {code}, not people harmed.")))

    def _reject(self, statement: Statement, rejection: Rejection) -> None:
        if statement.id not in self._seen:
            self._seen.add(statement.id)
            self.rejected.append(_replaced(statement, rejected=rejection))

    def _bare(self, sentence: Sentence, count: Count, word: HarmWord, end: int) -> Statement:
        quantity = quantity_of(sentence, count)
        harm = harm_of(sentence, word)
        return Statement(
            id=self._id(quantity, harm),
            document=self.passage.document,
            passage=self.passage.id,
            text_digest=self.digest,
            lang=sentence.lexicon.head.code,
            span=(sentence.start, end),
            text=self.passage.text[sentence.start : end],
            quantity=quantity,
            harm=harm,
            group=group_of(sentence, count),
            relation=Relation(label="total"),
            status=Status(label="unstated"),
            period=Period(label="unstated"),
        )

    def _id(self, quantity: Quantity, harm: Harm) -> str:
        passage = self.passage
        return short_id("s-", self.digest, passage.document, passage.id, quantity.span, harm.span, harm.label)

    def _statement(self, sentence: Sentence, context: Context, pair: Pair, done: dict[int, Statement]) -> Statement:
        home, count = pair.stands or (sentence, pair.count)
        base = self._bare(home, count, pair.harm, sentence.end)
        over = covering(sentence, context.attributions, pair.count.number.first)
        period = period_of(sentence, context.times(sentence), pair.count.number.first, context.anchor)
        chain = self._chain(over, context, pair, done)
        return _replaced(
            base,
            chain=chain,
            period=period,
            place=place_of(sentence, context.places, pair.count.number.first),
            headline=context.headline,
            relation=relation_of(sentence, pair, done, period),
            status=status_of(sentence, pair, over, chain),
            group=settled_group(sentence, pair, base.group),
        )

    def _chain(self, over: list[Attribution], context: Context, pair: Pair, done: dict[int, Statement]) -> tuple[Link, ...]:
        links = self.links(over)
        parent = done.get(id(pair.parent.count)) if pair.parent is not None else None
        if not links and parent is not None:
            links.extend(link for link in parent.chain if link.role != "publisher")
        if not links and not context.attributions and context.last_pairs and self._goes_on(context, pair):
            links.extend(link for link in context.last_chain if link.role != "publisher")
        if not links and context.goes_on and context.voice is not None:
            links = self.links([context.voice])
        if self.passage.publisher:
            links.append(Link(actor=self.passage.publisher, role="publisher", type="outlet", named=True))
        return tuple(links)

    def _goes_on(self, context: Context, pair: Pair) -> bool:
        """Whether a sentence without a speaker may go on in the name of the last one."""
        if context.last_aside or pair.harm.home.of("hearsay"):
            return False
        caseless = pair.harm.home.lexicon.head.script == "Arabic"
        return not caseless or any(link.type in _OWN_TEXT for link in context.last_chain[:1])

    def links(self, over: list[Attribution]) -> list[Link]:
        """The links of a chain that some acts of saying make, origin first."""
        links: list[Link] = []
        for attribution in over:
            for actor in attribution.chain:
                if actor.anaphor and actor.pronoun:
                    continue
                if all(_bare(link.actor) != _bare(actor.text) for link in links):
                    links.append(self._link(actor, attribution, first=not links))
        return links

    def _link(self, actor: Actor, attribution: Attribution, *, first: bool) -> Link:
        cue = attribution.cue
        source = attribution.actor.sentence if attribution.actor.sentence.start <= actor.sentence.start else actor.sentence
        holder = attribution.origin.sentence if attribution.origin is not None else source
        try:
            start, end = holder.span(cue.first, cue.last)
            quoted: Quotation | None = quote(self.passage.text, start, end)
        except (IndexError, ValueError):
            quoted = None
        return Link(
            actor=actor.text,
            role="origin" if first else "relay",
            type=actor.type,
            named=actor.named,
            span=actor.span,
            cue=quoted,
            canonical=self.canonical(actor.means or actor.text),
        )

    def canonical(self, name: str) -> str:
        """The fullest name that the document gives an actor."""
        if self._aliases is None:
            self._aliases = _aliases(self.passage.text)
        for part in sorted(self._aliases, key=lambda alias: (-len(alias), alias)):
            if re.search(rf"(?<!\w){re.escape(part)}(?!\w)", name):
                return self._aliases[part]
        return name


_DETAILS = {
    "repeated": "The ones who were counted before.",
    "no_link": "Nothing in the sentence joins the number to the harm.",
    "perpetrator": "The number counts those who did it.",
}


def _speaking(sentence: Sentence, context: Context, pair: Pair) -> Rejection | None:
    """ "two senior officials told": those who speak are no victims."""
    if sentence.lexicon.head.verb_first:  # there the speaker stands before what is said, with nothing between
        return None
    at = pair.count.number.first
    for each in context.attributions:
        if each.actor.sentence is sentence and each.actor.first <= at < each.actor.last and not pair.count.implied:
            return Rejection(code="speaker", detail="The number counts those who say it.")
    return None


def _bare(name: str) -> str:
    """A name without its possessive ending."""
    return name.removesuffix("'s").removesuffix("’s")


def _replaced(statement: Statement, **fields: object) -> Statement:
    return msgspec.structs.replace(statement, **fields)


def _aliases(text: str) -> dict[str, str]:
    """Short forms and full names that the text itself ties: "Iran Human Rights (IHR)"."""
    found: dict[str, str] = {}
    for match in _ALIAS.finditer(text):
        name, inside = match.group(1), match.group(2)
        if (inside.isupper() and len(inside) <= 12) or (name.isupper() and inside[:1].isupper()):
            for form in (name, inside):
                found.setdefault(form, match.group().removeprefix("The "))
    return found
