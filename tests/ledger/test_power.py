"""Power cuts. A file system that keeps what was not synced apart, and at every write and sync imagines the power gone.

At each such moment it makes the disk as it might be found: of the writes not yet synced, each is there, is not, or is torn
at a sector. The ledger's own code runs on it, through APSW's virtual file systems. (Closing the connection before taking the
picture would flush what the cut should lose; the pictures are taken while it is open.)
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

import apsw
import pytest
from typing_extensions import override

from tallybook.ledger import Ledger
from tallybook.ledger._store import Store
from tests.ledger.conftest import ANA, Ticking

SECTOR = 512
APPENDS = 25
Write = tuple[int, bytes | None]  # an offset with bytes, or with None: cut off there


@dataclass
class Kept:
    synced: bytes = b""
    pending: list[Write] = field(default_factory=list)


@dataclass
class Disk:
    """Every file's synced bytes and its writes since; ``cuts`` holds, for each moment, how many appends were acknowledged."""

    files: dict[str, Kept] = field(default_factory=dict)
    cuts: list[tuple[int, dict[str, Kept]]] = field(default_factory=list)
    acknowledged: int = 0

    def moment(self) -> None:
        now = {name: Kept(kept.synced, list(kept.pending)) for name, kept in self.files.items()}
        self.cuts.append((self.acknowledged, now))

    def write(self, name: str, offset: int, data: bytes | None) -> None:
        self.files[name].pending.append((offset, data))
        self.moment()

    def sync(self, name: str) -> None:
        kept = self.files[name]
        kept.synced = settle(kept.synced, kept.pending)
        kept.pending = []
        self.moment()


def settle(content: bytes, writes: list[Write]) -> bytes:
    done = bytearray(content)
    for offset, data in writes:
        if data is None:
            del done[offset:]
            continue
        done.extend(bytes(max(0, offset + len(data) - len(done))))
        done[offset : offset + len(data)] = data
    return bytes(done)


def survive(writes: list[Write], chance: random.Random) -> list[Write]:
    kept: list[Write] = []
    for offset, data in writes:
        fate = chance.choice(("whole", "gone", "torn"))
        if fate == "whole":
            kept.append((offset, data))
        elif fate == "torn" and data is not None:
            first = SECTOR - offset % SECTOR
            cut = first + SECTOR * chance.randrange(1 + len(data) // SECTOR)
            kept.append((offset, data[:cut]))
    return kept


def found_after(cut: dict[str, Kept], folder: Path, chance: random.Random) -> Path:
    folder.mkdir()
    for name, kept in cut.items():
        (folder / Path(name).name).write_bytes(settle(kept.synced, survive(kept.pending, chance)))
    return folder / "ledger.sqlite"


def wire(disk: Disk, vfs_name: str) -> apsw.VFS:
    """Register the file system; it lives as long as what is returned."""

    class File(apsw.VFSFile):
        def __init__(self, name: str | apsw.URIFilename, flags: list[int]) -> None:
            super().__init__("", name, flags)
            self.name = name if isinstance(name, str) else name.filename()
            disk.files.setdefault(self.name, Kept(Path(self.name).read_bytes()))

        @override
        def xWrite(self, data: bytes, offset: int) -> None:
            disk.write(self.name, offset, bytes(data))
            super().xWrite(data, offset)

        @override
        def xTruncate(self, size: int) -> None:
            disk.write(self.name, size, None)
            super().xTruncate(size)

        @override
        def xSync(self, flags: int) -> None:
            disk.sync(self.name)
            super().xSync(flags)

    class System(apsw.VFS):
        def __init__(self) -> None:
            super().__init__(vfs_name, "")

        @override
        def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
            assert name is not None
            return File(name, flags)

    return System()


def run(path: Path, synchronous: str) -> tuple[Disk, list[str]]:
    """Append while the disk takes its pictures; also the hashes that were acknowledged, in order."""
    Ledger.create(path, writer=ANA, clock=Ticking()).close()
    disk = Disk()
    system = wire(disk, f"power-{synchronous}")
    db = apsw.Connection(str(path), vfs=f"power-{synchronous}")
    ledger = Ledger(Store(db, path), ANA, Ticking())
    ledger._store.configure()
    db.execute(f"PRAGMA synchronous = {synchronous}")
    db.execute("PRAGMA wal_autocheckpoint = 12")  # so that the log is folded in and begun anew several times
    acknowledged = []
    for number in range(APPENDS):
        acknowledged.append(ledger.append("note", {"number": number, "text": "x" * (97 * number)}).hash)
        disk.acknowledged = len(acknowledged)
    ledger.close()
    system.unregister()
    return disk, acknowledged


def lost_and_damaged(disk: Disk, acknowledged: list[str], tmp_path: Path, seed: int) -> tuple[int, int]:
    """Over all cuts: after how many an acknowledged entry was missing, and after how many the ledger was not whole."""
    chance = random.Random(seed)
    lost = damaged = 0
    for number, (count, cut) in enumerate(disk.cuts):
        with Ledger.open(found_after(cut, tmp_path / f"{seed}-{number}", chance)) as ledger:
            damaged += bool(ledger.verify())
            held = [entry.hash for entry in ledger.entries()][1:]
        assert held == acknowledged[: len(held)]
        lost += len(held) < count
    return lost, damaged


@pytest.mark.fault
def test_no_power_cut_loses_an_acknowledged_entry(tmp_path: Path) -> None:
    disk, acknowledged = run(tmp_path / "ledger.sqlite", "FULL")
    assert len(acknowledged) == APPENDS
    assert len(disk.cuts) > 4 * APPENDS
    assert any(kept.pending for _, cut in disk.cuts for kept in cut.values())
    for seed in (1, 2):
        assert lost_and_damaged(disk, acknowledged, tmp_path, seed) == (0, 0)


@pytest.mark.fault
def test_without_full_sync_power_cuts_do_lose_entries(tmp_path: Path) -> None:
    """The control: the same machinery finds the loss that ``synchronous=NORMAL`` allows, so the test above can fail."""
    disk, acknowledged = run(tmp_path / "ledger.sqlite", "NORMAL")
    lost, damaged = lost_and_damaged(disk, acknowledged, tmp_path, seed=1)
    assert lost > len(disk.cuts) // 4
    assert damaged == 0
