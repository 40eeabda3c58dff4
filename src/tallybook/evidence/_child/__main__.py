"""``python -m tallybook.evidence._child MODE MODULE…``: serve conversions over stdin and stdout. Started by ``_helper``, not
by people.

MODE is ``fork`` (serve until stdin ends, each conversion in a fork of this process) or ``once`` (one conversion, in this
process).
MODULE… are imported beside the house's own formats; a test registers its misbehaving converters that way.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys

import msgspec

from tallybook.evidence import _formats
from tallybook.evidence._child import _fork, _limits, _work
from tallybook.evidence._frames import READY, read_frame, write_frame
from tallybook.evidence._records import Answer, Request

_MOST = 1 << 20


def main(mode: str, modules: list[str]) -> None:
    # Libraries log pieces of what they read; evidence never reaches a log.
    logging.disable(logging.CRITICAL)
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    _limits.isolate()
    _formats.load()
    for module in modules:
        importlib.import_module(module)
    if mode == "fork":
        _formats.warm()
    held = _fork.prepare() if mode == "fork" else _limits.held()
    write_frame(answers, READY)
    while (frame := read_frame(requests, _MOST)) is not None:
        request = msgspec.msgpack.decode(frame, type=Request)
        if mode == "once":
            write_frame(answers, msgspec.msgpack.encode(_once(request, held)))
            return
        try:
            answer = _fork.convert(request, requests.fileno(), held)
        except _fork.Gone:
            return
        write_frame(answers, msgspec.msgpack.encode(answer))


def _once(request: Request, held: int) -> Answer:
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    _limits.apply(request.limits, held)
    return Answer(outcome="ok", payload=_work.work(request))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
