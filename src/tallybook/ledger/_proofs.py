"""Checkpoints and proofs over a stored feed: leaf ``n`` of a feed's tree is the hash of its entry ``n`` (32 bytes)."""

from __future__ import annotations

from tallybook.errors import InputError
from tallybook.ledger._format import name_item
from tallybook.ledger._keys import WriterKey
from tallybook.ledger._merkle import consistency_proof, inclusion_proof, leaf_hash, root
from tallybook.ledger._note import Checkpoint, sign_checkpoint
from tallybook.ledger._store import Store

_ORIGIN = "tallybook/feed/"


def feed_origin(writer: str) -> str:
    """The origin line of a feed's checkpoints, which is also the name of its key in notes."""
    return _ORIGIN + writer


def origin_writer(origin: str) -> str | None:
    """The writer's id of an origin line, None where it names no feed."""
    return origin.removeprefix(_ORIGIN) if origin.startswith(_ORIGIN) else None


def feed_leaves(store: Store, writer: str, size: int | None = None) -> list[bytes]:
    """The leaf hashes of the feed's first ``size`` entries, or of all; fewer where the feed is shorter."""
    limit = -1 if size is None else size
    rows = store.db.execute("SELECT hash FROM entries WHERE writer = ? ORDER BY seq LIMIT ?", (writer, limit))
    return [leaf_hash(bytes.fromhex(row[0])) for row in rows]


def checkpoint(store: Store, key: WriterKey, writer: str) -> str:
    leaves = feed_leaves(store, writer)
    return sign_checkpoint(Checkpoint(origin=feed_origin(writer), size=len(leaves), root=root(leaves)), key)


def inclusion(store: Store, writer: str, seq: int, size: int) -> list[bytes]:
    if not 0 <= seq < size:
        raise InputError(f"is not among the first {size} entries.", item=name_item(writer, seq))
    return inclusion_proof(_exactly(store, writer, size), seq)


def consistency(store: Store, writer: str, earlier: int, later: int) -> list[bytes]:
    if not 0 < earlier <= later:
        raise InputError(f"{earlier} and {later} are not the sizes of an earlier and a later feed.", item=f"writer {writer[:12]}")
    return consistency_proof(_exactly(store, writer, later), earlier)


def _exactly(store: Store, writer: str, size: int) -> list[bytes]:
    leaves = feed_leaves(store, writer, size)
    if len(leaves) < size:
        raise InputError(f"the feed has {len(leaves)} entries here, not {size}.", item=f"writer {writer[:12]}")
    return leaves
