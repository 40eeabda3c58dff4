"""The first stage: evidence to documents and passages.

Facts about a document come from three places, the most particular first: the record itself (a post's own time, a passage's own
date), then the person who added the file, then the page's metadata.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from tallybook.book._cache import Cache, key_of
from tallybook.book._content import Document, ItemOutcome
from tallybook.book._state import Item
from tallybook.book._versions import code_version
from tallybook.evidence import Conversion, ConvertedDocument, Converters, ObjectStore, PassageDraft
from tallybook.evidence import Item as Source
from tallybook.model import Passage, Record, short_id

STAGE = "documents"
_REPEATABLE = frozenset({"timed_out", "out_of_memory", "crashed", "unreadable", "altered"})


class Taken(Record, frozen=True):
    """What one item gave."""

    outcome: ItemOutcome
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]


def take_documents(
    items: Sequence[Item],
    objects: ObjectStore,
    converters: Converters,
    cache: Cache,
    progress: Callable[[int, int], None] | None = None,
) -> list[Taken]:
    """Convert what was not converted before; join each conversion with what was said of its item. Order as given.

    An outcome that depends on the machine (time, memory) is not remembered, so that the next build tries again.
    """
    keys = {item.id: key_of(code_version("evidence"), item.added.digest, item.added.name) for item in items}
    known = cache.find(STAGE, keys.values())
    missing = {keys[item.id]: item for item in items if keys[item.id] not in known}
    done, total = len(items) - len(missing), len(items)
    if missing:
        sources = [
            Source(path=objects.path(item.added.digest), digest=item.added.digest, name=item.added.name)
            for item in missing.values()
        ]
        for key, conversion in zip(missing, converters.convert_many(sources), strict=True):
            known[key] = msgspec.msgpack.encode(conversion)
            if conversion.outcome not in _REPEATABLE:
                cache.keep(STAGE, [(key, known[key])])
            done += 1
            if progress:
                progress(done, total)
    decoder = msgspec.msgpack.Decoder(Conversion)
    return [join(item, decoder.decode(known[keys[item.id]])) for item in items]


def join(item: Item, conversion: Conversion) -> Taken:
    """The documents of an item, with ids that depend on the item and the document's key alone."""
    documents: list[Document] = []
    passages: list[Passage] = []
    for converted in conversion.documents:
        document = _document(item, converted)
        documents.append(document)
        passages.extend(_passage(document, index, draft) for index, draft in enumerate(converted.passages))
    outcome = ItemOutcome(
        id=item.id, digest=item.added.digest, size=item.added.size, name=item.added.name, received=item.at, writer=item.writer,
        outcome=conversion.outcome, detail=conversion.detail or None, converter=conversion.converter or None,
        publisher=item.added.publisher, published=item.added.published, url=item.added.url, note=item.added.note,
    )  # fmt: skip
    return Taken(outcome=outcome, documents=tuple(documents), passages=tuple(passages))


def _document(item: Item, converted: ConvertedDocument) -> Document:
    added = item.added
    own = converted.key is not None
    published, basis = converted.published, converted.published_basis
    if added.published and not (own and published):
        published, basis = added.published, "given"
    publisher = (converted.publisher or added.publisher) if own else (added.publisher or converted.publisher)
    return Document(
        id=short_id("d-", item.id, converted.key or ""), item=item.id, key=converted.key or "", title=converted.title, lang=converted.lang,
        publisher=publisher, published=published, published_basis=basis, author=converted.author, url=added.url or converted.url,
    )  # fmt: skip


def _passage(document: Document, index: int, draft: PassageDraft) -> Passage:
    """A post is published by its author; any other passage by its document's publisher."""
    is_post = draft.kind == "post"
    published, basis = (
        (draft.published, draft.published_basis) if draft.published else (document.published, document.published_basis)
    )
    return Passage(
        document=document.id, id=f"{document.id}.{index}", kind=draft.kind, text=draft.text, lang=draft.lang or document.lang,
        published=published, published_basis=basis,
        publisher=(draft.author or draft.handle or document.publisher) if is_post else document.publisher,
        author=draft.author or document.author, handle=draft.handle, time=draft.time, url=draft.url or document.url,
    )  # fmt: skip
