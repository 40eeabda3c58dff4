"""Commands for how a book changed: diff, entries."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from tallybook.book import Compared, Judged, Words, compare_moments, entries_of, find_moment
from tallybook.cli._app import app, out
from tallybook.cli._context import AsJson, BookFolder, open_book
from tallybook.cli._progress import progress_bar
from tallybook.evidence import show_name

_MOMENT = "A day; 'now'; a number of entries, see 'tallybook entries'; or a checkpoint file."


@app.command(epilog="Example: tallybook diff my-crisis 2026-01-14 2026-02-02")
def diff(
    book: BookFolder,
    before: Annotated[str, typer.Argument(metavar="BEFORE", help=_MOMENT, show_default=False)],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="The same for the later moment.", show_default=False)],
    json: AsJson = False,
) -> None:
    """Say what changed in the tolls between two days or two states of the record, why, and by which evidence and decisions."""
    opened = open_book(book)
    earlier, later = find_moment(opened, before), find_moment(opened, after)
    with progress_bar("asking what each decision changed") as progress:
        found = compare_moments(opened, earlier, later, progress=progress)
    if json:
        typer.echo(msgspec.json.encode(found))
    else:
        _print(found)


def _print(found: Compared) -> None:
    console = out()
    console.print(f"From {found.before} to {found.after}.")
    for piece in found.added:
        console.print(f"  added      {show_name(piece.name)} ({piece.item})")
    for piece in found.withdrawn:
        why = f": “{piece.reason}”" if piece.reason is not None else ""
        console.print(f"  withdrawn  {show_name(piece.name)} ({piece.item}){why}")
    for judged in found.decided:
        console.print(f"  decided    {_judged(judged)}")
    for judged in found.undone:
        console.print(f"  undone     {_judged(judged)}")
    words = {one.statement: one for one in found.words}
    for change in found.changes:
        console.print(f"- {change.sentence}")
        for name in change.evidence:
            console.print(f"      {_quoted(words[name]) if name in words else name}")
    if not found.changes:
        console.print("Nothing changed.")


def _judged(judged: Judged) -> str:
    sides = " / ".join(side for side in (judged.subject, judged.object) if side)
    return f"{judged.verb}: {sides}, “{judged.reason}” ({judged.decision})"


def _quoted(words: Words) -> str:
    where = ", ".join(filter(None, (words.publisher, show_name(words.file))))
    mark = {"new": "new", "gone": "gone", "both": ""}[words.standing]
    return f"{mark + ': ' if mark else ''}“{words.text}” ({where})"


@app.command(epilog="Example: tallybook entries my-crisis")
def entries(book: BookFolder, json: AsJson = False) -> None:
    """List the entries of the record: each is a state that 'tallybook diff' can be asked about, by the number it begins with."""
    for entry in entries_of(open_book(book)):
        if json:
            typer.echo(msgspec.json.encode(entry))
        else:
            out().print(f"{entry.state:<18}  {entry.at[:16].replace('T', ' ')}  {entry.kind:<18}  {show_name(entry.about)}")
