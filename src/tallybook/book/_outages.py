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
    ClaimCheck,
    Detection,
    Episode,
    Reading,
    StatedOutage,
    access_curve,
    check_claim,
    detect_all,
    episodes,
)
from tallybook.errors import DataError
from tallybook.evidence import ObjectStore
from tallybook.model import Mention, Passage, Record

STAGE = "connectivity"


class Blackout(Record, frozen=True):
    """What is known of lost connectivity: outages by signal, joined into episodes, those that somebody stated, and posts checked.

    ``failed`` pairs a file's name with why it could not be read.
    """

    detections: tuple[Detection, ...] = ()
    episodes: tuple[Episode, ...] = ()
    stated: tuple[StatedOutage, ...] = ()
    checks: tuple[ClaimCheck, ...] = ()
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
        checks=_checks(read, detections, mentions, passages, zone),
        failed=tuple(sorted(failed)),
    )


def _read(item: ConnectivityItem, objects: ObjectStore, cache: Cache) -> _Read:
    key = key_of(code_version("connectivity"), item.added.digest, item.added.place or "", item.added.name)
    known = cache.find(STAGE, [key])
    if key in known:
        return msgspec.msgpack.decode(known[key], type=_Read)
    options = {"place": item.added.place} if item.added.place else {}
    order = Order(kind="connectivity", path=str(objects.verify(item.added.digest)), name=item.added.name, options=options)
    reading = read_foreign(order, Reading)
    made = _Read(detections=tuple(detect_all(reading.signals)), reading=reading)
    cache.keep(STAGE, [(key, msgspec.msgpack.encode(made))])
    return made


def _checks(
    read: Sequence[_Read], detections: Sequence[Detection], mentions: Sequence[Mention], passages: Sequence[Passage], zone: str
) -> tuple[ClaimCheck, ...]:
    """What posts say of the outage ("hour 336") against what was measured. Nothing measured, nothing checked."""
    signals = [signal for one in read for signal in one.reading.signals]
    if not signals:
        return ()
    outages = [outage for detection in detections for outage in detection.outages]
    access = access_curve(signals)
    posted = {passage.id: passage.published for passage in passages}
    checks = [
        check_claim(mention, day, outages=outages, access=access, zone=_zone(zone))
        for mention in mentions
        if mention.kind in ("duration", "connectivity") and (day := posted.get(mention.passage))
    ]
    return tuple(sorted(checks, key=lambda check: check.mention))


def _zone(name: str) -> dt.tzinfo:
    return ZoneInfo(name)
