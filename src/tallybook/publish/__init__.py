"""A book made public: the report as one HTML file with its figures, and the same tolls for a terminal.

Pure functions over ``ReportData``; nothing here reads a book, a file or a clock.
"""

from __future__ import annotations

from tallybook.publish._data import Band, Coverage, Made, Outcome, Region, RegionMap, RegionState, ReportData, Source
from tallybook.publish._json import Shown, ShownClaim, ShownFlag, ShownToll, show_json
from tallybook.publish._render import render
from tallybook.publish._terminal import show

__all__ = [
    "Band",
    "Coverage",
    "Made",
    "Outcome",
    "Region",
    "RegionMap",
    "RegionState",
    "ReportData",
    "Shown",
    "ShownClaim",
    "ShownFlag",
    "ShownToll",
    "Source",
    "render",
    "show",
    "show_json",
]
