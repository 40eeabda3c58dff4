"""``derived.sqlite``: what was read, linked and reconciled, for people and programs that know only SQLite.

It is written whole at each build, in sorted order, to a file beside it that then takes its name: the same evidence,
decisions and version give the same bytes, and a reader never sees half a build. Each row carries the columns one would ask for and, in
``record``, the whole record as JSON; docs/book.md describes the tables.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from tallybook.book._content import Content, Coverage, Document, ItemOutcome, ModelHelp
from tallybook.book._outages import Blackout
from tallybook.book._people_records import PersonKept, Persons, RecordKept, ReleaseKept
from tallybook.book._places import Whereabouts
from tallybook.errors import BookError
from tallybook.model import Mention, Passage, Reconciliation, Record, Statement

DERIVED_FORMAT = 3

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE item (id TEXT PRIMARY KEY, digest TEXT NOT NULL, name TEXT NOT NULL, outcome TEXT NOT NULL, detail TEXT,
    record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document (id TEXT PRIMARY KEY, item TEXT NOT NULL, title TEXT, publisher TEXT, published TEXT, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE passage (id TEXT PRIMARY KEY, document TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, text_digest TEXT NOT NULL,
    text TEXT NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE statement (id TEXT PRIMARY KEY, document TEXT NOT NULL, passage TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL,
    printed TEXT NOT NULL, low INTEGER, high INTEGER, bound TEXT NOT NULL, harm TEXT NOT NULL, population TEXT NOT NULL, relation TEXT NOT NULL,
    status TEXT NOT NULL, origin TEXT, rejected TEXT, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE mention (id TEXT PRIMARY KEY, document TEXT NOT NULL, passage TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE actor (id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, named INTEGER NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE series (id TEXT PRIMARY KEY, origin TEXT NOT NULL, harm TEXT NOT NULL, population TEXT NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE toll (id TEXT PRIMARY KEY, harm TEXT NOT NULL, population TEXT NOT NULL, claimed_low INTEGER, claimed_high INTEGER, reports INTEGER NOT NULL,
    origins INTEGER NOT NULL, rule TEXT NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE flag (id TEXT PRIMARY KEY, kind TEXT NOT NULL, sentence TEXT NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE aggregate (id TEXT PRIMARY KEY, statement TEXT NOT NULL, what TEXT NOT NULL, low INTEGER, high INTEGER, refused TEXT,
    record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE working (aggregate TEXT NOT NULL, step INTEGER NOT NULL, sentence TEXT NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL, incident TEXT,
    record TEXT NOT NULL, PRIMARY KEY (aggregate, step)) WITHOUT ROWID;
CREATE TABLE outage (id TEXT PRIMARY KEY, place TEXT NOT NULL, start TEXT NOT NULL, end TEXT, source TEXT NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE list (id TEXT PRIMARY KEY, list TEXT NOT NULL, maker TEXT, released TEXT, rows INTEGER NOT NULL, counted INTEGER NOT NULL,
    current INTEGER NOT NULL, lineage TEXT NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE person (id TEXT PRIMARY KEY, records INTEGER NOT NULL, lineages INTEGER NOT NULL, counted INTEGER NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE record (id TEXT PRIMARY KEY, list TEXT NOT NULL, row INTEGER NOT NULL, person TEXT NOT NULL, present INTEGER NOT NULL, counted INTEGER NOT NULL,
    name TEXT, sex TEXT, age INTEGER, died TEXT, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE whole (name TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
"""

_R = TypeVar("_R", bound=Record)
_T = TypeVar("_T")


def write_derived(content: Content, path: Path) -> None:
    """Write the whole file and put it in the place of the old one."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    connection = sqlite3.connect(part, isolation_level=None)
    try:
        # The file is disposable and takes its name only when whole, so it needs no journal of its own.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA user_version = {DERIVED_FORMAT}")
        connection.executescript("BEGIN;" + _TABLES)
        _fill(connection, content)
        connection.execute("COMMIT")
    finally:
        connection.close()
    _sync(part)
    part.replace(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _fill(connection: sqlite3.Connection, content: Content) -> None:
    whole = content.reconciliation
    _insert(connection, "meta", sorted(content.meta.items()))
    _insert(connection, "item", ((i.id, i.digest, i.name, i.outcome, i.detail, _json(i)) for i in content.items))
    _insert(
        connection,
        "document",
        (
            (d.id, d.item, d.title, d.publisher, d.published.isoformat() if d.published else None, _json(d))
            for d in content.documents
        ),
    )
    _insert(
        connection,
        "passage",
        ((p.id, p.document, int(p.id.rpartition(".")[2]), p.kind, p.text_digest, p.text, _json(p)) for p in content.passages),
    )
    _insert(connection, "statement", (_statement_row(s) for s in (*content.statements, *content.rejected)))
    _insert(connection, "mention", ((m.id, m.document, m.passage, m.kind, m.text, _json(m)) for m in content.mentions))
    _insert(connection, "actor", ((a.id, a.name, a.type, int(a.named), _json(a)) for a in whole.actors))
    _insert(connection, "series", ((s.id, s.origin, s.scope.harm, s.scope.group, _json(s)) for s in whole.series))
    _insert(
        connection,
        "toll",
        (
            (t.id, t.scope.harm, t.scope.group, t.claimed_low, t.claimed_high, t.reports, t.origins, t.rule, _json(t))
            for t in whole.tolls
        ),
    )
    _insert(connection, "flag", ((f.id, f.kind, f.sentence, _json(f)) for f in whole.flags))
    _insert(connection, "aggregate", ((a.id, a.statement, a.what, a.low, a.high, a.refused, _json(a)) for a in whole.aggregates))
    _insert(
        connection,
        "working",
        (
            (a.id, number, step.sentence, step.low, step.high, step.incident, _json(step))
            for a in whole.aggregates
            for number, step in enumerate(a.steps, start=1)
        ),
    )
    _insert(connection, "outage", _outage_rows(content.blackout))
    _fill_persons(connection, content.persons)
    _insert(
        connection,
        "whole",
        [
            ("coverage", _json(content.coverage)),
            ("places", _json(content.places)),
            ("blackout", _json(content.blackout)),
            ("persons", _json(msgspec.structs.replace(content.persons, releases=(), records=(), persons=()))),
            ("reconciliation", _json(whole)),
            *([("model", _json(content.model))] if content.model is not None else []),
        ],
    )


def _fill_persons(connection: sqlite3.Connection, found: Persons) -> None:
    """Names stand in the table ``record`` and nowhere else."""
    _insert(
        connection,
        "list",
        (
            (
                r.id,
                r.list,
                r.maker,
                r.released.isoformat() if r.released else None,
                r.rows,
                r.counted,
                int(r.current),
                r.lineage,
                _json(r),
            )
            for r in found.releases
        ),
    )
    _insert(connection, "person", ((p.id, len(p.records), p.lineages, int(p.counted), _json(p)) for p in found.persons))
    _insert(
        connection,
        "record",
        (
            (
                r.id,
                r.list,
                r.row,
                r.person,
                int(r.present),
                int(r.counted),
                r.names[0] if r.names else None,
                r.sex,
                r.age,
                r.died,
                _json(r),
            )
            for r in found.records
        ),
    )


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Sequence[str | int | None]]) -> None:
    ordered = sorted(rows, key=lambda row: str(row[0]))
    if ordered:
        marks = ",".join("?" * len(ordered[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", ordered)  # noqa: S608 - names are this file's own


def _outage_rows(blackout: Blackout) -> Iterator[tuple[str | None, ...]]:
    """Measured outages by signal and stated ones, side by side."""
    for detection in blackout.detections:
        for outage in detection.outages:
            end = outage.ended_by.isoformat() if outage.ended_by else None
            yield outage.id, outage.entity, outage.began_by.isoformat(), end, f"{outage.source}: {outage.name}", _json(outage)
    for stated in blackout.stated:
        end = stated.end.isoformat() if stated.end else None
        yield stated.id, stated.entity, stated.start.isoformat(), end, stated.source, _json(stated)


def _statement_row(s: Statement) -> tuple[str | int | None, ...]:
    origin = next((link.canonical or link.actor for link in s.chain), None)
    return (
        s.id, s.document, s.passage, s.span[0], s.span[1], s.text, s.quantity.printed, s.quantity.low, s.quantity.high, s.quantity.bound,
        s.harm.label, s.group.label, s.relation.label, s.status.label, origin, s.rejected.code if s.rejected else None, _json(s),
    )  # fmt: skip


def _json(record: Record) -> str:
    return msgspec.json.encode(record).decode("utf-8", "surrogatepass")


def read_derived(path: Path) -> Content:
    """The content of a built book. Raises BookError where it was never built, or by a version with another form."""
    return _read(path, _load)


def read_meta(path: Path) -> dict[str, str]:
    """Only the facts about the build. Raises as ``read_derived`` does."""
    return _read(path, _meta)


def _read(path: Path, work: Callable[[sqlite3.Connection], _T]) -> _T:
    if not path.is_file():
        raise BookError("has not been built yet.", item=str(path.parent), hint="Run 'tallybook build' on it first.")
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version != DERIVED_FORMAT:
            raise BookError(
                "was built by another version of tallybook.", item=str(path.parent), hint="Run 'tallybook build' on it again."
            )
        return work(connection)
    except (sqlite3.DatabaseError, msgspec.ValidationError, msgspec.DecodeError) as error:
        raise BookError(
            f"its derived tables cannot be read ({error}).",
            item=str(path.parent),
            hint="Nothing is lost: run 'tallybook build' on it again.",
        ) from error
    finally:
        connection.close()


def _meta(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT name, value FROM meta ORDER BY name"))


def _load(connection: sqlite3.Connection) -> Content:
    def records(table: str, shape: type[_R], tail: str = "ORDER BY id") -> tuple[_R, ...]:
        rows = connection.execute(f"SELECT record FROM {table} {tail}")  # noqa: S608 - names are this file's own
        decoder = msgspec.json.Decoder(shape)
        return tuple(decoder.decode(row[0]) for row in rows)

    return Content(
        meta=_meta(connection),
        items=records("item", ItemOutcome),
        documents=records("document", Document),
        passages=records("passage", Passage, "ORDER BY document, position"),
        statements=records("statement", Statement, "WHERE rejected IS NULL ORDER BY id"),
        rejected=records("statement", Statement, "WHERE rejected IS NOT NULL ORDER BY id"),
        mentions=records("mention", Mention),
        coverage=records("whole", Coverage, "WHERE name = 'coverage'")[0],
        reconciliation=records("whole", Reconciliation, "WHERE name = 'reconciliation'")[0],
        model=next(iter(records("whole", ModelHelp, "WHERE name = 'model'")), None),
        places=records("whole", Whereabouts, "WHERE name = 'places'")[0],
        blackout=records("whole", Blackout, "WHERE name = 'blackout'")[0],
        persons=msgspec.structs.replace(
            records("whole", Persons, "WHERE name = 'persons'")[0],
            releases=tuple(sorted(records("list", ReleaseKept), key=lambda release: release.position)),
            records=records("record", RecordKept),
            persons=records("person", PersonKept),
        ),
    )
