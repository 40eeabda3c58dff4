"""The sixteen real failures of the field, told in short texts of our own with the real figures. Each fails without its rule."""

from __future__ import annotations

import msgspec
import pytest

from tallybook.errors import RefusedError
from tallybook.model import ListFacts, Scope, TollDecision
from tallybook.tolls import (
    Aggregate,
    Baseline,
    DerivedNumber,
    Event,
    Rules,
    compare,
    list_origins,
    publish_findings,
    reconcile,
    reconcile_aggregate,
    rules_from,
)
from tests.tolls.build import Doc, actor_name, date, gather, kinds, series_of, toll_of

IRAN = Rules(whole=("Iran",))


# 1. Subset or beside?
def test_breakdown_that_says_including_adds_up_and_is_beside() -> None:
    doc = Doc(
        "a",
        "HRANA: at least 6,126 killed, including 5,777 protesters and 86 children; 214 government forces; 49 others.",
        day="2026-01-28",
    )
    total = doc.say("at least 6,126 killed", "6,126", by="HRANA")
    parts = [
        doc.say("5,777 protesters", "5,777", group="protesters", by="HRANA", relation="part_of", to=total),
        doc.say("86 children", "86", group="children", by="HRANA", relation="part_of", to=total),
        doc.say("214 government forces", "214", group="security_forces", by="HRANA", relation="part_of", to=total),
        doc.say("49 others", "49", group="other", group_text="non-protesters", by="HRANA", relation="part_of", to=total),
    ]
    result = reconcile(*gather([doc]), rules=IRAN)
    assert {(part.statement, part.relation, part.of, part.arithmetic) for part in result.parts} == {
        (part.id, "beside", total.id, "5,777 + 86 + 214 + 49 = 6,126") for part in parts
    }
    assert kinds(result) == ["breakdown_adds_up"]
    toll = toll_of(result)
    assert (toll.claimed_low, toll.claimed_high) == (6126, 6126)
    assert toll.scope.includes == ("security_forces",), "the sum shows that the total counts security forces in"


@pytest.mark.parametrize(("protesters", "total"), [("1,850", "2,003"), ("1,847", "2,000")])
def test_earlier_breakdowns_each_add_up_to_their_own_total(protesters: str, total: str) -> None:
    doc = Doc(
        "a",
        f"HRANA: {total} killed: {protesters} protesters, 135 troops, 9 civilians, 9 of the victims under 18.",
        day="2026-01-13",
    )
    whole = doc.say(f"{total} killed", total, by="HRANA")
    doc.say(f"{protesters} protesters", protesters, group="protesters", by="HRANA", relation="part_of", to=whole)
    doc.say("135 troops", "135", group="security_forces", by="HRANA", relation="part_of", to=whole)
    doc.say("9 civilians", "9", group="civilians", by="HRANA", relation="part_of", to=whole)
    doc.say("9 of the victims under 18", "9", group="children", by="HRANA", relation="part_of", to=whole)
    result = reconcile(*gather([doc]), rules=IRAN)
    assert [flag.arithmetic for flag in result.flags] == [f"{protesters} + 135 + 9 + 9 = {total}"]
    assert {part.relation for part in result.parts} == {"beside"}


def test_parts_of_another_copys_total_do_not_add_up() -> None:
    doc = Doc("a", "HRANA: 2,000 killed: 1,850 protesters, 135 troops, 9 bystanders, 9 children.", day="2026-01-13")
    whole = doc.say("2,000 killed", "2,000", by="HRANA")
    for clause, figure, group in (
        ("1,850 protesters", "1,850", "protesters"),
        ("135 troops", "135", "security_forces"),
        ("9 bystanders", "9", "civilians"),
        ("9 children", "9", "children"),
    ):
        doc.say(clause, figure, group=group, by="HRANA", relation="part_of", to=whole)  # type: ignore[arg-type]
    result = reconcile(*gather([doc]), rules=IRAN)
    flags = [flag for flag in result.flags if flag.kind == "breakdown_does_not_add_up"]
    assert [flag.arithmetic for flag in flags] == ["1,850 + 135 + 9 + 9 = 2,003, not 2,000"]


def test_a_part_larger_than_its_total() -> None:
    doc = Doc("a", "The ministry counts 120 dead, among them 150 soldiers.", day="2026-01-13")
    whole = doc.say("120 dead", "120", by="The ministry", by_type="ministry")
    part = doc.say(
        "150 soldiers", "150", group="security_forces", by="The ministry", by_type="ministry", relation="part_of", to=whole
    )
    result = reconcile(*gather([doc]), rules=IRAN)
    flags = {flag.kind: flag for flag in result.flags}
    assert set(flags["part_exceeds_total"].statements) == {whole.id, part.id}


# 2. One syndicated story, two tolls
STORY = (
    "The internet has been largely down for eighteen days and the toll keeps rising. "
    "HRANA says that {confirmed} deaths are confirmed while {pending} more are under investigation. "
    "Doctors describe wards that overflow, families queue outside the morgue in the capital, and shops stay closed in "
    "many towns. "
    "Nobody knows when the lines will be open again, a monitor said."
)


def story(name: str, day: str, confirmed: str, pending: str, publisher: str) -> Doc:
    doc = Doc(name, STORY.format(confirmed=confirmed, pending=pending), publisher=publisher, day=day)
    doc.say(f"{confirmed} deaths are confirmed", confirmed, by="HRANA", status="confirmed")
    doc.say(f"{pending} more are under investigation", pending, by="HRANA", status="under_review")
    return doc


def test_one_story_with_two_tolls_is_one_origin_at_two_times() -> None:
    first = story("a", "2026-01-25", "5,459", "17,031", "RFE/RL")
    copy = story("b", "2026-01-26", "5,848", "17,091", "Gazette")
    result = reconcile(*gather([first, copy]), rules=IRAN)
    toll = toll_of(result)
    assert (toll.origins, toll.reports) == (1, 2)
    assert (toll.claimed_low, toll.claimed_high) == (5848, 5848), "the later figure revises the earlier one"
    assert "revision" in kinds(result)
    differs = [flag for flag in result.flags if flag.kind == "copy_differs"]
    assert {flag.statements for flag in differs} == {
        (first.statements[0].id, copy.statements[0].id),
        (first.statements[1].id, copy.statements[1].id),
    }
    assert [(relay.source, relay.to) for relay in result.relays if relay.syndicated] == [
        ("rferl", toll.claims[0].point.publishers[0])
    ]


def test_pending_cases_are_no_part_of_the_toll() -> None:
    result = reconcile(*gather([story("a", "2026-01-25", "5,459", "17,031", "RFE/RL")]), rules=IRAN)
    assert toll_of(result).claimed_high == 5459
    assert toll_of(result, tier="under_review").claimed_high == 17031
    assert kinds(result) == ["confirmed_and_pending"]


def test_pending_cases_go_with_the_count_of_their_own_day() -> None:
    doc = Doc("table", "17 January: 3,090 killed. 24 January: 5,459 killed, 17,031 cases open.", day="2026-02-05")
    for clause, figure, day, status in (
        ("3,090 killed", "3,090", "2026-01-17", "confirmed"),
        ("5,459 killed", "5,459", "2026-01-24", "confirmed"),
        ("17,031 cases open", "17,031", "2026-01-24", "under_review"),
    ):
        doc.say(clause, figure, by="HRANA", status=status, period="cumulative", days=(None, day))  # type: ignore[arg-type]
    result = reconcile(*gather([doc]), rules=IRAN)
    (flag,) = (flag for flag in result.flags if flag.kind == "confirmed_and_pending")
    assert set(flag.statements) == {doc.statements[1].id, doc.statements[2].id}


# 3. Same day, two verified tolls
def test_two_verified_tolls_of_one_day_contradict() -> None:
    doc = Doc("a", "HRANA had verified 3,090 deaths. Iran Human Rights counted 3,428 people killed.", day="2026-01-17")
    one = doc.say("3,090 deaths", "3,090", by="HRANA", status="confirmed")
    other = doc.say("3,428 people killed", "3,428", by="Iran Human Rights", status="documented")
    result = reconcile(*gather([doc]), rules=IRAN)
    toll = toll_of(result)
    assert (toll.claimed_low, toll.claimed_high, toll.origins) == (3090, 3428, 2)
    flags = [flag for flag in result.flags if flag.kind == "contradiction"]
    assert [set(flag.statements) for flag in flags] == [{one.id, other.id}]
    assert "3,090" in flags[0].sentence
    assert "3,428" in flags[0].sentence


# 4. Confirmed and pending in one breath
def test_the_confirmed_part_is_no_second_toll() -> None:
    doc = Doc("a", "Around 13,078 killed (2,677 confirmed), says the Tracker.", day="2026-01-20")
    whole = doc.say("Around 13,078 killed", "13,078", by="the Tracker")
    part = doc.say("2,677 confirmed", "2,677", by="the Tracker", status="confirmed")
    result = reconcile(*gather([doc]), rules=IRAN)
    assert kinds(result) == ["confirmed_and_pending"]
    assert [(found.statement, found.of) for found in result.parts] == [(part.id, whole.id)]
    assert (toll_of(result).claimed_low, toll_of(result).claimed_high) == (13078, 13078)
    assert series_of(result, part).tier == "confirmed_part"


# 5. A chain of two anonymous officials
def test_one_pair_of_officials_however_often_cited() -> None:
    time = Doc(
        "time",
        "May exceed 30,000, two senior Iranian health officials said: more than 30,000 dead.",
        publisher="Time",
        day="2026-01-25",
    )
    time.say("more than 30,000 dead", "30,000", by="two senior Iranian health officials", by_type="state", named=False)
    citing = Doc("b", "Officials told Time magazine of more than 30,000 dead.", day="2026-01-26")
    citing.say("more than 30,000 dead", "30,000", by=["Officials", "Time magazine"], by_type="state", named=False)
    bare = Doc("c", "More than 30,000 dead, Time reports: more than 30,000 dead.", day="2026-01-27")
    bare.say("more than 30,000 dead", "30,000", by="Time", by_type="outlet")
    other = Doc("d", "Toll could exceed 20,000, says the UN rapporteur: up to 20,000 dead.", day="2026-01-26")
    other.say("up to 20,000 dead", "20,000", by="Mai Sato", by_type="un")
    result = reconcile(*gather([time, citing, bare, other]), rules=IRAN)
    toll = toll_of(result)
    assert (toll.reports, toll.origins) == (4, 2)
    names = {actor_name(result, claim.origin): claim.point.reports for claim in toll.claims}
    assert names == {"two senior Iranian health officials": 3, "UN Special Rapporteur on Iran": 1}
    relay = next(relay for relay in result.relays if relay.source == toll.claims[0].origin or relay.to == "time_magazine")
    assert relay.to == "time_magazine"


# 6. State list against state toll
def test_list_and_unidentified_make_the_announced_toll() -> None:
    toll_story = Doc("a", "The presidency put the toll at 3,117 killed.", day="2026-01-21")
    announced = toll_story.say("3,117 killed", "3,117", by="Iran's presidential office", by_type="state", status="official")
    list_story = Doc(
        "b", "The presidency published 2,986 names of people killed; 131 bodies remain unidentified.", day="2026-02-01"
    )
    named = list_story.say(
        "2,986 names of people killed", "2,986", by="Iran's presidential office", by_type="state", status="documented"
    )
    rest = list_story.say("131 bodies remain unidentified", "131", by="Iran's presidential office", by_type="state")
    result = reconcile(*gather([toll_story, list_story]), rules=IRAN)
    flag = next(flag for flag in result.flags if flag.kind == "list_plus_unidentified")
    assert flag.arithmetic == "2,986 + 131 = 3,117"
    assert {part.statement for part in result.parts} == {named.id, rest.id}
    assert toll_of(result).claimed_low == toll_of(result).claimed_high == 3117, "the list is part of the toll, no drop of it"
    assert "drop" not in kinds(result)
    assert announced.id in toll_of(result).claims[0].point.statements


def test_the_names_may_come_as_a_list() -> None:
    doc = Doc("a", "The presidency put the toll at 3,117 killed, 131 of them unidentified.", day="2026-02-01")
    doc.say("3,117 killed", "3,117", by="Iran's presidential office", by_type="state")
    doc.say("131 of them unidentified", "131", by="Iran's presidential office", by_type="state", relation="part_of")
    names = ListFacts(id="l1", list="presidency", publisher="Iran's presidential office", rows=2986)
    result = reconcile(*gather([doc]), rules=IRAN, lists=[names])
    assert [flag.lists for flag in result.flags if flag.kind == "list_plus_unidentified"] == [("l1",)]


# 7. Arrests at different times
def test_arrests_of_different_days_are_no_contradiction() -> None:
    early = Doc("a", "The authorities spoke of roughly 3,000 arrested.", day="2026-01-17")
    early.say("roughly 3,000 arrested", "3,000", harm="arrested", by="Iranian authorities", by_type="state", status="official")
    middle = Doc("b", "HRANA counts 26,800 arrested.", day="2026-01-23")
    middle.say("26,800 arrested", "26,800", harm="arrested", by="HRANA")
    late = Doc("c", "HRANA counts 40,887 arrested and 6,126 killed.", day="2026-01-28")
    late.say("40,887 arrested", "40,887", harm="arrested", by="HRANA")
    late.say("6,126 killed", "6,126", by="HRANA")
    result = reconcile(*gather([early, middle, late]), rules=IRAN)
    assert "contradiction" not in kinds(result)
    flag = next(flag for flag in result.flags if flag.kind == "not_comparable")
    assert "as of 17 January 2026" in flag.sentence
    assert "as of 28 January 2026" in flag.sentence
    assert (toll_of(result, "arrested").claimed_low, toll_of(result, "arrested").claimed_high) == (3000, 40887)
    assert toll_of(result).claimed_high == 6126


# 8. Scope bleed
def test_war_deaths_stay_apart_from_protest_deaths() -> None:
    protests = Doc("a", "HRANA counts 6,126 killed in the protests.", day="2026-01-28")
    protests.say("6,126 killed in the protests", "6,126", by="HRANA")
    war = Doc("b", "HRANA, day 34 of the war: 3,461 killed in the war.", day="2026-04-02")
    war.say("3,461 killed in the war", "3,461", by="HRANA")
    blind = reconcile(*gather([protests, war]), rules=IRAN)
    assert "drop" in kinds(blind), "without the rule the war's figure looks like a falling toll, and is flagged"
    apart = reconcile(*gather([protests, war]), rules=Rules(events=(Event(name="war", words=("war",)),)))
    assert toll_of(apart, event=None).claimed_high == 6126
    assert toll_of(apart, event="war").claimed_high == 3461
    assert kinds(apart) == ["not_comparable"]
    assert "different events" in apart.flags[0].sentence


def test_an_event_can_be_decided_for_one_statement() -> None:
    doc = Doc("a", "HRANA counts 3,461 killed.", day="2026-04-02")
    spoken = doc.say("3,461 killed", "3,461", by="HRANA")
    decision = TollDecision(id="d1", kind="set_event", subject=spoken.id, object="war", reason="the story is about the war")
    result = reconcile(*gather([doc]), rules=IRAN, decisions=[decision])
    assert [toll.scope.event for toll in result.tolls] == ["war"]


# 9. A gap is no measurement
def test_silence_is_no_zero_and_news_after_it_is_a_jump() -> None:
    before = Doc("a", "A doctor: 40 killed in Rasht.", day="2026-01-08")
    before.say("40 killed in Rasht", "40", by="Rasht Doctors", place="Rasht")
    after = Doc("b", "Rasht Doctors: 300 killed in Rasht.", day="2026-01-24")
    after.say("300 killed in Rasht", "300", by="Rasht Doctors", place="Rasht")
    result = reconcile(*gather([before, after]), rules=IRAN)
    assert [(point.as_of, point.low) for point in result.series[0].points] == [
        (date("2026-01-08"), 40),
        (date("2026-01-24"), 300),
    ]
    assert kinds(result) == ["jump"]


# 10. A figure that the cited report does not hold, and a wrong row
def test_a_figure_absent_from_the_cited_report_stops_publication() -> None:
    doc = Doc("a", "The report names 6,438 killed.", day="2026-01-28")
    spoken = doc.say("6,438 killed", "6,438", by="HRANA")
    report = "The report describes arrests and gives no number of dead at all."
    cited = msgspec.structs.replace(spoken, text_digest=Doc("x", report).say("arrests", "arrests").text_digest)
    result = reconcile([cited], [doc.facts], rules=IRAN)
    findings = publish_findings(result, result, [cited], {cited.text_digest: report}, rules=IRAN)
    assert [finding.code for finding in findings] == ["figure_not_in_document"]


def test_evacuation_centres_are_no_dead() -> None:
    briefing = Doc("a", "2,360 dead, 3,853 injured, 77 missing; 4,460 evacuation centres", day="2013-11-15")
    right = briefing.say("2,360 dead", "2,360", by="OCHA", harm_text="2,360 dead")
    wrong = briefing.say("4,460 evacuation centres", "4,460", by="OCHA", harm_text="4,460 dead")
    texts = {right.text_digest: briefing.text}
    result = reconcile(*gather([briefing]), rules=IRAN)
    findings = publish_findings(result, result, briefing.statements, texts, rules=IRAN)
    assert [(finding.code, finding.subject) for finding in findings] == [("harm_not_in_document", wrong.id)]


# 11. List quality: removal and return
def test_a_list_that_shrinks_is_flagged_with_its_arithmetic() -> None:
    before = ListFacts(id="l1", list="ministry", publisher="Gaza Health Ministry", rows=50021, published=date("2025-03-23"))
    after = ListFacts(id="l2", list="ministry", publisher="Gaza Health Ministry", rows=48169, published=date("2025-03-24"))
    result = reconcile([], [], rules=IRAN, lists=[after, before])
    assert [(flag.kind, flag.arithmetic, flag.lists) for flag in result.flags] == [
        ("drop", "50,021 − 1,852 = 48,169", ("l1", "l2"))
    ]


# 12. Chain arithmetic of old
def test_morgue_total_less_the_ordinary_rate() -> None:
    morgue = Aggregate(
        what="bodies recorded by the morgue",
        total=2846,
        start=date("2003-04-14"),
        end=date("2003-08-31"),
        reports=("agency", "newspaper"),
        place="Baghdad",
        baselines=(),
    )
    result = reconcile_aggregate(
        msgspec.structs.replace(morgue, baselines=(Baseline(what="ordinary deaths", low=1327, high=1327),)), []
    )
    assert (result.low, result.high) == (1519, 1519)
    with pytest.raises(RefusedError, match="two reports"):
        reconcile_aggregate(msgspec.structs.replace(morgue, reports=("agency",)), [])


# 13. Two lists of which one imports the other
def test_lists_that_import_one_another_are_one_origin() -> None:
    one = ListFacts(id="l1", list="memorial", publisher="Memorial Project", rows=3550)
    other = ListFacts(id="l2", list="names", publisher="Names Archive", rows=4100, copies=("l1",))
    third = ListFacts(id="l3", list="own", publisher="Hengaw", rows=800)
    assert list_origins([one, other, third]) == (("memorial", "names"), ("own",))
    doc = Doc("a", "Memorial Project: 3,550 killed. Names Archive: 3,600 killed.", day="2026-02-10")
    doc.say("3,550 killed", "3,550", by="Memorial Project")
    doc.say("3,600 killed", "3,600", by="Names Archive")
    together = reconcile(*gather([doc]), rules=IRAN, lists=[one, other, third])
    apart = reconcile(*gather([doc]), rules=IRAN, lists=[one, third])
    assert (toll_of(together).origins, toll_of(apart).origins) == (1, 2)
    assert {grade.corroboration for grade in together.grades} == {"single"}
    assert {grade.corroboration for grade in apart.grades} == {"contested"}, "two independent counts that differ contradict"


# 14. Silent truncation
def test_a_list_of_exactly_one_page_raises_a_question() -> None:
    cut = ListFacts(id="l1", list="backup", publisher="Archive", rows=1000, published=date("2026-02-20"))
    result = reconcile([], [], rules=IRAN, lists=[cut])
    assert kinds(result) == ["round_page_size_count"]
    (finding,) = publish_findings(result, result, [], {}, rules=IRAN, lists=[cut])
    assert (finding.code, finding.allowed_by) == ("round_count", None)
    let = TollDecision(id="d1", kind="allow", subject=finding.id, reason="counted by hand: it holds 1,000 people")
    (allowed,) = publish_findings(result, result, [], {}, rules=IRAN, lists=[cut], decisions=[let])
    assert allowed.allowed_reason == "counted by hand: it holds 1,000 people"


# 15. Stale derived numbers
def test_numbers_computed_before_the_records_changed_fail() -> None:
    coverage = DerivedNumber(name="records with a city", printed=5919, recomputed=4913, at_most=5202)
    total = DerivedNumber(name="sum of the distribution", printed=6232, recomputed=5202)
    empty = reconcile([], [], rules=IRAN)
    findings = publish_findings(empty, empty, [], {}, rules=IRAN, derived=[coverage, total])
    assert [(finding.code, finding.subject) for finding in findings] == [
        ("part_exceeds_total", "records with a city"),
        ("stale", "records with a city"),
        ("stale", "sum of the distribution"),
    ]


def test_a_printed_toll_that_its_statements_no_longer_give_is_stale() -> None:
    old = Doc("a", "HRANA counts 5,459 killed.", day="2026-01-25")
    old.say("5,459 killed", "5,459", by="HRANA")
    new = Doc("b", "HRANA counts 5,848 killed.", day="2026-01-26")
    new.say("5,848 killed", "5,848", by="HRANA")
    printed = reconcile(*gather([old]), rules=IRAN)
    now = reconcile(*gather([old, new]), rules=IRAN)
    texts = {doc.statements[0].text_digest: doc.text for doc in (old, new)}
    statements = [*old.statements, *new.statements]
    assert publish_findings(now, now, statements, texts, rules=IRAN) == ()
    findings = publish_findings(printed, now, statements, texts, rules=IRAN)
    assert {finding.code for finding in findings} == {"stale"}
    assert any("5,459 to 5,848" in finding.sentence or "now stands by 5,848" in finding.sentence for finding in findings)


# 16. Identity from name and event
def test_two_victims_in_one_place_on_one_day_stay_two() -> None:
    doc = Doc("a", "A teacher was shot in Karaj on 8 January. A student was shot in Karaj that night.", day="2026-01-09")
    day = ("2026-01-08", "2026-01-08")
    one = doc.say(
        "A teacher was shot in Karaj", "A teacher", implied=True, relation="incident", place="Karaj", period="day", days=day
    )
    other = doc.say(
        "A student was shot in Karaj", "A student", implied=True, relation="incident", place="Karaj", period="day", days=day
    )
    result = reconcile(*gather([doc]), rules=IRAN)
    assert series_of(result, one).id != series_of(result, other).id
    assert result.tolls == (), "nothing shows that they are one incident, so no toll joins them"
    scope = Scope(harm="killed", group="people", period="incident", place=None)
    assert [difference.field for difference in compare(scope, scope).differences] == ["incident"]


def test_sample_rules_parse_from_a_table() -> None:
    rules = rules_from(
        {
            "range": {"statuses": ["confirmed"], "floors": {"dozens": 24}},
            "tolls": {"whole": ["Iran"], "since": date("2025-12-28")},
        }
    )
    assert (rules.statuses, rules.floors, rules.whole, rules.since) == (
        ("confirmed",),
        {"dozens": 24},
        ("Iran",),
        date("2025-12-28"),
    )
