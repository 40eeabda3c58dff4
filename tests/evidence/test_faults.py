"""The store under faults: death, failure and a full disk at every single call."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import resource
from pathlib import Path

import pytest

from tallybook.errors import StorageError
from tallybook.evidence import Fs, ObjectStore
from tests.evidence.disks import Counting, Dying, Failing

DATA = bytes(range(256)) * 8
DIGEST = hashlib.sha256(DATA).hexdigest()
EARLIER = hashlib.sha256(b"earlier").hexdigest()


def _calls_of_an_add(root: Path) -> Counting:
    ObjectStore(root).add(io.BytesIO(b"earlier"))
    disk = Counting()
    ObjectStore(root, disk).add(io.BytesIO(DATA))
    return disk


def _dies(root: Path, at: int) -> bool:
    """Whether an add in a fork died at its n-th call (instead of ending before it)."""
    pid = os.fork()
    if pid == 0:
        ObjectStore(root, Dying(at)).add(io.BytesIO(DATA))
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    return os.WEXITSTATUS(status) == 9


@pytest.mark.fault
@pytest.mark.parametrize("first", [True, False])
def test_death_at_any_call_leaves_a_whole_object_or_none(tmp_path: Path, first: bool) -> None:
    """``first``: the store does not exist before."""
    at = 0
    died = True
    seen = set()
    while died:
        at += 1
        root = tmp_path / str(at)
        if not first:
            ObjectStore(root).add(io.BytesIO(b"earlier"))
        died = _dies(root, at)
        store = ObjectStore(root)
        assert [finding.kind for finding in store.check() if finding.kind != "stale"] == []
        store.sweep()
        assert list(store.check()) == []
        if DIGEST in store:
            assert store.read(DIGEST) == DATA
        seen.add(DIGEST in store)
        if not first:
            assert store.read(EARLIER) == b"earlier"
        # Whoever comes next is not in the way of what was left.
        assert store.add(io.BytesIO(DATA)).digest == DIGEST
        assert store.read(DIGEST) == DATA
    assert at > 8
    assert seen == {True, False}


@pytest.mark.fault
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_failure_at_any_call_is_said_and_leaves_nothing_half(tmp_path: Path, number: int) -> None:
    calls = _calls_of_an_add(tmp_path / "whole").calls
    for at in range(1, calls + 1):
        root = tmp_path / str(at)
        ObjectStore(root).add(io.BytesIO(b"earlier"))
        with pytest.raises(StorageError, match=r"report\.pdf: the disk .* (Free some space|See that)") as caught:
            ObjectStore(root, Failing(at, number)).add(io.BytesIO(DATA), item="report.pdf")
        assert ("full" in caught.value.what) == (number == errno.ENOSPC)
        store = ObjectStore(root)
        assert list(store.check()) == []
        assert store.read(EARLIER) == b"earlier"
        assert store.add(io.BytesIO(DATA)).digest == DIGEST


@pytest.mark.fault
def test_bytes_are_synced_before_they_get_their_name_and_the_name_before_it_is_said(tmp_path: Path) -> None:
    """What a kill cannot show: after power loss only what was synced is there."""
    root = tmp_path / "evidence"
    disk = Counting()
    ObjectStore(root, disk).add(io.BytesIO(DATA))
    calls = [call for call, _ in disk.log]
    target = str(ObjectStore(root).path(DIGEST))
    renamed = disk.log.index(("rename", target))
    assert max(index for index, call in enumerate(calls) if call == "write") < calls.index("fsync") < renamed
    assert ("fsync_folder", str(Path(target).parent)) in disk.log[renamed:]
    made = [path for call, path in disk.log if call == "make_folder"]
    for folder in made:
        after = disk.log[disk.log.index(("make_folder", folder)) :]
        assert ("fsync_folder", str(Path(folder).parent)) in after


@pytest.mark.fault
def test_an_object_that_is_there_already_is_synced_too_before_it_is_said(tmp_path: Path) -> None:
    """Its writer may have died between the rename and the sync of the folder."""
    ObjectStore(tmp_path).add(io.BytesIO(DATA))
    disk = Counting()
    assert not ObjectStore(tmp_path, disk).add(io.BytesIO(DATA)).new
    assert disk.log[-1] == ("fsync_folder", str(ObjectStore(tmp_path).path(DIGEST).parent))


@pytest.mark.fault
def test_a_full_disk_for_real(tmp_path: Path) -> None:
    """The kernel itself refuses: no file may grow over 64 KiB."""
    root = tmp_path / "evidence"
    ObjectStore(root).add(io.BytesIO(b"earlier"))
    pid = os.fork()
    if pid == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16))
        try:
            ObjectStore(root).add(io.BytesIO(bytes(1 << 20)), item="film.mp4")
        except StorageError as error:
            os._exit(7 if "the disk is full" in str(error) and "film.mp4" in str(error) else 8)
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    assert os.WEXITSTATUS(status) == 7
    store = ObjectStore(root)
    assert list(store.check()) == []
    assert list(store.digests()) == [EARLIER]


def test_the_seam_itself_works_on_a_real_disk(tmp_path: Path) -> None:
    disk = Fs()
    descriptor = disk.open_new(tmp_path / "a")
    assert disk.in_use(tmp_path / "a")
    with pytest.raises(FileExistsError):
        disk.open_new(tmp_path / "a")
    assert disk.write(descriptor, b"abc") == 3
    disk.fsync(descriptor)
    disk.close(descriptor)
    assert not disk.in_use(tmp_path / "a")
    disk.rename(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"abc"
