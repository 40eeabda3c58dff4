"""Which property holds what in the files of each publisher: one row a publisher, a further one is a further row."""

from __future__ import annotations

from typing import NamedTuple

from tallybook.places._records import Kind


class Layout(NamedTuple):
    """Property names of one publisher, best first. ``mark`` are properties that only this publisher's files carry."""

    mark: frozenset[str]
    id: tuple[str, ...]
    kind: tuple[str, ...]
    name: tuple[str, ...]
    local: tuple[str, ...]
    code: tuple[str, ...] = ()
    wikidata: tuple[str, ...] = ()
    parent: tuple[str, ...] = ()
    parent_local: tuple[str, ...] = ()
    parent_code: tuple[str, ...] = ()
    lat: tuple[str, ...] = ()
    lon: tuple[str, ...] = ()
    population: tuple[str, ...] = ()
    country: tuple[str, ...] = ()


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        mark=frozenset({"wof:id", "wof:placetype"}), id=("wof:id",), kind=("wof:placetype",), name=("name:eng_x_preferred", "wof:name"),
        local=("name:fas_x_preferred", "name:ara_x_preferred", "name:urd_x_preferred", "name:fas_x_variant", "name:ara_x_variant"),
        wikidata=("wd:id",), lat=("geom:latitude", "lbl:latitude"), lon=("geom:longitude", "lbl:longitude"),
        population=("wof:population", "gn:population"), country=("wof:country", "iso:country"),
    ),
    Layout(
        mark=frozenset({"shapeName", "shapeType"}), id=("shapeID",), kind=("shapeType",), name=("shapeName",), local=("shapeName",),
        code=("shapeISO",),
    ),
    Layout(
        mark=frozenset({"province_iso", "name_fa"}), id=("osm_id", "wof_id", "id"), kind=("kind",), name=("name_en", "name", "name_fa"),
        local=("name_fa", "name_local"), wikidata=("wikidata",), parent=("province_en", "province"), parent_local=("province_fa",),
        parent_code=("province_iso",), lat=("lat", "latitude"), lon=("lon", "longitude"), population=("population",),
    ),
    Layout(
        mark=frozenset({"admin_level"}), id=("osm_id", "@id", "id"), kind=("admin_level",), name=("name:en", "int_name", "name"),
        local=("name:fa", "name:ar", "name"), code=("ISO3166-2", "ISO3166-1:alpha2"), wikidata=("wikidata",),
    ),
    Layout(
        mark=frozenset({"place", "name"}), id=("osm_id", "@id", "id"), kind=("place",), name=("name:en", "int_name", "name"),
        local=("name:fa", "name:ar", "name"), population=("population",),
    ),
    Layout(
        mark=frozenset({"name", "lat", "lon"}), id=("id", "geonameid", "wof_id"), kind=("kind",), name=("name",),
        local=("name_fa", "name_ar", "local"), lat=("lat",), lon=("lon",), population=("population",),
    ),
)  # fmt: skip
KIND_WORDS: dict[str, Kind] = {
    "country": "country", "adm0": "country", "2": "country",
    "region": "province", "adm1": "province", "4": "province", "state": "province", "province": "province",
    "county": "county", "adm2": "county", "5": "county", "6": "county", "district": "county",
    "city": "city", "town": "town", "locality": "village", "village": "village", "hamlet": "village", "localadmin": "village",
    "neighbourhood": "neighbourhood", "suburb": "neighbourhood", "quarter": "neighbourhood",
}  # fmt: skip
