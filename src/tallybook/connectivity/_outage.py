"""What the detector gives: outages of one signal at one place, each with intervals instead of instants."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

from tallybook.connectivity._signal import EntityKind, SignalKind
from tallybook.model import Record

State: TypeAlias = Literal["blackout", "partial", "returned", "unknown"]
Answer: TypeAlias = Literal["outage", "no outage", "not detectable", "unknown"]


class Phase(Record, frozen=True):
    """A stretch of an outage in one state; ``unknown`` is a gap in the data and says nothing."""

    state: State
    start: dt.datetime
    end: dt.datetime


class Recovery(Record, frozen=True):
    """When the signal first came back to ``level`` of its usual value and kept it; None where it did not (yet)."""

    level: float
    at: dt.datetime | None


class Dark(Record, frozen=True):
    """When a place was cut off, whoever says so: measured by a signal, or stated. The four times are those of :class:`Outage`."""

    entity: str
    began_after: dt.datetime | None
    began_by: dt.datetime
    ended_after: dt.datetime | None
    ended_by: dt.datetime | None

    def covers(self, time: dt.datetime, *, surely: bool = False) -> bool:
        """Whether ``time`` lies in it; with ``surely``, outside the doubt at both ends."""
        begin = self.began_by if surely or self.began_after is None else self.began_after
        end = self.ended_after if surely else self.ended_by
        return begin <= time and (end is None or time < end)


class Outage(Record, frozen=True):
    """An interval of lost connectivity as one signal shows it.

    It began after ``began_after`` (the last good sample, None where the data begin inside it) and by ``began_by`` (the first bad
    one); it ended after ``ended_after`` and by ``ended_by``, both None while no lasting return is seen. ``depth_*`` are shares
    of the usual level lost (1.0 is everything). ``brief_returns`` did not last and ended nothing.
    """

    id: str
    signal: str
    entity: str
    entity_kind: EntityKind
    source: str
    name: str
    kind: SignalKind
    began_after: dt.datetime | None
    began_by: dt.datetime
    ended_after: dt.datetime | None
    ended_by: dt.datetime | None
    depth_max: float
    depth_median: float
    recovery: tuple[Recovery, ...]
    phases: tuple[Phase, ...]
    brief_returns: tuple[tuple[dt.datetime, dt.datetime], ...]
    unknown_hours: float
    relapse_of: str | None

    @property
    def dark(self) -> Dark:
        """Its times alone."""
        return Dark(
            entity=self.entity, began_after=self.began_after, began_by=self.began_by, ended_after=self.ended_after, ended_by=self.ended_by
        )  # fmt: skip

    def covers(self, time: dt.datetime, *, surely: bool = False) -> bool:
        """Whether ``time`` lies in the outage; with ``surely``, outside the doubt at both ends."""
        return self.dark.covers(time, surely=surely)


class Detection(Record, frozen=True):
    """All that one signal says. A loss shallower than ``detectable_depth`` or shorter than ``shortest_h`` hours is not
    detectable, which is another thing than absent.

    ``judged_from``/``judged_to`` bound the period that was judged; ``notes`` are sentences for people.
    """

    signal: str
    entity: str
    name: str
    kind: SignalKind
    judged_from: dt.datetime | None
    judged_to: dt.datetime | None
    clean_days: int
    enter: float
    leave: float
    shortest_h: float
    detectable_depth: float
    outages: tuple[Outage, ...]
    notes: tuple[str, ...]

    def answer(self, depth: float, start: dt.datetime, end: dt.datetime) -> Answer:
        """Was there a loss of ``depth`` (0 to 1) between two times? "no outage" only where it would have been seen."""
        if any(outage.began_by < end and (outage.ended_by is None or outage.ended_by > start) for outage in self.outages):
            return "outage"
        if self.judged_from is None or self.judged_to is None or start < self.judged_from or end > self.judged_to:
            return "unknown"
        hours = (end - start).total_seconds() / 3600
        return "not detectable" if depth < self.detectable_depth or hours < self.shortest_h else "no outage"
