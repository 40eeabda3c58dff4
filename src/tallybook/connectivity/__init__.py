"""Connectivity: measured signals in, outages out, and what could be known when.

Data in, data out; nothing here calls the network. ``read_connectivity`` is a pure function of bytes, so the caller may run it in
a limited child process. What needs numpy is imported when it is first used: most books hold no series.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tallybook._later import later
from tallybook.connectivity import _csv, _google, _ioda, _ooni, _radar, _ripe, _stated  # noqa: F401  (readers register themselves)
from tallybook.connectivity._access import LEAK, PEOPLE, Clock, access_curve, clock
from tallybook.connectivity._claims import ClaimCheck, check_claim, implied_onset, posted_within
from tallybook.connectivity._curfew import Curfew, curfews
from tallybook.connectivity._fuse import Episode, Witness, episodes
from tallybook.connectivity._known import (
    Arrival,
    Arrived,
    DayKnown,
    PlaceSilence,
    Report,
    arrivals,
    dark_share,
    known_by,
    silences,
)
from tallybook.connectivity._outage import Dark, Detection, Outage, Phase, Recovery
from tallybook.connectivity._registry import (
    Reader,
    Reading,
    Source,
    StatedOutage,
    make_signal,
    read_connectivity,
    readers,
    register,
)
from tallybook.connectivity._rules import RULES, Rule, Settings
from tallybook.connectivity._signal import Licence, Provenance, Signal

if TYPE_CHECKING:
    from tallybook.connectivity._detect import detect, detect_all, share_of_usual
    from tallybook.connectivity._generate import Loss, generate, inject
    from tallybook.connectivity._simulate import Band, Coverage, Reported, band, coverage, simulate

__all__ = [
    "LEAK",
    "PEOPLE",
    "RULES",
    "Arrival",
    "Arrived",
    "Band",
    "ClaimCheck",
    "Clock",
    "Coverage",
    "Curfew",
    "Dark",
    "DayKnown",
    "Detection",
    "Episode",
    "Licence",
    "Loss",
    "Outage",
    "Phase",
    "PlaceSilence",
    "Provenance",
    "Reader",
    "Reading",
    "Recovery",
    "Report",
    "Reported",
    "Rule",
    "Settings",
    "Signal",
    "Source",
    "StatedOutage",
    "Witness",
    "access_curve",
    "arrivals",
    "band",
    "check_claim",
    "clock",
    "coverage",
    "curfews",
    "dark_share",
    "detect",
    "detect_all",
    "episodes",
    "generate",
    "implied_onset",
    "inject",
    "known_by",
    "make_signal",
    "posted_within",
    "read_connectivity",
    "readers",
    "register",
    "share_of_usual",
    "silences",
    "simulate",
]

_LATER = {
    "Band": "_simulate",
    "Coverage": "_simulate",
    "Loss": "_generate",
    "Reported": "_simulate",
    "band": "_simulate",
    "coverage": "_simulate",
    "detect": "_detect",
    "detect_all": "_detect",
    "generate": "_generate",
    "inject": "_generate",
    "share_of_usual": "_detect",
    "simulate": "_simulate",
}

__getattr__ = later(__name__, _LATER)
