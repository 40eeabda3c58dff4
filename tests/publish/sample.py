"""A crisis that never happened, with every kind of trouble that a report must show."""

from __future__ import annotations

import datetime as dt
from typing import get_args

from tallybook.model import (
    Actor,
    ActorType,
    Bound,
    Claim,
    Flag,
    FlagKind,
    Mention,
    Point,
    Reconciliation,
    Relay,
    Scope,
    Series,
    StatusLabel,
    Toll,
)
from tallybook.publish import Band, Coverage, Made, Outcome, ReportData
from tests.publish.sample_statements import REJECTED, statements
from tests.publish.sample_texts import SOURCES, words

RULE = (
    "The documented figure counts persons on lists. The claimed range runs from the lowest to the highest figure that any "
    "origin still stands by, as that origin last gave it; nothing is averaged and nothing is added."
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
