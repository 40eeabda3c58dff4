"""One HTML file from a report's data: no script, no request, the same bytes for the same data.

The style sheet is the only inline code, and the page's own policy admits it by its digest; a style, script, frame or image
that hostile text might smuggle in is refused by the browser even if the escaping failed.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from tallybook.publish._aggregates import EXPLAINED, aggregate_views
from tallybook.publish._cards import Desk
from tallybook.publish._data import ReportData
from tallybook.publish._index import Index
from tallybook.publish._ranges import ordered
from tallybook.publish._sections import (
    evidence_views,
    flag_groups,
    languages,
    loose_cards,
    maps,
    mention_groups,
    reject_groups,
    relay_figure,
    reliability_figure,
)
from tallybook.publish._summary import summary
from tallybook.publish._text import reveal, runs
from tallybook.publish._tolls import toll_view
from tallybook.publish._words import BOUNDS, count, days, plain, whole

OPEN_TOLLS = 12
LONG_LIST = 40
FULL_CARDS = 12

_BREAKS = re.compile(r"[ \t]*(?:\r?\n[ \t]*)+")


def render(data: ReportData) -> str:
    """The report as one self-contained HTML page. Equal data give equal text; every string of ``data`` may be hostile."""
    index = Index(data)
    desk = Desk(index)
    tolls = ordered(data.reconciliation.tolls)
    views = tuple(toll_view(toll, desk, data.bands) for toll in tolls)
    shown = min(OPEN_TOLLS, max(1, sum(toll.tier == "claimed" and toll.origins > 0 for toll in tolls)))
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            data=data,
            policy=policy(),
            summary=summary(data, tolls),
            tolls=views[:shown],
            folded_tolls=views[shown:],
            loose=loose_cards(data, desk),
            aggregates=aggregate_views(data, index),
            aggregates_explained=EXPLAINED,
            flags=flag_groups(data, index),
            rejected=reject_groups(data, index),
            mentions=mention_groups(data, index),
            evidence=evidence_views(data),
            relays=relay_figure(data, index),
            maps=maps(data),
            reliability=reliability_figure(data),
            languages=languages(data),
        )
    )


def policy() -> str:
    """The page's Content-Security-Policy: nothing at all, but the one style sheet by its digest."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@lru_cache(maxsize=1)
def _style() -> str:
    loader = PackageLoader("tallybook.publish")
    source, _, _ = loader.get_source(Environment(autoescape=True), "report.css")
    return "\n".join(line.strip() for line in source.splitlines() if line.strip())


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Autoescape on, unknown names are errors, and every string passes ``reveal`` before it is escaped."""
    environment = Environment(
        loader=PackageLoader("tallybook.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalize,
    )
    environment.filters.update(number_of=count, plain=plain, whole=whole, paragraphs=_paragraphs, sentence=_sentence)
    environment.globals.update(
        style=Markup(_style()),  # noqa: S704 - the package's own file
        svg=_svg,
        days=days,
        bounds=BOUNDS,
        long_list=LONG_LIST,
        full_cards=FULL_CARDS,
    )
    return environment


def _finalize(value: object) -> object:
    return reveal(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _paragraphs(text: str) -> str:
    """Blank lines between paragraphs closed up; the break stays."""
    return _BREAKS.sub("\n", text)


def _sentence(text: str) -> Markup:
    """An English sentence of the program's, in which quoted words keep their own direction."""
    pieces = (Markup("<bdi>{}</bdi>").format(reveal(piece)) if rtl else escape(reveal(piece)) for piece, rtl in runs(text))
    return Markup('<span dir="ltr">{}</span>').format(Markup("").join(pieces))


def _svg(markup: str) -> Markup:
    """The figures of this room escape their own text."""
    return Markup(markup)  # noqa: S704 - made by publish.figures from escaped parts only
