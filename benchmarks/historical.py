"""Clusters among 50,000 records of one list that names people many times: ours beside plain Splink.

    uv run python -m benchmarks.historical [--data FILE] [--json] [--skip-peer]

FILE is Splink's historical_50k as Parquet or CSV, or a file with its columns. Without it, an invented list of that shape is measured:
see ``benchmarks/_historical.py``.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks._historical import COLUMNS, Row, historical
from tallybook.people import Day, ListRecord, PeopleList, link, resolve


def rows_of(path: Path) -> list[Row]:
    """The rows of a file with these columns; empty where there is nothing."""
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        found = pq.read_table(path).to_pylist()
    else:
        with path.open(encoding="utf-8", newline="") as file:
            found = list(csv.DictReader(file))
    return [{name: str(row.get(name) or "") for name in COLUMNS} for row in found]


def as_list(rows: Iterable[Row]) -> PeopleList:
    """One list that may name people twice. The key is not in it."""
    return PeopleList(id="h", name="historical", records=tuple(_record(at, row) for at, row in enumerate(rows, start=1)))


def _record(at: int, row: Row) -> ListRecord:
    further = (("postcode", row["postcode_fake"]), ("occupation", row["occupation"]))
    return ListRecord(
        id=row["unique_id"],
        list="h",
        row=at,
        names=(row["first_and_surname"],) if row["first_and_surname"] else (),
        sex={"male": "m", "female": "f"}.get(row["gender"]),  # type: ignore[arg-type]
        born=_born(row["dob"]),
        places=(row["birth_place"],) if row["birth_place"] else (),
        other=tuple(pair for pair in further if pair[1]),
    )


def _born(text: str) -> Day | None:
    try:
        return Day.on(dt.date.fromisoformat(text))
    except ValueError:
        return None


def scores(rows: Sequence[Row], groups: Iterable[Sequence[str]]) -> dict[str, float | int]:
    """Pairwise precision, recall and F1, the B-cubed F1, and how many persons were found against how many there are."""
    person = {row["unique_id"]: row["cluster"] for row in rows}
    sizes: dict[str, int] = {}
    for name in person.values():
        sizes[name] = sizes.get(name, 0) + 1
    both = found = precise = complete = 0.0
    persons = 0
    for group in groups:
        persons += 1
        inside: dict[str, int] = {}
        for record in group:
            inside[person[record]] = inside.get(person[record], 0) + 1
        found += len(group) * (len(group) - 1) / 2
        for name, count in inside.items():
            both += count * (count - 1) / 2
            precise += count * count / len(group)
            complete += count * count / sizes[name]
    true = sum(size * (size - 1) / 2 for size in sizes.values())
    precision, recall = precise / len(person), complete / len(person)
    return {
        "precision": round(both / max(1.0, found), 4),
        "recall": round(both / true, 4),
        "f1": round(2 * both / (found + true), 4),
        "b_cubed_f1": round(2 * precision * recall / (precision + recall), 4),
        "persons": persons,
        "true_persons": len(sizes),
    }


def ours(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """tallybook.people as it is, threshold without a key."""
    return list(resolve(link([as_list(rows)])).persons)


def plain_splink(rows: Sequence[Row], threshold: float) -> list[list[str]]:
    """The model of Splink's own example for this set, its training, connected components."""
    import pyarrow as pa
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    api = DuckDBAPI()
    frame = api.register(pa.table({name: [row[name] or None for row in rows] for name in COLUMNS}))
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.ForenameSurnameComparison("first_name", "surname", forename_surname_concat_col_name="first_and_surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode_fake"),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("first_name", "surname"),
            block_on("surname", "dob"),
            block_on("first_name", "dob"),
            block_on("postcode_fake", "first_name"),
            block_on("postcode_fake", "surname"),
            block_on("dob", "birth_place"),
        ],
    )
    linker = Linker(frame, settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match([block_on("first_name", "surname", "dob")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=5_000_000, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("first_name", "surname"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("dob"))
    predicted = linker.inference.predict(threshold_match_probability=0.01)
    table = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold).as_pyarrow_table()  # type: ignore[no-untyped-call,unused-ignore]
    groups: dict[str, list[str]] = {}
    for group, record in zip(table["cluster_id"].to_pylist(), table["unique_id"].to_pylist(), strict=True):
        groups.setdefault(group, []).append(record)
    return list(groups.values())


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--skip-peer", action="store_true")
    options = parser.parse_args()
    rows = rows_of(options.data) if options.data else historical()
    results = []
    for threshold in (None,) if options.skip_peer else (None, 0.5, 0.95, 0.99):
        name = "tallybook" if threshold is None else f"plain Splink, {threshold}"
        started = time.perf_counter()
        groups: Iterable[Sequence[str]] = ours(rows) if threshold is None else plain_splink(rows, threshold)
        wall = time.perf_counter() - started
        results.append(
            {"method": name, "data": str(options.data or "invented"), **scores(rows, groups), "seconds": round(wall, 1)}
        )
    print(
        json.dumps(results, indent=1)
        if options.json
        else "\n".join("  ".join(f"{k} {v}" for k, v in one.items()) for one in results)
    )


if __name__ == "__main__":
    main()
