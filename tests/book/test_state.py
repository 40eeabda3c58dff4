"""The state is a replay of the ledger: additions, withdrawals, decisions and their undoing."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import msgspec
import pytest

from tallybook.book._state import Decision, DecisionUndone, EvidenceAdded, EvidenceWithdrawn, State, replay_state
from tallybook.ledger import Ledger, WriterKey

KEY = WriterKey.from_seed(bytes(range(32)), "tester")
STORY = EvidenceAdded(digest="a" * 64, size=3, name="story.html", publisher="The Example Courier")
LIST = EvidenceAdded(digest="b" * 64, size=5, name="list.csv", published=dt.date(2031, 3, 2))


def replayed(path: Path, *bodies: tuple[str, msgspec.Struct]) -> State:
    """The state after these entries, made a minute apart."""
    ticks = (dt.datetime(2031, 3, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=n) for n in itertools.count())
    with Ledger.create(path, writer=KEY, clock=lambda: next(ticks)) as ledger:
        ledger.append_many([(kind, msgspec.to_builtins(body)) for kind, body in bodies])
        return replay_state(ledger.entries())


def test_items_are_the_same_whatever_the_order(tmp_path: Path) -> None:
    one = replayed(tmp_path / "one", ("evidence.added", STORY), ("evidence.added", LIST))
    two = replayed(tmp_path / "two", ("evidence.added", LIST), ("evidence.added", STORY))
    assert [item.id for item in one.items] == [item.id for item in two.items]
    assert {item.added.name for item in one.items} == {"story.html", "list.csv"}


def test_the_same_bytes_from_another_publisher_are_another_item() -> None:
    assert msgspec.structs.replace(STORY, publisher="Another Courier").item != STORY.item
    assert msgspec.structs.replace(STORY, name="copy.html").item == STORY.item


def test_a_withdrawn_item_no_longer_counts_and_is_not_forgotten(tmp_path: Path) -> None:
    gone = EvidenceWithdrawn(item=STORY.item, reason="forged")
    state = replayed(tmp_path / "l", ("evidence.added", STORY), ("evidence.withdrawn", gone))
    assert state.items == ()
    assert [(item.id, reason) for item, reason in state.withdrawn] == [(STORY.item, "forged")]


def test_withdrawn_and_added_again_is_as_before(tmp_path: Path) -> None:
    before = replayed(tmp_path / "one", ("evidence.added", STORY))
    gone = EvidenceWithdrawn(item=STORY.item, reason="doubt")
    after = replayed(tmp_path / "two", ("evidence.added", STORY), ("evidence.withdrawn", gone), ("evidence.added", STORY))
    assert after.items == before.items
    assert after.withdrawn == ()


def test_a_decision_stands_until_it_is_undone(tmp_path: Path) -> None:
    made = Decision(verb="join_actors", subject="HRANA", object="the group", reason="its own name for itself")
    state = replayed(tmp_path / "one", ("decision.made", made))
    assert [d.decision for d in state.decisions] == [made]
    undone = DecisionUndone(decision=state.decisions[0].id, reason="a mistake")
    assert replayed(tmp_path / "two", ("decision.made", made), ("decision.undone", undone)).decisions == ()


def test_kinds_of_a_later_version_are_left_alone(tmp_path: Path) -> None:
    assert replayed(tmp_path / "l", ("something.later", STORY)).items == ()


@pytest.mark.parametrize("kind", ["evidence.added", "decision.made"])
def test_an_entry_of_another_form_is_named(tmp_path: Path, kind: str) -> None:
    from tallybook.errors import IntegrityError

    with pytest.raises(IntegrityError, match="another shape"):
        replayed(tmp_path / "l", (kind, EvidenceWithdrawn(item="e-1", reason="x")))
