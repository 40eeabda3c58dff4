"""Names: folding with its map, sounds and skeletons, parts, and likeness across scripts (invented or everyday names)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.people import fold, likeliest, name_key, parse_name, similarity, skeleton, sounds
from tallybook.people._distance import _alphabet, distances, encode


@given(st.text(max_size=40))
def test_folding_keeps_a_map_and_is_idempotent(text: str) -> None:
    folded = fold(text)
    assert len(folded.index) == len(folded.text)
    assert list(folded.index) == sorted(folded.index)
    assert all(0 <= at < len(text) for at in folded.index)
    assert fold(folded.text).text == folded.text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علي", "علی"),
        ("كريم", "کریم"),
        ("فاطمة", "فاطمه"),
        ("أحمد", "احمد"),
        ("مُحَمَّد", "محمد"),
        ("علی\u200cرضا", "علیرضا"),
        ("José", "JOSE"),
        ("Ra’yat", "ra'yat"),
    ],
)
def test_one_spelling_tradition(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


def test_the_map_leads_back_to_what_was_written() -> None:
    written = "مُحَمَّد  Ⅳ"
    folded = fold(written)
    assert folded.text == "محمد iv"
    assert [written[at] for at in folded.index[:4]] == ["م", "ح", "م", "د"]
    assert written[folded.index[-1]] == "Ⅳ"


def test_cyrillic_short_i_is_not_an_i() -> None:
    assert fold("Йосиф").text == "йосиф"


@pytest.mark.parametrize(
    ("persian", "latin"),
    [
        ("قاسم", "Ghasem"),
        ("قاسم", "Qasim"),
        ("حسین", "Husayn"),
        ("ژینا", "Zhina"),
        ("حدیث", "Hadith"),
        ("شهرام", "Shahram"),
        ("چنگیز", "Changiz"),
        ("خسرو", "Khosrow"),
    ],
)
def test_one_skeleton_across_scripts(persian: str, latin: str) -> None:
    assert skeleton(fold(persian).text) == skeleton(fold(latin).text)


def test_the_skeleton_is_for_blocking_only() -> None:
    assert skeleton("محمد") == skeleton("محمود") == skeleton("mahmoud")
    assert sounds("محمد") != sounds("محمود")


def test_cyrillic_is_read_like_latin() -> None:
    assert skeleton(fold("Мохаммад").text) == skeleton("محمد")
    assert similarity("Хасан Карими", "حسن کریمی") > 0.9


@pytest.mark.parametrize("spelling", ["Mohammad", "Muhammed", "Mohamed", "Mohammed", "Muhammad"])
def test_mohammad_stands_apart_from_mahmoud(spelling: str) -> None:
    assert similarity("محمد", spelling) > similarity("محمود", spelling)
    assert similarity("محمد رضایی", f"{spelling} Rezai") > similarity("محمود رضایی", f"{spelling} Rezai")
    assert likeliest([spelling], ["محمود", "محمد"])[0][0][0] == 1
    assert likeliest(["Mahmoud", "Mahmud"], ["محمد", "محمود"])[0][0][0] == 1


@pytest.mark.parametrize("latin", ["Abdorrahman", "Abdul Rahman", "Abd al-Rahman", "Abdel-Rahman", "Abdurrahman", "Abdalrahman"])
def test_compounds_are_one_part_however_they_are_spaced(latin: str) -> None:
    for arabic in ("عبدالرحمن", "عبد الرحمن"):
        assert len(parse_name(arabic).compared) == 1
        assert similarity(arabic, latin) > 0.9
    assert len(parse_name(latin).compared) == 1


def test_kunyas_titles_and_linking_words() -> None:
    name = parse_name("دکتر ابو علی حسن بن احمد الکریم")
    assert [(part.text, part.kind) for part in name.parts] == [
        ("دکتر", "title"), ("ابوعلی", "kunya"), ("حسن", "word"), ("بن", "linking"), ("احمد", "word"), ("الکریم", "word"),
    ]  # fmt: skip
    for part in name.parts:
        start, end = part.span
        assert name.written[start:end].replace(" ", "") == part.text


def test_a_title_that_is_a_given_name_stays_where_it_is_needed() -> None:
    assert [part.text for part in parse_name("سید حسینی").compared] == ["سید", "حسینی"]
    assert [part.text for part in parse_name("سید علی حسینی").compared] == ["علی", "حسینی"]


@pytest.mark.parametrize("written", ["", "  ", "ناشناس", "Unknown", "Name withheld by police", "مجهول الهوية", "???", "12"])
def test_an_unknown_name_says_nothing(written: str) -> None:
    assert parse_name(written).unknown
    assert name_key(written).places() == (None, None, None, None)


def test_the_places_of_a_name() -> None:
    assert name_key("Ali Karimi").places() == ("ali", None, None, "karimi")
    assert name_key("علی حسن احمد کریمی").places() == ("علی", "حسن", "احمد", "کریمی")
    assert name_key("علی حسن احمد سعید کریمی").places() == ("علی", "حسن", "احمدسعید", "کریمی")
    assert name_key("Karim").places() == ("karim", None, None, None)


def test_order_costs_little_and_another_name_costs_much() -> None:
    assert similarity("Karimi Ali", "علی کریمی") > 0.85
    assert similarity("Ali Karimi", "علی کریمی") > similarity("Karimi Ali", "علی کریمی")
    assert similarity("Zahra Ebadi", "علی کریمی") < 0.5


def test_aliases_are_data() -> None:
    assert similarity("Bill Morton", "William Morton") > 0.95
    assert similarity("مهسا امینی", "Jina Amini") < 0.6  # only a record's own alias says that


@given(st.text(alphabet="محمدعلیرضاکبن ", max_size=16), st.text(alphabet="mohadlirezkbn ", max_size=16))
def test_likeness_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert similarity(one, other) == pytest.approx(similarity(other, one), abs=1e-5)
    assert similarity(one, other) <= 1.0 + 1e-6


_HEARD = st.text(alphabet=sorted(_alphabet()), max_size=12)


@settings(deadline=None)
@given(st.lists(st.tuples(_HEARD, _HEARD), min_size=1, max_size=20))
def test_the_distance_of_a_pair_is_the_same_to_the_last_bit_in_any_company(pairs: list[tuple[str, str]]) -> None:
    together = distances(encode([one for one, _ in pairs]), encode([other for _, other in pairs]))
    assert together.tolist() == [float(distances(encode([one]), encode([other]))[0]) for one, other in pairs]


@pytest.mark.parametrize(("written", "folded"), [("℀", "a c"), ("ﷲ", "الله"), ("ﻱ", "ی"), ("K", "k"), ("İ", "i")])
def test_composed_letters_fold_all_the_way(written: str, folded: str) -> None:
    assert fold(written).text == folded
