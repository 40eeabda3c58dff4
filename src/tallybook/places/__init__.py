"""Places: mentions to places, points to areas, verdicts on coordinates, the sun. Data in, data out; nothing calls the network.

What needs numpy, shapely or lxml is imported when it is first used: a look-up needs none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tallybook._later import later
from tallybook.places._fold import fold, script
from tallybook.places._pack import Pack, open_core, open_pack
from tallybook.places._records import Area, DataSource, Place

if TYPE_CHECKING:
    from tallybook.places._coords import Coordinates, coordinates, point
    from tallybook.places._geofiles import GeoRecord, read_geo
    from tallybook.places._packbuild import BuildReport, Rejected
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
    "point",
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

_LATER = {
    "BuildReport": "_packbuild",
    "Candidate": "_resolve",
    "Coordinates": "_coords",
    "GeoInput": "_userpack",
    "GeoRecord": "_geofiles",
    "LightCheck": "_sun",
    "Located": "_verify",
    "MapShape": "_shapes",
    "Rejected": "_packbuild",
    "Resolution": "_resolve",
    "Sun": "_sun",
    "Verdict": "_verify",
    "Window": "_sun",
    "aspect": "_shapes",
    "between_km": "_resolve",
    "build_pack": "_userpack",
    "check_light": "_sun",
    "coordinates": "_coords",
    "point": "_coords",
    "province_shapes": "_shapes",
    "read_geo": "_geofiles",
    "resolve": "_resolve",
    "resolve_all": "_resolve",
    "sun": "_sun",
    "sun_angles": "_sun",
    "verify": "_verify",
    "where": "_verify",
    "windows": "_sun",
}

__getattr__ = later(__name__, _LATER)
