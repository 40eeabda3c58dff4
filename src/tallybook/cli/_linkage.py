"""Commands that look into linkage: explain, calibration, draws, list charts. None of them prints a name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from tallybook.book import PairTold, calibration_of, draws_of, explain_records, load, model_charts, person_of
from tallybook.cli._app import app, out
from tallybook.cli._context import AsJson, BookFolder, open_book
from tallybook.cli._lists import list_app
from tallybook.errors import InputError

Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Also write the figure, as SVG.")]
_SHOWN = 40


@app.command(epilog="Example: tallybook explain my-crisis r0123… r4567… -o why.svg")
def explain(
    book: BookFolder,
    one: Annotated[
        str, typer.Argument(metavar="ID", help="A record; or a person, for all that holds it together.", show_default=False)
    ],
    other: Annotated[str | None, typer.Argument(metavar="RECORD", help="Another record.", show_default=False)] = None,
    output: Output = None,
    json: AsJson = False,
) -> None:
    """Explain why two records, or all records of a person, are called one person: every weight in words, and a figure."""
    opened = open_book(book)
    if other is None:
        person = person_of(load(opened), one)
        records = (*person.records, *person.removed)
        if len(records) < 2:
            raise InputError("is known from one record alone, so nothing holds it together.", item=one, hint="Name two records.")
    else:
        records = (one, other)
    pairs = explain_records(opened, records)
    if output is not None:
        _write(output, _pair_figure(pairs[0]) if len(records) == 2 else _cluster_figure(records, pairs))
    if json:
        typer.echo(msgspec.json.encode(pairs))
        return
    for pair in pairs[:_SHOWN]:
        total = "never compared" if pair.bits is None else f"{pair.bits:+.1f} bits"
        out().print(f"{pair.one} and {pair.other}: {total}")
        for sentence in pair.sentences:
            out().print(f"    {sentence}")
    if len(pairs) > _SHOWN:
        out().print(f"… and {len(pairs) - _SHOWN} pairs more; --json has all.")


def _write(path: Path, svg: str) -> None:
    """Raises ``InputError`` where the file cannot be written."""
    try:
        path.write_text(svg, encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror}).", item=str(path), hint="Name another file.") from error
    out().print(f"Written: {path}")


def _pair_figure(pair: PairTold) -> str:
    from tallybook.publish import standing_alone
    from tallybook.publish.figures import Bar, weights

    bars = [Bar(name=name, bits=bits, words=words) for name, bits, words in pair.weights]
    total = "never compared" if pair.bits is None else f"{pair.bits:+.1f} bits in all"
    return standing_alone(weights("why", f"{pair.one} and {pair.other}: {total}", bars))


def _cluster_figure(records: tuple[str, ...], pairs: tuple[PairTold, ...]) -> str:
    from tallybook.publish import standing_alone
    from tallybook.publish.figures import cluster

    at = {record: number for number, record in enumerate(records)}
    links = [(*sorted((at[pair.one], at[pair.other])), pair.bits) for pair in pairs if pair.bits is not None]
    return standing_alone(cluster("why", f"{len(records)} records of one person", records, links))  # type: ignore[arg-type]


@app.command(epilog="Example: tallybook calibration my-crisis -o reliability.svg")
def calibration(book: BookFolder, output: Output = None, json: AsJson = False) -> None:
    """Show how far the chances of links can be trusted: what the model says beside what reviewers found, band by band."""
    found = calibration_of(open_book(book))
    if output is not None:
        from tallybook.publish import Reliability, standing_alone
        from tallybook.publish.figures import reliability

        bands = [
            Reliability(said=one.raw, found=one.same / one.judged if one.judged else 0.0, links=one.links, judged=one.judged)
            for one in found.bands
        ]
        _write(output, standing_alone(reliability("reliability", "Do chances mean what they say?", bands)))
    if json:
        typer.echo(msgspec.json.encode(found))
        return
    out().print(found.note[0].upper() + found.note[1:] + ".")
    for one in found.bands:
        judged = f"{one.same} of {one.judged} judged pairs are one person" if one.judged else "none judged"
        learnt = f", so {one.calibrated:.1%}" if one.judged else ""
        out().print(
            f"    {one.low:+6.1f} to {one.high:+6.1f} bits  {one.links:>7,} links  the model says {one.raw:.1%}; {judged}{learnt}"
        )
    if found.judged:
        out().print(f"The model's own chances are off by {found.error:.1%} on average (expected calibration error).")
    out().print(f"Pairs to judge, spread over these bands: tallybook review {book} --spread 300")


@app.command(epilog="Example: tallybook draws my-crisis -n 1000 --seed 1 --json")
def draws(
    book: BookFolder,
    number: Annotated[int, typer.Option("--number", "-n", help="How many linkages to draw.")] = 100,
    seed: Annotated[int, typer.Option(help="The same seed draws the same linkages.")] = 1,
    json: AsJson = False,
) -> None:
    """Draw whole linkages from calibrated chances, under the decisions: what the estimators take, and the interval of persons."""
    opened = open_book(book)
    drawn = draws_of(opened, load(opened), number, seed)
    if json:
        for one in drawn:
            typer.echo(msgspec.json.encode(one))
        return
    persons = sorted(one.persons for one in drawn)
    cut = len(persons) // 20
    out().print(
        f"{len(drawn):,} linkages: {persons[cut]:,} to {persons[-1 - cut]:,} persons in 90 % of them, the middle one {persons[len(persons) // 2]:,}."
    )
    out().print("Each linkage with its groups of records: --json.")


@list_app.command("charts", epilog="Example: tallybook list charts my-crisis -o charts.html")
def charts(
    book: BookFolder,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.", show_default=False)],
    json: AsJson = False,
) -> None:
    """Write Splink's own charts of the weights as one HTML file that needs no network. It has no record in it."""
    page = model_charts(open_book(book))
    try:
        output.write_text(page, encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror}).", item=str(output), hint="Name another file.") from error
    if json:
        typer.echo(msgspec.json.encode({"written": str(output), "bytes": len(page.encode())}))
    else:
        out().print(f"Written: {output}")
