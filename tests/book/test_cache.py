"""The cache: what is kept is found, and a damaged file is no reason to stop."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tallybook.book._cache import Cache, key_of


@given(st.dictionaries(st.binary(min_size=1), st.binary(), max_size=30), st.lists(st.binary(min_size=1), max_size=10))
def test_what_is_kept_is_found_and_nothing_else(rows: dict[bytes, bytes], others: list[bytes]) -> None:
    with Cache(None) as cache:
        cache.keep("a", rows.items())
        assert cache.find("a", [*rows, *others]) == rows
        assert cache.find("b", rows) == {}


def test_many_keys_are_found_at_once() -> None:
    rows = {str(number).encode(): b"x" for number in range(2000)}
    with Cache(None) as cache:
        cache.keep("a", rows.items())
        assert cache.find("a", rows) == rows


def test_a_damaged_file_is_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    path.write_bytes(b"not a database, whatever it says" * 100)
    with Cache(path) as cache:
        cache.keep("a", [(b"k", b"v")])
    with Cache(path) as cache:
        assert cache.find("a", [b"k"]) == {b"k": b"v"}


@given(st.lists(st.text() | st.binary(), max_size=4), st.lists(st.text() | st.binary(), max_size=4))
def test_a_key_tells_different_parts_apart(one: list[str | bytes], other: list[str | bytes]) -> None:
    def as_bytes(parts: list[str | bytes]) -> list[bytes]:
        return [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts]

    assert (key_of(*one) == key_of(*other)) == (as_bytes(one) == as_bytes(other))
