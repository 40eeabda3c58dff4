"""The command demo: a whole book from the examples, from nothing to a report.

The demo's key and clock are fixed and known to everyone, so the demo's book has the same bytes on every machine and proves
nothing about who made it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import time
import tomllib
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from tallybook.book import Book, Offer, add_evidence, build, check
from tallybook.cli._app import app, out
from tallybook.cli._progress import progress_bar
from tallybook.errors import BookError
from tallybook.ledger import WriterKey
from tallybook.model import Record
from tallybook.publish import write_report

_SEED = hashlib.sha256(b"tallybook demo").digest()
_CLOCK = dt.datetime(2026, 2, 15, 12, 0, tzinfo=dt.UTC)
_MARK = "demo-book.txt"


class Shipped(Record, frozen=True):
    """One file of the examples and what is said of it when it is added."""

    file: str
    publisher: str | None = None
    published: dt.date | None = None


class Manifest(Record, frozen=True):
    """``manifest.toml`` of the examples: the files in the order in which they are added."""

    document: tuple[Shipped, ...]


def examples_folder() -> Path:
    """The examples: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve()
    for folder in (here.parents[1] / "examples", here.parents[3] / "examples"):
        if (folder / "iran-2026" / "manifest.toml").is_file():
            return folder / "iran-2026"
    raise BookError("the examples are not there.", hint="Run the demo from a checkout, or install tallybook again.")


@app.command(epilog="Example: tallybook demo --folder demo-book")
def demo(
    folder: Annotated[Path, typer.Option(help="Where to make the book. An earlier demo there is replaced.")] = Path("demo-book"),
) -> None:
    """Build a book from about twenty example documents and write its report."""
    started = time.monotonic()
    console = out()
    source = examples_folder()
    manifest = msgspec.convert(tomllib.loads((source / "manifest.toml").read_text(encoding="utf-8")), Manifest)
    _clear(folder)
    key = demo_key()
    book = Book.create(folder, (source / "book.toml").read_text(encoding="utf-8"), key=key, clock=demo_clock)
    (folder / _MARK).write_text("Made by 'tallybook demo'; the next demo replaces this folder.\n", encoding="utf-8")
    console.print(f"1. Made the book {folder}: {book.settings.book.title}")
    offers = [Offer(path=source / one.file, publisher=one.publisher, published=one.published) for one in manifest.document]
    with progress_bar("adding") as progress:
        add_evidence(book, offers, key=key, clock=demo_clock, progress=progress)
    book.add_connectivity(source / "outages.csv", None, "stated, not measured", key=key, clock=demo_clock)
    console.print(
        f"2. Added {len(manifest.document)} files: each preserved under its SHA-256, each with a signed entry in the ledger"
    )
    with progress_bar("building") as progress:
        content = build(book, progress=lambda _stage, done, total: progress(done, total))
    whole = content.reconciliation
    console.print(
        f"3. Read {len(content.documents)} documents: {len(content.statements)} statements, {len(content.rejected)} candidates "
        f"rejected with a reason; {len(whole.series)} series, {len(whole.tolls)} tolls, {len(whole.flags)} flags"
    )
    report = write_report(book, content, folder / "report.html")
    console.print(f"4. Wrote the report: {report.resolve()}")
    findings = [finding for finding in check(book) if not finding.harmless]
    console.print(f"5. Checked every digest, signature and derived table: {len(findings)} findings")
    console.print(
        f"\nDone in {time.monotonic() - started:.1f} s. Open the report in a browser, or see the tolls with: tallybook show {folder}"
    )
    if findings:
        raise typer.Exit(1)


def demo_key() -> WriterKey:
    """The demo's key pair, known to everyone."""
    return WriterKey.from_seed(_SEED, "demo")


def demo_clock() -> dt.datetime:
    """A clock that stands still."""
    return _CLOCK


def _clear(folder: Path) -> None:
    """Only a folder that a demo made is ever replaced."""
    if not folder.exists():
        return
    if not (folder / _MARK).is_file():
        raise BookError("is there and was not made by the demo.", item=str(folder), hint="Name another place with --folder.")
    shutil.rmtree(folder)
