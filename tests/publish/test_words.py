"""Figures, days and scopes in words."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest

from tallybook.model import ActorType, Bound, FlagKind, GroupLabel, HarmLabel, PeriodKind, Scope, StatusLabel, Tier
from tallybook.publish import _words as words


@pytest.mark.parametrize(
    ("low", "high", "bound", "about", "printed", "said"),
    [
        (1203, 1203, "exact", False, "1,203", "1,203"),
        (6400, 6400, "exact", True, "6,400", "about 6,400"),
        (2000, None, "at_least", False, "2,000", "at least 2,000"),
        (2000, None, "more_than", False, "2,000", "more than 2,000"),
        (None, 650, "up_to", True, "650", "up to about 650"),
        (None, 650, "less_than", False, "650", "fewer than 650"),
        (5, 10, "between", False, "5 to 10", "5 to 10"),
        (5000, 10000, "between", True, "5,000-10,000", "about 5,000 to 10,000"),
        (None, None, "vague", False, "dozens", "“dozens” (no number)"),
        (None, None, "vague", False, "ده‌ها", "“ده‌ها” (no number)"),
        (0, 0, "exact", False, "none", "0"),
    ],
)
def test_a_figure_carries_its_bound(
    low: int | None, high: int | None, bound: Bound, about: bool, printed: str, said: str
) -> None:
    assert words.amount(low, high, bound, about, printed) == said


def test_days_are_never_all_numbers() -> None:
    assert words.day(dt.date(2031, 5, 8)) == "8 May 2031"
    assert words.day(None) == "no date"
    assert words.days(dt.date(2031, 5, 8), dt.date(2031, 5, 9)) == "8 May 2031 to 9 May 2031"
    assert words.days(dt.date(2031, 5, 8), dt.date(2031, 5, 8)) == "8 May 2031"
    assert words.days(dt.date(2031, 5, 8), None) == "from 8 May 2031"
    assert words.days(None, dt.date(2031, 5, 8)) == "until 8 May 2031"
    assert words.days(None, None) == ""


def test_a_scope_in_words() -> None:
    assert words.scope_title(Scope(harm="killed", group="people")) == "People killed"
    assert words.scope_title(Scope(harm="arrested", group="security_forces")) == "Security force members arrested"
    combined = Scope(harm="other", group="protesters", harms=("killed", "injured"))
    assert words.scope_title(combined) == "Protesters killed or injured"
    end = dt.date(2031, 5, 20)
    assert (
        words.scope_period(Scope(harm="killed", group="people", period="cumulative", end=end))
        == "total so far (until 20 May 2031)"
    )
    assert words.scope_period(Scope(harm="killed", group="people", period="day", start=end, end=end)) == "20 May 2031"
    assert words.scope_period(Scope(harm="killed", group="people")) == "period not stated"


def test_numbers_count_their_nouns() -> None:
    assert words.count(1, "report") == "1 report"
    assert words.count(1200, "person", "people") == "1,200 people"


def test_every_label_of_the_model_has_words() -> None:
    assert set(words.GROUPS) == set(get_args(GroupLabel))
    assert set(words.STATUSES) == set(get_args(StatusLabel))
    assert set(words.PERIODS) == set(get_args(PeriodKind))
    assert set(words.BOUNDS) == set(get_args(Bound))
    assert set(words.TIERS) == set(get_args(Tier))
    assert set(words.FLAGS) == set(get_args(FlagKind))
    assert set(words.HARMS) <= set(get_args(HarmLabel))
    assert set(words.ACTORS) <= set(get_args(ActorType))
