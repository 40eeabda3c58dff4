"""Check: every digest, signature and derived table verified again, from nothing but the evidence and the ledger."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tallybook.book._book import Book
from tallybook.book._build import is_current, make_content
from tallybook.book._cache import Cache
from tallybook.book._derived import write_derived
from tallybook.book._state import State
from tallybook.errors import IntegrityError
from tallybook.ledger import Ledger
from tallybook.model import Record

Report = Callable[[str, int, int], None]


class Finding(Record, frozen=True):
    """Something that is not as recorded. ``part`` is ledger, evidence or derived; ``harmless`` marks what needs no repair."""

    part: str
    item: str
    what: str
    harmless: bool = False


def check(book: Book, *, workers: int | None = None, progress: Report | None = None) -> list[Finding]:
    """All findings, in a fixed order. None that is not harmless means that the book is whole."""
    with book.locked():
        findings = list(_check_ledger(book))
        if any(not finding.harmless for finding in findings):
            return findings
        state = book.state()
        findings += _check_evidence(book, state, progress)
        if not any(not finding.harmless for finding in findings):
            findings += _check_derived(book, state, workers, progress)
    return findings


def _check_ledger(book: Book) -> Iterator[Finding]:
    with Ledger.open(book.ledger_path) as ledger:
        for damage in ledger.verify(checkpoints=book.checkpoints()):
            # An entry that another writer saw may only not have come here yet.
            yield Finding(part="ledger", item=damage.item, what=damage.what, harmless=damage.kind == "seen")


def _check_evidence(book: Book, state: State, progress: Report | None) -> Iterator[Finding]:
    """Every item's object is there and has its digest; objects that no entry names are left over from a crash and harmless."""
    recorded = {item.added.digest: item.added.name for item in state.items}
    recorded |= {series.added.digest: series.added.name for series in state.connectivity}
    recorded |= {release.added.digest: release.added.name for release in state.lists}
    recorded |= {item.added.digest: item.added.name for item, _ in state.withdrawn}
    recorded |= {asked.digest: f"an answer of {asked.model}" for asked in state.asked if asked.digest is not None}
    for done, digest in enumerate(sorted(recorded), start=1):
        try:
            book.objects.verify(digest)
        except IntegrityError as error:
            yield Finding(part="evidence", item=digest, what=error.what)
        if progress:
            progress("evidence", done, len(recorded))
    for digest in sorted(set(book.objects.digests()) - set(recorded)):
        yield Finding(
            part="evidence", item=digest, what="is preserved, but no entry names it (a command was stopped).", harmless=True
        )


def _check_derived(book: Book, state: State, workers: int | None, progress: Report | None) -> Iterator[Finding]:
    """Built again without any cache, the derived file must have the same bytes."""
    if not book.derived_path.is_file():
        yield Finding(part="derived", item="derived.sqlite", what="has not been built yet.", harmless=True)
        return
    if not is_current(book, state):
        yield Finding(
            part="derived", item="derived.sqlite", what="is not of this state and version: run 'tallybook build'.", harmless=True
        )
        return
    with tempfile.TemporaryDirectory(prefix="tallybook-check-") as folder, Cache(None) as cache:
        again = Path(folder) / "derived.sqlite"
        write_derived(make_content(book, state, cache, workers=workers, progress=progress), again)
        if again.read_bytes() != book.derived_path.read_bytes():
            yield Finding(
                part="derived",
                item="derived.sqlite",
                what="differs from what the evidence and decisions give. Run 'tallybook build'.",
            )
