"""Invented lists whose names are as unevenly frequent as real ones, for measuring time and memory."""

from __future__ import annotations

import random

from tallybook.people import ListRecord, PeopleList

Person = tuple[list[str], str, int, str]


def _people(count: int, draw: random.Random) -> list[Person]:
    """Three names, sex, age, town. The rank of a name falls off like Zipf's law."""
    syllables = [a + b for a in "bdfghjklmnrstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il", "am")]
    words = ["".join(draw.choice(syllables) for _ in range(draw.randint(2, 3))) for _ in range(9000)]
    given, family = words[:1500], words[1500:]
    people = []
    for _ in range(count):
        parts = [
            given[int(1500 ** draw.random()) - 1],
            given[int(1500 ** draw.random()) - 1],
            family[int(7500 ** draw.random()) - 1],
        ]
        people.append((parts, draw.choice("fm"), draw.randint(1, 85), f"t{int(400 ** draw.random())}"))
    return people


def _listed(name: str, people: list[Person], chosen: range, draw: random.Random) -> PeopleList:
    records = tuple(_record(name, row, number, people[number], draw) for row, number in enumerate(chosen, start=1))
    return PeopleList(id=name, name=name, records=records, deduplicated=True)


def synthetic(size: int, seed: int) -> tuple[list[PeopleList], set[tuple[str, str]]]:
    """Two lists of ``size`` records that share 70 %, with slips, and the pairs that are right."""
    draw = random.Random(seed)
    shared = int(size * 0.7)
    people = _people(2 * size - shared, draw)
    lists = [_listed("a", people, range(size), draw), _listed("b", people, range(size - shared, 2 * size - shared), draw)]
    return lists, {(f"a{number}", f"b{number}") for number in range(size - shared, size)}


def three(size: int, more: int, seed: int) -> list[PeopleList]:
    """Two such lists and a third of ``more`` records, most of them of people on both, with slips of its own."""
    draw = random.Random(seed)
    shared = int(size * 0.7)
    people = _people(2 * size - shared, draw)
    first = range(size)
    second = range(size - shared, 2 * size - shared)
    third = range(size - int(more * 0.7), size + more - int(more * 0.7))
    return [_listed(name, people, chosen, draw) for name, chosen in (("a", first), ("b", second), ("c", third))]


def _record(name: str, row: int, number: int, person: Person, draw: random.Random) -> ListRecord:
    parts, sex, age, place = person
    words = [word if draw.random() > 0.06 else word[:-2] + word[-1] + word[-2] for word in parts]
    return ListRecord(
        id=f"{name}{number}",
        list=name,
        row=row,
        names=(" ".join(words),),
        sex=sex,  # type: ignore[arg-type]
        age=age + draw.choice([0, 0, 0, 1]) if draw.random() > 0.1 else None,
        places=(place, place[:2]) if draw.random() > 0.15 else (),
    )
