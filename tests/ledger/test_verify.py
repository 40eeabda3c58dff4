"""Whatever byte is changed, the check names the damaged item, and no reader is given the changed bytes."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tallybook.errors import IntegrityError, TallybookError
from tallybook.ledger import Finding, Ledger
from tests.ledger.conftest import ANA, BO, Ticking

TARGET = 3


def flip(data: bytes, at: int = -1) -> bytes:
    at %= len(data)
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def other_digit(text: str) -> str:
    return text[:-1] + ("0" if text[-1] != "0" else "1")


@pytest.fixture
def filled(path: Path) -> Path:
    with Ledger.create(path, writer=ANA, clock=Ticking()) as ledger:
        for number in range(6):
            ledger.append("note", {"number": number})
        with Ledger.open(path, writer=BO, clock=Ticking()) as other:
            other.append("note", {"of": "Bo"})
    return path


def tamper(path: Path, sql: str, *values: object) -> None:
    """Change rows as somebody with the file in hand can: take the triggers off, and put them back."""
    db = sqlite3.connect(path, isolation_level=None)
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}")
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.execute(sql, values)
    for _, text in triggers:
        db.execute(text)
    db.close()


def check(path: Path, checkpoints: tuple[str, ...] = ()) -> list[Finding]:
    with Ledger.open(path) as ledger:
        return ledger.verify(checkpoints=checkpoints)


def ana(path: Path) -> str:
    with Ledger.open(path, writer=ANA, clock=Ticking()) as ledger:
        assert ledger.writer
        return ledger.writer


CHANGES: dict[str, Callable[..., object]] = {
    "prev": other_digit,
    "hash": other_digit,
    "bytes": lambda data: data.replace(b'"number":2', b'"number":3'),
    "signature": flip,
}


def test_a_whole_ledger_has_no_findings(filled: Path) -> None:
    assert check(filled) == []


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_column_is_found_at_its_entry(filled: Path, column: str) -> None:
    writer = ana(filled)
    with Ledger.open(filled) as ledger:
        entry = ledger.entry(writer, TARGET)
        assert entry
    old = entry.data if column == "bytes" else getattr(entry, column)
    changed = CHANGES[column](old)
    assert changed != old
    tamper(filled, f"UPDATE entries SET {column} = ? WHERE writer = ? AND seq = ?", changed, writer, TARGET)
    found = check(filled)
    assert entry.item in {finding.item for finding in found}
    if column != "signature":
        with Ledger.open(filled) as ledger, pytest.raises(IntegrityError, match=f"entry {TARGET} "):
            ledger.entries()


@pytest.mark.parametrize("at", range(0, 100, 9))
def test_any_flipped_byte_of_an_entry_is_found(filled: Path, at: int) -> None:
    writer = ana(filled)
    with Ledger.open(filled) as ledger:
        entry = ledger.entry(writer, TARGET)
        assert entry
    tamper(filled, "UPDATE entries SET bytes = ? WHERE hash = ?", flip(entry.data, at), entry.hash)
    assert [finding.item for finding in check(filled)] == [entry.item]


def test_an_entry_moved_to_another_writer_or_number_is_found(filled: Path) -> None:
    writer = ana(filled)
    tamper(filled, "UPDATE entries SET seq = 60 WHERE writer = ? AND seq = 6", writer)
    assert {finding.kind for finding in check(filled)} >= {"gap", "hash"}
    tamper(filled, "UPDATE entries SET writer = ? WHERE writer = ? AND seq = 60", "0" * 64, writer)
    assert {finding.item for finding in check(filled)} >= {f"entry 60 of writer {'0' * 12}"}


def test_an_entry_taken_out_is_a_gap(filled: Path) -> None:
    writer = ana(filled)
    tamper(filled, "DELETE FROM entries WHERE writer = ? AND seq = 2", writer)
    found = check(filled)
    assert [(finding.kind, finding.item) for finding in found] == [("gap", f"entry 2 of writer {writer[:12]}")]


def test_entries_cut_off_the_end_are_found_by_what_others_saw_and_by_checkpoints(filled: Path) -> None:
    with Ledger.open(filled, writer=ANA, clock=Ticking()) as ledger:
        signed = ledger.checkpoint()
        writer = ledger.writer
        assert writer
        assert ledger.verify(checkpoints=[signed]) == []
        ledger.append("note", {"later": True})
        assert ledger.verify(checkpoints=[signed]) == []
    tamper(filled, "DELETE FROM entries WHERE writer = ? AND seq >= 5", writer)
    found = check(filled, (signed,))
    assert {finding.kind for finding in found} == {"seen", "checkpoint"}


def test_a_rewritten_feed_is_found_by_a_checkpoint(path: Path) -> None:
    with Ledger.create(path, writer=ANA, clock=Ticking()) as ledger:
        copy = path.with_name("copy.sqlite")
        copy.write_bytes(path.read_bytes())
        ledger.append("note", {"number": 1})
        signed = ledger.checkpoint()
    with Ledger.open(copy, writer=ANA, clock=Ticking()) as rewritten:
        rewritten.append("note", {"number": 2})
        assert rewritten.verify() == []  # whole in itself: only what was signed before can tell
        assert [finding.kind for finding in rewritten.verify(checkpoints=[signed])] == ["checkpoint"]
        forged = signed.replace("\n2\n", "\n1\n", 1)
        assert [finding.kind for finding in rewritten.verify(checkpoints=[forged, "nonsense"])] == ["checkpoint"] * 2


def test_a_trigger_taken_off_is_found(filled: Path) -> None:
    db = sqlite3.connect(filled)
    db.execute("DROP TRIGGER entries_no_delete")
    db.close()
    assert [(finding.kind, finding.item) for finding in check(filled)] == [("schema", "entries_no_delete")]


def test_columns_of_other_types_are_found(filled: Path) -> None:
    writer = ana(filled)
    tamper(filled, "UPDATE entries SET bytes = 'text' WHERE writer = ? AND seq = 2", writer)
    tamper(filled, "UPDATE entries SET hash = 'short' WHERE writer = ? AND seq = 4", writer)
    tamper(filled, "UPDATE entries SET signature = x'00' WHERE writer = ? AND seq = 5", writer)
    items = {finding.item for finding in check(filled)}
    assert {f"entry {seq} of writer {writer[:12]}" for seq in (2, 4, 5)} <= items


def test_the_key_of_a_writer_cannot_be_exchanged(filled: Path) -> None:
    writer = ana(filled)
    with Ledger.open(filled) as ledger:
        first = ledger.entry(writer, 0)
        assert first
    other = first.data.replace(ANA.public_line.encode(), BO.public_line.encode())
    tamper(filled, "UPDATE entries SET bytes = ? WHERE hash = ?", other, first.hash)
    with pytest.raises(TallybookError):
        check(filled)  # the book's first entry is this one


@pytest.mark.fault
def test_no_flip_anywhere_in_the_file_goes_unnoticed(filled: Path, tmp_path: Path) -> None:
    """For each damaged byte: it is refused, or found, or was one that carries nothing and every entry is as it was."""
    whole = filled.read_bytes()
    with Ledger.open(filled) as ledger:
        original = ledger.entries("stored")
    chance = random.Random(3)
    noticed = 0
    for at in sorted(chance.sample(range(len(whole)), 400)):
        copy = tmp_path / "copy.sqlite"
        copy.write_bytes(flip(whole, at))
        try:
            with Ledger.open(copy) as ledger:
                if ledger.verify():
                    noticed += 1
                else:
                    assert ledger.entries("stored") == original
        except TallybookError:
            noticed += 1
        for extra in ("-wal", "-shm"):
            copy.with_name(f"copy.sqlite{extra}").unlink(missing_ok=True)
    assert noticed > 20


@pytest.mark.fault
def test_a_flip_in_the_log_that_a_crash_left_loses_whole_entries_and_checkpoints_tell(path: Path, tmp_path: Path) -> None:
    """SQLite drops what follows a damaged place of its write-ahead log. What is left is whole, and a checkpoint shows the loss."""
    log = path.with_name(f"{path.name}-wal")
    with Ledger.create(path, writer=ANA, clock=Ticking()) as ledger:
        for number in range(8):
            ledger.append("note", {"number": number})
        signed = ledger.checkpoint()
        original = ledger.entries()
        whole, logged = path.read_bytes(), log.read_bytes()
    chance = random.Random(5)
    lost = 0
    for number, at in enumerate(sorted(chance.sample(range(len(logged)), 60))):
        copy = tmp_path / f"{number}.sqlite"
        copy.write_bytes(whole)
        copy.with_name(f"{copy.name}-wal").write_bytes(flip(logged, at))
        with Ledger.open(copy) as ledger:
            held = ledger.entries()
            assert held == original[: len(held)]
            assert ledger.verify() == []
            assert bool(ledger.verify(checkpoints=[signed])) is (len(held) < len(original))
        lost += len(held) < len(original)
    assert lost > 40
