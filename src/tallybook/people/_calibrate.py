"""Chances that mean what they say, from pairs that reviewers judged; and whole linkages drawn from them.

The population is the *best links*: the pairs that would be joined with no threshold at all, one record of a list at most. They
are cut into bands of equal numbers by weight, reviewed pairs are drawn from every band, and the share of true links in each is
estimated with its uncertainty (beta), made to rise with the weight (pool adjacent violators). Linkage draws carry both
uncertainties: that of the shares, and that of each link. True links outside the best ones are not represented, and no reviewing of
best links can find them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from tallybook.errors import InputError, RefusedError
from tallybook.model import Record
from tallybook.people._bands import Band
from tallybook.people._decisions import PairDecision, Undo, standing
from tallybook.people._linkage import Linkage

Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

BANDS = 10
_FEWEST = 30  # labelled pairs below which nothing is calibrated
_PRIOR, _LEAST = 0.7, 0.1


class Calibration(Record, frozen=True):
    """A reliability table: what the model says (``raw``) beside what reviewers found, band by band."""

    bands: tuple[Band, ...]
    judged: int
    note: str

    def of_weights(self, weights: Doubles) -> Doubles:
        """The calibrated chance of best links with these weights."""
        return np.asarray(np.array([band.calibrated for band in self.bands])[_band_of(self, weights)])

    def chances(self, linkage: Linkage) -> Doubles:
        """The calibrated chance of every candidate pair; a pair that is displaced by a better one keeps the model's."""
        out = linkage.chance.copy()
        best = best_links(linkage)
        out[best] = self.of_weights(linkage.pairs.weight[best])
        return out

    def error(self) -> float:
        """How far the model's own chances are off (expected calibration error), over the bands that were judged."""
        known = [band for band in self.bands if band.judged]
        total = sum(band.links for band in known)
        return sum(band.links * abs(band.raw - band.calibrated) for band in known) / total if total else 0.0


def best_links(linkage: Linkage) -> Ints:
    """Positions (among the pairs) of the best links: joined with no threshold, decisions apart; by rising weight."""
    return linkage.best


def _bands(linkage: Linkage) -> list[Ints]:
    found = best_links(linkage)
    return [band for band in np.array_split(found, BANDS) if len(band)]


def calibration_sample(linkage: Linkage, count: int, seed: int) -> tuple[tuple[str, str], ...]:
    """Pairs to review for calibration: as many from each band as from the next, in an order that hides the band."""
    random = np.random.default_rng(seed)
    bands = _bands(linkage)
    chosen: list[int] = []
    for number, band in enumerate(bands):
        share = (count - len(chosen)) // (len(bands) - number)
        chosen += random.choice(band, size=min(share, len(band)), replace=False).tolist()
    pairs = linkage.pairs
    return tuple((linkage.records[pairs.x[at]], linkage.records[pairs.y[at]]) for at in random.permutation(chosen))


def calibrate(linkage: Linkage, entries: Iterable[PairDecision | Undo]) -> Calibration:
    """Learn the chances of best links from standing decisions *same* and *not the same*.

    With fewer than 30 judged best links nothing is learnt, and the note says that the chances are uncalibrated.
    """
    decided = standing(entries)
    same, apart = _numbered(linkage, decided.same), _numbered(linkage, decided.apart)
    bands = [_band(linkage, band, same - apart, apart) for band in _bands(linkage)]
    judged = sum(band.judged for band in bands)
    if judged < _FEWEST:
        note = f"uncalibrated: {judged} of at least {_FEWEST} best links were judged, so chances are the model's own and too sure"
        return Calibration(bands=tuple(bands), judged=judged, note=note)
    first, second = _posterior(bands)
    shares = _rising(first / (first + second), np.array([band.judged + 1.0 for band in bands]))
    fitted = [_with(band, float(share)) for band, share in zip(bands, shares, strict=True)]
    note = f"calibrated from {judged} judged pairs in {len(bands)} bands of weight"
    return Calibration(bands=tuple(fitted), judged=judged, note=note)


def _numbered(linkage: Linkage, pairs: Iterable[tuple[str, str]]) -> set[int]:
    """Each pair of records that were linked as one number, whichever of the two is named first."""
    position = linkage.positions
    known = [(position[one], position[other]) for one, other in pairs if one in position and other in position]
    return {min(pair) * len(position) + max(pair) for pair in known}


def _band(linkage: Linkage, at: Ints, same: set[int], apart: set[int]) -> Band:
    pairs = linkage.pairs
    one, other = pairs.x[at].astype(np.int64), pairs.y[at].astype(np.int64)
    numbers = np.minimum(one, other) * len(linkage.records) + np.maximum(one, other)
    found, parted = (int(np.isin(numbers, list(judged)).sum()) for judged in (same, apart))
    weight, raw = pairs.weight[at], float(linkage.chance[at].mean())
    return Band(
        low=float(weight[0]),
        high=float(weight[-1]),
        links=len(at),
        judged=found + parted,
        same=found,
        raw=raw,
        calibrated=raw,
    )


def _with(band: Band, share: float) -> Band:
    from msgspec.structs import replace

    return replace(band, calibrated=share)


def _posterior(bands: Sequence[Band]) -> tuple[Doubles, Doubles]:
    """The two parameters of each band's share (beta).

    The prior is worth less than one judged pair and leans to what the neighbouring bands show: an even one (Jeffreys) pulls ten
    bands of nearly all true links down together, and the count with them.
    """
    same, judged = np.array([[band.same, band.judged] for band in bands], float).T
    around = [np.convolve(values, [1, 1, 1])[1:-1] for values in (same, judged)]
    share = (around[0] + 0.5) / (around[1] + 1)
    return same + _LEAST + _PRIOR * share, judged - same + _LEAST + _PRIOR * (1 - share)


def _rising(values: Doubles, weights: Doubles) -> Doubles:
    """The nearest values that never fall (pool adjacent violators)."""
    blocks = [[float(value), float(weight), 1.0] for value, weight in zip(values, weights, strict=True)]
    at = 0
    while at + 1 < len(blocks):
        if blocks[at][0] > blocks[at + 1][0]:
            one, other = blocks[at], blocks.pop(at + 1)
            weight = one[1] + other[1]
            blocks[at] = [(one[0] * one[1] + other[0] * other[1]) / weight, weight, one[2] + other[2]]
            at = max(0, at - 1)
        else:
            at += 1
    return np.repeat([value for value, _, _ in blocks], [int(count) for _, _, count in blocks])


def _band_of(calibration: Calibration, weights: Doubles) -> npt.NDArray[np.intp]:
    """The number of the band that each weight lies in; below the lowest and above the highest band, theirs."""
    edges = np.array([band.low for band in calibration.bands[1:]])
    return np.searchsorted(edges, weights, side="right")


class Draw(Record, frozen=True):
    """One linkage that the evidence allows: groups of two or more record ids, and the number of persons."""

    number: int
    groups: tuple[tuple[str, ...], ...]
    persons: int
    links: int


def draws(
    linkage: Linkage, calibration: Calibration, entries: Iterable[PairDecision | Undo], count: int, seed: int
) -> tuple[Draw, ...]:
    """Whole linkages drawn from the calibrated chances, under the binding decisions and one-per-list. Deterministic in ``seed``.

    Raises ``RefusedError`` where nothing was calibrated: draws from the model's own chances give an interval far too narrow.
    """
    if calibration.judged < _FEWEST:
        hint = "Review a calibration sample first."
        raise RefusedError(f"no linkage is drawn from uncalibrated chances ({calibration.note}).", hint=hint)
    if count < 1:
        raise InputError("the number of draws must be at least 1.", hint="Ask for 100 or more.")
    decided = standing(entries)
    position = linkage.positions

    def known(pairs: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
        return sorted((position[one], position[other]) for one, other in pairs if one in position and other in position)

    same, apart = known(decided.same), known(decided.apart)
    best = best_links(linkage)
    chances, random = drawn_chances(calibration, linkage.pairs.weight[best]), np.random.default_rng(seed)
    return tuple(_draw(linkage, chances, best, (same, apart), number, random) for number in range(count))


def _draw(
    linkage: Linkage,
    chances: Callable[[np.random.Generator], Doubles],
    best: Ints,
    decided: tuple[list[tuple[int, int]], list[tuple[int, int]]],
    number: int,
    random: np.random.Generator,
) -> Draw:
    chance = chances(random)
    taken = best[random.random(len(best)) < chance]
    state, _ = linkage.clusters(same=decided[0], apart=decided[1], only=taken)
    groups = sorted(sorted(group) for group in state.members.values() if len(group) > 1)
    links = sum(len(group) - 1 for group in groups)
    ids = linkage.records
    return Draw(
        number=number,
        groups=tuple(tuple(ids[at] for at in group) for group in groups),
        persons=len(ids) - links,
        links=links,
    )


def drawn_chances(calibration: Calibration, weights: Doubles) -> Callable[[np.random.Generator], Doubles]:
    """What gives the chances of best links under one draw of the bands' shares after the other."""
    first, second = _posterior(calibration.bands)
    trust, at = np.array([band.judged + 1.0 for band in calibration.bands]), _band_of(calibration, weights)

    def draw(random: np.random.Generator) -> Doubles:
        return np.asarray(_rising(random.beta(first, second), trust)[at])

    return draw


class CountInterval(Record, frozen=True):
    """The count of persons while links are undecided: the middle and the ends of the interval, and what it rests on."""

    low: int
    middle: int
    high: int
    share: float
    basis: str


def count_interval(drawn: Sequence[Draw], share: float = 0.9) -> CountInterval:
    """The interval that ``share`` of the draws lie in. Never a bare number: at least 20 draws are needed (``RefusedError``)."""
    if len(drawn) < 20:
        raise RefusedError("an interval needs at least 20 linkage draws.", hint="Draw 100 or more.")
    persons = np.sort([draw.persons for draw in drawn])
    low, middle, high = np.quantile(persons, [(1 - share) / 2, 0.5, (1 + share) / 2], method="inverted_cdf")
    return CountInterval(low=int(low), middle=int(middle), high=int(high), share=share, basis=f"{len(drawn)} linkage draws")
