"""Looking into a book's linkage: why two records or a whole person hang together, calibrated chances, and linkages drawn from them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from tallybook.book._book import Book
from tallybook.book._content import Content
from tallybook.book._linkage import link_lists
from tallybook.book._persons import pair_decisions
from tallybook.book._releases import read_releases
from tallybook.errors import InputError, ListError
from tallybook.model import Record
from tallybook.people import Band

if TYPE_CHECKING:
    from tallybook.people import Explanation, Linkage, PairDecision


class PairTold(Record, frozen=True):
    """A pair of records: its total in bits and why, None and the reason where the two were never compared."""

    one: str
    other: str
    bits: float | None
    sentences: tuple[str, ...]
    weights: tuple[tuple[str, float, str], ...] = ()


class CalibrationTold(Record, frozen=True):
    """How far chances can be trusted: the bands, the expected error of the model's own chances, and a note."""

    bands: tuple[Band, ...]
    judged: int
    error: float
    note: str


class BookDraw(Record, frozen=True):
    """One linkage that the evidence allows: persons among the records that count, and the groups of two or more of those."""

    number: int
    persons: int
    groups: tuple[tuple[str, ...], ...]


def linkage_of(book: Book) -> Linkage:
    """The linkage of a book's lists, from the cache or made again. Raises ``ListError`` where it has none."""
    with book.cache() as cache:
        releases, _ = read_releases(book.state().lists, book.objects, book.settings.book.country, cache)
        if not releases:
            raise ListError("has no list that can be read.", item=str(book.folder), hint="Add one with 'tallybook list add'.")
        return link_lists(releases, cache)


def decisions_of(book: Book) -> list[PairDecision]:
    """What reviewers judged of pairs, as it stands."""
    return pair_decisions(book.state().decisions)


def explain_records(book: Book, records: Sequence[str]) -> tuple[PairTold, ...]:
    """Every pair of some records, heaviest first; those that were never compared last. Raises ``ListError`` for an unknown one."""
    from tallybook.people import explain_pair

    linkage = linkage_of(book)
    told = []
    for one, other in combinations(sorted(set(records), key=linkage.position), 2):
        try:
            told.append(_told(explain_pair(linkage, one, other)))
        except ListError as error:
            told.append(PairTold(one=one, other=other, bits=None, sentences=(error.what,)))
    return tuple(sorted(told, key=lambda pair: (pair.bits is None, -(pair.bits or 0.0), pair.one, pair.other)))


def _told(found: Explanation) -> PairTold:
    start = f"before anything is compared: {found.start:+.1f} bits for a pair that this rule brings together"
    return PairTold(
        one=found.one,
        other=found.other,
        bits=found.total,
        sentences=(*(weight.sentence for weight in found.weights), f"{start[0].upper()}{start[1:]}.", found.sentence),
        weights=(("to begin with", found.start, start), *((one.compared, one.bits, one.found) for one in found.weights)),
    )


def calibration_of(book: Book) -> CalibrationTold:
    """The reliability of the chances, from the reviewed pairs as they stand."""
    from tallybook.people import calibrate

    found = calibrate(linkage_of(book), decisions_of(book))
    return CalibrationTold(bands=found.bands, judged=found.judged, error=found.error(), note=found.note)


def draws_of(book: Book, content: Content, count: int, seed: int) -> tuple[BookDraw, ...]:
    """Linkages drawn from calibrated chances under the decisions. Raises ``RefusedError`` where nothing was calibrated."""
    from tallybook.people import calibrate, draws

    linkage, decisions = linkage_of(book), decisions_of(book)
    counted = {record.id for record in content.persons.records if record.counted}
    drawn = draws(linkage, calibrate(linkage, decisions), decisions, count, seed)
    return tuple(_counted(draw.number, draw.groups, counted) for draw in drawn)


def _counted(number: int, groups: Sequence[Sequence[str]], counted: set[str]) -> BookDraw:
    """Rows that were removed, or do not count, hold nobody together and are no person."""
    kept = [tuple(record for record in group if record in counted) for group in groups]
    two = tuple(group for group in kept if len(group) > 1)
    return BookDraw(number=number, persons=len(counted) - sum(len(group) - 1 for group in two), groups=two)


def calibration_pairs(book: Book, count: int, seed: int) -> tuple[tuple[str, str], ...]:
    """Pairs to review for calibration, spread over the bands of weight, those judged before left out; raises ``InputError``."""
    from tallybook.people import calibration_sample

    if count < 1:
        raise InputError("the number of pairs must be at least 1.", hint="300 calibrate well; 30 are the least that is used.")
    judged = {decision.pair for decision in decisions_of(book)}
    return tuple(
        (one, other)
        for one, other in calibration_sample(linkage_of(book), count, seed)
        if tuple(sorted((one, other))) not in judged
    )


def model_charts(book: Book) -> str:
    """Splink's own charts of the weights, as one HTML page that needs no network."""
    from tallybook.people import splink_charts

    return splink_charts(linkage_of(book).model)
