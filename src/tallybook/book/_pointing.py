"""The stage in which a language model's recorded answers join what the rules read, and the one in which it is asked.

Answers are evidence: the bytes lie in the object store, the ledger says who asked what where and when. So a build is a function of
the record, on a machine that was never connected too, and what was answered once is never asked again.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from tallybook.book._book import Book, Clock
from tallybook.book._cache import Cache, key_of
from tallybook.book._content import ModelHelp
from tallybook.book._state import ModelAsked, State
from tallybook.book._versions import code_version
from tallybook.errors import SettingsError
from tallybook.evidence import ObjectStore
from tallybook.ledger import WriterKey
from tallybook.model import Passage
from tallybook.reading import Reading
from tallybook.reading.pointing import (
    Answer,
    Asked,
    Asking,
    Complete,
    Share,
    Window,
    ask,
    point,
    prompt_digest,
    route,
    share_of,
    unanswered,
)

STAGE = "windows"
_WINDOWS = msgspec.msgpack.Decoder(tuple[Window, ...])
_ANSWER = msgspec.json.Decoder(Answer)


@dataclass(slots=True)
class Helper:
    """Who is asked in a build, and who asks. ``complete`` is the call; ``announce`` gets the share before anything is sent.

    ``announce`` returns whether to go on: what would be sent can be looked at without sending it. ``asked`` is filled in.
    """

    complete: Complete
    address: str
    key: WriterKey
    clock: Clock
    announce: Callable[[Share, int], bool]
    asked: Asked = field(default_factory=Asked)


class _Recorded:
    """The answers that a book's ledger names; a new one is preserved, then entered, before the next question is asked."""

    def __init__(self, book: Book, state: State, helper: Helper | None = None) -> None:
        self._book = book
        self._helper = helper
        self._known = {asked.key: asked for asked in state.asked}

    def find(self, key: str) -> Answer | None:
        asked = self._known.get(key)
        return None if asked is None else _answer(self._book.objects, asked)

    def keep(self, key: str, answer: Answer, window: Window) -> None:
        if self._helper is None:
            raise RuntimeError("answers are only kept where somebody is asked")
        digest, size = None, 0
        if answer.reply is not None:
            data = msgspec.json.encode(answer)
            digest = self._book.objects.add(io.BytesIO(data), item="the model's answer").digest
            size = len(data)
        body = ModelAsked(
            key=key,
            address=self._helper.address,
            model=answer.model,
            prompt=answer.prompt,
            window=answer.window,
            sent=window.characters,
            outcome=answer.outcome,
            detail=answer.detail,
            digest=digest,
            size=size,
        )
        self._book.add_asked(body, key=self._helper.key, clock=self._helper.clock)
        self._known[key] = body


def _answer(objects: ObjectStore, asked: ModelAsked) -> Answer:
    """The recorded answer. An object that is whole and yet no answer was written by no version of this program: it answers nothing."""
    bare = Answer(model=asked.model, prompt=asked.prompt, window=asked.window, outcome=asked.outcome, detail=asked.detail)
    if asked.digest is None:
        return bare
    try:
        answer = _ANSWER.decode(objects.read(asked.digest))
    except (msgspec.DecodeError, RecursionError):
        return msgspec.structs.replace(bare, outcome="no_record", detail="The recorded bytes are no answer.")
    if (answer.model, answer.prompt, answer.window) != (asked.model, asked.prompt, asked.window):
        return msgspec.structs.replace(bare, outcome="no_record", detail="The recorded answer is to another question.")
    return answer


def ask_all(
    book: Book,
    state: State,
    passages: Sequence[Passage],
    readings: Sequence[Reading],
    cache: Cache,
    helper: Helper,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Ask about everything that the rules leave open and no answer is recorded for. Raises SettingsError without ``[model]``."""
    table = book.settings.model
    if table is None:
        raise SettingsError("has no [model] table.", item=str(book.folder / "book.toml"), hint="docs/model.md shows one.")
    windows = [window for _, _, found in _routed(book, passages, readings, cache) for window in found]
    replies = _Recorded(book, state, helper)
    waiting = unanswered(windows, replies, table.name)
    if helper.announce(share_of(passages, readings, waiting), table.most):
        helper.asked = ask(waiting, replies, helper.complete, model=table.name, most=table.most, progress=progress)


def point_all(
    book: Book, state: State, passages: Sequence[Passage], readings: Sequence[Reading], cache: Cache
) -> tuple[list[Reading], ModelHelp | None]:
    """The readings with what recorded answers add. A book without a ``[model]`` table is read by the rules alone."""
    table = book.settings.model
    if table is None:
        return list(readings), None
    replies = _Recorded(book, state)
    languages = book.settings.book.languages or None
    helped: list[Reading] = []
    askings: list[Asking] = []
    windows: list[Window] = []
    for passage, reading, found in _routed(book, passages, readings, cache):
        reading, outcome = point(passage, reading, found, replies.find, model=table.name, languages=languages)
        helped.append(reading)
        askings += outcome
        windows += found
    return helped, ModelHelp(
        model=table.name,
        prompt=prompt_digest(),
        share=share_of(passages, readings, windows),
        outcomes=_counted(asking.outcome for asking in askings),
        verdicts=_counted(verdict.code for asking in askings for verdict in asking.verdicts),
        askings=tuple(askings),
    )


def _routed(
    book: Book, passages: Sequence[Passage], readings: Sequence[Reading], cache: Cache
) -> Iterator[tuple[Passage, Reading, tuple[Window, ...]]]:
    """Each passage with its windows; those of a passage that was routed before are not looked for again."""
    languages = book.settings.book.languages or None
    version, settings = code_version("reading"), ",".join(languages or ())
    keys = [key_of(version, settings, msgspec.msgpack.encode(passage)) for passage in passages]
    known = cache.find(STAGE, keys)
    fresh: list[tuple[bytes, bytes]] = []
    for key, passage, reading in zip(keys, passages, readings, strict=True):
        if key not in known:
            known[key] = msgspec.msgpack.encode(route(passage, reading, languages))
            fresh.append((key, known[key]))
        yield passage, reading, _WINDOWS.decode(known[key])
    cache.keep(STAGE, fresh)


def _counted(codes: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(codes).items()))
