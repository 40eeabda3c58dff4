"""Places: mentions to places, points to areas, verdicts on coordinates, the sun. Data in, data out; nothing calls the network."""

from __future__ import annotations

from tallybook.places._coords import Coordinates, coordinates
from tallybook.places._fold import fold, script
from tallybook.places._geofiles import GeoRecord, read_geo
from tallybook.places._pack import Pack, open_core, open_pack
from tallybook.places._packbuild import BuildReport, Rejected
from tallybook.places._records import Area, DataSource, Place
from tallybook.places._resolve import Candidate, Resolution, between_km, resolve, resolve_all
from tallybook.places._shapes import MapShape, aspect, province_shapes
from tallybook.places._sun import LightCheck, Sun, Window, check_light, sun, sun_angles, windows
from tallybook.places._userpack import GeoInput, build_pack
from tallybook.places._verify import Located, Verdict, verify, where

__all__ = [
    "Area",
    "BuildReport",
    "Candidate",
    "Coordinates",
    "DataSource",
    "GeoInput",
    "GeoRecord",
    "LightCheck",
    "Located",
    "MapShape",
    "Pack",
    "Place",
    "Rejected",
    "Resolution",
    "Sun",
    "Verdict",
    "Window",
    "aspect",
    "between_km",
    "build_pack",
    "check_light",
    "coordinates",
    "fold",
    "open_core",
    "open_pack",
    "province_shapes",
    "read_geo",
    "resolve",
    "resolve_all",
    "script",
    "sun",
    "sun_angles",
    "verify",
    "where",
    "windows",
]
