"""Which releases the weights of linkage are learnt from: a rule over the ledger, and not over when somebody happened to build.

The weights are learnt anew from everything there is, whenever one of these is true of a release as it comes here, and stand until
the next:

- it lets something be compared that could not be: a second list, a second one that names nobody twice, a column that now stands
  in two lists, or in one that may name people twice;
- since they were last learnt, the records known have grown by half.

In between, a release is linked with the weights as they are, so that 5,000 rows beside 50,000 cost what 5,000 rows cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tallybook.book._releases import Release

_GROWTH = 1.5
_COLUMNS = ("age", "sex", "born", "died", "places")


def learnt_from(releases: Sequence[Release]) -> list[Release]:
    """The releases that the weights are learnt from: the first ones to come here, in the order of ``releases``."""
    arrived = sorted(releases, key=lambda release: (release.item.at, release.item.seq, release.item.id))
    records: set[str] = set()
    lists: dict[str, set[str]] = {}
    last, learnt, comparable = 0, 0, frozenset[str]()
    for number, release in enumerate(arrived, start=1):
        records.update(record.id for record in release.rows.records)
        lists.setdefault(release.item.added.list, set()).update(_has(release))
        now = _comparable(lists)
        if not now <= comparable or len(records) >= _GROWTH * learnt:
            last, learnt, comparable = number, len(records), now
    chosen = {release.item.id for release in arrived[:last]}
    return [release for release in releases if release.item.id in chosen]


def _has(release: Release) -> Iterator[str]:
    """What a release can be compared by."""
    rows = release.rows.records
    yield "name"
    yield "each once" if release.rows.deduplicated else "some twice"
    yield from (name for name in _COLUMNS if any(getattr(record, name) for record in rows))
    yield from sorted({f"other {name}" for record in rows for name, _ in record.other})


def _comparable(lists: dict[str, set[str]]) -> frozenset[str]:
    names = sorted(set().union(*lists.values()))
    holders = {name: [has for has in lists.values() if name in has] for name in names}
    inside = [name for name in names if any("some twice" in has for has in holders[name])]
    return frozenset([*(f"{name} inside" for name in inside), *(name for name in names if len(holders[name]) > 1)])
