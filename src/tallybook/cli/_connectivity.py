"""Commands for what could not get out: outages."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from statistics import median
from typing import Annotated

import msgspec
import typer

from tallybook.book import Knowable, knowable, load
from tallybook.cli._app import app, out
from tallybook.cli._context import AsJson, BookFolder, now, open_book, writer_key
from tallybook.connectivity import LEAK

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
    content = load(open_book(book))
    blackout, known = content.blackout, knowable(content)
    if json:
        typer.echo(msgspec.json.encode({**msgspec.structs.asdict(blackout), "knowable": known}))
        return
    console = out()
    for episode in blackout.episodes:
        console.print(f"measured  {episode.sentence}")
    for stated in blackout.stated:
        end = f"{stated.end:%Y-%m-%d %H:%M}" if stated.end else "not said"
        console.print(
            f"stated    {stated.entity}: {stated.start:%Y-%m-%d %H:%M} to {end} UTC, by {stated.source}. {stated.detail}"
        )
    for curfew in blackout.curfews:
        console.print(
            f"curfew    {curfew.entity}: {curfew.days} days from {curfew.first_day}, about {_clock(curfew.from_local_s)} to {_clock(curfew.to_local_s)}"
        )
    for check in blackout.checks:
        console.print(f"post      “{check.text}”: {check.verdict}. {check.sentence}")
    for line in _arrivals(known):
        console.print(f"reports   {line}")
    for name, why in blackout.failed:
        console.print(f"! {name}: {why}")
    if not (blackout.episodes or blackout.stated or blackout.failed):
        console.print("No outage is known. That nothing was added does not mean that everything could get out.")


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}"


def _arrivals(known: Knowable) -> list[str]:
    """How the dated statements stand to the outage, and how long those on what happened in it took."""
    counts = Counter(one.arrived for one in known.arrivals)
    if not counts:
        return []
    lines = [f"{', '.join(f'{count} {how}' for how, count in sorted(counts.items()))}; {known.undated} tell no day"]
    inside = [one for one in known.arrivals if one.happened_in_outage]
    if inside:
        low, high = (median(one.delay_h[side] for one in inside) for side in (0, 1))
        lines.append(f"on what happened in it: {len(inside)}, published {low:.0f} to {high:.0f} hours later (median)")
    timed = [one.clock_h for one in inside if one.clock_h is not None]
    if timed:
        low, high = (median(one[side] for one in timed) for side in (0, 1))
        lines.append(
            f"on the connectivity clock that is {low:.1f} to {high:.1f} connected hours, for a leak of {LEAK[0]:.0%} to {LEAK[1]:.0%}"
        )
    return lines
