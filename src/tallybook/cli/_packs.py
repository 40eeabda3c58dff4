"""Commands for country packs: build one from files that you have, look into one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
import typer

from tallybook.cli._app import err, out
from tallybook.cli._context import AsJson
from tallybook.cli._places import places_app
from tallybook.errors import InputError

if TYPE_CHECKING:
    from tallybook.places import Rejected

pack_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Country packs: a better gazetteer from your own files.")
places_app.add_typer(pack_app, name="pack")

Files = list[Path] | None
SHOWN = 20


@pack_app.command("build", epilog="Example: tallybook places pack build IR --osm counties.geojson --wof localities/ -o iran.pack")
def build(
    country: Annotated[str, typer.Argument(metavar="COUNTRY", help="The country's ISO 3166 code.", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the pack goes.", show_default=False)],
    osm: Annotated[Files, typer.Option("--osm", metavar="FILE", help="OpenStreetMap: GeoJSON.")] = None,
    wof: Annotated[
        Files, typer.Option("--wof", metavar="FILE", help="Who's On First: GeoJSON, a folder of it, or a table.")
    ] = None,
    geoboundaries: Annotated[Files, typer.Option("--geoboundaries", metavar="FILE", help="geoBoundaries: GeoJSON.")] = None,
    geonames: Annotated[Files, typer.Option("--geonames", metavar="FILE", help="GeoNames: a country's dump.")] = None,
    own: Annotated[Files, typer.Option("--own", metavar="FILE", help="A table with name, lat and lon, or GeoJSON.")] = None,
    boundaries: Annotated[
        Literal["province", "county"] | None, typer.Option(help="What boundaries are, where the files do not say.")
    ] = None,
    version: Annotated[str, typer.Option("--data-version", help="The version or day of the data; kept in the pack.")] = "",
    name: Annotated[str | None, typer.Option(help="The pack's name; the country's code where none is given.")] = None,
    json: AsJson = False,
) -> None:
    """Build a country pack. What lies outside the country is rejected and named."""
    from tallybook.book import PackFiles, build_country_pack

    given = {"osm": osm, "wof": wof, "geoboundaries": geoboundaries, "geonames": geonames, "own": own}
    files = [PackFiles(publisher=key, paths=tuple(map(str, paths))) for key, paths in given.items() if paths]
    if not files:
        raise InputError("no file was given.", hint="Give files with --osm, --wof, --geoboundaries, --geonames or --own.")
    with err().status("building the pack"):
        made = build_country_pack(country, files, name=name, version=version, kind=boundaries)
    try:
        output.write_bytes(made.data)
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror}).", item=str(output), hint="Choose another place.") from error
    if json:
        head = {"file": str(output), "bytes": len(made.data), "areas": made.areas, "places": made.places, "names": made.names}
        typer.echo(msgspec.json.encode({**head, "wrong_script": made.wrong_script, "rejected": made.rejected}))
        return
    console = out()
    console.print(f"{output}: {len(made.data):,} bytes, {made.areas:,} areas, {made.places:,} places, {made.names:,} names.")
    if made.wrong_script:
        console.print(f"{made.wrong_script:,} local names were transliterations and are left out.")
    if made.rejected:
        console.print(f"Rejected: {len(made.rejected):,}.")
    for item in made.rejected[:SHOWN]:
        console.print(f"  {_rejected(item)}")
    if len(made.rejected) > SHOWN:
        console.print(f"  and {len(made.rejected) - SHOWN:,} more; --json names them all.")


def _rejected(item: Rejected) -> str:
    return f"{item.name or 'no name'} [{item.source_id}]: {item.reason}"


@pack_app.command("show", epilog="Example: tallybook places pack show iran.pack")
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A pack.", show_default=False)],
    json: AsJson = False,
) -> None:
    """Show what a pack holds, from whom, and what its licences ask for."""
    from tallybook.places import open_pack

    if not file.is_file():
        raise InputError("there is no such file.", item=str(file), hint="Check the path.")
    pack = open_pack(file)
    if json:
        head = {"name": pack.name, "areas": len(pack.areas), "places": len(pack), "names": len(pack.keys)}
        typer.echo(msgspec.json.encode({**head, "band_km": pack.band_km, "sources": pack.sources}))
        return
    console = out()
    console.print(f"{pack.name}: {len(pack.areas):,} areas, {len(pack):,} places, {len(pack.keys):,} names.")
    console.print(f"Its boundaries are good to about {pack.band_km:g} km.")
    for source in pack.sources:
        version = f" {source.version}" if source.version else ""
        console.print(f"  {source.name}{version}: {source.licence}; {source.attribution} {source.url}".rstrip())
