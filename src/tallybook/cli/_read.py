"""The command read: statements from files, no book needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from tallybook.book import LooseReading, read_files
from tallybook.cli._app import app, err, out
from tallybook.cli._context import AsJson, day
from tallybook.cli._model import ModelAddress, ModelKey, ModelMost, ModelName, ModelSeconds, ModelShare, client_of, helped
from tallybook.cli._progress import progress_bar
from tallybook.model import Statement
from tallybook.reading.pointing import Client


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
    model_address: ModelAddress = None,
    model: ModelName = None,
    model_key: ModelKey = None,
    model_share: ModelShare = False,
    model_seconds: ModelSeconds = 60.0,
    model_most: ModelMost = 1_000,
    json: AsJson = False,
) -> None:
    """Read the statements in files. Rejected candidates are printed too, with the reason.

    A language model is asked about what the rules leave open only where --model-address names one: that sends words of the files there.
    """
    client = client_of(model_address, model, model_key, seconds=model_seconds, share_only=model_share)
    troubled = False
    for reading in _readings(paths, publisher, day(published), client, model_key, share_only=model_share, most=model_most):
        if reading.outcome != "ok":
            troubled = True
            err().print(f"! {reading.name}: {reading.outcome}. {reading.detail or ''}")
        _print_json(reading, mentions=mentions) if json else _print_text(reading)
    if troubled:
        raise typer.Exit(1)


def _readings(
    paths: list[Path],
    publisher: str | None,
    published: dt.date | None,
    client: Client | None,
    key: str | None,
    *,
    share_only: bool,
    most: int,
) -> Iterator[LooseReading]:
    """What each file gives, as it is read; with a model, all are read by the rules before it is asked anything."""
    with progress_bar("reading") as progress:
        found = read_files(paths, publisher=publisher, published=published, progress=progress)
        if client is None:
            yield from found
            return
        loose = list(found)
    yield from helped(loose, client, key=key, share_only=share_only, most=most)


def _print_json(reading: LooseReading, *, mentions: bool) -> None:
    for one in reading.readings:
        records = sorted((*one.statements, *one.rejected), key=lambda s: (s.span, s.id))
        for statement in records:
            typer.echo(msgspec.json.encode(statement))
        for mention in one.mentions if mentions else ():
            typer.echo(msgspec.json.encode(mention))
    for asking in reading.askings:
        typer.echo(msgspec.json.encode(asking))


def _print_text(reading: LooseReading) -> None:
    console = out()
    for one in reading.readings:
        for statement in one.statements:
            console.print(_line(statement))
            console.print(f"    “{statement.text}”")


def _line(s: Statement) -> str:
    chain = " → ".join(link.actor for link in s.chain) or "origin not said"
    about = " (about)" if s.quantity.approximate else ""
    by = "  (a model pointed at the words)" if s.pointer is not None else ""
    return f"{s.harm.label}, {s.group.label}: {s.quantity.printed} [{s.quantity.bound.replace('_', ' ')}{about}]  {chain}{by}"
