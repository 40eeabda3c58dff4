"""The conversion itself, inside the limits: read the bytes, tell the format, convert, encode the answer.

This is one of the two places in the house that catch every exception: whatever a parser does with hostile bytes, the item gets
an outcome and the others go on.
"""

from __future__ import annotations

import hashlib
import os
import traceback
from pathlib import Path

import msgspec

from tallybook.evidence._formats import Draft, Unusable, choose, look
from tallybook.evidence._records import Conversion, Request


def work(request: Request) -> bytes:
    """The encoded ``Conversion`` of the requested file. Raises nothing but the end of the process."""
    try:
        return msgspec.msgpack.encode(_convert(request))
    except MemoryError:
        conversion = Conversion(outcome="out_of_memory")
    except RecursionError:
        conversion = Conversion(outcome="damaged", detail="It nests deeper than any honest file.")
    except Exception as error:  # noqa: BLE001 - the converter child's one boundary
        # The type and the place in the code, never the message: it may quote the evidence.
        conversion = Conversion(outcome="crashed", detail=_where(error))
    return msgspec.msgpack.encode(conversion)


def _convert(request: Request) -> Conversion:
    try:
        with Path(os.fsdecode(request.path)).open("rb") as file:
            data = file.read(request.limits.size + 1)
    except OSError as error:
        return Conversion(outcome="unreadable", detail=error.strerror or type(error).__name__)
    if len(data) > request.limits.size:
        return Conversion(outcome="too_large")
    digest = hashlib.sha256(data).hexdigest()
    if not data:
        return Conversion(outcome="empty", digest=digest)
    converter = None
    try:
        converter = choose(look(data, request.name))
        draft = converter.convert(data)
    except Unusable as error:
        draft = Draft(outcome=error.outcome, detail=error.detail)
    return Conversion(
        outcome=draft.outcome,
        detail=draft.detail,
        converter=converter.name if converter else None,
        version=converter.version if converter else None,
        digest=digest,
        documents=draft.documents,
    )


def _where(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"
