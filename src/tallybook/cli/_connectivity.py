"""Commands for what could not get out: outages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from tallybook.book import load
from tallybook.cli._app import app, out
from tallybook.cli._context import AsJson, BookFolder, now, open_book, writer_key

outages_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Outages: add measurements, see what was dark and when."
)
app.add_typer(outages_app, name="outages")


@outages_app.command("add", epilog="Example: tallybook outages add my-crisis ioda-export.csv --place Iran")
def add(
    book: BookFolder,
    file: Annotated[
        Path, typer.Argument(help="An export of IODA, OONI, Radar, RIPEstat or Google, a plain table, or stated outages.")
    ],
    place: Annotated[str | None, typer.Option(help="What it measures, where the file does not say.")] = None,
    note: Annotated[str | None, typer.Option(help="How it came to you; kept in the ledger.")] = None,
) -> None:
    """Preserve a file of connectivity measurements in a book."""
    added = open_book(book).add_connectivity(file, place, note, key=writer_key(), clock=now)
    out().print(f"Preserved {added.name} ({added.size:,} bytes). Build the book again: tallybook build {book}")


@outages_app.command("show", epilog="Example: tallybook outages show my-crisis")
def show(book: BookFolder, json: AsJson = False) -> None:
    """Show the outages: each signal's own, those that somebody stated, and what posts say checked against them."""
    blackout = load(open_book(book)).blackout
    if json:
        typer.echo(msgspec.json.encode(blackout))
        return
    console = out()
    for episode in blackout.episodes:
        console.print(f"measured  {episode.sentence}")
    for stated in blackout.stated:
        end = f"{stated.end:%Y-%m-%d %H:%M}" if stated.end else "not said"
        console.print(
            f"stated    {stated.entity}: {stated.start:%Y-%m-%d %H:%M} to {end} UTC, by {stated.source}. {stated.detail}"
        )
    for check in blackout.checks:
        console.print(f"post      “{check.text}”: {check.verdict}. {check.sentence}")
    for name, why in blackout.failed:
        console.print(f"! {name}: {why}")
    if not (blackout.episodes or blackout.stated or blackout.failed):
        console.print("No outage is known. That nothing was added does not mean that everything could get out.")
