"""Commands for lists of names: list add, list show, list compare. They print rows and columns by number, never a name."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from tallybook.book import (
    Book,
    ListAdded,
    ListEntered,
    ReleaseKept,
    TakenTable,
    compare_lists,
    enter_list,
    guessed_mapping,
    list_added,
    load,
    mapping_columns,
    not_said,
    take_table,
)
from tallybook.cli._app import app, err, out
from tallybook.cli._context import AsJson, BookFolder, day, now, open_book, writer_key
from tallybook.errors import ListError

list_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Lists of names: add releases, see them, compare two.")
app.add_typer(list_app, name="list")

_ROWS_SHOWN = 12


@list_app.command(
    "add", epilog='Example: tallybook list add my-crisis names.csv --name "Centre A" --maker "Centre A" --released 2026-02-01'
)
def add(
    book: BookFolder,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The list: CSV, XLSX or JSON.", show_default=False)],
    name: Annotated[str, typer.Option(help="The list's name, the same for all its releases.")],
    mapping: Annotated[Path | None, typer.Option("--map", metavar="FILE", help="Which column is what; else guessed.")] = None,
    maker: Annotated[str | None, typer.Option(help="Who made it.")] = None,
    released: Annotated[str | None, typer.Option(metavar="DATE", help="The day on which this release came out.")] = None,
    inclusion: Annotated[str | None, typer.Option(help="Whom it includes, in its maker's words.")] = None,
    start: Annotated[str | None, typer.Option(metavar="DATE", help="The first day it claims to cover.")] = None,
    end: Annotated[str | None, typer.Option(metavar="DATE", help="The last day it claims to cover.")] = None,
    area: Annotated[str | None, typer.Option(help="The area it claims to cover.")] = None,
    copies: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A list that it imports; may be repeated.")] = None,
    deduplicated: Annotated[bool, typer.Option("--deduplicated", help="It claims to hold each person once.")] = False,
    json: AsJson = False,
) -> None:
    """Preserve a release of a list of names, map its columns, and say what is to be known before it is counted."""
    opened = open_book(book)
    taken = take_table(opened, file)
    text = _mapping(taken, file, mapping, quiet=json)
    said = {"maker": maker, "released": released, "start": start, "end": end, "area": area, "inclusion": inclusion}
    if sys.stdin.isatty() and not json:
        said = _ask(said)
        copies = copies or _names(typer.prompt("Which lists does it copy? (names, with ; between)", default=""))
    added = list_added(
        taken,
        name,
        text,
        maker=said["maker"],
        released=day(said["released"]),
        covers=(day(said["start"]), day(said["end"]), said["area"], said["inclusion"]),
        copies=copies or (),
        deduplicated=deduplicated,
    )
    entered = enter_list(opened, taken, added, key=writer_key(), clock=now)
    _print_entered(opened, entered, added, json=json)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(";") if name.strip()]


_QUESTIONS = {
    "maker": "Who made it?",
    "released": "On which day did this release come out (2026-01-31)?",
    "start": "What is the first day that it covers?",
    "end": "What is the last day that it covers?",
    "area": "Which area does it cover?",
    "inclusion": "Whom does it include?",
}


def _ask(said: dict[str, str | None]) -> dict[str, str | None]:
    """Ask for what was not given. An empty answer is: not known."""
    return {
        field: value if value is not None else (typer.prompt(f"{_QUESTIONS[field]} (empty: not known)", default="") or None)
        for field, value in said.items()
    }


def _mapping(taken: TakenTable, file: Path, given: Path | None, *, quiet: bool) -> str:
    """The mapping that is given, else the one that lies beside the list, else a guess, which is then laid beside it."""
    beside = file.with_name(file.name + ".mapping.toml")
    if given is not None or beside.is_file():
        source = given or beside
        try:
            text = source.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ListError("cannot be read as UTF-8 text.", item=str(source), hint="Give the mapping's file.") from error
        _show_mapping(text, f"Columns, as {source} says:", quiet=quiet)
        return text
    text = guessed_mapping(taken)
    _show_mapping(text, "Columns, guessed; correct them if they are not so:", quiet=quiet)
    try:
        beside.write_text(text, encoding="utf-8")
    except OSError:
        err().print(f"The guess could not be saved as {beside}; it is kept in the ledger.")
    else:
        err().print(f"Saved as {beside}. Correct it there and add the list again: what is said last holds.")
    return text


def _show_mapping(text: str, title: str, *, quiet: bool) -> None:
    if quiet:
        return
    out().print(title)
    for column in mapping_columns(text):
        out().print(f"  {column.column:>3}  {column.role:<9} {column.header}")


def _print_entered(book: Book, entered: ListEntered, added: ListAdded, *, json: bool) -> None:
    missing = not_said(added)
    if json:
        typer.echo(msgspec.json.encode({**msgspec.to_builtins(entered), "not_said": missing}))
        return
    console = out()
    console.print(
        f"Entered {entered.id}: {entered.rows:,} rows of the list {entered.list}, {entered.counted:,} of them countable."
    )
    for finding in entered.findings:
        console.print(f"! {finding.sentence}{_rows(finding.rows)}")
    if missing:
        console.print(f"Not said: {'; '.join(missing)}.")
    console.print(f"Build the book: tallybook build {book.folder}    Then: tallybook persons {book.folder}")


def _rows(rows: tuple[int, ...]) -> str:
    """Row numbers, the first after the header being 1."""
    if not rows:
        return ""
    shown = ", ".join(str(row) for row in rows[:_ROWS_SHOWN])
    return f" Rows {shown}{' …' if len(rows) > _ROWS_SHOWN else ''}."


@list_app.command("show", epilog="Example: tallybook list show my-crisis")
def show(book: BookFolder, json: AsJson = False) -> None:
    """Show every release of every list: who made it, what it covers, what it copies, what was noticed."""
    found = load(open_book(book)).persons
    if json:
        typer.echo(msgspec.json.encode({"releases": found.releases, "failed": found.failed}))
        return
    for release in found.releases:
        _show_release(release)
    for name, why in found.failed:
        out().print(f"! {name}: {why}")
    if not (found.releases or found.failed):
        out().print("No list was added. Add one with: tallybook list add BOOK FILE --name NAME")


def _show_release(release: ReleaseKept) -> None:
    console = out()
    when = f"released {release.released}" if release.released else f"came {release.day}, its release's day not said"
    low, high = release.persons
    persons = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    console.print(
        f"{release.id}  {release.list}, by {release.maker or 'nobody named'}, {when}{'' if release.current else ' (replaced)'}"
    )
    console.print(
        f"    {release.rows:,} rows, {release.counted:,} countable, {persons} persons; {release.unnamed:,} unnamed, {release.living:,} living"
    )
    period = f"{release.start or '?'} to {release.end or '?'}"
    console.print(f"    covers {period}, {release.area or 'area not said'}; includes: {release.inclusion or 'not said'}")
    if release.copies:
        console.print(f"    copies {', '.join(release.copies)}: of one lineage with {release.lineage}")
    for finding in release.findings:
        console.print(f"    ! {finding.sentence}{_rows(finding.rows)}")


@list_app.command("compare", epilog="Example: tallybook list compare my-crisis n-0123… n-4567…")
def compare(
    book: BookFolder,
    older: Annotated[str, typer.Argument(help="The earlier release's id, or its start.", show_default=False)],
    newer: Annotated[str, typer.Argument(help="The later release's id, or its start.", show_default=False)],
    json: AsJson = False,
) -> None:
    """Compare two releases of one list: who was added, removed, returned, which fields were corrected; by sex and age."""
    opened = open_book(book)
    change = compare_lists(opened, load(opened), older, newer)
    if json:
        typer.echo(msgspec.json.encode(change))
        return
    console = out()
    console.print(
        f"{change.kept} kept, {len(change.added)} added, {len(change.removed)} removed, {len(change.returned)} returned, "
        f"{len({one.record for one in change.corrected})} corrected."
    )
    for words, ids in (("added", change.added), ("removed", change.removed), ("returned", change.returned)):
        for name in ids:
            console.print(f"  {words:<9} {name}")
    for one in change.corrected:
        console.print(f"  corrected {one.record}: {one.field}")
    for tally in change.tallies:
        console.print(
            f"  {tally.sex:<8} {tally.age:<12} +{tally.added} −{tally.removed} returned {tally.returned} corrected {tally.corrected}"
        )
