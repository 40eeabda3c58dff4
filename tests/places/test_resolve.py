from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.places import Pack, fold, resolve, resolve_all, script, verify
from tallybook.places._parts import split


@pytest.mark.parametrize(
    "spellings",
    [
        ("ارومیه", "أرومية", "اروميه", "ارومیّه", "ﺍﺭﻭﻣﯿﻪ"),
        ("خرم‌آباد", "خرم آباد", "خرمآباد", "خرم اباد"),
        ("كرمانشاه", "کرمانشاه", "کرمـانشاه"),
        ("Orūmīyeh", "Orumiyeh", "ORUMIYEH", "Orumiyeh."),
        ("Īz̄eh", "Izeh", "izeh"),
        ("۱۲", "12", "١٢"),
    ],
)
def test_spellings_of_one_name_share_their_key(spellings: tuple[str, ...]) -> None:
    assert len({fold(name) for name in spellings}) == 1


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_scripts_are_told_by_letters() -> None:
    assert [script(text) for text in ("Kharābeh Raẕī", "ارومیه", "12")] == ["latin", "arabic", "other"]


@pytest.mark.parametrize(
    ("mention", "parts"),
    [
        ("Urmia in West Azerbaijan province", [("Urmia", None), ("West Azerbaijan", "province")]),
        ("the city of Izeh, Khuzestan Province, Iran", [("Izeh", "city"), ("Khuzestan", "province"), ("Iran", None)]),
        ("ارومیه استان آذربایجان غربی", [("ارومیه", None), ("آذربایجان غربی", "province")]),
        ("شهر ایذه در استان خوزستان", [("ایذه", "city"), ("خوزستان", "province")]),
        ("مدينة حلب في محافظة حلب", [("حلب", "city"), ("حلب", "province")]),
        ("Sanandaj County", [("Sanandaj", "county")]),
        (" , ", []),
    ],
)
def test_mentions_fall_into_parts(mention: str, parts: list[tuple[str, str | None]]) -> None:
    assert [(part.text, part.kind) for part in split(mention)] == parts


@pytest.mark.parametrize(
    ("mention", "code"),
    [
        ("Urmia", "IR-04"), ("ارومیه", "IR-04"), ("Orumiyeh", "IR-04"), ("Javanrood", "IR-05"), ("جوانرود", "IR-05"),
        ("Mashhad", "IR-09"), ("Kermanshah", "IR-05"), ("Isfahan", "IR-10"), ("Esfahan", "IR-10"), ("اصفهان", "IR-10"),
        ("Sanandaj", "IR-12"), ("Izeh", "IR-06"), ("ايذه", "IR-06"), ("Qazvin", "IR-26"), ("Ghazvin", "IR-26"),
        ("شهر کرد", "IR-14"), ("near Izeh", "IR-06"), ("استان فارس", "IR-07"), ("Urmia West Azerbaijan", "IR-04"),
    ],
)  # fmt: skip
def test_towns_in_both_scripts_and_several_romanisations(core: Pack, mention: str, code: str) -> None:
    found = resolve(mention, [core], country="IR")
    assert found.status == "resolved"
    assert found.province is not None
    assert found.province.code == code
    assert found.reason


def test_containment_decides_before_size(core: Pack) -> None:
    alone = resolve("Springfield", [core])
    assert alone.status == "ambiguous"
    assert alone.place is None
    assert len(alone.candidates) > 2
    named = resolve("Springfield, Vermont", [core])
    assert named.place is not None
    assert named.province is not None
    assert named.province.code == "US-VT"
    assert "Vermont" in named.reason


def test_a_town_that_the_named_province_lacks_is_not_moved_there(core: Pack) -> None:
    found = resolve("Izeh, West Azerbaijan province", [core], country="IR")
    assert found.place is not None
    assert found.place.kind == "province"
    assert found.province is not None
    assert found.province.code == "IR-04"
    assert "no Izeh is known in West Azerbaijan; one is known in Khuzestan" in found.reason


def test_a_guess_is_called_a_guess(core: Pack) -> None:
    found = resolve("Kermanshhah", [core], country="IR")
    assert found.status in ("guess", "resolved")
    assert found.place is not None
    assert found.place.name == "Kermanshah"
    elsewhere = resolve("Reykjavik", [core], country="IR")
    assert elsewhere.status == "guess"
    assert elsewhere.place is not None
    assert elsewhere.place.country == "IS"
    assert "none is known in IR" in elsewhere.reason


def test_a_large_city_abroad_is_no_village_at_home(core: Pack) -> None:
    found = resolve("Baghdad", [core], country="IR")
    assert found.status == "guess"
    assert found.place is not None
    assert found.place.country == "IQ"


def test_what_is_unknown_stays_unknown(core: Pack) -> None:
    for mention in ("Xqzzkvy", "", "!!!"):
        found = resolve(mention, [core], country="IR")
        assert found.status == "unknown"
        assert (found.place, found.province, found.candidates) == (None, None, ())


def test_radius_grows_with_the_kind(core: Pack) -> None:
    city, province, nation = (resolve(m, [core], country="IR").radius_km for m in ("Urmia", "West Azerbaijan province", "Iran"))
    assert city is not None
    assert province is not None
    assert nation is not None
    assert city < province < nation


def test_other_mentions_are_context_and_never_decide(core: Pack) -> None:
    first, second = resolve_all(["Sanandaj", "Springfield"], [core])
    assert first.status == "resolved"
    assert second.status == "ambiguous"


def test_the_same_answer_twice(core: Pack) -> None:
    assert resolve("Springfield", [core]) == resolve("Springfield", [core])


def test_verdicts(core: Pack) -> None:
    urmia = resolve("Urmia in West Azerbaijan province", [core])
    here = verify(37.5457, 45.0670, urmia, [core])
    assert (here.label, here.contradicts) == ("consistent", False)
    assert here.border_km is not None
    assert here.border_km < -10
    assert here.place_km is not None
    assert here.place_km < 2
    assert verify(45.0670, 37.5457, urmia, [core]).label == "swapped"
    assert verify(48.8582, 2.2945, urmia, [core]).label == "outside the country"
    assert verify(32.6525, 51.6746, urmia, [core]).label == "contradicts"
    assert verify(137.5, 45.0, urmia, [core]).label == "not checkable"
    assert verify(37.5, 45.0, resolve("Xqzzkvy", [core]), [core]).label == "not checkable"


def test_a_namesake_explains_a_contradiction(core: Pack) -> None:
    mazandaran = resolve("خرم آباد، استان مازندران", [core], country="IR")
    # 33.4878, 48.3558 is the large Khorramabad, of Lorestan.
    found = verify(33.4878, 48.3558, mazandaran, [core])
    assert found.label == "namesake at that point"
    assert found.namesake is not None
    assert found.namesake.name.startswith("Khorram")
    assert found.proposal is not None
    assert found.proposal.lat is not None
    assert abs(found.proposal.lat - 36.78) < 0.1


def test_near_a_border_nothing_is_accused(core: Pack) -> None:
    province = resolve("West Azerbaijan province", [core], country="IR")
    shape = core.shape("ne:IRN-3237")
    assert shape is not None
    edge = shape.geoms[0].exterior.coords[0]
    assert verify(edge[1], edge[0], province, [core]).label in ("consistent", "within the border band")
