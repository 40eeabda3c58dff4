"""Readers register themselves here: a format of a source is a file of its own, and no file grows with the formats.

A reader is a pure function from bytes to records, so that the caller may run it in a limited child process.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from tallybook.connectivity._signal import EntityKind, Licence, Provenance, Signal, SignalKind, check_signals, on_grid
from tallybook.errors import DataError
from tallybook.model import Record, short_id

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
MAX_BYTES = 200_000_000


class StatedOutage(Record, frozen=True):
    """An outage that a source states, as it states it: a statement with a source, not a measurement of ours."""

    id: str
    source: str
    entity: str
    entity_kind: EntityKind
    start: dt.datetime
    end: dt.datetime | None
    detail: str
    cause: str | None
    url: str | None
    provenance: Provenance
    licence: Licence


class Reading(Record, frozen=True):
    """What one file gave: measured signals, stated outages, and a sentence for each row that could not be used."""

    reader: str
    signals: tuple[Signal, ...] = ()
    stated: tuple[StatedOutage, ...] = ()
    rejected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One file on its way through a reader. ``json`` is None where the bytes are no JSON; ``entity`` is what the user said."""

    file: str
    text: str
    json: Json
    digest: str
    entity: str | None
    entity_kind: EntityKind

    def provenance(self, reader: str) -> Provenance:
        return Provenance(reader=reader, file=self.file, digest=self.digest)

    def need_entity(self) -> str:
        if self.entity is None:
            raise DataError(
                "the file does not say which country or network it measures.", item=self.file, hint="Name the entity."
            )
        return self.entity


@dataclass(frozen=True, slots=True)
class Reader:
    """``sniff`` says whether a file is of this format; ``read`` raises ``DataError`` where it is, but broken."""

    name: str
    order: int
    sniff: Callable[[Source], bool]
    read: Callable[[Source], Reading]
    licence: Licence


_READERS: dict[str, Reader] = {}


def register(reader: Reader) -> Reader:
    """Adds a reader; readers are tried in ``order``, the most particular first."""
    if reader.name in _READERS:
        raise ValueError(f"a reader named {reader.name} is registered")
    _READERS[reader.name] = reader
    return reader


def readers() -> tuple[str, ...]:
    """The names of the registered readers, in the order in which they are tried."""
    return tuple(reader.name for reader in sorted(_READERS.values(), key=lambda r: (r.order, r.name)))


def make_signal(
    source: Source,
    reader: str,
    licence: Licence,
    points: Iterable[tuple[dt.datetime, float | None]],
    *,
    origin: str,
    name: str,
    kind: SignalKind,
    unit: str,
    normalised: bool,
    entity: str | None = None,
) -> Signal:
    """A signal of points in any order; see :func:`on_grid` for what is refused."""
    who = entity if entity is not None else source.need_entity()
    start, step, values = on_grid(points, item=f"{source.file}, {name}")
    return Signal(
        id=short_id("sg_", origin, who, name, start.isoformat(), step, source.digest),
        entity=who,
        entity_kind=source.entity_kind,
        source=origin,
        name=name,
        kind=kind,
        unit=unit,
        normalised=normalised,
        start=start,
        step_s=step,
        values=values,
        provenance=source.provenance(reader),
        licence=licence,
    )


def read_connectivity(
    data: bytes, *, file: str, entity: str | None = None, entity_kind: EntityKind = "country", reader: str | None = None
) -> Reading:
    """Reads one exported file. ``entity`` names what is measured where the file does not; ``reader`` forces a format.

    Raises ``DataError`` where no reader knows the file, the named one does not exist, or the file is broken.
    """
    if len(data) > MAX_BYTES:
        raise DataError("the file is larger than 200 MB.", item=file, hint="Export a shorter period.")
    source = _source(data, file, entity, entity_kind)
    chosen = _READERS.get(reader) if reader is not None else _first(source)
    if chosen is None:
        known = ", ".join(readers())
        raise DataError("no reader knows this file.", item=file, hint=f"Give plain CSV with a time column, or one of: {known}.")
    reading = chosen.read(source)
    check_signals(reading.signals)
    return reading


def _source(data: bytes, file: str, entity: str | None, entity_kind: EntityKind) -> Source:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DataError("the file is not UTF-8 text.", item=file, hint="Export it again as UTF-8.") from None
    return Source(file, text, parse_json(text), hashlib.sha256(data).hexdigest(), entity, entity_kind)


def parse_json(text: str) -> Json:
    """The JSON value, past the guard line that some services put before it; None where the text is no JSON."""
    body = text.lstrip()
    if body.startswith(")]}'"):
        body = body[4:].lstrip()
    if not body.startswith(("{", "[")):
        return None
    try:
        value: Json = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value


def _first(source: Source) -> Reader | None:
    for name in readers():
        if _READERS[name].sniff(source):
            return _READERS[name]
    return None
