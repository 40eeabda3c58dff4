"""Invented lists of invented people: every name is put together by chance from everyday given and family names."""

from __future__ import annotations

import datetime as dt
import random

from tallybook.people import Day, ListRecord, PeopleList, Sex

GIVEN = {
    "m": [
        "محمد",
        "علی",
        "حسین",
        "رضا",
        "مهدی",
        "احمد",
        "حمید",
        "سعید",
        "بهرام",
        "کیوان",
        "فرهاد",
        "آرش",
        "داریوش",
        "نوید",
        "امیر",
    ],
    "f": ["فاطمه", "زهرا", "مریم", "نرگس", "سارا", "لیلا", "شیرین", "پروین", "نسرین", "مینا", "آزاده", "ترانه", "سمیرا", "هانیه"],
}
FAMILY = ["کریمی", "رضایی", "حسینی", "احمدی", "مرادی", "جعفری", "صادقی", "رستمی", "نوروزی", "شریفی", "قاسمی", "یوسفی", "بهرامی",
          "کاظمی", "نجفی", "سلطانی", "اکبری", "فرهادی", "شجاعی", "زارعی", "توکلی", "میرزایی", "خسروی", "پارسا", "دهقان"]  # fmt: skip
LATIN = {
    "محمد": "Mohammad", "علی": "Ali", "حسین": "Hossein", "رضا": "Reza", "مهدی": "Mehdi", "احمد": "Ahmad", "حمید": "Hamid",
    "سعید": "Saeed", "بهرام": "Bahram", "کیوان": "Keyvan", "فرهاد": "Farhad", "آرش": "Arash", "داریوش": "Dariush", "نوید": "Navid",
    "امیر": "Amir", "فاطمه": "Fatemeh", "زهرا": "Zahra", "مریم": "Maryam", "نرگس": "Narges", "سارا": "Sara", "لیلا": "Leila",
    "شیرین": "Shirin", "پروین": "Parvin", "نسرین": "Nasrin", "مینا": "Mina", "آزاده": "Azadeh", "ترانه": "Taraneh", "سمیرا": "Samira",
    "هانیه": "Hanieh", "کریمی": "Karimi", "رضایی": "Rezaei", "حسینی": "Hosseini", "احمدی": "Ahmadi", "مرادی": "Moradi",
    "جعفری": "Jafari", "صادقی": "Sadeghi", "رستمی": "Rostami", "نوروزی": "Nowruzi", "شریفی": "Sharifi", "قاسمی": "Ghasemi",
    "یوسفی": "Yousefi", "بهرامی": "Bahrami", "کاظمی": "Kazemi", "نجفی": "Najafi", "سلطانی": "Soltani", "اکبری": "Akbari",
    "فرهادی": "Farhadi", "شجاعی": "Shojaei", "زارعی": "Zarei", "توکلی": "Tavakoli", "میرزایی": "Mirzaei", "خسروی": "Khosravi",
    "پارسا": "Parsa", "دهقان": "Dehghan",
}  # fmt: skip
TOWNS = [("t/a", "IR-1"), ("t/b", "IR-1"), ("t/c", "IR-2"), ("t/d", "IR-3"), ("t/e", "IR-3")]


class Human:
    """An invented person: what is true of them."""

    def __init__(self, random_: random.Random) -> None:
        self.sex: Sex = random_.choice(["m", "f"])
        self.given = random_.choice(GIVEN[self.sex])
        self.family = random_.choice(FAMILY)
        self.age = random_.randint(3, 80)
        self.died = dt.date(2026, 1, 3) + dt.timedelta(days=random_.randint(0, 25))
        self.town = random_.choice(TOWNS)


def humans(count: int, seed: int) -> list[Human]:
    """Invented people."""
    random_ = random.Random(seed)
    return [Human(random_) for _ in range(count)]


def listed(name: str, people: dict[int, Human], seed: int, *, latin: bool = False, deduplicated: bool = True) -> PeopleList:
    """A list of some of them, in its own script, with a list's usual slips; record ids are ``name-number``."""
    random_ = random.Random(seed)
    records = []
    for row, (number, human) in enumerate(people.items(), start=1):
        words = (human.given, human.family)
        written = " ".join(LATIN[word] for word in words) if latin else " ".join(words)
        records.append(
            ListRecord(
                id=f"{name}-{number}",
                list=name,
                row=row,
                names=(written,),
                sex=human.sex,
                age=None if random_.random() < 0.1 else human.age + random_.choice([0, 0, 0, 0, 1]),
                died=None if random_.random() < 0.1 else Day.on(human.died + dt.timedelta(days=random_.choice([0, 0, 0, 1]))),
                places=human.town if random_.random() < 0.8 else (),
            )
        )
    return PeopleList(id=name, name=name, records=tuple(records), deduplicated=deduplicated)


def three_lists(size: int = 600) -> list[PeopleList]:
    """Three overlapping lists of invented people, the second in Latin script."""
    everyone = dict(enumerate(humans(size, seed=7)))
    random_ = random.Random(11)
    cut = [{number: human for number, human in everyone.items() if random_.random() < 0.6} for _ in range(3)]
    return [listed("a", cut[0], 1), listed("b", cut[1], 2, latin=True), listed("c", cut[2], 3)]
