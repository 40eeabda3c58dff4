"""Series, ranges, flags in a series, and grades."""

from __future__ import annotations

import pytest

from tallybook.errors import SettingsError
from tallybook.model import Documented, Scope, TollDecision
from tallybook.tolls import Policy, Rules, compare_series, reconcile, rules_from
from tests.tolls.build import Doc, actor_name, date, gather, kinds, series_of, toll_of

RULES = Rules(whole=("Iran",))


def counts(name: str, figures: list[tuple[str, str]], by: str = "HRANA") -> list[Doc]:
    """One document a figure: (day, figure)."""
    docs = []
    for day, figure in figures:
        doc = Doc(f"{name}-{day}-{figure}", f"{by} counts {figure} people killed.", publisher=f"{name} paper", day=day)
        doc.say(f"{figure} people killed", figure, by=by)
        docs.append(doc)
    return docs


def test_later_figures_revise_earlier_ones_and_each_change_is_named() -> None:
    docs = counts("a", [("2026-01-13", "640"), ("2026-01-14", "700"), ("2026-01-15", "2,100"), ("2026-01-16", "2,000")])
    result = reconcile(*gather(docs), rules=RULES)
    assert kinds(result) == ["drop", "jump", "revision"]
    (toll,) = result.tolls
    assert [claim.point.printed for claim in toll.claims] == ["2,000"], "the last figure stands, even a lower one"
    assert (toll.claimed_low, toll.claimed_high) == (2000, 2000)


def test_a_repeat_after_a_newer_figure_is_stale_and_no_drop() -> None:
    docs = [*counts("a", [("2026-01-13", "640"), ("2026-01-20", "700")]), *counts("late", [("2026-01-25", "640")])]
    result = reconcile(*gather(docs), rules=RULES)
    assert toll_of(result).claimed_high == 700
    assert sorted(kinds(result)) == ["revision", "same_figure_relayed", "stale"]


def test_an_origin_that_returns_to_a_figure_in_its_own_voice_makes_a_point() -> None:
    docs = counts("a", [("2026-01-13", "640"), ("2026-01-20", "700")])
    own = Doc("own", "Corrected: 640 people killed.", publisher="HRANA", day="2026-01-25", kind="rights_group")
    own.say("640 people killed", "640")
    result = reconcile(*gather([*docs, own]), rules=RULES)
    assert [point.low for point in result.series[0].points] == [640, 700, 640]
    assert toll_of(result).claimed_high == 640
    assert "drop" in kinds(result)


def test_a_rounded_headline_is_no_second_figure() -> None:
    doc = Doc(
        "a",
        "More than 6,000 killed\nHRANA counts 6,126 people killed. HRANA says more than 6,000 people killed.",
        day="2026-01-28",
    )
    exact = doc.say("6,126 people killed", "6,126", by="HRANA")
    rounded = doc.say("more than 6,000 people killed", "6,000", by="HRANA")
    result = reconcile(*gather([doc]), rules=RULES)
    assert len(series_of(result, exact).points) == 1
    assert series_of(result, rounded) == series_of(result, exact)
    assert toll_of(result).claimed_low == 6126


def test_an_estimate_beside_a_count_is_no_drop() -> None:
    first = Doc("a", "Iran Human Rights spoke of estimates of 6,000 people killed.", day="2026-01-13")
    first.say("6,000 people killed", "6,000", by="Iran Human Rights", status="estimated")
    docs = [first, *counts("b", [("2026-01-17", "3,428")], by="Iran Human Rights")]
    result = reconcile(*gather(docs), rules=RULES)
    assert "drop" not in kinds(result)
    assert (toll_of(result).origins, toll_of(result).claimed_low, toll_of(result).claimed_high) == (1, 3428, 6000)
    apart = next(flag for flag in result.flags if flag.kind == "not_comparable" and "not about the same thing" in flag.sentence)
    assert apart.sentence.endswith("One is an estimate, the other a count.")


def test_vague_words_stay_vague_unless_the_rule_reads_them() -> None:
    doc = Doc("a", "HRANA speaks of dozens killed so far.", day="2026-01-13")
    doc.say("dozens killed so far", "dozens", by="HRANA", period="cumulative", days=(None, "2026-01-13"))
    assert toll_of(reconcile(*gather([doc]), rules=RULES)).claimed_low is None
    rules = rules_from({"range": {"floors": {"Dozens": 24}}})
    toll = toll_of(reconcile(*gather([doc]), rules=rules))
    assert (toll.claimed_low, toll.low_bound) == (24, "at_least")
    assert "“dozens” = 24" in toll.rule


def test_statuses_that_count_are_a_rule() -> None:
    doc = Doc("a", "HRANA: 640 people killed. Rumour Mill: 9,000 people killed.", day="2026-01-13")
    doc.say("640 people killed", "640", by="HRANA", status="confirmed")
    doc.say("9,000 people killed", "9,000", by="Rumour Mill", status="alleged")
    everything = toll_of(reconcile(*gather([doc]), rules=RULES))
    strict = toll_of(reconcile(*gather([doc]), rules=rules_from({"range": {"statuses": ["confirmed", "documented"]}})))
    assert (everything.claimed_high, strict.claimed_high, len(strict.claims)) == (9000, 640, 2)
    assert "alleged" in strict.rule


def test_best_only_as_the_rule_chooses_it() -> None:
    docs = [*counts("a", [("2026-01-13", "640")]), *counts("b", [("2026-01-13", "500")], by="Iran Human Rights")]
    assert toll_of(reconcile(*gather(docs), rules=RULES)).best is None
    ranked = rules_from({"range": {"method": "low_best_high", "best": {"how": "hierarchy", "actors": ["IHR", "HRANA"]}}})
    toll = toll_of(reconcile(*gather(docs), rules=ranked))
    assert (toll.claimed_low, toll.best, toll.claimed_high) == (500, 500, 640)
    tied = rules_from({"range": {"method": "low_best_high", "best": {"how": "most_origins"}}})
    assert toll_of(reconcile(*gather(docs), rules=tied)).best is None
    docs += counts("c", [("2026-01-13", "500")], by="Hengaw")
    assert toll_of(reconcile(*gather(docs), rules=tied)).best == 500


@pytest.mark.parametrize(
    "tables",
    [
        {"range": {"method": "low_best_high"}},
        {"range": {"best": {"how": "hierarchy"}}},
        {"range": {"method": "average"}},
        {"tolls": {"wohle": ["Iran"]}},
        {"range": 3},
    ],
)
def test_rules_with_a_mistake_are_refused(tables: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        rules_from(tables)


def test_documented_persons_stand_beside_the_claims() -> None:
    entry = Documented(scope=Scope(harm="killed", group="people", period="cumulative"), persons=(2981, 2986), lists=("l1",))
    toll = toll_of(reconcile(*gather(counts("a", [("2026-02-01", "3,117")])), rules=RULES, documented=[entry]))
    assert (toll.documented, toll.claimed_low) == ((2981, 2986), 3117)


def test_who_counts_security_forces_in_and_who_leaves_them_out_do_not_share_a_toll() -> None:
    one = Doc(
        "a",
        "HRANA: 640 people killed, including security forces. Memorial: 500 people killed, not counting security forces.",
        day="2026-01-13",
    )
    first = one.say("640 people killed, including security forces", "640", by="HRANA")
    second = one.say("500 people killed, not counting security forces", "500", by="Memorial")
    result = reconcile(*gather([one]), rules=RULES)
    comparison = compare_series(series_of(result, first), series_of(result, second))
    assert [difference.field for difference in comparison.differences] == ["inclusion"]
    assert len(result.tolls) == 2
    policy = Rules(policies={"Memorial": Policy(excludes=("security_forces",))})
    silent = counts("b", [("2026-01-13", "500")], by="Memorial")
    assert reconcile(*gather(silent), rules=policy).tolls[0].scope.excludes == ("security_forces",)


@pytest.mark.parametrize("name", ["security forces", "executions", "children"])
def test_whoever_is_counted_in_or_left_out_is_scope(name: str) -> None:
    text = f"HRANA: 640 people killed, including {name}. Memorial: 500 people killed, not counting {name}."
    doc = Doc("a", text, day="2026-01-13")
    first = doc.say(f"640 people killed, including {name}", "640", by="HRANA")
    second = doc.say(f"500 people killed, not counting {name}", "500", by="Memorial")
    result = reconcile(*gather([doc]), rules=RULES)
    comparison = compare_series(series_of(result, first), series_of(result, second))
    assert [difference.field for difference in comparison.differences] == ["inclusion"]
    assert name in comparison.differences[0].sentence
    assert "contradiction" not in kinds(result)


def test_grades_count_independent_origins_and_humans_set_the_axes() -> None:
    docs = [*counts("a", [("2026-01-13", "640")]), *counts("b", [("2026-01-13", "640")], by="Iran Human Rights")]
    docs += counts("c", [("2026-01-13", "90,000")], by="Rumour Mill")
    decided = [
        TollDecision(id="d1", kind="reliability", subject="هرانا", object="B", reason="usually right"),
        TollDecision(id="d2", kind="credibility", subject="HRANA", object="2", reason="agrees with others"),
    ]
    result = reconcile(*gather(docs), rules=RULES, decisions=decided)
    names = {series.id: actor_name(result, series.origin) for series in result.series}
    grades = {names[grade.series]: grade for grade in result.grades}
    assert {name: grade.corroboration for name, grade in grades.items()} == {
        "HRANA": "two_or_more",
        "Iran Human Rights": "two_or_more",
        "Rumour Mill": "contested",
    }
    assert (grades["HRANA"].reliability, grades["HRANA"].credibility, grades["HRANA"].decisions) == ("B", "2", ("d1", "d2"))
    assert grades["Iran Human Rights"].reliability is None
    series = next(series.id for series in result.series if series.origin not in ("hrana", "iran_human_rights"))
    discount = TollDecision(id="d3", kind="discount", subject=series, reason="withdrawn by its author")
    again = reconcile(*gather(docs), rules=RULES, decisions=[discount])
    assert [grade.corroboration for grade in again.grades if grade.series == series] == ["discounted"]
    assert toll_of(again).claimed_high == 90000, "a grade never changes a count"


def test_denied_figures_are_kept_and_stand_in_no_toll() -> None:
    doc = Doc("a", "The ministry denied that 12,000 people were killed.", day="2026-01-13")
    doc.say("12,000 people were killed", "12,000", by="The ministry", by_type="ministry", status="denied")
    result = reconcile(*gather([doc]), rules=RULES)
    assert result.tolls == ()
    assert [(entry.series, entry.code) for entry in result.untabled] == [(result.series[0].id, "denied")]


def test_days_are_no_total_and_new_deaths_no_revision() -> None:
    doc = Doc("a", "HRANA: 640 people killed so far, 34 people killed on Tuesday.", day="2026-01-13")
    doc.say("640 people killed so far", "640", by="HRANA", period="cumulative", days=(None, "2026-01-13"))
    doc.say("34 people killed on Tuesday", "34", by="HRANA", relation="new", period="day", days=("2026-01-13", "2026-01-13"))
    result = reconcile(*gather([doc]), rules=RULES)
    assert [(toll.scope.period, toll.claimed_low) for toll in result.tolls] == [("cumulative", 640), ("day", 34)]
    assert kinds(result) == []


def test_places_can_be_given() -> None:
    doc = Doc("a", "HRANA: 640 people killed in Rasht.", day="2026-01-13")
    spoken = doc.say("640 people killed in Rasht", "640", by="HRANA", place="Rasht")
    assert [toll.scope.place for toll in reconcile(*gather([doc]), rules=RULES).tolls] == ["rasht"]
    resolved = reconcile(*gather([doc]), rules=RULES, places={spoken.id: "ir-01-rasht"})
    assert [toll.scope.place for toll in resolved.tolls] == ["ir-01-rasht"]
    assert [toll.scope.place for toll in reconcile(*gather([doc]), rules=RULES, places={spoken.id: None}).tolls] == [None]


def test_since_the_events_own_beginning_is_no_other_period() -> None:
    doc = Doc("a", "HRANA: 640 people killed since 28 December. Hengaw: 200 people killed since 8 January.", day="2026-01-13")
    doc.say("640 people killed since 28 December", "640", by="HRANA", period="cumulative", days=("2025-12-28", "2026-01-13"))
    doc.say("200 people killed since 8 January", "200", by="Hengaw", period="cumulative", days=("2026-01-08", "2026-01-13"))
    result = reconcile(*gather([doc]), rules=Rules(since=date("2025-12-28")))
    assert sorted(str(toll.scope.start) for toll in result.tolls) == ["2026-01-08", "None"]


def test_what_reads_like_an_incident_at_no_place_is_a_total_of_its_days_if_large() -> None:
    doc = Doc(
        "a",
        "HRANA: 10,700 people arrested in two weeks. HRANA: 12 people arrested in two weeks. HRANA: 640 killed.",
        day="2026-01-13",
    )
    weeks = ("2025-12-30", "2026-01-13")
    large = doc.say(
        "10,700 people arrested in two weeks",
        "10,700",
        harm="arrested",
        by="HRANA",
        relation="incident",
        period="interval",
        days=weeks,
    )
    small = doc.say(
        "12 people arrested in two weeks", "12", harm="arrested", by="HRANA", relation="incident", period="interval", days=weeks
    )
    doc.say(
        "640 killed",
        "640",
        by="HRANA",
        relation="incident",
        period="interval",
        days=("2026-01-08", "2026-01-09"),
        hedge="largely",
    )
    result = reconcile(*gather([doc]), rules=RULES)
    assert toll_of(result, "arrested").scope.period == "interval"
    assert toll_of(result, "killed").scope.period == "cumulative"
    assert [entry.code for entry in result.untabled if entry.series == series_of(result, small).id] == ["incident_not_identified"]
    assert [claim.point.statements for claim in toll_of(result, "arrested").claims] == [(large.id,)]


def test_a_headline_that_says_so_far_and_its_body_make_one_claim() -> None:
    text = (
        "Up to 12,000 killed so far: up to 12,000 killed\nThe outlet wrote that at least 12,000 people were killed on two nights."
    )
    doc = Doc("a", text, day="2026-01-13")
    so_far = doc.say("up to 12,000 killed", "12,000", headline=True, period="cumulative", days=(None, "2026-01-13"))
    nights = ("2026-01-08", "2026-01-09")
    body = doc.say("at least 12,000 people were killed", "12,000", by="Iran International", period="interval", days=nights)
    result = reconcile(*gather([doc]), rules=RULES)
    assert series_of(result, so_far) == series_of(result, body)
    assert (toll_of(result).high_bound, toll_of(result).scope.period) == ("at_least", "cumulative"), "the body speaks for it"
