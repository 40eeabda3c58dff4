"""OpenSSH signatures: what we sign, the real ssh-keygen accepts, and the other way round."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.errors import IntegrityError
from tallybook.ledger import WriterKey, allowed_signers, sign_bytes, verify_bytes
from tests.ledger.conftest import ANA, BO

KEYGEN = shutil.which("ssh-keygen")
NAMESPACE = "tallybook-edition"
needs_keygen = pytest.mark.skipif(KEYGEN is None, reason="no ssh-keygen here")


def keygen_accepts(folder: Path, signature: str, data: bytes, signers: str, principal: str = "ana") -> bool:
    (folder / "allowed").write_text(signers)
    (folder / "data.sig").write_text(signature)
    command = [
        str(KEYGEN),
        "-Y",
        "verify",
        "-f",
        str(folder / "allowed"),
        "-I",
        principal,
        "-n",
        NAMESPACE,
        "-s",
        str(folder / "data.sig"),
    ]
    return subprocess.run(command, input=data, capture_output=True, check=False).returncode == 0


@needs_keygen
@pytest.mark.parametrize("data", [b"", b"a manifest\n", bytes(range(256)) * 300], ids=["empty", "text", "long"])
def test_ssh_keygen_accepts_our_signature_and_no_other(tmp_path: Path, data: bytes) -> None:
    signature = sign_bytes(ANA, data, NAMESPACE)
    signers = allowed_signers(ANA.public_line, "ana", NAMESPACE)
    assert keygen_accepts(tmp_path, signature, data, signers)
    assert not keygen_accepts(tmp_path, signature, data + b"x", signers)
    assert not keygen_accepts(tmp_path, signature, data, allowed_signers(BO.public_line, "ana", NAMESPACE))
    assert not keygen_accepts(tmp_path, sign_bytes(ANA, data, "another-purpose"), data, signers)


@needs_keygen
def test_we_accept_the_signature_of_ssh_keygen(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_bytes(b"a manifest\n")
    command = [str(KEYGEN), "-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(ANA.save(tmp_path / "keys")), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    theirs = path.with_name("data.sig").read_text()
    verify_bytes(theirs, b"a manifest\n", NAMESPACE, ANA.public_line)
    assert theirs == sign_bytes(ANA, b"a manifest\n", NAMESPACE)


def test_what_does_not_hold_is_said() -> None:
    signature = sign_bytes(ANA, b"data", NAMESPACE)
    verify_bytes(signature, b"data", NAMESPACE, ANA.public_line + " comment")
    for text, data, namespace, line, message in (
        (signature, b"date", NAMESPACE, ANA.public_line, "not that of these bytes"),
        (signature, b"data", "file", ANA.public_line, "another purpose"),
        (signature, b"data", NAMESPACE, BO.public_line, "another key"),
        ("", b"data", NAMESPACE, ANA.public_line, "not an OpenSSH signature"),
        (signature.replace("U1NIU0lH", "U1NIU0lI"), b"data", NAMESPACE, ANA.public_line, "not an OpenSSH signature"),
    ):
        with pytest.raises(IntegrityError, match=message):
            verify_bytes(text, data, namespace, line)
    with pytest.raises(ValueError, match="namespace"):
        sign_bytes(ANA, b"data", "")


@given(st.binary(max_size=200), st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable()), st.data())
def test_any_changed_character_is_refused(content: bytes, namespace: str, data: st.DataObject) -> None:
    key = WriterKey.from_seed(b"k" * 32, "k")
    signature = sign_bytes(key, content, namespace)
    verify_bytes(signature, content, namespace, key.public_line)
    inner = [at for at, char in enumerate(signature) if char.isalnum() and 28 < at < len(signature) - 30]
    at = data.draw(st.sampled_from(inner))
    changed = signature[:at] + ("A" if signature[at] != "A" else "B") + signature[at + 1 :]
    with pytest.raises(IntegrityError):
        verify_bytes(changed, content, namespace, key.public_line)
