"""The person ledger: histories, stable ids, undo as bytes; and two releases of a list side by side."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.errors import InputError, ListError
from tallybook.people import (
    Entry,
    Linked,
    ListRecord,
    PairDecision,
    PeopleList,
    PersonLedger,
    Released,
    ReleasedRow,
    Undo,
    compare_releases,
    person_id,
    person_ledger,
)


def release(number: int, rows: str, list_id: str = "a", cells: tuple[tuple[str, str], ...] = ()) -> Released:
    out = tuple(ReleasedRow(record=row, cells=cells) for row in rows.split())
    return Released(id=f"e{number}", list=list_id, at=f"2026-01-{number:02}", rows=out)


def linked(number: int, *groups: str) -> Linked:
    return Linked(
        id=f"e{number}", at=f"2026-01-{number:02}", groups=tuple(tuple(group.split()) for group in groups), reason="alike"
    )


def said(number: int, one: str, other: str, verdict: str) -> PairDecision:
    return PairDecision(id=f"e{number}", one=one, other=other, verdict=verdict, by="r", at=f"2026-01-{number:02}", reason="seen")  # type: ignore[arg-type]


def kinds(ledger: PersonLedger, record: str) -> list[str]:
    return [event.kind for event in ledger.history(person_id(record)).events]


def test_a_person_is_added_matched_and_told_why() -> None:
    ledger = person_ledger([release(1, "a1 a2"), release(2, "b1", "b"), linked(3, "a1 b1")])
    assert [person.records for person in ledger.persons] == [("a1", "b1"), ("a2",)]
    assert kinds(ledger, "a1") == ["added", "merged"]
    event = ledger.history(person_id("a1")).events[1]
    assert (event.entry, event.reason, event.records, event.others) == ("e3", "alike", ("b1",), (person_id("b1"),))
    assert ledger.history(person_id("b1")).events[-1].others == (person_id("a1"),)


def test_a_record_that_is_first_known_in_a_group_is_matched() -> None:
    ledger = person_ledger([release(1, "a1"), linked(2, "a1 b1"), release(3, "b1", "b")])
    assert kinds(ledger, "a1") == ["added", "matched"]


def test_a_removed_and_returned_person_keeps_one_history() -> None:
    ledger = person_ledger([release(1, "a1 a2"), release(2, "a2"), release(3, "a1 a2")])
    assert kinds(ledger, "a1") == ["added", "removed", "returned"]
    assert len(ledger.persons) == 2
    gone = person_ledger([release(1, "a1 a2"), release(2, "a2")])
    assert [(person.counted, person.removed) for person in gone.persons] == [(False, ("a1",)), (True, ())]


def test_a_correction_names_the_field_and_never_the_value() -> None:
    ledger = person_ledger(
        [release(1, "a1", cells=(("age", "31"), ("name", "x"))), release(2, "a1", cells=(("age", "13"), ("name", "x")))]
    )
    event = ledger.history(person_id("a1")).events[1]
    assert (event.kind, event.fields) == ("corrected", ("age",))
    assert "13" not in event.reason


def test_a_split_leaves_the_id_with_the_first_record() -> None:
    ledger = person_ledger([release(1, "a1"), release(2, "b1", "b"), linked(3, "a1 b1"), said(4, "b1", "a1", "not_the_same")])
    assert [(person.id, person.records) for person in ledger.persons] == [(person_id("a1"), ("a1",)), (person_id("b1"), ("b1",))]
    assert kinds(ledger, "a1") == ["added", "merged", "split"]
    assert kinds(ledger, "b1") == ["added", "merged", "split"]


def test_a_merge_undone_leaves_everything_as_before_byte_for_byte() -> None:
    entries: list[Entry] = [release(1, "a1 a2"), release(2, "b1 b2", "b"), linked(3, "a1 b1")]
    before = msgspec.json.encode(person_ledger(entries).persons)
    merged: list[Entry] = [*entries, said(4, "a2", "b2", "same")]
    assert msgspec.json.encode(person_ledger(merged).persons) != before
    undone = person_ledger([*merged, Undo(id="e5", undoes="e4", by="r", at="2026-01-05", reason="two brothers")])
    assert msgspec.json.encode(undone.persons) == before
    assert "two brothers" in undone.history(person_id("b2")).events[-1].reason


def test_not_the_same_holds_when_machines_link_again() -> None:
    entries: list[Entry] = [
        release(1, "a1"),
        release(2, "b1 b2", "b"),
        said(3, "a1", "b1", "not_the_same"),
        linked(4, "a1 b2 b1"),
    ]
    groups = [person.records for person in person_ledger(entries).persons]
    assert not any({"a1", "b1"} <= set(group) for group in groups)
    disputed: list[Entry] = [
        *entries[:2],
        said(3, "a1", "b1", "same"),
        msgspec.structs.replace(said(4, "a1", "b1", "not_the_same"), by="q"),
    ]
    assert all(len(person.records) == 1 for person in person_ledger([*disputed, linked(5, "a1 b1")]).persons)


def test_an_undo_without_a_decision_is_refused() -> None:
    with pytest.raises(InputError, match="no standing decision"):
        person_ledger([release(1, "a1"), Undo(id="e2", undoes="e9", by="r", at="2026")])
    with pytest.raises(InputError, match="no person"):
        person_ledger([]).history("p0")


_RECORDS = [f"{name}{number}" for name in "ab" for number in range(4)]


@given(
    st.lists(
        st.tuples(st.sampled_from(_RECORDS), st.sampled_from(_RECORDS), st.sampled_from(["same", "not_the_same"])), max_size=8
    ),
    st.lists(st.sets(st.sampled_from(_RECORDS), min_size=1), max_size=4),
)
def test_every_record_has_one_person_and_undoing_all_leads_back(
    pairs: list[tuple[str, str, str]], releases: list[set[str]]
) -> None:
    start = [release(1, " ".join(_RECORDS)), *(release(n + 2, " ".join(sorted(rows))) for n, rows in enumerate(releases))]
    decided = [said(n + 20, one, other, verdict) for n, (one, other, verdict) in enumerate(pairs) if one != other]
    undone = [Undo(id=f"u{d.id}", undoes=d.id, by="r", at="2026-02") for d in decided]
    ledger = person_ledger([*start, *decided])
    everyone = [record for person in ledger.persons for record in (*person.records, *person.removed)]
    assert sorted(everyone) == sorted(_RECORDS)
    assert person_ledger([*start, *decided, *undone]).persons == person_ledger(start).persons
    for one, other, verdict in pairs:
        if verdict == "not_the_same" and one != other and (other, one, "same") not in pairs and (one, other, "same") not in pairs:
            assert not any({one, other} <= {*person.records, *person.removed} for person in ledger.persons)


def _list(*records: ListRecord) -> PeopleList:
    return PeopleList(id="l", name="l", records=records)


def _row(number: int, age: int | None = 30, sex: str | None = "m") -> ListRecord:
    return ListRecord(id=f"r{number}", list="l", row=number, names=("x",), age=age, sex=sex)  # type: ignore[arg-type]


def test_two_releases_side_by_side() -> None:
    first, second = _list(_row(1), _row(2), _row(3, 8, "f")), _list(_row(1), _row(3, 9, "f"), _row(4, 70))
    change = compare_releases(second, _list(_row(1, 31), _row(2), _row(3, 9, "f"), _row(5, None, None)), earlier=[first])
    assert (change.added, change.removed, change.returned, change.kept) == (("r5",), ("r4",), ("r2",), 2)
    assert [(item.record, item.field) for item in change.corrected] == [("r1", "age")]
    assert [(t.sex, t.age, t.added, t.removed, t.returned, t.corrected) for t in change.tallies] == [
        ("m", "30 to 44", 0, 0, 1, 1), ("m", "60 and over", 0, 1, 0, 0), ("unknown", "unknown", 1, 0, 0, 0),
    ]  # fmt: skip


def test_one_id_twice_is_refused_by_row() -> None:
    with pytest.raises(ListError, match="rows 1 and 1 have one id"):
        compare_releases(_list(_row(1), _row(1)), _list())
