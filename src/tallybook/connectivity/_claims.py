"""Statements about connectivity in posts ("hour 336", "at 1 % of ordinary levels"), checked against what was measured.

Such a post is a statement with a source and no measurement; an implied onset is what it would mean if it were right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal, TypeAlias

from tallybook.connectivity._outage import Outage
from tallybook.connectivity._registry import StatedOutage
from tallybook.errors import DataError
from tallybook.model import AccessCurve, Mention, Record

Verdict: TypeAlias = Literal["consistent", "contradicts", "not checkable"]
LEVEL_MARGIN = 0.05


class ClaimCheck(Record, frozen=True):
    """What a post implies and how it stands to the measurements.

    ``implied`` is the interval of the onset that a duration implies, or the time a level is about. ``off_h`` is the distance in
    hours between the implied and the measured onset, 0 inside. ``measured`` is the band of shares (0 to 1) beside a stated level.
    """

    mention: str
    text: str
    verdict: Verdict
    implied: tuple[dt.datetime, dt.datetime]
    outage: str | None = None
    off_h: float | None = None
    stated: float | None = None
    measured: tuple[float, float] | None = None
    sentence: str = ""


def posted_within(posted: dt.date | dt.datetime, zone: dt.tzinfo = dt.UTC) -> tuple[dt.datetime, dt.datetime]:
    """When a post appeared: a day of ``zone`` where only the date is known. Raises ``DataError`` for a time without one."""
    if isinstance(posted, dt.datetime):
        if posted.tzinfo is None:
            raise DataError("a time without a zone cannot be checked.", item=posted.isoformat(), hint="Say which zone it is in.")
        time = posted.astimezone(dt.UTC)
        return time, time
    begin = dt.datetime.combine(posted, dt.time(), tzinfo=zone)
    return begin.astimezone(dt.UTC), (begin + dt.timedelta(days=1)).astimezone(dt.UTC)


def implied_onset(hours: float, posted: tuple[dt.datetime, dt.datetime]) -> tuple[dt.datetime, dt.datetime]:
    """When the outage began if a post of ``posted`` says it has lasted ``hours``; the last hour may still be running."""
    return posted[0] - dt.timedelta(hours=hours), posted[1] - dt.timedelta(hours=max(0.0, hours - 1))


def check_claim(
    mention: Mention,
    posted: dt.date | dt.datetime,
    *,
    outages: Sequence[Outage] = (),
    access: AccessCurve | None = None,
    stated: Sequence[StatedOutage] = (),
    zone: dt.tzinfo = dt.UTC,
) -> ClaimCheck:
    """Checks a mention of kind ``duration`` against the outages, or one of kind ``connectivity`` against the access curve.

    Where nothing was measured, what somebody else ``stated`` of the onset is told beside it and decides nothing: two statements
    may have one origin.

    Raises ``DataError`` for any other kind or a value that is no number.
    """
    when = posted_within(posted, zone)
    if mention.kind == "duration":
        return _duration(mention, _value(mention, "hours"), when, outages, stated)
    if mention.kind == "connectivity":
        return _level(mention, _value(mention, "percent") / 100, when, access)
    raise DataError("only durations and levels of connectivity can be checked.", item=mention.id, hint="Give such a mention.")


def _value(mention: Mention, key: str) -> float:
    try:
        return float(mention.values[key])
    except (KeyError, ValueError):
        raise DataError(f"the mention has no number under {key}.", item=mention.id, hint="Read the text again.") from None


def _duration(
    mention: Mention,
    hours: float,
    when: tuple[dt.datetime, dt.datetime],
    outages: Sequence[Outage],
    stated: Sequence[StatedOutage],
) -> ClaimCheck:
    implied = implied_onset(hours, when)
    lasting = [
        outage for outage in outages if outage.began_by < when[1] and (outage.ended_by is None or outage.ended_by > implied[0])
    ]
    if not lasting:
        return ClaimCheck(
            mention=mention.id, text=mention.text, verdict="not checkable", implied=implied,
            sentence=f"{mention.text} implies an onset of {_span(implied)}; no measured outage lasted then{_stated(implied, when, stated)}.",
        )  # fmt: skip
    best = min(lasting, key=lambda outage: (_distance(implied, outage), outage.began_by, outage.id))
    off = _distance(implied, best)
    tolerance = max(2.0, hours * 0.02)
    verdict: Verdict = "consistent" if off <= tolerance else "contradicts"
    return ClaimCheck(
        mention=mention.id, text=mention.text, verdict=verdict, implied=implied, outage=best.id, off_h=round(off, 2),
        sentence=f"{mention.text} implies an onset of {_span(implied)}; {best.name} fell by {best.began_by:%d %b %Y %H:%M} UTC.",
    )  # fmt: skip


def _stated(
    implied: tuple[dt.datetime, dt.datetime], when: tuple[dt.datetime, dt.datetime], stated: Sequence[StatedOutage]
) -> str:
    """The stated outage whose onset comes nearest, as the tail of a sentence."""
    lasting = [one for one in stated if one.start < when[1] and (one.end is None or one.end > implied[0])]
    if not lasting:
        return ""

    def off(one: StatedOutage) -> float:
        return max(one.start - implied[1], implied[0] - one.start, dt.timedelta()).total_seconds() / 3600

    best = min(lasting, key=lambda one: (off(one), one.start, one.id))
    apart = f"{off(best):.0f} hours from that" if off(best) else "which fits"
    return f"; {best.source} put it at {best.start:%d %b %Y %H:%M} UTC, {apart}"


def _span(interval: tuple[dt.datetime, dt.datetime]) -> str:
    return f"{interval[0]:%d %b %Y %H:%M} to {interval[1]:%d %b %Y %H:%M} UTC"


def _distance(implied: tuple[dt.datetime, dt.datetime], outage: Outage) -> float:
    begin = outage.began_after or outage.began_by
    gap = max(begin - implied[1], implied[0] - outage.began_by, dt.timedelta())
    return gap.total_seconds() / 3600


def _level(mention: Mention, share: float, when: tuple[dt.datetime, dt.datetime], access: AccessCurve | None) -> ClaimCheck:
    measured = band(access, when) if access is not None else None
    if measured is None:
        return ClaimCheck(
            mention=mention.id, text=mention.text, verdict="not checkable", implied=when, stated=share,
            sentence=f"{mention.text}: nothing was measured then.",
        )  # fmt: skip
    inside = measured[0] - LEVEL_MARGIN <= share <= measured[1] + LEVEL_MARGIN
    return ClaimCheck(
        mention=mention.id, text=mention.text, verdict="consistent" if inside else "contradicts", implied=when, stated=share,
        measured=measured,
        sentence=f"{mention.text}: the signals measured {measured[0]:.0%} to {measured[1]:.0%} of the usual level.",
    )  # fmt: skip


def band(access: AccessCurve, when: tuple[dt.datetime, dt.datetime]) -> tuple[float, float] | None:
    """The lowest and highest measured share between two times; None where nothing was measured."""
    first = int((when[0] - access.start).total_seconds() // access.step_s)
    last = int((when[1] - access.start).total_seconds() // access.step_s)
    cells = range(max(0, first), min(len(access.low), last + 1))
    lows = [value for value in (access.low[cell] for cell in cells) if value is not None]
    highs = [value for value in (access.high[cell] for cell in cells) if value is not None]
    return (min(lows), max(highs)) if lows and highs else None
