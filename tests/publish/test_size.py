"""A big book's report stays usable: its size and what is folded away."""

from __future__ import annotations

import msgspec
from lxml import html

from tallybook.model import Claim, Point, Reconciliation, Scope, Series, Statement, Toll, digest_text
from tallybook.publish import ReportData, Source, render
from tests.publish.sample import ACTORS, sample
from tests.publish.sample_statements import statements
from tests.publish.sample_texts import SOURCES

DOCUMENTS = 1000


def big() -> ReportData:
    """A thousand copies of the sample's longest document, each statement in the series of its sample."""
    base = [said for said in statements() if said.document == "d-herald"]
    sources, said = [], []
    for at in range(DOCUMENTS):
        original = SOURCES["herald"]
        passage = msgspec.structs.replace(original.passage, id=f"p{at}", document=f"d{at}")
        sources.append(Source(passage=passage, name=f"{at:04}.html", evidence=digest_text(str(at)), title=original.title))
        said += [msgspec.structs.replace(one, id=f"s{at}-{one.id}", document=f"d{at}", passage=f"p{at}") for one in base[:3]]
    return msgspec.structs.replace(
        sample(), passages=tuple(sources), statements=tuple(said), outcomes=(), reconciliation=one_toll(base[:3], said)
    )


def one_toll(base: list[Statement], said: list[Statement]) -> Reconciliation:
    scope = Scope(harm="killed", group="people", period="cumulative")
    series = []
    for one, actor in zip(base, ("a-unnamed", "a-official", "a-nil"), strict=True):
        ids = tuple(other.id for other in said if other.id.endswith(f"-{one.id}"))
        point = Point(
            as_of=None, low=one.quantity.low, high=one.quantity.high, bound=one.quantity.bound, approximate=False,
            printed=one.quantity.printed, status="alleged", statements=ids, reports=len(ids), publishers=("a-herald",),
        )  # fmt: skip
        series.append(Series(id=f"x-{one.id}", origin=actor, scope=scope, points=(point,)))
    toll = Toll(
        id="t", scope=scope, rule="", reports=len(said), origins=3, claimed_low=900, claimed_high=4200,
        claims=tuple(Claim(origin=one.origin, series=one.id, point=one.points[0]) for one in series),
        low_series="x-s-official", high_series="x-s-nil",
    )  # fmt: skip
    return Reconciliation(actors=ACTORS, relays=(), series=tuple(series), tolls=(toll,), flags=())


def test_three_thousand_statements_cost_about_two_kilobytes_each_and_lie_folded() -> None:
    data = big()
    page = render(data)
    size = len(page.encode())
    assert size <= 2200 * len(data.statements) + 600 * DOCUMENTS + 60_000
    tree = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    cards = tree.xpath("//li[@class='card']")
    assert len(cards) == 3 * DOCUMENTS + len(data.rejected)
    assert tree.xpath("//li[@class='card'][not(ancestor::details)]") == []
    assert tree.xpath("//ol[@class='evidence'][not(ancestor::details)]") == []
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
