"""Reading files without a book: the same stages, nothing kept."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from tallybook.book._cache import Cache
from tallybook.book._documents import join
from tallybook.book._state import EvidenceAdded, Item
from tallybook.book._statements import read_passages
from tallybook.errors import EvidenceError
from tallybook.evidence import Converters, Found, Trouble, show_name, walk
from tallybook.evidence import Item as Source
from tallybook.model import Passage, Record
from tallybook.reading import Reading
from tallybook.reading.pointing import Asking, Replies, Share, Window, point, route, share_of


class LooseReading(Record, frozen=True):
    """What one file gave: its name, the outcome of converting it, its passages and their readings, both in order.

    ``askings`` is what a language model was asked about them, where one was.
    """

    name: str
    outcome: str
    detail: str | None
    readings: tuple[Reading, ...] = ()
    passages: tuple[Passage, ...] = ()
    askings: tuple[Asking, ...] = ()


def read_files(
    paths: Sequence[Path],
    *,
    publisher: str | None = None,
    published: dt.date | None = None,
    languages: tuple[str, ...] | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[LooseReading]:
    """Convert and read files and folders. Documents are named by their own key, or by the file's name where they have none."""
    found = list(walk(paths))
    with Converters(workers=workers) as converters, Cache(None) as cache:
        for done, entry in enumerate(found, start=1):
            yield _read_one(entry, converters, cache, publisher, published, languages, workers)
            if progress:
                progress(done, len(found))


def _read_one(
    entry: Found | Trouble,
    converters: Converters,
    cache: Cache,
    publisher: str | None,
    published: dt.date | None,
    languages: tuple[str, ...] | None,
    workers: int | None,
) -> LooseReading:
    name = show_name(entry.name)
    if isinstance(entry, Trouble):
        return LooseReading(name=name, outcome=entry.code, detail=entry.detail)
    try:
        digest = hashlib.sha256(entry.path.read_bytes()).hexdigest()
    except OSError as error:
        trouble = EvidenceError(
            f"cannot be read ({error.strerror}).", item=name, hint="Check that it is there and that you may open it."
        )
        return LooseReading(name=name, outcome="not_preserved", detail=str(trouble))
    added = EvidenceAdded(
        digest=digest, size=entry.path.stat().st_size, name=entry.name, publisher=publisher, published=published
    )
    (conversion,) = converters.convert_many([Source(path=entry.path, digest=digest, name=entry.name)])
    taken = join(Item(id=added.item, added=added, at="", writer=""), conversion)
    names = {document.id: document.key or name for document in taken.documents}
    passages = [_renamed(passage, names[passage.document]) for passage in taken.passages]
    readings = read_passages(passages, cache, languages=languages, workers=workers)
    return LooseReading(
        name=name,
        outcome=conversion.outcome,
        detail=conversion.detail or None,
        readings=tuple(readings),
        passages=tuple(passages),
    )


def route_files(loose: Sequence[LooseReading]) -> tuple[Share, tuple[Window, ...]]:
    """What a language model may be asked about files that were read, and which share of their text that is."""
    passages = [passage for one in loose for passage in one.passages]
    readings = [reading for one in loose for reading in one.readings]
    windows = tuple(window for passage, reading in zip(passages, readings, strict=True) for window in route(passage, reading))
    return share_of(passages, readings, windows), windows


def point_file(one: LooseReading, replies: Replies, model: str) -> LooseReading:
    """What a file gave, with what the answers of a model add."""
    helped: list[Reading] = []
    askings: list[Asking] = []
    for passage, reading in zip(one.passages, one.readings, strict=True):
        reading, outcome = point(passage, reading, route(passage, reading), replies.find, model=model)
        helped.append(reading)
        askings += outcome
    return msgspec.structs.replace(one, readings=tuple(helped), askings=tuple(askings))


def _renamed(passage: Passage, document: str) -> Passage:
    index = passage.id.rpartition(".")[2]
    return msgspec.structs.replace(passage, document=document, id=f"{document}.{index}")
