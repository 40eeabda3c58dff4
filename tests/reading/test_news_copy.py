"""Turns of plain news copy: who speaks around the figure, what stands beside it, and numbers that count nobody."""

from __future__ import annotations

import pytest

from tests.reading.helpers import chain, only, reading, stated

SPEAKERS = [
    (
        "From May to August, 320 people were killed, the UN office in the capital said in its report, attributing half to shelling.",
        ["the UN office in the capital"],
    ),
    (
        "The spokesman of the Ministry of Health, Dr. Omar Haddad, said that the number of martyrs has risen to 604.",
        ["The spokesman of the Ministry of Health"],
    ),
    ("Two nurses told the paper 13 people had died.", ["Two nurses"]),
    ("Health officials denied that the road was closed and said 46 people had died.", ["Health officials"]),
    ("Twenty people with bullet wounds says a doctor in Vera.", ["a doctor in Vera"]),
    ("Twelve people died in the fire, Reuters is reporting.", ["Reuters"]),
    ("Officials said at least 12 people died in the fire, Reuters is reporting.", ["Officials", "Reuters"]),
    ("At least seven people were killed, according to the police quoted by Radio Valley.", ["the police", "Radio Valley"]),
    (
        "Twelve fighters were killed overnight, a military spokesman was quoted as saying by the state news agency.",
        ["a military spokesman", "the state news agency"],
    ),
    (
        "Marie Drese, the secretary-general of the federation, told the Vela news agency another 100 people are missing.",
        ["Marie Drese", "the Vela news agency"],
    ),
    ("Community leaders told the BBC the true number of dead could be more than 700.", ["Community leaders", "the BBC"]),
    (
        "Captain Ana Ruiz, who speaks for the navy, landed at dawn. Eleven sailors had been killed, she said.",
        ["Captain Ana Ruiz"],
    ),
    ("General Tomas Vera, commander of the region, arrived. Thirty rebels had been killed, he said.", ["General Tomas Vera"]),
]


@pytest.mark.parametrize(("text", "actors"), SPEAKERS)
def test_speaker(text: str, actors: list[str]) -> None:
    assert [name for _, name in chain(stated(text)[0])] == actors


@pytest.mark.parametrize(
    ("text", "chains"),
    [
        (
            "The government recognises 80 deaths; the Rights Network has documented 190, and the Lawyers' League speaks of 300.",
            [["The government"], ["the Rights Network"], ["the Lawyers' League"]],
        ),
        ("Amnesty puts the dead at 40 or more; the health ministry's toll stands at 33.", [["Amnesty"], ["the health ministry"]]),
        (
            "The toll is five dead, among them a nurse, far from the 22 announced by certain media. Three soldiers were hurt.",
            [[], []],
        ),
    ],
)
def test_each_speaks_for_the_own_figure_only(text: str, chains: list[list[str]]) -> None:
    assert [[name for _, name in chain(statement)] for statement in stated(text)] == chains


QUOTED = [
    "“In several clinics, we have seen 43 injured. Nine of them were hit by bullets,” the health officer Dr Samira Khan told us.",
    '"We counted 43 bodies. Nine of them were children. It was hell," said the health officer Dr Samira Khan, a nurse.',
    "The health officer Dr Samira Khan told Radio Vela: “We have seen 43 injured. Nine of them were hit by bullets.”",
    "Rebels said 40 were killed. “We have seen 43 injured. Nine of them died,” said the health officer Dr Samira Khan.",
]


@pytest.mark.parametrize("text", QUOTED)
def test_who_speaks_at_the_end_of_a_quotation_speaks_for_all_of_it(text: str) -> None:
    quoted = [statement for statement in stated(text) if statement.quantity.printed in ("43", "Nine")]
    assert [chain(statement)[0][1].casefold() for statement in quoted] == ["the health officer dr samira khan"] * 2


def test_a_quotation_ends_with_its_paragraph_and_a_closed_one_speaks_for_nothing_behind_it() -> None:
    text = 'Ilya Brandt, a medic, said: "Four people were shot. Nine are in hospital with wounds." Two houses burnt.\n\nA later blast killed six.'
    assert [chain(statement) for statement in stated(text)][2:] == [[]]


COUNTED = [
    ("Nurses said they had treated more than 100 people for gunshot wounds.", [("100", "injured", "people", "more_than")]),
    ("Rescuers said 400 people had gone there to be treated for injuries.", [("400", "injured", "people", "exact")]),
    ("Another 40 or so were being treated for gas inhalation.", [("40", "injured", "people", "exact")]),
    ("Around 45,000 people have been moved to relief camps.", [("45,000", "displaced", "people", "exact")]),
    (
        "The blast took 218 lives, injured over 6,500 people and drove 300,000 from their homes.",
        [
            ("218", "killed", "people", "exact"),
            ("6,500", "injured", "people", "more_than"),
            ("300,000", "displaced", "people", "exact"),
        ],
    ),
    ("Police said the number of dead did not exceed 46.", [("46", "killed", "people", "up_to")]),
    ("The toll may be as high as 90, residents said.", [("90", "killed", "people", "up_to")]),
    (
        "The ministry reported 638 deaths, of which 595 were civilians and 43 police officers.",
        [
            ("638", "killed", "people", "exact"),
            ("595", "killed", "civilians", "exact"),
            ("43", "killed", "security_forces", "exact"),
        ],
    ),
    (
        "There were 1,793 detainees, of which 225 are women, 59 are adolescents and 1,509 are men.",
        [
            ("1,793", "arrested", "people", "exact"),
            ("225", "arrested", "women", "exact"),
            ("59", "arrested", "children", "exact"),
            ("1,509", "arrested", "people", "exact"),
        ],
    ),
    (
        "The combined death of both soldiers and rebels reached 19 individuals and 1,041 injuries.",
        [("19", "killed", "people", "exact"), ("1,041", "injured", "people", "exact")],
    ),
    (
        "16 border guards were killed in the clashes near Vank and over 100 wounded.",
        [("16", "killed", "security_forces", "exact"), ("100", "injured", "security_forces", "more_than")],
    ),
    (
        "The mission recorded 500 civilian casualties: 200 killed and 300 injured.",
        [
            ("500", "other", "civilians", "exact"),
            ("200", "killed", "civilians", "exact"),
            ("300", "injured", "civilians", "exact"),
        ],
    ),
    (
        "This brings the casualties since 2013 to 31 peacekeepers killed and 91 peacekeepers wounded.",
        [("31", "killed", "security_forces", "exact"), ("91", "injured", "security_forces", "exact")],
    ),
    ("The ministry reported another 40 deaths among its forces.", [("40", "killed", "security_forces", "exact")]),
    ("Some 25,000 women, children and elderly people were displaced.", [("25,000", "displaced", "people", "exact")]),
    (
        "Reports spoke of 400 migrant deaths on 14 April off Malta, with 50 more on 17 April.",
        [("400", "killed", "people", "exact"), ("50", "killed", "people", "exact")],
    ),
    ("At least 730 children under five died.", [("730", "killed", "children", "at_least")]),
    ("Two of the wounded died later.", [("Two", "killed", "people", "exact")]),
    ("Four of the dead were shot in the head.", [("Four", "killed", "people", "exact")]),
    ("Two of the dead, both women, were nurses.", [("Two", "killed", "people", "exact")]),
    (
        "The hospital said 116 people had been hurt, of whom one, a 15-year-old boy, was in serious condition.",
        [("116", "injured", "people", "exact"), ("one", "injured", "children", "exact")],
    ),
    (
        "The post, which gave 164 deaths, 103 of them in Vera, vanished within hours.",
        [("164", "killed", "people", "exact"), ("103", "killed", "people", "exact")],
    ),
    (
        "Prosecutors reported 164 deaths. On Friday they settled on 225, including 19 police officers.",
        [
            ("164", "killed", "people", "exact"),
            ("225", "killed", "people", "exact"),
            ("19", "killed", "security_forces", "exact"),
        ],
    ),
    (
        "Medics counted (966) wounded, including (884) of the demonstrators and (82) security forces.",
        [
            ("966", "injured", "people", "exact"),
            ("884", "injured", "protesters", "exact"),
            ("82", "injured", "security_forces", "exact"),
        ],
    ),
    (
        "The dead included three Danes, two from Chad and one Kenyan national.",
        [("three", "killed", "people", "exact"), ("two", "killed", "people", "exact"), ("one", "killed", "people", "exact")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_counted(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    found = [(one.quantity.printed, one.harm.label, one.group.label, one.quantity.bound) for one in stated(text)]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "1,534 prisoners escaped during the jail break.",
        "About 40 detainees broke out of the prison.",
        "The coastguard was looking for nine missing boats.",
        "It counted 11 gang rapes.",
        "The toll could reach 90, the mayor warned.",
    ],
)
def test_nobody_was_harmed(text: str) -> None:
    assert stated(text) == []
    assert reading(text).rejected


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("More than 30 people were killed.", "incident"),
        ("Thirty more people were killed.", "new"),
        ("Another 30 people were killed.", "new"),
    ],
)
def test_more_than_is_a_bound_and_nothing_new(text: str, relation: str) -> None:
    assert only(text).relation.label == relation


def test_doubt_about_one_figure_is_no_doubt_about_another() -> None:
    taken, driven = stated("The blast took 218 lives and drove an estimated 300,000 from their homes.")
    assert (taken.status.label, driven.status.label) == ("unstated", "estimated")
    assert only("The earthquake claimed 300 lives.").status.label == "unstated"
