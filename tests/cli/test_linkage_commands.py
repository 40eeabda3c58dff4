"""Looking into linkage from the command line: explanations with figures, calibration, draws, charts; and no name in any of them."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest

from tallybook.book import Book, Content, Decision, build
from tests.book.invented_lists import KEY, add, as_csv, new_book, ticking
from tests.cli.command import run
from tests.people.invented import FAMILY, LATIN, three_lists

JUDGED = 120


def own_numbers(content: Content) -> dict[str, str]:
    """Record id to the number of the invented person: lists write their rows' numbers as list-person."""
    return {record.id: dict(record.cells)["Number"].split("-")[1] for record in content.persons.records}


def judge_spread(book: Book, clock: Callable[[], dt.datetime], count: int) -> None:
    """A reviewer who knows the truth judges pairs that are spread over all chances."""
    from tallybook.book import spread_pairs

    content = build(book)
    true = own_numbers(content)
    for pair in spread_pairs(book, content, count, 1):
        verdict = "same" if true[pair.one.id] == true[pair.other.id] else "not_the_same"
        first, second = sorted((pair.one.id, pair.other.id))
        book.decide(Decision(verb=verdict, subject=first, object=second, reason="seen"), key=KEY, clock=clock)


@pytest.fixture(scope="module")
def clock() -> Callable[[], dt.datetime]:
    return ticking()


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, clock: Callable[[], dt.datetime]) -> Book:
    made = new_book(tmp_path_factory.mktemp("linkage") / "book", clock)
    for at, given in enumerate(three_lists(240), start=1):
        add(made, clock, given.name, f"2026-02-0{at}", as_csv(given))
    build(made)
    return made


def told(book: Book, *arguments: str | Path) -> str:
    done = run(*arguments, home=book.folder.parent / "home")
    words = [word for name in FAMILY for word in (name, LATIN[name])]
    assert not [word for word in words if word in done.stdout + done.stderr]
    return done.stdout


def test_without_judged_pairs_it_says_so_and_draws_nothing(book: Book) -> None:
    assert "Uncalibrated" in told(book, "calibration", book.folder)
    refused = run("draws", book.folder, home=book.folder.parent / "home", expect=1)
    assert "uncalibrated" in refused.stderr
    told(book, "report", book.folder, "-o", book.folder.parent / "before.html")
    page = (book.folder.parent / "before.html").read_text(encoding="utf-8")
    assert "Uncalibrated: 0 of at least 30" in page
    assert "every doubtful link taken, and none of them" in page
    assert "Do the chances of links mean what they say?" not in page


def test_pairs_for_calibration_are_spread_blind_and_repeatable(book: Book) -> None:
    home = book.folder.parent / "home"
    drawn = [json.loads(line) for line in run("review", book.folder, "--spread", "40", "--json", home=home).stdout.splitlines()]
    assert len(drawn) == 40
    assert all(pair["chance"] is None and pair["sentences"] == [] for pair in drawn)
    again = [json.loads(line) for line in run("review", book.folder, "--spread", "40", "--json", home=home).stdout.splitlines()]
    assert [pair["one"]["id"] for pair in drawn] == [pair["one"]["id"] for pair in again]
    assert "chance of one person" not in run("review", book.folder, "--spread", "2", home=home).stdout


def test_a_pair_is_explained_in_words_that_add_up_and_in_a_figure(book: Book, tmp_path: Path) -> None:
    content = build(book)
    one, other = next(person.records for person in content.persons.persons if len(person.records) == 2)
    (pair,) = json.loads(told(book, "explain", book.folder, one, other, "--json"))
    assert sum(bits for _, bits, _ in pair["weights"]) == pytest.approx(pair["bits"])
    assert any("as likely for one person" in sentence for sentence in pair["sentences"])
    told(book, "explain", book.folder, one, other, "-o", tmp_path / "why.svg")
    figure = ElementTree.parse(tmp_path / "why.svg").getroot()  # noqa: S314 - our own file
    assert figure.tag.endswith("svg")
    text = "".join(figure.itertext())
    assert "given name" in text
    assert f"{pair['bits']:+.1f} bits in all" in text


def test_a_person_is_explained_link_by_link(book: Book, tmp_path: Path) -> None:
    content = build(book)
    person = next(person for person in content.persons.persons if len(person.records) == 3)
    pairs = json.loads(told(book, "explain", book.folder, person.id, "--json"))
    assert {frozenset((pair["one"], pair["other"])) for pair in pairs} == {
        frozenset((a, b)) for a in person.records for b in person.records if a != b
    }
    heavy = [pair["bits"] for pair in pairs if pair["bits"] is not None]
    assert heavy == sorted(heavy, reverse=True)
    told(book, "explain", book.folder, person.id, "-o", tmp_path / "who.svg")
    drawn = (tmp_path / "who.svg").read_text(encoding="utf-8")
    assert drawn.count("<circle") == 3
    assert drawn.count('d="M') == len(heavy)
    lonely = next(person for person in content.persons.persons if len(person.records) == 1)
    assert "one record alone" in run("explain", book.folder, lonely.id, home=book.folder.parent / "home", expect=1).stderr


def test_splinks_charts_are_one_file_that_asks_for_nothing(book: Book, tmp_path: Path) -> None:
    told(book, "list", "charts", book.folder, "-o", tmp_path / "charts.html")
    page = (tmp_path / "charts.html").read_text(encoding="utf-8")
    assert page.count("<iframe") == 2
    assert "default-src &#x27;none&#x27;" in page
    assert "the same but for a short vowel" in page
    assert not re.findall(r"(?:src|href)=(?:&quot;|[\"'])https?:", page)
    assert not [word for name in FAMILY for word in (name, LATIN[name]) if word in page]


def test_judged_pairs_calibrate_and_linkages_are_drawn(book: Book, clock: Callable[[], dt.datetime], tmp_path: Path) -> None:
    made = Book.open(Path(shutil.copytree(book.folder, tmp_path / "book")))
    judge_spread(made, clock, JUDGED)
    content = build(made)
    assert content.persons.calibrated
    found = json.loads(told(made, "calibration", made.folder, "-o", tmp_path / "r.svg", "--json").splitlines()[-1])
    assert found["judged"] == JUDGED
    assert [band["judged"] for band in found["bands"]] == [JUDGED // 10] * 10
    assert (tmp_path / "r.svg").read_text(encoding="utf-8").count("<circle") == 10
    drawn = [json.loads(line) for line in told(made, "draws", made.folder, "-n", "60", "--seed", "4", "--json").splitlines()]
    assert drawn == [
        json.loads(line) for line in told(made, "draws", made.folder, "-n", "60", "--seed", "4", "--json").splitlines()
    ]
    assert drawn[:5] != [
        json.loads(line) for line in told(made, "draws", made.folder, "-n", "5", "--seed", "5", "--json").splitlines()
    ]
    counted = sum(record.counted for record in content.persons.records)
    true = len(set(own_numbers(content).values()))
    for one in drawn:
        assert one["persons"] == counted - sum(len(group) - 1 for group in one["groups"])
    persons = sorted(one["persons"] for one in drawn)
    assert persons[3] <= true * 1.05
    assert persons[-4] >= true * 0.95
    apart = {
        frozenset((d.decision.subject, d.decision.object)) for d in made.state().decisions if d.decision.verb == "not_the_same"
    }
    assert apart
    assert not any(pair <= set(group) for one in drawn for group in one["groups"] for pair in apart)
    told(made, "report", made.folder, "-o", tmp_path / "after.html")
    page = (tmp_path / "after.html").read_text(encoding="utf-8")
    assert "Do the chances of links mean what they say?" in page
    assert "Nine in ten linkages that the reviewed pairs allow lie in it" in page
