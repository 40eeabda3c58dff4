"""The report's other parts as plain views: flags, what was rejected, mentions, evidence, relays."""

from __future__ import annotations

from collections import Counter, defaultdict

from tallybook.model import Flag, Record, Statement
from tallybook.publish._cards import Card, Desk, card, evidence_anchor, figure, language, statement_anchor
from tallybook.publish._context import Context, bare, own_words
from tallybook.publish._data import ReportData, Source
from tallybook.publish._index import Index
from tallybook.publish._ranges import actor_kind, attributed
from tallybook.publish._text import anchor, direction, shorten
from tallybook.publish._words import FLAGS, day, plain
from tallybook.publish.figures import Edge, Figure, Node, region_map, relays, reliability

QUOTE_LIMIT = 320
FLAG_ORDER = tuple(FLAGS)


class QuoteView(Record, frozen=True):
    """A statement's own words, and the way to their context (None where the statement is not at hand)."""

    key: str
    words: Context
    lang: str
    direction: str
    figure: str
    publisher: str | None
    published: str


class FlagView(Record, frozen=True):
    key: str
    sentence: str
    arithmetic: str | None
    quotes: tuple[QuoteView, ...]


class FlagGroup(Record, frozen=True):
    """All flags of a kind, with the kind's title and what it means."""

    kind: str
    title: str
    meaning: str
    flags: tuple[FlagView, ...]


class RejectGroup(Record, frozen=True):
    """Everything rejected for one reason."""

    code: str
    cards: tuple[Card, ...]


class MentionGroup(Record, frozen=True):
    """Other things read: (words, values, language, direction, publisher, day) for each."""

    kind: str
    rows: tuple[tuple[str, str, str, str, str, str], ...]


class EvidenceView(Record, frozen=True):
    """A thing that was added, what became of it, and what was read from it."""

    key: str
    name: str
    outcome: str
    detail: str
    digest: str | None
    titles: tuple[tuple[str, str | None, str, str | None], ...]
    passages: int
    statements: int


def flag_rank(flag: Flag) -> tuple[int, str]:
    """The gravest kinds first, as ``FLAGS`` lists them; kinds it does not know come last."""
    return (FLAG_ORDER.index(flag.kind) if flag.kind in FLAGS else len(FLAG_ORDER), flag.id)


def flag_groups(data: ReportData, index: Index) -> tuple[FlagGroup, ...]:
    found: dict[str, list[FlagView]] = {}
    for flag in sorted(data.reconciliation.flags, key=flag_rank):
        quotes = tuple(quote_view(index.statements[one], index) for one in flag.statements if one in index.statements)
        found.setdefault(flag.kind, []).append(
            FlagView(key=anchor("f-", flag.id), sentence=flag.sentence, arithmetic=flag.arithmetic, quotes=quotes)
        )
    return tuple(
        FlagGroup(kind=kind, title=FLAGS.get(kind, (plain(kind).capitalize(), ""))[0], meaning=FLAGS.get(kind, ("", ""))[1],
                  flags=tuple(flags))
        for kind, flags in found.items()
    )  # fmt: skip


def quote_view(said: Statement, index: Index) -> QuoteView:
    source = index.sources.get(said.passage)
    published = source.passage.published if source else None
    return QuoteView(
        key=statement_anchor(said.id),
        words=own_words(source.passage.text, said) if source else bare(said),
        lang=said.lang,
        direction=direction(said.lang, said.text),
        figure=figure(said.quantity),
        publisher=(source.passage.publisher or source.name) if source else None,
        published=day(published) if published else "day unknown",
    )


def reject_groups(data: ReportData, index: Index) -> tuple[RejectGroup, ...]:
    """By reason, the commonest first. Their context is shown too: a wrongly rejected figure must be findable."""
    found: dict[str, list[Card]] = defaultdict(list)
    for said in data.rejected:
        found[said.rejected.code if said.rejected else "unknown"].append(card(said, index))
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(RejectGroup(code=code, cards=tuple(cards)) for code, cards in ranked)


def loose_cards(data: ReportData, desk: Desk) -> tuple[Card, ...]:
    """Statements that no toll shows, in the order of the book."""
    return desk.take(desk.left(said.id for said in data.statements))


def mention_groups(data: ReportData, index: Index) -> tuple[MentionGroup, ...]:
    found: dict[str, list[tuple[str, str, str, str, str, str]]] = defaultdict(list)
    for mention in data.mentions:
        source = index.sources.get(mention.passage)
        lang = (source.passage.lang if source else None) or ""
        values = ", ".join(f"{key} {value}" for key, value in sorted(mention.values.items()))
        who = ((source.passage.publisher or source.name) if source else None) or mention.document
        when = day(source.passage.published) if source and source.passage.published else "day unknown"
        words = shorten(mention.text, QUOTE_LIMIT)
        found[mention.kind].append((words, values, lang, direction(lang, words), who, when))
    return tuple(MentionGroup(kind=kind, rows=tuple(rows)) for kind, rows in sorted(found.items()))


def evidence_views(data: ReportData) -> tuple[EvidenceView, ...]:
    """One row for each outcome, and one for each source whose outcome the data do not name."""
    by_digest: dict[str, list[Source]] = defaultdict(list)
    for source in data.passages:
        by_digest[source.evidence].append(source)
    per_passage = Counter(said.passage for said in data.statements)
    views, seen = [], set()
    for outcome in data.outcomes:
        sources = by_digest.get(outcome.digest or "", []) if outcome.digest not in seen else []
        seen.add(outcome.digest)
        views.append(_evidence(outcome.name, outcome.outcome, outcome.detail, outcome.digest, sources, per_passage))
    for digest, sources in by_digest.items():
        if digest not in seen:
            views.append(_evidence(sources[0].name, "read", "", digest, sources, per_passage))
    return tuple(views)


def _evidence(
    name: str, outcome: str, detail: str, digest: str | None, sources: list[Source], per_passage: Counter[str]
) -> EvidenceView:
    documents: dict[str, Source] = {}
    for source in sources:
        documents.setdefault(source.passage.document, source)
    titles = tuple(
        (one.title or one.name, one.passage.publisher, day(one.passage.published) if one.passage.published else "day unknown",
         one.passage.url)
        for one in documents.values()
    )  # fmt: skip
    return EvidenceView(
        key=evidence_anchor(digest) if digest and sources else "",
        name=name,
        outcome=outcome,
        detail=detail,
        digest=digest,
        titles=titles,
        passages=len(sources),
        statements=sum(per_passage[source.passage.id] for source in sources),
    )


def relay_figure(data: ReportData, index: Index) -> Figure | None:
    """Who passed on whose figures, or None where nobody relayed anybody."""
    relayed = [one for one in data.reconciliation.relays if attributed(one.source, index)]
    edges = tuple(Edge(source=one.source, to=one.to, times=len(one.statements)) for one in relayed)
    if not edges:
        return None
    ids = dict.fromkeys(name for edge in edges for name in (edge.source, edge.to))
    nodes = tuple(Node(id=name, name=index.name(name), detail=actor_kind(name, index)) for name in ids)
    return relays("relays", "Who passed on whose figures", nodes, edges)


def reliability_figure(data: ReportData) -> Figure | None:
    """Whether the chances of links mean what they say, or None where no pair was judged."""
    bands = data.on_lists.reliability if data.on_lists else ()
    return reliability("reliability", "Do the chances of links mean what they say?", bands) if bands else None


def maps(data: ReportData) -> tuple[Figure, ...]:
    """The maps that have any outline."""
    drawable = [one for one in data.maps if any(region.rings for region in one.regions)]
    return tuple(region_map(f"map-{at}", one) for at, one in enumerate(drawable))


def languages(data: ReportData) -> tuple[tuple[str, int], ...]:
    return tuple((language(code), number) for code, number in data.coverage.by_language)
