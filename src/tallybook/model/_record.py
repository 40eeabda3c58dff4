"""The base of every record: frozen, compared by value, strict about unknown fields when read back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec

_SEPARATOR = "\x1f"


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """An immutable record. Its JSON form is its public form.

    ``gc=False``: a frozen tree of plain values can hold no cycle, and a book holds millions of records for the collector to skip.
    """


def digest_text(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in hex. Lone surrogates are kept as bytes, so any ``str`` has a digest."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def short_id(prefix: str, *parts: object) -> str:
    """A short id that depends only on its parts: ``prefix`` and 20 hex digits (80 bits) of their SHA-256.

    Parts are joined with the unit separator, which no part may contain, so that different parts never give one id.
    """
    return prefix + hashlib.sha256(_joined(parts)).hexdigest()[:20]


def short_ids(prefix: str, *shared: object) -> Callable[..., str]:
    """``short_id`` for ids of two parts or more that begin alike: what they share is hashed once."""
    begun = hashlib.sha256(_joined(shared) + _SEPARATOR.encode())

    def named(*parts: object) -> str:
        whole = begun.copy()
        whole.update(_joined(parts))
        return prefix + whole.hexdigest()[:20]

    return named


def _joined(parts: tuple[object, ...]) -> bytes:
    joined = _SEPARATOR.join(map(str, parts))
    if parts and joined.count(_SEPARATOR) != len(parts) - 1:
        raise ValueError("a part of an id contains the unit separator")
    return joined.encode("utf-8", "surrogatepass")
