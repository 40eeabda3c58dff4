"""Persian whose half-spaces were lost (many converters drop them) reads as it does with them: "کشته‌شدگان", "کشتهشدگان"."""

from __future__ import annotations

import pytest

from tallybook.model import Statement
from tallybook.reading._language import load
from tests.reading.helpers import reading

HALF = "\u200c"
TEXTS = [example.text for example in load("fa").examples if HALF in example.text]
TEXTS += [
    "به گفته‌ی فرماندار، سی‌وهفت تن کشته و چهل‌ودو تن زخمی شده‌اند.",
    "شمار کشته‌های این درگیری به ۱۹ نفر رسید و ۳ نفر آنها کودک‌اند.",
    "کمیته‌ی پیگیری می‌گوید ۸ دانش‌آموز در میان بازداشت‌شدگان‌اند.",
    "در حمله‌ی دیشب ده‌ها غیرنظامی جان‌شان را از دست دادند و صدها نفر بی‌خانمان شده‌اند.",
    "فرماندهی پلیس از بازداشت ۲۲ کولبر خبر داد؛ خانواده‌ها می‌گویند ۳۰ نفر ناپدید شده‌اند.",
]
# A preposition that a half-space joins to its noun is the one thing that is no word of its own without it.
TEXTS = [text for text in TEXTS if f"به{HALF}گزارش" not in text]


def told(statement: Statement) -> tuple[object, ...]:
    quantity = statement.quantity
    chain = tuple(link.actor.replace(HALF, "") for link in statement.chain)
    return quantity.low, quantity.high, quantity.bound, statement.harm.label, statement.group.label, statement.status.label, chain


@pytest.mark.parametrize("text", TEXTS)
def test_a_lost_half_space_changes_nothing(text: str) -> None:
    whole, lost = reading(text, lang="fa"), reading(text.replace(HALF, ""), lang="fa")
    assert [told(each) for each in lost.statements] == [told(each) for each in whole.statements]
