"""Curfews: outages of one signal that come back at the same hour, day after day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tallybook.connectivity._outage import Outage
from tallybook.model import Record, short_id

LONGEST = dt.timedelta(hours=20)
SAME_HOUR_S = 5400
FEWEST = 3
LARGEST_PAUSE = 2  # days: one evening without, as on a day of rest, does not end the pattern


class Curfew(Record, frozen=True):
    """Daily outages: ``from_local`` to ``to_local`` are the usual onset and return (seconds after local midnight, medians)."""

    id: str
    signal: str
    entity: str
    first_day: dt.date
    last_day: dt.date
    days: int
    from_local_s: int
    to_local_s: int
    outages: tuple[str, ...]


def curfews(outages: Sequence[Outage], zone: dt.tzinfo = dt.UTC) -> tuple[Curfew, ...]:
    """The daily patterns among the outages, judged in local time; ``zone`` is the place's. Three days make a pattern."""
    out: list[Curfew] = []
    for signal in sorted({outage.signal for outage in outages}):
        mine = sorted((o for o in outages if o.signal == signal), key=lambda o: o.began_by)
        short = [o for o in mine if o.ended_by is not None and o.ended_by - o.began_by <= LONGEST]
        run: list[Outage] = []
        for outage in short:
            if run and not _continues(run[-1], outage, zone):
                out.extend(_curfew(run, zone))
                run = []
            run.append(outage)
        out.extend(_curfew(run, zone))
    return tuple(out)


def _local_s(time: dt.datetime, zone: dt.tzinfo) -> int:
    local = time.astimezone(zone)
    return local.hour * 3600 + local.minute * 60 + local.second


def _continues(last: Outage, outage: Outage, zone: dt.tzinfo) -> bool:
    days = (outage.began_by.astimezone(zone).date() - last.began_by.astimezone(zone).date()).days
    apart = abs(_local_s(outage.began_by, zone) - _local_s(last.began_by, zone))
    return 1 <= days <= LARGEST_PAUSE and min(apart, 86_400 - apart) <= SAME_HOUR_S


def _curfew(run: list[Outage], zone: dt.tzinfo) -> list[Curfew]:
    if len(run) < FEWEST:
        return []
    begins = sorted(_local_s(outage.began_by, zone) for outage in run)
    ends = sorted(_local_s(outage.ended_by, zone) for outage in run if outage.ended_by is not None)
    return [
        Curfew(
            id=short_id("cf_", run[0].signal, run[0].id, run[-1].id),
            signal=run[0].signal,
            entity=run[0].entity,
            first_day=run[0].began_by.astimezone(zone).date(),
            last_day=run[-1].began_by.astimezone(zone).date(),
            days=len(run),
            from_local_s=begins[len(begins) // 2],
            to_local_s=ends[len(ends) // 2],
            outages=tuple(outage.id for outage in run),
        )
    ]
