"""The record of a book: signed, append-only entries, one hash-chained feed for each writer; state is their replay."""

from __future__ import annotations

from tallybook.ledger._feed import read_writer
from tallybook.ledger._format import FORMAT, Body, Clock, Entry, Head, WriterBody, entry_hash, signed_message, writer_id
from tallybook.ledger._keys import WriterKey, public_line, read_public_line, verify_signature
from tallybook.ledger._ledger import Ledger, Order
from tallybook.ledger._merge import Fork, Merged
from tallybook.ledger._merkle import consistency_proof, inclusion_proof, leaf_hash, root, verify_consistency, verify_inclusion
from tallybook.ledger._note import Checkpoint, open_checkpoint, open_note, read_checkpoint, sign_checkpoint, sign_note
from tallybook.ledger._order import Causality
from tallybook.ledger._place import file_system, refuse_network
from tallybook.ledger._proofs import feed_origin
from tallybook.ledger._replay import Reducer, replay
from tallybook.ledger._sshsig import allowed_signers, sign_bytes, verify_bytes
from tallybook.ledger._verify import Finding, FindingKind

__all__ = [
    "FORMAT",
    "Body",
    "Causality",
    "Checkpoint",
    "Clock",
    "Entry",
    "Finding",
    "FindingKind",
    "Fork",
    "Head",
    "Ledger",
    "Merged",
    "Order",
    "Reducer",
    "WriterBody",
    "WriterKey",
    "allowed_signers",
    "consistency_proof",
    "entry_hash",
    "feed_origin",
    "file_system",
    "inclusion_proof",
    "leaf_hash",
    "open_checkpoint",
    "open_note",
    "public_line",
    "read_checkpoint",
    "read_public_line",
    "read_writer",
    "refuse_network",
    "replay",
    "root",
    "sign_bytes",
    "sign_checkpoint",
    "sign_note",
    "signed_message",
    "verify_bytes",
    "verify_consistency",
    "verify_inclusion",
    "verify_signature",
    "writer_id",
]
