"""Who a model says is the source: a link only where the words hold, and marked as the model's."""

from __future__ import annotations

import pytest

from tallybook.model import Link
from tests.reading.pointing.texts import CLAIM, FAR, LEFT, TEXT, claim, pointed, reply

CENTRE = {"actor_quote": "The Ardava Rights Centre", "cue_quote": "The Ardava Rights Centre said"}
READ = "The Ardava Rights Centre said that the pass was closed. In the old town at least 40 weavers were killed."
ABOUT_READ = {
    "statement_quote": "at least 40 weavers were killed",
    "number_quote": "40",
    "harm_quote": "killed",
    "source_quotes": [CENTRE],
}


def links(chain: tuple[Link, ...]) -> list[tuple[str, str, str]]:
    return [(link.role, link.actor, link.reader) for link in chain]


def test_a_source_in_another_sentence_becomes_the_origin_with_its_cue() -> None:
    _, helped, _ = pointed(reply(CLAIM))
    (statement,) = helped.statements
    assert links(statement.chain) == [
        ("origin", "The Ardava Rights Centre", "model"),
        ("publisher", "The Example Courier", "rules"),
    ]
    origin = statement.chain[0]
    assert origin.cue is not None
    assert origin.span is not None
    assert TEXT[slice(*origin.cue.span)] in ("said", "said that")
    assert TEXT[slice(*origin.span)] == "The Ardava Rights Centre"


def test_the_origin_of_what_the_rules_read_is_added_and_nothing_else_changes() -> None:
    rules, helped, asking = pointed(reply(ABOUT_READ), READ)
    (before,), (after,) = rules.statements, helped.statements
    assert links(before.chain) == [("publisher", "The Example Courier", "rules")]
    assert links(after.chain)[0] == ("origin", "The Ardava Rights Centre", "model")
    assert after.reader == "rules"
    assert after.pointer is not None
    assert (after.id, after.quantity, after.harm, after.group, after.status) == (
        before.id, before.quantity, before.harm, before.group, before.status,
    )  # fmt: skip
    assert [verdict.code for verdict in asking.verdicts] == ["origin_added"]


def test_an_origin_is_not_added_for_another_harm() -> None:
    text = READ.replace("were killed", "were killed, others wounded")
    wrong = {**ABOUT_READ, "statement_quote": "at least 40 weavers were killed, others wounded", "harm_quote": "wounded"}
    rules, helped, asking = pointed(reply(wrong), text)
    assert [verdict.code for verdict in asking.verdicts] == ["already_read"]
    assert helped == rules


def test_whoever_passed_it_on_stands_behind_the_origin() -> None:
    text = f"The Ardava Rights Centre told the Harbour News Agency that the pass was closed. {LEFT}"
    cue = "The Ardava Rights Centre told the Harbour News Agency"
    chain = [
        {"actor_quote": "The Ardava Rights Centre", "cue_quote": cue},
        {"actor_quote": "the Harbour News Agency", "cue_quote": cue},
    ]
    _, helped, _ = pointed(reply(claim(source_quotes=chain)), text)
    (statement,) = helped.statements
    assert links(statement.chain)[:2] == [
        ("origin", "The Ardava Rights Centre", "model"),
        ("relay", "the Harbour News Agency", "model"),
    ]


# Each source is wrong; the statement itself is true and stays.
WRONG = {
    "nobody's name": ({"actor_quote": "The Valley Union", "cue_quote": "The Valley Union said"}, "source_not_in_text"),
    "a name outside its words": ({"actor_quote": "The army", "cue_quote": "The Ardava Rights Centre said"}, "source_not_in_text"),
    "no word of saying": ({"actor_quote": "The army", "cue_quote": "The army killed"}, "source_no_word_of_saying"),
    "words over the end of a sentence": (
        {"actor_quote": "The army", "cue_quote": "said that the pass was closed. The army"},
        "source_no_word_of_saying",
    ),
    "a thing": ({"actor_quote": "closed", "cue_quote": "said that the pass was closed"}, "source_not_an_actor"),
    "a part of a name's word": ({"actor_quote": "Ardava Right", "cue_quote": "Ardava Rights Centre said"}, "source_not_words"),
}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_a_source_that_does_not_hold_is_left_out_and_said(name: str) -> None:
    source, code = WRONG[name]
    _, helped, asking = pointed(reply(claim(source_quotes=[source])))
    (statement,) = helped.statements
    assert links(statement.chain) == [("publisher", "The Example Courier", "rules")]
    assert sorted(verdict.code for verdict in asking.verdicts) == ["read", code]


def test_a_pronoun_is_nobody() -> None:
    text = f"The Ardava Rights Centre closed. It said that the pass was open. {LEFT}"
    _, helped, asking = pointed(reply(claim(source_quotes=[{"actor_quote": "It", "cue_quote": "It said"}])), text)
    assert "source_not_an_actor" in [verdict.code for verdict in asking.verdicts]
    assert all(link.actor != "It" for statement in helped.statements for link in statement.chain)


def test_those_who_are_counted_are_not_their_own_source() -> None:
    text = f"The Ardava Rights Centre said that the pass was closed. The army killed, {FAR}31 protesters, officials said."
    whole = text.partition("closed. ")[2]
    source = {"actor_quote": "protesters", "cue_quote": "31 protesters, officials said"}
    _, _, asking = pointed(reply(claim(statement_quote=whole, source_quotes=[source])), text)
    assert sorted(verdict.code for verdict in asking.verdicts) == ["read", "source_counted"]


def test_what_stands_behind_a_broken_link_is_left_out_too() -> None:
    broken = {"actor_quote": "The army", "cue_quote": "The army killed"}
    _, helped, _ = pointed(reply(claim(source_quotes=[broken, CENTRE])))
    (statement,) = helped.statements
    assert all(link.role == "publisher" for link in statement.chain)


def test_an_origin_that_the_rules_found_in_their_own_statement_is_kept() -> None:
    spoken = "Two tailors were wounded, the mayor of Belmur said"
    text = f"The Ardava Rights Centre said that the pass was closed. {spoken}; the army killed, {FAR}31 herders."
    wrong = claim(statement_quote=spoken, number_quote="Two", harm_quote="wounded")
    rules, helped, asking = pointed(reply(wrong), text)
    assert [verdict.code for verdict in asking.verdicts] == ["already_read"]
    assert [link.actor for link in rules.statements[0].chain] == ["the mayor of Belmur", "The Example Courier"]
    assert helped == rules


def test_an_origin_that_the_rules_found_for_what_a_model_joined_is_kept() -> None:
    text = f"The valley union said that the pass was open. {LEFT.removesuffix('.')}, the Ardava Rights Centre said."
    whole = text.partition("open. ")[2]
    other = {"actor_quote": "The valley union", "cue_quote": "The valley union said"}
    _, helped, _ = pointed(reply(claim(statement_quote=whole, source_quotes=[other])), text)
    (statement,) = helped.statements
    assert links(statement.chain)[0] == ("origin", "the Ardava Rights Centre", "rules")
