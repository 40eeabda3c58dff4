"""The tolls in a terminal and as JSON."""

from __future__ import annotations

import io
import json

import msgspec
from rich.console import Console

from tallybook.publish import ReportData, show, show_json
from tests.publish.sample import sample


def printed(data: ReportData, width: int = 110) -> str:
    console = Console(file=io.StringIO(), width=width, no_color=True, force_terminal=False)
    console.print(show(data))
    out = console.file
    assert isinstance(out, io.StringIO)
    return out.getvalue()


def lines(data: ReportData) -> list[str]:
    return [" ".join(line.split()) for line in printed(data).splitlines()]


def test_three_kinds_stand_on_three_lines() -> None:
    shown = lines(sample())
    at = shown.index("People killed, total so far")
    assert shown[at + 1 : at + 4] == [
        "documented 1,487 to 1,502 people",
        "claimed 520 or fewer to 4,200 or more 9 reports, 6 origins",
        "estimated no estimate made",
    ]


def test_each_claim_has_a_line_with_its_bound_in_words() -> None:
    shown = lines(sample())
    assert "an official of the interior ministry (ministry, not named) at least 900 official 14 May 2031 2" in shown
    assert "\u2068رادیو نیل\u2069 (news outlet) at least 4,200 alleged 13 May 2031 2" in shown


def test_flags_and_rule_are_printed() -> None:
    shown = printed(sample())
    assert "Flags (5)" in shown
    assert "The bound turned round." in shown
    assert "Rule: The documented figure counts persons on lists." in shown


def test_no_document_can_command_the_terminal() -> None:
    data = sample()
    actors = tuple(
        msgspec.structs.replace(actor, name=actor.name + "\x1b[2J\x07[bold red]\u202e") for actor in data.reconciliation.actors
    )
    hostile = msgspec.structs.replace(
        data, title="T\x1b]0;x\x07", reconciliation=msgspec.structs.replace(data.reconciliation, actors=actors)
    )
    shown = printed(hostile, width=300)
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "\u202e" not in shown
    assert "[bold red]" in shown


def test_narrow_terminals_lose_no_figure() -> None:
    joined = " ".join(printed(sample(), width=60).split())
    for figure in ("1,203", "1,502", "520 or fewer"):
        assert figure in joined


def test_an_empty_book_says_so() -> None:
    data = sample()
    found = msgspec.structs.replace(data.reconciliation, tolls=(), flags=(), series=())
    assert "No toll yet." in printed(msgspec.structs.replace(data, reconciliation=found))


def test_json_says_the_same_with_its_schema() -> None:
    shown = json.loads(show_json(sample()))
    assert shown["schema"] == "tallybook.show/1"
    assert (shown["statements"], shown["rejected"]) == (14, 2)
    toll = shown["tolls"][0]
    assert toll["documented"] == [1487, 1502]
    assert (toll["claimed"], toll["claimed_low"], toll["claimed_high"]) == ("520 or fewer to 4,200 or more", 520, 4200)
    assert toll["estimated"] is None
    nil = toll["claims"][-1]
    assert (nil["name"], nil["words"], nil["bound"], nil["low"], nil["high"]) == (
        "رادیو نیل",
        "at least 4,200",
        "at_least",
        4200,
        None,
    )
    assert nil["printed"] == "۴۲۰۰"
    assert nil["publishers"] == ["رادیو نیل", "The Selva Herald"]
    assert shown["flags"][0]["kind"] == "bound_flip"


def test_json_survives_half_a_surrogate_pair() -> None:
    shown = show_json(msgspec.structs.replace(sample(), title="a\ud800b"))
    assert json.loads(shown)["title"] == "a\ufffdb"
