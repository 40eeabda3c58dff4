"""Commands for what humans judge: decide, decisions, undo."""

from __future__ import annotations

from typing import Annotated, get_args

import msgspec
import typer

from tallybook.book import Decision
from tallybook.cli._app import app, out
from tallybook.cli._context import AsJson, BookFolder, now, open_book, writer_key
from tallybook.errors import InputError
from tallybook.model import DecisionKind

KINDS: tuple[str, ...] = tuple(
    kind for kind in get_args(DecisionKind) if kind != "aggregate"
)  # that one has a command of its own


@app.command(
    epilog='Example: tallybook decide my-crisis join_actors "HRANA" "the activists\' agency" --reason "its own name for itself"'
)
def decide(
    book: BookFolder,
    kind: Annotated[str, typer.Argument(help="What is judged; docs/decisions.md explains each.", show_default=False)],
    subject: Annotated[
        str, typer.Argument(help="What it is about: an actor's name, a statement, a series, a finding.", show_default=False)
    ],
    reason: Annotated[str, typer.Option(help="Why. Kept for good and printed with what it changes.", show_default=False)],
    other: Annotated[str | None, typer.Argument(metavar="[OTHER]", help="The other side, where the kind has one.")] = None,
) -> None:
    """Enter a judgement, signed and with its reason. The next build honours it."""
    if kind not in KINDS:
        raise InputError(
            f"'{kind}' is no kind of decision.", hint=f"Kinds: {', '.join(sorted(KINDS))}; aggregates have 'tallybook aggregate'."
        )
    opened = open_book(book)
    opened.decide(Decision(verb=kind, subject=subject, object=other, reason=reason), key=writer_key(), clock=now)
    out().print(f"Entered: {kind} {subject}{' / ' + other if other else ''}. Build the book again: tallybook build {book}")


@app.command(epilog="Example: tallybook decisions my-crisis")
def decisions(book: BookFolder, json: AsJson = False) -> None:
    """List the judgements that stand."""
    for made in open_book(book).state().decisions:
        if json:
            typer.echo(msgspec.json.encode(made))
            continue
        judged = made.decision
        sides = " / ".join(side for side in (judged.subject, judged.object, judged.value) if side)
        out().print(f"{made.id}  {made.at[:10]}  {judged.verb}: {sides}. Reason: {judged.reason}")


@app.command(epilog='Example: tallybook undo my-crisis j-0123… --reason "the two are not one body"')
def undo(
    book: BookFolder,
    decision: Annotated[
        str, typer.Argument(help="The decision's id, as 'tallybook decisions BOOK' prints it.", show_default=False)
    ],
    reason: Annotated[str, typer.Option(help="Why it is taken back. Kept for good.")],
) -> None:
    """Take a judgement back. Both it and its undoing stay in the ledger."""
    open_book(book).undo(decision, reason, key=writer_key(), clock=now)
    out().print(f"{decision} no longer stands. Build the book again: tallybook build {book}")
