"""Whatever a reply holds: no statement without its words, none of the rules' statements lost, no crash."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.pointing.texts import FAR, LEFT, SPOKEN, pointed, reply

TEXT = (
    f"{SPOKEN} {LEFT.removesuffix('.')}; 12,000 tailors were wounded, as ۴۵ bakers, dozens of smiths and two “guards” had been."
)
PIECES = st.one_of(
    st.builds(
        lambda start, length: TEXT[start : start + length],
        st.integers(len(SPOKEN), len(TEXT)),
        st.integers(1, 40),
    ),
    st.sampled_from(["31", "12,000", "12", "000", "45", "۴۵", "dozens", "two", "killed", "wounded", "people", "99", FAR, TEXT]),
    st.text(min_size=1, max_size=20),
)
SOURCES: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    actor_quote=st.one_of(PIECES, st.just("The Ardava Rights Centre")),
    cue_quote=st.one_of(PIECES, st.just("The Ardava Rights Centre said"), st.just(SPOKEN)),
)
CLAIMS: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    statement_quote=st.one_of(PIECES, st.just(TEXT.removeprefix(f"{SPOKEN} "))),
    number_quote=PIECES,
    harm_quote=PIECES,
    source_quotes=st.lists(SOURCES, max_size=2),
)


@settings(deadline=None, max_examples=200)
@given(st.lists(CLAIMS, max_size=4))
def test_every_statement_stands_in_the_text(claims: list[dict[str, Any]]) -> None:
    rules, helped, _ = pointed(reply(*claims), TEXT)
    for statement in (*helped.statements, *helped.rejected):
        quantity, harm = statement.quantity, statement.harm
        assert TEXT[slice(*quantity.span)] == quantity.printed
        assert TEXT[slice(*harm.span)] == harm.text
        for link in statement.chain:
            assert link.span is None or TEXT[slice(*link.span)] == link.actor
            assert link.cue is None or TEXT[slice(*link.cue.span)] == link.cue.text
    assert {statement.id for statement in rules.statements} <= {statement.id for statement in helped.statements}
    assert len({statement.id for statement in (*helped.statements, *helped.rejected)}) == len(helped.statements + helped.rejected)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=300))
def test_any_text_is_a_reply_that_takes_nothing_away(content: str) -> None:
    rules, helped, asking = pointed(content, TEXT)
    assert helped == rules
    assert asking.outcome in ("answered", "empty", "not_json", "not_as_asked")
