"""Signed notes and checkpoints of C2SP, and the proofs of a stored feed."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tallybook.errors import InputError, IntegrityError
from tallybook.ledger import (
    Ledger,
    feed_origin,
    leaf_hash,
    open_checkpoint,
    open_note,
    sign_note,
    verify_consistency,
    verify_inclusion,
)
from tests.ledger.conftest import ANA, BO

# the example of Go's golang.org/x/mod/sumdb/note, whose format C2SP took up
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def go_public() -> bytes:
    return base64.b64decode(GO_KEY.split("+", 2)[2])[1:]


def test_a_note_of_another_implementation_is_opened() -> None:
    text = open_note(GO_NOTE, go_public(), "PeterNeumann")
    assert text == GO_NOTE.split("\n\n")[0] + "\n"


@pytest.mark.parametrize(
    "spoilt",
    [
        GO_NOTE.replace("answer", "Answer"),
        GO_NOTE.replace("x08go/Z", "x08go/A"),
        GO_NOTE.replace("PeterNeumann", "Someone"),
        GO_NOTE.replace("x08g", "x09g"),
        GO_NOTE.removesuffix("\n"),
        GO_NOTE.replace("\n\n", "\n"),
        GO_NOTE + "no signature line\n",
        GO_NOTE + GO_NOTE.splitlines()[-1] * 2 + "\n",
        "",
    ],
)
def test_spoilt_notes_are_refused(spoilt: str) -> None:
    with pytest.raises(IntegrityError):
        open_note(spoilt, go_public(), "PeterNeumann")


def test_notes_may_bear_signatures_of_others() -> None:
    note = sign_note("a line\n\nanother\n", ANA, "ana.example/key")
    both = note + sign_note("a line\n\nanother\n", BO, "bo.example/key").splitlines(keepends=True)[-1]
    for key, name in ((ANA, "ana.example/key"), (BO, "bo.example/key")):
        assert open_note(both, key.public, name) == "a line\n\nanother\n"
    with pytest.raises(IntegrityError, match="not signed by this key"):
        open_note(both, BO.public, "ana.example/key")


@pytest.mark.parametrize(("text", "name"), [("no end", "n"), ("tab\there\n", "n"), ("x\n", ""), ("x\n", "a b"), ("x\n", "a+b")])
def test_what_cannot_be_a_note(text: str, name: str) -> None:
    with pytest.raises(ValueError, match="note"):
        sign_note(text, ANA, name)


def test_the_checkpoint_of_a_feed_and_its_proofs(ledger: Ledger) -> None:
    assert ledger.writer
    origin = feed_origin(ledger.writer)
    ledger.append_many([("note", {"n": number}) for number in range(4)])
    earlier = open_checkpoint(ledger.checkpoint(), ANA.public, origin)
    ledger.append_many([("note", {"n": number}) for number in range(7)])
    note = ledger.checkpoint()
    later = open_checkpoint(note, ANA.public, origin)
    assert note.startswith(f"{origin}\n12\n")
    assert (earlier.size, later.size) == (5, 12)
    proof = ledger.prove_consistency(ledger.writer, 5, 12)
    assert verify_consistency(5, 12, earlier.root, later.root, proof)
    entry = ledger.entry(ledger.writer, 3)
    assert entry
    leaf = leaf_hash(bytes.fromhex(entry.hash))
    assert verify_inclusion(leaf, 3, 12, ledger.prove_inclusion(ledger.writer, 3, 12), later.root)
    assert verify_inclusion(leaf, 3, 5, ledger.prove_inclusion(ledger.writer, 3, 5), earlier.root)


def test_proofs_outside_the_feed_are_refused(ledger: Ledger) -> None:
    assert ledger.writer
    with pytest.raises(InputError):
        ledger.prove_inclusion(ledger.writer, 0, 2)
    with pytest.raises(InputError):
        ledger.prove_inclusion(ledger.writer, 1, 1)
    with pytest.raises(InputError):
        ledger.prove_consistency(ledger.writer, 0, 1)


def test_checkpoints_of_others_are_refused(ledger: Ledger, tmp_path: Path) -> None:
    assert ledger.writer
    note = ledger.checkpoint()
    with pytest.raises(IntegrityError):
        open_checkpoint(note, BO.public, feed_origin(ledger.writer))
    with pytest.raises(IntegrityError):
        open_checkpoint(note, ANA.public, feed_origin("0" * 64))


@pytest.mark.parametrize(
    "lines", ["o\n01\nAAAA\n", "o\n1\nAAAA\n", "o\n-1\n" + "A" * 43 + "=\n", "o\n", "o\n٣\n" + "A" * 43 + "=\n"]
)
def test_what_is_no_checkpoint(lines: str) -> None:
    with pytest.raises(IntegrityError, match="not a checkpoint"):
        open_checkpoint(sign_note(lines, ANA, "o"), ANA.public, "o")
