"""Accuracy gate: one list that names 5,156 invented persons fifty thousand times, with errors; and that brothers stay brothers."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path

import msgspec
import pytest
from benchmarks._historical import COLUMNS, historical
from benchmarks.historical import as_list, ours, rows_of, scores

from tallybook.people import PeopleList, link
from tests.people.invented import three_lists

FLOORS = tomllib.loads(Path(__file__).with_name("gates.toml").read_text(encoding="utf-8"))["repeats"]


def test_clusters_of_a_list_that_names_people_many_times() -> None:
    rows = historical(seed=1)
    assert hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest() == FLOORS["rows_digest"]
    found = scores(rows, ours(rows))
    print(found)  # noqa: T201
    assert found["f1"] >= FLOORS["f1"]
    assert found["b_cubed_f1"] >= FLOORS["b_cubed_f1"]
    assert found["persons"] < FLOORS["most_persons"]
    assert found["true_persons"] == 5156


def test_the_score_of_a_known_grouping() -> None:
    rows = [dict.fromkeys(COLUMNS, "") | {"unique_id": str(at), "cluster": "a" if at < 3 else "b"} for at in range(5)]
    found = scores(rows, [("0", "1"), ("2", "3", "4")])
    # of a's three pairs one is found, of b's one pair one; four pairs are said to be right
    assert (found["precision"], found["recall"], found["f1"]) == (0.5, 0.5, 0.5)
    # by record: precision 1 1 1/3 2/3 2/3, recall 2/3 2/3 1/3 1 1
    assert found["b_cubed_f1"] == pytest.approx(2 * (11 / 15) * (11 / 15) / (22 / 15), abs=1e-4)
    assert (found["persons"], found["true_persons"]) == (2, 2)


def test_a_file_of_that_shape_is_read(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = historical(persons=3)
    pq.write_table(
        pa.Table.from_pylist([{name: value or None for name, value in row.items()} for row in rows]), tmp_path / "h.parquet"
    )
    assert rows_of(tmp_path / "h.parquet") == rows
    assert len(as_list(rows).records) == len(rows)


def test_lists_of_the_dead_that_are_not_deduplicated_are_not_taken_for_repeats() -> None:
    """There, strangers would make everybody of one family name one person."""
    lists = [msgspec.structs.replace(one, deduplicated=False) for one in three_lists(400)]
    model = link(lists).model
    assert len({comparison.u for comparison in model.comparisons}) > 1
    assert any(len(set(comparison.u)) > 1 for comparison in model.comparisons)


def test_many_copies_of_one_row_are_one_person() -> None:
    (one, *_) = three_lists(200)
    copies = tuple(msgspec.structs.replace(record, id=f"{record.id}/{at}", row=at) for at in range(6) for record in one.records)
    repeated = PeopleList(id="r", name="r", records=copies)
    model = link([repeated]).model
    assert all(len(set(comparison.u)) == 1 for comparison in model.comparisons)
