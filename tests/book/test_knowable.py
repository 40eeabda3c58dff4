"""What could be known when: statements of a built book against a measured outage, by the commands that a user has."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from tests.cli.command import copied, run

START = dt.datetime(2031, 3, 1, tzinfo=dt.UTC)
DARK_FROM, DARK_TO = START + dt.timedelta(days=20, hours=12), START + dt.timedelta(days=24, hours=12)
KILLED = "Ten people were killed in Shiraz, Fars province, on 21 March 2031, doctors said."
POST = f"Hour 24 of the shutdown: connectivity is at 1 % of ordinary levels, monitors said. {KILLED}"


def export(columns: str, *, dark: bool = True) -> str:
    """An IODA dashboard export: 40 days of half-hours at 90, but for four dark days at 2."""
    rows = [f'"Time (UTC)",{columns}']
    for step in range(40 * 48):
        when = START + dt.timedelta(minutes=30 * step)
        value = "2" if dark and DARK_FROM <= when < DARK_TO else str(90 + step % 3)
        rows.append(f"{when:%Y-%m-%d %H:%M},{','.join([value] * (columns.count(chr(34)) // 2))}")
    return "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def with_stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("knowable")
    folder, home = place / "book", place / "home"
    run("new", folder, "--title", "Shiraz", home=home)
    settings = folder / "book.toml"
    settings.write_text(settings.read_text("utf-8").replace('# country = "IR"', 'country = "IR"'), encoding="utf-8")
    for name, day in (("during.txt", "2031-03-22"), ("after.txt", "2031-04-01")):
        (place / name).write_text(POST if name == "during.txt" else KILLED, encoding="utf-8")
        run("add", folder, place / name, "--published", day, home=home)
    return place


@pytest.fixture
def book(with_stories: Path, tmp_path: Path) -> Path:
    return copied(with_stories, tmp_path)


@pytest.fixture(scope="module")
def iran(with_stories: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """A book with the outage of the whole country, and what is shown of it; no test changes it."""
    place = tmp_path_factory.mktemp("iran")
    folder = copied(with_stories, place)
    return folder, measured(folder, place, ("iran.csv", '"Active Probing (#/24s Up)"', "Iran"))


def measured(book: Path, tmp_path: Path, *files: tuple[str, str, str]) -> dict[str, object]:
    home = tmp_path / "home"
    for name, columns, place in files:
        (tmp_path / name).write_text(export(columns), encoding="utf-8")
        run("outages", "add", book, tmp_path / name, "--place", place, home=home)
    run("build", book, home=home)
    found: dict[str, object] = json.loads(run("outages", "show", book, "--json", home=home).stdout)
    return found


def test_statements_are_laid_beside_the_outage(iran: tuple[Path, dict[str, object]]) -> None:
    book, found = iran
    known = found["knowable"]
    assert isinstance(known, dict)
    assert known["measured"] is True
    arrived = sorted(one["arrived"] for one in known["arrivals"])
    assert arrived == ["after the outage", "during the outage"]
    assert all(one["happened_in_outage"] for one in known["arrivals"])
    early, late = sorted(known["arrivals"], key=lambda one: one["delay_h"][0])
    # It happened on the 21st, closed by its midnight; it was published on the 22nd, and on the 1st: 0 to 48 and 240 to 288 hours later.
    assert (early["delay_h"][0], round(early["delay_h"][1])) == (0, 48)
    assert (late["delay_h"][0], round(late["delay_h"][1])) == (240, 288)
    # From the 22nd 00:00 to the 1st 00:00 84 hours are dark and 156 open. In the dark 2 in 91 got out, or the leak of up to a tenth:
    # 1.8 hours at least. Open hours count as 90 or more of 91. At most it happened as the 21st began, 12 open hours before the dark of
    # 96, of which the leak lets a tenth through; the day of publication adds 24.
    low, high = late["clock_h"]
    assert 156 * 90 / 91 + 84 * 2 / 92 - 0.5 <= low <= 156 + 84 * 2 / 90
    assert high == pytest.approx(12 + 9.6 + 156 + 24, abs=0.5)
    checks = {check["text"]: check for check in found["checks"]}  # type: ignore[attr-defined]
    assert any("Hour 24" in text and check["verdict"] == "consistent" for text, check in checks.items())
    shown = run("outages", "show", book, home=book.parent / "home").stdout
    assert "1 after the outage, 1 during the outage" in shown
    assert "connected hours, for a leak of 1% to 10%" in shown


def test_silence_in_the_dark_is_unknown_on_the_map(iran: tuple[Path, dict[str, object]], tmp_path: Path) -> None:
    book, _ = iran
    run("report", book, "-o", tmp_path / "report.html", home=book.parent / "home")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "nothing reported, and dark for 100% of the outage" in page
    assert "2 statements; dark for 100% of the outage" in page
    assert "published were: 1 during it, 1 after it." in page


def test_one_dark_province_does_not_make_the_others_dark(book: Path, tmp_path: Path) -> None:
    measured(book, tmp_path, ("fars.csv", '"Active Probing (#/24s Up)"', "Isfahan"))
    run("report", book, "-o", tmp_path / "report.html", home=tmp_path / "home")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.count("nothing reported, and dark for") == 1
    assert "nothing reported: unknown" in page


def test_series_of_two_places_and_of_none_that_people_use_are_no_error(book: Path, tmp_path: Path) -> None:
    found = measured(
        book, tmp_path, ("one.csv", '"Active Probing (#/24s Up)"', "Fars"), ("two.csv", '"Active Probing (#/24s Up)"', "Isfahan"),
        ("routes.csv", '"BGP (#Visible /24s)"', "Yazd"),
    )  # fmt: skip
    assert sorted(curve["place"] for curve in found["access"]) == ["Fars", "Isfahan"]  # type: ignore[attr-defined]
    assert found["failed"] == []


def test_a_post_implies_an_onset_where_nothing_was_measured(book: Path, tmp_path: Path) -> None:
    (tmp_path / "stated.csv").write_text(
        "place,start,end,source,detail\nIran,2031-03-21T12:00Z,2031-03-25T12:00Z,a monitor,all was dark\n", encoding="utf-8"
    )
    run("outages", "add", book, tmp_path / "stated.csv", home=tmp_path / "home")
    run("build", book, home=tmp_path / "home")
    shown = run("outages", "show", book, home=tmp_path / "home").stdout
    # Posted on the 22nd, hour 24: begun between the 21st 00:00 and the 22nd 01:00.
    assert "implies an onset of 21 Mar 2031 00:00 to 22 Mar 2031 01:00 UTC" in shown
    assert "a monitor put it at 21 Mar 2031 12:00 UTC, which fits." in shown
