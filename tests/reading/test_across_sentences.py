"""What one sentence leaves to another: who "them" are, whose words go on, what a line of a list or a table counts."""

from __future__ import annotations

import textwrap

import pytest

from tests.reading.helpers import chain, reading, stated


@pytest.mark.parametrize(
    ("text", "printed", "harm"),
    [
        ("Three gunmen attacked the post. Soldiers returned fire, killing the gunmen.", "Three", "killed"),
        ("Police chased two men across the market and arrested them.", "two", "arrested"),
        ("Four armed men fired on the convoy. The armed men, one of them a commander, were all killed.", "Four", "killed"),
    ],
)
def test_a_definite_plural_is_counted_where_it_was_brought_in(text: str, printed: str, harm: str) -> None:
    statement = stated(text)[0]
    start, end = statement.quantity.span
    assert (statement.quantity.printed, text[start:end], statement.harm.label) == (printed, printed, harm)


def test_those_who_were_harmed_already_are_not_counted_again() -> None:
    (statement,) = stated("Three gunmen were killed. The army showed weapons of the gunmen who were killed.")
    assert statement.quantity.printed == "Three"


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        (
            "Two rebels were killed. Guards saw an armed man at the gate and, fearing an attack, killed the man.",
            ["Two", "the man"],
        ),
        (
            "Rebels met the patrol and two died. A soldier stopped a driver. The driver ran and was shot dead.",
            ["two", "The driver"],
        ),
        ("The officer left the barracks and was killed.", ["The officer"]),
        ("His brother and the driver were killed.", ["His brother", "the driver"]),
        ("A driver was shot dead. The driver ran and was killed, police said.", ["A driver"]),
        ("The driver said that a shell fell, and was killed.", []),
    ],
)
def test_one_victim_is_new_where_nothing_befell_him_before(text: str, victims: list[str]) -> None:
    found = [statement for statement in reading(text).statements if statement.harm.label == "killed"]
    assert [statement.quantity.printed for statement in found] == victims


def test_several_are_not_those_of_another_day() -> None:
    several, twelve = (
        statement
        for statement in reading(
            "Rostam and several fighters were killed in the raid.\n\nThe network was behind the Monday attack that killed 12 people."
        ).statements
        if statement.quantity.bound == "vague" or statement.quantity.low == 12
    )
    assert several.relation.label != "part_of"
    assert twelve.relation.label != "part_of"


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("A doctor reported 3 deaths. The ministry denied it. He said 12 people were injured.", "A doctor"),
        ("A doctor spoke to the ministry. The ministry reported 3 deaths. It said 12 people were injured.", "The ministry"),
        ("The army left the town, saying 12 of its soldiers were killed.", "The army"),
        ("Police dispute the toll but reported 12 arrests.", "Police"),
        ("A rescuer who would not give her name for fear of reprisals said 12 people were killed.", "A rescuer"),
        ("The committee, whose phones were cut, says 12 people were killed.", "The committee"),
        ("The harbour directorate said 12 people were killed.", "The harbour directorate"),
        ("The governor, speaking on local radio, said 12 people were killed.", "The governor"),
        ("14:20: Harbour police: 12 people killed", "Harbour police"),
        ("12 Aug 2020 – Interior ministry: 6,700 detained in three nights.", "Interior ministry"),
        ("The army denied that 12 people were killed.", "The army"),
        (
            "Twelve people were killed, a spokesman for the harbour told a news site that published photographs.",
            "a spokesman for the harbour",
        ),
    ],
)
def test_more_ways_to_name_an_origin(text: str, origin: str) -> None:
    assert chain(stated(text)[-1])[:1] == [("origin", origin)]


def test_each_speaker_of_a_headline_has_a_figure() -> None:
    group, police = stated("Amnesty says 13 were killed, police say 7")
    assert (group.quantity.low, chain(group)) == (13, [("origin", "Amnesty")])
    assert (police.quantity.low, chain(police), police.harm.label) == (7, [("origin", "police")], "killed")


def test_a_speaker_of_no_figure_is_kept_for_the_sentence_that_counts_on() -> None:
    (statement,) = stated("The court handed out long jail terms, a lawyer said. Four of the accused were arrested in May.")
    assert chain(statement) == []
    (statement,) = stated("The court handed terms to students, a lawyer said. Four others were arrested in May.")
    assert chain(statement) == [("origin", "a lawyer")]


@pytest.mark.parametrize("text", ["A typhoon claimed 188 lives.", "The fighting has claimed 40 lives."])
def test_a_storm_that_claims_lives_says_nothing(text: str) -> None:
    (statement,) = stated(text)
    assert (statement.harm.label, chain(statement)) == ("killed", [])


def test_figures_that_add_up_to_the_total_before_them_are_its_parts() -> None:
    whole, *parts = stated("At least 76 people were killed: 19 in Mora, 14 in Kousseri and 43 on the road.")
    assert [part.quantity.low for part in parts] == [19, 14, 43]
    assert {part.relation.to for part in parts} == {whole.id}
    assert len(stated("At least 76 people were killed: 19 in Mora, 14 in Kousseri and 40 by 9 p.m.")) < 4


def test_dashes_set_a_breakdown_off() -> None:
    whole, *parts = stated("Six people – two men, one boy and three women – have been arrested.")
    assert (whole.quantity.printed, whole.harm.label) == ("Six", "arrested")
    assert {part.relation.to for part in parts} == {whole.id}


def test_a_table_in_running_text_is_read_by_its_columns() -> None:
    found = stated("Region | Killed | Arrested | Area\nMora | 1,282 | 2,804 | 93,704\nTotal | 3,207 | more than 21,285 | –")
    assert [(s.quantity.printed, s.quantity.bound, s.harm.label) for s in found] == [
        ("1,282", "exact", "killed"),
        ("2,804", "exact", "arrested"),
        ("3,207", "exact", "killed"),
        ("21,285", "more_than", "arrested"),
    ]


@pytest.mark.parametrize(
    ("text", "lang", "harm", "rows"),
    [
        (
            "Deaths by district\nDistrict | Number\nLalpur | 1,204\nMahipura | 18",
            "en",
            "killed",
            [("1,204", "Lalpur"), ("18", "Mahipura")],
        ),
        (
            "Detainees by prison\n\n| Prison | Total |\n|---|---:|\n| Sarnak | 45 |\n| Total | 45 |",
            "en",
            "arrested",
            [("45", "Sarnak"), ("45", None)],
        ),
        ("Кількість загиблих за областями\nОбласть\tКількість\nСумська\t14", "uk", "killed", [("14", "Сумська")]),
        ("Detenidos por provincia\nProvincia | Cantidad\nSalta | 9", "es", "arrested", [("9", "Salta")]),
        ("عدد القتلى حسب المحافظة\nالمحافظة | العدد\nحمص | ١٢", "ar", "killed", [("١٢", "حمص")]),
        ("شمار بازداشت‌شدگان به تفکیک استان | |\n---|---|\nاستان | تعداد |\nیزد | ۱۹ |", "fa", "arrested", [("۱۹", "یزد")]),
    ],
)
def test_a_table_whose_caption_tells_the_harm(text: str, lang: str, harm: str, rows: list[tuple[str, str | None]]) -> None:
    found = stated(text, lang=lang)
    assert [(each.quantity.printed, each.place.text if each.place else None) for each in found] == rows
    assert {(each.harm.label, each.relation.label) for each in found} == {(harm, "total")}


@pytest.mark.parametrize(
    "caption", ["The fire killed 40 people.", "Schools and shops", "Number of arrests and deaths", "Twelve dead"]
)
def test_a_line_that_is_no_caption_gives_its_harm_to_no_table(caption: str) -> None:
    found = stated(f"{caption}\nDistrict | Number\nLalpur | 31")
    assert "31" not in [each.quantity.printed for each in found]


def test_the_source_of_a_caption_is_the_source_of_its_rows() -> None:
    (row,) = stated("Deaths by town, according to the Ardava Rights Centre\nTown | Number\nLalpur | 31")
    assert [link.actor for link in row.chain] == ["the Ardava Rights Centre"]


def test_an_item_of_a_list_is_a_part_of_the_line_above() -> None:
    whole, part, injured = stated("Reported fatalities: 36,586\n– of whom children: 7,797\nReported injuries: 83,074")
    assert (part.relation.to, part.group.label, part.harm.label) == (whole.id, "children", "killed")
    assert injured.harm.label == "injured"


def test_a_hard_wrapped_mail_is_read_as_if_its_lines_were_whole() -> None:
    text = textwrap.fill(
        "The harbour committee met on Monday and went through the reports of the week. According to its clerk a patrol killed "
        "four smugglers and detained several suspected smugglers in the old port of the town on Sunday night.",
        width=68,
    )
    killed = [statement for statement in stated(text) if statement.harm.label == "killed"]
    assert [(statement.quantity.printed, statement.text.startswith("According")) for statement in killed] == [("four", True)]
    assert "smugglers and" in killed[0].text.replace("\n", " ")


def test_short_lines_of_a_list_stay_apart() -> None:
    found = stated("Killed: 606\nKidnapped: 345\nHouses: 29")
    assert [(s.quantity.low, s.harm.label) for s in found] == [(606, "killed"), (345, "other")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Salim Haddad, 60, was killed.", "age"),
        ("A woman of 66 was killed.", "age"),
        ("There are political prisoners, 38 more than a month ago.", "difference"),
        ("The fire killed nobody; it burned 159 houses, 57 of them completely.", "thing"),
    ],
)
def test_numbers_that_count_no_victims(text: str, code: str) -> None:
    assert stated(text) == []
    assert code in {statement.rejected.code for statement in reading(text).rejected if statement.rejected}


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("12 civilians were killed and 30 wounded.", ["civilians", "civilians"]),
        ("Three paramedics and two firefighters were killed.", ["medics", "people"]),
        ("Kidnapped by soldiers: 329", ["people"]),
        ("Civilians killed: 143", ["civilians"]),
    ],
)
def test_groups_of_bare_numbers(text: str, groups: list[str]) -> None:
    assert [statement.group.label for statement in stated(text)] == groups


def test_suspicion_of_the_victims_is_no_doubt_about_their_death() -> None:
    (statement,) = stated("The patrol killed two suspected smugglers.")
    assert statement.status.label == "unstated"


def test_of_the_total_that_was_told_the_next_sentence_counts_parts() -> None:
    whole, part = stated("The office put the toll at 225 dead. Of the 225, 19 were police.")
    assert (part.quantity.printed, part.relation.label, part.relation.to) == ("19", "part_of", whole.id)


def test_a_clause_built_like_the_part_before_it_counts_another_part() -> None:
    found = stated("Eighty-six of the dead were prisoners who perished in fires; fourteen were soldiers.")
    assert [(s.quantity.printed, s.relation.label) for s in found] == [("Eighty-six", "part_of"), ("fourteen", "part_of")]


def test_where_the_speaker_is_nobody_need_have_come_to_harm() -> None:
    (statement,) = stated("Twelve people were killed on a march, a doctor at the General Hospital said.")
    assert statement.place is None
    (statement,) = stated("Twelve people were killed in Mora, a doctor at the General Hospital said.")
    assert statement.place is not None
    assert statement.place.text == "Mora"
