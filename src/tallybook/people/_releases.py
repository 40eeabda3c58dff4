"""Two releases of one list side by side: who was added, removed, returned, and which fields were corrected."""

from __future__ import annotations

from collections.abc import Sequence

from tallybook.errors import ListError
from tallybook.model import Record
from tallybook.people._records import ListRecord, PeopleList

_AGES = ((0, 17, "0 to 17"), (18, 29, "18 to 29"), (30, 44, "30 to 44"), (45, 59, "45 to 59"), (60, 200, "60 and over"))
_FIELDS = ("names", "sex", "age", "born", "died", "places", "status")


class Correction(Record, frozen=True):
    """One field of one record that reads differently in the later release."""

    record: str
    field: str


class Tally(Record, frozen=True):
    """How many records of a sex and an age band were added, removed, returned and corrected. Sex and age are those of the
    later release.
    """

    sex: str
    age: str
    added: int
    removed: int
    returned: int
    corrected: int


class ReleaseChange(Record, frozen=True):
    """What changed between two releases of a list; record ids in the order of the release that has them."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    returned: tuple[str, ...]
    corrected: tuple[Correction, ...]
    kept: int
    tallies: tuple[Tally, ...]


def compare_releases(before: PeopleList, after: PeopleList, earlier: Sequence[PeopleList] = ()) -> ReleaseChange:
    """Compare two releases. A record that stands in an ``earlier`` release and not in ``before`` has returned, and is not added.

    Records are the same where their ids are: lists whose rows have no number of their own are to be linked first, and given the
    ids of the earlier release. Raises ``ListError`` where an id stands twice in one release.
    """
    old, new = _by_id(before), _by_id(after)
    ever = {record.id for release in earlier for record in release.records}
    added = tuple(key for key in new if key not in old and key not in ever)
    returned = tuple(key for key in new if key not in old and key in ever)
    removed = tuple(key for key in old if key not in new)
    corrected = tuple(
        Correction(record=key, field=field)
        for key, record in new.items()
        if key in old
        for field in _FIELDS
        if getattr(record, field) != getattr(old[key], field)
    )
    return ReleaseChange(
        added=added,
        removed=removed,
        returned=returned,
        corrected=corrected,
        kept=len(new) - len(added) - len(returned),
        tallies=_tallies(old, new, added, removed, returned, tuple(dict.fromkeys(item.record for item in corrected))),
    )


def _by_id(release: PeopleList) -> dict[str, ListRecord]:
    out: dict[str, ListRecord] = {}
    for record in release.records:
        if record.id in out:
            what = f"rows {out[record.id].row} and {record.row} have one id."
            raise ListError(what, item=release.id, hint="Give each row its own number, or map none.")
        out[record.id] = record
    return out


def age_band(age: int | None) -> str:
    """The band that an age lies in, in words."""
    if age is None:
        return "unknown"
    return next((words for low, high, words in _AGES if low <= age <= high), "unknown")


def _tallies(old: dict[str, ListRecord], new: dict[str, ListRecord], *changes: tuple[str, ...]) -> tuple[Tally, ...]:
    counts: dict[tuple[str, str], list[int]] = {}
    for number, keys in enumerate(changes):
        for key in keys:
            record = new.get(key) or old[key]
            counts.setdefault((record.sex or "unknown", age_band(record.age)), [0, 0, 0, 0])[number] += 1
    order = {words: at for at, (_, _, words) in enumerate(_AGES)}
    return tuple(
        Tally(sex=sex, age=age, added=count[0], removed=count[1], returned=count[2], corrected=count[3])
        for (sex, age), count in sorted(counts.items(), key=lambda item: (item[0][0], order.get(item[0][1], 9)))
    )
