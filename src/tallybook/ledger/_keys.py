"""Writers' keys: Ed25519 in OpenSSH's own file format, one for each person and device, never inside a book.

``cryptography`` takes a tenth of a second to import, so it is imported where a key is first used.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import hmac
import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from tallybook.errors import BookError, InputError, IntegrityError, StorageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FILE_NAME = "tallybook_ed25519"
_TYPE = b"ssh-ed25519"
_SALT_LABEL = b"tallybook salt 1\n"
_BLOB_HEAD = len(_TYPE).to_bytes(4, "big") + _TYPE + (32).to_bytes(4, "big")


class WriterKey:
    """The private key of one writer, with the name that the writer chose (a pseudonym is fine).

    ``public`` is the raw 32-byte public key, ``public_line`` the OpenSSH line without a comment.
    """

    __slots__ = ("_private", "name", "public")

    def __init__(self, private: Ed25519PrivateKey, name: str) -> None:
        self._private = private
        self.name = _check_name(name)
        self.public = private.public_key().public_bytes_raw()

    @classmethod
    def generate(cls, name: str) -> WriterKey:
        """A key from the operating system's randomness, held in memory only."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return cls(Ed25519PrivateKey.generate(), name)

    @classmethod
    def from_seed(cls, seed: bytes, name: str) -> WriterKey:
        """The key of a 32-byte seed: for tests and demonstrations, where the same bytes must come out twice."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        if len(seed) != 32:
            raise InputError("a seed has 32 bytes.", item=f"a seed of {len(seed)} bytes")
        return cls(Ed25519PrivateKey.from_private_bytes(seed), name)

    @classmethod
    def create(cls, folder: Path, name: str) -> WriterKey:
        """Make a key and save it in ``folder``; refuses where there is one already."""
        key = cls.generate(name)
        key.save(folder)
        return key

    @classmethod
    def load(cls, folder: Path) -> WriterKey:
        """Read the key saved in ``folder``. Raises BookError where it is missing, unreadable or open to other users."""
        path = folder / FILE_NAME
        try:
            data = path.read_bytes()
            mode = path.stat().st_mode
        except FileNotFoundError as error:
            raise BookError("there is no writer's key here.", item=str(path), hint="Make one with WriterKey.create.") from error
        except OSError as error:
            raise StorageError(f"the writer's key cannot be read ({error.strerror}).", item=str(path)) from error
        if os.name == "posix" and mode & 0o077:
            raise BookError(
                "other users of this machine can read the writer's key.", item=str(path), hint=f"Run: chmod 600 '{path}'"
            )
        return cls(_read_private(data, path), _read_name(folder))

    def save(self, folder: Path) -> Path:
        """Write the private key (mode 0600) and its public line into ``folder``; never overwrites. Returns the key's path."""
        path = folder / FILE_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_once(path, self._private_bytes(), 0o600)
            _write_once(_public_path(folder), f"{self.public_line} {self.name}\n".encode(), 0o644)
        except FileExistsError as error:
            raise BookError(
                "a key is here already, and keys are never overwritten.", item=str(path), hint="Load it, or name another folder."
            ) from error
        except OSError as error:
            raise StorageError(f"the key cannot be written ({error.strerror}).", item=str(path)) from error
        return path

    def sign(self, message: bytes) -> bytes:
        """The raw 64-byte Ed25519 signature."""
        return self._private.sign(message)

    def salt(self, context: bytes) -> str:
        """32 hex digits that nobody without this key can foretell, the same for the same context: randomness that replays."""
        secret = hashlib.sha256(_SALT_LABEL + self._private.private_bytes_raw()).digest()
        return hmac.new(secret, context, hashlib.sha256).hexdigest()[:32]

    @property
    def public_line(self) -> str:
        """The public key as an OpenSSH line, without a comment."""
        return public_line(self.public)

    @override
    def __repr__(self) -> str:
        return f"WriterKey({self.name!r}, {self.public_line!r})"

    def _private_bytes(self) -> bytes:
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        return self._private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())


def public_line(public: bytes) -> str:
    """A raw Ed25519 public key as an OpenSSH line."""
    return f"ssh-ed25519 {base64.b64encode(public_blob(public)).decode()}"


def public_blob(public: bytes) -> bytes:
    """A raw Ed25519 public key in the SSH wire format."""
    return _BLOB_HEAD + public


def read_public_line(line: str) -> bytes:
    """The raw 32-byte key of an OpenSSH line; a comment is ignored. Raises IntegrityError where it is not an Ed25519 key."""
    parts = line.split(maxsplit=2)
    try:
        blob = base64.b64decode(parts[1], validate=True) if len(parts) > 1 else b""
    except ValueError:
        blob = b""
    if not parts or parts[0] != "ssh-ed25519" or len(blob) != len(_BLOB_HEAD) + 32 or not blob.startswith(_BLOB_HEAD):
        raise IntegrityError("this is not an OpenSSH Ed25519 public key.", item=repr(line[:80]))
    return blob[len(_BLOB_HEAD) :]


def verify_signature(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the raw Ed25519 signature was made by this key over this message."""
    from cryptography.exceptions import InvalidSignature

    try:
        _public_key(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@functools.lru_cache(maxsize=64)
def _public_key(public: bytes) -> Ed25519PublicKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(public)


def _check_name(name: str) -> str:
    bad = any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in name)
    if bad or name != name.strip() or not 0 < len(name) <= 100:
        raise InputError(
            "a writer's name has 1 to 100 characters, no line breaks and no blanks at its ends.", item=repr(name[:100])
        )
    return name


def _public_path(folder: Path) -> Path:
    return folder / f"{FILE_NAME}.pub"


def _read_private(data: bytes, path: Path) -> Ed25519PrivateKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_ssh_private_key

    try:
        private = load_ssh_private_key(data, password=None)
    except TypeError as error:
        raise BookError("the writer's key is locked with a passphrase, which is not supported.", item=str(path)) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BookError(
            "the writer's key is damaged or of another kind.", item=str(path), hint="Restore it from your copy."
        ) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise BookError("the writer's key is not an Ed25519 key.", item=str(path))
    return private


def _read_name(folder: Path) -> str:
    path = _public_path(folder)
    try:
        parts = path.read_text(encoding="utf-8").strip().split(maxsplit=2)
    except (OSError, UnicodeDecodeError) as error:
        raise BookError("the public half of the writer's key, which holds the name, cannot be read.", item=str(path)) from error
    if len(parts) < 3:
        raise BookError(
            "the public half of the writer's key holds no name.", item=str(path), hint="Add the name at the end of its line."
        )
    return parts[2]


def _write_once(path: Path, data: bytes, mode: int) -> None:
    # created with its final mode, so that the key is at no moment readable by others
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)
