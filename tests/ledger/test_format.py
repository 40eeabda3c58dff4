"""The bytes on disk, read by a second implementation that knows only docs/ledger.md: sqlite3, hashlib, struct, and an Ed25519."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sqlite3
import struct
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

import tallybook.ledger
from tallybook.errors import InputError, IntegrityError
from tallybook.ledger import Ledger
from tallybook.model import Record
from tests.ledger.conftest import ANA, BO, Ticking


def stranger_verifies(path: Path) -> int:
    """Walk the feeds as docs/ledger.md says, sharing no code with tallybook; how many entries were verified."""
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA application_id").fetchone() == (0x74616C6C,)
    assert db.execute("PRAGMA user_version").fetchone() == (1,)
    keys: dict[str, bytes] = {}
    before: dict[str, tuple[int, str]] = {}
    done = 0
    rows = db.execute("SELECT writer, seq, prev, hash, bytes, signature FROM entries ORDER BY writer, seq")
    for writer, seq, prev, digest, data, signature in rows:
        payload = json.loads(data.decode("utf-8"))
        if seq == 0:
            body = payload["body"]
            assert payload["kind"] == "writer"
            assert body["format"] == 1
            blob = base64.b64decode(body["key"].split()[1])
            keys[writer] = blob[-32:]
            named = hashlib.sha256(b"tallybook writer 1\n" + bytes.fromhex(body["book"]) + blob[-32:])
            assert named.hexdigest() == writer
        assert (seq - 1, prev) == before.get(writer, (-1, "0" * 64))
        image = b"tallybook entry 1\n" + bytes.fromhex(writer) + struct.pack(">Q", seq) + bytes.fromhex(prev) + data
        assert hashlib.sha256(image).hexdigest() == digest
        signed = b"tallybook signature 1\n" + bytes.fromhex(digest)
        Ed25519PublicKey.from_public_bytes(keys[writer]).verify(signature, signed)
        before[writer] = (seq, digest)
        done += 1
    db.close()
    return done


def test_a_second_implementation_verifies_the_file(path: Path, ledger: Ledger) -> None:
    ledger.append_many([("note", {"text": "آمار", "n": 12000}), ("note", {"nested": {"b": [1, None]}})])
    with Ledger.open(path, writer=BO, clock=Ticking()) as other:
        other.append("decision", {"same": True})
    ledger.append("note", {})
    assert stranger_verifies(path) == 6


def test_the_stored_bytes_are_these(ledger: Ledger) -> None:
    """A change of any byte here would make books of this version unreadable as what they are."""
    entry = ledger.append("note", {"b": 1, "a": "ا"})
    assert re.fullmatch(
        r'\{"kind":"note","at":"2026-01-13T10:00:02\.000000Z","body":\{"a":"ا","b":1\},"salt":"[0-9a-f]{32}"\}',
        entry.data.decode(),
    )
    first = ledger.entry(entry.writer, 0)
    assert first
    body = json.loads(first.data)["body"]
    assert body == {"format": 1, "book": ledger.book, "name": "Ana", "key": ANA.public_line}
    assert first.prev == "0" * 64


def test_another_writers_head_is_named_once(path: Path, ledger: Ledger) -> None:
    with Ledger.open(path, writer=BO, clock=Ticking()) as other:
        told = other.append("note", {})
    seen = [json.loads(ledger.append("note", {}).data).get("seen") for _ in range(2)]
    assert seen == [[{"writer": told.writer, "seq": 1, "hash": told.hash}], None]


def test_salts_differ_and_hide_equal_entries(path: Path, clock: Ticking) -> None:
    clock.step *= 0
    with Ledger.create(path, writer=ANA, clock=clock) as ledger:
        made = ledger.append_many([("note", {"x": 1}), ("note", {"x": 1})])
    assert len({json.loads(entry.data)["salt"] for entry in made}) == 2


def test_the_same_key_and_clock_give_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        with Ledger.create(tmp_path / name, writer=ANA, clock=Ticking()) as ledger:
            ledger.append("note", {"set": {"c", "a", "b"}, "x": 1})
            made.append(ledger.entries("stored"))
    assert made[0] == made[1]


class Place(Record, frozen=True):
    name: str
    province: str | None = None


def test_structs_go_in_and_come_out(ledger: Ledger) -> None:
    entry = ledger.append("place", Place(name="Izeh"))
    assert entry.body_as(Place) == Place(name="Izeh")
    with pytest.raises(IntegrityError, match="another shape"):
        ledger.append("place", {"name": 3}).body_as(Place)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), json_values, max_size=4))
def test_any_body_comes_back_as_it_went_in(body: dict[str, object]) -> None:
    data = tallybook.ledger._format.encode_payload("note", "2026-01-13T10:00:00.000000Z", encode(body), (), "0" * 32)
    entry = tallybook.ledger._format.read_entry("0" * 64, 1, "0" * 64, "0" * 64, data, b"")
    assert entry.body_as(dict[str, object]) == body
    assert json.loads(data)["body"] == body


def encode(body: dict[str, object]) -> bytes:
    return tallybook.ledger._format.encode_body("note", body)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'{"kind":"a","at":"x","body":[]}',
        b'{"kind":"a","at":"x"}',
        b'{"kind":1,"at":"x","body":{}}',
        b'{"kind":"a","at":"x","body":{"a":"\xff"}}',
        b'{"kind":"a","at":"x","body":{}} more',
        b'{"kind":"a","at":"x","body":' + b'{"a":' * 20000 + b"1" + b"}" * 20001,
        b'{"kind":"a","at":"x","body":{"a":"' + b"x" * (1 << 20) + b'"}}',
    ],
    ids=["empty", "list", "body list", "no body", "kind", "utf-8", "tail", "deep", "long"],
)
def test_hostile_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(IntegrityError, match="entry 1"):
        tallybook.ledger._format.read_entry("0" * 64, 1, "0" * 64, "0" * 64, data, b"").body_as(dict[str, object])


def test_fields_and_kinds_of_later_versions_are_read(ledger: Ledger) -> None:
    data = b'{"kind":"later.kind","at":"x","body":{"a":1},"unknown":{"x":1}}'
    entry = tallybook.ledger._format.read_entry("0" * 64, 1, "0" * 64, "0" * 64, data, b"")
    assert entry.kind == "later.kind"
    assert entry.body_as(dict[str, int]) == {"a": 1}


@pytest.mark.parametrize("kind", ["", "writer", "Note", "a b", "1a", "a\n", "x" * 65])
def test_kinds_that_are_refused(ledger: Ledger, kind: str) -> None:
    with pytest.raises(InputError):
        ledger.append(kind, {})


def test_bodies_that_are_refused(ledger: Ledger) -> None:
    for body in ({"a": object()}, {"a": "\ud800"}, {"a": "x" * (1 << 20)}, [1]):
        with pytest.raises(InputError, match="note"):
            ledger.append("note", body)  # type: ignore[arg-type]
    assert len(ledger.entries()) == 1


def test_every_public_name_is_there_and_sorted() -> None:
    names = tallybook.ledger.__all__
    # classes and constants first, as ruff sorts them
    assert len(set(names)) == len(names)
    for name in names:
        assert getattr(tallybook.ledger, name) is not None


def test_records_are_frozen(ledger: Ledger) -> None:
    entry = ledger.append("note", {})
    with pytest.raises(AttributeError):
        entry.seq = 5  # type: ignore[misc]
    assert isinstance(entry, msgspec.Struct)
