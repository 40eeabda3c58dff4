"""Commands for language tables: list, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from tallybook.cli._app import app, out
from tallybook.cli._context import AsJson
from tallybook.reading import check_language, languages

languages_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Languages: the tables by which texts are read.")
app.add_typer(languages_app, name="languages")


@languages_app.command("list", epilog="Example: tallybook languages list")
def list_command(json: AsJson = False) -> None:
    """List the languages that can be read."""
    typer.echo(msgspec.json.encode(languages()) if json else "  ".join(languages()))


@languages_app.command("check", epilog="Example: tallybook languages check fa")
def check(
    codes: Annotated[list[str] | None, typer.Argument(metavar="[CODE…]", help="Which languages; none means all.")] = None,
    folder: Annotated[Path | None, typer.Option(help="A folder of your own that holds the language's folder.")] = None,
    json: AsJson = False,
) -> None:
    """Check a language's tables: every entry fires on its own example, every example reads as it says."""
    mistakes = 0
    for code in codes or languages():
        findings = check_language(code, folder=folder)
        mistakes += sum(finding.mistake for finding in findings)
        if json:
            typer.echo(msgspec.json.encode({"language": code, "findings": findings}))
            continue
        for finding in findings:
            out().print(f"{'MISTAKE' if finding.mistake else 'note'}  {finding.item}: {finding.detail}")
        out().print(f"{code}: {sum(f.mistake for f in findings)} mistakes, {sum(not f.mistake for f in findings)} notes")
    if mistakes:
        raise typer.Exit(1)
