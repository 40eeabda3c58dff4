"""Build: evidence and decisions to everything derived, doing only what changed."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from tallybook import __version__
from tallybook.book._book import Book
from tallybook.book._cache import Cache, key_of
from tallybook.book._content import Content, Coverage
from tallybook.book._derived import read_derived, read_meta, write_derived
from tallybook.book._documents import Taken, take_documents
from tallybook.book._outages import find_blackout
from tallybook.book._persons import find_persons
from tallybook.book._places import find_places
from tallybook.book._pointing import Helper, ask_all, point_all
from tallybook.book._reconcile import reconcile_book
from tallybook.book._state import State
from tallybook.book._statements import read_passages
from tallybook.book._versions import code_version
from tallybook.errors import BookError
from tallybook.evidence import Converters
from tallybook.model import Passage
from tallybook.reading import Reading

Report = Callable[[str, int, int], None]


def build(book: Book, *, workers: int | None = None, progress: Report | None = None, helper: Helper | None = None) -> Content:
    """Bring the derived tables up to date and return what they hold. ``progress`` gets (stage, done, total).

    A ``helper`` is asked first about what the rules leave open, and its answers are recorded. Without one, nothing is sent
    anywhere; answers recorded before are used as long as ``book.toml`` names their model.
    """
    with book.locked(), book.cache() as cache:
        state = book.state()
        if helper is not None:
            _ask(book, state, cache, helper, workers, progress)
            state = book.state()
        if is_current(book, state):
            return read_derived(book.derived_path)
        content = make_content(book, state, cache, workers=workers, progress=progress)
        write_derived(content, book.derived_path)
        return content


def make_content(
    book: Book, state: State, cache: Cache, *, workers: int | None = None, progress: Report | None = None
) -> Content:
    """The content as a function of the state, the settings, the objects and the versions."""
    taken = _take(book, state, cache, workers, progress)
    documents = sorted((d for t in taken for d in t.documents), key=lambda d: d.id)
    passages = _passages(taken)
    by_rules = _read(book, passages, cache, workers, progress)
    readings, model = point_all(book, state, passages, by_rules, cache)
    statements = sorted((s for r in readings for s in r.statements), key=lambda s: s.id)
    places = find_places(statements, [m for r in readings for m in r.mentions], book.settings.book.country, cache)
    country = book.settings.book.country
    persons = find_persons(state, book.objects, country, cache, _stage(progress, "persons"))
    mentions = sorted((m for r in readings for m in r.mentions), key=lambda m: m.id)
    return Content(
        meta={
            "tallybook": __version__,
            "converters": code_version("evidence"),
            "reader": code_version("reading"),
            "tolls": code_version("tolls"),
            "connectivity": code_version("connectivity"),
            "places": code_version("places"),
            **({"people": code_version("people")} if state.lists else {}),
            "inputs": inputs_digest(book, state),
        },
        items=tuple(sorted((t.outcome for t in taken), key=lambda i: i.id)),
        documents=tuple(documents),
        passages=tuple(passages),
        statements=tuple(statements),
        rejected=tuple(sorted((s for r in readings for s in r.rejected), key=lambda s: s.id)),
        mentions=tuple(mentions),
        coverage=_coverage(readings),
        reconciliation=reconcile_book(statements, documents, passages, places, persons, state, book.settings, cache),
        places=places,
        persons=persons,
        model=model,
        blackout=find_blackout(state.connectivity, book.objects, mentions, passages, book.settings.book.time_zone, cache),
    )


def inputs_digest(book: Book, state: State) -> str:
    """A digest of all that the content depends on; equal digests mean that there is nothing to build."""
    settings = msgspec.json.encode(book.settings)
    return key_of(
        __version__,
        code_version("evidence"),
        code_version("reading"),
        code_version("tolls"),
        code_version("connectivity"),
        code_version("places"),
        code_version("people") if state.lists else "",
        msgspec.msgpack.encode(state),
        settings,
    ).hex()


def is_current(book: Book, state: State) -> bool:
    """Whether the derived tables say that they were made from this state by this version."""
    try:
        return read_meta(book.derived_path).get("inputs") == inputs_digest(book, state)
    except BookError:
        return False


def _take(book: Book, state: State, cache: Cache, workers: int | None, progress: Report | None) -> list[Taken]:
    with Converters(workers=workers) as converters:
        return take_documents(state.items, book.objects, converters, cache, _stage(progress, "documents"))


def _passages(taken: list[Taken]) -> list[Passage]:
    passages = [p for t in sorted(taken, key=lambda t: t.outcome.id) for p in t.passages]
    passages.sort(key=lambda p: (p.document, int(p.id.rpartition(".")[2])))
    return passages


def _ask(book: Book, state: State, cache: Cache, helper: Helper, workers: int | None, progress: Report | None) -> None:
    passages = _passages(_take(book, state, cache, workers, progress))
    readings = _read(book, passages, cache, workers, progress)
    ask_all(book, state, passages, readings, cache, helper, _stage(progress, "model"))


def _read(book: Book, passages: list[Passage], cache: Cache, workers: int | None, progress: Report | None) -> list[Reading]:
    languages = book.settings.book.languages or None
    return read_passages(passages, cache, languages=languages, workers=workers, progress=_stage(progress, "statements"))


def _stage(progress: Report | None, name: str) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    return lambda done, total: progress(name, done, total)


def _coverage(readings: list[Reading]) -> Coverage:
    return Coverage(
        sentences=sum(r.coverage.sentences for r in readings),
        candidates=sum(r.coverage.with_number_and_harm for r in readings),
        silent=sum(r.coverage.without_statement for r in readings),
    )


def load(book: Book) -> Content:
    """What the last build made. Raises BookError where there is none, or where it no longer belongs to the evidence and decisions."""
    if book.derived_path.is_file() and not is_current(book, book.state()):
        raise BookError(
            "has changed since it was built: evidence, decisions, settings or the version.",
            item=str(book.folder),
            hint="Run 'tallybook build' on it.",
        )
    return read_derived(book.derived_path)
