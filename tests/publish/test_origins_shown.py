"""A decision to join or part two actors shows in the figure of relays and in its table."""

from __future__ import annotations

import msgspec
import pytest

from tallybook.model import TollDecision
from tallybook.publish import show_json
from tallybook.publish._index import Index
from tallybook.publish._sections import relay_figure
from tallybook.tolls import Rules, reconcile
from tests.publish.sample import sample
from tests.tolls.build import Doc, gather


def docs() -> list[Doc]:
    """One figure under two names, each through a paper of its own, and HRANA under two names of the table."""
    made = []
    for place, name in enumerate(("Group One", "The First Group", "HRANA", "Human Rights Activists in Iran")):
        doc = Doc(f"d{place}", f"{name} counts 310 people killed.", publisher=f"Paper {place}", day="2026-01-13")
        doc.say("310 people killed", "310", by=name)
        made.append(doc)
    return made


@pytest.mark.parametrize(
    ("kind", "subject", "other", "sources", "origins"),
    [
        (None, "", "", {"Group One", "First Group", "HRANA"}, 3),
        ("join_actors", "Group One", "The First Group", {"Group One", "HRANA"}, 2),
        ("part_actors", "HRANA", "Human Rights Activists in Iran", {"Group One", "First Group", "HRANA", "Human Rights Activists in Iran"}, 4),
    ],
)  # fmt: skip
def test_joined_and_parted_actors_in_figure_table_and_count(
    kind: str | None, subject: str, other: str, sources: set[str], origins: int
) -> None:
    decisions = (
        [msgspec.convert({"id": "d1", "kind": kind, "subject": subject, "object": other, "reason": "r"}, TollDecision)]
        if kind
        else []
    )
    result = reconcile(*gather(docs()), rules=Rules(), decisions=decisions)
    data = msgspec.structs.replace(sample(), reconciliation=result)
    figure = relay_figure(data, Index(data))
    assert figure is not None
    assert {row[0].removeprefix("The ") for row in figure.rows} == sources
    assert all(name in figure.svg for name in sources)
    toll = msgspec.json.decode(show_json(data))["tolls"][0]
    assert toll["origins"] == origins
