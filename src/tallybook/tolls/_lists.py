"""Lists of names as origins: which copy which, how their counts changed, and whether a count looks like a page size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from tallybook.model import Actor, Flag, ListFacts
from tallybook.tolls._flagging import make_flag
from tallybook.tolls._fold import fold
from tallybook.tolls._names import known_actor
from tallybook.tolls._rules import Rules
from tallybook.tolls._say import day, number


def list_origins(lists: Sequence[ListFacts]) -> tuple[tuple[str, ...], ...]:
    """The lists in groups of one lineage: lists that import one another, directly or through others, are one origin. Sorted."""
    parent = {facts.list: facts.list for facts in lists}
    versions = {facts.id: facts.list for facts in lists}

    def root(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    for facts in sorted(lists, key=lambda facts: facts.id):
        for copied in facts.copies:
            other = versions.get(copied, copied)
            if other in parent:
                first, second = sorted((root(facts.list), root(other)))
                parent[second] = first
    groups: dict[str, list[str]] = {}
    for name in sorted(parent):
        groups.setdefault(root(name), []).append(name)
    return tuple(tuple(groups[name]) for name in sorted(groups))


def actor_of(publisher: str, actors: Iterable[Actor]) -> str | None:
    """The id of the actor that a list's publisher is, where the book knows one."""
    known, folded = known_actor(publisher), fold(publisher)
    for actor in actors:
        if actor.id == known or folded in {fold(actor.name), *map(fold, actor.aliases)}:
            return actor.id
    return None


def kinship(lists: Sequence[ListFacts], actors: Sequence[Actor]) -> dict[str, str]:
    """Actor id → the first of the actors whose lists are of one lineage with its own. Actors without such kin are not in it."""
    publishers: dict[str, set[str]] = {}
    for facts in lists:
        if actor := actor_of(facts.publisher, actors):
            publishers.setdefault(facts.list, set()).add(actor)
    kin: dict[str, str] = {}
    for group in list_origins(lists):
        together = sorted({actor for name in group for actor in publishers.get(name, ())})
        roots = sorted({kin.get(actor, actor) for actor in together})
        for actor in (*together, *(known for known, root in sorted(kin.items()) if root in roots)):
            kin[actor] = roots[0]
    return kin


def list_flags(lists: Sequence[ListFacts], rules: Rules) -> Iterable[Flag]:
    """Counts that look like a page of results, and lists that shrank between two versions."""
    versions: dict[str, list[ListFacts]] = {}
    for facts in sorted(lists, key=lambda facts: (facts.published is not None, str(facts.published), facts.id)):
        versions.setdefault(facts.list, []).append(facts)
        if facts.rows in rules.round_counts:
            sentence = (
                f"The list of {facts.publisher}, {day(facts.published)}, holds exactly {number(facts.rows)} rows, the "
                f"size of a page of "
                "results: it may have been cut off. It must not pass as complete until somebody has checked."
            )
            yield make_flag("round_page_size_count", (facts.id,), sentence, (), lists=(facts.id,))
    for name in sorted(versions):
        for before, after in pairwise(versions[name]):
            if after.rows < before.rows:
                yield _shrunk(before, after)


def _shrunk(before: ListFacts, after: ListFacts) -> Flag:
    lost = before.rows - after.rows
    percent = round(100 * lost / before.rows)
    sentence = (
        f"The list of {after.publisher} went from {number(before.rows)} rows ({day(before.published)}) to {number(after.rows)} "
        f"({day(after.published)}): {number(lost)} fewer, {percent} %. Numbers computed before are out of date, and each "
        f"removal needs its reason."
    )
    arithmetic = f"{number(before.rows)} − {number(lost)} = {number(after.rows)}"
    return make_flag("drop", (before.id, after.id), sentence, (), arithmetic=arithmetic, lists=(before.id, after.id))


def list_counts(lists: Iterable[ListFacts]) -> Mapping[int, list[str]]:
    """Count of rows or of linked persons → ids of the lists that hold so many."""
    found: dict[int, list[str]] = {}
    for facts in sorted(lists, key=lambda facts: facts.id):
        counts = {facts.rows, *(facts.persons if facts.persons and facts.persons[0] == facts.persons[1] else ())}
        for count in sorted(counts):
            found.setdefault(count, []).append(facts.id)
    return found
