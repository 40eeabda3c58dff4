"""The command read: statements from files, no book needed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from tallybook.book import LooseReading, read_files
from tallybook.cli._app import app, err, out
from tallybook.cli._context import AsJson, day
from tallybook.cli._progress import progress_bar
from tallybook.model import Statement


@app.command("read", epilog="Example: tallybook read STORY.html --json > statements.jsonl")
def read_command(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files or folders.", show_default=False)],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day on which they were published, as 2026-01-13.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published them.")] = None,
    mentions: Annotated[
        bool, typer.Option("--mentions", help="Also print coordinates, outages, signatures and named persons.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Read the statements in files. Rejected candidates are printed too, with the reason."""
    troubled = False
    with progress_bar("reading") as progress:
        for reading in read_files(paths, publisher=publisher, published=day(published), progress=progress):
            if reading.outcome != "ok":
                troubled = True
                err().print(f"! {reading.name}: {reading.outcome}. {reading.detail or ''}")
            _print_json(reading, mentions=mentions) if json else _print_text(reading)
    if troubled:
        raise typer.Exit(1)


def _print_json(reading: LooseReading, *, mentions: bool) -> None:
    for one in reading.readings:
        records = sorted((*one.statements, *one.rejected), key=lambda s: (s.span, s.id))
        for statement in records:
            typer.echo(msgspec.json.encode(statement))
        for mention in one.mentions if mentions else ():
            typer.echo(msgspec.json.encode(mention))


def _print_text(reading: LooseReading) -> None:
    console = out()
    for one in reading.readings:
        for statement in one.statements:
            console.print(_line(statement))
            console.print(f"    “{statement.text}”")


def _line(s: Statement) -> str:
    chain = " → ".join(link.actor for link in s.chain) or "origin not said"
    about = " (about)" if s.quantity.approximate else ""
    return f"{s.harm.label}, {s.group.label}: {s.quantity.printed} [{s.quantity.bound.replace('_', ' ')}{about}]  {chain}"
