"""How much of a place's connectivity is there over time: what connectivity measures and estimates takes as a covariate."""

from __future__ import annotations

import datetime as dt

from tallybook.model._record import Record


class AccessCurve(Record, frozen=True):
    """Connectivity of one place as a share of its usual level, on a regular grid.

    ``low[i]`` and ``high[i]`` hold for ``[start + i * step_s, start + (i + 1) * step_s)``: the lowest and the highest share
    that any of ``signals`` gives there, within [0, 1]. They are None where no signal was measured, which is unknown and not zero.
    """

    place: str
    start: dt.datetime
    step_s: int
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    signals: tuple[str, ...]
