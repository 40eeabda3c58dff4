"""Files of verified geolocations: GeoConfirmed's JSON, GeoJSON, KML and KMZ, as records. Pure functions of bytes.

Such files are hostile until read: XML entities are not resolved, nothing is fetched, archives are opened within limits. Who
*geolocated* is kept apart from who *filmed*: the one found the place, the other was there.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import TypeAlias

from lxml import etree

from tallybook.errors import DataError
from tallybook.model import Record

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
MAX_KML = 200_000_000
KML = "{http://www.opengis.net/kml/2.2}"
URL = re.compile(r"https?://[^\s<>\"')\]]+")
EARLIEST = dt.date(1990, 1, 1)
DATE = re.compile(
    r"(?<!\d)(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<d2>\d{1,2})[/.](?P<m2>\d{1,2})[/.](?P<y2>\d{4}))(?!\d)"
)


class GeoRecord(Record, frozen=True):
    """One verified position, as its file states it. ``faults`` are sentences about what cannot be right; nothing is corrected.

    ``filmed`` are links to the material, ``geolocated`` links to (or names of) those who found the place. ``properties`` keeps
    the file's further fields as text. A list of corners (a road, an area) becomes its first point, and says so in ``faults``.
    """

    id: str
    name: str
    description: str
    lat: float | None
    lon: float | None
    date: dt.date | None
    date_text: str
    filmed: tuple[str, ...]
    geolocated: tuple[str, ...]
    folder: str
    properties: dict[str, str]
    faults: tuple[str, ...]


# What the fields of the known formats are called, folded; the first that is filled holds.
FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "placemarkid", "eventid", "uuid"),
    "name": ("name", "title", "titel"),
    "description": ("description", "desc", "text", "summary"),
    "date": ("date", "datetime", "dateoccurred", "eventdate", "timestamp"),
    "lat": ("latitude", "lat"),
    "lon": ("longitude", "lng", "lon", "long"),
    "filmed": ("originalsource", "originalsources", "source", "sources", "media", "footage"),
    "geolocated": ("geolocation", "geolocations", "geolocatedby", "geolocator", "geo"),
    "folder": ("conflict", "folder", "faction", "category"),
}
SECTIONS = {"source": "filmed", "sources": "filmed", "original source": "filmed", "geolocation": "geolocated", "geolocations": "geolocated",
            "geo": "geolocated", "geolocated by": "geolocated"}  # fmt: skip


def read_geo(data: bytes, *, file: str) -> tuple[GeoRecord, ...]:
    """The records of a GeoConfirmed JSON, GeoJSON, KML or KMZ file, in the file's order.

    Raises ``DataError`` where the file is none of these, broken, or larger than 200 MB when unpacked.
    """
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    reader: Callable[[bytes, str], Iterator[GeoRecord]]
    if head.startswith(b"PK\x03\x04"):
        reader = _kmz
    elif head.startswith(b"<"):
        reader = _kml
    elif head.startswith((b"{", b"[")):
        reader = _json
    else:
        raise DataError("the file is neither JSON, GeoJSON, KML nor KMZ.", item=file, hint="Export it again in one of these.")
    return tuple(reader(data, file))


def _json(data: bytes, file: str) -> Iterator[GeoRecord]:
    try:
        value: Json = json.loads(data)
    except (ValueError, RecursionError):
        raise DataError("the file is broken JSON.", item=file, hint="Export it again.") from None
    items = _items(value)
    if not items:
        raise DataError("the file holds no positions.", item=file, hint="Give GeoConfirmed's placemarks or GeoJSON features.")
    for number, item in enumerate(items, start=1):
        geometry = item.get("geometry")
        inner = item.get("properties")
        fields = inner if isinstance(inner, dict) else item
        texts = {_key(key): _text(value) for key, value in fields.items() if _text(value)}
        texts.setdefault("id", _text(item.get("id")))
        lat, lon, faults = _corner(geometry) if isinstance(geometry, dict) else (None, None, [])
        yield _record(texts, lat, lon, faults, file, number)


def _items(value: Json) -> list[dict[str, Json]]:
    """The objects that carry a position: a list, or the list under a well-known key."""
    if isinstance(value, dict):
        inner = next(
            (value[key] for key in ("features", "items", "placemarks", "data", "results") if isinstance(value.get(key), list)),
            None,
        )
        if inner is None:
            return [value] if "geometry" in value or {"latitude", "longitude"} <= set(value) else []
        value = inner
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _corner(geometry: dict[str, Json]) -> tuple[float | None, float | None, list[str]]:
    """The first point of a GeoJSON geometry: its longitude stands first."""
    values: Json = geometry.get("coordinates")
    faults = [] if geometry.get("type") == "Point" else [f"a {geometry.get('type')} and no point: its first corner is given"]
    while isinstance(values, list) and values and isinstance(values[0], list):
        values = values[0]
    if isinstance(values, list) and len(values) >= 2 and all(isinstance(part, (int, float)) for part in values[:2]):
        return float(str(values[1])), float(str(values[0])), faults
    return None, None, ["it has no position"]


def _key(key: str) -> str:
    return re.sub(r"[^a-z0-9]", "", key.lower())


def _text(value: Json) -> str:
    """A field as one text; lists are joined by lines, objects are kept as JSON."""
    if value is None or value == "":
        return ""
    if isinstance(value, list):
        return "\n".join(filter(None, (_text(item) for item in value)))
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, dict) else str(value)


def _kmz(data: bytes, file: str) -> Iterator[GeoRecord]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [info for info in archive.infolist() if info.filename.lower().endswith(".kml")]
            if not names:
                raise DataError("the archive holds no KML.", item=file, hint="Give a KMZ file.")
            main = min(names, key=lambda info: (info.filename.lower() != "doc.kml", info.filename))
            if main.file_size > MAX_KML:
                raise DataError("the KML in the archive is larger than 200 MB.", item=file, hint="Export a smaller area.")
            with archive.open(main) as stream:
                inner = stream.read(MAX_KML + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise DataError("the archive is damaged or encrypted.", item=file, hint="Export it again.") from None
    if len(inner) > MAX_KML:
        raise DataError("the KML in the archive is larger than it says.", item=file, hint="Do not open it elsewhere either.")
    yield from _kml(inner, file)


def _kml(data: bytes, file: str) -> Iterator[GeoRecord]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise DataError("the file is broken KML.", item=file, hint="Export it again.") from None
    marks = [mark for mark in root.iter() if isinstance(mark.tag, str) and etree.QName(mark).localname == "Placemark"]
    if not marks:
        raise DataError("the file holds no positions.", item=file, hint="Give KML with placemarks.")
    for number, mark in enumerate(marks, start=1):
        texts = _extended(mark)
        for name in ("name", "description"):
            texts[name] = _child(mark, name) or texts.get(name, "")
        texts["id"] = mark.get("id") or texts.get("id", "")
        texts["date"] = _child(mark, "when") or _child(mark, "begin") or texts.get("date", "")
        folder = next((parent for parent in mark.iterancestors() if etree.QName(parent).localname == "Folder"), None)
        texts["folder"] = (_child(folder, "name") if folder is not None else "") or texts.get("folder", "")
        lat, lon, faults = _kml_point(mark)
        yield _record({key: value for key, value in texts.items() if value}, lat, lon, faults, file, number)


def _child(parent: etree._Element, name: str) -> str:
    """The text of the first element of a name, in any KML version; an unresolved entity adds nothing."""
    for element in parent.iter():
        if isinstance(element.tag, str) and etree.QName(element).localname == name:
            return "".join(element.itertext(tag=etree.Element)).strip() or (element.text or "").strip()
    return ""


def _extended(mark: etree._Element) -> dict[str, str]:
    out = {}
    for element in mark.iter():
        if isinstance(element.tag, str) and etree.QName(element).localname in ("Data", "SimpleData"):
            value = _child(element, "value") or (element.text or "").strip()
            out[_key(element.get("name") or "")] = value
    return out


def _kml_point(mark: etree._Element) -> tuple[float | None, float | None, list[str]]:
    words = _child(mark, "coordinates").split()
    numbers = words[0].split(",") if words else []
    try:
        lon, lat = float(numbers[0]), float(numbers[1])
    except (IndexError, ValueError):
        return None, None, ["it has no position"]
    return lat, lon, [] if len(words) == 1 else ["a line or an area and no point: its first corner is given"]


def _record(texts: dict[str, str], lat: float | None, lon: float | None, faults: list[str], file: str, number: int) -> GeoRecord:
    picked = {name: next((texts[key] for key in keys if texts.get(key)), "") for name, keys in FIELDS.items()}
    if lat is None and picked["lat"]:
        lat, lon, faults = _numbers(picked["lat"], picked["lon"])
    if lat is not None and lon is not None and not (abs(lat) <= 90 and abs(lon) <= 180):
        faults = [*faults, f"{lat:g}, {lon:g} is no position on Earth" + ("; exchanged, it would be" if abs(lon) <= 90 else "")]
    loose = next((text for text in (picked["name"], picked["description"]) if DATE.search(text)), "")
    date, date_faults = _date(picked["date"] or loose, bool(picked["date"]))
    sections = _sections(picked["description"])
    used = {key for keys in FIELDS.values() for key in keys}
    return GeoRecord(
        id=picked["id"] or f"{file}#{number}",
        name=picked["name"],
        description=picked["description"],
        lat=lat,
        lon=lon,
        date=date,
        date_text=picked["date"],
        filmed=_links(picked["filmed"]) or sections["filmed"],
        geolocated=_links(picked["geolocated"]) or sections["geolocated"],
        folder=picked["folder"],
        properties={key: texts[key] for key in sorted(texts) if key not in used},
        faults=(*faults, *date_faults),
    )


def _numbers(lat: str, lon: str) -> tuple[float | None, float | None, list[str]]:
    try:
        return float(lat), float(lon), []
    except ValueError:
        return None, None, [f"{lat[:40]!r}, {lon[:40]!r} is no position"]


def _links(text: str) -> tuple[str, ...]:
    """The links in a field, else its lines as names."""
    found = URL.findall(text)
    return tuple(dict.fromkeys(found or [line.strip() for line in text.splitlines() if line.strip()]))


def _sections(description: str) -> dict[str, tuple[str, ...]]:
    """Links by the heading above them ("Source(s):", "Geolocation:"), as KML descriptions list them."""
    out: dict[str, list[str]] = {"filmed": [], "geolocated": []}
    current = None
    for line in re.sub(r"<br\s*/?>|</?p>|</div>", "\n", description, flags=re.IGNORECASE).splitlines():
        head = re.sub(r"[^a-z ]", "", line.partition(":")[0].lower().replace("(s)", "s")).strip()
        current = SECTIONS.get(head, current if URL.search(line) or not line.strip() else None)
        if current:
            out[current] += URL.findall(line)
    return {key: tuple(dict.fromkeys(links)) for key, links in out.items()}


def _date(text: str, given: bool) -> tuple[dt.date | None, list[str]]:
    """The first date of a text. A year like 1527, or an id in the field of the date, is a fault and no date."""
    match = DATE.search(text)
    if match is None:
        return None, [f"the date field holds {text[:40]!r}, which is no date"] if given and text else []
    year, month, day = (int(match[name] or match[name + "2"]) for name in ("y", "m", "d"))
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return None, [f"{match[0]} is no day of the calendar"]
    return (found, []) if found >= EARLIEST else (None, [f"{match[0]} is before anybody filmed with a telephone"])
