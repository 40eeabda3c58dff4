"""Linkage beside its peers, in one run: F1, count error, time and memory.

    uv run --group bench python -m benchmarks.linkage [--data FOLDER] [--json] [--full] [--skip-peers]

FOLDER holds gaza_2024_{a,b,truth,unkeyed}.csv and us_2015_2017_{wapo,mpv,truth}.csv, or files of the same shape. Each task runs
in a process of its own, so that memory is its own. Peers: plain Splink (skeletons of the name parts, exact and Jaro-Winkler, age
within 0, 2 and 5, sex; threshold 0.5), recordlinkage (ECM), and an exact key (equal skeletons of all parts, sex, age within 2).
All peers are given our skeletons: without them they cannot compare two scripts. ``--full`` adds two synthetic lists of 500,000
records and the increment of 5,000 to 50,000.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tests.people import shared_lists

from benchmarks._increment import increment
from benchmarks._synthetic import synthetic
from tallybook.people import ListRecord, PeopleList, link, name_key, skeleton

if TYPE_CHECKING:
    from splink.internals.comparison_creator import ComparisonCreator

Row: TypeAlias = dict[str, str | float | int]
Truth = shared_lists.Truth
Method: TypeAlias = Callable[[list[PeopleList]], Truth]

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "people"


def ours(lists: list[PeopleList]) -> Truth:
    """tallybook.people as it is."""
    return shared_lists.found_pairs(link(lists))[0]


def exact_key(lists: list[PeopleList]) -> Truth:
    """Equal skeletons of all parts and equal sex, ages within two years (days of death within one where there are any)."""
    known: dict[object, list[ListRecord]] = {}
    for record in lists[1].records:
        known.setdefault(_key(record), []).append(record)
    found: Truth = set()
    taken: set[str] = set()
    for record in lists[0].records:
        for other in known.get(_key(record), []):
            if other.id not in taken and abs((record.age or 0) - (other.age or 0)) <= 2:
                taken.add(other.id)
                found.add((record.id, other.id))
                break
    return found


def _key(record: ListRecord) -> object:
    parts = name_key(record.names[0]).places() if record.names else (None,)
    return tuple(skeleton(part) if part else None for part in parts), record.sex, record.died.start if record.died else None


def plain_splink(lists: list[PeopleList]) -> Truth:
    """Splink with the model a careful user writes first: no labels, its own training, its own one-per-list clustering."""
    import pyarrow as pa
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    api = DuckDBAPI()
    frames = []
    for one in lists:
        columns = _splink_columns(one)
        frames.append(api.register(pa.table(columns), dataset_display_name=f"list_{one.id}"))
    filled = [
        name for name in ("second", "third") if any(name_key(r.names[0]).places()[1] for r in lists[0].records[:500] if r.names)
    ]
    compared = [
        cl.JaroWinklerAtThresholds(name, [0.92, 0.8]).configure(term_frequency_adjustments=True)
        for name in ("given", *filled, "last")
    ]
    compared += [_ages(), cl.ExactMatch("sex")]
    if any(record.died for record in lists[0].records):
        compared += [cl.ExactMatch("died"), cl.ExactMatch("place")]
    rules = [block_on("given", "last"), block_on("last", "sex", "age"), block_on("given", "sex", "age")]
    rules += [block_on("given", "second", "third")] if filled else []
    rules += [block_on("died", "place")] if any(record.died for record in lists[0].records) else []
    settings = SettingsCreator(link_type="link_only", comparisons=[*compared], blocking_rules_to_generate_predictions=[*rules])
    linker = Linker(frames, settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match([block_on("given", "last", "sex")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("given", "last"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("age", "sex", "last"))
    predicted = linker.inference.predict(threshold_match_probability=0.05)
    names = [f"list_{one.id}" for one in lists]
    clusters = linker.clustering.cluster_using_single_best_links(
        predicted, duplicate_free_datasets=names, threshold_match_probability=0.5
    ).as_pyarrow_table()  # type: ignore[no-untyped-call,unused-ignore]
    groups: dict[str, list[str]] = {}
    for group, record in zip(clusters["cluster_id"].to_pylist(), clusters["unique_id"].to_pylist(), strict=True):
        groups.setdefault(group, []).append(record)
    order = {record.id: number for number, one in enumerate(lists) for record in one.records}
    return {(a, b) for group in groups.values() for a in group for b in group if order[a] < order[b]}


def _splink_columns(one: PeopleList) -> dict[str, list[str | int | None]]:
    columns: dict[str, list[str | int | None]] = {
        name: [] for name in ("unique_id", "given", "second", "third", "last", "age", "sex", "died", "place")
    }
    for record in one.records:
        places = name_key(record.names[0]).places() if record.names else (None,) * 4
        columns["unique_id"].append(record.id)
        for name, part in zip(("given", "second", "third", "last"), places, strict=True):
            columns[name].append((skeleton(part) or None) if part else None)
        columns["age"].append(record.age)
        columns["sex"].append(record.sex)
        columns["died"].append(record.died.start.isoformat() if record.died else None)
        columns["place"].append(record.places[0] if record.places else None)
    return columns


def _ages() -> ComparisonCreator:
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl

    levels = [cll.NullLevel("age"), cll.ExactMatchLevel("age")]
    levels += [cll.AbsoluteDifferenceLevel("age", difference_threshold=gap) for gap in (2, 5)]
    return cl.CustomComparison(output_column_name="age", comparison_levels=[*levels, cll.ElseLevel()])


def with_recordlinkage(lists: list[PeopleList]) -> Truth:
    """recordlinkage 0.16 with its unsupervised classifier, then best pair first."""
    import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]
    import recordlinkage  # type: ignore[import-untyped,import-not-found,unused-ignore]

    left, right = (pandas.DataFrame(_splink_columns(one)).set_index("unique_id") for one in lists)
    index = recordlinkage.Index()
    for keys in (["given", "last"], ["last", "sex", "age"], ["given", "sex", "age"]):
        index.block(keys)
    pairs = index.index(left, right)
    compare = recordlinkage.Compare()
    for name in ("given", "second", "third", "last"):
        compare.string(name, name, method="jarowinkler", threshold=0.9, label=name)
    for name in ("age", "sex", "died"):
        compare.exact(name, name, label=name)
    features = compare.compute(pairs, left, right)
    features = features.loc[:, features.nunique() > 1].astype(int)
    classifier = recordlinkage.ECMClassifier()
    classifier.fit(features)
    chance = classifier.prob(features)
    taken: set[str] = set()
    found: Truth = set()
    for one, other in chance[chance > 0.5].sort_values(ascending=False, kind="stable").index:
        if one not in taken and other not in taken:
            taken |= {one, other}
            found.add((one, other))
    return found


METHODS: dict[str, Method] = {
    "tallybook": ours,
    "exact key": exact_key,
    "plain Splink": plain_splink,
    "recordlinkage": with_recordlinkage,
}


def _task(name: str, data: Path) -> tuple[list[PeopleList], Truth, set[str]]:
    if name == "us":
        lists, truth = shared_lists.united_states(data)
        return lists, truth, set()
    if name == "febrl4":
        folder = shared_lists.febrl_folder()
        if folder is None:
            raise SystemExit("febrl4 needs the recordlinkage package: uv sync --group bench")
        lists, truth = shared_lists.febrl4(folder)
        return lists, truth, set()
    column = "name_ar" if name == "gaza arabic" else "name_en"
    return shared_lists.gaza(data, column, "name_ar", two_parts=name == "gaza latin two parts")


TASKS = ("gaza arabic", "gaza latin", "gaza latin two parts", "us", "febrl4")


def measure(task: str, method: str, data: Path) -> Row:
    """One task by one method, in this process."""
    lists, truth, left_out = _task(task, data)
    started, spent = time.perf_counter(), time.process_time()
    found = METHODS[method](lists)
    wall, spent = time.perf_counter() - started, time.process_time() - spent
    return {
        "task": task,
        "method": method,
        "f1": round(shared_lists.f1(found, truth, left_out), 4),
        "links": len(found),
        "count_error": len(found) - len(truth),
        "seconds": round(wall, 2),
        "cpu_seconds": round(spent, 2),
        "gigabytes": round(_memory(), 2),
    }


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def large(size: int) -> Row:
    """Two synthetic lists."""
    lists, truth = synthetic(size, seed=1)
    before, spent = _memory(), time.process_time()
    started = time.perf_counter()
    found = ours(lists)
    wall, spent = time.perf_counter() - started, time.process_time() - spent
    return {
        "task": f"2 x {size:,} synthetic", "method": "tallybook", "f1": round(shared_lists.f1(found, truth), 4), "links": len(found),
        "count_error": len(found) - len(truth), "seconds": round(wall, 2), "cpu_seconds": round(spent, 2),
        "gigabytes": round(_memory(), 2), "lists_gigabytes": round(before, 2),
    }  # fmt: skip


def _apart(arguments: list[str]) -> Row:
    """Run one measurement in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.linkage", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        return {"task": arguments[1], "method": arguments[-1], "failed": done.stderr.strip().splitlines()[-1][:120]}
    found: Row = json.loads(done.stdout)
    return found


def _all(options: argparse.Namespace) -> list[Row]:
    methods = ["tallybook", "exact key"] if options.skip_peers else list(METHODS)
    tasks = [task for task in TASKS if task != "febrl4" or shared_lists.febrl_folder()]
    # the peers' models here are for lists of the dead: on febrl4 they have nothing but a name to compare
    rows = [
        _apart(["--one", task, "--data", str(options.data), "--method", method])
        for task in tasks
        for method in methods
        if task != "febrl4" or method == "tallybook"
    ]
    if options.full:
        rows += [_apart(["--one", "increment"]), _apart(["--one", "large"])]
    return rows


def _one(options: argparse.Namespace) -> Row:
    if options.one == "large":
        return large(500_000)
    if options.one == "increment":
        return increment(50_000, 5_000)
    return measure(options.one, options.method, options.data)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--skip-peers", action="store_true")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--method", default="tallybook", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(_one(options)))
        return
    rows = _all(options)
    about = {"python": platform.python_version(), "splink": version("splink"), "duckdb": version("duckdb")}
    if options.json:
        print(json.dumps({"versions": about, "rows": rows}, indent=1))
        return
    print(", ".join(f"{name} {number}" for name, number in about.items()))
    for row in rows:
        print("  ".join(f"{key} {value}" for key, value in row.items()))
    seconds = {
        (method, kind): sum(float(row.get(kind, 0)) for row in rows if row["method"] == method and row["task"] in TASKS[:4])
        for method in ("tallybook", "plain Splink")
        for kind in ("seconds", "cpu_seconds")
    }
    if seconds["plain Splink", "seconds"]:
        told = [
            f"{method} {seconds[method, 'seconds']:.1f} s ({seconds[method, 'cpu_seconds']:.1f} CPU s)"
            for method in ("tallybook", "plain Splink")
        ]
        print("the four tasks of both: " + ", ".join(told))


if __name__ == "__main__":
    main()
