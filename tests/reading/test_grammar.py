"""What the grammar must get right, each case written by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.reading.helpers import chain, only, reading, stated


@pytest.mark.parametrize(
    ("text", "bound", "low", "high", "approximate"),
    [
        ("At least 45 people were killed.", "at_least", 45, None, False),
        ("No fewer than 45 people were killed.", "at_least", 45, None, False),
        ("More than 45 people were killed.", "more_than", 45, None, False),
        ("As many as 45 people were killed.", "up_to", None, 45, False),
        ("Tolls as high as around 45 dead were confirmed.", "up_to", None, 45, True),
        ("Fewer than 45 people were killed.", "less_than", None, 45, False),
        ("Around 45 people were killed.", "exact", 45, 45, True),
        ("Some 45 people were killed.", "exact", 45, 45, True),
        ("Between 40 and 45 people were killed.", "between", 40, 45, False),
        ("Dozens of people were killed.", "vague", None, None, False),
        ("The toll exceeded 45 dead.", "more_than", 45, None, False),
    ],
)
def test_bounds(text: str, bound: str, low: int | None, high: int | None, approximate: bool) -> None:
    quantity = only(text).quantity
    assert (quantity.bound, quantity.low, quantity.high, quantity.approximate) == (bound, low, high, approximate)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("12,000", 12_000),
        ("1.5 million", 1_500_000),
        ("12k", 12_000),
        ("two dozen", 24),
        ("Half a million", 500_000),
        ("three hundred and seven", 307),
        ("twenty-five thousand", 25_000),
        ("٢٥", 25),
    ],
)
def test_numerals(printed: str, value: int) -> None:
    statement = only(f"{printed} people were killed.")
    assert (statement.quantity.printed, statement.quantity.low) == (printed, value)


@pytest.mark.parametrize(
    "text",
    [
        "Four gunmen attacked the town.",
        "No one was killed on 12 March.",
        "He was sentenced to death after 12 years.",
        "The dead were buried in 12 graves.",
        "Some 40 percent of the dead were women.",
        "They marched for 3 days, and the army fired 12 missiles at those killed.",
        "The crowd chanted “Death to the dictator” 12 times.",
        "The regime threatened to execute 12 prisoners.",
    ],
)
def test_numbers_that_count_nobody_harmed(text: str) -> None:
    assert stated(text) == []


def test_a_perpetrator_is_no_victim() -> None:
    assert only("Four gunmen killed 12 people.").quantity.low == 12
    assert only("Twelve people were killed by four gunmen.").quantity.low == 12


def test_a_part_names_its_whole() -> None:
    whole, children, women = stated("Sixty people, including 12 children and nine women, were killed in a strike.")
    assert [whole.relation.label, children.relation.label, women.relation.label] == ["incident", "part_of", "part_of"]
    assert children.relation.to == women.relation.to == whole.id
    assert [statement.group.label for statement in (whole, children, women)] == ["people", "children", "women"]


def test_a_part_of_those_killed() -> None:
    statement = only("It said that some 30 of those killed were police officers.")
    assert (statement.relation.label, statement.group.label, statement.harm.label) == ("part_of", "security_forces", "killed")


def test_a_sentence_goes_on_counting_the_one_before() -> None:
    whole, part = stated("A drone hit a clinic, wounding eight people. Three were nurses.")
    assert (part.relation.label, part.relation.to, part.group.label, part.harm.label) == (
        "part_of",
        whole.id,
        "medics",
        "injured",
    )


def test_a_figure_told_twice_is_not_two() -> None:
    first, second = stated("Soldiers killed two insurgents on patrol. The soldiers returned fire, killing two insurgents.")
    assert first.relation.label == "incident"
    assert (second.relation.label, second.relation.to) == ("part_of", first.id)
    assert second.relation.arithmetic is not None


def test_a_superseded_figure_is_rejected_with_its_reason() -> None:
    found = reading("The death toll was revised from 1,400 to 1,200.")
    assert [statement.quantity.low for statement in found.statements] == [1_200]
    assert [(r.quantity.printed, r.rejected.code) for r in found.rejected if r.rejected] == [("1,400", "superseded")]


def test_a_combined_harm_stays_combined() -> None:
    harm = only("Sixty people were killed or injured.").harm
    assert (harm.label, set(harm.parts)) == ("other", {"killed", "injured"})


def test_one_victim_without_a_numeral_is_implied() -> None:
    (statement,) = reading("A teacher was killed.").statements
    assert (statement.quantity.implied, statement.quantity.low, statement.quantity.printed) == (True, 1, "A teacher")


def test_who_says_so_and_through_whom() -> None:
    statement = only("A health official told Reuters that 12 people were killed.", publisher="The Daily")
    assert chain(statement) == [("origin", "A health official"), ("relay", "Reuters"), ("publisher", "The Daily")]
    assert [link.named for link in statement.chain] == [False, True, True]


def test_whoever_is_cited_is_nearer_to_the_origin() -> None:
    statement = only("Reuters, citing medics, reported that 12 people were killed.")
    assert chain(statement) == [("origin", "medics"), ("relay", "Reuters")]


def test_two_origins_in_one_sentence() -> None:
    state, group = stated("Officials put the number of dead at 9, but activists say more than 60 were killed.")
    assert chain(state) == [("origin", "Officials")]
    assert chain(group) == [("origin", "activists")]


def test_a_pronoun_is_the_last_speaker_and_keeps_its_fullest_name() -> None:
    first, second = stated("The Sea Rescue Board (SRB) reported 12 deaths. It also said that 30 people were injured.")
    assert chain(second) == chain(first) == [("origin", "The Sea Rescue Board (SRB)")]
    assert second.chain[0].canonical == "Sea Rescue Board (SRB)"


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Medics said 12 people were killed.", "Medics"),
        ("Twelve people were killed, medics said.", "medics"),
        ("Twelve people were killed, said the Harbour Police.", "the Harbour Police"),
        ("Twelve people were killed, according to the Harbour Police.", "the Harbour Police"),
        ("The Harbour Police's count stood at 12 dead.", "The Harbour Police"),
        ("By 24 January the Harbour Police had counted 12 dead.", "the Harbour Police"),
        ("The Harbour Police put the death toll at 12.", "The Harbour Police"),
        ("Figures from the Harbour Police show that 12 people were killed.", "the Harbour Police"),
        ("Police: 12 people killed", "Police"),
    ],
)
def test_ways_to_name_an_origin(text: str, origin: str) -> None:
    assert chain(only(text))[:1] == [("origin", origin)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The death toll stands at 312.", "total"),
        ("So far 312 people have been killed.", "total"),
        ("The group has verified that 312 people have been arrested.", "total"),
        ("Twelve people were killed in a strike on a market.", "incident"),
        ("On 8 January, 12 people were killed.", "incident"),
        ("Another 12 people were killed.", "new"),
    ],
)
def test_relations(text: str, label: str) -> None:
    assert only(text, published="2026-01-13").relation.label == label


def test_the_day_of_an_announcement_is_no_period() -> None:
    statement = only("On Tuesday, an official confirmed that 2,000 people have been killed.", published="2026-01-13")
    assert (statement.period.label, statement.relation.label) == ("unstated", "total")


def test_estimates_are_nobody() -> None:
    statement = only("Estimates put the death toll at around 600.")
    assert (statement.chain, statement.status.label) == ((), "estimated")


@pytest.mark.parametrize(
    ("text", "label", "start", "end"),
    [
        ("On January 8, 12 people were killed.", "day", "2026-01-08", "2026-01-08"),
        ("Twelve people were killed on 8 and 9 January.", "interval", "2026-01-08", "2026-01-09"),
        ("Twelve people were killed on Sunday.", "day", "2026-01-11", "2026-01-11"),
        ("Twelve people were killed yesterday.", "day", "2026-01-12", "2026-01-12"),
        ("Twelve people were arrested over the last two weeks.", "interval", "2025-12-30", "2026-01-13"),
        ("Twelve people have been killed so far.", "cumulative", None, "2026-01-13"),
        ("Twelve people have been killed since late December.", "cumulative", "2025-12-21", "2026-01-13"),
        ("In 2019, 300 people were killed.", "interval", "2019-01-01", "2019-12-31"),
        ("Twelve people were killed on 3 June 2019.", "day", "2019-06-03", "2019-06-03"),
    ],
)
def test_periods(text: str, label: str, start: str | None, end: str | None) -> None:
    period = only(text, published="2026-01-13").period  # a Tuesday
    found = [day.isoformat() if day else None for day in (period.start, period.end)]
    assert (period.label, *found) == (label, start, end)
    assert period.basis == "anchor 2026-01-13, given"


def test_the_day_of_saying_is_not_the_day_of_harm() -> None:
    assert only("The ministry said on Monday that 12 people were killed.", published="2026-01-13").period.label == "unstated"


@pytest.mark.parametrize(("weekday", "agrees"), [("Thursday", True), ("Monday", False)])
def test_a_weekday_checks_its_date(weekday: str, agrees: bool) -> None:
    statement = only(f"Twelve people were killed on {weekday}, January 8.", published="2026-01-13")
    assert statement.period.checked is agrees


def test_a_persian_date_is_a_day() -> None:
    period = only("در ۱۸ دی ۱۴۰۴ دست‌کم ۴۰ نفر کشته شدند.", lang="fa").period
    assert (period.start, period.label) == (dt.date(2026, 1, 8), "day")


def test_without_a_date_of_publication_the_posts_date_the_text() -> None:
    text = "Yesterday 12 people were killed.\n— A. Name (@name) January 13, 2026"
    period = only(text).period
    assert (period.start, period.basis) == (dt.date(2026, 1, 12), "anchor 2026-01-13, post")


def test_mentions() -> None:
    text = (
        "37.5457, 45.0670\nThe internet blackout has lasted 100 hours and connectivity is at 4% of ordinary levels.\n"
        "Ali Rezaei, 22, was killed.\n— Net Watch (@netwatch) January 12, 2026\n35°41'20\"N 51°23'10\"E"
    )
    found = {(mention.kind, tuple(sorted(mention.values.items()))) for mention in reading(text).mentions}
    assert found == {
        ("coordinates", (("lat", "37.5457"), ("lon", "45.067"))),
        ("coordinates", (("lat", "35.688889"), ("lon", "51.386111"))),
        ("duration", (("hours", "100"),)),
        ("connectivity", (("percent", "4"),)),
        ("person", (("age", "22"), ("name", "Ali Rezaei"))),
        ("signature", (("author", "Net Watch"), ("date", "2026-01-12"), ("handle", "@netwatch"))),
    }


def test_languages_of_one_text() -> None:
    text = "Twelve people were killed.\nدست‌کم ۴۰ نفر بازداشت شدند.\nЗагинули п'ять дітей."
    assert [(s.lang, s.quantity.low, s.harm.label) for s in stated(text)] == [
        ("en", 12, "killed"),
        ("fa", 40, "arrested"),
        ("uk", 5, "killed"),
    ]


def test_coverage_counts_what_was_not_read() -> None:
    coverage = reading("Twelve people were killed. The dead had lived in 12 houses. Nothing happened.").coverage
    assert (coverage.sentences, coverage.reasons) == (3, {"thing": 1})
