"""The report in a real browser: nothing leaves it, nothing runs in it, everything in it can be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tallybook.publish import render
from tests.publish.chromium import Browser
from tests.publish.sample import sample
from tests.publish.test_hostile import PAYLOADS, with_payload

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render(sample()), encoding="utf-8")
    return path


def test_nothing_is_requested_but_the_file_itself(browser: Browser, report: Path) -> None:
    browser.open(report)
    browser.value("document.querySelectorAll('details').forEach(one => one.open = true)")
    browser.send("Runtime.evaluate", expression="new Promise(done => setTimeout(done, 300))", awaitPromise=True)
    assert browser.requests() == [report.as_uri()]


def test_the_control_page_does_ask_for_something(browser: Browser, tmp_path: Path) -> None:
    """Without this, a test that sees no requests could be one that cannot see any."""
    page = tmp_path / "control.html"
    page.write_text('<img src="missing.png">', encoding="utf-8")
    browser.open(page)
    assert [address.rsplit("/", 1)[1] for address in browser.requests()] == ["control.html", "missing.png"]


def test_hostile_text_asks_for_nothing_and_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "hostile.html"
    page.write_text(render(with_payload("".join(PAYLOADS[:-1]))), encoding="utf-8")
    browser.open(page)
    browser.value("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert browser.requests() == [page.as_uri()]
    assert not [event for event in browser.events if event.get("method") == "Page.javascriptDialogOpening"]
    assert browser.value("document.scripts.length + document.images.length + frames.length") == 0


def test_the_policy_stops_what_escaping_would_miss(browser: Browser, report: Path, tmp_path: Path) -> None:
    page = tmp_path / "broken.html"
    smuggled = "<script>document.title = 'taken'</script><img src='x.png'><style>body { display: none }</style></body>"
    page.write_text(report.read_text("utf-8").replace("</body>", smuggled), encoding="utf-8")
    browser.open(page)
    assert browser.value("document.title") == "Zarvan, May 2031: report"
    assert browser.value("getComputedStyle(document.body).display") == "block"
    assert not [address for address in browser.requests() if address.endswith("x.png")]


def test_a_figure_opens_its_quotation_without_any_script(browser: Browser, report: Path) -> None:
    browser.open(report)
    card = "document.getElementById('q-s-nil-fa')"
    assert browser.value(f"{card}.closest('details').open") is False
    browser.value("document.querySelector('a[href=\"#q-s-nil-fa\"]').click()")
    assert browser.value(f"{card}.closest('details').open") is True
    assert browser.value(f"{card}.getBoundingClientRect().height > 50") is True


def test_persian_runs_from_right_to_left(browser: Browser, report: Path) -> None:
    browser.open(report)
    browser.value("document.querySelectorAll('details').forEach(one => one.open = true)")
    quote = "document.querySelector('#q-s-nil-fa blockquote')"
    frames = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    browser.send("Runtime.evaluate", expression=f"{quote}.scrollIntoView(); {frames}", awaitPromise=True)
    assert browser.value(f"getComputedStyle({quote}).direction") == "rtl"
    # The cue stands before the number in reading order, so to its right on the page.
    order = (
        f"{quote}.querySelector('u').getBoundingClientRect().left > {quote}.querySelector('strong').getBoundingClientRect().left"
    )
    assert browser.value(order) is True
    english = "document.querySelector('#q-s-nil blockquote')"
    assert browser.value(f"getComputedStyle({english}).direction") == "ltr"
    edge = f"getComputedStyle({quote}).borderRightWidth + getComputedStyle({quote}).borderLeftWidth"
    assert browser.value(edge) == "3px0px"


def test_a_persian_name_in_a_figure_begins_at_the_left_edge(browser: Browser, report: Path) -> None:
    browser.open(report)
    edges = (
        "(() => { const texts = [...document.querySelectorAll('#i-toll-killed-c + div svg text.t')];"
        "const left = word => texts.find(one => one.textContent === word).getBoundingClientRect().left;"
        "return Math.abs(left('رادیو نیل') - left('Persons on lists')) < 4; })()"
    )
    assert browser.value(edges) is True


def test_a_number_after_a_persian_name_stays_after_it(browser: Browser, tmp_path: Path) -> None:
    data = sample()
    flag = msgspec.structs.replace(data.reconciliation.flags[0], sentence="“فانوس”, 13 May: 12 dead.")
    found = msgspec.structs.replace(data.reconciliation, flags=(flag,))
    page = tmp_path / "sentence.html"
    page.write_text(render(msgspec.structs.replace(data, reconciliation=found)), encoding="utf-8")
    browser.open(page)
    place = (
        "(() => { const span = document.querySelector('.warnings li span'); const name = span.querySelector('bdi');"
        "const range = document.createRange(); const rest = span.lastChild;"
        "range.setStart(rest, rest.data.indexOf('13')); range.setEnd(rest, rest.data.indexOf('13') + 2);"
        "return range.getBoundingClientRect().left > name.getBoundingClientRect().left; })()"
    )
    assert browser.value(place) is True


def test_an_override_does_not_turn_a_number_round(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "override.html"
    page.write_text(render(msgspec.structs.replace(sample(), title="\u202e12 dead")), encoding="utf-8")
    browser.open(page)
    assert browser.value("document.querySelector('h1').innerText") == "‹U+202E›12 dead"


@pytest.mark.parametrize("width", [320, 400, 1200])
def test_no_page_is_wider_than_its_window(browser: Browser, report: Path, width: int) -> None:
    browser.send("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
    browser.open(report)
    browser.value("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert browser.value("document.documentElement.scrollWidth") == width
    browser.send("Emulation.clearDeviceMetricsOverride")


def test_dark_and_light_follow_the_reader(browser: Browser, report: Path) -> None:
    browser.open(report)
    shades = []
    for scheme in ("light", "dark"):
        browser.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        shades.append(browser.value("getComputedStyle(document.body).backgroundColor"))
    browser.send("Emulation.setEmulatedMedia", features=[])
    assert shades == ["rgb(253, 252, 250)", "rgb(21, 23, 26)"]


def test_print_unfolds_the_quotations(browser: Browser, report: Path) -> None:
    browser.open(report)
    visible = "document.querySelector('#q-s-board blockquote').checkVisibility()"
    tables = "document.querySelector('details.data table').checkVisibility()"
    assert browser.value(visible) is False
    browser.send("Emulation.setEmulatedMedia", media="print")
    shown = browser.value(visible), browser.value(tables)
    browser.send("Emulation.setEmulatedMedia", media="")
    assert shown == (True, False)


def test_cards_out_of_sight_cost_no_layout_on_screen_and_are_whole_in_print(browser: Browser, report: Path) -> None:
    """Opening nine thousand cards took 53 seconds without this and a third of a second with it."""
    browser.open(report)
    way = "getComputedStyle(document.getElementById('q-s-board')).contentVisibility"
    assert browser.value(way) == "auto"
    browser.send("Emulation.setEmulatedMedia", media="print")
    printed = browser.value(way)
    browser.send("Emulation.setEmulatedMedia", media="")
    assert printed == "visible"
