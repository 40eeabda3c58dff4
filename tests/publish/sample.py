"""A crisis that never happened, in a country that does not exist, with every kind of trouble that a report must show."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import get_args

from tallybook.model import (
    Actor,
    ActorType,
    Bound,
    Claim,
    Flag,
    FlagKind,
    Group,
    GroupLabel,
    Harm,
    HarmLabel,
    Link,
    Mention,
    Passage,
    Period,
    PlaceMention,
    Point,
    Quantity,
    Quotation,
    Reconciliation,
    Rejection,
    Relation,
    Relay,
    Role,
    Scope,
    Series,
    Statement,
    Status,
    StatusLabel,
    Toll,
)
from tallybook.publish import Band, Coverage, Made, Outcome, ReportData, Source

RULE = (
    "The documented figure counts persons on lists. The claimed range runs from the lowest to the highest figure that any "
    "origin still stands by, as that origin last gave it; nothing is averaged and nothing is added."
)

TEXTS: dict[str, tuple[str, str, str, dt.date | None, str]] = {
    "herald": (
        "en",
        "The Selva Herald",
        "As many as 4,200 feared dead in Zarvan",
        dt.date(2031, 5, 14),
        "As many as 4,200 feared dead in Zarvan as lines stay cut\n\n"
        "The network was still down across most of Zarvan on Wednesday, six days after protests spread from the river towns to "
        "the capital. A Zarvani official told Meridian News that at least 900 people had been killed since the protests began. "
        "He blamed armed gangs.\n\n"
        "The exile broadcaster Radio Nil said in an editorial that at least 4,200 people were killed over two nights, 8 and 9 "
        "May, citing a source close to the security council and two hospital directors.\n\n"
        "Lantern, a rights group that keeps a list of names, put the number of those killed at 1,316, including 1,090 "
        "protesters, 61 children and 165 members of the security forces. It said some 6,400 people had been arrested.",
    ),
    "meridian": (
        "en",
        "Meridian News",
        "Official gives first toll",
        dt.date(2031, 5, 13),
        "Official gives first toll\n\nAn official in the interior ministry of Zarvan said on Tuesday that about 900 people, among "
        "them members of the security forces, had died in what he called riots. He did not want to be named.",
    ),
    "nil-fa": (
        "fa",
        "رادیو نیل",
        "بزرگ‌ترین کشتار در تاریخ زروان",
        dt.date(2031, 5, 13),
        "بزرگ‌ترین کشتار در تاریخ زروان\n\nبه گفتهٔ یک منبع نزدیک به شورای امنیت، دست‌کم ۴۲۰۰ نفر در دو شب هجدهم و نوزدهم اردیبهشت "
        "کشته شدند. خانواده‌ها می‌گویند پیکرها را تحویل نمی‌دهند و اینترنت در سراسر کشور قطع است.",
    ),
    "lantern-fa": (
        "fa",
        "فانوس",
        "گزارش روزانهٔ فانوس",
        dt.date(2031, 5, 17),
        "گزارش روزانهٔ فانوس، بیست‌وهفتم اردیبهشت\n\nسازمان فانوس تاکنون نام ۱٬۵۰۲ کشته را تأیید کرده است و پروندهٔ دست‌کم ۷۴۰ نفر "
        "دیگر هنوز در دست بررسی است. BBC فارسی و Meridian News این آمار را بازنشر کرده‌اند.",
    ),
    "courier": (
        "en",
        "Delta Courier",
        "Rights groups count hundreds",
        dt.date(2031, 5, 11),
        "Rights groups count hundreds\n\nGroups outside the country have confirmed up to around 520 deaths. In the town of Old Mill, "
        "dozens were shot near the bridge, a doctor at the clinic there said.",
    ),
    "board": (
        "en",
        "Board of Martyrs' Affairs",
        "Statement of the Board",
        dt.date(2031, 5, 20),
        "Statement of the Board\n\nThe Board of Martyrs' Affairs announces that 1,203 persons lost their lives in the recent events, "
        "of whom 872 are innocent citizens and guardians of order. The final list will follow.",
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


def statements() -> tuple[Statement, ...]:
    nights = Period(
        label="interval",
        start=dt.date(2031, 5, 8),
        end=dt.date(2031, 5, 9),
        precision="day",
        mention=words("herald", "over two nights, 8 and 9 May"),
    )
    official = link("herald", "A Zarvani official", "origin", "state", named=False, canonical="a-official")
    lantern = link(
        "herald", "Lantern, a rights group that keeps a list of names", "origin", "rights_group", canonical="a-lantern"
    )
    nil = link("herald", "The exile broadcaster Radio Nil", "origin", "outlet", canonical="a-nil", cue="said in an editorial")
    return (
        say(
            "s-headline",
            "herald",
            "As many as 4,200 feared dead in Zarvan",
            "4,200",
            "up_to",
            None,
            4200,
            cue="As many as",
            harmed="dead",
            status="alleged",
            status_words="feared",
            place="Zarvan",
        ),
        say(
            "s-official",
            "herald",
            "at least 900 people had been killed since the protests began",
            "900",
            "at_least",
            900,
            None,
            cue="at least",
            status="official",
            period=Period(
                label="cumulative", end=dt.date(2031, 5, 14), precision="day", mention=words("herald", "since the protests began")
            ),
            who="people",
            chain=(official, link("herald", "Meridian News", "relay", "agency", cue="told")),
        ),
        say(
            "s-nil",
            "herald",
            "at least 4,200 people were killed over two nights, 8 and 9 May",
            "4,200",
            "at_least",
            4200,
            None,
            cue="at least 4,200"[:8],
            status="alleged",
            period=nights,
            chain=(nil,),
        ),
        say(
            "s-lantern",
            "herald",
            "the number of those killed at 1,316",
            "1,316",
            "exact",
            1316,
            1316,
            status="documented",
            status_words="keeps a list of names",
            chain=(lantern,),
        ),
        say(
            "s-protesters",
            "herald",
            "1,090 protesters",
            "1,090",
            "exact",
            1090,
            1090,
            group="protesters",
            who="protesters",
            harmed="protesters",
            chain=(lantern,),
            relation=Relation(
                label="part_of", to="s-lantern", cue=words("herald", "including"), arithmetic="1,090 + 61 + 165 = 1,316"
            ),
        ),
        say(
            "s-arrests",
            "herald",
            "some 6,400 people had been arrested",
            "6,400",
            "exact",
            6400,
            6400,
            about=True,
            harm="arrested",
            harmed="arrested",
            cue="some",
            chain=(lantern,),
        ),
        say(
            "s-ministry",
            "meridian",
            "about 900 people, among them members of the security forces, had died",
            "900",
            "exact",
            900,
            900,
            about=True,
            cue="about",
            harmed="died",
            status="official",
            chain=(
                link(
                    "meridian",
                    "An official in the interior ministry of Zarvan",
                    "origin",
                    "state",
                    named=False,
                    cue="said",
                    canonical="a-official",
                ),
            ),
        ),
        say(
            "s-nil-fa",
            "nil-fa",
            "دست‌کم ۴۲۰۰ نفر در دو شب هجدهم و نوزدهم اردیبهشت کشته شدند",
            "۴۲۰۰",
            "at_least",
            4200,
            None,
            cue="دست‌کم",
            harmed="کشته",
            who="نفر",
            status="alleged",
            chain=(link("nil-fa", "یک منبع نزدیک به شورای امنیت", "origin", "unnamed", named=False, cue="به گفتهٔ"),),
        ),
        say(
            "s-lantern-fa",
            "lantern-fa",
            "سازمان فانوس تاکنون نام ۱٬۵۰۲ کشته را تأیید کرده است",
            "۱٬۵۰۲",
            "exact",
            1502,
            1502,
            harmed="کشته",
            status="confirmed",
            status_words="تأیید کرده است",
            chain=(link("lantern-fa", "سازمان فانوس", "origin", "rights_group", canonical="a-lantern"),),
        ),
        say(
            "s-pending-fa",
            "lantern-fa",
            "پروندهٔ دست‌کم ۷۴۰ نفر دیگر هنوز در دست بررسی است",
            "۷۴۰",
            "at_least",
            740,
            None,
            cue="دست‌کم",
            harmed="نفر",
            status="under_review",
            status_words="در دست بررسی",
            relation=Relation(label="beside", to="s-lantern-fa", cue=words("lantern-fa", "دیگر")),
        ),
        say(
            "s-groups",
            "courier",
            "up to around 520 deaths",
            "520",
            "up_to",
            None,
            520,
            cue="up to",
            about=True,
            harmed="deaths",
            status="confirmed",
            status_words="confirmed",
            chain=(link("courier", "Groups outside the country", "origin", "rights_group", named=False, canonical="a-groups"),),
        ),
        say(
            "s-mill",
            "courier",
            "In the town of Old Mill, dozens were shot",
            "dozens",
            "vague",
            None,
            None,
            harmed="shot",
            place="Old Mill",
            chain=(link("courier", "a doctor at the clinic there", "origin", "medic", named=False, cue="said"),),
        ),
        say(
            "s-board",
            "board",
            "1,203 persons lost their lives in the recent events",
            "1,203",
            "exact",
            1203,
            1203,
            harmed="lost their lives",
            status="official",
            who="persons",
            chain=(link("board", "The Board of Martyrs' Affairs", "origin", "state", canonical="a-board", cue="announces"),),
        ),
        say(
            "s-wire",
            "wire",
            "at least 900 people were killed",
            "900",
            "at_least",
            900,
            None,
            cue="at least",
            chain=(
                link("wire", "an official", "origin", "state", named=False, canonical="a-official", cue="according to"),
                link("wire", "Meridian News", "relay", "agency", cue="reports"),
            ),
        ),
    )


REJECTED = (
    say(
        "r-two",
        "herald",
        "two hospital directors",
        "two",
        "exact",
        2,
        2,
        harmed="directors",
        rejected=Rejection(code="not_victims", detail="The number counts sources of the report, not victims."),
    ),
    say(
        "r-872",
        "board",
        "of whom 872 are innocent citizens and guardians of order",
        "872",
        "exact",
        872,
        872,
        harmed="citizens",
        rejected=Rejection(code="no_harm", detail="No word of harm stands near the number."),
    ),
)


def point(
    as_of: dt.date | None,
    low: int | None,
    high: int | None,
    bound: Bound,
    printed: str,
    ids: tuple[str, ...],
    *,
    status: StatusLabel = "unstated",
    about: bool = False,
    publishers: tuple[str, ...] = (),
) -> Point:
    return Point(
        as_of=as_of,
        low=low,
        high=high,
        bound=bound,
        approximate=about,
        printed=printed,
        status=status,
        statements=ids,
        reports=len(ids),
        publishers=publishers,
    )


KILLED = Scope(harm="killed", group="people", period="cumulative")


def reconciliation() -> Reconciliation:
    series = (
        Series(
            id="x-official",
            origin="a-official",
            scope=KILLED,
            points=(
                point(
                    dt.date(2031, 5, 13),
                    900,
                    900,
                    "exact",
                    "900",
                    ("s-ministry",),
                    status="official",
                    about=True,
                    publishers=("a-meridian",),
                ),
                point(
                    dt.date(2031, 5, 14),
                    900,
                    None,
                    "at_least",
                    "900",
                    ("s-official", "s-wire"),
                    status="official",
                    publishers=("a-herald", "a-wire"),
                ),
            ),
        ),
        Series(
            id="x-nil",
            origin="a-nil",
            scope=KILLED,
            points=(
                point(
                    dt.date(2031, 5, 13),
                    4200,
                    None,
                    "at_least",
                    "۴۲۰۰",
                    ("s-nil-fa", "s-nil"),
                    status="alleged",
                    publishers=("a-nil", "a-herald"),
                ),
            ),
        ),
        Series(
            id="x-lantern",
            origin="a-lantern",
            scope=KILLED,
            points=(
                point(
                    dt.date(2031, 5, 14),
                    1316,
                    1316,
                    "exact",
                    "1,316",
                    ("s-lantern",),
                    status="documented",
                    publishers=("a-herald",),
                ),
                point(
                    dt.date(2031, 5, 17),
                    1502,
                    1502,
                    "exact",
                    "۱٬۵۰۲",
                    ("s-lantern-fa",),
                    status="confirmed",
                    publishers=("a-lantern",),
                ),
            ),
        ),
        Series(
            id="x-groups",
            origin="a-groups",
            scope=KILLED,
            points=(
                point(
                    dt.date(2031, 5, 11),
                    None,
                    520,
                    "up_to",
                    "520",
                    ("s-groups",),
                    status="confirmed",
                    about=True,
                    publishers=("a-courier",),
                ),
            ),
        ),
        Series(
            id="x-board",
            origin="a-board",
            scope=KILLED,
            points=(
                point(
                    dt.date(2031, 5, 20), 1203, 1203, "exact", "1,203", ("s-board",), status="official", publishers=("a-board",)
                ),
            ),
        ),
        Series(
            id="x-headline",
            origin="a-unnamed",
            scope=KILLED,
            points=(point(None, None, 4200, "up_to", "4,200", ("s-headline",), status="alleged", publishers=("a-herald",)),),
        ),
        Series(
            id="x-arrests",
            origin="a-lantern",
            scope=Scope(harm="arrested", group="people", period="cumulative"),
            points=(
                point(dt.date(2031, 5, 14), 6400, 6400, "exact", "6,400", ("s-arrests",), about=True, publishers=("a-herald",)),
            ),
        ),
        Series(
            id="x-mill",
            origin="a-doctor",
            scope=Scope(harm="killed", group="people", place="Old Mill", period="incident"),
            points=(point(None, None, None, "vague", "dozens", ("s-mill",), publishers=("a-courier",)),),
        ),
    )
    by_id = {one.id: one for one in series}

    def claims(*ids: str) -> tuple[Claim, ...]:
        return tuple(Claim(origin=by_id[one].origin, series=one, point=by_id[one].points[-1]) for one in ids)

    tolls = (
        Toll(
            id="toll-killed",
            scope=KILLED,
            rule=RULE,
            reports=9,
            origins=6,
            claimed_low=520,
            claimed_high=4200,
            claims=claims("x-official", "x-nil", "x-lantern", "x-groups", "x-board", "x-headline"),
            low_series="x-groups",
            high_series="x-nil",
            documented=(1487, 1502),
        ),
        Toll(
            id="toll-arrested",
            scope=by_id["x-arrests"].scope,
            rule=RULE,
            reports=1,
            origins=1,
            claimed_low=6400,
            claimed_high=6400,
            claims=claims("x-arrests"),
            low_series="x-arrests",
            high_series="x-arrests",
        ),
        Toll(
            id="toll-mill",
            scope=by_id["x-mill"].scope,
            rule=RULE,
            reports=1,
            origins=1,
            claimed_low=None,
            claimed_high=None,
            claims=claims("x-mill"),
            low_series=None,
            high_series=None,
        ),
    )
    return Reconciliation(actors=ACTORS, relays=RELAYS, series=series, tolls=tolls, flags=FLAGS)


def actor(key: str, name: str, kind: ActorType, *, named: bool = True) -> Actor:
    return Actor(id=key, name=name, type=kind, named=named)


ACTORS = (
    actor("a-official", "an official of the interior ministry", "ministry", named=False),
    actor("a-nil", "رادیو نیل", "outlet"),
    actor("a-lantern", "Lantern (فانوس)", "rights_group"),
    actor("a-groups", "groups outside the country", "rights_group", named=False),
    actor("a-board", "Board of Martyrs' Affairs", "state"),
    actor("a-unnamed", "nobody named (headline)", "unnamed", named=False),
    actor("a-doctor", "a doctor at the clinic", "medic", named=False),
    actor("a-meridian", "Meridian News", "agency"),
    actor("a-herald", "The Selva Herald", "outlet"),
    actor("a-wire", "Northwire", "agency"),
    actor("a-courier", "Delta Courier", "outlet"),
)

RELAYS = (
    Relay(source="a-official", to="a-meridian", statements=("s-ministry", "s-official", "s-wire")),
    Relay(source="a-meridian", to="a-herald", statements=("s-official",)),
    Relay(source="a-meridian", to="a-wire", statements=("s-wire",)),
    Relay(source="a-nil", to="a-herald", statements=("s-nil",)),
    Relay(source="a-lantern", to="a-herald", statements=("s-lantern", "s-arrests")),
    Relay(source="a-groups", to="a-courier", statements=("s-groups",)),
    Relay(source="a-doctor", to="a-courier", statements=("s-mill",)),
)


def flag(key: str, kind: FlagKind, sentence: str, *ids: str) -> Flag:
    assert kind in get_args(FlagKind)
    return Flag(id=key, kind=kind, sentence=sentence, statements=ids)


FLAGS = (
    flag(
        "flag-flip",
        "bound_flip",
        "The Selva Herald's headline makes a ceiling (“as many as 4,200”) of what its own text gives as "
        "Radio Nil's floor (“at least 4,200”).",
        "s-headline",
        "s-nil",
    ),
    flag(
        "flag-against",
        "contradiction",
        "The Board of Martyrs' Affairs says 1,203 people were killed; Radio Nil says at least 4,200. Both cannot be right.",
        "s-board",
        "s-nil-fa",
    ),
    flag(
        "flag-900",
        "same_figure_relayed",
        "Three documents carry the figure 900. All go back to one unnamed official through Meridian News.",
        "s-ministry",
        "s-official",
        "s-wire",
    ),
    flag(
        "flag-revised",
        "revision",
        "Lantern revised its count from 1,316 (14 May) to 1,502 (17 May).",
        "s-lantern",
        "s-lantern-fa",
    ),
    flag("flag-sum", "breakdown_adds_up", "Lantern's parts 1,090 + 61 + 165 add up to 1,316.", "s-lantern", "s-protesters"),
)

MENTIONS = (
    Mention(
        id="m-1",
        document="d-nil-fa",
        passage="p-nil-fa",
        text_digest=SOURCES["nil-fa"].passage.text_digest,
        kind="connectivity",
        text="اینترنت در سراسر کشور قطع است",
        span=words("nil-fa", "اینترنت در سراسر کشور قطع است").span,
        values={"percent": "0"},
    ),
)

OUTCOMES = (
    *(Outcome(name=one.name, outcome="read", detail="", digest=one.evidence) for one in SOURCES.values()),
    Outcome(name="scan-0043.pdf", outcome="refused", detail="The PDF asks for a password. Save a copy without one and add that."),
)

BANDS = (
    Band(
        label="Network shutdown",
        start=dt.date(2031, 5, 8),
        end=dt.date(2031, 5, 16),
        detail="National connectivity fell below 2 % of its usual level.",
    ),
)


def sample() -> ReportData:
    return ReportData(
        title="Zarvan, May 2031",
        languages=("en", "fa"),
        scope="Harm to people in the protests in Zarvan from 3 May 2031 and their suppression. An invented crisis, for tests.",
        rule=RULE,
        settings='title = "Zarvan, May 2031"\nlanguages = ["en", "fa"]\n[range]\nrule = "claimed-by-origin"\n',
        passages=tuple(SOURCES.values()),
        statements=statements(),
        rejected=REJECTED,
        mentions=MENTIONS,
        reconciliation=reconciliation(),
        coverage=Coverage(
            evidence=8, documents=7, passages=7, undated_passages=1, silent_passages=0, by_language=(("en", 5), ("fa", 2))
        ),
        outcomes=OUTCOMES,
        made=Made(version="0.1.0", reader="rules 1", tables="9f" * 32, ledger="4c" * 32),
        bands=BANDS,
    )
