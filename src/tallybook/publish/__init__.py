"""A book made public: the report as one HTML file with its figures, and the same tolls for a terminal.

``render``, ``show`` and ``show_json`` are pure functions over ``ReportData``; ``report_data`` takes that from a built book.
``render`` is imported when it is first used: the terminal needs no templates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tallybook._later import later
from tallybook.publish._aggregates import show_aggregate
from tallybook.publish._alone import standing_alone
from tallybook.publish._data import (
    Band,
    Coverage,
    Made,
    OnLists,
    Outcome,
    Region,
    RegionMap,
    RegionState,
    Reliability,
    ReportData,
    Source,
)
from tallybook.publish._from_book import report_data, write_report
from tallybook.publish._json import Shown, ShownClaim, ShownFlag, ShownToll, show_json
from tallybook.publish._terminal import show

if TYPE_CHECKING:
    from tallybook.publish._render import render

__all__ = [
    "Band",
    "Coverage",
    "Made",
    "OnLists",
    "Outcome",
    "Region",
    "RegionMap",
    "RegionState",
    "Reliability",
    "ReportData",
    "Shown",
    "ShownClaim",
    "ShownFlag",
    "ShownToll",
    "Source",
    "render",
    "report_data",
    "show",
    "show_aggregate",
    "show_json",
    "standing_alone",
    "write_report",
]

__getattr__ = later(__name__, {"render": "_render"})
