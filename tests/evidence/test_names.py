"""Names are shown so that they can neither move the cursor nor turn the line round."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.evidence import data_name, show_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("report.pdf", "report.pdf"),
        ("گزارش\u200cها.txt", "گزارش\u200cها.txt"),
        ("👨\u200d👩\u200d👧.jpg", "👨\u200d👩\u200d👧.jpg"),
        ("photo\u202egpj.exe", "photo\\u202egpj.exe"),
        ("a\u2066b\u2069", "a\\u2066b\\u2069"),
        ("two\nlines\r\x1b[2J", "two\\x0alines\\x0d\\x1b[2J"),
        ("para\u2029graph", "para\\u2029graph"),
        ("back\\slash", "back\\\\slash"),
        ("bad\udcff.txt", "bad\\xff.txt"),
        ("tag\U000e0041", "tag\\U000e0041"),
    ],
)
def test_what_misleads_is_escaped_and_what_writes_is_kept(name: str, shown: str) -> None:
    assert show_name(name) == shown


@given(st.text(alphabet=st.characters(codec=None)))
def test_a_shown_name_is_one_line_of_printable_text_that_can_be_written(name: str) -> None:
    shown = show_name(name)
    assert all(char.isprintable() or char in "\u200c\u200d" or char.isspace() for char in shown)
    assert len(shown.splitlines()) <= 1
    shown.encode("utf-8")


@given(st.binary(max_size=40).filter(lambda raw: b"\0" not in raw))
def test_any_name_of_a_file_system_becomes_storable_text(raw: bytes) -> None:
    name = os.fsdecode(raw)
    assert data_name(name).encode("utf-8") or raw == b""
    if name.isascii() and "\\" not in name:
        assert data_name(name) == name
