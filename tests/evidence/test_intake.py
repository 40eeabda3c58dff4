"""A file into the store: one and the same file from its first byte to its last, or nothing."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from typing_extensions import override

from tallybook.errors import EvidenceError
from tallybook.evidence import Fs, ObjectStore, intake


class _Meanwhile(Fs):
    """Something happens to the file that is read while its first bytes are written."""

    def __init__(self, path: Path, deed: str) -> None:
        self._path = path
        self._deed = deed

    @override
    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        deed, self._deed = self._deed, ""
        if deed == "vanish":
            self._path.unlink()
        if deed == "grow":
            with self._path.open("ab") as file:
                file.write(b"more")
        if deed == "shrink":
            os.truncate(self._path, 10)
        if deed == "change":
            with self._path.open("r+b") as file:
                file.write(b"other")
            os.utime(self._path, ns=(1, 1))
        if deed == "replace":
            other = self._path.with_suffix(".other")
            other.write_bytes(self._path.read_bytes())
            other.replace(self._path)
        if deed == "link":
            self._path.unlink()
            self._path.symlink_to("/etc/passwd")
        return super().write(descriptor, data)


def test_a_file_is_stored_under_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"words")
    store = ObjectStore(tmp_path / "evidence")
    stored = intake(path, store)
    assert stored.digest == hashlib.sha256(b"words").hexdigest()
    assert store.read(stored.digest) == b"words"


def test_an_empty_file_is_evidence_too(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    assert intake(path, ObjectStore(tmp_path / "evidence")).size == 0


@pytest.mark.fault
@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ("vanish", "vanished while"),
        ("grow", "changed while"),
        ("shrink", "changed while"),
        ("change", "changed while"),
        ("replace", "another file took its place"),
        ("link", "another file took its place"),
    ],
)
def test_a_file_that_is_not_at_rest_is_not_stored(tmp_path: Path, deed: str, words: str) -> None:
    path = tmp_path / "live.txt"
    path.write_bytes(b"x" * 3_000_000)
    store = ObjectStore(tmp_path / "evidence", _Meanwhile(path, deed))
    with pytest.raises(EvidenceError, match=rf"live\.txt: .*{words}.*once it is at rest"):
        intake(path, store)
    assert list(store.digests()) == []
    assert list(store.check()) == []


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    store = ObjectStore(tmp_path / "evidence")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    for name, words in (("pipe", "no file with contents"), ("folder", "no file with contents"), ("nothing", "no such file")):
        with pytest.raises(EvidenceError, match=words):
            intake(tmp_path / name, store)
    with pytest.raises(EvidenceError, match="cannot be read"):
        intake(tmp_path / "link", store)


def test_the_limit_holds_and_the_error_names_the_file_safely(tmp_path: Path) -> None:
    path = tmp_path / "evil\u202e\n.txt"
    path.write_bytes(b"12345")
    with pytest.raises(EvidenceError, match="larger than 4 bytes") as caught:
        intake(path, ObjectStore(tmp_path / "evidence"), limit=4)
    assert "\u202e" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "evil\\u202e\\x0a.txt" in str(caught.value)
