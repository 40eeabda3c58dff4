"""Calibration, linkage draws and the count's interval."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tallybook.errors import InputError, RefusedError
from tallybook.people import (
    Calibration,
    Linkage,
    PairDecision,
    calibrate,
    calibration_sample,
    count_interval,
    draws,
    link,
    resolve,
)
from tallybook.people._calibrate import best_links
from tests.people import shared_lists
from tests.people.gates import pinned
from tests.people.invented import three_lists


@pytest.fixture(scope="module")
def linkage() -> Linkage:
    return link(three_lists())


def judged(linkage: Linkage, count: int, seed: int) -> list[PairDecision]:
    """A reviewer who knows the truth: record ids of invented lists end with the person's number."""
    return [
        PairDecision(
            id=f"d{at}",
            one=one,
            other=other,
            verdict="same" if one.split("-")[1] == other.split("-")[1] else "not_the_same",
            by="r",
            at="t",
        )
        for at, (one, other) in enumerate(calibration_sample(linkage, count, seed))
    ]


def test_without_labels_it_says_uncalibrated_and_refuses_to_draw(linkage: Linkage) -> None:
    calibration = calibrate(linkage, [])
    assert calibration.note.startswith("uncalibrated")
    with pytest.raises(RefusedError, match="uncalibrated"):
        draws(linkage, calibration, [], 10, seed=1)


def test_the_sample_is_spread_over_the_bands_and_repeatable(linkage: Linkage) -> None:
    sample = calibration_sample(linkage, 100, seed=3)
    assert len(set(sample)) == 100
    assert sample == calibration_sample(linkage, 100, seed=3)
    assert sample != calibration_sample(linkage, 100, seed=4)
    calibration = calibrate(linkage, judged(linkage, 100, 3))
    assert [band.judged for band in calibration.bands] == [10] * 10


def test_calibrated_chances_rise_with_the_weight_and_mean_what_they_say(linkage: Linkage) -> None:
    calibration = calibrate(linkage, judged(linkage, 200, 1))
    shares = [band.calibrated for band in calibration.bands]
    assert shares == sorted(shares)
    best = best_links(linkage)
    chance = calibration.of_weights(linkage.pairs.weight[best])
    ids = linkage.records
    true = [
        ids[x].split("-")[1] == ids[y].split("-")[1] for x, y in zip(linkage.pairs.x[best], linkage.pairs.y[best], strict=True)
    ]
    assert abs(chance.mean() - np.mean(true)) < 0.05


def test_draws_keep_to_decisions_and_to_one_per_list(linkage: Linkage) -> None:
    entries = judged(linkage, 200, 1)
    calibration = calibrate(linkage, entries)
    drawn = draws(linkage, calibration, entries, 25, seed=5)
    assert drawn == draws(linkage, calibration, entries, 25, seed=5)
    for draw in drawn:
        at = {record: number for number, group in enumerate(draw.groups) for record in group}
        for group in draw.groups:
            assert len({record.split("-")[0] for record in group}) == len(group)
        for entry in entries:
            together = entry.one in at and at[entry.one] == at.get(entry.other)
            assert not (together and entry.verdict == "not_the_same")
        assert draw.persons == len(linkage.records) - sum(len(group) - 1 for group in draw.groups)
    interval = count_interval(drawn)
    assert interval.low <= interval.middle <= interval.high
    true = len({record.split("-")[1] for record in linkage.records})
    assert abs(interval.middle - true) / true < 0.06
    assert len(resolve(linkage, entries).persons) > 0


def test_what_makes_no_sense_is_refused(linkage: Linkage) -> None:
    entries = judged(linkage, 100, 1)
    with pytest.raises(InputError, match="at least 1"):
        draws(linkage, calibrate(linkage, entries), entries, 0, seed=1)
    with pytest.raises(RefusedError, match="20"):
        count_interval(())


def _error(chance: npt.NDArray[np.float64], true: npt.NDArray[np.bool_]) -> float:
    """Expected calibration error over ten bins of equal width."""
    bins = np.minimum((chance * 10).astype(int), 9)
    gaps = [(bins == at).mean() * abs(chance[bins == at].mean() - true[bins == at].mean()) for at in np.unique(bins)]
    return float(np.sum(gaps))


def _cross_script(shared: Path) -> tuple[Linkage, shared_lists.Truth]:
    lists, truth, _ = shared_lists.gaza(shared / "data/people", "name_en", "name_ar")
    return link(lists), truth


@pytest.mark.shared
def test_three_hundred_reviews_calibrate_the_cross_script_links(shared: Path) -> None:
    floors = pinned("calibration", shared)
    linkage, truth = _cross_script(shared)
    best, ids = best_links(linkage), linkage.records
    pairs = [(ids[x], ids[y]) for x, y in zip(linkage.pairs.x[best].tolist(), linkage.pairs.y[best].tolist(), strict=True)]
    true = np.array([pair in truth for pair in pairs])
    right = {pair: bool(is_true) for pair, is_true in zip(pairs, true, strict=True)}
    errors, covered, repeats = [], 0, 400
    for seed in range(repeats):
        entries = [
            PairDecision(
                id=f"d{at}", one=one, other=other, verdict="same" if right[one, other] else "not_the_same", by="r", at="t"
            )
            for at, (one, other) in enumerate(calibration_sample(linkage, 300, seed))
        ]
        calibration = calibrate(linkage, entries)
        errors.append(_error(calibration.of_weights(linkage.pairs.weight[best]), true))
        low, high = _interval(calibration, linkage.pairs.weight[best], seed)
        covered += low <= true.sum() <= high
    print(f"ECE mean {np.mean(errors):.4f}, worst {max(errors):.4f}; covered {covered / repeats:.2f}")  # noqa: T201
    assert np.mean(errors) <= floors["expected_calibration_error"]
    assert covered / repeats >= floors["coverage"]


def _interval(calibration: Calibration, weights: npt.NDArray[np.float64], seed: int) -> tuple[float, float]:
    """The 90 % interval of the number of true links among draws, as draws take them, without building the clusters."""
    from tallybook.people._calibrate import drawn_chances

    random, chances = np.random.default_rng(1000 + seed), drawn_chances(calibration, weights)
    counts = [(random.random(len(weights)) < chances(random)).sum() for _ in range(200)]
    low, high = np.quantile(counts, [0.05, 0.95])
    return float(low), float(high)
