"""Commands that look at a book: show, report, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from tallybook.book import Content, check, known_on, load, publish_gate
from tallybook.cli._app import app, err, out
from tallybook.cli._context import AsJson, BookFolder, day, open_book
from tallybook.cli._progress import progress_bar
from tallybook.evidence import show_name
from tallybook.publish import report_data, show_json, write_report
from tallybook.publish import show as show_tolls
from tallybook.tolls import blocking


@app.command(epilog="Example: tallybook show my-crisis --as-of 2026-01-20")
def show(
    book: BookFolder,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="As it could be known at the end of that day.")
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="List the pieces of evidence instead, with what became of each.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Show the tolls by scope: who says how many, in how many reports from how many origins, and what conflicts."""
    opened = open_book(book)
    content = load(opened)
    if evidence:
        _show_evidence(content, json=json)
        return
    if then := day(as_of):
        content, undated = known_on(opened, content, then)
        if undated:
            err().print(f"{len(undated)} documents are left out: nothing shows when they appeared. Add them with --published.")
    data = report_data(opened, content)
    if json:
        typer.echo(show_json(data))
    else:
        out().print(show_tolls(data), soft_wrap=False)


def _show_evidence(content: Content, *, json: bool) -> None:
    for item in content.items:
        if json:
            typer.echo(msgspec.json.encode(item))
        else:
            out().print(f"{item.id}  {item.outcome:<14} {show_name(item.name)}{'. ' + item.detail if item.detail else ''}")


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


@app.command("check", epilog="Example: tallybook check my-crisis --publishable")
def check_command(
    book: BookFolder,
    publishable: Annotated[
        bool, typer.Option("--publishable", help="Also ask whether its figures are fit to be published.")
    ] = False,
    json: AsJson = False,
) -> None:
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
    if bad or (publishable and not _gate(book, json=json)):
        raise typer.Exit(1)


def _gate(book: Path, *, json: bool) -> bool:
    """Whether nothing stops publication; prints what does, and what was let through by whose reason."""
    with progress_bar("finding every figure again") as progress:
        findings = publish_gate(open_book(book), progress=lambda _stage, done, total: progress(done, total))
    stopping = blocking(findings)
    if json:
        typer.echo(msgspec.json.encode(findings))
        return not stopping
    for finding in findings:
        let = f" Let through: {finding.allowed_reason}" if finding.allowed_by else ""
        out().print(f"{'allowed' if finding.allowed_by else 'STOPS'}  {finding.id}  {finding.code}: {finding.sentence}{let}")
    if stopping:
        out().print(
            f'Not publishable: {len(stopping)} to settle. Let one through with: tallybook decide {book} allow ID --reason "…"'
        )
    else:
        out().print("Publishable: every figure was found again in the preserved bytes, every derived number came out again.")
    return not stopping
