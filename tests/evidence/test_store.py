"""The object store: what goes in comes out, whole and verified, or an error says which object it is."""

from __future__ import annotations

import hashlib
import io
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.errors import EvidenceError, IntegrityError
from tallybook.evidence import Finding, ObjectStore

# echo -n abc | sha256sum
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    return ObjectStore(tmp_path / "evidence")


def test_an_object_lies_under_its_digest_in_two_levels_of_folders(store: ObjectStore) -> None:
    stored = store.add(io.BytesIO(b"abc"))
    assert (stored.digest, stored.size, stored.new) == (ABC, 3, True)
    assert (store.root / "sha256" / "ba" / "78" / ABC).read_bytes() == b"abc"
    assert store.read(ABC) == b"abc"
    assert ABC in store
    assert list(store.digests()) == [ABC]


def test_the_same_bytes_are_stored_once(store: ObjectStore) -> None:
    store.add(io.BytesIO(b"abc"))
    again = store.add(io.BytesIO(b"abc"))
    assert (again.digest, again.new) == (ABC, False)
    assert list(store.check()) == []
    assert list((store.root / "incoming").iterdir()) == []


def test_only_the_owner_can_read_what_is_stored(store: ObjectStore) -> None:
    store.add(io.BytesIO(b"abc"))
    path = store.path(ABC)
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    for folder in (path.parent, path.parent.parent, store.root):
        assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0


@given(st.binary(max_size=4000))
def test_any_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    store = ObjectStore(tmp_path_factory.getbasetemp() / "any")
    stored = store.add(io.BytesIO(data))
    assert stored.digest == hashlib.sha256(data).hexdigest()
    assert store.read(stored.digest) == data


def test_over_the_limit_nothing_is_stored(store: ObjectStore) -> None:
    with pytest.raises(EvidenceError, match="larger than 3 bytes"):
        store.add(io.BytesIO(b"abcd"), limit=3, item="film.mp4")
    assert store.add(io.BytesIO(b"abc"), limit=3).new
    assert list(store.digests()) == [ABC]
    assert list(store.check()) == []


@pytest.mark.fault
@pytest.mark.parametrize("damage", [b"abd", b"ab", b"abcc", b""])
def test_damaged_bytes_are_never_returned_and_are_named(store: ObjectStore, damage: bytes) -> None:
    store.add(io.BytesIO(b"abc"))
    _overwrite(store.path(ABC), damage)
    with pytest.raises(IntegrityError, match=ABC):
        store.read(ABC)
    with pytest.raises(IntegrityError, match=ABC):
        store.open(ABC)
    with pytest.raises(IntegrityError, match=ABC):
        store.verify(ABC)
    assert [(finding.kind, finding.item) for finding in store.check()] == [("damaged", ABC)]


@pytest.mark.fault
def test_adding_the_same_bytes_again_repairs_a_damaged_object(store: ObjectStore) -> None:
    store.add(io.BytesIO(b"abc"))
    _overwrite(store.path(ABC), b"xyz")
    store.add(io.BytesIO(b"abc"))
    assert store.read(ABC) == b"abc"


def test_a_missing_object_is_named(store: ObjectStore) -> None:
    with pytest.raises(IntegrityError, match=rf"{ABC}.*missing"):
        store.read(ABC)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", ABC.upper(), ABC + "0", "/" + ABC[1:], ABC + "\n"])
def test_what_is_no_digest_never_becomes_a_path(store: ObjectStore, digest: str) -> None:
    with pytest.raises(IntegrityError, match="not a SHA-256 digest"):
        store.read(digest)


def test_check_tells_orphans_missing_foreign_and_stale(store: ObjectStore) -> None:
    store.add(io.BytesIO(b"abc"))
    absent = "0" * 64
    (store.root / "sha256" / "notes\u202e.txt").write_text("mine", encoding="utf-8")
    (store.root / "incoming" / "1-1.part").write_bytes(b"half")
    seen: list[tuple[int, int]] = []
    findings = list(store.check(known={absent}, progress=lambda done, total: seen.append((done, total))))
    assert [(finding.kind, finding.item) for finding in findings] == [
        ("orphan", ABC),
        ("foreign", "notes\\u202e.txt"),
        ("missing", absent),
        ("stale", "1-1.part"),
    ]
    assert seen == [(1, 2), (2, 2)]
    assert all(isinstance(finding, Finding) and finding.detail.endswith(".") for finding in findings)


def test_a_link_in_the_store_is_foreign_and_not_followed(store: ObjectStore, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"abc")
    path = store.path(ABC)
    path.parent.mkdir(parents=True)
    path.symlink_to(outside)
    assert [finding.kind for finding in store.check()] == ["foreign"]
    assert list(store.digests()) == []


def test_a_sweep_removes_what_was_left_behind_and_not_what_is_being_written(store: ObjectStore) -> None:
    store.add(io.BytesIO(b"abc"))
    (store.root / "incoming" / "1-1.part").write_bytes(b"half")

    class Slow:
        """While this stream is read, another sweeps."""

        def __init__(self) -> None:
            self._rest = [b"de", b"f"]

        def read(self, _: int, /) -> bytes:
            if len(self._rest) == 1:
                assert ObjectStore(store.root).sweep() == 1
                assert [finding.kind for finding in ObjectStore(store.root).check()] == []
            return self._rest.pop(0) if self._rest else b""

    stored = store.add(Slow())
    assert store.read(stored.digest) == b"def"
    assert store.sweep() == 0


def _overwrite(path: Path, data: bytes) -> None:
    path.chmod(0o600)
    path.write_bytes(data)
