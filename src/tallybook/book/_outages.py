"""The stage of connectivity: added series to outages, and posts about the outage checked against them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import msgspec

from tallybook.book._cache import Cache, key_of
from tallybook.book._foreign import Order, read_foreign
from tallybook.book._state import ConnectivityItem
from tallybook.book._versions import code_version
from tallybook.connectivity import (
    PEOPLE,
    ClaimCheck,
    Curfew,
    Detection,
    Episode,
    Reading,
    Signal,
    StatedOutage,
    access_curve,
    check_claim,
    curfews,
    episodes,
)
from tallybook.errors import DataError
from tallybook.evidence import ObjectStore
from tallybook.model import AccessCurve, Mention, Passage, Record

STAGE = "connectivity"


class Blackout(Record, frozen=True):
    """What is known of lost connectivity: outages by signal, joined into episodes, those that somebody stated, posts checked, and how
    much could get out of each measured place over time.

    ``failed`` pairs a file's name with why it could not be read.
    """

    detections: tuple[Detection, ...] = ()
    episodes: tuple[Episode, ...] = ()
    stated: tuple[StatedOutage, ...] = ()
    checks: tuple[ClaimCheck, ...] = ()
    access: tuple[AccessCurve, ...] = ()
    curfews: tuple[Curfew, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()


class _Read(Record, frozen=True):
    """What one file gave, kept by the digest of its bytes."""

    detections: tuple[Detection, ...]
    reading: Reading


def find_blackout(
    items: Sequence[ConnectivityItem],
    objects: ObjectStore,
    mentions: Sequence[Mention],
    passages: Sequence[Passage],
    zone: str,
    cache: Cache,
) -> Blackout:
    """Outages of every series that was added. Signals are held side by side and never averaged."""
    read: list[_Read] = []
    failed: list[tuple[str, str]] = []
    for item in items:
        try:
            read.append(_read(item, objects, cache))
        except DataError as error:
            failed.append((item.added.name, str(error)))
    detections = tuple(sorted((d for one in read for d in one.detections), key=lambda d: d.signal))
    return Blackout(
        detections=detections,
        episodes=episodes(detections),
        stated=tuple(sorted((s for one in read for s in one.reading.stated), key=lambda s: (s.start, s.id))),
        access=tuple(access_curves([signal for one in read for signal in one.reading.signals]).values()),
        curfews=curfews([outage for one in detections for outage in one.outages], _zone(zone)),
        checks=_checks(read, detections, mentions, passages, zone),
        failed=tuple(sorted(failed)),
    )


def _read(item: ConnectivityItem, objects: ObjectStore, cache: Cache) -> _Read:
    key = key_of(code_version("connectivity"), item.added.digest, item.added.place or "", item.added.name)
    known = cache.find(STAGE, [key])
    if key in known:
        return msgspec.msgpack.decode(known[key], type=_Read)
    from tallybook.connectivity import detect_all  # here: it needs numpy, and most books hold no series

    options = {"place": item.added.place} if item.added.place else {}
    order = Order(kind="connectivity", path=str(objects.verify(item.added.digest)), name=item.added.name, options=options)
    reading = read_foreign(order, Reading)
    made = _Read(detections=tuple(detect_all(reading.signals)), reading=reading)
    cache.keep(STAGE, [(key, msgspec.msgpack.encode(made))])
    return made


def _checks(
    read: Sequence[_Read], detections: Sequence[Detection], mentions: Sequence[Mention], passages: Sequence[Passage], zone: str
) -> tuple[ClaimCheck, ...]:
    """What posts say of the outage ("hour 336") against what was measured. Where nothing was, the onset that they imply is told."""
    signals = [signal for one in read for signal in one.reading.signals]
    outages = [outage for detection in detections for outage in detection.outages]
    stated = [outage for one in read for outage in one.reading.stated]
    curves = access_curves(signals)
    # A post's level is about the whole; which of several places that is, it does not say.
    access = next(iter(curves.values())) if len(curves) == 1 else None
    posted = {passage.id: passage.published for passage in passages}
    checks = [
        check_claim(mention, day, outages=outages, access=access, stated=stated, zone=_zone(zone))
        for mention in mentions
        if mention.kind in ("duration", "connectivity") and (day := posted.get(mention.passage))
    ]
    return tuple(sorted(checks, key=lambda check: check.mention))


def access_curves(signals: Sequence[Signal]) -> dict[str, AccessCurve]:
    """The access curve of each place with a signal that shows what people could send."""
    by_place: dict[str, list[Signal]] = {}
    for signal in signals:
        if signal.kind in PEOPLE:
            by_place.setdefault(signal.entity, []).append(signal)
    return {place: access_curve(mine) for place, mine in sorted(by_place.items())}


def _zone(name: str) -> dt.tzinfo:
    return ZoneInfo(name)
