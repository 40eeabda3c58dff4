"""Commands for persons: persons, person, review, judge. Only review and person --names show names, on the user's own screen."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from tallybook.book import (
    Decision,
    Persons,
    RecordKept,
    ReviewPair,
    history_of,
    judge,
    load,
    person_of,
    review_pairs,
    spread_pairs,
)
from tallybook.cli._app import app, out
from tallybook.cli._context import AsJson, BookFolder, now, open_book, writer_key

_WIDTH = 38
_COMPARED = ("names", "sex", "age", "born", "died", "status")


@app.command(epilog="Example: tallybook persons my-crisis")
def persons(
    book: BookFolder,
    each: Annotated[bool, typer.Option("--list", help="Also list every person's id with their records.")] = False,
    json: AsJson = False,
) -> None:
    """Count the persons on the lists: an interval while links are undecided, and what it rests on. No names."""
    found = load(open_book(book)).persons
    if json:
        typer.echo(msgspec.json.encode(_summary(found)))
        if each:
            for person in found.persons:
                typer.echo(
                    msgspec.json.encode(
                        {"id": person.id, "records": person.records, "removed": person.removed, "counted": person.counted}
                    )
                )
        return
    _print_count(found)
    for person in found.persons if each else ():
        if person.records or person.removed:
            gone = f", removed: {' '.join(person.removed)}" if person.removed else ""
            out().print(f"{person.id}  {'counted' if person.counted else 'not counted'}  {' '.join(person.records)}{gone}")


def _summary(found: Persons) -> dict[str, object]:
    current = [release for release in found.releases if release.current]
    return {
        "count": found.count,
        "calibrated": found.calibrated,
        "basis": found.basis,
        "lists": len(current),
        "lineages": len({release.lineage for release in current}),
        "records": sum(release.counted for release in current),
        "unnamed": sum(release.unnamed for release in current),
        "living": sum(release.living for release in current),
        "undecided": found.undecided,
        "disputed": found.disputed,
        "conflicts": found.conflicts,
        "failed": found.failed,
    }


def _print_count(found: Persons) -> None:
    console, facts = out(), _summary(found)
    if found.count is None:
        console.print("No list could be read, so nobody was counted. That is not zero.")
    else:
        low, high = found.count.low, found.count.high
        basis = "calibrated" if found.calibrated else "uncalibrated, so it may be too narrow"
        console.print(f"{low:,} to {high:,} persons on lists, most likely {found.count.middle:,} ({basis})")
        console.print(f"    {facts['records']:,} countable records on {facts['lists']} lists of {facts['lineages']} lineages")
        console.print(f"    {found.basis}")
    if facts["unnamed"] or facts["living"]:
        console.print(
            f"    not counted: {facts['unnamed']:,} rows without a name, {facts['living']:,} of people not said to be dead"
        )
    if found.undecided:
        console.print(f"    {found.undecided:,} pairs are undecided: tallybook review BOOK")
    for title, pairs in (
        ("two reviewers differ", found.disputed),
        ("cannot be honoured with what was decided of others", found.conflicts),
    ):
        for one, other in pairs:
            console.print(f"    ! {one} and {other}: {title}")
    for name, why in found.failed:
        console.print(f"! {name}: {why}")


@app.command(epilog="Example: tallybook person my-crisis p0123…")
def person(
    book: BookFolder,
    name: Annotated[str, typer.Argument(metavar="ID", help="The id of a person, or of a record.", show_default=False)],
    names: Annotated[bool, typer.Option("--names", help="Also show the rows themselves, with every cell.")] = False,
    json: AsJson = False,
) -> None:
    """Tell a person's history: added, matched, merged, split, removed, returned, corrected; each with its reason."""
    opened = open_book(book)
    content = load(opened)
    found = person_of(content, name)
    events = history_of(opened, found.id)
    records = [record for record in content.persons.records if record.id in {*found.records, *found.removed}]
    if json:
        shown = {**msgspec.to_builtins(found), "events": events, **({"rows": records} if names else {})}
        typer.echo(msgspec.json.encode(shown))
        return
    console = out()
    console.print(
        f"{found.id}: {len(found.records)} records on lists of {found.lineages} lineages, {'counted' if found.counted else 'not counted'}"
    )
    for record in records:
        state = "on the list" if record.present else "removed from the list"
        console.print(f"    {record.id}  {state} {record.list}, row {record.row} of release {record.release}")
        for column, cell in record.cells if names else ():
            console.print(f"        {column}: {cell}")
    for event in events:
        about = " ".join((*event.records, *event.others))
        console.print(f"  {event.at[:10]}  {event.kind:<9} {event.reason} ({about})")


@app.command(epilog="Example: tallybook review my-crisis --most 10")
def review(
    book: BookFolder,
    most: Annotated[int, typer.Option(help="How many pairs to show.")] = 10,
    spread: Annotated[int | None, typer.Option(help="Instead: so many pairs over all chances, to be judged blind.")] = None,
    seed: Annotated[int, typer.Option(help="With --spread: the same seed draws the same pairs.")] = 1,
    json: AsJson = False,
) -> None:
    """Show the pairs that a reviewer should judge next, most informative first, side by side. This prints names."""
    opened = open_book(book)
    content = load(opened)
    pairs = review_pairs(opened, content, most) if spread is None else spread_pairs(opened, content, spread, seed)
    for number, pair in enumerate(pairs, start=1):
        if json:
            typer.echo(msgspec.json.encode(pair))
        else:
            _print_pair(book, number, pair)
    if not pairs and not json:
        out().print("No pair wants a reviewer.")


def _print_pair(book: object, number: int, pair: ReviewPair) -> None:
    console = out()
    basis = "" if pair.calibrated else ", uncalibrated"
    chance = "" if pair.chance is None else f" (chance of one person {pair.chance:.0%}{basis})"
    console.print(f"{number}. {pair.one.id} and {pair.other.id}: {pair.why}{chance}")
    console.print(f"    {_cut(_where(pair.one))} | {_where(pair.other)}")
    for field in _COMPARED:
        one, other = getattr(pair.one, field), getattr(pair.other, field)
        if one or other:
            console.print(f"    {_cut(_value(field, one))} | {_value(field, other)}")
    for record in (pair.one, pair.other):
        cells = " · ".join(f"{column}: {cell}" for column, cell in record.cells if cell)
        console.print(f"      {_where(record)}, as it came: {cells}")
    for sentence in pair.sentences:
        console.print(f"      {sentence}")
    console.print(f'    tallybook judge {book} {pair.one.id} {pair.other.id} same|not_the_same|cannot_tell --reason "…"\n')


def _value(field: str, value: object) -> str:
    shown = " / ".join(value) if isinstance(value, tuple) else value
    return f"{field}: {'not known' if shown in (None, '') else shown}"


def _where(record: RecordKept) -> str:
    return f"{record.list}, row {record.row}"


def _cut(text: str) -> str:
    return text.ljust(_WIDTH)


@app.command(
    "judge", epilog='Example: tallybook judge my-crisis r0123… r4567… same --reason "one father, one grave" --evidence e-89ab…'
)
def judge_command(
    book: BookFolder,
    one: Annotated[str, typer.Argument(metavar="RECORD", help="The one record's id.", show_default=False)],
    other: Annotated[str, typer.Argument(metavar="RECORD", help="The other record's id.", show_default=False)],
    verdict: Annotated[str, typer.Argument(help="same, not_the_same or cannot_tell.", show_default=False)],
    reason: Annotated[str, typer.Option(help="Why. Kept for good; write no name.", show_default=False)],
    evidence: Annotated[list[str] | None, typer.Option(metavar="ID", help="An item that was looked at; may be repeated.")] = None,
    json: AsJson = False,
) -> None:
    """Judge whether two records are one person. Signed, with a reason; taken back with 'tallybook undo'."""
    opened = open_book(book)
    first, second = sorted((one, other))
    looked = " ".join(sorted(evidence or ())) or None
    decision = Decision(verb=verdict, subject=first, object=second, reason=reason, value=looked)
    made = judge(opened, load(opened), decision, key=writer_key(), clock=now)
    if json:
        typer.echo(msgspec.json.encode({"decision": made}))
    else:
        out().print(
            f"Entered {made}: {first} and {second}, {verdict.replace('_', ' ')}. Build the book again: tallybook build {book}"
        )
