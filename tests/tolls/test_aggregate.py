"""Aggregates against incidents: each number below is worked by hand."""

from __future__ import annotations

from fractions import Fraction

import msgspec
import pytest

from tallybook.errors import InputError, RefusedError
from tallybook.tolls import Aggregate, Baseline, Exclusion, Incident, reconcile_aggregate
from tests.tolls.build import date

MORGUE = Aggregate(
    what="bodies at the city morgue",
    total=1000,
    start=date("2003-10-01"),
    end=date("2004-03-31"),
    reports=("agency", "paper"),
    place="city",
)


def incident(name: str, low: int, high: int, day: str, **more: object) -> Incident:
    fields = {"id": name, "low": low, "high": high, "start": date(day), "end": date(day), "place": "city", **more}
    return msgspec.convert(fields, Incident)


def test_the_four_steps_of_the_method_with_their_working() -> None:
    """Fighters rarely there: 1 in 50 to 1 in 25, so 960 to 980. Ordinary deaths 300: 660 to 680. An incident of 10 to 12 already
    recorded: 648 to 670. A bombing of 40 to 50 of whom most are not in the morgue (1 in 2 to 49 in 50): 0 to 25 overlap: 623 to 670."""
    aggregate = msgspec.structs.replace(
        MORGUE,
        exclusions=(Exclusion(what="fighters", hedge="rarely"),),
        baselines=(Baseline(what="ordinary deaths of a year before", low=300, high=300),),
    )
    known = [incident("bombing", 40, 50, "2004-03-02", absent="most"), incident("raid", 10, 12, "2003-11-05")]
    result = reconcile_aggregate(aggregate, known)
    assert [(step.low, step.high) for step in result.steps] == [(1000, 1000), (960, 980), (660, 680), (648, 670), (623, 670)]
    assert (result.low, result.high) == (623, 670)
    assert "1 in 50 to 1 in 25" in result.steps[1].sentence
    assert "Iraq Body Count" in result.steps[1].sentence
    assert "policy of this program" in result.steps[4].sentence
    assert [step.incident for step in result.steps] == [None, None, None, "raid", "bombing"]


def test_what_lies_outside_is_not_taken_off_and_what_may_only_from_the_low_end() -> None:
    known = [
        incident("before", 5, 5, "2003-09-30"),
        incident("elsewhere", 7, 7, "2003-11-01", place="other"),
        incident("straddling", 4, 6, "2003-09-30", end=date("2003-10-01")),
        incident("somewhere", 3, 3, "2003-12-01", place=None),
        incident("quarter", 2, 2, "2003-12-02", place="quarter"),
    ]
    result = reconcile_aggregate(MORGUE, known, contains=lambda outer, inner: (outer, inner) == ("city", "quarter"))
    steps = {step.incident: (step.low, step.high) for step in result.steps}
    assert (steps["before"], steps["straddling"], steps["elsewhere"]) == ((1000, 1000), (994, 1000), (994, 1000))
    assert (steps["somewhere"], steps["quarter"]) == ((991, 1000), (989, 998))


def test_fewer_than_nobody_cannot_be() -> None:
    result = reconcile_aggregate(msgspec.structs.replace(MORGUE, total=10), [incident("raid", 8, 12, "2003-11-05")])
    assert (result.low, result.high) == (0, 2)
    assert "may exceed the total" in result.steps[-1].sentence


@pytest.mark.parametrize(
    "change",
    [
        {"bound": "at_least"},
        {"approximate": True},
        {"start": None},
        {"end": None},
        {"reports": ("agency", "agency")},
        {"end": date("2003-09-01")},
    ],
)
def test_what_is_not_exact_or_seen_once_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(RefusedError, match="aggregate needs"):
        reconcile_aggregate(msgspec.structs.replace(MORGUE, **change), [])


def test_hedges_are_read_by_a_table_or_by_the_books_rule() -> None:
    odd = msgspec.structs.replace(MORGUE, exclusions=(Exclusion(what="fighters", hedge="a sprinkling"),))
    with pytest.raises(InputError, match="a sprinkling"):
        reconcile_aggregate(odd, [])
    result = reconcile_aggregate(odd, [], hedges={"A sprinkling": (Fraction(1, 100), Fraction(3, 100))})
    assert (result.low, result.high) == (970, 990)
    assert "the book's own rule" in result.steps[1].sentence
