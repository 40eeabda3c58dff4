"""OpenSSH signatures over files (OpenSSH's PROTOCOL.sshsig): a stranger checks them with ``ssh-keygen -Y verify`` alone."""

from __future__ import annotations

import base64
import hashlib

from tallybook.errors import IntegrityError
from tallybook.ledger._keys import WriterKey, public_blob, public_line, read_public_line, verify_signature

_MAGIC = b"SSHSIG"
_VERSION = (1).to_bytes(4, "big")
_HASHES = {b"sha512": hashlib.sha512, b"sha256": hashlib.sha256}
_HEADER, _FOOTER = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_WIDTH = 70


def sign_bytes(key: WriterKey, data: bytes, namespace: str) -> str:
    """An armored signature over ``data``. ``namespace`` says what for ("tallybook-edition"), so that it serves nothing else."""
    if not namespace:
        raise ValueError("a signature's namespace is not empty")
    signature = key.sign(_message(data, namespace.encode(), b"", b"sha512"))
    blob = _MAGIC + _VERSION + b"".join(
        map(_string, (public_blob(key.public), namespace.encode(), b"", b"sha512", _string(b"ssh-ed25519") + _string(signature)))
    )  # fmt: skip
    text = base64.b64encode(blob).decode()
    lines = [text[i : i + _WIDTH] for i in range(0, len(text), _WIDTH)]
    return "\n".join([_HEADER, *lines, _FOOTER, ""])


def verify_bytes(signature: str, data: bytes, namespace: str, public: str) -> None:
    """Check an armored signature over ``data`` against an OpenSSH public key line; IntegrityError says what does not hold."""
    blob, said_namespace, reserved, algorithm, inner = _read(signature)
    expected = read_public_line(public)
    if blob != public_blob(expected):
        raise IntegrityError("the signature was made with another key.", item=public_line(expected))
    if said_namespace != namespace.encode():
        raise IntegrityError("the signature was made for another purpose.", item=repr(said_namespace.decode("utf-8", "replace")))
    if algorithm not in _HASHES:
        raise IntegrityError("the signature uses a hash that is not known.", item=repr(algorithm))
    kind, raw = _strings(inner, 2)
    if kind != b"ssh-ed25519" or not verify_signature(expected, _message(data, said_namespace, reserved, algorithm), raw):
        raise IntegrityError(
            "the signature is not that of these bytes.", hint="They were changed after signing, or the signature was."
        )


def allowed_signers(public: str, principal: str, namespace: str) -> str:
    """A line of the file for ``ssh-keygen -Y verify -f``: this principal may sign for this purpose with this key."""
    return f'{principal} namespaces="{namespace}" {public_line(read_public_line(public))}\n'


def _message(data: bytes, namespace: bytes, reserved: bytes, algorithm: bytes) -> bytes:
    return _MAGIC + b"".join(map(_string, (namespace, reserved, algorithm, _HASHES[algorithm](data).digest())))


def _string(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def _strings(blob: bytes, count: int) -> list[bytes]:
    """Exactly ``count`` length-prefixed strings and nothing after them."""
    parts = []
    for _ in range(count):
        end = 4 + int.from_bytes(blob[:4], "big")
        if len(blob) < max(end, 4):
            raise IntegrityError("the signature is cut short.")
        parts.append(blob[4:end])
        blob = blob[end:]
    if blob:
        raise IntegrityError("the signature has bytes after its end.")
    return parts


def _read(signature: str) -> list[bytes]:
    lines = signature.strip().splitlines()
    if len(lines) < 3 or lines[0] != _HEADER or lines[-1] != _FOOTER:
        raise IntegrityError("this is not an OpenSSH signature.")
    text = "".join(lines[1:-1])
    try:
        blob = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise IntegrityError("this is not an OpenSSH signature.") from error
    if base64.b64encode(blob).decode() != text:  # Base64 leaves bits unused at its end: one signature, one text
        raise IntegrityError("this is not an OpenSSH signature as it was written.")
    if not blob.startswith(_MAGIC + _VERSION):
        raise IntegrityError("this is not an OpenSSH signature of version 1.")
    return _strings(blob[len(_MAGIC) + 4 :], 5)
