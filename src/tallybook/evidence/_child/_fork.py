"""One conversion in a fork of this process: watched from here, killed at its limits, reaped.

This process holds the libraries and never touches the evidence, so a converter that is taken over or falls over takes nothing
along.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import time
from contextlib import suppress

from tallybook.evidence._child import _limits, _work
from tallybook.evidence._records import Answer, Limits, Outcome, Request

_PIECE = 1 << 20
# A process that dies of a failed allocation inside a library leaves no better trace than how much it held.
_NEAR_LIMIT = 0.4


class Gone(Exception):  # noqa: N818 - a signal, not an error
    """The parent is gone: nobody waits for an answer."""


def prepare() -> int:
    """Before the first fork: have the children collect garbage rarely, and what they inherit never, so that memory stays shared.

    Returns the bytes of address space that each child starts with.
    """
    gc.set_threshold(100_000, 50, 100)
    gc.collect()
    gc.freeze()
    return _limits.held()


def convert(request: Request, requests: int, held: int) -> Answer:
    """Fork, watch and answer. ``requests``: the descriptor whose hang-up means that the parent is gone; ``held``: see
    ``prepare``.
    """
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        _child(request, writer, held)
    os.close(writer)
    try:
        payload, ended = _watch(reader, requests, request.limits)
    finally:
        os.close(reader)
        for kill in (os.killpg, os.kill):
            with suppress(ProcessLookupError, PermissionError):
                kill(pid, signal.SIGKILL)
        _, status, usage = os.wait4(pid, 0)
    if ended is not None:
        return Answer(outcome=ended)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0 and payload:
        return Answer(outcome="ok", payload=payload)
    return _death(status, usage.ru_maxrss * 1024, usage.ru_utime + usage.ru_stime, request.limits)


def _child(request: Request, writer: int, held: int) -> None:
    """In the fork: cut every tie to the parent, then work. Never returns."""
    code = 1
    try:
        os.setsid()
        _limits.die_with_parent(signal.SIGKILL)
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nothing, descriptor)
        os.dup2(writer, 3)
        os.closerange(4, 256)
        _limits.apply(request.limits, held)
        rest = memoryview(_work.work(request))
        while rest:
            rest = rest[os.write(3, rest) :]
        code = 0
    finally:
        os._exit(code)


def _watch(reader: int, requests: int, limits: Limits) -> tuple[bytes, Outcome | None]:
    """The child's reply, and the outcome that cut it short, if one did."""
    deadline = time.monotonic() + limits.wall
    poll = select.poll()
    poll.register(reader, select.POLLIN)
    poll.register(requests, 0)
    pieces: list[bytes] = []
    size = 0
    while True:
        left = deadline - time.monotonic()
        events = dict(poll.poll(max(0, int(left * 1000)))) if left > 0 else {}
        if not events:
            return b"", "timed_out"
        if events.get(requests, 0) & (select.POLLHUP | select.POLLERR):
            raise Gone
        piece = os.read(reader, _PIECE)
        if not piece:
            return b"".join(pieces), None
        pieces.append(piece)
        size += len(piece)
        if size > limits.output:
            return b"", "too_large"


def _death(status: int, held: int, cpu: float, limits: Limits) -> Answer:
    """What a child died of that left no reply."""
    ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if ended_by == signal.SIGXCPU or cpu >= limits.cpu:
        return Answer(outcome="timed_out")
    if held >= limits.memory * _NEAR_LIMIT or ended_by == signal.SIGKILL:
        return Answer(outcome="out_of_memory")
    name = signal.Signals(ended_by).name if ended_by else f"exit {os.WEXITSTATUS(status)}"
    return Answer(outcome="crashed", detail=name)
