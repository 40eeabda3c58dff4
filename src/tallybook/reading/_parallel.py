"""Many passages on all cores. A map of a pure function: what was read need not be read again, and the order is kept."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from tallybook.model import Passage
from tallybook.reading._reading import Reading, read

if TYPE_CHECKING:
    from concurrent.futures import Future

_BATCH = 64
_AHEAD = 4


def read_many(
    passages: Iterable[Passage],
    *,
    workers: int = 1,
    languages: tuple[str, ...] | None = None,
    progress: Callable[[int, int], None] | None = None,
    total: int = 0,
) -> Iterator[tuple[Passage, Reading]]:
    """Each passage with its reading, in the order given.

    ``workers`` above 1 reads in that many processes; the calling script then needs a main guard. ``progress`` gets how many are
    done and ``total``. To go on after a stop, give only the passages not yet read: a reading depends on its passage only.
    """
    done = 0
    for batch, readings in _batches(passages, workers, languages):
        for passage, reading in zip(batch, readings, strict=True):
            done += 1
            yield passage, reading
        if progress is not None:
            progress(done, max(total, done))


def _read_batch(batch: list[Passage], languages: tuple[str, ...] | None) -> list[Reading]:
    return [read(passage, languages=languages) for passage in batch]


def _batches(
    passages: Iterable[Passage], workers: int, languages: tuple[str, ...] | None
) -> Iterator[tuple[list[Passage], list[Reading]]]:
    source = iter(passages)
    if workers <= 1:
        while batch := list(itertools.islice(source, _BATCH)):
            yield batch, _read_batch(batch, languages)
        return
    import multiprocessing  # here, so that importing the reader stays cheap
    from concurrent.futures import ProcessPoolExecutor

    # Few batches are under way at once, so that memory does not grow with the number of passages.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting: list[tuple[list[Passage], Future[list[Reading]]]] = []
        while batch := list(itertools.islice(source, _BATCH)):
            waiting.append((batch, pool.submit(_read_batch, batch, languages)))
            if len(waiting) >= workers * _AHEAD:
                first, future = waiting.pop(0)
                yield first, future.result()
        for first, future in waiting:
            yield first, future.result()
