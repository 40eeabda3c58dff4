"""Posts and passages as JSON Lines or JSON: each is a document of its own, since each is a report by itself.

A line that cannot be used is reported by its number, and the others are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias, get_args

import msgspec

from tallybook.evidence._formats import Converter, Draft, Head, Unusable, register
from tallybook.evidence._formats._decode import decode, plain_lines
from tallybook.evidence._formats._moments import day_of, day_of_status
from tallybook.evidence._records import ConvertedDocument, PassageDraft
from tallybook.model import PassageKind

Fields: TypeAlias = dict[str, object]

# What a field is called: ours first, then the spellings of common exports.
_NAMES: dict[str, tuple[str, ...]] = {
    "key": ("id", "key", "post_id"),
    "text": ("text", "content", "body", "full_text", "message"),
    "author": ("author", "user", "from"),
    "handle": ("handle", "username", "screen_name"),
    "time": ("time", "created_at", "timestamp", "date"),
    "published": ("published",),
    "lang": ("lang", "language"),
    "publisher": ("source", "publisher", "outlet"),
    "title": ("title",),
    "url": ("url", "link", "permalink"),
    "kind": ("kind",),
}
_LISTS = ("posts", "passages", "messages", "items", "data")
_START = re.compile(r'\s*(?:\[\s*)?\{\s*["}]')
_NAMED_HANDLE = re.compile(r"(.*\S)?\s*\((@[^()\s]+)\)$")
_MOST_SAID = 20

Entry: TypeAlias = tuple[str, object]


class _BadEntry(Exception):  # noqa: N818
    """Why one entry cannot be used, in plain words."""


def _sniff(head: Head) -> float:
    start = _START.match(head.text)
    named = head.suffix in (".json", ".jsonl", ".ndjson")
    if not head.texty or not head.text.strip():
        return 0.0
    if start is None:
        return 0.3 if named else 0.0
    return 0.9 if named else 0.6


def _convert(data: bytes) -> Draft:
    decoded = decode(data)
    text = decoded.text.strip()
    if not text:
        raise Unusable("empty", "There is nothing but blank space in it.")
    bad: list[str] = []
    documents: list[ConvertedDocument] = []
    keys: dict[str, str] = {}
    for place, value in _entries(text, decoded.text):
        try:
            documents.append(_document(place, value, decoded.how, keys))
        except _BadEntry as error:
            bad.append(f"{place}: {error}")
    if not documents:
        raise Unusable("damaged", f"Not one entry could be used. {_said(bad)}")
    if bad:
        return Draft(
            documents=tuple(documents),
            outcome="partly",
            detail=f"{len(bad)} of {len(bad) + len(documents)} entries could not be used, the others were. {_said(bad)}",
        )
    return Draft(documents=tuple(documents))


def _said(bad: list[str]) -> str:
    more = f"; and {len(bad) - _MOST_SAID} more" if len(bad) > _MOST_SAID else ""
    return "; ".join(bad[:_MOST_SAID]) + more + "."


def _entries(text: str, whole: str) -> Iterator[Entry]:
    """(place, value) of each entry; a value that could not be parsed is a ``_BadEntry``."""
    if text[0] == "{" and not _single(text):
        return _by_line(whole)
    try:
        value = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise Unusable("damaged", f"It is not whole JSON ({_reason(error)}). Get a fresh copy of the file.") from error
    return _by_number(value)


def _single(text: str) -> bool:
    """Whether the text is one JSON value over several lines (its first line alone is none), not JSON Lines."""
    first, _, rest = text.partition("\n")
    if not rest.strip():
        return isinstance(_parse(first), dict) and _list_in(_parse(first)) is not None
    return isinstance(_parse(first), _BadEntry) and not isinstance(_parse(text), _BadEntry)


def _by_line(whole: str) -> Iterator[Entry]:
    for number, line in enumerate(plain_lines(whole).split("\n"), start=1):
        if line.strip():
            yield f"line {number}", _parse(line)


def _by_number(value: object) -> Iterator[Entry]:
    values: Iterable[object]
    listed = _list_in(value)
    values = listed if listed is not None else value if isinstance(value, list) else [value]
    for number, entry in enumerate(values, start=1):
        yield f"entry {number}", entry


def _list_in(value: object) -> list[object] | None:
    """The list of posts inside an export's outer object."""
    if isinstance(value, dict) and not any(name in value for name in _NAMES["text"]):
        for name in _LISTS:
            if isinstance(value.get(name), list):
                return list(value[name])
    return None


def _parse(text: str) -> object:
    try:
        return msgspec.json.decode(text.strip())
    except msgspec.DecodeError as error:
        return _BadEntry(f"not whole JSON ({_reason(error)})")
    except RecursionError:
        return _BadEntry("nested deeper than any post")


def _reason(error: msgspec.DecodeError) -> str:
    return str(error).removeprefix("JSON is malformed: ").rstrip(".")


def _document(place: str, value: object, how: str, keys: dict[str, str]) -> ConvertedDocument:
    if isinstance(value, _BadEntry):
        raise value
    if not isinstance(value, dict):
        raise _BadEntry("not an object with fields")
    fields = {field: _text_of(value, names) for field, names in _NAMES.items()}
    if not (fields["text"] or "").strip():
        raise _BadEntry("no text in it")
    key, notes = _key(fields["key"], place, keys)
    passage = _passage(fields, place)
    return ConvertedDocument(
        key=key,
        title=fields["title"],
        lang=fields["lang"],
        published=passage.published,
        published_basis=passage.published_basis,
        publisher=fields["publisher"],
        author=passage.author,
        url=fields["url"],
        decoding=how,
        passages=(passage,),
        notes=notes,
    )


def _key(given: str | None, place: str, keys: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """A key that no other entry of the file has. Nothing is dropped because two entries share an id."""
    key = given or place
    if key in keys:
        note = f"The id is that of {keys[key]} too; this entry's key got its place added."
        key = f"{key} ({place})"
        keys[key] = place
        return key, (note,)
    keys[key] = place
    return key, ()


def _passage(fields: dict[str, str | None], place: str) -> PassageDraft:
    author, handle = _author(fields["author"], fields["handle"])
    day, basis = None, None
    if fields["published"]:
        day, basis = day_of(fields["published"]), "metadata"
    if day is None and fields["time"]:
        day, basis = day_of(fields["time"]), "post"
    if day is None and fields["url"]:
        day, basis = day_of_status(fields["url"]), "post"
    return PassageDraft(
        kind=_kind(fields, author or handle),
        text=plain_lines(fields["text"] or ""),
        lang=fields["lang"],
        published=day,
        published_basis=basis if day else None,
        author=author,
        handle=handle,
        time=fields["time"],
        url=fields["url"],
        place=place,
    )


def _kind(fields: dict[str, str | None], writer: str | None) -> PassageKind:
    named: tuple[PassageKind, ...] = get_args(PassageKind)
    for kind in named:
        if fields["kind"] == kind:
            return kind
    return "post" if writer or fields["time"] else "text"


def _author(author: str | None, handle: str | None) -> tuple[str | None, str | None]:
    """Name and handle apart: "Name (@handle)" holds both, "@handle" is no name."""
    if author and (found := _NAMED_HANDLE.fullmatch(author)):
        return found[1], handle or found[2]
    if author and author.startswith("@"):
        return None, handle or author
    return author, handle


def _text_of(value: Fields, names: tuple[str, ...]) -> str | None:
    """The first of the fields that holds a text or a number; a list of pieces (as Telegram exports write) is joined."""
    for name in names:
        found = value.get(name)
        if isinstance(found, str) and found:
            return found
        if isinstance(found, int | float) and not isinstance(found, bool):
            return str(found)
        if isinstance(found, list):
            pieces = [piece if isinstance(piece, str) else piece.get("text") for piece in found if isinstance(piece, str | dict)]
            if joined := "".join(piece for piece in pieces if isinstance(piece, str)):
                return joined
        if isinstance(found, dict) and isinstance(inner := found.get("name"), str):
            return inner
    return None


register(
    Converter(name="posts", version="1", sniff=_sniff, convert=_convert, sample=b'{"text": "A post.", "time": "2026-01-01"}')
)
