"""Signed notes and checkpoints in the formats of C2SP (c2sp.org/signed-note, c2sp.org/tlog-checkpoint).

A note is text, a blank line and signature lines; a checkpoint's text is the log's origin, its size and its Merkle root.
"""

from __future__ import annotations

import base64
import hashlib

from tallybook.errors import IntegrityError
from tallybook.ledger._keys import WriterKey, verify_signature
from tallybook.model import Record

_ED25519 = b"\x01"
_DASH = "— "  # an em dash and a blank begin a signature line
_MAX_SIGNATURES = 100


class Checkpoint(Record, frozen=True):
    """What a checkpoint says: a log's origin, its size in leaves, and its root (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The note text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def sign_note(text: str, key: WriterKey, key_name: str) -> str:
    """The note: ``text`` (which ends in a line break) with this key's signature line."""
    if not text.endswith("\n") or any(char < " " and char != "\n" for char in text):
        raise ValueError("a note is lines of text without control characters")
    blob = _key_id(key_name, key.public) + key.sign(text.encode())
    return f"{text}\n{_DASH}{key_name} {base64.b64encode(blob).decode()}\n"


def open_note(note: str, public: bytes, key_name: str) -> str:
    """The text of a note that this key has signed. Raises IntegrityError where it has not, or a line under its name is wrong."""
    text, blank, lines = note.rpartition("\n\n")
    text += "\n"
    signatures = lines.splitlines()
    if not blank or not lines.endswith("\n") or len(signatures) > _MAX_SIGNATURES:
        raise IntegrityError("this is not a signed note.")
    wanted = _key_id(key_name, public)
    found = False
    for name, blob in map(_read_line, signatures):
        if name != key_name or blob[:4] != wanted:
            continue
        if not verify_signature(public, text.encode(), blob[4:]):
            raise IntegrityError("the note's signature is not that of its text.", item=key_name)
        found = True
    if not found:
        raise IntegrityError("the note is not signed by this key.", item=key_name)
    return text


def sign_checkpoint(checkpoint: Checkpoint, key: WriterKey) -> str:
    """The checkpoint as a signed note; the key's name is the log's origin, as the specification wants it."""
    return sign_note(checkpoint.text(), key, checkpoint.origin)


def read_checkpoint(note: str) -> Checkpoint:
    """What a checkpoint says, unverified. Raises IntegrityError where it is not one."""
    lines = note.split("\n")
    try:
        origin, size, encoded = lines[0], lines[1], lines[2]
        digest = base64.b64decode(encoded, validate=True)
    except (IndexError, ValueError) as error:
        raise IntegrityError("this is not a checkpoint.") from error
    plain = size.isascii() and size.isdigit() and (size == "0" or not size.startswith("0"))
    if not origin or not plain or len(size) > 19 or len(digest) != 32:
        raise IntegrityError("this is not a checkpoint.")
    return Checkpoint(origin=origin, size=int(size), root=digest)


def open_checkpoint(note: str, public: bytes, origin: str) -> Checkpoint:
    """The checkpoint of this log, signed by this key. Raises IntegrityError where it is another's or not signed so."""
    checkpoint = read_checkpoint(open_note(note, public, origin))
    if checkpoint.origin != origin:
        raise IntegrityError("the checkpoint is of another log.", item=checkpoint.origin)
    return checkpoint


def _key_id(key_name: str, public: bytes) -> bytes:
    if not key_name or "+" in key_name or any(char.isspace() for char in key_name):
        raise ValueError("a note's key name has no blanks and no plus sign")
    return hashlib.sha256(key_name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def _read_line(line: str) -> tuple[str, bytes]:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    try:
        blob = base64.b64decode(encoded, validate=True)
    except ValueError:
        blob = b""
    if not line.startswith(_DASH) or not name or len(blob) < 5:
        raise IntegrityError("a signature line of the note is malformed.")
    return name, blob
