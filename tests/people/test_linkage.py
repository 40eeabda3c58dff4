"""Linkage, decisions, the queue, explanations and increments, on invented lists."""

from __future__ import annotations

import logging
import subprocess
import sys
import time

import msgspec
import pytest

from tallybook.errors import InputError, ListError
from tallybook.people import (
    Day,
    Linkage,
    ListRecord,
    PairDecision,
    PeopleList,
    Undo,
    Verdict,
    explain_cluster,
    explain_pair,
    link,
    link_more,
    resolve,
    review_queue,
    standing,
)
from tests.people.invented import humans, listed, three_lists


@pytest.fixture(scope="module")
def linkage() -> Linkage:
    return link(three_lists())


def _person(record: str) -> str:
    return record.split("-")[1]


def say(number: int, one: str, other: str, verdict: Verdict, by: str = "r1") -> PairDecision:
    return PairDecision(id=f"d{number}", one=one, other=other, verdict=verdict, by=by, at=f"2026-02-{number:02}")


def test_invented_people_are_found_across_scripts(linkage: Linkage) -> None:
    groups = resolve(linkage).persons
    pairs = [(one, other) for group in groups for at, one in enumerate(group) for other in group[at + 1 :]]
    right = len([1 for one, other in pairs if _person(one) == _person(other)])
    there = len(set(linkage.records))
    everyone: dict[str, list[str]] = {}
    for record in linkage.records:
        everyone.setdefault(_person(record), []).append(record)
    possible = sum(len(group) * (len(group) - 1) // 2 for group in everyone.values())
    print(f"precision {right / len(pairs):.3f}, recall {right / possible:.3f}")  # noqa: T201
    assert right / len(pairs) > 0.9
    assert right / possible > 0.85
    assert sum(len(group) for group in groups) == there


def test_a_list_that_names_nobody_twice_keeps_it_so(linkage: Linkage) -> None:
    for group in resolve(linkage).persons:
        assert len({record.split("-")[0] for record in group}) == len(group)


def test_the_same_lists_give_the_same_bytes(linkage: Linkage) -> None:
    again = link(three_lists())
    assert msgspec.json.encode(again.model) == msgspec.json.encode(linkage.model)
    assert again.pairs.weight.tobytes() == linkage.pairs.weight.tobytes()
    assert resolve(again) == resolve(linkage)


def _record(list_id: str, row: int, name: str, age: int | None = None, died: Day | None = None) -> ListRecord:
    return ListRecord(
        id=f"{list_id}{row}", list=list_id, row=row, names=(name,), sex="m", age=age, died=died, places=("t/a", "IR-1")
    )


def _with_strangers(list_id: str, records: list[ListRecord], seed: int, *, deduplicated: bool) -> PeopleList:
    strangers = listed(list_id, dict(enumerate(humans(300, seed=5))), seed).records
    return PeopleList(id=list_id, name=list_id, records=(*records, *strangers), deduplicated=deduplicated)


def test_brothers_who_died_together_are_two() -> None:
    import datetime as dt

    day = Day.on(dt.date(2026, 1, 9))
    a = [_record("x", 1, "بهرام داوود منصور الهاشمی", 24, day), _record("x", 2, "کیوان داوود منصور الهاشمی", 26, day)]
    b = [_record("y", 1, "کیوان داوود منصور الهاشمی", 26, day), _record("y", 2, "بهرام داوود منصور الهاشمی", 24, day)]
    found = link([_with_strangers("x", a, 1, deduplicated=True), _with_strangers("y", b, 2, deduplicated=True)])
    groups = {frozenset(group) for group in resolve(found).persons if len(group) > 1}
    assert frozenset({"x1", "y2"}) in groups
    assert frozenset({"x2", "y1"}) in groups


def test_homonyms_of_one_incident_stay_two() -> None:
    import datetime as dt

    day = Day.on(dt.date(2026, 1, 9))
    twice = [_record("x", 1, "داریوش شجاعی", None, day), _record("x", 2, "داریوش شجاعی", None, day)]
    found = link([_with_strangers("x", twice, 1, deduplicated=False), _with_strangers("y", [], 2, deduplicated=True)])
    assert ("x1",) in resolve(found).persons
    assert ("x2",) in resolve(found).persons
    decided = resolve(found, [say(1, "x1", "x2", "same")]).persons
    assert ("x1", "x2") in decided


def test_a_father_and_his_grandson_of_one_name_want_a_decision() -> None:
    a = [_record("x", 1, "داریوش داوود منصور الهاشمی", 71)]
    b = [_record("y", 1, "داریوش داوود منصور الهاشمی", 19)]
    found = link([_with_strangers("x", a, 1, deduplicated=True), _with_strangers("y", b, 2, deduplicated=True)])
    assert ("x1",) in resolve(found).persons
    assert any({item.one, item.other} == {"x1", "y1"} for item in review_queue(found, limit=20))
    assert explain_pair(found, "x1", "y1").barred


def test_missing_is_not_different() -> None:
    a = [_record("x", 1, "داریوش داوود منصور الهاشمی", 24)]
    b = [_record("y", 1, "داریوش داوود منصور الهاشمی", None)]
    found = link([_with_strangers("x", a, 1, deduplicated=True), _with_strangers("y", b, 2, deduplicated=True)])
    age = next(weight for weight in explain_pair(found, "x1", "y1").weights if weight.compared == "age at death")
    assert age.bits == 0
    assert age.found == "not known of both"
    assert ("x1", "y1") in resolve(found).persons


def test_an_alias_decides_where_the_name_does_not() -> None:
    one = ListRecord(id="x1", list="x", row=1, names=("شیرین خسروپناه",), sex="f", age=23)
    other = ListRecord(id="y1", list="y", row=1, names=("گلبهار خسروپناه", "شیرین خسروپناه"), sex="f", age=23)
    plain = msgspec.structs.replace(other, names=("گلبهار خسروپناه",))
    x = _with_strangers("x", [one], 1, deduplicated=True)
    assert ("x1", "y1") in resolve(link([x, _with_strangers("y", [other], 2, deduplicated=True)])).persons
    assert ("x1",) in resolve(link([x, _with_strangers("y", [plain], 2, deduplicated=True)])).persons


def test_not_the_same_holds_against_transitivity(linkage: Linkage) -> None:
    group = next(group for group in resolve(linkage).persons if len(group) == 3)
    a, b, c = group
    after = resolve(linkage, [say(1, a, c, "not_the_same"), say(2, a, b, "same"), say(3, b, c, "same")])
    assert not any({a, c} <= set(found) for found in after.persons)
    assert after.conflicts == ((b, c),)


def test_undo_leaves_everything_as_before(linkage: Linkage) -> None:
    before = msgspec.json.encode(resolve(linkage))
    one, other = linkage.records[0], linkage.records[1]
    made: list[PairDecision | Undo] = [say(1, one, other, "same")]
    assert msgspec.json.encode(resolve(linkage, made)) != before
    made.append(Undo(id="u1", undoes="d1", by="r1", at="2026-02-02"))
    assert msgspec.json.encode(resolve(linkage, made)) == before


def test_two_reviewers_who_differ_are_disputed_and_no_machine_joins(linkage: Linkage) -> None:
    group = next(group for group in resolve(linkage).persons if len(group) == 2)
    entries = [say(1, *group, "same", "r1"), say(2, *group, "not_the_same", "r2")]
    assert standing(entries).disputed == (tuple(sorted(group)),)
    assert not any(set(group) <= set(found) for found in resolve(linkage, entries).persons)
    assert {review_queue(linkage, entries)[0].one, review_queue(linkage, entries)[0].other} == set(group)
    assert review_queue(linkage, entries)[0].why == "two reviewers differ"


def test_a_reviewers_later_word_counts_and_cannot_tell_binds_nothing() -> None:
    entries = [say(1, "x", "y", "same"), say(2, "y", "x", "not_the_same"), say(3, "v", "w", "cannot_tell")]
    assert standing(entries).apart == (("x", "y"),)
    assert standing(entries).same == ()
    assert standing(entries).cannot_tell == (("v", "w"),)
    assert standing([say(1, "x", "y", "same", "r1"), say(2, "x", "y", "cannot_tell", "r2")]).same == (("x", "y"),)


def test_what_cannot_stand_is_refused() -> None:
    with pytest.raises(InputError, match="itself"):
        standing([say(1, "x", "x", "same")])
    with pytest.raises(InputError, match="no standing decision"):
        standing([Undo(id="u", undoes="d9", by="r", at="2026")])


def test_the_queue_asks_for_the_least_certain_first(linkage: Linkage) -> None:
    queue = review_queue(linkage, limit=20)
    apart = [abs(item.chance - 0.5) for item in queue if item.why == "the chances are near even"]
    assert len(apart) >= 10
    assert apart == sorted(apart)
    decided = [say(1, queue[0].one, queue[0].other, "cannot_tell")]
    assert all((item.one, item.other) != (queue[0].one, queue[0].other) for item in review_queue(linkage, decided, limit=20))


def test_the_weights_of_a_pair_add_up_and_read_as_sentences(linkage: Linkage) -> None:
    one, other = next(group for group in resolve(linkage).persons if len(group) == 2)
    told = explain_pair(linkage, one, other)
    assert told.start + sum(weight.bits for weight in told.weights) == pytest.approx(told.total)
    assert any(weight.sentence.startswith("given name: the same") for weight in told.weights)
    assert "bits" in told.sentence
    assert explain_cluster(linkage, (one, other))[0].weight == pytest.approx(told.total)


def test_pairs_that_were_never_compared_say_so(linkage: Linkage) -> None:
    compared = {(int(x), int(y)) for x, y in zip(linkage.pairs.x, linkage.pairs.y, strict=True)}
    last = len(linkage.records) - 1
    at = next(number for number in range(last) if (number, last) not in compared)
    with pytest.raises(ListError, match="never compared"):
        explain_pair(linkage, linkage.records[at], linkage.records[last])


def test_one_more_list_gives_the_links_of_a_full_run() -> None:
    a, b, c = three_lists()
    before = link([a, b])
    step = link_more(before, [a, b], c)
    full = link([a, b, c], model=before.model)
    assert step.pairs.x.tolist() == full.pairs.x.tolist()
    assert step.pairs.y.tolist() == full.pairs.y.tolist()
    assert step.pairs.weight.tolist() == pytest.approx(full.pairs.weight.tolist())
    assert resolve(step) == resolve(full)
    with pytest.raises(ListError, match="not the lists"):
        link_more(before, [b, a], c)


def test_one_more_list_that_names_people_twice_gives_the_links_of_a_full_run() -> None:
    a, b, c = three_lists(300)
    twice = msgspec.structs.replace(
        c, deduplicated=False, records=(*c.records, *(msgspec.structs.replace(one, id=f"{one.id}-2") for one in c.records))
    )
    before = link([a, b])
    step, full = link_more(before, [a, b], twice), link([a, b, twice], model=before.model)
    for name in ("x", "y", "rule"):
        assert getattr(step.pairs, name).tolist() == getattr(full.pairs, name).tolist()
    assert {name: level.tolist() for name, level in step.pairs.levels.items()} == {
        name: level.tolist() for name, level in full.pairs.levels.items()
    }
    inside = step.lists[step.pairs.x] == step.lists[step.pairs.y]
    assert int(inside.sum()) >= len(c.records)
    assert resolve(step) == resolve(full)


def test_nothing_of_a_record_reaches_a_log_or_the_screen(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        link(three_lists(120))
    out, err = capfd.readouterr()
    assert "کریمی" not in caplog.text + out + err
    assert not out
    assert not err


def test_empty_and_lonely_lists() -> None:
    empty = PeopleList(id="e", name="e", records=())
    assert resolve(link([empty, empty])).persons == ()
    lonely = listed("a", dict(enumerate(humans(1, seed=1))), 1)
    assert resolve(link([lonely])).persons == (("a-0",),)


def test_progress_is_told() -> None:
    seen: list[tuple[int, int]] = []
    link(three_lists(60), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]


def test_one_per_list_clustering_takes_time_in_step_with_the_rows() -> None:
    # DuckDB 2 made Splink's own clustering quadratic at this size; ours must not be
    import numpy as np

    from tallybook.people._assign import Clusters, cluster

    def seconds(rows: int) -> float:
        lists = np.repeat(np.arange(3), rows)
        x = np.concatenate([np.arange(rows), np.arange(rows, 2 * rows)])
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            state = Clusters(lists, frozenset({0, 1, 2}))
            cluster(state, (x, x + rows), np.ones(len(x)))
            best = min(best, time.process_time() - started)
        assert sorted(map(len, state.members.values())) == [3] * rows
        return best

    assert seconds(10_000) < 10 * seconds(2_500)  # four times the rows: sixteen times the time were it quadratic


def test_the_room_imports_quickly_and_without_splink() -> None:
    code = (
        "import sys, tallybook.people; print([name for name in ('splink', 'duckdb', 'numpy', 'pyarrow') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
