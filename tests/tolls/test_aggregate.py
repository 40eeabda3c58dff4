"""Aggregates against incidents: each number below is worked by hand."""

from __future__ import annotations

from fractions import Fraction

import msgspec
import pytest

from tallybook.errors import InputError, RefusedError, SettingsError
from tallybook.model import GroupLabel, Period, TollDecision
from tallybook.tolls import (
    Aggregate,
    AggregateOrder,
    Baseline,
    Exclusion,
    Incident,
    Rules,
    difference,
    order_text,
    reconcile,
    reconcile_aggregate,
    rules_from,
)
from tests.tolls.build import Doc, date, gather

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


def morgue_book() -> list[Doc]:
    """A total in two reports, and incidents: one inside, one of other people, one without a number, one elsewhere."""
    docs = []
    for name in ("agency", "paper"):
        doc = Doc(
            name, f"The {name} writes: the morgue counts 412 people killed in March 2031.", publisher=name, day="2031-04-05"
        )
        doc.say(
            "412 people killed", "412", by="City Morgue", by_type="medic", period="interval", days=("2031-03-01", "2031-03-31")
        )
        docs.append(doc)
    said: tuple[tuple[str, str, str, GroupLabel], ...] = (
        ("12 people killed", "12", "2031-03-09", "people"),
        ("7 soldiers killed", "7", "2031-03-10", "security_forces"),
        ("dozens killed", "dozens", "2031-03-11", "people"),
    )
    for clause, figure, day, group in said:
        doc = Doc(
            f"incident-{day}",
            f"Rights Centre: {clause} in Tolverin.",
            publisher="Rights Centre",
            day="2031-04-01",
            kind="rights_group",
        )
        doc.say(clause, figure, group=group, relation="incident", place="Tolverin", period="day", days=(day, day))
        docs.append(doc)
    return docs


def decided(statement: str, order: AggregateOrder) -> TollDecision:
    return TollDecision(id="j1", kind="aggregate", subject=statement, object=order_text(order), reason="a morgue")


def test_a_decision_works_a_total_against_the_books_own_incidents() -> None:
    docs = morgue_book()
    total = docs[0].statements[0]
    result = reconcile(*gather(docs), rules=Rules(), decisions=[decided(total.id, AggregateOrder(place="tolverin"))])
    (worked,) = result.aggregates
    assert (worked.low, worked.high, worked.refused) == (400, 400, None)
    sentences = [step.sentence for step in worked.steps]
    assert "2 reports" in sentences[0]
    assert "9 March 2031 (12)" in sentences[1]
    assert "different people" in sentences[2]
    assert "no number" in sentences[3]
    assert worked.steps[1].statements == (docs[2].statements[0].id,)


def test_a_copy_of_a_report_is_no_second_report() -> None:
    docs = morgue_book()
    story = "The morgue counts 412 people killed in March 2031, and its rooms have been full since the shelling of the old town began."
    for doc in docs[:2]:
        doc.text = story
    total = docs[0].statements[0]
    (worked,) = reconcile(*gather(docs), rules=Rules(), decisions=[decided(total.id, AggregateOrder())]).aggregates
    assert worked.low is None
    assert "two reports" in (worked.refused or "")


def test_a_statement_that_is_gone_or_an_order_that_cannot_be_read_is_said_and_breaks_nothing() -> None:
    docs = morgue_book()
    gone = decided("st_gone", AggregateOrder())
    bad = TollDecision(id="j2", kind="aggregate", subject=docs[0].statements[0].id, object='{"wath": 1}')
    result = reconcile(*gather(docs), rules=Rules(), decisions=[gone, bad])
    assert sorted((worked.refused or "").split("(")[0].strip()[:26] for worked in result.aggregates) == [
        "How it is to be worked can",
        "st_gone: is no statement o",
    ]
    assert result.tolls == reconcile(*gather(docs), rules=Rules()).tolls


def test_days_that_an_editor_reads_are_said_to_be_an_editors() -> None:
    docs = morgue_book()
    for doc in docs[:2]:
        loose = msgspec.structs.replace(doc.statements[0], period=Period(label="unstated"))
        doc.statements[0] = loose
    total = docs[0].statements[0]
    (refused,) = reconcile(*gather(docs), rules=Rules(), decisions=[decided(total.id, AggregateOrder())]).aggregates
    assert "no exact period" in (refused.refused or "")
    order = AggregateOrder(start=date("2031-03-01"), end=date("2031-03-31"), place="tolverin")
    (worked,) = reconcile(*gather(docs), rules=Rules(), decisions=[decided(total.id, order)]).aggregates
    assert worked.low == 400
    assert "days as the editor reads them" in worked.steps[0].sentence


def test_a_change_of_an_incident_is_a_change_of_the_working() -> None:
    docs = morgue_book()
    decision = decided(docs[0].statements[0].id, AggregateOrder(place="tolverin"))
    before = reconcile(*gather(docs[:2]), rules=Rules(), decisions=[decision])
    after = reconcile(*gather(docs), rules=Rules(), decisions=[decision])
    (change,) = [change for change in difference(before, after) if change.kind == "aggregate"]
    assert (change.before, change.after) == ("412", "400")
    assert docs[2].statements[0].id in change.evidence


def test_the_books_own_hedges_are_a_rule() -> None:
    rules = rules_from({"tolls": {"hedges": {"A sprinkling": [[1, 100], [3, 100]]}}})
    docs = morgue_book()[:2]
    order = AggregateOrder(exclusions=(Exclusion(what="fighters", hedge="a sprinkling"),))
    (worked,) = reconcile(*gather(docs), rules=rules, decisions=[decided(docs[0].statements[0].id, order)]).aggregates
    assert (worked.low, worked.high) == (399, 408), "412 x 97/100 = 399.64 and 412 x 99/100 = 407.88, rounded outward"
    for wrong in ([[3, 100], [1, 100]], [[1, 0], [1, 1]], [[1, 2], [3, 2]]):
        with pytest.raises(SettingsError, match="sprinkling"):
            rules_from({"tolls": {"hedges": {"a sprinkling": wrong}}})
