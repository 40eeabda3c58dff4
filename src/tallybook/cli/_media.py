"""Commands for pictures and films: which show the same, and what their files claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from tallybook.cli._app import app, out
from tallybook.cli._context import AsJson, BookFolder, open_book
from tallybook.cli._progress import progress_bar

if TYPE_CHECKING:
    from tallybook.book import MediaFound

media_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Pictures and films: which show the same, and what their files claim."
)
app.add_typer(media_app, name="media")


@media_app.command("show", epilog="Example: tallybook media show my-crisis")
def show(book: BookFolder, json: AsJson = False) -> None:
    """Show which pictures and films of a book show the same, oldest seen first. Positions and devices are not shown."""
    from tallybook.book import find_media

    with progress_bar("pictures and films") as progress:
        found = find_media(open_book(book), progress)
    typer.echo(msgspec.json.encode(found)) if json else _print(found)


def _print(found: MediaFound) -> None:
    console = out()
    names = {one.item: one for one in found.items}
    pictures = sum(one.kind == "picture" for one in found.items)
    console.print(f"{pictures} pictures, {len(found.items) - pictures} films, {len(found.copies)} pairs that show the same.")
    for pair in found.copies:
        older, newer = names[pair.older], names[pair.newer]
        console.print(
            f"{newer.name} ({newer.seen_by} {newer.seen:%Y-%m-%d}) shows {older.name} ({older.seen_by} {older.seen:%Y-%m-%d}): {pair.how}"
        )
        seconds = [
            f"{a if a is not None else 0:g} s = {b if b is not None else 0:g} s" for a, b in pair.at if (a, b) != (None, None)
        ]
        if seconds:
            console.print(f"    frames that meet: {', '.join(seconds[:6])}{' …' if len(seconds) > 6 else ''}")
    for one in found.items:
        if one.claimed_day:
            console.print(f"{one.name}: its file claims {one.claimed_day} (anybody can write that) [{one.item}]")
        for fault in one.faults:
            console.print(f"! {one.name}: {fault}")
    for name, why in found.failed:
        console.print(f"! {name}: {why}")


@media_app.command("claims", epilog="Example: tallybook media claims my-crisis it_0a1b2c3d")
def claims(
    book: BookFolder,
    item: Annotated[str, typer.Argument(metavar="ITEM", help="The id that 'media show' gives.", show_default=False)],
    json: AsJson = False,
) -> None:
    """Show what a picture's file claims of itself, position and device too. Protected: this may lead to whoever filmed."""
    from tallybook.book import claims_of

    found = claims_of(open_book(book), item)
    if json:
        typer.echo(msgspec.json.encode(found))
        return
    console = out()
    console.print("Protected. Claims of the file, which anybody can write; they may lead to whoever filmed.")
    for label, value in (
        ("taken", found.taken),
        ("satellite time", found.gps_time),
        ("device", found.device),
        ("software", found.software),
    ):
        console.print(f"{label}: {value if value is not None else 'not claimed'}")
    console.print(f"position: {found.lat}, {found.lon}" if found.lat is not None else "position: not claimed")
    for fault in found.faults:
        console.print(f"! {fault}")
