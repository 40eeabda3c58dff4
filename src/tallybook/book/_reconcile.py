"""The third stage: statements to origins, series, tolls and flags, under the book's rules and decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import get_args

import msgspec

from tallybook.book._cache import Cache, key_of
from tallybook.book._content import Document
from tallybook.book._people_records import Persons
from tallybook.book._persons import documented_floor, list_facts
from tallybook.book._places import Whereabouts, contains, scope_places
from tallybook.book._settings import Settings
from tallybook.book._state import MadeDecision, State
from tallybook.book._versions import code_version
from tallybook.model import DecisionKind, DocumentFacts, Passage, Reconciliation, Statement, TollDecision, short_id
from tallybook.tolls import Rules, fingerprint_text, reconcile, rules_from

STAGE = "fingerprints"
_KINDS: frozenset[str] = frozenset(get_args(DecisionKind))


def rules_of(settings: Settings) -> Rules:
    """The rules of ``book.toml``."""
    return rules_from({"range": settings.range, "tolls": settings.tolls})


def reconcile_book(
    statements: Sequence[Statement],
    documents: Sequence[Document],
    passages: Sequence[Passage],
    places: Whereabouts,
    persons: Persons,
    state: State,
    settings: Settings,
    cache: Cache,
) -> Reconciliation:
    """The reconciliation of a book's statements."""
    facts = document_facts(documents, passages, cache)
    return reconcile(
        statements,
        facts,
        rules=rules_of(settings),
        decisions=book_decisions(state, settings),
        places=scope_places(statements, places),
        contains=contains,
        lists=list_facts(persons),
        documented=documented_floor(persons),
    )


def book_decisions(state: State, settings: Settings) -> list[TollDecision]:
    """The judgements that bear on tolls: the names joined in book.toml, then the decisions of the ledger."""
    return [*_aliases(settings), *_decisions(state)]


def document_facts(documents: Sequence[Document], passages: Sequence[Passage], cache: Cache) -> list[DocumentFacts]:
    """What the tolls room needs to know of each document, its text as fingerprints only."""
    texts: dict[str, list[str]] = defaultdict(list)
    days: dict[str, dict[str, object]] = defaultdict(dict)
    for passage in passages:
        texts[passage.document].append(passage.text)
        if passage.published:
            days[passage.document][passage.id] = passage.published
    prints = _fingerprints({document.id: "\n".join(texts[document.id]) for document in documents}, cache)
    return [
        msgspec.convert(
            {
                "id": document.id,
                "title": document.title,
                "publisher": document.publisher,
                "published": document.published,
                "fingerprints": prints[document.id],
                "passages": days[document.id],
            },
            DocumentFacts,
        )
        for document in documents
    ]


def _fingerprints(texts: dict[str, str], cache: Cache) -> dict[str, tuple[int, ...]]:
    keys = {name: key_of(code_version("tolls"), text) for name, text in texts.items()}
    known = cache.find(STAGE, keys.values())
    fresh = {
        keys[name]: msgspec.msgpack.encode(fingerprint_text(text)) for name, text in texts.items() if keys[name] not in known
    }
    cache.keep(STAGE, sorted(fresh.items()))
    known.update(fresh)
    decoder = msgspec.msgpack.Decoder(tuple[int, ...])
    return {name: decoder.decode(known[key]) for name, key in keys.items()}


def _aliases(settings: Settings) -> Iterator[TollDecision]:
    """The ``[aliases]`` of book.toml as decisions: they were written by whoever keeps the book."""
    for name, others in sorted(settings.aliases.items()):
        for other in others:
            yield TollDecision(
                id=short_id("a-", name, other), kind="join_actors", subject=name, object=other, reason="[aliases] of book.toml"
            )


def bears_on_tolls(made: MadeDecision) -> bool:
    """Whether a judgement concerns tolls; others belong to other rooms."""
    return made.decision.verb in _KINDS


def _decisions(state: State) -> Iterator[TollDecision]:
    for made in state.decisions:
        if bears_on_tolls(made):
            yield msgspec.convert(
                {
                    "id": made.id,
                    "kind": made.decision.verb,
                    "subject": made.decision.subject,
                    "object": made.decision.object or made.decision.value,
                    "reason": made.decision.reason,
                    "by": made.writer,
                    "at": made.at,
                },
                TollDecision,
            )
