"""Scores reading on the demo's documents against their annotation by hand (examples/iran-2026/expected.jsonl).

A statement is found where its number's place, value and harm agree. A candidate that the annotation calls ``either`` counts neither way.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TypedDict

import msgspec

from tallybook.book._documents import join
from tallybook.book._state import EvidenceAdded
from tallybook.book._state import Item as BookItem
from tallybook.evidence import convert
from tallybook.model import Link, Passage, Statement
from tallybook.reading import read

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "iran-2026"
FIELDS = ("bound", "group", "relation", "origin", "chain")
_TOTALS = {"total", "new"}


class Row(TypedDict, total=False):
    file: str
    kind: str
    quote: str
    number: str
    occurrence: int
    low: int | None
    high: int | None
    bound: str
    approximate: bool
    harm: str
    group: str
    origin: str | None
    chain: list[str]
    relation: str


def passages_of(name: str, publisher: str | None, published: object) -> list[Passage]:
    """A document's passages, as a book would have them."""
    added = msgspec.convert(
        {"digest": "0" * 64, "size": 0, "name": name, "publisher": publisher, "published": published}, EvidenceAdded
    )
    return list(join(BookItem(id="e", added=added, at="", writer=""), convert(FOLDER / name)).passages)


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The text with white space collapsed, and each of its characters' place in the original."""
    out: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        if char.isspace():
            if out and out[-1] == " ":
                continue
            char = " "
        out.append(char)
        places.append(at)
    return "".join(out), places


def _place(row: Row, texts: list[tuple[Passage, str, list[int]]]) -> tuple[str, int, int] | None:
    """Passage id and span of the row's number; occurrences are counted over the document's passages in order."""
    left = row.get("occurrence", 1)
    quote = " ".join(row["quote"].split())
    for passage, text, places in texts:
        start = text.find(quote)
        while start >= 0:
            left -= 1
            if left == 0:
                begin = start + quote.index(row["number"])
                return passage.id, places[begin], places[begin + len(row["number"]) - 1] + 1
            start = text.find(quote, start + 1)
    return None


def _same(one: str | None, other: str | None) -> bool:
    a, b = ((text or "").casefold().strip(" .,'\"“”") for text in (one, other))
    return a == b or (bool(a) and bool(b) and (a in b or b in a))


def _is(wanted: str | None, link: Link) -> bool:
    """Whether the link is the wanted actor, as printed or by the name that the document gives it elsewhere."""
    return _same(wanted, link.actor) or _same(wanted, link.canonical)


def _agree(row: Row, statement: Statement) -> dict[str, bool]:
    links = [link for link in statement.chain if link.role != "publisher"]
    wanted = row.get("chain", [])
    relation = statement.relation.label
    return {
        "bound": statement.quantity.bound == row["bound"] and statement.quantity.approximate == row.get("approximate", False),
        "group": statement.group.label == row["group"],
        "relation": relation == row["relation"]
        or {relation, row["relation"]} <= _TOTALS
        or {relation, row["relation"]} == {"part_of", "beside"},
        "origin": _is(row["origin"], links[0]) if row.get("origin") and links else not row.get("origin") and not links,
        "chain": len(links) == len(wanted) and all(map(_is, wanted, links)),
    }


def score(documents: list[dict[str, object]], *, errors: list[str] | None = None) -> dict[str, float]:
    """Recall, precision and the share right of each field, over all documents of the manifest."""
    rows: list[Row] = [json.loads(line) for line in (FOLDER / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
    count: Counter[str] = Counter()
    for document in documents:
        name = str(document["file"])
        passages = passages_of(name, str(document["publisher"]), document["published"])
        _score_one([row for row in rows if row["file"] == name], passages, count, errors if errors is not None else [])
    found = max(1, count["found"])
    return {
        "recall": round(count["found"] / max(1, count["wanted"]), 3),
        "precision": round(count["found"] / max(1, count["found"] + count["spurious"]), 3),
        **{field: round(count[field] / found, 3) for field in FIELDS},
        "decoys": count["decoys"],
        "lost by conversion": count["lost"],
    }


def _score_one(rows: list[Row], passages: list[Passage], count: Counter[str], errors: list[str]) -> None:
    statements = [s for passage in passages for s in read(passage).statements]
    texts = [(passage, *_squeezed(passage.text)) for passage in passages]
    taken: set[str] = set()
    neutral: list[tuple[str, int, int]] = []
    decoys: list[tuple[str, int, int]] = []
    for row in rows:
        place = _place(row, texts)
        if place is None:
            count["lost"] += row["kind"] == "statement"
            count["wanted"] += row["kind"] == "statement"
        elif row["kind"] == "statement":
            count["wanted"] += 1
            _match(row, place, statements, taken, count, errors)
        else:
            (neutral if row["kind"] == "either" else decoys).append(place)
    for statement in statements:
        if statement.id in taken or statement.quantity.implied or any(_overlaps(statement, place) for place in neutral):
            continue
        count["spurious"] += 1
        count["decoys"] += any(_overlaps(statement, place) for place in decoys)
        errors.append(f"spurious\t{statement.quantity.printed}\t{statement.harm.label}\t{statement.text}")


def _match(
    row: Row, place: tuple[str, int, int], statements: list[Statement], taken: set[str], count: Counter[str], errors: list[str]
) -> None:
    ends = {value for value in (row["low"], row["high"]) if value is not None}
    for statement in statements:
        quantity = statement.quantity
        same = {value for value in (quantity.low, quantity.high) if value is not None} == ends or row[
            "bound"
        ] == "vague" == quantity.bound
        if statement.id not in taken and same and statement.harm.label == row["harm"] and _overlaps(statement, place):
            taken.add(statement.id)
            count["found"] += 1
            for field, right in _agree(row, statement).items():
                count[field] += right
                if not right:
                    chain = [link.actor for link in statement.chain if link.role != "publisher"]
                    errors.append(
                        f"{field}\t{row['number']}\twanted {row.get(field)}\tgot {statement.relation.label} {chain}\t{row['quote']}"
                    )
            return
    errors.append(f"missed\t{row['number']}\t{row['harm']}\t{row['quote']}")


def _overlaps(statement: Statement, place: tuple[str, int, int]) -> bool:
    passage, start, end = place
    return statement.passage == passage and statement.quantity.span[0] < end and start < statement.quantity.span[1]
