"""A toll's quantities in words."""

from __future__ import annotations

import msgspec
import pytest

from tallybook.model import Actor, Bound, Claim, Point, Reconciliation, Scope, Tier, Toll
from tallybook.publish._index import Index
from tallybook.publish._ranges import claimed, documented, estimated, ordered, sort_claims, toll_period, weight
from tests.publish.sample import sample


def claim(origin: str, low: int | None, high: int | None, bound: Bound, printed: str = "x") -> Claim:
    point = Point(
        as_of=None, low=low, high=high, bound=bound, approximate=False, printed=printed, status="unstated", statements=(),
        reports=1, publishers=(),
    )  # fmt: skip
    return Claim(origin=origin, series=f"x-{origin}", point=point)


def toll(*claims: Claim, low: int | None, high: int | None, ends: tuple[str, str] = ("x-a", "x-b"), tier: Tier = "claimed",
         origins: int = 2, unattributed: int = 0) -> Toll:  # fmt: skip
    return Toll(
        id="t", scope=Scope(harm="killed", group="people"), rule="", claims=claims, reports=3, origins=origins, claimed_low=low,
        claimed_high=high, low_series=ends[0], high_series=ends[1], tier=tier, unattributed=unattributed,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (claim("a", 100, 100, "exact"), claim("b", 200, 200, "exact"), "100 to 200"),
        (claim("a", None, 100, "up_to"), claim("b", 200, None, "at_least"), "100 or fewer to 200 or more"),
        (claim("a", 100, None, "at_least"), claim("b", None, 200, "up_to"), "100 to 200"),
        (claim("a", 100, 100, "exact"), claim("b", 100, 100, "exact"), "100"),
    ],
)
def test_only_an_end_that_the_words_leave_open_is_open(low: Claim, high: Claim, said: str) -> None:
    ends = (low.point.low or low.point.high, high.point.low or high.point.high)
    assert claimed(toll(low, high, low=ends[0], high=ends[1])) == said


def test_a_lone_claim_is_given_in_its_own_words() -> None:
    assert claimed(toll(claim("a", 100, None, "at_least"), low=100, high=100, ends=("x-a", "x-a"))) == "at least 100"


def test_why_there_is_no_range() -> None:
    assert claimed(toll(low=None, high=None)) == "no claim"
    assert claimed(toll(claim("a", None, None, "vague", "dozens"), low=None, high=None)) == "no number, only words"
    assert claimed(toll(claim("a", 5, 5, "exact"), low=None, high=None)) == "only figures that name nobody"
    review = toll(claim("a", 5, 5, "exact"), low=None, high=None, tier="under_review")
    assert claimed(review) == "5, under review"
    assert toll_period(review) == "period not stated; still under review, counted in no other toll"


def test_reports_origins_and_figures_that_name_nobody() -> None:
    assert weight(toll(low=1, high=1)) == "3 reports, 2 origins"
    assert weight(toll(low=1, high=1, unattributed=1)) == "3 reports, 2 origins; 1 report names nobody"
    assert weight(toll(low=1, high=1, origins=0, unattributed=3)) == "3 reports, no origin named"


def test_documented_and_estimated_are_intervals_or_said_to_be_missing() -> None:
    bare = toll(low=1, high=1)
    assert (documented(bare), estimated(bare)) == ("no list of names", "no estimate made")
    full = msgspec.structs.replace(bare, documented=(7, 7), estimated=(1000, 2000))
    assert (documented(full), estimated(full)) == ("7 people", "1,000 to 2,000 people")


def test_figures_that_nobody_is_named_for_come_last() -> None:
    found = Reconciliation(
        actors=(
            Actor(id="none", name="not attributed", type="unnamed", named=False, attributed=False),
            Actor(id="b", name="B", type="un", named=True),
        ),
        relays=(),
        series=(),
        tolls=(),
        flags=(),
    )
    index = Index(msgspec.structs.replace(sample(), reconciliation=found))
    claims = (claim("none", 1, 1, "exact"), claim("v", None, None, "vague"), claim("b", 9, 9, "exact"), claim("c", 3, 3, "exact"))
    assert [one.origin for one in sort_claims(toll(*claims, low=3, high=9), index)] == ["c", "b", "v", "none"]


def test_the_crisis_comes_before_its_parts_and_review_after_claims() -> None:
    whole = toll(low=1, high=1)
    place = msgspec.structs.replace(whole, id="p", scope=Scope(harm="killed", group="people", place="Old Mill"))
    children = msgspec.structs.replace(whole, id="c", scope=Scope(harm="killed", group="children"))
    arrests = msgspec.structs.replace(whole, id="a", scope=Scope(harm="arrested", group="people"))
    review = msgspec.structs.replace(whole, id="r", tier="under_review")
    assert [one.id for one in ordered((review, place, arrests, children, whole))] == ["t", "c", "a", "p", "r"]
