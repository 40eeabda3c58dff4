"""Bytes to characters: strictly, and with the way they were read on record."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tallybook.evidence._formats import Unusable, _text
from tallybook.evidence._formats._decode import decode

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), min_size=1)


@given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_any_text_comes_back_character_for_character(text: str, codec: str) -> None:
    """Offsets into the text version are offsets into what the file says."""
    assume(text.strip() and not text.startswith("\ufeff"))
    (document,) = _text._convert(text.encode(codec)).documents
    (passage,) = document.passages
    assert passage.text == text
    assert (passage.kind, document.key) == ("text", None)


@given(TEXTS)
def test_line_ends_are_all_that_changes(text: str) -> None:
    assume(text.strip() and not text.startswith("\ufeff"))
    windows = text.replace("\n", "\r\n").encode()
    assert _text._convert(windows).documents[0].passages[0].text == text


@pytest.mark.parametrize(
    ("data", "how"),
    [
        (b"twelve", "utf-8"),
        ("\ufeffdوازده".encode(), "utf-8"),
        ("وازده".encode("utf-16"), "utf-16-le, by its mark"),
        (b"\xfe\xff" + "وازده".encode("utf-16-be"), "utf-16-be, by its mark"),
    ],
)
def test_how_it_was_read_is_said(data: bytes, how: str) -> None:
    assert decode(data).how == how


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        ("قتل اثنا عشر شخصا في المدينة يوم الاثنين، قال الأطباء.", "cp1256", "windows-1256"),
        ("کشته شدن دوازده نفر در شهر، به گفته پزشکان", "cp1256", "windows-1256"),
        ("Погибли двенадцать человек, сообщили врачи в понедельник.", "cp1251", "windows-1251"),
        ("Загинули дванадцятеро людей, повідомили лікарі.", "cp1251", "windows-1251"),
        ("Douze personnes ont été tuées à Téhéran, selon l’agence.", "cp1252", "windows-1252"),
        ("Zwölf Menschen wurden getötet, hieß es – mindestens.", "cp1252", "windows-1252"),
        ("Twelve people were killed – “at least”, the agency’s count.", "cp1252", "windows-1252"),
    ],
)
def test_legacy_encodings_are_known_by_their_letters(text: str, codec: str, label: str) -> None:
    try:
        data = text.encode(codec)
    except UnicodeEncodeError:
        # Code page 1256 has the Arabic letter where Persian keyboards have their own.
        data = text.replace("ی", "ي").encode(codec)
        text = text.replace("ی", "ي")
    decoded = decode(data)
    assert decoded.text == text
    assert decoded.how == f"{label}, by its letters"


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        ("سلام خوبی".encode() + b"\xff" + " و تو".encode(), 17),
        ("دوازده نفر".encode()[:-1], 17),
        (b"Twelve\xc3", 6),
        (b"plain \x80\x81\xfe\xff rubbish", 6),
        (b"Caf" + b"\xe9\xe8\xe9\xe8\xe9\xe8\xe9\xe8\xe9", 3),
        (b"\xff\xfe" + "ab".encode("utf-16-le") + b"c", 6),
        (b"\xef\xbb\xbfabc\xff", 6),
    ],
)
def test_what_has_no_honest_reading_is_damaged_with_the_offset(data: bytes, offset: int) -> None:
    with pytest.raises(Unusable) as caught:
        decode(data)
    assert caught.value.outcome == "damaged"
    assert f"at offset {offset}." in caught.value.detail


def test_a_declared_encoding_is_no_way_to_other_codecs() -> None:
    """Python's own "codecs" include zip and rot13; a page may not name them."""
    for name in ("zip", "rot13", "unicode_escape", "idna", "utf-7"):
        with pytest.raises(Unusable):
            decode(b"abc \xff\xfe\xfd\xfc", name)


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except Unusable:
        return
    assert "\ufffd" not in decoded.text or b"\xef\xbf\xbd" in data or b"\xfd\xff" in data or b"\xff\xfd" in data
