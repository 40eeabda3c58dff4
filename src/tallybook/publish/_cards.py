"""One statement as the report shows it: its words in context, the chain, and each field with the words that carry it."""

from __future__ import annotations

from collections.abc import Iterable

from tallybook.model import Link, Quantity, Record, Statement
from tallybook.publish._context import Context, bare, context
from tallybook.publish._index import Index
from tallybook.publish._text import anchor, direction
from tallybook.publish._words import ACTORS, GROUPS, HARMS, LANGUAGES, RELATIONS, STATUSES, amount, day, days, plain


class LinkView(Record, frozen=True):
    """A link of the chain. ``words`` are those that name the actor, ``cue`` those that say they said it."""

    role: str
    name: str
    words: str | None
    kind: str
    cue: str | None


class FieldView(Record, frozen=True):
    """A field: what it was read as, and the words it was read from (None where it is understood, not printed)."""

    name: str
    value: str
    words: str | None


class Card(Record, frozen=True):
    """Everything shown of one statement. ``key`` is its anchor, ``source`` the anchor of its evidence."""

    key: str
    figure: str
    lang: str
    direction: str
    context: Context
    publisher: str | None
    published: str
    title: str
    source: str | None
    chain: tuple[LinkView, ...]
    fields: tuple[FieldView, ...]
    brief: str
    flags: tuple[tuple[str, str], ...]
    span: str
    left_out: str | None
    reason: str | None = None
    code: str | None = None


class Desk:
    """Hands out each statement's card once; afterwards only the way to it, so that no context is printed twice."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._placed: set[str] = set()

    def take(self, ids: Iterable[str]) -> tuple[Card, ...]:
        """The cards of those of ``ids`` that stand nowhere yet."""
        fresh = [one for one in dict.fromkeys(ids) if one in self.index.statements and one not in self._placed]
        self._placed.update(fresh)
        return tuple(card(self.index.statements[one], self.index) for one in fresh)

    def left(self, ids: Iterable[str]) -> list[str]:
        """Those of ``ids`` whose card stands nowhere yet."""
        return [one for one in ids if one not in self._placed]


def statement_anchor(key: str) -> str:
    return anchor("q-", key)


def evidence_anchor(digest: str) -> str:
    return anchor("e-", digest[:16])


def figure(quantity: Quantity) -> str:
    """A statement's own figure with its bound in words."""
    if quantity.implied:
        return f"1 (understood from “{quantity.printed}”)" if quantity.figure() == 1 else quantity.printed
    return amount(quantity.low, quantity.high, quantity.bound, quantity.approximate, quantity.printed)


def card(said: Statement, index: Index) -> Card:
    """The card of one statement. Where its passage is not at hand, its own words stand alone."""
    source = index.sources.get(said.passage)
    shown = context(source.passage.text, said) if source else bare(said)
    passage = source.passage if source else None
    published = day(passage.published) if passage and passage.published else "day unknown"
    return Card(
        key=statement_anchor(said.id),
        figure=figure(said.quantity),
        lang=said.lang,
        direction=direction(said.lang, "".join(piece.text for piece in shown.pieces)),
        context=shown,
        publisher=_publisher(said, passage.publisher if passage else None),
        published=published,
        title=(source.title if source else None) or (source.name if source else said.document),
        source=evidence_anchor(source.evidence) if source else None,
        chain=tuple(_link(link, index) for link in said.chain),
        fields=tuple(_fields(said)),
        brief=_brief(said),
        flags=tuple(index.flags.get(said.id, ())),
        span=f"{said.span[0]}–{said.span[1]}",
        left_out=index.left_out.get(said.id) if not said.rejected else None,
        reason=said.rejected.detail if said.rejected else None,
        code=said.rejected.code if said.rejected else None,
    )


def language(code: str | None) -> str:
    """A language's English name where this report knows it, else its code."""
    return LANGUAGES.get((code or "").split("-")[0], code or "unknown language")


def _publisher(said: Statement, known: str | None) -> str | None:
    named = [link.canonical or link.actor for link in said.chain if link.role == "publisher"]
    return known or (named[-1] if named else None)


def _link(link: Link, index: Index) -> LinkView:
    name = index.name(link.canonical) if link.canonical else link.actor
    kind = ACTORS.get(link.type, plain(link.type))
    return LinkView(
        role=link.role,
        name=name,
        words=link.actor if link.actor.casefold() != name.casefold() else None,
        kind=kind if link.named or link.type == "unnamed" else f"{kind}, not named",
        cue=link.cue.text if link.cue else None,
    )


def _fields(said: Statement) -> list[FieldView]:
    cue = said.quantity.cue.text + " " if said.quantity.cue else ""
    harm = ", ".join(plain(part) for part in said.harm.parts) or HARMS.get(said.harm.label, plain(said.harm.label))
    fields = [
        FieldView(name="Figure", value=figure(said.quantity), words=cue + said.quantity.printed),
        FieldView(name="Harm", value=harm, words=said.harm.text),
        FieldView(name="Who", value=GROUPS.get(said.group.label, plain(said.group.label)), words=said.group.text),
        FieldView(name="Status", value=STATUSES.get(said.status.label, said.status.label), words=said.status.text),
        FieldView(name="Period", value=_period(said), words=said.period.mention.text if said.period.mention else None),
    ]
    if said.place:
        fields.append(FieldView(name="Place", value="", words=said.place.text))
    cue_of_relation = said.relation.cue.text if said.relation.cue else None
    fields.append(FieldView(name="Counts as", value=_relation(said), words=cue_of_relation))
    if said.perpetrator:
        fields.append(FieldView(name="Blamed on", value="", words=said.perpetrator.text))
    if said.pointer:
        what = "number and harm" if said.reader == "model" else "the origin"
        fields.append(FieldView(name="Pointed at", value=f"{what}, by the model “{said.pointer.model}”", words=None))
    return fields


def _brief(said: Statement) -> str:
    """Status and period in a few words, for the many cards that stand under a like one."""
    status, period = STATUSES.get(said.status.label, said.status.label), _period(said)
    parts = ("status" if status == "not stated" else "", status, "; period" if period == "not stated" else ";", period)
    return " ".join(part for part in parts if part).replace(" ;", ";")


def _period(said: Statement) -> str:
    period = said.period
    span = days(period.start, period.end)
    word = {"cumulative": "so far", "day": "", "interval": "", "unstated": "" if span else "not stated"}[period.label]
    hedge = f"“{period.hedge}”" if period.hedge else ""
    doubt = "(weekday and date disagree)" if period.checked is False else ""
    return " ".join(part for part in (word, hedge, span, doubt) if part)


def _relation(said: Statement) -> str:
    words = RELATIONS.get(said.relation.label, plain(said.relation.label))
    return f"{words} ({said.relation.arithmetic})" if said.relation.arithmetic else words
