"""Linking on gives, to the last bit, what linking everything again with the same model gives; whatever changed."""

from __future__ import annotations

import random

import msgspec
import numpy as np
import pytest

from tallybook.people import Linkage, ListRecord, PeopleList, link, link_again
from tests.people.invented import three_lists


def assert_same(step: Linkage, full: Linkage) -> None:
    assert step.records == full.records
    for name in ("x", "y", "rule", "weight", "barred"):
        assert np.array_equal(getattr(step.pairs, name), getattr(full.pairs, name)), name
    for columns in ("levels", "parts"):
        one, other = getattr(step.pairs, columns), getattr(full.pairs, columns)
        assert one.keys() == other.keys()
        for name in one:
            assert np.array_equal(one[name], other[name]), (columns, name)
    assert np.array_equal(step.chance, full.chance)
    assert step.stamps == full.stamps


def changed(given: PeopleList, seed: int) -> PeopleList:
    """A later release: some rows gone, some corrected, some new, as any list's releases differ."""
    draw = random.Random(seed)
    kept = [record for record in given.records if draw.random() > 0.1]
    rows = [_corrected(record) if draw.random() < 0.1 else record for record in kept]
    rows += [msgspec.structs.replace(record, id=f"{record.id}-new") for record in draw.sample(kept, 5)]
    return msgspec.structs.replace(given, records=tuple(rows))


def _corrected(record: ListRecord) -> ListRecord:
    return msgspec.structs.replace(record, age=(record.age or 20) + 1, names=(f"{record.names[0]} پور", *record.names))


@pytest.mark.parametrize(
    "case", ["one more", "released again", "rows gone", "rows moved", "lists turned", "not deduplicated", "nothing"]
)
def test_linking_on_is_linking_again(case: str) -> None:
    a, b, c = three_lists(240)
    before = link([a, b])
    gone = msgspec.structs.replace(a, id="a.removed", records=a.records[:20], deduplicated=False)
    lists = {
        "one more": [a, b, c],
        "released again": [changed(a, 1), changed(b, 2), c],
        "rows gone": [msgspec.structs.replace(a, records=a.records[20:]), gone, b],
        "rows moved": [msgspec.structs.replace(a, records=a.records[::-1]), b, c],
        "lists turned": [c, b, a],
        "not deduplicated": [msgspec.structs.replace(changed(a, 3), deduplicated=False), b, c],
        "nothing": [a, b],
    }[case]
    assert_same(link_again(before, lists), link(lists, model=before.model))


def test_a_chain_of_steps_is_one_step() -> None:
    a, b, c = three_lists(240)
    before = link([a, b])
    lists = [changed(a, 1), changed(b, 2), c]
    chain = link_again(link_again(link_again(before, [changed(a, 1), b]), [changed(a, 1), b, c]), lists)
    assert_same(chain, link(lists, model=before.model))


def test_a_column_that_only_the_new_list_has_is_no_evidence_among_the_others() -> None:
    a, b, c = three_lists(240)
    plain = [
        msgspec.structs.replace(one, records=tuple(msgspec.structs.replace(r, died=None) for r in one.records)) for one in (a, b)
    ]
    before = link(plain)
    assert_same(link_again(before, [*plain, c]), link([*plain, c], model=before.model))
