"""Processes that die, disks that fill, commands that collide: what was acknowledged is there, and the ledger is whole."""

from __future__ import annotations

import os
import random
import resource
import select
import signal
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tallybook.errors import BookError, StorageError
from tallybook.ledger import Ledger, WriterKey
from tests.ledger.conftest import ANA, BO, Ticking

pytestmark = [pytest.mark.fault, pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")]


def start(work: Callable[[int], None]) -> tuple[int, int]:
    """Run ``work`` in a child that tells of its progress through the file descriptor it is given: its process id, our end."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child:
        os.close(theirs)
        return child, ours
    try:
        os.close(ours)
        work(theirs)
    finally:
        os._exit(0)


def finish(child: int, ours: int) -> list[str]:
    """Wait for the child's end; the lines that it had written."""
    with os.fdopen(ours, encoding="ascii") as told:
        lines = told.read().split()
    os.waitpid(child, 0)
    return lines


def tell(descriptor: int, text: str) -> None:
    os.write(descriptor, f"{text}\n".encode())


def append_some(path: Path, key: WriterKey, count: int, told: int) -> None:
    with Ledger.open(path, writer=key, clock=Ticking()) as ledger:
        for number in range(count):
            tell(told, ledger.append("note", {"number": number, "text": "x" * 3000}).hash)


def hold(path: Path, acknowledged: list[str]) -> int:
    """Assert that the ledger is whole and holds every acknowledged entry; how many entries it holds."""
    with Ledger.open(path) as ledger:
        assert ledger.verify() == []
        held = {entry.hash for entry in ledger.entries()}
    assert set(acknowledged) <= held
    return len(held)


def die_at(step: int, steps: list[int]) -> None:
    """From now on count SQLite's own steps in every connection that is opened, and die at ``step`` (0: never)."""
    connect = sqlite3.connect

    def counting(*arguments: object, **options: object) -> sqlite3.Connection:
        db: sqlite3.Connection = connect(*arguments, **options)  # type: ignore[call-overload]

        def count() -> int:
            steps[0] += 1
            if steps[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return 0

        db.set_progress_handler(count, 1)
        return db

    sqlite3.connect = counting  # type: ignore[assignment]


def counted(work: Callable[[int], None]) -> int:
    """How many steps the work has when nobody kills it."""

    def whole(told: int) -> None:
        steps = [0]
        die_at(0, steps)
        work(os.open(os.devnull, os.O_WRONLY))
        tell(told, str(steps[0]))

    return int(finish(*start(whole))[0])


def killed(step: int, work: Callable[[int], None]) -> list[str]:
    def dying(told: int) -> None:
        die_at(step, [0])
        work(told)

    return finish(*start(dying))


def test_killed_at_any_step_of_appending(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    Ledger.create(path, writer=ANA, clock=Ticking()).close()
    whole = tmp_path / "whole.sqlite"
    whole.write_bytes(path.read_bytes())
    steps = counted(partial(append_some, whole, BO, 3))
    assert steps > 100
    counts = set()
    for number, step in enumerate(range(1, steps, max(1, steps // 80))):
        copy = tmp_path / f"{number}.sqlite"
        copy.write_bytes(path.read_bytes())
        acknowledged = killed(step, partial(append_some, copy, BO, 3))
        counts.add(hold(copy, acknowledged))
    assert {1, 3, 4} <= counts  # died before the first, in the middle, after some


def test_killed_at_any_step_of_making(tmp_path: Path) -> None:
    def make(path: Path, told: int = 0) -> None:
        Ledger.create(path, writer=ANA, clock=Ticking()).close()

    steps = counted(partial(make, tmp_path / "whole.sqlite"))
    made = 0
    for number, step in enumerate(range(1, steps, max(1, steps // 40))):
        path = tmp_path / f"{number}.sqlite"
        killed(step, partial(make, path))
        if path.exists():
            made += 1
        else:
            make(path)
        assert hold(path, []) == 1
    assert 0 < made < 40


def test_two_writers_killed_at_random(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    Ledger.create(path, writer=ANA, clock=Ticking()).close()
    chance = random.Random(7)
    acknowledged: list[str] = []
    for _ in range(15):
        children = [start(partial(append_some, path, key, 1000)) for key in (ANA, BO)]
        select.select([ours for _, ours in children], [], [], 30)  # until one has told of its first entry
        time.sleep(chance.uniform(0, 0.05))
        for child, _ in children:
            os.kill(child, signal.SIGKILL)
        acknowledged += [line for child, ours in children for line in finish(child, ours)]
        hold(path, acknowledged)
    assert len(acknowledged) >= 15


@pytest.mark.parametrize("keys", [(ANA, ANA), (ANA, BO)], ids=["one key", "two keys"])
def test_two_processes_lose_no_update(tmp_path: Path, keys: tuple[WriterKey, WriterKey]) -> None:
    path = tmp_path / "ledger.sqlite"
    Ledger.create(path, writer=ANA, clock=Ticking()).close()
    children = [start(partial(append_some, path, key, 40)) for key in keys]
    acknowledged = [finish(child, ours) for child, ours in children]
    assert [len(told) for told in acknowledged] == [40, 40]
    assert hold(path, acknowledged[0] + acknowledged[1]) == 80 + len(set(keys))


def test_a_lock_held_too_long_is_said_in_bounded_time(path: Path, ledger: Ledger) -> None:
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Ledger.open(path, writer=BO, clock=Ticking(), wait_s=0.2) as waiting:
        began = time.monotonic()
        with pytest.raises(BookError, match="another command"):
            waiting.append("note", {})
        assert time.monotonic() - began < 20  # bounded, on a busy machine too
        assert len(waiting.entries()) == 1  # readers are not blocked
        holder.execute("ROLLBACK")
        assert waiting.append("note", {}).seq == 1
    holder.close()


def test_a_full_disk_keeps_all_that_was_acknowledged(ledger: Ledger, path: Path) -> None:
    db = ledger._store.db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages + 20}")
    acknowledged: list[str] = []

    def fill() -> None:
        for number in range(100):
            acknowledged.append(ledger.append("note", {"number": number, "text": "x" * 5000}).hash)

    with pytest.raises(StorageError, match="full"):
        fill()
    assert 3 < len(acknowledged) < 100
    with pytest.raises(StorageError):
        ledger.append_many([("note", {"text": "x" * 5000})] * 10)
    assert ledger.verify() == []
    assert [entry.hash for entry in ledger.entries()][1:] == acknowledged
    db.execute("PRAGMA max_page_count = 100000")
    assert ledger.append("note", {"after": True}).seq == len(acknowledged) + 1
    assert hold(path, acknowledged) == len(acknowledged) + 2


def test_a_limit_of_the_operating_system_is_a_full_disk_too(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    Ledger.create(path, writer=ANA, clock=Ticking()).close()

    def fill(told: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        try:
            append_some(path, ANA, 1000, told)
        except StorageError:
            tell(told, "refused")

    told = finish(*start(fill))
    assert told[-1] == "refused"
    assert hold(path, told[:-1]) >= len(told)
