"""Writers' keys: OpenSSH reads them, nobody else does, and nothing prints them."""

from __future__ import annotations

import base64
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from tallybook.errors import BookError, InputError, IntegrityError
from tallybook.ledger import WriterKey, read_public_line, verify_signature
from tests.ledger.conftest import ANA, BO

KEYGEN = shutil.which("ssh-keygen")


def test_a_key_is_saved_and_loaded(tmp_path: Path) -> None:
    key = WriterKey.create(tmp_path / "keys", "Zahra R.")
    again = WriterKey.load(tmp_path / "keys")
    assert (again.name, again.public, again.sign(b"x")) == ("Zahra R.", key.public, key.sign(b"x"))
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "keys" / "tallybook_ed25519").stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    path = ANA.save(tmp_path)
    before = path.read_bytes()
    with pytest.raises(BookError, match="never overwritten"):
        BO.save(tmp_path)
    assert path.read_bytes() == before


@pytest.mark.skipif(KEYGEN is None, reason="no ssh-keygen here")
def test_ssh_keygen_reads_the_private_key(tmp_path: Path) -> None:
    path = ANA.save(tmp_path)
    shown = subprocess.run([str(KEYGEN), "-y", "-f", str(path)], capture_output=True, text=True, check=True).stdout
    assert shown.split()[:2] == ANA.public_line.split()


@pytest.mark.skipif(KEYGEN is None, reason="no ssh-keygen here")
def test_a_key_of_ssh_keygen_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "tallybook_ed25519"
    subprocess.run([str(KEYGEN), "-q", "-t", "ed25519", "-N", "", "-C", "field desk 2", "-f", str(path)], check=True)
    key = WriterKey.load(tmp_path)
    assert key.name == "field desk 2"
    assert path.with_suffix(".pub").read_text().split()[:2] == key.public_line.split()


@pytest.mark.skipif(KEYGEN is None, reason="no ssh-keygen here")
def test_other_and_locked_keys_are_refused(tmp_path: Path) -> None:
    for name, options in (("rsa", ["-t", "rsa", "-b", "2048", "-N", ""]), ("locked", ["-t", "ed25519", "-N", "secret words"])):
        folder = tmp_path / name
        folder.mkdir()
        subprocess.run([str(KEYGEN), "-q", *options, "-f", str(folder / "tallybook_ed25519")], check=True)
        with pytest.raises(BookError):
            WriterKey.load(folder)


def test_missing_damaged_and_open_keys_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="no writer's key"):
        WriterKey.load(tmp_path)
    path = ANA.save(tmp_path)
    path.chmod(0o644)
    with pytest.raises(BookError, match="other users"):
        WriterKey.load(tmp_path)
    path.chmod(0o600)
    whole = path.read_text()
    path.write_text(whole[:100] + whole[140:])
    with pytest.raises(BookError, match="damaged"):
        WriterKey.load(tmp_path)
    path.write_text(whole)
    (tmp_path / "tallybook_ed25519.pub").write_text(ANA.public_line)
    with pytest.raises(BookError, match="no name"):
        WriterKey.load(tmp_path)


def test_a_key_shows_nothing_of_its_private_half() -> None:
    key = WriterKey.from_seed(bytes(range(32)), "x")
    shown = repr(key) + str(key)
    assert bytes(range(32)).hex() not in shown
    assert base64.b64encode(bytes(range(32))).decode() not in shown
    assert key.public_line in shown


def test_the_signature_of_rfc_8032() -> None:
    """RFC 8032, section 7.1, test 2."""
    key = WriterKey.from_seed(bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"), "x")
    assert key.public.hex() == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    signature = key.sign(b"\x72")
    assert signature.hex().startswith("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da")
    assert verify_signature(key.public, b"\x72", signature)
    assert not verify_signature(key.public, b"\x73", signature)
    assert not verify_signature(key.public, b"\x72", signature[:-1])
    assert not verify_signature(key.public[:-1], b"\x72", signature)


@pytest.mark.parametrize("name", ["", " x", "x ", "a\nb", "a\x00b", "\u2028", "\ud800", "x" * 101])
def test_names_that_are_refused(name: str) -> None:
    with pytest.raises(InputError):
        WriterKey.from_seed(b"a" * 32, name)


@pytest.mark.parametrize(
    "line", ["", "ssh-ed25519", "ssh-ed25519 !!", "ssh-rsa AAAA", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA=="]
)
def test_lines_that_are_no_key(line: str) -> None:
    with pytest.raises(IntegrityError):
        read_public_line(line)


def test_a_seed_has_32_bytes() -> None:
    with pytest.raises(InputError):
        WriterKey.from_seed(b"short", "x")
