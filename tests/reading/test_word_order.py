"""Speakers, numbers and harms where the verb comes first or last and no capital tells a name. Each case is written by hand."""

from __future__ import annotations

import pytest

from tests.reading.helpers import chain, only, reading, stated


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("نهاد پرتو از ۱۴ کشته خبر داد.", ["نهاد پرتو"]),
        ("کانون سپیدار شمار کشته‌ها را ۱۴ نفر اعلام کرد.", ["کانون سپیدار"]),
        ("سپیدار شمار کشته‌ها را ۱۴ نفر اعلام کرد.", ["سپیدار"]),
        ("۱۴ نفر کشته شدند، روزنامه سپیدار نوشت.", ["روزنامه سپیدار"]),
        ("۱۴ نفر کشته شدند، این را فرماندار گفت.", ["فرماندار"]),
        ("به گفته‌ی فرماندار ۱۴ نفر کشته شدند.", ["فرماندار"]),
        ("به گفتهٔ فرماندار ۱۴ نفر کشته شدند.", ["فرماندار"]),
        ("به گفته فرماندار ۱۴ نفر کشته شدند.", ["فرماندار"]),
        ("بر پایه‌ی آمار سپیدار ۱۴ نفر کشته شدند.", ["سپیدار"]),
        ("فرماندار به رویترز گفت ۱۴ نفر کشته شدند.", ["فرماندار", "رویترز"]),
        ("فرماندار به خبرگزاری گفت ۱۴ نفر کشته شدند.", ["فرماندار"]),
        ("رویترز به نقل از فرماندار از ۱۴ کشته خبر داد.", ["فرماندار", "رویترز"]),
        ("ساعت ۱۰:۲۰: سخنگوی پلیس: ۱۴ نفر کشته شدند", ["سخنگوی پلیس"]),
        ("فردا: ۱۴ نفر کشته شدند", []),
        ("خرم‌آباد: ۱۴ نفر کشته شدند", []),
    ],
)
def test_persian_speakers(text: str, links: list[str]) -> None:
    assert [actor for _, actor in chain(only(text, lang="fa"))] == links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("قالت رابطة الأرز إن 14 شخصا قتلوا.", ["رابطة الأرز"]),
        ("وثقت الأرز مقتل 14 شخصا.", ["الأرز"]),
        ("قتل 14 شخصا وفقا لرابطة الأرز.", ["رابطة الأرز"]),
        ("قتل 14 شخصا، حسبما أفادت رابطة الأرز.", ["رابطة الأرز"]),
        ("قال المحافظ لقناة الأرز إن 14 شخصا قتلوا.", ["المحافظ", "قناة الأرز"]),
        ("نقلت رويترز عن المحافظ أن 14 شخصا قتلوا.", ["المحافظ", "رويترز"]),
        ("نقلت سيارات الإسعاف 14 قتيلا.", []),
        ("10:20 مصدر طبي: مقتل 14 شخصا", ["مصدر طبي"]),
        ("حلب: مقتل 14 شخصا", []),
    ],
)
def test_arabic_speakers(text: str, links: list[str]) -> None:
    assert [actor for _, actor in chain(only(text, lang="ar"))] == links


@pytest.mark.parametrize(
    ("text", "printed", "low"),
    [
        ("سی‌وهفت نفر کشته شدند.", "سی‌وهفت", 37),
        ("سه‌هزار نفر آواره شدند.", "سه‌هزار", 3_000),
        ("۱۲نفر کشته شدند.", "۱۲", 12),
        ("۱۲هزار نفر آواره شدند.", "۱۲هزار", 12_000),
    ],
)
def test_persian_numbers_written_together(text: str, printed: str, low: int) -> None:
    quantity = only(text, lang="fa").quantity
    assert (quantity.printed, quantity.low) == (printed, low)


@pytest.mark.parametrize(
    ("lang", "text", "printed", "low"),
    [
        ("fa", "یک و نیم میلیون نفر آواره شدند.", "یک و نیم میلیون", 1_500_000),
        ("fa", "دو هزار و ۳۰۰ نفر بازداشت شدند.", "دو هزار و ۳۰۰", 2_300),
        ("ar", "نزح مليون ونصف المليون شخص.", "مليون ونصف المليون", 1_500_000),
        ("ar", "قتل ألفان وثلاثمئة شخص.", "ألفان وثلاثمئة", 2_300),
        ("ar", "أصيب ألفين و300 شخص.", "ألفين و300", 2_300),
    ],
)
def test_numbers_in_words_and_digits(lang: str, text: str, printed: str, low: int) -> None:
    quantity = only(text, lang=lang).quantity
    assert (quantity.printed, quantity.low) == (printed, low)


def test_and_written_onto_a_number_is_no_part_of_it() -> None:
    text = "قتل 14 امرأة وتسعة أطفال."
    found = stated(text, lang="ar")
    assert [(each.quantity.printed, each.quantity.low) for each in found] == [("14", 14), ("تسعة", 9)]
    assert [text[slice(*each.quantity.span)] for each in found] == ["14", "تسعة"]


@pytest.mark.parametrize(
    ("lang", "text", "code"),
    [
        ("fa", "۱۲ نفر کشته نشدند.", "negated"),
        ("fa", "۱۲ نفر کشته خواهند شد.", "hypothetical"),
        ("fa", "جنگ جان ۱۲ نفر را تهدید می‌کند.", "hypothetical"),
        ("ar", "لم يسفر الهجوم عن مقتل 12 شخصا.", "negated"),
        ("ar", "قتل الطيار ونجا 12 راكبا.", "released"),
    ],
)
def test_what_did_not_happen(lang: str, text: str, code: str) -> None:
    assert stated(text, lang=lang) == []
    assert code in reading(text, lang=lang).coverage.reasons


@pytest.mark.parametrize("spelling", ["دست‌کم", "دست کم", "دستكم"])
def test_one_word_in_every_spelling(spelling: str) -> None:
    assert only(f"{spelling} ۱۲ نفر كشته شدند.", lang="fa").quantity.bound == "at_least"


def test_a_month_that_has_its_day_leaves_the_next_number_alone() -> None:
    assert only("تا ۳۱ مارس ۱۲ نفر کشته شدند.", lang="fa").quantity.low == 12
