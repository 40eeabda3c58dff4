"""Country packs for the gazetteer: a user's files of boundaries and places to one pack, in a limited child process."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from tallybook.book._foreign import Order, read_foreign
from tallybook.errors import DataError, InputError
from tallybook.model import Record
from tallybook.places import BuildReport, DataSource, GeoInput, Rejected, build_pack

AreaKind: TypeAlias = Literal["province", "county"]
SECONDS = 1800
MEMORY = 8 * 1024**3
LARGEST = 2 * 1024**3
ENDINGS = (".geojson", ".json", ".csv", ".tsv", ".txt", ".gz")
ALTERNATIVE = "-alt-"  # Who's On First keeps other outlines of one record beside it, under the same id

# What the licences of the known publishers ask for; whoever has files of another publisher says it.
PUBLISHERS: dict[str, DataSource] = {
    "osm": DataSource(
        name="OpenStreetMap", version="", licence="ODbL 1.0", attribution="© OpenStreetMap contributors", url="https://www.openstreetmap.org/copyright",
    ),
    "wof": DataSource(
        name="Who's On First", version="", licence="Who's On First licence (attribution)", attribution="Data from Who's On First",
        url="https://whosonfirst.org/docs/licenses/",
    ),
    "geoboundaries": DataSource(
        name="geoBoundaries", version="", licence="as the boundary's own page says, CC BY 4.0 for the collection",
        attribution="geoBoundaries, www.geoboundaries.org", url="https://www.geoboundaries.org/",
    ),
    "geonames": DataSource(
        name="GeoNames", version="", licence="CC BY 4.0", attribution="© GeoNames contributors", url="https://www.geonames.org/",
    ),
    "own": DataSource(name="own table", version="", licence="not stated", attribution="not stated", url=""),
}  # fmt: skip


class PackFiles(Record, frozen=True):
    """Files or folders of one of the ``PUBLISHERS``."""

    publisher: str
    paths: tuple[str, ...]


class PackMade(Record, frozen=True):
    """A pack's bytes and what was left out of it."""

    data: bytes
    areas: int
    places: int
    names: int
    wrong_script: int
    rejected: tuple[Rejected, ...]


class _Wanted(Record, frozen=True):
    """What the child is told."""

    country: str
    name: str | None
    version: str
    kind: AreaKind | None
    files: tuple[PackFiles, ...]


def build_country_pack(
    country: str, files: Sequence[PackFiles], *, name: str | None = None, version: str = "", kind: AreaKind | None = None
) -> PackMade:
    """The pack of a country (ISO 3166 alpha-2) from files of the known publishers.

    ``kind`` (province or county) says what boundaries are where the files do not; ``version`` is that of the data. Raises
    ``InputError`` where the country is no code or a file is missing, ``DataError`` where one is broken or too large.
    """
    if len(country) != 2 or not country.isalpha() or not country.isupper():
        raise InputError(f"'{country}' is no country code.", hint="Give the two letters of ISO 3166, for example IR.")
    for given in files:
        for path in given.paths:
            if not Path(path).exists():
                raise InputError("there is no such file or folder.", item=path, hint="Check the path.")
    wanted = _Wanted(country=country, name=name, version=version, kind=kind, files=tuple(files))
    options = {"wanted": msgspec.json.encode(wanted).decode()}
    order = Order(kind="pack", path="", name=f"pack of {country}", options=options, seconds=SECONDS, memory=MEMORY)
    return read_foreign(order, PackMade)


def make_pack(options: dict[str, str]) -> PackMade:
    """The child's part."""
    wanted = msgspec.json.decode(options["wanted"], type=_Wanted)
    inputs = [
        GeoInput(
            data=_content(path), file=path.name, kind=wanted.kind,
            source=msgspec.structs.replace(PUBLISHERS[given.publisher], version=wanted.version),
        )
        for given in wanted.files
        for path in _files(given.paths)
    ]  # fmt: skip
    data, report = build_pack(wanted.country, inputs, name=wanted.name)
    return _made(data, report)


def _made(data: bytes, report: BuildReport) -> PackMade:
    return PackMade(
        data=data, areas=report.areas, places=report.places, names=report.names, wrong_script=report.wrong_script,
        rejected=tuple(report.rejected),
    )  # fmt: skip


def _files(paths: Sequence[str]) -> list[Path]:
    """The files, and those of the folders by name."""
    out: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            inner = sorted(
                p for p in path.rglob("*") if p.suffix.lower() in ENDINGS and ALTERNATIVE not in p.name and p.is_file()
            )
            if not inner:
                raise DataError("the folder holds no GeoJSON and no table.", item=str(path), hint="Give another folder.")
            out += inner
        else:
            out.append(path)
    return out


def _content(path: Path) -> bytes:
    """A file's bytes, unpacked where it is gzipped."""
    try:
        data = path.read_bytes()
        if path.suffix.lower() != ".gz":
            return data
        with gzip.open(path) as packed:
            data = packed.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(
            f"the file cannot be read ({type(error).__name__}).", item=path.name, hint="Download it again."
        ) from error
    if len(data) > LARGEST:
        raise DataError("the file is larger than 2 GB when unpacked.", item=path.name, hint="Give a smaller area.")
    return data
