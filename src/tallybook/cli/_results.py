"""Commands that look at a book: show, report, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from tallybook.book import check, load
from tallybook.cli._app import app, out
from tallybook.cli._context import AsJson, BookFolder, open_book
from tallybook.cli._progress import progress_bar
from tallybook.publish import write_report


@app.command(epilog="Example: tallybook show my-crisis")
def show(
    book: BookFolder,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="List the pieces of evidence instead, with what became of each.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Show the tolls by scope: who says how many, in how many reports from how many origins, and what conflicts."""
    content = load(open_book(book))
    if evidence:
        for item in content.items:
            if json:
                typer.echo(msgspec.json.encode(item))
            else:
                out().print(f"{item.id}  {item.outcome:<14} {item.name}{'. ' + item.detail if item.detail else ''}")
        return
    if json:
        typer.echo(msgspec.json.encode(content.reconciliation))
        return
    out().print(content.reconciliation.tolls)


@app.command(epilog="Example: tallybook report my-crisis -o report.html")
def report(
    book: BookFolder,
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")] = Path("report.html"),
    json: AsJson = False,
) -> None:
    """Write the report: one self-contained file in which every number opens the words that carry it."""
    opened = open_book(book)
    path = write_report(opened, load(opened), output)
    if json:
        typer.echo(msgspec.json.encode({"report": str(path), "bytes": path.stat().st_size}))
    else:
        out().print(f"Wrote {path} ({path.stat().st_size:,} bytes). Open it in a browser; it needs nothing else.")


@app.command("check", epilog="Example: tallybook check my-crisis")
def check_command(book: BookFolder, json: AsJson = False) -> None:
    """Verify every digest and signature again, and make every derived table again and compare."""
    with progress_bar("checking") as progress:
        findings = check(open_book(book), progress=lambda _stage, done, total: progress(done, total))
    bad = [finding for finding in findings if not finding.harmless]
    if json:
        typer.echo(msgspec.json.encode(findings))
    else:
        for finding in findings:
            out().print(f"{'note' if finding.harmless else 'DAMAGED'}  {finding.part}  {finding.item}: {finding.what}")
        out().print(
            "The book is whole." if not bad else f"{len(bad)} damaged. Keep this folder as it is and compare it with a copy."
        )
    if bad:
        raise typer.Exit(1)
