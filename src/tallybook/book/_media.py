"""Pictures and films among a book's evidence: which show the same, oldest first, and what their files claim (protected).

Made when it is asked for and kept in the cache; nothing of it enters the derived tables, where a claimed position would lie open.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from tallybook.book._book import Book
from tallybook.book._cache import Cache, key_of
from tallybook.book._foreign import Order, read_foreign
from tallybook.book._state import Item
from tallybook.book._versions import code_version
from tallybook.errors import DataError, TallybookError
from tallybook.media import Copy, MediaClaims, MediaRead, Work, copies, media_kind, read_media, video_tool
from tallybook.model import Record

STAGE = "media"
BATCH = 16  # files a child reads: its start takes longer than a picture does
SECONDS = 600

Report = Callable[[int, int], None]


class MediaItem(Record, frozen=True):
    """A picture or film of the book. ``seen`` is the day of publication where it was said, else when it was added.

    ``claimed_day`` is all of the file's claims that may be shown; ``faults`` are those that cannot be right.
    """

    item: str
    name: str
    kind: str
    seen: dt.datetime
    seen_by: str
    claimed_day: str | None
    faults: tuple[str, ...] = ()


class MediaFound(Record, frozen=True):
    """Every picture and film, which of them show the same, and those that could not be read, by name, with the reason."""

    items: tuple[MediaItem, ...]
    copies: tuple[Copy, ...]
    failed: tuple[tuple[str, str], ...]


class Answer(Record, frozen=True):
    """What a child says of one file: what it read, or why it could not."""

    read: MediaRead | None = None
    why: str = ""


class Batch(Record, frozen=True):
    answers: tuple[Answer, ...]


def find_media(book: Book, progress: Report | None = None) -> MediaFound:
    """Reads every picture and film that was added, and finds those that show the same."""
    items = [item for item in book.state().items if _kind(book.objects.verify(item.added.digest))]
    with book.locked(), book.cache() as cache:
        answers = _answers(book, items, cache, progress)
    works = [
        Work(id=item.id, seen=_seen(item)[0], read=answer.read)
        for item, answer in zip(items, answers, strict=True)
        if answer.read
    ]
    pairs = copies(works, progress)
    shown = [_item(item, answer.read) for item, answer in zip(items, answers, strict=True) if answer.read]
    failed = [(item.added.name, answer.why) for item, answer in zip(items, answers, strict=True) if not answer.read]
    return MediaFound(
        items=tuple(sorted(shown, key=lambda one: (one.seen, one.item))), copies=pairs, failed=tuple(sorted(failed))
    )


def claims_of(book: Book, item: str) -> MediaClaims:
    """The protected claims of one item's file: its time, position and device. Whoever calls this answers for who sees them."""
    found = next((one for one in book.state().items if one.id == item), None)
    if found is None:
        raise DataError("the book has no such item.", item=item, hint="'tallybook show --evidence' lists them.")
    with book.cache() as cache:
        answer = _answers(book, [found], cache, None)[0]
    if answer.read is None:
        raise DataError(answer.why, item=found.added.name, hint="It is kept, and claims nothing.")
    return answer.read.claims


def _kind(path: Path) -> str | None:
    with path.open("rb") as file:
        return media_kind(file.read(16))


def _seen(item: Item) -> tuple[dt.datetime, str]:
    if item.added.published is not None:
        return dt.datetime.combine(item.added.published, dt.time(), tzinfo=dt.UTC), "published"
    return dt.datetime.fromisoformat(item.at).astimezone(dt.UTC), "added"


def _item(item: Item, read: MediaRead) -> MediaItem:
    seen, by = _seen(item)
    return MediaItem(
        item=item.id, name=item.added.name, kind=read.kind, seen=seen, seen_by=by, claimed_day=read.claims.public().get("claimed_day"),
        faults=read.claims.faults,
    )  # fmt: skip


def _answers(book: Book, items: Sequence[Item], cache: Cache, progress: Report | None) -> list[Answer]:
    """One answer an item, from the cache where the bytes were read before. A film that waits for ffmpeg is asked again."""
    keys = {item.id: key_of(code_version("media"), item.added.digest, str(video_tool() is not None)) for item in items}
    known = cache.find(STAGE, keys.values())
    fresh = [item for item in items if keys[item.id] not in known]
    for start in range(0, len(fresh), BATCH):
        some = fresh[start : start + BATCH]
        made = _batch([(str(book.objects.verify(item.added.digest)), item.added.name) for item in some])
        rows = [(keys[item.id], msgspec.msgpack.encode(answer)) for item, answer in zip(some, made, strict=True)]
        cache.keep(STAGE, rows)
        known.update(rows)
        if progress:
            progress(start + len(some), len(fresh))
    return [msgspec.msgpack.decode(known[keys[item.id]], type=Answer) for item in items]


def _batch(files: Sequence[tuple[str, str]]) -> tuple[Answer, ...]:
    """What a child says of some files. Where one of them killed it, each is asked alone, and the killer is known."""
    order = Order(kind="media", path="", name=files[0][1], options={"files": json.dumps(files)}, seconds=SECONDS)
    try:
        answers = read_foreign(order, Batch).answers
        if len(answers) == len(files):
            return answers
    except DataError as error:
        if len(files) == 1:
            return (Answer(why=error.what),)
    return tuple(answer for file in files for answer in _batch([file]))


def read_batch(options: dict[str, str]) -> Batch:
    """The child's part."""
    return Batch(answers=tuple(_read(path, name) for path, name in json.loads(options["files"])))


def _read(path: str, name: str) -> Answer:
    try:
        return Answer(read=read_media(Path(path), item=name))
    except TallybookError as error:
        return Answer(why=error.what)
