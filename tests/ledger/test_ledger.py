"""Making, opening, appending, and what is refused in plain words."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tallybook.errors import BookError, InputError, IntegrityError, StorageError
from tallybook.ledger import Entry, Ledger, WriterBody, file_system, refuse_network, replay
from tests.ledger.conftest import ANA, BO, Ticking


def test_what_was_appended_is_read_back(path: Path, ledger: Ledger) -> None:
    made = ledger.append_many([("note", {"n": 1}), ("note", {"n": 2})])
    ledger.close()
    with Ledger.open(path) as again:
        entries = again.entries()
        assert entries[1:] == made
        assert [entry.seq for entry in entries] == [0, 1, 2]
        assert again.entry(made[0].writer, 1) == made[0]
        assert again.entry(made[0].writer, 9) is None
        assert again.writer is None
        assert again.writers() == {made[0].writer: WriterBody(format=1, book=again.book, name="Ana", key=ANA.public_line)}
        assert [(head.seq, head.hash) for head in again.heads()] == [(2, made[1].hash)]


def test_the_settings_that_make_a_commit_durable(path: Path, ledger: Ledger) -> None:
    settings = {name: ledger._store.db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    assert settings == {"journal_mode": "wal", "synchronous": 2}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(name.name for name in path.parent.iterdir() if "making" in name.name) == []


def test_a_writer_joins_with_the_first_append(path: Path, ledger: Ledger) -> None:
    with Ledger.open(path, writer=BO, clock=Ticking()) as other:
        assert len(other.entries()) == 1
        assert other.append("note", {}).seq == 1
        assert {body.name for body in other.writers().values()} == {"Ana", "بهرام"}
        assert other.book == ledger.book


def test_appending_is_all_or_nothing(ledger: Ledger) -> None:
    with pytest.raises(InputError):
        ledger.append_many([("note", {"n": 1}), ("note", {"n": object()})])
    assert len(ledger.entries()) == 1
    assert ledger.append_many([]) == []


@pytest.mark.parametrize("verb", ["UPDATE entries SET seq = seq + 5", "DELETE FROM entries"])
def test_rows_cannot_be_changed_by_mistake(path: Path, ledger: Ledger, verb: str) -> None:
    ledger.append("note", {})
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        sqlite3.connect(path).execute(verb)


def test_rows_cannot_be_replaced_or_inserted_out_of_chain(path: Path, ledger: Ledger) -> None:
    ledger.append("note", {})
    db = sqlite3.connect(path)
    columns = "position, writer, {seq}, prev, hash, bytes, signature"
    for seq, message in (("seq", "append-only"), ("seq + 7", "does not follow")):
        with pytest.raises(sqlite3.IntegrityError, match=message):
            db.execute(f"INSERT OR REPLACE INTO entries SELECT NULL, {columns.format(seq=seq)[10:]} FROM entries WHERE seq = 1")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(
            "INSERT OR REPLACE INTO entries SELECT position, writer, 2, hash, hash, bytes, signature FROM entries WHERE seq = 1"
        )
    db.close()
    assert ledger.verify() == []


def test_opening_what_is_not_a_ledger(tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_text("no ledger, " * 500)
    empty = tmp_path / "empty"
    empty.touch()
    foreign = tmp_path / "foreign"
    with sqlite3.connect(foreign) as db:
        db.execute("CREATE TABLE t (x)")
    for path in (text, empty, foreign):
        with pytest.raises(BookError, match="is not a ledger"):
            Ledger.open(path)
    for path in (tmp_path / "missing", tmp_path):
        with pytest.raises(BookError, match="no ledger here"):
            Ledger.open(path)


def test_a_file_of_a_newer_version_is_refused(path: Path, ledger: Ledger) -> None:
    ledger.close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 2")
    with pytest.raises(BookError, match="newer tallybook"):
        Ledger.open(path)


def test_making_where_something_is(path: Path, ledger: Ledger) -> None:
    before = path.read_bytes()
    with pytest.raises(BookError, match="there already"):
        Ledger.create(path, writer=BO, clock=Ticking())
    assert path.read_bytes() == before
    with pytest.raises(StorageError):
        Ledger.create(path.parent / "nowhere" / "ledger.sqlite", writer=BO, clock=Ticking())


def test_reading_only(path: Path, ledger: Ledger) -> None:
    with Ledger.open(path) as reader:
        for act in (lambda: reader.append("note", {}), reader.checkpoint):
            with pytest.raises(BookError, match="reading only"):
                act()


def test_a_clock_without_a_zone_is_refused(path: Path) -> None:
    with pytest.raises(InputError, match="time zone"):
        Ledger.create(path, writer=ANA, clock=lambda: dt.datetime(2026, 1, 1))  # noqa: DTZ001
    assert list(path.parent.iterdir()) == []


def test_times_are_stored_in_utc(ledger: Ledger, path: Path) -> None:
    tehran = dt.timezone(dt.timedelta(hours=3, minutes=30))
    with Ledger.open(path, writer=ANA, clock=lambda: dt.datetime(2026, 1, 14, 1, tzinfo=tehran)) as other:
        assert other.append("note", {}).at == "2026-01-13T21:30:00.000000Z"


def test_a_clock_that_goes_backwards_changes_no_order(path: Path) -> None:
    with Ledger.create(path, writer=ANA, clock=Ticking(step=dt.timedelta(days=-400))) as ledger:
        for number in range(4):
            ledger.append("note", {"n": number})
        entries = ledger.entries()
        assert [entry.seq for entry in entries] == [0, 1, 2, 3, 4]
        assert sorted((entry.at for entry in entries), reverse=True) == [entry.at for entry in entries]
        assert ledger.verify() == []


def test_replay_folds_in_order_and_passes_unknown_kinds_over(ledger: Ledger) -> None:
    ledger.append_many([("add", {"n": 2}), ("later.kind", {}), ("times", {"n": 5}), ("add", {"n": 1})])

    def number(entry: Entry) -> int:
        return entry.body_as(dict[str, int])["n"]

    reducers = {"add": lambda state, entry: state + number(entry), "times": lambda state, entry: state * number(entry)}
    assert replay(ledger.entries(), reducers, 1) == (1 + 2) * 5 + 1


MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/share /mnt/share nfs4 rw 0 0
//nas/x /mnt/with\\040blank cifs rw 0 0
/dev/sdb /mnt/share/local ext4 rw 0 0
me@host: /home/me/remote fuse.sshfs rw 0 0
"""


def test_network_file_systems_are_refused(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    known = {
        "/mnt/share/book/ledger.sqlite": "nfs4",
        "/mnt/with blank/ledger.sqlite": "cifs",
        "/home/me/remote/l": "fuse.sshfs",
        "/mnt/share/local/l": "ext4",
        "/mnt/shared/l": "ext4",
    }
    assert {path: file_system(Path(path), mounts) for path in known} == known
    for path, kind in known.items():
        if kind == "ext4":
            refuse_network(Path(path), mounts)
        else:
            with pytest.raises(BookError, match="network file system"):
                refuse_network(Path(path), mounts)
    assert file_system(Path("/x"), tmp_path / "none") is None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read and write everything")
def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StorageError):
        Ledger.create(tmp_path / "ledger.sqlite", writer=ANA, clock=Ticking())


def test_a_ledger_without_its_first_entry_is_refused(path: Path, ledger: Ledger) -> None:
    ledger.close()
    db = sqlite3.connect(path)
    db.execute("DROP TRIGGER entries_no_delete")
    db.execute("DELETE FROM entries")
    db.commit()
    db.close()
    with pytest.raises(IntegrityError, match="no first entry"):
        Ledger.open(path)


def test_importing_the_room_loads_no_cryptography() -> None:
    code = "import sys, tallybook.ledger; sys.exit('cryptography' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
