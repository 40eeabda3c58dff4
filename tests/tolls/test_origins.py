"""Who said it first: aliases, descriptions, silent mentions, copies, and what humans decide."""

from __future__ import annotations

import msgspec
import pytest

from tallybook.model import Reconciliation, TollDecision
from tallybook.tolls import Rules, known_actor, reconcile
from tallybook.tolls._data import actor_table, hedge_table, scope_table
from tests.tolls.build import Doc, actor_name, gather, kinds, series_of, toll_of

RULES = Rules(whole=("Iran", "ایران"))


@pytest.mark.parametrize(
    ("printed", "actor"),
    [
        ("HRANA", "hrana"),
        ("هرانا", "hrana"),
        ("خبرگزاری هرانا", "hrana"),
        ("HRANA (Human Rights Activists News Agency)", "hrana"),
        ("the U.S.-based Human Rights Activists News Agency", "hrana"),
        ("Norway-based group Iran Human Rights (IHR)", "iran_human_rights"),
        ("سازمان حقوق بشر ایران", "iran_human_rights"),
        ("سازمان حقوق بشر ايران", "iran_human_rights"),
        ("opposition-aligned outlet Iran International", "iran_international"),
        ("a spokesperson for Amnesty International", "amnesty_international"),
        ("Gaza’s Health Ministry", "gaza_health_ministry"),
        ("وزارة الصحة في غزة", "gaza_health_ministry"),
        ("UN Human Rights Office", "ohchr"),
        ("Associated Press", "associated_press"),
        ("Time", "time_magazine"),
        ("HRANA’s latest", "hrana"),
        ("شبکه‌ی ایران اینترنشنال", "iran_international"),
    ],
)
def test_one_body_under_many_names(printed: str, actor: str) -> None:
    assert known_actor(printed) == actor


@pytest.mark.parametrize(
    "printed", ["officials in Fars province", "the first time", "human rights groups", "a doctor in Tehran", "it"]
)
def test_words_that_are_no_known_body(printed: str) -> None:
    assert known_actor(printed) is None


def test_tables_load_and_every_actor_has_a_name_of_its_own() -> None:
    actors = actor_table().actor
    assert len({actor.id for actor in actors}) == len(actors)
    assert all(known_actor(name) == actor.id for actor in actors for name in (actor.name, *actor.aliases))
    assert all(hedge.low[0] * hedge.high[1] <= hedge.high[0] * hedge.low[1] for hedge in hedge_table().hedge.values())
    assert {"security_forces", "executions"} <= set(scope_table().named)


def two_groups() -> list[Doc]:
    one = Doc("a", "Group One counts 310 people killed.", day="2026-01-13")
    one.say("310 people killed", "310", by="Group One")
    other = Doc("b", "The First Group counts 310 people killed.", day="2026-01-13")
    other.say("310 people killed", "310", by="The First Group")
    return [one, other]


def origins(result: Reconciliation) -> int:
    return toll_of(result).origins


def test_a_decision_joins_two_actors_and_another_parts_them() -> None:
    docs = two_groups()
    join = TollDecision(id="d1", kind="join_actors", subject="Group One", object="The First Group", reason="one website")
    part = TollDecision(id="d2", kind="part_actors", subject="Group One", object="The First Group", reason="two offices")
    assert origins(reconcile(*gather(docs), rules=RULES)) == 2
    assert origins(reconcile(*gather(docs), rules=RULES, decisions=[join])) == 1
    both = reconcile(*gather(docs), rules=RULES, decisions=[join, part])
    assert origins(both) == 2, "not the same holds"
    assert "decisions_disagree" in kinds(both)


def test_a_name_to_show_that_no_document_prints_joins_its_other_names_and_is_shown() -> None:
    docs = two_groups()
    joins = [
        TollDecision(id=f"a{place}", kind="join_actors", subject="The Group, of two names", object=name, reason="[aliases]")
        for place, name in enumerate(("Nobody Prints This", "Group One", "The First Group"))
    ]
    result = reconcile(*gather(docs), rules=RULES, decisions=joins)
    assert origins(result) == 1
    assert actor_name(result, toll_of(result).claims[0].origin) == "The Group, of two names"
    assert origins(reconcile(*gather(docs), rules=RULES, decisions=joins[:2])) == 2


def test_somebody_with_an_indefinite_article_is_not_named_whatever_the_reader_took_it_for() -> None:
    docs = []
    for name, relay in (("a", "Reuters"), ("b", "AFP")):
        doc = Doc(name, "A ministry official spoke of 2,000 people killed.", publisher=f"Paper {name}", day="2026-01-13")
        doc.say("2,000 people killed", "2,000", by=["A ministry official", relay], by_type="ministry", named=True)
        docs.append(doc)
    assert origins(reconcile(*gather(docs), rules=RULES)) == 2


def test_parting_breaks_an_alias_of_the_table() -> None:
    one = Doc("a", "HRANA counts 310 people killed.", day="2026-01-13")
    one.say("310 people killed", "310", by="HRANA")
    other = Doc("b", "Human Rights Activists in Iran count 350 people killed.", day="2026-01-13")
    other.say("350 people killed", "350", by="Human Rights Activists in Iran")
    part = TollDecision(
        id="d1", kind="part_actors", subject="HRANA", object="Human Rights Activists in Iran", reason="two counts"
    )
    assert origins(reconcile(*gather([one, other]), rules=RULES)) == 1
    assert origins(reconcile(*gather([one, other]), rules=RULES, decisions=[part])) == 2


def test_not_the_same_holds_against_transitivity() -> None:
    names = ("Alpha", "Beta", "Gamma")
    docs = []
    for name in names:
        doc = Doc(name, f"{name} counts 310 people killed.", publisher=f"Paper of {name}", day="2026-01-13")
        doc.say("310 people killed", "310", by=name)
        docs.append(doc)
    decided = [
        TollDecision(id="d1", kind="join_actors", subject="Alpha", object="Beta", reason="r"),
        TollDecision(id="d2", kind="join_actors", subject="Beta", object="Gamma", reason="r"),
        TollDecision(id="d3", kind="part_actors", subject="Alpha", object="Gamma", reason="r"),
    ]
    assert origins(reconcile(*gather(docs), rules=RULES, decisions=decided)) == 2


def test_unnamed_officials_are_as_specific_as_their_words() -> None:
    doc = Doc("a", "An official told Reuters of 2,000 dead. An official told AFP of 3,000 dead.", day="2026-01-13")
    doc.say("2,000 dead", "2,000", by=["An official", "Reuters"], by_type="state", named=False)
    doc.say("3,000 dead", "3,000", by=["An official", "AFP"], by_type="state", named=False)
    assert origins(reconcile(*gather([doc]), rules=RULES)) == 2


def official(name: str, by: list[str], figure: str = "2,000", clause: str = "{} people killed", **more: object) -> Doc:
    """A document in which an unnamed official gives a figure, to whoever follows in the chain."""
    words = clause.format(figure)
    doc = Doc(name, f"{by[0]} spoke of {words}.", publisher=f"Paper {name}", day="2026-01-13")
    doc.say(words, figure, by=by, by_type="state", named=False, **more)  # type: ignore[arg-type]
    return doc


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("An Iranian official", "Iranian official"),
        ("the Iranian official", "an iranian official"),
        ("یک مقام ایرانی", "مقام ایرانی"),
        ("المسؤول الإيراني", "مسؤول إيراني"),
        ("un funcionario iraní", "Funcionario iraní"),
        ("un responsable iranien", "le responsable iranien"),
    ],
)
def test_articles_and_case_part_no_unnamed_source(one: str, other: str) -> None:
    docs = [official("a", [one, "Reuters"]), official("b", [other, "Reuters"], figure="2,100")]
    assert origins(reconcile(*gather(docs), rules=RULES)) == 1


def test_a_source_told_to_an_agency_is_the_one_that_others_describe_in_the_same_words_for_the_same_figure() -> None:
    docs = [
        official("a", ["An Iranian official", "Reuters"]),
        official("b", ["Iranian official"]),
        official("c", ["an Iranian official"]),
    ]
    assert origins(reconcile(*gather(docs), rules=RULES)) == 1
    assert origins(reconcile(*gather(docs[1:]), rules=RULES)) == 2, "nobody says to whom they spoke: nothing joins them"
    other = official("d", ["An Iranian official", "AFP"])
    assert origins(reconcile(*gather([*docs[:2], other]), rules=RULES)) == 3, "two agencies heard one: nobody knows which it is"
    later = official("e", ["Iranian official"], figure="3,000")
    assert origins(reconcile(*gather([docs[0], later]), rules=RULES)) == 2, "another outlet, another figure"


def test_within_one_document_one_description_is_one_source() -> None:
    text = "An Iranian official told Reuters of 2,000 people killed. The Iranian official spoke of 300 people injured."
    doc = Doc("a", text, publisher="Paper", day="2026-01-13")
    told = doc.say("2,000 people killed", "2,000", by=["An Iranian official", "Reuters"], by_type="state", named=False)
    more = doc.say("300 people injured", "300", harm="injured", by="The Iranian official", by_type="state", named=False)
    result = reconcile(*gather([doc]), rules=RULES)
    assert series_of(result, told).origin == series_of(result, more).origin


def test_an_official_is_no_broadcaster_even_where_one_paper_has_a_figure_from_both() -> None:
    text = "An official spoke of 2,000 people killed. The broadcaster abroad has 2,000 people killed too."
    doc = Doc("a", text, publisher="Paper", day="2026-01-13")
    doc.say("2,000 people killed", "2,000", by="An official", by_type="state", named=False)
    doc.say("2,000 people killed", "2,000", by="The broadcaster abroad", by_type="outlet", named=False, nth=1)
    assert origins(reconcile(*gather([doc]), rules=RULES)) == 2


def test_a_body_without_its_name_is_the_one_named_body_of_its_kind_that_gives_the_figure() -> None:
    text = "Broadcaster: up to 12,000 people killed\nRadio North wrote of at least 12,000 people killed. The group has 640 people killed."
    doc = Doc("a", text, publisher="Paper", day="2026-01-13")
    headline = doc.say("up to 12,000 people killed", "12,000", by="Broadcaster", by_type="outlet", named=False, headline=True)
    body = doc.say("at least 12,000 people killed", "12,000", by="Radio North", by_type="outlet")
    group = doc.say("640 people killed", "640", by="The group", named=False)
    result = reconcile(*gather([doc]), rules=RULES)
    assert series_of(result, headline).origin == series_of(result, body).origin != series_of(result, group).origin
    assert "bound_flip" in kinds(result), "one origin, so the turned bound is seen"
    second = Doc("b", text + " Radio South: 12,000 people killed.", publisher="Paper", day="2026-01-13")
    second.statements = [msgspec.structs.replace(said, document="b", id=f"{said.id}b") for said in doc.statements]
    second.say("12,000 people killed", "12,000", by="Radio South", by_type="outlet", nth=2)
    assert origins(reconcile(*gather([second]), rules=RULES)) == 4, "two named ones: nobody knows which is meant"


def test_an_official_with_the_governments_figure_stays_an_official() -> None:
    doc = Doc(
        "a", "The ministry: 310 people killed. A ministry official: 310 people killed.", publisher="Paper", day="2026-01-13"
    )
    doc.say("310 people killed", "310", by="The Interior Ministry of Ardava", by_type="ministry")
    doc.say("310 people killed", "310", by="A ministry official", by_type="ministry", named=False, nth=1)
    assert origins(reconcile(*gather([doc]), rules=RULES)) == 2


def test_the_authorities_are_the_one_government_the_book_knows() -> None:
    doc = Doc("a", "Iranian authorities gave 3,117 dead. The state counts 3,000 arrests, the government says.", day="2026-01-21")
    doc.say("3,117 dead", "3,117", by="Iranian authorities", by_type="state", named=False)
    doc.say("3,000 arrests", "3,000", harm="arrested", by="the government", by_type="state", named=False)
    result = reconcile(*gather([doc]), rules=RULES)
    assert {series.origin for series in result.series} == {"iran_authorities"}


def test_figures_in_nobodys_name_are_shown_and_not_counted() -> None:
    docs = []
    for number, outlet in enumerate(("Paper", "Site", "Channel")):
        doc = Doc(
            outlet,
            "At least 4,000 people killed, it is feared: at least 4,000 people killed.",
            publisher=outlet,
            day=f"2026-01-1{number}",
        )
        doc.say("at least 4,000 people killed", "4,000")
        docs.append(doc)
    silent = toll_of(reconcile(*gather(docs), rules=RULES))
    assert (silent.reports, silent.origins, silent.unattributed, silent.claimed_high) == (3, 0, 3, None)
    counted = toll_of(reconcile(*gather(docs), rules=Rules(unattributed=True)))
    assert (counted.claimed_low, counted.origins) == (4000, 0)


def test_a_body_that_publishes_in_its_own_voice_is_the_origin() -> None:
    doc = Doc("release", "We counted 57 people killed.", publisher="Amnesty International", day="2026-01-13", kind="rights_group")
    spoken = doc.say("57 people killed", "57")
    result = reconcile(*gather([doc]), rules=RULES)
    assert series_of(result, spoken).origin == "amnesty_international"


def test_a_telling_figure_in_nobodys_name_is_relayed_from_its_only_origin() -> None:
    named = Doc("a", "HRANA counts 6,126 people killed.", day="2026-01-28")
    named.say("6,126 people killed", "6,126", by="HRANA")
    silent = Doc("b", "The toll stands at 6,126 people killed.", day="2026-01-29")
    spoken = silent.say("6,126 people killed", "6,126")
    result = reconcile(*gather([named, silent]), rules=RULES)
    assert series_of(result, spoken).origin == "hrana"
    rival = Doc("c", "Another Group counts 6,126 people killed.", day="2026-01-29")
    rival.say("6,126 people killed", "6,126", by="Another Group")
    unsure = reconcile(*gather([named, silent, rival]), rules=RULES)
    assert actor_name(unsure, series_of(unsure, spoken).origin) == "not attributed"


def test_a_part_is_said_by_whoever_says_its_total() -> None:
    doc = Doc("a", "HRANA counts 640 people killed, 64 of them children.", day="2026-01-13")
    total = doc.say("640 people killed", "640", by="HRANA")
    part = doc.say("64 of them children", "64", group="children", relation="part_of", to=total)
    result = reconcile(*gather([doc]), rules=RULES)
    assert series_of(result, part).origin == "hrana"
    assert [(found.of, found.origin) for found in result.parts] == [(total.id, "hrana")]


def test_a_part_joined_to_another_origins_total_is_parted_again() -> None:
    doc = Doc("a", "The outlet says 12,000 killed. HRANA: 130 of those killed were security forces.", day="2026-01-13")
    total = doc.say("12,000 killed", "12,000", by="Iran International", by_type="outlet")
    part = doc.say("130 of those killed", "130", group="security_forces", by="HRANA", relation="part_of", to=total)
    result = reconcile(*gather([doc]), rules=RULES)
    flag = next(flag for flag in result.flags if flag.kind == "part_joined_to_foreign_total")
    assert set(flag.statements) == {part.id, total.id}
    assert [found.of for found in result.parts] == [None]


def test_a_figure_of_one_origin_in_many_reports_is_one_origin() -> None:
    docs = []
    for number in range(12):
        doc = Doc(f"d{number}", "HRANA counts 640 people killed.", publisher=f"Paper {number}", day="2026-01-13")
        doc.say("640 people killed", "640", by=["HRANA", "Reuters"] if number % 2 else "HRANA")
        docs.append(doc)
    result = reconcile(*gather(docs), rules=RULES)
    toll = toll_of(result)
    assert (toll.reports, toll.origins) == (12, 1)
    assert [flag.kind for flag in result.flags] == ["same_figure_relayed"]
    assert "12 reports" in result.flags[0].sentence
    steps = {(relay.source, relay.to): len(relay.statements) for relay in result.relays}
    assert steps["hrana", "reuters"] == 6
