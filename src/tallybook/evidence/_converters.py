"""Files to documents, each in a limited child process. The caller's process imports no parser and touches no evidence."""

from __future__ import annotations

import os
import queue
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Self, TypeAlias

import msgspec

from tallybook.evidence._helper import CAN_FORK, Helper
from tallybook.evidence._outcomes import explain
from tallybook.evidence._records import Answer, Conversion, Item, Limits, Request

Progress: TypeAlias = Callable[[int, int], None]

# How far the helpers run ahead of whoever takes the results.
_AHEAD = 4


class Converters:
    """A few helper processes, kept for many files. A context manager: leaving it ends them.

    ``workers``: how many helpers (default: the machine's cores, at most 4). ``modules``: further modules for the helpers to
    import, which register
    converters of their own. ``fork=False`` starts a process for each file, as on systems without fork.
    """

    def __init__(
        self, limits: Limits | None = None, workers: int | None = None, *, modules: Sequence[str] = (), fork: bool = CAN_FORK
    ) -> None:
        self._limits = limits if limits is not None else Limits()
        self._count = workers or min(4, os.cpu_count() or 1)
        self._helpers = [Helper(modules, fork=fork) for _ in range(self._count)]
        self._idle: queue.SimpleQueue[Helper] = queue.SimpleQueue()
        for helper in self._helpers:
            self._idle.put(helper)
        self._pool = ThreadPoolExecutor(self._count, thread_name_prefix="convert")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the helpers, also in the middle of a file; nothing is waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for helper in self._helpers:
            helper.end()
        self._pool.shutdown(wait=True)
        for helper in self._helpers:
            helper.close()

    def convert(self, item: Item) -> Conversion:
        """One file's conversion. An outcome, never an exception, for whatever the file is."""
        refused = _refused(item, self._limits)
        if refused is not None:
            return refused
        helper = self._idle.get()
        try:
            answer = helper.convert(
                Request(path=os.fsencode(item.path.absolute()), name=_sendable(item.name), limits=self._limits)
            )
        finally:
            self._idle.put(helper)
        return _believed(answer, item, self._limits)

    def convert_many(self, items: Iterable[Item], progress: Progress | None = None) -> Iterator[Conversion]:
        """The conversions in the order of ``items``. ``progress`` gets (done, started) where ``items`` has no length."""
        total = len(items) if isinstance(items, Sequence) else None
        waiting: deque[Future[Conversion]] = deque()
        source = iter(items)
        done = 0
        try:
            while True:
                while len(waiting) < self._count * _AHEAD and (item := next(source, None)) is not None:
                    waiting.append(self._pool.submit(self.convert, item))
                if not waiting:
                    return
                conversion = waiting.popleft().result()
                done += 1
                if progress is not None:
                    progress(done, total if total is not None else done + len(waiting))
                yield conversion
        finally:
            for future in waiting:
                future.cancel()


def convert(path: Path, *, name: str | None = None, limits: Limits | None = None) -> Conversion:
    """Convert one file; starts and ends a helper process, so use ``Converters`` for several."""
    with Converters(limits, workers=1) as converters:
        return converters.convert(Item(path=path, name=name if name is not None else path.name))


def _refused(item: Item, limits: Limits) -> Conversion | None:
    """What needs no helper to be known."""
    try:
        size = item.path.stat().st_size
    except OSError as error:
        return explain(Conversion(outcome="unreadable", detail=error.strerror or ""), limits)
    return explain(Conversion(outcome="too_large"), limits) if size > limits.size else None


def _sendable(name: str) -> str:
    """Names may hold bytes that are no characters; they serve only to tell the format."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _believed(answer: Answer, item: Item, limits: Limits) -> Conversion:
    """The conversion in the helper's answer, as far as it can be believed: well-formed, and about the right bytes."""
    if answer.outcome != "ok":
        return explain(Conversion(outcome=answer.outcome, detail=answer.detail), limits)
    try:
        conversion = msgspec.msgpack.decode(answer.payload, type=Conversion)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return explain(Conversion(outcome="crashed", detail="its converter gave a garbled answer"), limits)
    told = conversion.digest is not None or conversion.documents
    if item.digest is not None and told and conversion.digest != item.digest:
        return explain(Conversion(outcome="altered", digest=conversion.digest), limits)
    if conversion.documents and conversion.outcome not in ("ok", "partly"):
        return explain(Conversion(outcome="crashed", detail="its converter gave a contradictory answer"), limits)
    return explain(conversion, limits)
