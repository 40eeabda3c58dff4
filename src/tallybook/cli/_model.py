"""What the commands say and ask about a language model: its options, what would be sent, what came of it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from tallybook.book import Book, Helper, LooseReading, ModelHelp, point_file, route_files
from tallybook.cli._app import err
from tallybook.cli._context import now, writer_key
from tallybook.cli._progress import progress_bar
from tallybook.errors import InputError, SettingsError
from tallybook.reading.pointing import (
    Asked,
    Asking,
    Client,
    KeptInMemory,
    Share,
    address_of,
    ask,
    key_from,
    model_name,
    unanswered,
)

ModelAddress = Annotated[
    str | None,
    typer.Option("--model-address", metavar="URL", help="Where a language model may be asked, as http://127.0.0.1:8080/v1."),
]
ModelName = Annotated[str | None, typer.Option("--model", metavar="NAME", help="The model's name there.")]
ModelKey = Annotated[
    str | None,
    typer.Option("--model-key", metavar="VARIABLE", help="The environment variable that holds the key, if it needs one."),
]
ModelShare = Annotated[bool, typer.Option("--model-share", help="Say what would be sent to the model, and where; send nothing.")]
ModelSeconds = Annotated[float, typer.Option("--model-seconds", min=0.1, max=600, help="The most that one question may take.")]
ModelMost = Annotated[int, typer.Option("--model-most", min=1, help="The most questions of this call.")]


def client_of(address: str | None, model: str | None, key: str | None, *, seconds: float, share_only: bool) -> Client | None:
    """The client for an address and a model that were named together, or None where none was. Raises InputError."""
    if address is None and model is None and key is None and not share_only:
        return None
    if address is None or model is None:
        raise InputError(
            "needs both an address and a name.", item="the model", hint="Give --model-address URL and --model NAME together."
        )
    return Client(address_of(address), model_name(model), key=key_from(key, os.environ), seconds=seconds)


def helper_of(book: Book, key: str | None, *, share_only: bool) -> Helper:
    """The helper that a book's ``[model]`` table names. Raises SettingsError where there is none."""
    table = book.settings.model
    if table is None:
        raise SettingsError("has no [model] table.", item=str(book.folder / "book.toml"), hint="docs/model.md shows one.")
    client = Client(address_of(table.address), model_name(table.name), key=key_from(key, os.environ), seconds=table.seconds)

    def announce(share: Share, most: int) -> bool:
        say_share(share, client, most=most, key=key, share_only=share_only)
        return not share_only

    return Helper(complete=client, address=client.address.shown, key=writer_key(), clock=now, announce=announce)


def say_share(share: Share, client: Client, *, most: int, key: str | None, share_only: bool) -> None:
    """Before anything is sent: how much, where to, and what that means."""
    part = 100 * share.shown / share.characters if share.characters else 0.0
    limit = f", the first {most:,} of them in this call" if share.routed > most else ""
    err().print(
        f"To the model '{client.model}' at {client.address.shown}: {share.routed:,} of {share.sentences:,} sentences{limit}, "
        f"with their context {share.sent:,} characters. They show {share.shown:,} of the text's {share.characters:,} characters "
        f"({part:.1f} %).",
        soft_wrap=True,
    )
    if not client.address.here:
        err().print(
            "That is another machine: whoever runs it can keep these words of the evidence (docs/model.md).", soft_wrap=True
        )
    if key is not None:
        err().print(f"The key in the variable {key} goes with them.")
    if share_only:
        err().print("Nothing was sent.")


def say_what_came(asked: Asked, found: ModelHelp | None) -> None:
    """After the questions: how many were answered, what was left, and what the checks said of the claims."""
    if asked.asked:
        err().print(f"{asked.answered:,} of {asked.asked:,} questions were answered.")
    if asked.gave_up:
        err().print(f"The model did not answer several times in a row, so it was left alone with {asked.left:,} questions to go.")
    elif asked.left:
        err().print(f"{asked.left:,} questions are left: run the same command again to go on.")
    if found is not None:
        for label, counted in (("questions", found.outcomes), ("claims", found.verdicts)):
            if counted:
                err().print(f"{label}: " + ", ".join(f"{count:,} {code}" for code, count in counted.items()))


def helped(
    loose: Sequence[LooseReading], client: Client, *, key: str | None, share_only: bool, most: int
) -> Iterator[LooseReading]:
    """What files gave, with the model's help. Where only the share is wanted, what they gave without it."""
    share, windows = route_files(loose)
    say_share(share, client, most=most, key=key, share_only=share_only)
    replies = KeptInMemory()
    if not share_only:
        with progress_bar("asking the model") as progress:
            asked = ask(
                unanswered(windows, replies, client.model), replies, client, model=client.model, most=most, progress=progress
            )
        say_what_came(asked, None)
    for one in loose:
        pointed = one if share_only else point_file(one, replies, client.model)
        for asking in pointed.askings:
            _say_trouble(one.name, asking)
        yield pointed


def _say_trouble(name: str, asking: Asking) -> None:
    """A question without an answer, and a claim that did not hold, by name and place."""
    place = f"{name}, characters {asking.span[0]} to {asking.span[1]}"
    if asking.outcome not in ("answered", "not_asked"):
        err().print(f"! {place}: {asking.outcome}. {asking.detail}")
    for verdict in asking.verdicts:
        if verdict.code not in _WELL:
            err().print(f"! {place}, claim {verdict.claim}: {verdict.code}. {verdict.detail}")


_WELL = frozenset({"read", "origin_added", "already_read", "said_before"})
