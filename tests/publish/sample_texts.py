"""The texts of a crisis that never happened, in a country that does not exist, and the ways to quote from them."""

from __future__ import annotations

import datetime as dt
import hashlib

from tallybook.model import (
    ActorType,
    Bound,
    Group,
    GroupLabel,
    Harm,
    HarmLabel,
    Link,
    Passage,
    Period,
    PlaceMention,
    Quantity,
    Quotation,
    Rejection,
    Relation,
    Role,
    Statement,
    Status,
    StatusLabel,
)
from tallybook.publish import Source

TEXTS: dict[str, tuple[str, str, str, dt.date | None, str]] = {
    "herald": (
        "en",
        "The Selva Herald",
        "As many as 4,200 feared dead in Zarvan",
        dt.date(2031, 5, 14),
        (
            "As many as 4,200 feared dead in Zarvan as lines stay cut\n\n"
            "The network was still down across most of Zarvan on Wednesday, six days after protests spread from "
            "the river towns to "
            "the capital. A Zarvani official told Meridian News that at least 900 people had been killed since "
            "the protests began. "
            "He blamed armed gangs.\n\n"
            "The exile broadcaster Radio Nil said in an editorial that at least 4,200 people were killed over "
            "two nights, 8 and 9 "
            "May, citing a source close to the security council and two hospital directors.\n\n"
            "Lantern, a rights group that keeps a list of names, put the number of those killed at 1,316, "
            "including 1,090 "
            "protesters, 61 children and 165 members of the security forces. It said some 6,400 people had been "
            "arrested."
        ),
    ),
    "meridian": (
        "en",
        "Meridian News",
        "Official gives first toll",
        dt.date(2031, 5, 13),
        (
            "Official gives first toll\n\nAn official in the interior ministry of Zarvan said on Tuesday that "
            "about 900 people, among "
            "them members of the security forces, had died in what he called riots. He did not want to be named."
        ),
    ),
    "nil-fa": (
        "fa",
        "رادیو نیل",
        "بزرگ‌ترین کشتار در تاریخ زروان",
        dt.date(2031, 5, 13),
        (
            "بزرگ‌ترین کشتار در تاریخ زروان\n\nبه گفتهٔ یک منبع نزدیک به شورای امنیت، دست‌کم ۴۲۰۰ نفر در دو شب "
            "هجدهم و نوزدهم اردیبهشت "
            "کشته شدند. خانواده‌ها می‌گویند پیکرها را تحویل نمی‌دهند و اینترنت در سراسر کشور قطع است."
        ),
    ),
    "lantern-fa": (
        "fa",
        "فانوس",
        "گزارش روزانهٔ فانوس",
        dt.date(2031, 5, 17),
        (
            "گزارش روزانهٔ فانوس، بیست‌وهفتم اردیبهشت\n\nسازمان فانوس تاکنون نام ۱٬۵۰۲ کشته را تأیید کرده است و "
            "پروندهٔ دست‌کم ۷۴۰ نفر "
            "دیگر هنوز در دست بررسی است. BBC فارسی و Meridian News این آمار را بازنشر کرده‌اند."
        ),
    ),
    "courier": (
        "en",
        "Delta Courier",
        "Rights groups count hundreds",
        dt.date(2031, 5, 11),
        (
            "Rights groups count hundreds\n\nGroups outside the country have confirmed up to around 520 deaths. "
            "In the town of Old Mill, "
            "dozens were shot near the bridge, a doctor at the clinic there said."
        ),
    ),
    "board": (
        "en",
        "Board of Martyrs' Affairs",
        "Statement of the Board",
        dt.date(2031, 5, 20),
        (
            "Statement of the Board\n\nThe Board of Martyrs' Affairs announces that 1,203 persons lost their "
            "lives in the recent events, "
            "of whom 872 are innocent citizens and guardians of order. The final list will follow."
        ),
    ),
    "wire": (
        "en",
        "Northwire",
        "Zarvan toll",
        None,
        "Zarvan toll (Northwire) - Meridian News reports that at least 900 people were killed, according to an official.",
    ),
}


def source(name: str) -> Source:
    lang, publisher, title, published, text = TEXTS[name]
    passage = Passage(
        document=f"d-{name}",
        id=f"p-{name}",
        kind="article",
        text=text,
        lang=lang,
        published=published,
        publisher=publisher,
        published_basis="given" if published else None,
        url=f"https://news.example/{name}",
    )
    return Source(passage=passage, name=f"{name}.html", evidence=hashlib.sha256(text.encode()).hexdigest(), title=title)


SOURCES = {name: source(name) for name in TEXTS}


def words(name: str, text: str) -> Quotation:
    whole = SOURCES[name].passage.text
    start = whole.index(text)
    return Quotation(text=text, span=(start, start + len(text)))


def link(
    name: str,
    actor: str,
    role: Role,
    kind: ActorType,
    *,
    named: bool = True,
    cue: str | None = None,
    canonical: str | None = None,
) -> Link:
    text = SOURCES[name].passage.text
    return Link(
        actor=actor,
        role=role,
        type=kind,
        named=named,
        canonical=canonical,
        span=words(name, actor).span if actor in text else None,
        cue=words(name, cue) if cue else None,
    )


def say(
    key: str,
    name: str,
    text: str,
    number: str,
    bound: Bound,
    low: int | None,
    high: int | None,
    *,
    cue: str | None = None,
    about: bool = False,
    harm: HarmLabel = "killed",
    harmed: str = "killed",
    group: GroupLabel = "people",
    who: str | None = None,
    status: StatusLabel = "unstated",
    status_words: str | None = None,
    period: Period | None = None,
    place: str | None = None,
    chain: tuple[Link, ...] = (),
    relation: Relation | None = None,
    rejected: Rejection | None = None,
) -> Statement:
    """A statement whose every span is found in the sample's text."""
    passage = SOURCES[name].passage
    said = words(name, text)
    printed = Quotation(text=number, span=_within(passage.text, number, said.span))
    group_words = words(name, who) if who else None
    status_said = words(name, status_words) if status_words else None
    return Statement(
        id=key,
        document=passage.document,
        passage=passage.id,
        text_digest=passage.text_digest,
        lang=passage.lang or "",
        span=said.span,
        text=text,
        quantity=Quantity(
            low=low,
            high=high,
            bound=bound,
            printed=number,
            span=printed.span,
            approximate=about,
            cue=words(name, cue) if cue else None,
        ),
        harm=Harm(label=harm, text=harmed, span=_within(passage.text, harmed, said.span)),
        group=Group(label=group, text=who, span=group_words.span if group_words else None),
        relation=relation or Relation(label="total"),
        status=Status(label=status, text=status_words, span=status_said.span if status_said else None),
        period=period or Period(label="unstated"),
        place=PlaceMention(text=place, span=words(name, place).span) if place else None,
        chain=(*chain, Link(actor=TEXTS[name][1], role="publisher", type="outlet", named=True)),
        rejected=rejected,
    )


def _within(text: str, part: str, span: tuple[int, int]) -> tuple[int, int]:
    start = text.index(part, span[0])
    assert start + len(part) <= span[1]
    return start, start + len(part)
