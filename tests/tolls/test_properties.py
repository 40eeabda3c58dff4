"""What must hold for any book: order, copies and returns change nothing that they should not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.model import (
    DocumentFacts,
    Group,
    Harm,
    Link,
    Period,
    PlaceMention,
    Quantity,
    Reconciliation,
    Relation,
    Scope,
    Statement,
    Status,
)
from tallybook.tolls import Rules, compare, extent, reconcile, scope_contains

DAYS = [dt.date(2026, 1, day) for day in range(8, 29)]
PLACES = {"rasht": "gilan", "gilan": "north", "sari": "mazandaran", "mazandaran": "north"}
RULES = Rules(whole=("Iran",))


def inside(outer: str, inner: str) -> bool:
    """Whether a made-up place lies in another, at any depth."""
    while inner in PLACES:
        inner = PLACES[inner]
        if inner == outer:
            return True
    return False


scopes = st.builds(
    Scope,
    harm=st.sampled_from(["killed", "injured"]),
    group=st.sampled_from(["people", "children", "security_forces"]),
    place=st.sampled_from([None, *PLACES, "north"]),
    period=st.sampled_from(["cumulative", "interval", "day", "incident", "unstated"]),
    start=st.sampled_from([None, DAYS[0], DAYS[5]]),
    end=st.sampled_from([None, DAYS[5], DAYS[9]]),
    event=st.sampled_from([None, "war"]),
    includes=st.sampled_from([(), ("security_forces",)]),
    excludes=st.sampled_from([(), ("security_forces",), ("children",), ("children", "security_forces")]),
)


@given(scopes, scopes)
def test_comparable_is_symmetric(one: Scope, other: Scope) -> None:
    forward, backward = compare(one, other, contains=inside), compare(other, one, contains=inside)
    assert forward.comparable == backward.comparable
    assert [(d.field, d.one, d.other) for d in forward.differences] == [(d.field, d.other, d.one) for d in backward.differences]


@given(scopes, scopes, scopes)
def test_containment_is_transitive(one: Scope, two: Scope, three: Scope) -> None:
    if scope_contains(one, two, contains=inside) and scope_contains(two, three, contains=inside):
        assert scope_contains(one, three, contains=inside)


@given(scopes, scopes)
def test_extent_turns_round(one: Scope, other: Scope) -> None:
    turned = {"same": "same", "inside": "contains", "contains": "inside", "overlaps": "overlaps", "apart": "apart"}
    assert extent(other, one, contains=inside) == turned[extent(one, other, contains=inside)]


def test_a_province_holds_its_town_and_a_total_its_days() -> None:
    wide = Scope(harm="killed", group="people", place="north", period="cumulative")
    town = Scope(harm="killed", group="children", place="rasht", period="day", start=DAYS[0], end=DAYS[0])
    assert scope_contains(wide, town, contains=inside)
    assert not scope_contains(town, wide, contains=inside)
    assert not scope_contains(msgspec.structs.replace(wide, excludes=("children",)), town, contains=inside)
    assert extent(wide, msgspec.structs.replace(town, harm="injured"), contains=inside) == "apart"


class Said(msgspec.Struct, frozen=True):
    """A drawn statement, before it is made."""

    origin: int
    relay: int
    figure: int
    bound: str
    day: int
    place: str | None
    group: str
    relation: str
    status: str
    headline: bool


said = st.builds(
    Said,
    origin=st.integers(0, 4),
    relay=st.integers(0, 2),
    figure=st.sampled_from([90, 131, 650, 2000, 2986, 3000, 3117, 6000, 6126]),
    bound=st.sampled_from(["exact", "at_least", "up_to", "vague"]),
    day=st.integers(0, len(DAYS) - 1),
    place=st.sampled_from([None, "Iran", "Rasht"]),
    group=st.sampled_from(["people", "people", "security_forces"]),
    relation=st.sampled_from(["total", "total", "part_of", "new", "incident"]),
    status=st.sampled_from(["unstated", "confirmed", "under_review", "denied"]),
    headline=st.booleans(),
)
ORIGINS = ("", "HRANA", "Iran Human Rights", "an official", "Outlet B")
RELAYS = ("", "Reuters", "Outlet C")
OUTLETS = ("Outlet A", "Outlet B", "Outlet C")


def make(document: int, position: int, entry: Said) -> Statement:
    """The statement of a drawn entry; statements of one document lie 200 characters apart."""
    printed = f"{entry.figure:,}"
    text = f"{printed} people were killed in this long sentence of the story"
    at = position * 200
    chain = []
    if ORIGINS[entry.origin]:
        name = ORIGINS[entry.origin]
        chain.append(Link(actor=name, role="origin", type="rights_group", named=name != "an official"))
        if RELAYS[entry.relay]:
            chain.append(Link(actor=RELAYS[entry.relay], role="relay", type="agency", named=True))
    vague = entry.bound == "vague"
    return Statement(
        id=f"st-{document}-{position}",
        document=f"doc-{document}",
        passage=f"doc-{document}",
        text_digest="0" * 64,
        lang="en",
        span=(at, at + len(text)),
        text=text,
        quantity=Quantity(
            low=None if vague or entry.bound == "up_to" else entry.figure,
            high=None if vague or entry.bound == "at_least" else entry.figure,
            bound=entry.bound,  # type: ignore[arg-type]
            printed="dozens" if vague else printed,
            span=(at, at + len(printed)),
        ),
        harm=Harm(label="killed", text="killed", span=(at + 20, at + 26)),
        group=Group(label=entry.group),  # type: ignore[arg-type]
        relation=Relation(label=entry.relation),  # type: ignore[arg-type]
        status=Status(label=entry.status),  # type: ignore[arg-type]
        period=Period(label="unstated"),
        place=PlaceMention(text=entry.place, span=(at, at + 1)) if entry.place else None,
        chain=(*chain, Link(actor=OUTLETS[document % 3], role="publisher", type="outlet", named=True)),
        headline=entry.headline,
    )


Book = tuple[list[Statement], list[DocumentFacts]]


def book_of(documents: Sequence[tuple[int, Sequence[Said]]]) -> Book:
    """Drawn documents as statements and facts."""
    statements = [
        make(number, position, entry) for number, (_, entries) in enumerate(documents) for position, entry in enumerate(entries)
    ]
    facts = [
        DocumentFacts(
            id=f"doc-{number}",
            publisher=OUTLETS[number % 3],
            published=DAYS[day],
            fingerprints=tuple(range(number * 50, number * 50 + 9)),
        )
        for number, (day, _) in enumerate(documents)
    ]
    return statements, facts


books = st.lists(st.tuples(st.integers(0, 14), st.lists(said, min_size=1, max_size=4)), min_size=1, max_size=5).map(book_of)


def encoded(result: Reconciliation) -> bytes:
    """The bytes of a reconciliation."""
    return msgspec.json.encode(result)


@settings(max_examples=150, deadline=None)
@given(books, st.randoms(use_true_random=False))
def test_order_never_matters(book: Book, chance: object) -> None:
    statements, facts = list(book[0]), list(book[1])
    first = encoded(reconcile(statements, facts, rules=RULES))
    chance.shuffle(statements)  # type: ignore[attr-defined]
    chance.shuffle(facts)  # type: ignore[attr-defined]
    assert encoded(reconcile(statements, facts, rules=RULES)) == first


@settings(max_examples=100, deadline=None)
@given(books, st.data())
def test_removing_a_document_and_adding_it_again_gives_the_same_bytes(book: Book, data: st.DataObject) -> None:
    statements, facts = book
    first = encoded(reconcile(statements, facts, rules=RULES))
    gone = data.draw(st.sampled_from([document.id for document in facts]))
    kept = [statement for statement in statements if statement.document != gone]
    rest = [document for document in facts if document.id != gone]
    reconcile(kept, rest, rules=RULES)
    again = [*kept, *(statement for statement in statements if statement.document == gone)]
    assert encoded(reconcile(again, [*rest, *(document for document in facts if document.id == gone)], rules=RULES)) == first


@settings(max_examples=100, deadline=None)
@given(books)
def test_every_statement_stands_in_exactly_one_place(book: Book) -> None:
    statements, facts = book
    result = reconcile(statements, facts, rules=RULES)
    found = [name for series in result.series for point in series.points for name in point.statements]
    assert sorted(found + [entry.statement for entry in result.left_out]) == sorted(statement.id for statement in statements)
    known = {actor.id for actor in result.actors}
    assert {series.origin for series in result.series} <= known
    assert {relay.source for relay in result.relays} | {relay.to for relay in result.relays} <= known
    assert len({flag.id for flag in result.flags}) == len(result.flags)


def summary(result: Reconciliation) -> list[object]:
    """What a relayed copy must leave as it is: origins and ranges of every toll."""
    return [
        (toll.id, toll.origins, toll.claimed_low, toll.claimed_high, toll.low_bound, toll.high_bound) for toll in result.tolls
    ]


@settings(max_examples=200, deadline=None)
@given(books, st.data())
def test_a_relayed_copy_changes_no_origin_and_no_range(book: Book, data: st.DataObject) -> None:
    statements, facts = book
    cited = [statement for statement in statements if len(statement.chain) > 1]
    if not cited:
        return
    original = data.draw(st.sampled_from(cited))
    document = next(document for document in facts if document.id == original.document)
    *links, publisher = original.chain
    relay = Link(actor=publisher.actor, role="relay", type="outlet", named=True)
    copy = msgspec.structs.replace(
        original,
        id="st-copy",
        document="doc-copy",
        passage="doc-copy",
        chain=(*links, relay, Link(actor="Outlet Z", role="publisher", type="outlet", named=True)),
    )
    later = DocumentFacts(
        id="doc-copy",
        publisher="Outlet Z",
        published=(document.published or DAYS[0]) + dt.timedelta(days=data.draw(st.integers(0, 9))),
    )
    before = summary(reconcile(statements, facts, rules=RULES))
    after = summary(reconcile([*statements, copy], [*facts, later], rules=RULES))
    assert after == before


@settings(max_examples=150, deadline=None)
@given(books, st.data())
def test_a_syndicated_copy_changes_no_origin_and_no_range(book: Book, data: st.DataObject) -> None:
    statements, facts = book
    document = data.draw(st.sampled_from(facts))
    copies = [
        msgspec.structs.replace(
            statement,
            id=f"{statement.id}-copy",
            document="doc-copy",
            passage="doc-copy",
            chain=(*statement.chain[:-1], Link(actor="Outlet Z", role="publisher", type="outlet", named=True)),
        )
        for statement in statements
        if statement.document == document.id
    ]
    later = msgspec.structs.replace(
        document, id="doc-copy", publisher="Outlet Z", published=(document.published or DAYS[0]) + dt.timedelta(days=1)
    )
    before = summary(reconcile(statements, facts, rules=RULES))
    assert summary(reconcile([*statements, *copies], [*facts, later], rules=RULES)) == before
