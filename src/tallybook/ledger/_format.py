"""The bytes of an entry. What is stored is what is hashed and signed; nothing is ever serialised again to check it.

Every hash and signature begins with its own label, so that no bytes made for one purpose can pass for another.
docs/ledger.md tells a second implementation the same, byte by byte.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeVar

import msgspec

from tallybook.errors import InputError, IntegrityError
from tallybook.model import Record

FORMAT = 1
MAX_BYTES = 1 << 20  # an entry speaks about evidence; evidence itself never goes into the ledger
NO_PREVIOUS = "0" * 64
WRITER_KIND = "writer"

_BOOK_LABEL = b"tallybook book 1\n"
_WRITER_LABEL = b"tallybook writer 1\n"
_ENTRY_LABEL = b"tallybook entry 1\n"
_SIGNATURE_LABEL = b"tallybook signature 1\n"
_KIND = re.compile(r"[a-z][a-z0-9_.-]{0,63}\Z")
_HEX = re.compile(r"[0-9a-f]{64}\Z")

Clock: TypeAlias = Callable[[], dt.datetime]
Body: TypeAlias = msgspec.Struct | Mapping[str, object]
T = TypeVar("T")


class Head(Record, frozen=True, forbid_unknown_fields=False):
    """The last entry of a feed that somebody held: ``hash`` pins which entry it was, should the feed ever fork."""

    writer: str
    seq: int
    hash: str


class WriterBody(Record, frozen=True, forbid_unknown_fields=False):
    """Body of entry 0 of a feed. ``key`` is an OpenSSH public key line without comment; ``name`` may be a pseudonym."""

    format: int
    book: str
    name: str
    key: str


class _Payload(msgspec.Struct, frozen=True, omit_defaults=True):
    kind: str
    at: str
    body: msgspec.Raw
    seen: tuple[Head, ...] = ()
    salt: str = ""


class Entry(Record, frozen=True):
    """One signed entry of a feed. ``data`` is the exact bytes that were hashed and signed; ``prev`` and ``hash`` are hex SHA-256.

    ``kind``, ``at`` (the writer's clock, RFC 3339 in UTC: a claim, never used for order) and ``seen`` (heads of other
    feeds that the writer held, those that changed since the writer's entry before) are read from ``data``.
    """

    writer: str
    seq: int
    prev: str
    hash: str
    data: bytes
    signature: bytes
    kind: str
    at: str
    seen: tuple[Head, ...] = ()

    @property
    def item(self) -> str:
        """How messages name this entry."""
        return name_item(self.writer, self.seq)

    def body_as(self, type_: type[T]) -> T:
        """The body decoded as ``type_``. Raises IntegrityError where the body has another shape."""
        try:
            return msgspec.json.decode(_PAYLOAD.decode(self.data).body, type=type_)
        except (msgspec.DecodeError, RecursionError) as error:
            raise IntegrityError(
                f"the body of this {self.kind!r} entry has another shape than expected.", item=self.item
            ) from error


_PAYLOAD = msgspec.json.Decoder(_Payload)
_ENCODER = msgspec.json.Encoder(order="deterministic")


def name_item(writer: str, seq: int) -> str:
    """How messages name an entry: the number and the first twelve digits of the writer's id."""
    return f"entry {seq} of writer {writer[:12]}"


def stamp(clock: Clock) -> str:
    """The clock's time as RFC 3339 text in UTC with microseconds."""
    now = clock()
    if now.tzinfo is None:
        raise InputError("the clock gave a time without a time zone.", hint="Pass a clock that knows its zone.")
    return now.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def book_id(public: bytes, at: str) -> str:
    """The id of a book made by this key at this time: 64 hex digits. It binds every feed to its book."""
    return hashlib.sha256(_BOOK_LABEL + public + at.encode()).hexdigest()


def writer_id(book: str, public: bytes) -> str:
    """A writer's id in one book: 64 hex digits. A key has another id in another book, so no feed can be moved between books."""
    return hashlib.sha256(_WRITER_LABEL + bytes.fromhex(book) + public).hexdigest()


def entry_hash(writer: str, seq: int, prev: str, data: bytes) -> str:
    """The hash that names an entry and that the next one carries. All fields before ``data`` have a fixed length."""
    head = _ENTRY_LABEL + bytes.fromhex(writer) + seq.to_bytes(8, "big") + bytes.fromhex(prev)
    return hashlib.sha256(head + data).hexdigest()


def signed_message(digest: str) -> bytes:
    """What the Ed25519 signature of the entry with this hash covers."""
    return _SIGNATURE_LABEL + bytes.fromhex(digest)


def is_digest(text: object) -> bool:
    """Whether this is 64 lower-case hex digits."""
    return isinstance(text, str) and _HEX.match(text) is not None


def check_kind(kind: str) -> str:
    """The kind itself, where it is one that may be appended."""
    if kind == WRITER_KIND or not _KIND.match(kind):
        raise InputError(
            "is not a kind that an entry can have.", item=repr(kind), hint="Use up to 64 of a-z, 0-9, '_', '.' and '-'."
        )
    return kind


def encode_body(kind: str, body: Body) -> bytes:
    """The body as a JSON object with sorted keys, so that equal bodies give equal bytes."""
    try:
        data = _ENCODER.encode(body)
    except (msgspec.MsgspecError, TypeError, ValueError, NotImplementedError, RecursionError) as error:
        raise InputError(f"the body cannot be written as JSON ({type(error).__name__}).", item=f"a {kind!r} entry") from error
    if not data.startswith(b"{"):
        raise InputError("the body is not a JSON object.", item=f"a {kind!r} entry", hint="Pass a mapping or a struct.")
    return data


def encode_payload(kind: str, at: str, body: bytes, seen: tuple[Head, ...], salt: str) -> bytes:
    """The bytes that will be stored, hashed and signed. The salt keeps a published hash from confirming a guess."""
    data = _ENCODER.encode(_Payload(kind=kind, at=at, body=msgspec.Raw(body), seen=seen, salt=salt))
    if len(data) > MAX_BYTES:
        raise InputError(
            f"the entry would be {len(data)} bytes long; the limit is {MAX_BYTES}.",
            item=f"a {kind!r} entry",
            hint="Keep the content as evidence and let the entry name its digest.",
        )
    return data


def read_entry(writer: str, seq: int, prev: str, digest: str, data: bytes, signature: bytes) -> Entry:
    """An entry from its row; checks neither hash nor signature. Raises IntegrityError where the bytes cannot be read."""
    problem = None
    try:
        data.decode("utf-8")
        payload = _PAYLOAD.decode(data)
        if not bytes(payload.body).lstrip().startswith(b"{"):
            problem = "its body is not a JSON object"
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise IntegrityError("its bytes are not the JSON of an entry.", item=name_item(writer, seq)) from error
    if len(data) > MAX_BYTES:
        problem = f"it is longer than {MAX_BYTES} bytes"
    if problem:
        raise IntegrityError(f"{problem}.", item=name_item(writer, seq))
    return Entry(
        writer=writer, seq=seq, prev=prev, hash=digest, data=data, signature=signature,
        kind=payload.kind, at=payload.at, seen=payload.seen,
    )  # fmt: skip
