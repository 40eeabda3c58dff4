"""The sample article: one figure under two bounds, a part that belongs to one group's toll, arrests apart from deaths."""

from __future__ import annotations

import pytest

from tallybook.model import Reconciliation
from tallybook.tolls import Rules, reconcile
from tests.tolls.build import Doc, actor_name, gather, series_of, toll_of

TEXT = (
    "New count: as many as 12,000 killed so far in the crackdown\n"
    "An official told Reuters on Tuesday that at least 2,000 people have been killed so far. "
    "Groups abroad have confirmed tolls as high as around 650 dead. "
    "Iran Human Rights (IHR) spoke of around 6,000 dead. "
    "Iran International wrote that at least 12,000 people were killed, largely on two nights. "
    "HRANA (Human Rights Activists News Agency) said at least 10,700 people were arrested over two weeks. "
    "It added that some 130 of those killed were security force members."
)


def article() -> Doc:
    doc = Doc("outlet-1", TEXT, publisher="Some Outlet", day="2026-01-13")
    so_far = {"period": "cumulative", "days": (None, "2026-01-13")}
    doc.say("as many as 12,000 killed so far", "12,000", status="estimated", headline=True, **so_far)  # type: ignore[arg-type]
    official = {"by": ["An official", "Reuters"], "by_type": "state", "named": False, "status": "official"}
    doc.say("at least 2,000 people have been killed so far", "2,000", **official, **so_far)  # type: ignore[arg-type]
    doc.say("up to around 650 dead".replace("up to", "as high as"), "650", by="Groups abroad", named=False, status="confirmed")
    doc.say("around 6,000 dead", "6,000", by="Iran Human Rights (IHR)", status="estimated")
    largely = {"period": "interval", "days": ("2026-01-08", "2026-01-09"), "hedge": "largely"}
    editorial = {"by": "Iran International", "by_type": "outlet", "status": "alleged"}
    doc.say("at least 12,000 people were killed", "12,000", **editorial, **largely)  # type: ignore[arg-type]
    hrana = "HRANA (Human Rights Activists News Agency)"
    weeks = {"period": "interval", "days": ("2025-12-30", "2026-01-13")}
    doc.say("at least 10,700 people were arrested", "10,700", harm="arrested", by=hrana, **weeks)  # type: ignore[arg-type]
    doc.say("some 130 of those killed were security force members", "130", group="security_forces", by=hrana, relation="part_of")
    return doc


@pytest.fixture(scope="module")
def result() -> Reconciliation:
    return reconcile(*gather([article()]), rules=Rules())


def test_headline_flips_the_bound_of_its_own_source(result: Reconciliation) -> None:
    headline, *_, body, _, _ = article().statements
    flips = [flag for flag in result.flags if flag.kind == "bound_flip"]
    assert [set(flag.statements) for flag in flips] == [{headline.id, body.id}]
    assert "“at least 12,000”" in flips[0].sentence
    assert "“as many as 12,000”" in flips[0].sentence
    assert series_of(result, headline) == series_of(result, body)
    assert actor_name(result, series_of(result, headline).origin) == "Iran International"


def test_deaths_by_origin(result: Reconciliation) -> None:
    toll = toll_of(result)
    assert (toll.claimed_low, toll.claimed_high, toll.high_bound) == (650, 12000, "at_least")
    assert (toll.origins, toll.reports, toll.unattributed) == (4, 1, 0)
    standing = {actor_name(result, claim.origin): claim.point.printed for claim in toll.claims}
    assert standing.pop("Iran International") == "12,000"
    assert standing == {"An official": "2,000", "Groups abroad": "650", "Iran Human Rights": "6,000"}


def test_security_forces_are_part_of_hranas_own_toll_and_of_no_other(result: Reconciliation) -> None:
    part = article().statements[-1]
    assert [(found.statement, found.relation, found.origin, found.of, found.series) for found in result.parts] == [
        (part.id, "part_of", "hrana", None, None)
    ]
    assert all(part.id not in claim.point.statements for claim in toll_of(result).claims)
    assert toll_of(result, group="security_forces").claimed_high == 130


def test_arrests_stand_apart_from_deaths(result: Reconciliation) -> None:
    arrested = toll_of(result, harm="arrested")
    assert [claim.point.printed for claim in arrested.claims] == ["10,700"]
    assert {claim.point.printed for claim in toll_of(result).claims}.isdisjoint({"10,700", "130"})


def test_part_finds_its_total_in_another_document(result: Reconciliation) -> None:
    other = Doc("outlet-2", "HRANA counts 2,003 people killed.", day="2026-01-14")
    total = other.say("2,003 people killed", "2,003", by="هرانا")
    joined = reconcile(*gather([article(), other]), rules=Rules())
    assert [found.series for found in joined.parts] == [series_of(joined, total).id]
