"""Whatever the text: no crash, nothing ungrounded, the same reading twice, and time in step with length."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.reading import READER_VERSION, Reading, languages, read, read_many
from tallybook.reading._lexicon import lexicon
from tallybook.reading._segment import sentences
from tallybook.reading._shadow import shadow
from tallybook.reading._tokens import Sentence
from tests.reading.helpers import passage

LINES = """
killed injured arrested dead people children police said according to the ministry, including of those at least more than
12 3,400 1.5 million dozens of (HRANA) on January 8 and 9 yesterday since “ ” ( ) : ; – @name 37.5457, 45.0670 from to is was
۱۲ نفر کشته شدند و ده‌ها زخمی در تهران دست‌کم گفت که را بازداشت شد ۱۸ دی ۱۴۰۴
قتل 12 شخصا بينهم أطفال وأصيب وقال إن وزارة الصحة و68 قُتلوا
загинули щонайменше дев'ять людей понад 55 поранено, що поліція
murieron al menos doce personas 2.229 presos según la policía
ont été tuées dont cinq enfants 20 258 morts
"""
WORDS = LINES.split()
SCRIPTS = st.characters(codec="utf-8") | st.sampled_from("۰۱۲٣٤كيىئ‌\u200f\u064f\u0301İıß𝟙👩‍👩‍👧½Ⅳ９")
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(SCRIPTS, max_size=6), max_size=60).map(" ".join)


def grounded(text: str, found: Reading) -> None:
    for statement in found.statements + found.rejected:
        quoted = [
            (statement.text, statement.span),
            (statement.quantity.printed, statement.quantity.span),
            (statement.harm.text, statement.harm.span),
            *((part.text, part.span) for part in (statement.place, statement.period.mention, statement.quantity.cue) if part),
            *((link.actor, link.span) for link in statement.chain if link.span),
            *((link.cue.text, link.cue.span) for link in statement.chain if link.cue),
        ]
        if statement.group.span and statement.group.text:
            quoted.append((statement.group.text, statement.group.span))
        for words, (start, end) in quoted:
            assert text[start:end] == words
    for mention in found.mentions:
        assert text[mention.span[0] : mention.span[1]] == mention.text


def reparsed(found: Reading) -> None:
    """A number of plain digits is worth its digits, whatever the reader thinks."""
    for statement in found.statements:
        printed = statement.quantity.printed
        if re.fullmatch(r"[0-9]{1,9}", printed):
            assert statement.quantity.figure() == int(printed)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from([None, "en", "fa", "ar", "uk", "es", "fr", "xx"]))
def test_any_text_is_read_grounded_and_twice_alike(text: str, lang: str | None) -> None:
    first = read(passage(text, lang=lang))
    grounded(text, first)
    reparsed(first)
    assert first == read(passage(text, lang=lang))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_characters(text: str) -> None:
    grounded(text, read(passage(text, lang=None)))


@pytest.mark.parametrize(
    "unit",
    [
        "Police killed 12 people and ",
        "“",
        "12 ",
        "(",
        "including 3 children, ",
        "a",
        "۱۲ نفر کشته و ",
        "37.5457, ",
        "A. ",
        "in ",
        "— A (",
    ],
)
def test_time_grows_with_length_and_no_faster(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            read(passage(text))
            best = min(best, time.process_time() - start)
        return best

    seconds(2_000)
    small, large = seconds(20_000), seconds(80_000)
    assert large < 0.1 or large < 4 * small * 2


def test_many_passages_keep_their_order_and_report_progress() -> None:
    texts = [passage(f"{number} people were killed.") for number in range(1, 131)]
    seen: list[tuple[int, int]] = []
    found = list(read_many(texts, total=130, progress=lambda done, total: seen.append((done, total))))
    assert [one.text for one, _ in found] == [one.text for one in texts]
    assert [result.statements[0].quantity.low for _, result in found] == list(range(1, 131))
    assert seen == [(64, 130), (128, 130), (130, 130)]


def test_two_workers_read_what_one_reads() -> None:
    lines = LINES.strip().splitlines()
    texts = [passage(f"{number} people were killed, {line}", lang=None) for number in range(1, 20) for line in lines]
    alone = [(one, read(one)) for one in texts]
    assert len({result.statements for _, result in alone}) > 64, "the passages fill several batches and differ"
    assert list(read_many(texts, workers=2)) == alone


@given(TEXTS, st.sampled_from(languages()))
@settings(max_examples=300, deadline=None)
def test_a_sentence_is_passed_over_only_where_no_phrase_of_harm_is_in_it(text: str, code: str) -> None:
    words, folded = lexicon(code), shadow(text)
    for start, end in sentences(folded, 0, len(folded), words.abbreviations):
        sentence = Sentence(text, folded, start, end, words)
        stirs = sentence.stirs
        sentence.annotate()
        wanted = any(sentence.of(name) for name in ("harm", "outage", "connectivity")) or sentence.norms[0][0].isdecimal()
        assert stirs == wanted


def test_the_version_is_a_digest() -> None:
    assert re.fullmatch(r"[0-9a-f]{16}", READER_VERSION)


@pytest.mark.parametrize("code", languages())
def test_no_phrase_of_harm_is_overheard(code: str) -> None:
    """Every form of a harm or an outage makes its sentence worth a closer look, wherever its rarest word stands."""
    words = lexicon(code)
    forms = [form for name in ("harm", "outage", "connectivity") for row in words.language.rows[name] for form in row.forms]
    for form in forms:
        text = shadow(f"x {form.rstrip('*')} x")
        assert not words.quiet(text), form
