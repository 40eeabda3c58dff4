"""A claim becomes a statement only where each of its quotations stands in the text, once, and the tables agree."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.pointing.texts import CLAIM, FAR, LEFT, SPOKEN, TEXT, claim, pointed, reply


def codes(content: str, text: str = TEXT, **known: Any) -> list[str]:
    return [verdict.code for verdict in pointed(content, text, **known)[2].verdicts]


class TestATrueClaim:
    def test_gives_a_statement_whose_number_is_ours(self) -> None:
        rules, helped, asking = pointed(reply(CLAIM))
        assert rules.statements == ()
        (statement,) = helped.statements
        assert (statement.quantity.low, statement.quantity.high, statement.quantity.bound) == (31, None, "at_least")
        assert TEXT[slice(*statement.quantity.span)] == "31"
        assert (statement.harm.label, TEXT[slice(*statement.harm.span)]) == ("killed", "killed")
        assert [verdict.statement for verdict in asking.verdicts] == [statement.id]

    def test_says_that_a_model_pointed_and_which_reply_did(self) -> None:
        _, helped, asking = pointed(reply(CLAIM))
        (statement,) = helped.statements
        assert statement.reader == "model"
        assert statement.pointer is not None
        assert (statement.pointer.model, statement.pointer.reply) == ("tiny", asking.reply)

    def test_takes_the_place_of_the_candidate_that_was_left_over(self) -> None:
        rules, helped, _ = pointed(reply(CLAIM))
        assert [c.rejected.code for c in rules.rejected if c.rejected] == ["no_link"]
        assert helped.rejected == ()

    def test_may_fold_quotation_marks_and_digits_as_the_tables_do(self) -> None:
        text = f"{SPOKEN} The army killed, {FAR}at least ۳۱ “deserters” and herders."
        words = text.removeprefix(f"{SPOKEN} ").replace("“", '"').replace("”", '"').replace("۳۱", "31")
        _, helped, _ = pointed(reply(claim(statement_quote=words)), text)
        assert [(s.quantity.low, s.quantity.printed) for s in helped.statements] == [(31, "۳۱")]

    def test_may_stand_in_a_fence_of_markdown(self) -> None:
        _, helped, _ = pointed(f"```json\n{reply(CLAIM)}\n```")
        assert len(helped.statements) == 1


# What a model makes up, changes or takes from elsewhere. The number printed in the text is 31, and it is printed once.
WRONG = {
    "an invented number": (claim(number_quote="45"), "not_in_text"),
    "a number off by a digit": (claim(number_quote="32"), "not_in_text"),
    "a part of a number": (claim(number_quote="3"), "not_words"),
    "a number in other words": (claim(number_quote="thirty-one"), "not_in_text"),
    "a number that is no number": (claim(number_quote="herders"), "no_numeral"),
    "a paraphrase": (claim(statement_quote="At least 31 herders were killed by the army."), "not_in_text"),
    "a bound turned round": (claim(statement_quote=LEFT.replace("at least", "at most")), "not_in_text"),
    "a harm that is not there": (claim(harm_quote="wounded"), "not_in_text"),
    "a part of a word of harm": (claim(harm_quote="kill"), "not_words"),
    "a harm outside its statement": (claim(statement_quote="at least 31 herders"), "not_in_text"),
    "a number outside its statement": (claim(statement_quote="The army killed"), "not_in_text"),
    "words of the context": (claim(statement_quote=SPOKEN, number_quote="closed", harm_quote="closed"), "not_in_text"),
    "words that stand there twice": (claim(statement_quote="as the elders of the valley"), "twice"),
    "a script": (claim(harm_quote="<script>alert(1)</script>"), "not_in_text"),
    "an escape for the terminal": (claim(harm_quote="\x1b[2Jkilled"), "not_in_text"),
    "a direction override": (claim(number_quote="\u202e13\u202c"), "not_in_text"),
    "an invisible character": (claim(number_quote="3\u200b1"), "not_in_text"),
}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_what_is_not_in_the_text_is_refused_and_the_rules_reading_stays(name: str) -> None:
    wrong, code = WRONG[name]
    rules, helped, asking = pointed(reply(wrong))
    assert helped == rules
    assert [verdict.code for verdict in asking.verdicts] == [code]


def test_half_a_number_with_a_thousands_mark_is_no_number() -> None:
    text = f"{SPOKEN} The army killed, {FAR}12,000 herders."
    whole = text.removeprefix(f"{SPOKEN} ")
    assert codes(reply(claim(statement_quote=whole, number_quote="000")), text) == ["no_numeral"]
    assert codes(reply(claim(statement_quote=whole, number_quote="12")), text) == ["no_numeral"]
    assert codes(reply(claim(statement_quote=whole, number_quote="2,000")), text) == ["not_words"]
    assert codes(reply(claim(statement_quote=whole, number_quote="12,000")), text) == ["read"]


def test_a_number_that_stands_twice_needs_a_statement_in_which_it_stands_once() -> None:
    text = f"{SPOKEN} The army killed, {FAR}31 herders; 31 houses burned."
    whole = text.removeprefix(f"{SPOKEN} ")
    assert codes(reply(claim(statement_quote=whole)), text) == ["twice"]
    assert codes(reply(claim(statement_quote=whole.partition(";")[0])), text) == ["read"]


def test_two_numbers_in_one_quotation_point_at_neither() -> None:
    text = f"{SPOKEN} The army killed, {FAR}31 herders, 9 houses burned."
    wrong = claim(statement_quote=text.removeprefix(f"{SPOKEN} "), number_quote="31 herders, 9")
    assert codes(reply(wrong), text) == ["no_numeral"]


def test_a_number_that_the_tables_know_for_something_else_stays_refused() -> None:
    text = f"{SPOKEN} The army killed, {FAR}31 herders and burned 45 percent of the hay."
    whole = text.removeprefix(f"{SPOKEN} ")
    rules, helped, asking = pointed(reply(claim(statement_quote=whole, number_quote="45")), text)
    assert [verdict.code for verdict in asking.verdicts] == ["blocked"]
    assert helped == rules


def test_a_denial_that_the_rules_see_is_not_undone() -> None:
    text = f"{SPOKEN} The army has not killed, {FAR}31 herders."
    claimed = claim(statement_quote=text.removeprefix(f"{SPOKEN} "))
    _, helped, asking = pointed(reply(claimed), text)
    assert [verdict.code for verdict in asking.verdicts] == ["refused_by_rules"]
    assert helped.statements == ()


def test_what_the_rules_refused_is_not_joined_to_another_harm() -> None:
    text = f"{SPOKEN} The army did not kill 31 herders, and it wounded, {FAR}77 weavers."
    claimed = claim(statement_quote=text.removeprefix(f"{SPOKEN} "), harm_quote="wounded")
    rules, helped, asking = pointed(reply(claimed), text)
    assert [verdict.code for verdict in asking.verdicts] == ["refused_by_rules"]
    assert helped == rules


def test_a_word_of_harm_that_no_table_has_goes_to_a_person() -> None:
    text = f"{SPOKEN} The army killed, {FAR}31 herders, all zapped."
    whole = text.removeprefix(f"{SPOKEN} ")
    rules, helped, _ = pointed(reply(claim(statement_quote=whole, harm_quote="zapped")), text)
    (candidate,) = helped.rejected
    assert candidate.rejected is not None
    assert (candidate.rejected.code, candidate.harm.text, candidate.quantity.low) == ("harm_not_in_table", "zapped", 31)
    assert candidate.reader == "model"
    assert helped.statements == rules.statements == ()


def test_one_number_is_pointed_at_once() -> None:
    assert codes(reply(CLAIM, CLAIM)) == ["read", "said_before"]


def test_what_the_rules_read_is_not_replaced() -> None:
    text = f"{TEXT.removesuffix('.')}; 12 tailors were wounded."
    before, after = text.removeprefix(f"{SPOKEN} ").split("; ")
    other = claim(statement_quote=f"{before}; {after}", number_quote="12", harm_quote="killed")
    rules, helped, asking = pointed(reply(other), text)
    assert [(s.quantity.low, s.harm.label) for s in rules.statements] == [(12, "injured")]
    assert [verdict.code for verdict in asking.verdicts] == ["already_read"]
    assert helped == rules


# Each is a whole reply. None of them is a list of claims as it was asked for.
GARBLED = {
    "nothing": ("", "empty"),
    "a fence around nothing": ("```json\n\n```", "empty"),
    "prose": ("The army killed 31 herders.", "not_json"),
    "cut off": (reply(CLAIM)[:-9], "not_json"),
    "two objects": (reply(CLAIM) + reply(CLAIM), "not_json"),
    "a list": ("[]", "not_as_asked"),
    "a number of its own": (reply(claim(number=31)), "not_as_asked"),
    "a number for a quotation": (reply(claim(number_quote=31)), "not_as_asked"),
    "a field too few": ('{"statements": [{"number_quote": "31"}]}', "not_as_asked"),
    "an empty quotation": (reply(claim(harm_quote="")), "not_as_asked"),
    "a quotation of any length": (reply(claim(number_quote="31" * 41)), "not_as_asked"),
    "more claims than asked for": (reply(*[CLAIM] * 13), "not_as_asked"),
    "more sources than asked for": (reply(claim(source_quotes=CLAIM["source_quotes"] * 5)), "not_as_asked"),  # type: ignore[operator]
    "half a surrogate pair": (reply(claim(number_quote="31\ud800")), "not_json"),
    "half a surrogate pair, escaped": (reply(CLAIM).replace('"31"', '"31\\ud800"'), "not_json"),
    "brackets without end": ("[" * 100_000, "not_as_asked"),
    "deep brackets in a known field": ('{"statements":' + "[" * 5_000 + "]" * 5_000 + "}", "not_as_asked"),
    "deep brackets in a field of its own": ('{"x":' + "[" * 5_000 + "]" * 5_000 + "}", "not_as_asked"),
}


@pytest.mark.parametrize("name", sorted(GARBLED))
def test_a_garbled_reply_is_recorded_as_such_and_takes_nothing_away(name: str) -> None:
    content, outcome = GARBLED[name]
    rules, helped, asking = pointed(content)
    assert asking.outcome == outcome
    assert helped == rules


def test_a_reply_that_was_cut_off_is_not_used_even_where_it_can_be_read() -> None:
    rules, helped, asking = pointed(reply(CLAIM), outcome="cut_off")
    assert asking.outcome == "cut_off"
    assert helped == rules
