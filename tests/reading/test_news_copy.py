"""Turns of plain news copy: who speaks around the figure, what stands beside it, and numbers that count nobody."""

from __future__ import annotations

import pytest

from tests.reading.helpers import chain, only, stated

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
        "The number of people who have died after drinking tainted liquor climbed to 42, with 16 others fighting for their lives.",
        [("42", "killed", "people", "exact"), ("16", "injured", "people", "exact")],
    ),
    (
        "The attack claimed the lives of 13 soldiers, while 27 others sustained various degrees of injuries.",
        [("13", "killed", "security_forces", "exact"), ("27", "injured", "people", "exact")],
    ),
    ("The ministry put the figure for those arrested at 1,221.", [("1,221", "arrested", "people", "exact")]),
    ("The killings bring to 41 the number of journalists killed this year.", [("41", "killed", "journalists", "exact")]),
    ("In Vera soldiers shot two men dead.", [("two", "killed", "people", "exact")]),
    ("A suicide bomber killed himself and six others.", [("six", "killed", "people", "exact")]),
    (
        "The opposition puts the number of dead at 300, six times the official figure of 50.",
        [("300", "killed", "people", "exact"), ("50", "killed", "people", "exact")],
    ),
    ("Soldiers arrested 25 villagers, four of whom have since been freed.", [("25", "arrested", "people", "exact")]),
    (
        "The losses included 742 killed servicemen.",
        [("742", "killed", "security_forces", "exact")],
    ),
    ("Doctors recorded seven killings of protesters.", [("seven", "killed", "protesters", "exact")]),
    (
        "The ministry confirmed 13 military deaths as of March — 7 killed by enemy fire, 6 killed in a crash.",
        [
            ("13", "killed", "security_forces", "exact"),
            ("7", "killed", "security_forces", "exact"),
            ("6", "killed", "security_forces", "exact"),
        ],
    ),
    ("Four people have been charged with the murder of 12 villagers.", [("12", "killed", "people", "exact")]),
    ("The army went on to massacre 10,000 refugees.", [("10,000", "killed", "people", "exact")]),
    (
        "While 80 people lost their lives in 206 incidents in Oresk, 14 people in five attacks in Porto, and seven in six in Lind.",
        [("80", "killed", "people", "exact"), ("14", "killed", "people", "exact"), ("seven", "killed", "people", "exact")],
    ),
    (
        "The number of persons missing as a result of the fall of the town is approximately 8,000.",
        [("8,000", "missing", "people", "exact")],
    ),
    (
        "They killed six nurses before taking two others to an unknown location.",
        [("six", "killed", "medics", "exact"), ("two", "other", "people", "exact")],
    ),
    (
        "Two people in Chitungwa and three in Kadom had died.",
        [("Two", "killed", "people", "exact"), ("three", "killed", "people", "exact")],
    ),
    ("The clinic has treated 68 cases of gunshot wounds.", [("68", "injured", "people", "exact")]),
    (
        "Ten foreigners were among the 27 militants killed.",
        [("Ten", "killed", "combatants", "exact"), ("27", "killed", "combatants", "exact")],
    ),
    (
        "Eleven men remain trapped in the mine, but rescuers have made contact with two of them.",
        [("Eleven", "missing", "people", "exact")],
    ),
    (
        "94 bodies had been recovered, Ana Jola said. She said about 40 people had been rescued.",
        [("94", "killed", "people", "exact")],
    ),
    ("At least 730 children under the age of five died.", [("730", "killed", "children", "at_least")]),
    (
        "The dead found so far include 28 women and 18 children.",
        [("28", "killed", "women", "exact"), ("18", "killed", "children", "exact")],
    ),
    (
        "More than 105 persons were arrested across the country. They include Nairobi (20), Garissa (2), and Nakuru (83).",
        [
            ("105", "arrested", "people", "more_than"),
            ("20", "arrested", "people", "exact"),
            ("2", "arrested", "people", "exact"),
            ("83", "arrested", "people", "exact"),
        ],
    ),
    (
        "Troops opened fire, killing over 1,150, most of them in five separate incidents of mass killings.",
        [("1,150", "killed", "people", "more_than")],
    ),
    ("264 people, including two injured, had escaped.", [("two", "injured", "people", "exact")]),
    ("Between 2015 and 2020, 12 lawyers were murdered.", [("12", "killed", "people", "exact")]),
    (
        "Strikes have wounded 15,036 people, says the ministry, which says the dead include 220 children.",
        [("15,036", "injured", "people", "exact"), ("220", "killed", "children", "exact")],
    ),
    (
        "Four protesters were killed and 85 others wounded, in addition to capturing 36 protesters.",
        [
            ("Four", "killed", "protesters", "exact"),
            ("85", "injured", "people", "exact"),
            ("36", "arrested", "protesters", "exact"),
        ],
    ),
    ("The number of civilians killed, according to the authorities, was 50.", [("50", "killed", "civilians", "exact")]),
    ("### 209 lives lost", [("209", "killed", "people", "exact")]),
    (
        "The shelling left one dead and a dozen wounded, four seriously.",
        [("one", "killed", "people", "exact"), ("a dozen", "injured", "people", "exact"), ("four", "injured", "people", "exact")],
    ),
    (
        "The agency put the number of missing at 329 and of injured at 12,763.",
        [("329", "missing", "people", "exact"), ("12,763", "injured", "people", "exact")],
    ),
    (
        'Police put the number of arrests in the capital at 2,209 and nationwide at "nine thousand".',
        [("2,209", "arrested", "people", "exact"), ("nine thousand", "arrested", "people", "exact")],
    ),
    (
        "There are 1,808 people behind bars for political reasons: 1,581 men and 227 women; 1,640 civilians and 168 soldiers.",
        [
            ("1,808", "arrested", "people", "exact"),
            ("1,581", "arrested", "people", "exact"),
            ("227", "arrested", "women", "exact"),
            ("1,640", "arrested", "civilians", "exact"),
            ("168", "arrested", "security_forces", "exact"),
        ],
    ),
    (
        "34 deaths in the last 24 hours (Sindh 16, Punjab 18) bring the cumulative figure since June to 982.",
        [
            ("34", "killed", "people", "exact"),
            ("16", "killed", "people", "exact"),
            ("18", "killed", "people", "exact"),
            ("982", "killed", "people", "exact"),
        ],
    ),
    (
        "Now 143 dead, five of them children, and 80 still in hospital.",
        [("143", "killed", "people", "exact"), ("five", "killed", "children", "exact"), ("80", "injured", "people", "exact")],
    ),
    (
        "Twenty-one people were shot dead, which brings to 151 the number killed since October.",
        [("Twenty-one", "killed", "people", "exact"), ("151", "killed", "people", "exact")],
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
        "None of the 12 crew members was hurt.",
        "The ages of the injured range from 13 to 84.",
        "The 17 hostages, including five children, were released after two months.",
        "Some 800 soldiers have been convicted for extrajudicial killings.",
        "They took 12 skeletal samples attributable to persons missing since the war.",
        "The court sentenced 529 supporters of the ousted president to death.",
        "The first hearing, for three of the four suspected gunmen, was held behind closed doors.",
        "Of 134 people on board 46 were picked up by the coastguard.",
        "The toll could reach 90, the mayor warned.",
    ],
)
def test_nobody_was_harmed(text: str) -> None:
    assert stated(text) == []


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


def test_members_of_one_family_are_no_part_of_it() -> None:
    assert only("Five members of the same family were burnt to death.").relation.label == "incident"


@pytest.mark.parametrize(
    "text",
    [
        "Another 17,091 deaths are still under investigation.",
        "The deaths of 12 people are under review.",
        "40 deaths under investigation",
    ],
)
def test_cases_under_review_stay_so(text: str) -> None:
    assert only(text).status.label == "under_review"


def test_a_figure_told_later_is_of_the_day_on_which_it_was_given() -> None:
    text = "In the middle of January the Valley Network said that 2,000 people had been killed."
    late, near = only(text, published="2026-02-04"), only(text, published="2026-01-21")
    assert (late.period.label, str(late.period.end)) == ("unstated", "2026-01-20")
    assert (near.period.label, near.period.end) == ("unstated", None)


def test_another_toll_in_a_row_is_not_the_last_speakers() -> None:
    own, other = stated(
        "The authorities stand by 3,117 deaths. A death toll above 36,000, said to rest on leaked documents, is told as well."
    )
    assert (chain(own), chain(other)) == ([("origin", "The authorities")], [])
    assert other.status.label == "unstated"


def test_a_day_of_anothers_figure_is_not_of_this_one() -> None:
    text = "The state says 3,117 people died; the network, in its count of 17 January, has 3,090 deaths."
    assert stated(text, published="2026-02-04")[0].period.start is None
    first, second = stated("On 8 January, 12 people died in Vera; 30 people died in Oresk.", published="2026-02-04")
    assert first.period.start == second.period.start is not None
