"""Numbers beside the harmed that count somebody or something else: who was set free, labels, shares, sums, a crowd, weapons."""

from __future__ import annotations

import pytest

from tests.reading.helpers import chain, only, reading, stated


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The landslide killed three and 12 were rescued.", ["three"]),
        ("Rescuers freed 2,438 workers, and 1,129 did not make it.", ["1,129"]),
        ("Of the 260 people rounded up, 190 had been let go.", ["260"]),
        ("Thirty people were arrested; 12 were later released and eight remain in custody.", ["Thirty", "eight"]),
        ("Twelve people were rescued with injuries.", ["Twelve"]),
        ("The army released 12 prisoners and killed three men.", ["three"]),
        ("Of the 40 people arrested, 12 will face a judge.", ["40"]),
    ],
)
def test_who_was_set_free_is_not_among_the_harmed(text: str, figures: list[str]) -> None:
    assert [statement.quantity.printed for statement in stated(text)] == figures


@pytest.mark.parametrize(
    ("text", "figures", "codes"),
    [
        ("Ambulance 7 was struck near the bridge.", [], {"identifier"}),
        ("In the tank 12 people died.", ["12"], set()),
        ("Five climbers died on the 7,134-metre peak.", ["Five"], {"measure"}),
        ("The flood cost 311 of the valley's 2,400 people their lives.", ["311"], {"ratio"}),
        ("Some 9,400 people were displaced, three in five of them children.", ["9,400"], {"ratio"}),
        ("The blasts killed three in Orsk and four in Rava.", ["three", "four"], set()),
        ("It gave 50,000 rupees for each of the 29 dead and 10,000 to the injured.", ["29"], {"money"}),
        ("A mob of about 200 stormed the court and injured 12 clerks.", ["12"], {"bystanders"}),
        ("Police paraded 63 captured men alongside 112 rifles.", ["63"], {"thing"}),
        ("Three soldiers were killed. Enemy strength is estimated at 150.", ["Three"], set()),
    ],
)
def test_a_number_of_something_else(text: str, figures: list[str], codes: set[str]) -> None:
    found = reading(text)
    assert [statement.quantity.printed for statement in found.statements if not statement.quantity.implied] == figures
    assert codes <= {each.rejected.code for each in found.rejected if each.rejected}


@pytest.mark.parametrize(
    "text", ["The command claimed 15,000 fighters.", "The front, which claimed 900 soldiers, ruled the valley."]
)
def test_fighters_that_somebody_claims_to_have_are_alive(text: str) -> None:
    assert stated(text) == []


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("Two guides never came back and were found dead.", "killed"),
        ("The accused drove along the quay, killing 84 and leaving 434 with injuries.", "killed"),
        ("The epidemic claimed at least 40 people.", "killed"),
        ("Three miners are still missing and are presumed dead.", "missing"),
        ("Three soldiers KIA, the post reported.", "killed"),
        ("Four guards WIA, the post reported.", "injured"),
        ("Seven marchers lost an eye.", "injured"),
        ("Ninety demonstrators spent the night in cells.", "arrested"),
        ("Eleven people taken at checkpoints have never been heard of again.", "missing"),
    ],
)
def test_what_befell_them(text: str, harm: str) -> None:
    assert stated(text)[0].harm.label == harm


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Fewer than ten drowned, the harbour master insists; the parish council counts more.", "the harbour master"),
        ("Two people were killed, the beekeepers' union noted.", "the beekeepers' union"),
        ("The mayor defended the raid, which he said had killed 50 gunmen.", "The mayor"),
        ("The raid, which police said had killed 12 people, went on.", "police"),
    ],
)
def test_who_closes_a_clause_or_stands_in_one_speaks(text: str, origin: str) -> None:
    assert chain(stated(text)[0])[:1] == [("origin", origin)]


@pytest.mark.parametrize(
    "text", ["Twelve people were killed, the latest reports.", "The raid, which police said was planned, killed 12."]
)
def test_who_says_nothing_of_the_figure_is_no_origin(text: str) -> None:
    assert chain(only(text)) == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Five climbers died; 12 zorgs were in the hut below the ridge when it happened.", ["Five killed"]),
        ("Twelve zorgs were killed.", ["Twelve killed"]),
        (
            "The number of deaths has risen to 326, with 796 people injured and at least 201 still missing.",
            ["326 killed", "796 injured", "201 missing"],
        ),
        (
            "The death toll rose to 14, including two visitors, and more than 200 people were injured.",
            ["14 killed", "two killed", "200 injured"],
        ),
        ("At least 12 were wounded, one of whom, a 26-year-old, later died.", ["12 injured", "one killed"]),
        ("The minister said 175 passengers had been injured, of whom 93 have been discharged.", ["175 injured", "93 injured"]),
        (
            "A fire killed 58 inmates. The number had been revised to 57 since a body was counted twice.",
            ["58 killed", "57 killed"],
        ),
        ("Twelve people were killed. The number of votes was 300.", ["Twelve killed"]),
        ("The dead include four children. Survivors, 155 of whom were plucked from the water, spoke.", ["four killed"]),
        ("Thousands of mourners turned out for the funerals of those shot dead by troops.", []),
        ("Ten of those killed were children.", ["Ten killed"]),
    ],
)
def test_each_figure_keeps_its_own_harm(text: str, figures: list[str]) -> None:
    assert [f"{statement.quantity.printed} {statement.harm.label}" for statement in stated(text)] == figures


def test_a_noun_that_no_table_knows_is_named_as_the_reason() -> None:
    (left,) = reading("Five climbers died; 12 zorgs were in the hut below the ridge when it happened.").rejected
    assert left.rejected is not None
    assert (left.quantity.printed, left.rejected.code) == ("12", "unknown_noun")


def test_what_came_since_sunset_is_of_one_night() -> None:
    night, war = only("Twelve wounded were brought in since sunset."), only("Twelve wounded were brought in since March.")
    assert (night.relation.label, war.relation.label) == ("incident", "total")


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("قال المسعفون إن 12 زرقطيين كانوا في الساحة وقت الغارة قتلوا.", ["12"]),  # an unknown noun with the ending of persons
        ("قال المسعفون إن 12 زرقطاً كانوا في الساحة وقت الغارة قتلوا.", []),  # and one without it
    ],
)
def test_an_unknown_noun_may_show_by_its_ending_that_it_names_persons(text: str, figures: list[str]) -> None:
    assert [statement.quantity.printed for statement in stated(text, lang="ar")] == figures
