"""Merging is set union: whatever the order, loss and repetition on the way, copies that hold the same replay the same."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tallybook.errors import BookError, IntegrityError
from tallybook.ledger import Causality, Entry, Head, Ledger, WriterKey
from tests.ledger.conftest import ANA, BO, CY, Ticking, quick_folder

KEYS = (ANA, BO, CY)


def names(ledger: Ledger) -> list[tuple[str, int, str]]:
    return [(entry.writer, entry.seq, entry.hash) for entry in ledger.entries()]


def copy(path: Path, name: str, key: WriterKey, clock: Ticking | None = None) -> Ledger:
    target = path.with_name(name)
    shutil.copyfile(path, target)
    return Ledger.open(target, writer=key, clock=clock or Ticking(dt.datetime(2030, 5, 1, tzinfo=dt.UTC)))


@pytest.fixture
def origin(path: Path) -> Path:
    Ledger.create(path, writer=ANA, clock=Ticking()).close()
    return path


def test_two_copies_become_one(origin: Path) -> None:
    with copy(origin, "a", ANA) as a, copy(origin, "b", BO) as b:
        a.append("note", {"of": "a"})
        b.append("note", {"of": "b"})
        merged = a.merge(b.entries("stored"))
        assert (merged.added, merged.known, merged.branched, merged.forks) == (2, 1, 0, ())
        assert b.merge(a.entries("stored")).added == 1
        assert names(a) == names(b)
        assert len(names(a)) == 4
        assert a.merge(b.entries("stored")).added == 0
        assert a.verify() == b.verify() == []


def test_a_cause_comes_before_its_effect_whatever_the_clocks_and_ids_say(origin: Path) -> None:
    ancient = Ticking(dt.datetime(1990, 1, 1, tzinfo=dt.UTC))
    for first, second in ((ANA, BO), (BO, ANA)):
        with copy(origin, "x", first) as x, copy(origin, "y", second, ancient) as y:
            cause = x.append("note", {})
            y.merge(x.entries("stored"))
            effect = y.append("note", {})
            assert effect.at < cause.at
            order = [entry.hash for entry in y.entries()]
            assert order.index(cause.hash) < order.index(effect.hash)
            causality = y.causality()
            assert causality.knew(effect, cause)
            assert not causality.knew(cause, effect)


def test_knowledge_is_passed_on_and_concurrent_entries_know_nothing_of_each_other(origin: Path) -> None:
    with copy(origin, "a", ANA) as a, copy(origin, "b", BO) as b, copy(origin, "c", CY) as c:
        first = a.append("note", {"n": 1})
        alone = c.append("note", {"n": 1})
        b.merge(a.entries("stored"))
        second = b.append("note", {"n": 2})
        c.merge(b.entries("stored"))
        third = c.append("note", {"n": 3})
        after = c.append("note", {"n": 4})
        causality = c.causality()
        assert causality.knew(second, first)
        assert causality.knew(third, second)
        assert causality.knew(third, first)  # through b
        assert causality.knew(after, first)
        assert causality.knew(after, alone)
        assert not causality.knew(alone, first)
        assert not causality.knew(first, alone)
        assert not causality.knew(second, alone)


def spoil(entry: Entry, **changes: object) -> Entry:
    return msgspec.structs.replace(entry, **changes)


def test_what_is_not_whole_is_refused_and_changes_nothing(origin: Path, tmp_path: Path) -> None:
    with (
        copy(origin, "a", ANA) as a,
        copy(origin, "b", BO) as b,
        Ledger.create(tmp_path / "o", writer=CY, clock=Ticking()) as other,
    ):
        b.append_many([("note", {"n": 1}), ("note", {"n": 2})])
        zero, first, second = (entry for entry in b.entries("stored") if entry.writer == b.writer)
        before = names(a)
        for batch, message in (
            ([zero, spoil(first, data=first.data.replace(b":1", b":3"))], "do not have the hash"),
            ([zero, spoil(first, signature=bytes(64))], "not signed by its writer"),
            ([zero, spoil(first, writer=a.writer)], "do not have the hash"),
            ([zero, spoil(first, seq=-1)], "do not have the hash"),
            ([zero, spoil(first, prev="xyz")], "do not have the hash"),
            ([first, second], "introduces the writer"),
            ([zero, second], "the one before it is missing"),
            (other.entries("stored"), "another book"),
        ):
            with pytest.raises(IntegrityError, match=message):
                a.merge(batch)
            assert names(a) == before
        assert a.merge([second, zero, first, first]).added == 3


def by_hand(writer: str, seq: int, *seen: Head) -> Entry:
    digest = f"{writer * 63}{seq}"
    return Entry(
        writer=writer * 64, seq=seq, prev="0" * 64, hash=digest, data=b"", signature=b"", kind="note", at="", seen=seen
    )  # fmt: skip


def test_a_head_with_another_hash_or_not_here_is_no_cause() -> None:
    """So a forged claim can neither move an entry nor, where two claim each other, stop the replay."""
    one, other = by_hand("1", 0), by_hand("2", 0)
    true = Head(writer=other.writer, seq=0, hash=other.hash)
    lies = (Head(writer=other.writer, seq=1, hash="f" * 64), Head(writer="3" * 64, seq=4, hash="f" * 64))
    looped = by_hand("2", 1, Head(writer=one.writer, seq=1, hash="f" * 64))
    for seen, order, knew in (
        ((true,), [("1", 0), ("2", 0), ("1", 1), ("2", 1)], True),
        (lies, [("1", 0), ("2", 0), ("1", 1), ("2", 1)], False),
    ):
        claiming = by_hand("1", 1, *seen)
        causality = Causality([looped, claiming, other, one])
        assert [(entry.writer[0], entry.seq) for entry in causality.order()] == order
        assert causality.knew(claiming, other) is knew
        assert not causality.knew(claiming, looped)


def test_depth_orders_before_ids_do() -> None:
    """Writer 1's third entry is deeper than writer 2's first, whatever their ids."""
    feed = [by_hand("1", seq) for seq in range(3)]
    late = by_hand("0", 0, Head(writer=feed[2].writer, seq=2, hash=feed[2].hash))
    order = Causality([late, by_hand("2", 0), *feed]).order()
    assert [(entry.writer[0], entry.seq) for entry in order] == [("1", 0), ("2", 0), ("1", 1), ("1", 2), ("0", 0)]


def fork(origin: Path) -> tuple[Ledger, Ledger]:
    """One key, two copies that each went on by themselves after a common entry."""
    with Ledger.open(origin, writer=ANA, clock=Ticking()) as first:
        first.append("note", {"n": "common"})
    a = copy(origin, "a", ANA, Ticking(dt.datetime(2027, 1, 1, tzinfo=dt.UTC)))
    b = copy(origin, "b", ANA, Ticking(dt.datetime(2028, 1, 1, tzinfo=dt.UTC)))
    a.append_many([("note", {"n": "a2"}), ("note", {"n": "a3"})])
    b.append_many([("note", {"n": "b2"}), ("note", {"n": "b3"}), ("note", {"n": "b4"})])
    return a, b


def test_a_fork_freezes_its_writer_and_keeps_both_branches(origin: Path) -> None:
    a, b = fork(origin)
    with a, b:
        mine, theirs = a.entries("stored"), b.entries("stored")
        merged = a.merge(theirs)
        assert (merged.added, merged.known, merged.branched) == (0, 2, 3)
        b.merge(mine)
        assert a.forks() == b.forks()
        (found,) = a.forks()
        assert (found.writer, found.seq) == (a.writer, 2)
        assert set(found.hashes) == {mine[2].hash, theirs[2].hash}
        assert {entry.hash for entry in a.entries("stored")} == {entry.hash for entry in [*mine, *theirs]}
        assert names(a) == names(b)
        assert [entry.seq for entry in a.entries()] == [0, 1]
        assert [finding.kind for finding in a.verify()] == ["fork"]
        assert [finding.kind for finding in b.verify()] == ["fork"]
        for ledger in (a, b):
            with pytest.raises(BookError, match="frozen"):
                ledger.append("note", {})
        assert a.merge(theirs).branched == 0


def test_a_fork_travels_on_to_those_who_held_one_branch(origin: Path) -> None:
    a, b = fork(origin)
    with a, b, copy(origin, "c", CY) as c, copy(origin, "d", CY) as d:
        c.merge(a.entries("stored"))
        c.append("note", {"of": "Cy"})
        assert c.forks() == ()
        b.merge(a.entries("stored"))
        c.merge(b.entries("stored"))
        d.merge(b.entries("stored"))
        d.merge(c.entries("stored"))
        assert c.forks() == d.forks() == b.forks()
        assert names(c) == names(d)
        assert [entry.kind for entry in c.entries() if entry.writer == c.writer] == ["writer", "note"]
        assert {finding.kind for finding in c.verify()} == {"fork"}


steps = st.lists(
    st.tuples(
        st.sampled_from(["append", "merge", "part", "backup", "restore"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(0, 99),
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_any_schedule_ends_in_one_replay(schedule: list[tuple[str, int, int, int]]) -> None:
    """Three teams append, send all or a shuffled part, repeat, keep backups and restore them (which forks their feed)."""
    with quick_folder() as folder:
        run_schedule(folder, schedule)


def run_schedule(folder: Path, schedule: list[tuple[str, int, int, int]]) -> None:
    origin = folder / "ledger.sqlite"
    Ledger.create(origin, writer=ANA, clock=Ticking()).close()
    clock = Ticking()
    teams = [copy(origin, f"team{number}", key, clock) for number, key in enumerate(KEYS)]
    backups = [origin] * 3
    written: set[str] = set()
    for number, (step, at, other, chance) in enumerate(schedule):
        team = teams[at]
        if step == "append" and not any(fork.writer == team.writer for fork in team.forks()):
            written.add(team.append("note", {"step": number}).hash)
        elif step in ("merge", "part"):
            team.merge(shuffled_part(teams[other].entries("stored"), chance if step == "part" else None))
        elif step == "backup":
            team.close()
            backups[at] = folder / f"backup{number}"
            shutil.copyfile(folder / f"team{at}", backups[at])
            teams[at] = Ledger.open(folder / f"team{at}", writer=KEYS[at], clock=clock)
        elif step == "restore":
            written -= {entry.hash for entry in team.entries("stored")} - held_by_others(teams, at)
            team.close()
            teams[at] = copy(backups[at], f"team{at}", KEYS[at], clock)
            written |= {entry.hash for entry in teams[at].entries("stored") if entry.kind == "note"}
    everything = [team.entries("stored") for team in teams]
    for team, orders in zip(teams, ((0, 1, 2), (2, 1, 0), (1, 2, 0)), strict=True):
        for source in orders:
            team.merge(everything[source])
    assert names(teams[0]) == names(teams[1]) == names(teams[2])
    assert teams[0].forks() == teams[1].forks() == teams[2].forks()
    assert {entry.hash for entry in teams[0].entries("stored")} >= written
    assert {finding.kind for finding in teams[0].verify()} <= {"fork", "seen"}
    for team in teams:
        team.close()


def held_by_others(teams: list[Ledger], at: int) -> set[str]:
    return {entry.hash for number, team in enumerate(teams) if number != at for entry in team.entries("stored")}


def shuffled_part(entries: list[Entry], seed: int | None) -> list[Entry]:
    """All entries, or of each feed a beginning, in any order and partly twice."""
    if seed is None:
        return entries
    chance = random.Random(seed)
    limit = {writer: chance.randrange(1, 6) for writer in sorted({entry.writer for entry in entries})}
    part = [entry for entry in entries if entry.seq < limit[entry.writer]]
    part += chance.sample(part, len(part) // 2)
    chance.shuffle(part)
    return part
