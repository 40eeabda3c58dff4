"""An invented list in the likeness of Splink's historical_50k, which cannot be had from any package registry.

    uv run python -m benchmarks.historical [--data FILE] [--json]

The published counts of that set fix the shape: 50,578 records of 5,156 persons, one to nineteen each; eleven columns, of which the
surname is filled in 91 %, the birth place in 86 %, the postcode, the sex and the date of birth in 77 %, the occupation in half;
two given names that 13 % share; dates of birth of which most are a first of January, since only the year is known; 28 % of the true
pairs have one full name, and 60 % of those with two postcodes one postcode. Nothing else is known here of that set, so what is
measured on this list is not what would be measured on that one. Every name is put together from syllables.

The errors, more of them from copy to copy (a factor of 0.3 to 1.7): a title or a middle name left out (0.35 each); the given name
shortened (0.07), a letter mistyped in it (0.07) or in the surname (0.07), the surname left out (0.09); the date of birth moved by days,
months or years (0.16) or a digit mistyped (0.08); the postcode a neighbouring (0.17) or another one (0.06); the birth place mistyped,
the county or another place (0.2); another occupation (0.3).
"""

from __future__ import annotations

import datetime as dt
import random
import string

Row = dict[str, str]

COLUMNS = ("unique_id", "cluster", "full_name", "first_and_surname", "first_name", "surname", "dob", "birth_place", "postcode_fake",
           "gender", "occupation")  # fmt: skip
_MISSING = {"dob": 0.226, "birth_place": 0.137, "postcode_fake": 0.226, "gender": 0.222, "occupation": 0.5}
_SYLLABLES = [a + b for a in ("b", "br", "c", "ch", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "st", "t", "w")
              for b in ("a", "al", "ar", "e", "el", "en", "er", "i", "il", "in", "o", "on", "or", "u", "ur")]  # fmt: skip
_TITLES = ("sir {}", "{}, 1st baronet", "{}, 2nd baron", "dr {}", "{} esq", "lord {}", "captain {}", "prof {}")


class Human:
    """What is true of an invented person."""

    def __init__(self, draw: random.Random, words: _Words) -> None:
        self.sex = "male" if draw.random() < 0.85 else "female"
        self.given = words.given(draw)
        self.short = self.given[: max(3, len(self.given) // 2)]
        self.middle = [words.given(draw) for _ in range(draw.choice([0, 0, 1, 1, 2]))]
        self.last = words.family(draw)
        self.titles = draw.sample(_TITLES, draw.choice([0, 1, 1, 2, 3]))
        year = int(draw.triangular(1750, 1930, 1860))
        self.born = dt.date(year, 1, 1) if draw.random() < 0.6 else dt.date(year, draw.randint(1, 12), draw.randint(1, 28))
        self.county, self.town = words.place(draw)
        self.postcode = words.postcode(draw)
        self.occupation = words.occupation(draw)


class _Words:
    """The vocabularies, as unevenly frequent as the published counts say."""

    def __init__(self, draw: random.Random) -> None:
        def words(count: int, low: int, high: int) -> list[str]:
            found = {"".join(draw.choice(_SYLLABLES) for _ in range(draw.randint(low, high))) for _ in range(count * 2)}
            return sorted(found)[:count] if len(found) < count else draw.sample(sorted(found), count)

        self._given, self._family = words(1200, 2, 2), words(4000, 2, 3)
        self._counties, self._towns = words(40, 2, 3), words(900, 2, 3)
        self._occupations = words(220, 3, 4)

    def given(self, draw: random.Random) -> str:
        """Two names of a ninth together, ten more of a fifth, and the rest."""
        lot = draw.random()
        if lot < 0.13:
            return self._given[draw.randint(0, 1)]
        return self._given[draw.randint(2, 11)] if lot < 0.36 else self._given[12 + int(1188 * draw.random() ** 2.5)]

    def family(self, draw: random.Random) -> str:
        return self._family[int(4000 * draw.random() ** 1.6)]

    def place(self, draw: random.Random) -> tuple[str, str]:
        at = int(900 * draw.random() ** 2.5)
        return self._counties[at % 40], self._towns[at]

    def postcode(self, draw: random.Random) -> str:
        area = "".join(draw.choice(string.ascii_uppercase) for _ in range(2)) + str(draw.randint(1, 30))
        return f"{area} {draw.randint(1, 9)}{draw.choice(string.ascii_uppercase)}{draw.choice(string.ascii_uppercase)}"

    def occupation(self, draw: random.Random) -> str:
        return self._occupations[int(220 * draw.random() ** 2.8)]


def historical(persons: int = 5156, seed: int = 1) -> list[Row]:
    """The records, in the order of their persons. Deterministic in ``seed``."""
    draw = random.Random(seed)
    words = _Words(draw)
    rows: list[Row] = []
    for number in range(persons):
        human, copies = Human(draw, words), draw.choices(range(1, 20), [20 - abs(at - 9) * 0.55 for at in range(1, 20)])[0]
        for copy in range(copies):
            rows.append(_record(human, f"P{number}", copy, copies, draw, words))
    return rows


def _record(human: Human, person: str, copy: int, copies: int, draw: random.Random, words: _Words) -> Row:
    worse = 0.0 if copy == 0 else 0.3 + 1.4 * copy / max(1, copies - 1)

    def wrong(share: float) -> bool:
        return draw.random() < share * worse

    given = human.short if wrong(0.07) else human.given
    given = _typo(given, draw) if wrong(0.07) else given
    last = "" if wrong(0.09) else _typo(human.last, draw) if wrong(0.07) else human.last
    middle = [name for name in human.middle if not wrong(0.35)]
    plain = " ".join(part for part in (given, last) if part)
    row = {
        "unique_id": f"{person}-{copy + 1}",
        "cluster": person,
        "full_name": _titled(
            " ".join(part for part in (given, *middle, last) if part), [t for t in human.titles if not wrong(0.35)]
        ),
        "first_and_surname": plain,
        "first_name": given,
        "surname": last,
        "dob": _date(human.born, wrong, draw),
        "birth_place": _birth_place(human, draw, words) if wrong(0.2) else human.town,
        "postcode_fake": _postcode(human.postcode, wrong, draw, words),
        "gender": human.sex,
        "occupation": words.occupation(draw) if wrong(0.3) else human.occupation,
    }
    return {name: "" if draw.random() < _MISSING.get(name, 0.0) else value for name, value in row.items()}


def _titled(name: str, titles: list[str]) -> str:
    for title in titles:
        name = title.format(name)
    return name


def _birth_place(human: Human, draw: random.Random, words: _Words) -> str:
    return draw.choice([human.county, words.place(draw)[1], _typo(human.town, draw)])


def _typo(word: str, draw: random.Random) -> str:
    at, letter = draw.randrange(len(word)), draw.choice(string.ascii_lowercase)
    return draw.choice([word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :], word[:at] + letter + word[at:]]) or word


def _date(born: dt.date, wrong: object, draw: random.Random) -> str:
    assert callable(wrong)
    if wrong(0.16):
        gap = draw.choice([draw.randint(1, 27), draw.choice([30, 31, 61, 92]), 365 * draw.randint(1, 6)])
        born += dt.timedelta(days=gap * draw.choice([-1, 1]))
    text = born.isoformat()
    if wrong(0.08):
        at = draw.choice([2, 3, 6, 8, 9])
        text = text[:at] + str(draw.randint(0, 9)) + text[at + 1 :]
    return text


def _postcode(true: str, wrong: object, draw: random.Random, words: _Words) -> str:
    assert callable(wrong)
    if wrong(0.17):
        return f"{true.split(' ')[0]} {words.postcode(draw).split(' ')[1]}"
    return words.postcode(draw) if wrong(0.06) else true
