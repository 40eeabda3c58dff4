"""Commands for places: what a name means, whether coordinates fit it, where the sun stood."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

import tallybook.places as gazetteer
from tallybook.cli._app import app, out
from tallybook.cli._context import AsJson
from tallybook.errors import InputError

if TYPE_CHECKING:
    from tallybook.places import Candidate, Coordinates, GeoRecord, LightCheck, Pack, Resolution, Window

places_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Places: what a name means, what lies at a point, where the sun stood."
)
app.add_typer(places_app, name="places")

Packs = Annotated[
    list[Path] | None, typer.Option("--pack", metavar="FILE", help="A country pack of your own, asked before the core one.")
]
Country = Annotated[
    str | None, typer.Option(metavar="CODE", help="The ISO 3166 code of the crisis area; decides between namesakes.")
]
Where = Annotated[str, typer.Argument(metavar="POINT", help="Coordinates in any usual notation.", show_default=False)]


@places_app.command("find", epilog='Example: tallybook places find "Urmia" --in "West Azerbaijan"')
def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A place as a text has it, in any script.", show_default=False)],
    inside: Annotated[str | None, typer.Option("--in", metavar="NAME", help="What it lies in.")] = None,
    country: Country = None,
    pack: Packs = None,
    json: AsJson = False,
) -> None:
    """Show what a name may mean: ranked candidates with their precision, and the reason."""
    found = gazetteer.resolve(f"{name}, {inside}" if inside else name, _packs(pack), country=country)
    typer.echo(msgspec.json.encode(found)) if json else _print_found(found)


def _packs(own: list[Path] | None) -> list[Pack]:
    """The user's packs before the core. Raises InputError where a file is missing."""
    for path in own or ():
        if not path.is_file():
            raise InputError("there is no such file.", item=str(path), hint="Check the path.")
    return [*(gazetteer.open_pack(path) for path in own or ()), gazetteer.open_core()]


def _print_found(found: Resolution) -> None:
    console = out()
    console.print(f"{found.mention}: {found.status}. {found.reason[:1].upper()}{found.reason[1:]}.")
    if found.province and not found.place:
        console.print(f"Its province is {found.province.name} all the same.")
    for number, candidate in enumerate(found.candidates, start=1):
        console.print(f"{number:3}. {_candidate(candidate)}")


def _candidate(candidate: Candidate) -> str:
    place = candidate.place
    local = f" ({place.local})" if place.local and place.local != place.name else ""
    inside = f", {', '.join(candidate.inside)}" if candidate.inside else ""
    point = f"{place.lat:.4f}, {place.lon:.4f}" if place.lat is not None and place.lon is not None else "no point known"
    return f"{place.name}{local}{inside}: {point}, good to {place.radius_km:g} km; {candidate.reason} [{place.id}]"


# A southern latitude begins with a dash and is no option.
SIGNED = {"ignore_unknown_options": True}


@places_app.command(
    "check-point",
    context_settings=SIGNED,
    epilog='Example: tallybook places check-point "37.5457, 45.0670" --said "Urmia, West Azerbaijan province"',
)
def check_point(
    point: Where,
    said: Annotated[str | None, typer.Option(metavar="PLACE", help="The place that the report names.")] = None,
    country: Country = None,
    pack: Packs = None,
    json: AsJson = False,
) -> None:
    """Say what lies at a point and whether it can be the place that a report names. Leaves with 1 where it cannot."""
    at, packs = _point(point), _packs(pack)
    if said is None:
        there = gazetteer.where(at.lat, at.lon, packs[0])
        if json:
            typer.echo(msgspec.json.encode(there))
            return
        area = f"{there.area.name}, {there.area.country}" if there.area else "no area that the gazetteer knows"
        near = f"; nearer to a border than these boundaries are good for: or {', '.join(o.name for o in there.others)}"
        out().print(f"{at.lat}, {at.lon} (good to {at.precision_m:g} m) lies in {area}{near if there.others else ''}.")
        return
    verdict = gazetteer.verify(at.lat, at.lon, gazetteer.resolve(said, packs, country=country), packs)
    typer.echo(msgspec.json.encode(verdict)) if json else out().print(verdict.sentence)
    if verdict.contradicts:
        raise typer.Exit(1)


def _point(text: str) -> Coordinates:
    """The coordinates in an argument. Raises InputError where it holds none."""
    found = gazetteer.point(text)
    if found is None:
        raise InputError(f"'{text}' holds no coordinates.", hint="Write them as 37.5457, 45.0670 or in another usual notation.")
    return found


@places_app.command("points", epilog="Example: tallybook places points geoconfirmed.json --json")
def points_command(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="GeoConfirmed JSON, GeoJSON, KML or KMZ.", show_default=False)],
    pack: Packs = None,
    json: AsJson = False,
) -> None:
    """List the verified positions in a file: what lies there, who filmed, and apart from them who found the place."""
    from tallybook.book import read_points

    packs = _packs(pack)
    for record in read_points(path):
        there = gazetteer.where(record.lat, record.lon, packs[0]) if record.lat is not None and record.lon is not None else None
        if json:
            typer.echo(msgspec.json.encode({"record": record, "where": there}))
        else:
            area = f"{there.area.name}, {there.area.country}" if there is not None and there.area is not None else "nowhere known"
            _print_record(record, area)


def _print_record(record: GeoRecord, area: str) -> None:
    console = out()
    day = f", {record.date.isoformat()}" if record.date is not None else ""
    at = f"{record.lat}, {record.lon} in {area}" if record.lat is not None else "no position"
    console.print(f"{record.name or record.id}{day}: {at}")
    for said, who in (("filmed", record.filmed), ("geolocated", record.geolocated), ("fault", record.faults)):
        for one in who:
            console.print(f"    {said}: {one}")


@places_app.command(
    "sun",
    context_settings=SIGNED,
    epilog='Example: tallybook places sun "37.5457, 45.0670" 2026-01-08T14:30+03:30 --shadow 1.5:2.5 --azimuth 200:230',
)
def sun_command(
    point: Where,
    time: Annotated[str, typer.Argument(metavar="TIME", help="The claimed time with its zone.", show_default=False)],
    shadow: Annotated[str | None, typer.Option(metavar="LOW:HIGH", help="Seen: length of shadows over height.")] = None,
    azimuth: Annotated[
        str | None, typer.Option(metavar="LOW:HIGH", help="Seen: the sun's direction, degrees from north.")
    ] = None,
    altitude: Annotated[str | None, typer.Option(metavar="LOW:HIGH", help="Seen: the sun's height, degrees.")] = None,
    json: AsJson = False,
) -> None:
    """Show where the sun stood, and whether what is seen fits the claimed time. Leaves with 1 where it cannot."""
    at, when = _point(point), _time(time)
    stood = gazetteer.sun(at.lat, at.lon, when)
    check = None
    if any((shadow, azimuth, altitude)):
        fits = gazetteer.windows(
            at.lat, at.lon, when.date(), zone=when.tzinfo or dt.UTC, shadow=_range(shadow), azimuth=_range(azimuth), altitude=_range(altitude)
        )  # fmt: skip
        check = gazetteer.check_light((when, when), fits)
    if json:
        typer.echo(msgspec.json.encode({"sun": stood, "check": check}))
    else:
        length = f"shadows {stood.shadow:g} times the height" if stood.shadow else "below the horizon"
        out().print(f"{when.isoformat()}: the sun at {stood.altitude:.1f}° altitude, {stood.azimuth:.1f}° from north; {length}.")
        if check is not None:
            out().print(_light(check, when.tzinfo or dt.UTC))
    if check is not None and check.verdict == "contradicts":
        raise typer.Exit(1)


def _light(check: LightCheck, zone: dt.tzinfo) -> str:
    def span(window: Window) -> str:
        return f"{window.start.astimezone(zone):%H:%M} to {window.end.astimezone(zone):%H:%M}"

    here = f" In the zone of the claim: {', '.join(map(span, check.windows))}." if check.windows else ""
    return f"{check.verdict.capitalize()}. {check.sentence}{here}"


def _time(text: str) -> dt.datetime:
    try:
        when = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"'{text}' is no time.", hint="Write it as 2026-01-08T14:30+03:30.") from error
    if when.tzinfo is None:
        raise InputError(f"'{text}' has no zone.", hint="Write it as 2026-01-08T14:30+03:30.")
    return when


def _range(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        low, high = (float(part) for part in text.split(":"))
    except ValueError as error:
        raise InputError(f"'{text}' is no range.", hint="Write the lowest and the highest as 1.5:2.5.") from error
    return low, high
