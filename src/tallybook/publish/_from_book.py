"""From a built book to what a report shows."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import msgspec

from tallybook.book import Book, Content, Knowable, Persons, knowable
from tallybook.connectivity import Arrived, PlaceSilence
from tallybook.publish._data import (
    Band,
    Coverage,
    Made,
    OnLists,
    Outcome,
    Region,
    RegionMap,
    RegionState,
    Reliability,
    ReportData,
    Source,
)
from tallybook.tolls import rules_from


def report_data(book: Book, content: Content) -> ReportData:
    """The report's data. Nothing in it depends on the clock or on where the book lies."""
    table = book.settings.book
    items = {item.id: item for item in content.items}
    documents = {document.id: document for document in content.documents}
    sources = tuple(
        Source(
            passage=passage,
            name=items[documents[passage.document].item].name,
            evidence=items[documents[passage.document].item].digest,
            title=documents[passage.document].title,
        )
        for passage in content.passages
    )
    return ReportData(
        title=table.title,
        languages=table.languages,
        scope=table.event or "",
        rule=rules_from({"range": book.settings.range, "tolls": book.settings.tolls}).sentence(),
        settings=(book.folder / "book.toml").read_text(encoding="utf-8"),
        passages=sources,
        statements=content.statements,
        rejected=content.rejected,
        mentions=content.mentions,
        reconciliation=content.reconciliation,
        coverage=_coverage(content),
        outcomes=tuple(
            Outcome(name=item.name, outcome=item.outcome, detail=item.detail or "", digest=item.digest) for item in content.items
        ),
        made=_made(book, content),
        bands=_bands(content, knowable(content)),
        maps=_maps(book, content),
        on_lists=_on_lists(content.persons),
    )


def _on_lists(found: Persons) -> OnLists | None:
    """The count of persons with its meaning. Without judged pairs it says that it is uncalibrated."""
    if found.count is None:
        return None
    count = found.count
    meant = (
        "Nine in ten linkages that the reviewed pairs allow lie in it."
        if found.calibrated
        else "Its ends are every doubtful link taken, and none of them; it is no interval of probability, and may be too narrow."
    )
    return OnLists(
        sentence=f"{count.low:,} to {count.high:,} persons are on lists, most likely {count.middle:,}. {meant}",
        basis=f"{found.basis[0].upper()}{found.basis[1:]}.",
        reliability=tuple(
            Reliability(said=one.raw, found=one.same / one.judged if one.judged else 0.0, links=one.links, judged=one.judged)
            for one in found.reliability
        ),
    )


def _bands(content: Content, known: Knowable) -> tuple[Band, ...]:
    """Lost connectivity, to be marked on every timeline: as measured where it was measured, else as somebody stated it; with how
    the reports of what happened in it came out.
    """
    came = _came(known)
    measured = [
        Band(
            label=f"{episode.entity}: outage, measured",
            start=episode.began[0].date(),
            end=episode.ended[1].date() if episode.ended[1] else None,
            detail=f"{episode.sentence.removesuffix('.')}{came}",
        )
        for episode in content.blackout.episodes
    ]
    places = {episode.entity for episode in content.blackout.episodes}
    stated = [
        Band(
            label=f"{outage.entity}: outage, stated",
            start=outage.start.date(),
            end=outage.end.date() if outage.end else None,
            detail=f"{outage.source}: {outage.detail.removesuffix('.')}{came}",
        )
        for outage in content.blackout.stated
        if outage.entity not in places
    ]
    return tuple(measured + stated)


def _came(known: Knowable) -> str:
    """How the dated statements about the time of the outage came out."""
    about = Counter(one.arrived for one in known.arrivals if one.happened_in_outage)
    parts = [f"{about[how]} {words}" for how, words in _CAME.items() if about[how]]
    return f". Of the dated statements on what happened in it, published were: {', '.join(parts)}." if parts else "."


_CAME: dict[Arrived, str] = {"during the outage": "during it", "at its edge": "at its edge", "after the outage": "after it"}


def _maps(book: Book, content: Content) -> tuple[RegionMap, ...]:
    """The provinces of the book's country: from which something was reported, and which were silent or dark."""
    country = book.settings.book.country
    if country is None:
        return ()
    from tallybook.places import open_core, province_shapes

    counts = Counter(
        one.place.province for one in content.places.statements if one.place.province and one.place.country == country
    )
    shapes = province_shapes(country, open_core())
    found = {one.place: one for one in knowable(content, [shape.name for shape in shapes]).silences}
    regions = tuple(
        Region(
            name=shape.name,
            rings=tuple(ring for polygon in shape.polygons for ring in polygon),
            state=_state(counts[shape.name], found.get(shape.name)),
            detail=_region_detail(counts[shape.name], found.get(shape.name)),
        )
        for shape in shapes
    )
    return (RegionMap(title="Where the statements name a place", regions=regions, note=_MAP_NOTE),)


_MAP_NOTE = (
    "Outlines: Natural Earth, public domain, by de facto control; no position is taken on any border. "
    "Statements about the whole country are not on the map."
)


def _state(count: int, silence: PlaceSilence | None) -> RegionState:
    if count:
        return "reported"
    return "dark" if silence is not None and silence.state == "dark and silent" else "silent"


def _region_detail(count: int, silence: PlaceSilence | None) -> str:
    share = f"dark for {silence.dark_share:.0%} of the outage's time" if silence is not None and silence.dark_share else ""
    if count:
        return f"{count} statement{'s' if count > 1 else ''}" + (f"; {share}" if share else "")
    return f"nothing reported, and {share}: unknown" if share else "nothing reported: unknown"


def _coverage(content: Content) -> Coverage:
    heard = {statement.passage for statement in content.statements}
    languages: dict[str | None, int] = {}
    for passage in content.passages:
        languages[passage.lang] = languages.get(passage.lang, 0) + 1
    return Coverage(
        evidence=len(content.items),
        documents=len(content.documents),
        passages=len(content.passages),
        undated_passages=sum(passage.published is None for passage in content.passages),
        silent_passages=sum(passage.id not in heard for passage in content.passages),
        by_language=tuple(sorted(languages.items(), key=lambda pair: (-pair[1], pair[0] or ""))),
    )


def _made(book: Book, content: Content) -> Made:
    return Made(
        version=content.meta["tallybook"],
        reader=content.meta["reader"],
        tables=hashlib.sha256(msgspec.json.encode(content)).hexdigest(),
        ledger=book.ledger_head(),
    )


def write_report(book: Book, content: Content, path: Path) -> Path:
    """Write the report to ``path`` and return it."""
    from tallybook.publish._render import render  # here, so that nothing but a report waits for its templates

    path.write_text(render(report_data(book, content)), encoding="utf-8")
    return path
