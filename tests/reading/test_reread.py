"""A number is read again at its place, in digits and in words, in every language that ships."""

from __future__ import annotations

import datetime as dt

import pytest

from tallybook.model import Passage
from tallybook.reading import languages, number_at, read
from tallybook.reading._language import load


@pytest.mark.parametrize(
    ("text", "printed", "lang", "value"),
    [
        ("Two dozen people were killed.", "Two dozen", "en", (24, 24)),
        ("Seventeen people were killed.", "Seventeen", "en", (17, 17)),
        ("Two hundred and twelve thousand three hundred fled.", "Two hundred and twelve thousand three hundred", "en", (212300, 212300)),
        ("About 30k were held.", "30k", "en", (30000, 30000)),
        ("Between seven and twenty-four people died.", "seven and twenty-four", "en", (7, 24)),
        ("بیست و چهار نفر کشته شدند.", "بیست و چهار", "fa", (24, 24)),
        ("۳ هزار و ۱۱۷ نفر کشته شدند.", "۳ هزار و ۱۱۷", "fa", (3117, 3117)),
        ("قُتل خمسة عشر شخصا.", "خمسة عشر", "ar", (15, 15)),
        ("Загинули двадцять три людини.", "двадцять три", "uk", (23, 23)),
        ("Murieron cuarenta y dos personas.", "cuarenta y dos", "es", (42, 42)),
        ("Une vingtaine de personnes ont été tuées.", "Une vingtaine", "fr", (20, 20)),
    ],
)  # fmt: skip
def test_numbers_in_words(text: str, printed: str, lang: str, value: tuple[int, int]) -> None:
    start = text.index(printed)
    assert number_at(text, (start, start + len(printed)), lang) == value


@pytest.mark.parametrize(
    ("text", "printed", "lang"),
    [
        ("Twenty-four people were killed.", "Twenty", "en"),
        ("The shop was closed.", "shop", "en"),
        ("Dozens were killed.", "Dozens", "en"),
        ("Two dozen people were killed.", "Two dozen", "xx"),
    ],
)
def test_what_is_no_number_there(text: str, printed: str, lang: str) -> None:
    start = text.index(printed)
    assert number_at(text, (start, start + len(printed)), lang) is None


@pytest.mark.parametrize("lang", [lang for lang in languages() if any(example.statements for example in load(lang).examples)])
def test_every_figure_of_the_examples_reads_again_as_what_the_example_says(lang: str) -> None:
    """The examples were written by hand, so what they say their numbers are is known without the reader."""
    again = 0
    for example in load(lang).examples:
        published = dt.date.fromisoformat(example.published) if example.published else None
        passage = Passage(document="d", id="d", kind="text", text=example.text, lang=lang, published=published)
        found = {(s.quantity.printed, str(s.harm.label)): s for s in read(passage, languages=(lang,)).statements}
        for wanted in example.statements:
            ends = {value for value in (wanted.low, wanted.high) if value is not None}
            statement = found[wanted.number, wanted.harm]
            if ends and wanted.bound != "vague" and not statement.quantity.implied:
                assert set(number_at(example.text, statement.quantity.span, lang) or ()) == ends
                again += 1
    assert again >= 5
