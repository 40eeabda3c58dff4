"""Commands that make and fill a book: new, add, withdraw, build."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from tallybook.book import Added, Book, BookTable, Offer, add_evidence, build, settings_text
from tallybook.cli._app import app, out
from tallybook.cli._context import AsJson, BookFolder, day, now, open_book, writer_key
from tallybook.cli._model import ModelKey, ModelShare, helper_of, say_what_came
from tallybook.cli._progress import progress_bar


@app.command(epilog='Example: tallybook new my-crisis --title "Protests of January 2026"')
def new(
    book: BookFolder,
    title: Annotated[str | None, typer.Option(help="The title that reports carry. Default: the folder's name.")] = None,
    event: Annotated[str | None, typer.Option(help="What the counts are about, in a few words.")] = None,
) -> None:
    """Make an empty book."""
    made = Book.create(
        book, settings_text(BookTable(title=title or book.resolve().name, event=event)), key=writer_key(), clock=now
    )
    out().print(f"Made the book {made.folder}. Add evidence with: tallybook add {made.folder} FILE…")


@app.command(epilog='Example: tallybook add my-crisis STORY.html REPORT.pdf FOLDER/ --published 2026-01-13 --publisher "Outlet"')
def add(
    book: BookFolder,
    paths: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files or folders.", show_default=False)],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day on which they were published, as 2026-01-13.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published them.")] = None,
    url: Annotated[str | None, typer.Option(help="Where they were found.")] = None,
    note: Annotated[str | None, typer.Option(help="How they came to you; kept in the ledger.")] = None,
    json: AsJson = False,
) -> None:
    """Preserve files in a book and say what can be read in each."""
    opened = open_book(book)
    said = day(published)
    offers = [Offer(path=path, publisher=publisher, published=said, url=url, note=note) for path in paths]
    with progress_bar("adding") as progress:
        results = add_evidence(opened, offers, key=writer_key(), clock=now, progress=progress)
    if json:
        for result in results:
            typer.echo(msgspec.json.encode(result))
    else:
        _print_added(results)
    if any(not result.preserved for result in results):
        raise typer.Exit(1)


def _print_added(results: list[Added]) -> None:
    console = out()
    for result in results:
        mark = "+" if result.outcome == "ok" else "!"
        line = f"{mark} {result.name}: {result.outcome}"
        console.print(f"{line}. {result.detail}" if result.detail else line)
    preserved = sum(result.preserved for result in results)
    console.print(f"{preserved} of {len(results)} preserved, {sum(r.outcome == 'ok' for r in results)} read without trouble.")


@app.command(epilog='Example: tallybook withdraw my-crisis e-0123… --reason "a forged screenshot"')
def withdraw(
    book: BookFolder,
    item: Annotated[
        str, typer.Argument(help="The item's id, as 'tallybook show BOOK --evidence' prints it.", show_default=False)
    ],
    reason: Annotated[str, typer.Option(help="Why it no longer counts. Kept for good.")],
) -> None:
    """Take an item out of the count. Its bytes and its history stay."""
    open_book(book).withdraw(item, reason, key=writer_key(), clock=now)
    out().print(f"{item} no longer counts. Build the book again: tallybook build {book}")


@app.command("build", epilog="Example: tallybook build my-crisis")
def build_command(
    book: BookFolder,
    with_model: Annotated[
        bool, typer.Option("--with-model", help="Send what the rules leave open to the model that book.toml names.")
    ] = False,
    model_key: ModelKey = None,
    model_share: ModelShare = False,
    json: AsJson = False,
) -> None:
    """Read and reconcile what is in a book. Only what changed is done again; a stopped build goes on where it stopped.

    A language model is asked only with --with-model; answers that are recorded in the book are used without any network.
    """
    opened = open_book(book)
    helper = helper_of(opened, model_key, share_only=model_share) if with_model or model_share else None
    with progress_bar("building") as progress:
        content = build(opened, progress=lambda _stage, done, total: progress(done, total), helper=helper)
    if helper is not None:
        say_what_came(helper.asked, content.model)
    counts: dict[str, object] = {
        "items": len(content.items),
        "documents": len(content.documents),
        "passages": len(content.passages),
        "statements": len(content.statements),
        "rejected": len(content.rejected),
        "series": len(content.reconciliation.series),
        "tolls": len(content.reconciliation.tolls),
        "flags": len(content.reconciliation.flags),
    }
    if content.model is not None:
        counts["model"] = msgspec.structs.replace(content.model, askings=())
    if json:
        typer.echo(msgspec.json.encode(counts))
        return
    out().print(
        f"{counts['documents']} documents from {counts['items']} items: {counts['statements']} statements "
        f"({counts['rejected']} candidates rejected), {counts['series']} series, {counts['tolls']} tolls, {counts['flags']} flags."
    )
    out().print(f"See them with: tallybook show {book}    or: tallybook report {book} -o report.html")
