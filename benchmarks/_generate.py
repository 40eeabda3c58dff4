"""Generated news pages about an invented crisis, for benchmarks. The same seed gives the same pages."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

_PLACES = ("Ardava", "Belmur", "Corsin", "Dovrek", "Estal", "Farnow", "Gedda", "Holvin")
_ORIGINS = (
    "the Ardava Rights Centre", "the health ministry", "a hospital official", "the Union of Estal Doctors", "the interior ministry",
    "Dovrek Watch", "two security officials", "residents", "the Red Crescent branch in Gedda", "the regional governor",
)  # fmt: skip
_TEMPLATES = (
    "At least {n} people have been killed since the protests began, {origin} said on {day}.",
    "{Origin} put the number of dead at {n}, while {other} spoke of as many as {m}.",
    "According to {origin}, {n} people were injured and {k} were arrested in {place} on {day}.",
    "{Origin} told the Example Agency that more than {n} protesters had been shot dead in {place}.",
    "The toll includes {k} children and {j} members of the security forces, {origin} said.",
)
_FILLER = (
    "Shops in the old town of {place} stayed closed for the third day, and buses ran only until dusk.",
    "Telephone lines to {place} worked for a few minutes in the morning before they were cut again.",
    "The city council of {place}, elected in 2021 with 31 seats, has not met since.",
    "Bakers said that flour for about ten days was left in the storehouses near the river.",
    "A curfew from 8 pm to 5 am remained in force, and the two bridges over the river were guarded.",
)


def pages(count: int, seed: int = 7) -> Iterator[tuple[str, bytes]]:
    """Pairs of file name and HTML bytes."""
    chance = random.Random(seed)
    for number in range(count):
        yield f"page-{number:05d}.html", _page(number, chance).encode()


def _page(number: int, chance: random.Random) -> str:
    day = dt.date(2031, 3, 1) + dt.timedelta(days=number % 28)
    paragraphs = []
    for index in range(10):
        kind = _TEMPLATES if index % 5 == 0 else _FILLER
        paragraphs.append(f"<p>{' '.join(_sentence(chance.choice(kind), day, chance) for _ in range(3))}</p>")
    title = _sentence("Toll in {place} rises to {n}, says {origin}", day, chance)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:site_name" content="Example Outlet {number % 9}">'
        f'<meta property="article:published_time" content="{day.isoformat()}T08:00:00Z"></head><body>'
        f'<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>{title}</h1>{"".join(paragraphs)}</article>'
        f"<footer>Example Outlet {number % 9}</footer></body></html>"
    )


def _sentence(template: str, day: dt.date, chance: random.Random) -> str:
    origin, other = chance.sample(_ORIGINS, 2)
    n = chance.randint(12, 4000)
    return template.format(
        n=f"{n:,}", m=f"{n * 3:,}", k=chance.randint(2, 60), j=chance.randint(2, 30), origin=origin, other=other,
        Origin=origin[0].upper() + origin[1:], place=chance.choice(_PLACES), day=day.strftime("%A"),
    )  # fmt: skip
