"""The figures: where marks stand, what they say, and what happens to too much."""

from __future__ import annotations

import datetime as dt

import pytest
from lxml import etree

from tallybook.model import Bound
from tallybook.publish import Band, Region, RegionMap
from tallybook.publish.figures import Edge, Figure, Interval, Moment, Node, Row, dated, intervals, region_map, relays, timeline
from tallybook.publish.figures._labels import Room, text_box
from tallybook.publish.figures._layers import Layout
from tallybook.publish.figures._scale import Scale, day_ticks, nice_ticks

SVG = "{http://www.w3.org/2000/svg}"


def tree(figure: Figure) -> etree._Element:
    """Parsed as XML, so that an SVG that would not stand alone fails here."""
    return etree.fromstring(figure.svg.encode())


def texts(figure: Figure) -> list[str]:
    return [node.text or "" for node in tree(figure).iter(f"{SVG}text")]


def claim(name: str, low: int | None, high: int | None, bound: Bound, *, about: bool = False, kind: str = "claimed") -> Interval:
    return Interval(name=name, kind=kind, words=name, low=low, high=high, bound=bound, approximate=about)


def moment(day: int | None, low: int | None, high: int | None, bound: Bound, words: str) -> Moment:
    as_of = dt.date(2031, 5, day) if day else None
    return Moment(as_of=as_of, low=low, high=high, bound=bound, approximate=False, words=words)


def test_round_ticks_reach_the_largest_figure() -> None:
    assert nice_ticks(4200) == [0, 1000, 2000, 3000, 4000, 5000]
    assert nice_ticks(1) == [0, 1]
    assert nice_ticks(130) == [0, 50, 100, 150]


def test_a_scale_is_linear_from_zero_or_by_tens() -> None:
    plain = Scale([520, 4200], 500)
    assert (plain.log, plain.at(0), plain.at(2500), plain.at(9999)) == (False, 0.0, 250.0, 500.0)
    wide = Scale([10, 1000], 500)
    assert wide.log
    assert wide.ticks == [10, 100, 1000]
    assert wide.at(100) == pytest.approx(250)
    assert wide.at(0) == 0


def test_days_are_labelled_at_most_about_eight_times() -> None:
    first = dt.date(2031, 5, 1)
    assert day_ticks(first, dt.date(2031, 5, 4)) == [dt.date(2031, 5, day) for day in (1, 2, 3, 4)]
    assert len(day_ticks(first, dt.date(2031, 8, 20))) <= 9
    assert day_ticks(first, dt.date(2031, 12, 31)) == [dt.date(2031, month, 1) for month in range(5, 13)]
    assert len(day_ticks(first, dt.date(2041, 5, 1))) <= 9


def test_a_plain_figure_is_a_dot_at_its_place() -> None:
    drawn = tree(intervals("k", "T", (claim("a", 500, 500, "exact"), claim("b", 1000, 1000, "exact", about=True))))
    dots = drawn.findall(f"{SVG}circle")
    # The scale runs from 262 to 724, so 500 of 1,000 stands in its middle.
    assert [(dot.get("cx"), dot.get("class")) for dot in dots] == [("493", "fi"), ("724", "ho")]


def test_bounds_differ_by_shape() -> None:
    up = tree(intervals("k", "T", (claim("a", 500, None, "at_least"), claim("b", 1000, 1000, "exact"))))
    arrow = [node.get("d") or "" for node in up.iter(f"{SVG}path")]
    assert len(arrow) == 1
    tip = max(float(point.split()[0]) for point in arrow[0][1:].split("L"))
    assert tip == 493 + 34
    down = tree(intervals("k", "T", (claim("a", None, 500, "up_to"), claim("b", 1000, 1000, "exact"))))
    tip = min(float(point.split()[0]) for point in (down.find(f".//{SVG}path").get("d") or "")[1:].split("L"))
    assert tip == 493 - 34
    vague = intervals("k", "T", (claim("a", None, None, "vague"), claim("b", 1000, 1000, "exact")))
    assert "?" in texts(vague)


def test_documented_and_estimated_stand_apart_from_claims() -> None:
    rows = (
        claim("lists", 900, 950, "between", kind="documented"),
        claim("a", 1000, 1000, "exact"),
        claim("model", 1100, 1900, "between", kind="estimated"),
    )
    heads = [text for text in texts(intervals("k", "T", rows)) if text.isupper()]
    assert heads == ["DOCUMENTED", "CLAIMED", "ESTIMATED"]


def test_a_persian_name_runs_its_own_way_from_the_same_left_edge() -> None:
    drawn = tree(intervals("k", "T", (claim("۲۳ دی رویترز", 5, 5, "exact"), claim("Reuters", 5, 5, "exact"))))
    names = {node.text: node for node in drawn.iter(f"{SVG}text") if node.get("x") == "0" and node.get("class") == "t"}
    persian, latin = names["۲۳ دی رویترز"], names["Reuters"]
    assert (persian.get("direction"), persian.get("text-anchor")) == ("rtl", "end")
    assert (latin.get("direction"), latin.get("text-anchor")) == (None, None)


def test_what_is_not_drawn_is_said_and_stays_in_the_table() -> None:
    rows = tuple(claim(f"origin {at}", at + 1, at + 1, "exact") for at in range(30))
    figure = intervals("k", "T", rows)
    assert len(figure.rows) == 30
    assert "24 first are drawn" in figure.note
    assert "origin 29" not in texts(figure)


def test_a_timeline_shows_bands_undated_figures_and_words() -> None:
    rows = (
        Row(
            name="A",
            detail="state body",
            moments=(moment(10, 100, 100, "exact", "100"), moment(14, 300, None, "at_least", "300 up")),
        ),
        Row(name="B", detail="", moments=(moment(None, 200, 200, "exact", "200"),)),
    )
    band = Band(label="Shutdown", start=dt.date(2031, 5, 8), end=dt.date(2031, 5, 12))
    figure = timeline("k", "T", rows, (band,))
    shown = texts(figure)
    assert "Shutdown, 8 May 2031 to 12 May 2031" in shown
    assert "no date" in shown
    assert {"100", "300 up", "200"} <= set(shown)
    assert figure.rows == (("A", "10 May 2031", "100"), ("A", "14 May 2031", "300 up"), ("B", "no date", "200"))
    assert "Marked band: Shutdown" in figure.description
    pattern = tree(figure).find(f".//{SVG}pattern")
    assert pattern is not None
    assert tree(figure).xpath("//*[local-name()='rect'][@fill='url(#k-h)']")


def test_a_band_far_from_every_figure_is_not_drawn() -> None:
    rows = (Row(name="A", detail="", moments=(moment(10, 1, 1, "exact", "1"), moment(12, 2, 2, "exact", "2"))),)
    band = Band(label="Last year", start=dt.date(2030, 5, 8), end=dt.date(2030, 5, 12))
    assert not any("Last year" in text for text in texts(timeline("k", "T", rows, (band,))))


def test_without_any_date_there_is_no_timeline() -> None:
    assert not dated((Row(name="A", detail="", moments=(moment(None, 1, 1, "exact", "1"),)),))
    assert dated((Row(name="A", detail="", moments=(moment(1, 1, 1, "exact", "1"),)),))


def test_a_label_takes_the_first_free_place_or_none() -> None:
    room = Room((0, 0, 200, 60), [(90, 20, 110, 30)])
    assert room.place("abc", 100, (24, 44)) == (100, 44)
    assert room.place("abc", 100, (24, 44)) is None
    assert room.place("abcdefghij", 1, (15,)) == (33.5, 15)
    assert text_box("abcdefghij", 50, 30) == (16.5, 19, 83.5, 34)


def test_relays_run_from_left_to_right_and_lines_take_lanes() -> None:
    layout = Layout([("official", "agency"), ("agency", "paper"), ("official", "paper")])
    assert [[cell for cell in column if isinstance(cell, str)] for column in layout.columns] == [
        ["official"],
        ["agency"],
        ["paper"],
    ]
    assert layout.routes["official", "paper"] == ["official", ("official", "paper", 1), "paper"]


def test_a_loop_of_relays_ends() -> None:
    layout = Layout([("a", "b"), ("b", "a")])
    assert sorted(cell for column in layout.columns for cell in column if isinstance(cell, str)) == ["a", "b"]
    nodes = (Node(id="a", name="A", detail="outlet"), Node(id="b", name="B", detail="outlet"))
    assert {"A", "B"} <= set(
        texts(relays("k", "T", nodes, (Edge(source="a", to="b", times=2), Edge(source="b", to="a", times=1))))
    )


def test_a_drawing_of_relays_counts_statements_and_names_unknown_ids() -> None:
    figure = relays("k", "T", (Node(id="a", name="Agency", detail=""),), (Edge(source="a", to="zz", times=7),))
    assert {"Agency", "zz", "7"} <= set(texts(figure))
    assert figure.rows == (("Agency", "zz", "7"),)


def test_the_busiest_relays_are_drawn_and_the_rest_listed() -> None:
    edges = tuple(Edge(source=f"s{at}", to="hub", times=at + 1) for at in range(50))
    figure = relays("k", "T", (), edges)
    assert len(figure.rows) == 50
    assert "20 busiest of 50" in figure.note
    assert "s49" in texts(figure)
    assert "s0" not in texts(figure)


def square(west: float, south: float) -> tuple[tuple[float, float], ...]:
    return ((west, south), (west + 1, south), (west + 1, south + 1), (west, south + 1), (west, south))


def test_a_map_tells_dark_from_silent_by_pattern_and_in_words() -> None:
    regions = (
        Region(name="North", rings=(square(0, 0),), state="dark", detail="No line out since 8 May."),
        Region(name="South", rings=(square(0, -1),), state="silent"),
        Region(name="East", rings=(square(1, -1),), state="reported"),
    )
    figure = region_map("m", RegionMap(title="Zarvan", regions=regions, note="Outlines invented."))
    fills = [node.get("fill") for node in tree(figure).iter(f"{SVG}path") if node.get("class") == "rg"]
    assert fills == ["url(#m-dark)", "url(#m-silent)", "none"]
    assert {"North", "South", "East", "nothing could get out: unknown, not zero"} <= set(texts(figure))
    assert figure.rows[0] == ("North", "nothing could get out: unknown, not zero", "No line out since 8 May.")


def test_a_map_keeps_north_up_and_shapes_square_at_the_equator() -> None:
    figure = region_map("m", RegionMap(title="T", regions=(Region(name="A", rings=(square(0, -0.5),), state="reported"),)))
    outline = next(node.get("d") or "" for node in tree(figure).iter(f"{SVG}path") if node.get("class") == "rg")
    # One degree by one degree at the equator, 760 high, in the middle of 920.
    assert outline == "M80 760L840 760L840 0L80 0L80 760Z"


def test_a_relay_within_a_column_turns_round_on_the_right() -> None:
    chain = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")]
    figure = relays("k", "T", (), tuple(Edge(source=source, to=to, times=1) for source, to in chain))
    boxes = {float(node.get("x") or 0): node for node in tree(figure).iter(f"{SVG}rect") if node.get("class") == "bx"}
    heads = [node.get("d") or "" for node in tree(figure).iter(f"{SVG}path") if node.get("class") == "ln"]
    assert len(heads) == 4
    right = max(boxes) - 1 + 166
    tips = [float(head[1:].split("L")[1].split()[0]) for head in heads]
    assert sum(tip == right + 1 for tip in tips) == 1, "one arrow points left, at the right edge of the last column"
