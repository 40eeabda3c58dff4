"""What the reader makes of crises it was not developed on: floors, and the shape of the gold they stand on.

Each file of ``gold/`` was written and annotated before the reader was run over it. All but ``unseen_passages`` have been read by class
of miss since then, so their figures are those of development sets; ``unseen_passages`` was scored and not read, and is to be replaced
when it is read. No rule may be made for one of their sentences. Origins of five statements of ``other_crises`` that its annotation had
left out against its own convention were added on 28 November 2026. Conventions: ``gold/README.md``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from tallybook.model import Passage, Statement
from tallybook.model._statement import GroupLabel, HarmLabel, StatusLabel
from tallybook.reading import read

HERE = Path(__file__).parent
GATES = tomllib.loads((HERE / "crises.toml").read_text(encoding="utf-8"))
NAMES = tuple(GATES)
BOUNDS = ("exact", "at_least", "more_than", "up_to", "less_than", "about", "vague", "between")
SCOPES = ("total", "new", "incident", "part_of")


class Expected(msgspec.Struct, frozen=True):
    """One annotated statement; ``low`` or ``high`` is None where the bound leaves that end open.

    The sets of short passages are annotated for number, harm, bound, group and chain; ``status`` and ``scope`` are None there.
    """

    span: tuple[int, int]
    number: str
    low: int | None
    high: int | None
    bound: str
    harm: str
    group: str
    origin: str | None
    chain: list[str]
    status: str | None = None
    place: str | None = None
    when: str | None = None
    scope: str | None = None


class Row(msgspec.Struct, frozen=True):
    """One annotated passage; ``decoys`` are the spans of numbers that count no victims."""

    id: str
    lang: str
    text: str
    statements: list[Expected]
    decoys: list[tuple[int, int]]
    crisis: str | None = None
    genre: str | None = None
    source: str | None = None
    published: str | None = None


def path_of(name: str) -> Path:
    return HERE / "gold" / f"{name}.jsonl"


@cache
def gold(name: str) -> tuple[Row, ...]:
    lines = path_of(name).read_text(encoding="utf-8").splitlines()
    return tuple(msgspec.json.decode(line, type=Row) for line in lines)


def every_row() -> list[Row]:
    return [row for name in NAMES for row in gold(name)]


def overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def ends(low: int | None, high: int | None) -> tuple[int | None, int | None]:
    return (high if low is None else low, low if high is None else high)


def statements_of(row: Row) -> tuple[Statement, ...]:
    day = dt.date.fromisoformat(row.published) if row.published else None
    return read(Passage(document=row.id, id=row.id, kind="text", text=row.text, lang=row.lang, published=day)).statements


def agrees(wanted: Expected, found: Statement) -> bool:
    number = found.quantity
    same = ends(number.low, number.high) == ends(wanted.low, wanted.high) or wanted.bound == "vague" == number.bound
    span = (number.span[0], number.span[1])
    return overlap(wanted.span, span) and found.harm.label == wanted.harm and same


def named_alike(wanted: str, found: str) -> bool:
    a, b = wanted.casefold(), found.casefold()
    return a in b or b in a


def judge(wanted: Expected, found: Statement, count: Counter[str]) -> None:
    number = found.quantity
    bound = "about" if number.bound == "exact" and number.approximate else number.bound
    count["bound"] += bound == wanted.bound
    count["group"] += found.group.label == wanted.group
    count["status"] += found.status.label == wanted.status
    count["relation"] += found.relation.label == wanted.scope
    actors = [link.actor for link in found.chain if link.role != "publisher"]
    if wanted.origin is None:
        count["origins invented"] += bool(actors)
        return
    count["attributed"] += 1
    count["origin"] += bool(actors) and named_alike(wanted.origin, actors[0])


@cache
def counted(name: str, lang: str) -> Counter[str]:
    count: Counter[str] = Counter()
    for row in gold(name):
        if lang not in ("all", row.lang):
            continue
        left = list(statements_of(row))
        for wanted in row.statements:
            count["gold"] += 1
            found = next((one for one in left if agrees(wanted, one)), None)
            if found is not None:
                left.remove(found)
                count["matched"] += 1
                judge(wanted, found, count)
        for one in left:
            span = (one.quantity.span[0], one.quantity.span[1])
            if not one.quantity.implied:
                count["spurious"] += 1
                count["decoys taken"] += any(overlap(span, decoy) for decoy in row.decoys)
    return count


def figures(name: str, lang: str) -> dict[str, float]:
    count = counted(name, lang)
    matched = count["matched"]
    shares = {name: count[name] / matched for name in ("bound", "group", "status", "relation")}
    return {
        "precision": matched / (matched + count["spurious"]),
        "recall": matched / count["gold"],
        "origin": count["origin"] / count["attributed"],
        **shares,
    }


@pytest.mark.parametrize("name", NAMES)
def test_gold_is_the_file_the_floors_were_measured_on(name: str) -> None:
    assert hashlib.sha256(path_of(name).read_bytes()).hexdigest() == GATES[name]["sha256"]


@pytest.mark.parametrize("name", NAMES)
def test_gold_is_large_enough_and_in_five_languages(name: str) -> None:
    assert {row.lang for row in gold(name)} >= {"en", "fa", "ar", "uk", "es"}
    assert len(gold(name)) >= 80
    assert sum(len(row.statements) for row in gold(name)) >= 150
    assert sum(len(row.decoys) for row in gold(name)) >= 100
    assert len({row.id for row in gold(name)}) == len(gold(name))


@pytest.mark.parametrize("row", every_row(), ids=lambda row: row.id)
def test_spans_are_exact_and_apart(row: Row) -> None:
    for one in row.statements:
        assert row.text[one.span[0] : one.span[1]] == one.number
    spans = sorted([*(one.span for one in row.statements), *row.decoys])
    assert all(row.text[start:end].strip() for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@pytest.mark.parametrize("row", every_row(), ids=lambda row: row.id)
def test_values_are_of_the_contract(row: Row) -> None:
    for one in row.statements:
        assert one.harm in get_args(HarmLabel)
        assert one.group in get_args(GroupLabel)
        assert one.status is None or one.status in get_args(StatusLabel)
        assert one.bound in BOUNDS
        assert one.scope is None or one.scope in SCOPES
        assert (one.low is None) == (one.bound in ("up_to", "less_than") or (one.bound == "vague" and one.scope is None))
        assert one.chain[:1] == ([one.origin] if one.origin else [])


FLOORS = [
    (name, lang, of, floor) for name in NAMES for lang, all_of in GATES[name]["floors"].items() for of, floor in all_of.items()
]


@pytest.mark.parametrize(("name", "lang", "of", "floor"), FLOORS)
def test_reader_keeps_its_floor(name: str, lang: str, of: str, floor: float) -> None:
    assert figures(name, lang)[of] >= floor


@pytest.mark.parametrize("name", NAMES)
def test_no_more_is_invented_than_was_measured(name: str) -> None:
    ceilings = GATES[name]["ceilings"]
    assert {of: counted(name, "all")[of] for of in ceilings if counted(name, "all")[of] > ceilings[of]} == {}
