"""The second stage: passages to statements and mentions."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import msgspec

from tallybook.book._cache import Cache, key_of
from tallybook.book._versions import code_version
from tallybook.model import Passage
from tallybook.reading import Reading, read_many

STAGE = "statements"
_BATCH = 200
_WORTH_PROCESSES = 100  # fewer passages are read before other processes have started


def read_passages(
    passages: Sequence[Passage],
    cache: Cache,
    *,
    languages: tuple[str, ...] | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Reading]:
    """Read what was not read before. Order as given; what is done is kept at once, so a stopped build goes on where it stopped."""
    settings = ",".join(languages or ())
    keys = [key_of(code_version("reading"), settings, msgspec.msgpack.encode(passage)) for passage in passages]
    known = cache.find(STAGE, keys)
    missing = [(key, passage) for key, passage in zip(keys, passages, strict=True) if key not in known]
    done, total = len(passages) - len(missing), len(passages)
    kept: list[tuple[bytes, bytes]] = []
    if len(missing) < _WORTH_PROCESSES:
        workers = 1
    read = read_many([passage for _, passage in missing], workers=workers or os.cpu_count() or 1, languages=languages)
    for (key, _), (_, reading) in zip(missing, read, strict=True):
        known[key] = msgspec.msgpack.encode(reading)
        kept.append((key, known[key]))
        done += 1
        if len(kept) == _BATCH:
            cache.keep(STAGE, kept)
            kept = []
            if progress:
                progress(done, total)
    cache.keep(STAGE, kept)
    decoder = msgspec.msgpack.Decoder(Reading)
    return [decoder.decode(known[key]) for key in keys]
