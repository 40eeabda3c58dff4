"""Do the signals of a place agree? Each keeps its own onset and return: nothing here is averaged or merged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tallybook.connectivity._outage import Answer, Detection, Outage
from tallybook.model import Record, short_id

PRECURSOR_MIN = dt.timedelta(minutes=30)


class Witness(Record, frozen=True):
    """What one signal says of an episode: its outages, or why it shows none."""

    signal: str
    name: str
    answer: Answer
    outages: tuple[str, ...]
    began_by: dt.datetime | None
    ended_by: dt.datetime | None


class Episode(Record, frozen=True):
    """Outages of one place that overlap in time, seen by several signals or by one.

    ``began`` and ``ended`` are the earliest and the latest that any signal shows; ``ended`` is None where one still lasts.
    ``precursor`` names the signal that fell before all others, if by half an hour or more. ``agree`` is True where every signal
    that could see the episode shows it.
    """

    id: str
    entity: str
    began: tuple[dt.datetime, dt.datetime]
    ended: tuple[dt.datetime | None, dt.datetime | None]
    witnesses: tuple[Witness, ...]
    agree: bool
    precursor: str | None
    sentence: str


def episodes(detections: Sequence[Detection]) -> tuple[Episode, ...]:
    """The episodes of each place, oldest first. Signals of different places are never joined."""
    out: list[Episode] = []
    for entity in sorted({detection.entity for detection in detections}):
        mine = [detection for detection in detections if detection.entity == entity]
        outages = sorted((o for detection in mine for o in detection.outages), key=lambda o: (o.began_by, o.id))
        for group in _overlapping(outages):
            out.append(_episode(entity, mine, group))
    return tuple(sorted(out, key=lambda episode: (episode.began, episode.entity)))


def _overlapping(outages: list[Outage]) -> list[list[Outage]]:
    groups: list[list[Outage]] = []
    until: dt.datetime | None = None
    for outage in outages:
        begin = outage.began_after or outage.began_by
        far = dt.datetime.max.replace(tzinfo=dt.UTC)
        if groups and until is not None and begin <= until:
            groups[-1].append(outage)
            until = max(until, outage.ended_by or far)
        else:
            groups.append([outage])
            until = outage.ended_by or far
    return groups


def _episode(entity: str, detections: list[Detection], group: list[Outage]) -> Episode:
    ends = [outage.ended_by for outage in group]
    begins = sorted(outage.began_by for outage in group)
    witnesses = tuple(_witness(detection, group) for detection in detections)
    known = [end for end in ends if end is not None]
    open_end = len(known) < len(ends)
    return Episode(
        id=short_id("ep_", entity, *sorted(outage.id for outage in group)),
        entity=entity,
        began=(begins[0], begins[-1]),
        ended=(min(known) if known else None, None if open_end else max(known)),
        witnesses=witnesses,
        agree=all(witness.answer in ("outage", "not detectable", "unknown") for witness in witnesses),
        precursor=_precursor(group),
        sentence=_sentence(entity, witnesses),
    )


def _witness(detection: Detection, group: list[Outage]) -> Witness:
    mine = [outage for outage in group if outage.signal == detection.signal]
    begin = min(outage.began_by for outage in group)
    known_ends = [outage.ended_by for outage in group if outage.ended_by is not None]
    end = max([*known_ends, begin])
    depth = min(outage.depth_median for outage in group)
    return Witness(
        signal=detection.signal,
        name=detection.name,
        answer="outage" if mine else detection.answer(depth, begin, end),
        outages=tuple(outage.id for outage in mine),
        began_by=mine[0].began_by if mine else None,
        ended_by=mine[-1].ended_by if mine else None,
    )


def _precursor(group: list[Outage]) -> str | None:
    by_time = sorted(group, key=lambda outage: (outage.began_by, outage.id))
    others = [outage for outage in by_time[1:] if outage.signal != by_time[0].signal]
    if others and others[0].began_by - by_time[0].began_by >= PRECURSOR_MIN:
        return by_time[0].name
    return None


def _sentence(entity: str, witnesses: tuple[Witness, ...]) -> str:
    saw = sum(witness.answer == "outage" for witness in witnesses)
    blind = [witness.name for witness in witnesses if witness.answer in ("not detectable", "unknown")]
    against = [witness.name for witness in witnesses if witness.answer == "no outage"]
    parts = [f"{entity}: {saw} of {len(witnesses)} signals show the outage"]
    if against:
        parts.append(f"{', '.join(against)} would have shown it and did not")
    if blind:
        parts.append(f"{', '.join(blind)} could not have shown it")
    return "; ".join(parts) + "."
