"""The command aggregate: a total without incidents, held against the incidents that the book records."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from tallybook.book import decide_aggregate, load, try_aggregate
from tallybook.cli._app import app, out
from tallybook.cli._context import AsJson, BookFolder, day, now, open_book, writer_key
from tallybook.errors import InputError
from tallybook.publish import show_aggregate
from tallybook.tolls import AggregateOrder, Baseline, Exclusion


@app.command(
    epilog='Example: tallybook aggregate my-crisis st-0123… --place Rasht --exclude "fighters: rarely" --usual "ordinary deaths: 310" '
    '--reason "the morgue counts bodies, not incidents"'
)
def aggregate(
    book: BookFolder,
    statement: Annotated[
        str, typer.Argument(help="The statement that gives the total ('show --json' names them).", show_default=False)
    ],
    reason: Annotated[
        str | None,
        typer.Option(help="Why it is to be worked so. With it the decision is entered; without it this only shows the working."),
    ] = None,
    what: Annotated[str | None, typer.Option(help="What the total counts, in a few words.")] = None,
    place: Annotated[str | None, typer.Option(help="The place it covers, as the tolls name it.")] = None,
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The first day, where its words give it otherwise.")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="The last day.")] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(metavar="WHAT: HEDGE", help="A share that is not counted here, as the source hedges it.")
    ] = None,
    usual: Annotated[
        list[str] | None, typer.Option(metavar="WHAT: LOW-HIGH", help="What is ordinarily counted without the conflict.")
    ] = None,
    absent: Annotated[
        list[str] | None, typer.Option(metavar="DAY: HEDGE", help="An incident whose dead the total mostly does not hold.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Work out how much of a total is not yet recorded as incidents, by the Iraq Body Count method, and show every step."""
    opened = open_book(book)
    order = AggregateOrder(
        what=what,
        place=place,
        start=day(start),
        end=day(end),
        exclusions=tuple(Exclusion(what=name, hedge=hedge) for name, hedge in map(_pair, exclude or ())),
        baselines=tuple(_baseline(*_pair(text)) for text in usual or ()),
        absent=dict(map(_pair, absent or ())),
    )
    order, worked = try_aggregate(opened, load(opened), statement, order)
    if json:
        typer.echo(msgspec.json.encode(worked))
    else:
        out().print(show_aggregate(worked), soft_wrap=False)
    if reason is not None:
        entered = decide_aggregate(opened, statement, order, reason, key=writer_key(), clock=now)
        if not json:
            out().print(f"Entered as {entered}. Build the book again: tallybook build {book}")


def _pair(text: str) -> tuple[str, str]:
    head, colon, tail = text.rpartition(":")
    if not colon or not head.strip() or not tail.strip():
        raise InputError(f"'{text}' is not in two parts.", hint='Write it as NAME: VALUE, for example "fighters: rarely".')
    return head.strip(), tail.strip()


def _baseline(what: str, value: str) -> Baseline:
    low, _, high = value.replace("–", "-").partition("-")
    if not (low.strip().isascii() and low.strip().isdecimal() and (not high or high.strip().isdecimal())):
        raise InputError(f"'{value}' is no count.", item=what, hint="Write a number, or the lowest and the highest: 290-310.")
    least, most = int(low), int(high or low)
    if least > most:
        raise InputError(f"'{value}' begins above its end.", item=what, hint="Write the lowest first.")
    return Baseline(what=what, low=least, high=most)
