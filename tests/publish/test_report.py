"""The report as a page: what stands in it, and what never may."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from lxml import html

from tallybook.publish import ReportData, render
from tests.publish.sample import sample

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def page() -> html.HtmlElement:
    return parsed(render(sample()))


def parsed(text: str) -> html.HtmlElement:
    return html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def one(page: html.HtmlElement, path: str) -> html.HtmlElement:
    found = page.xpath(path)
    assert len(found) == 1, path
    return found[0]


def test_the_main_toll_keeps_its_three_kinds_apart(page: html.HtmlElement) -> None:
    toll = one(page, "//article[@id='t-toll-killed']")
    kinds = {words(one_of.xpath("./dt")[0]): words(one_of.xpath("./dd")[0]) for one_of in toll.xpath(".//dl[@class='three']/div")}
    assert kinds == {
        "Documented": "1,487 to 1,502 people",
        "Claimed": "520 or fewer to 4,200 or more",
        "Estimated": "no estimate made",
    }
    assert "9 reports, 6 origins" in words(toll)
    assert "nothing is averaged" in words(one(page, "//section[@id='tolls']/p[1]"))


def test_each_origin_stands_with_its_own_figure(page: html.HtmlElement) -> None:
    rows = [
        (words(row.xpath("./th/bdi")[0]), words(row.xpath("./td")[0]))
        for row in page.xpath("//article[@id='t-toll-killed']//table[@class='claims']/tbody/tr")
    ]
    assert rows == [
        ("groups outside the country", "up to about 520"),
        ("an official of the interior ministry", "at least 900"),
        ("Board of Martyrs' Affairs", "1,203"),
        ("Lantern (فانوس)", "1,502"),
        ("nobody named (headline)", "up to 4,200"),
        ("رادیو نیل", "at least 4,200"),
    ]


def test_every_statement_has_one_context_with_its_number_marked(page: html.HtmlElement) -> None:
    data = sample()
    for said in data.statements:
        card = one(page, f"//li[@id='q-{said.id}']")
        assert card.xpath("./blockquote//mark/strong/text()") == [said.quantity.printed]
        assert words(card.xpath("./blockquote")[0]).replace("… ", "").replace(" …", "")
    assert Counter(page.xpath("//li[@class='card']/@id")) == Counter(
        [f"q-{said.id}" for said in data.statements] + [f"q-{said.id}" for said in data.rejected]
    )


def test_the_chain_runs_from_origin_to_publisher_with_each_ones_words(page: html.HtmlElement) -> None:
    links = [words(link) for link in page.xpath("//li[@id='q-s-official']/ol[@class='chain']/li")]
    assert links == [
        "origin an official of the interior ministry state body, not named, A Zarvani official",
        "relay Meridian News news agency, told",
        "publisher The Selva Herald news outlet",
    ]


def test_quotations_say_their_language_and_direction(page: html.HtmlElement) -> None:
    quotes = page.xpath("//blockquote | //q")
    assert quotes
    assert all(quote.get("lang") and quote.get("dir") in {"auto", "rtl"} for quote in quotes)
    persian = page.xpath("//li[@id='q-s-nil-fa']/blockquote")[0]
    assert (persian.get("lang"), persian.get("dir")) == ("fa", "rtl")
    assert "۴۲۰۰" in words(persian)


def test_flags_show_the_sentence_and_both_quotations(page: html.HtmlElement) -> None:
    flag = one(page, "//li[@id='f-flag-flip']")
    assert words(flag).startswith("The Selva Herald's headline makes a ceiling")
    quotes = [words(quote) for quote in flag.xpath(".//blockquote")]
    assert quotes == ["As many as 4,200 feared dead in Zarvan", "at least 4,200 people were killed over two nights, 8 and 9 May"]
    assert flag.xpath(".//blockquote//strong/text()") == ["4,200", "4,200"]


def test_rejected_candidates_are_counted_by_reason_and_listed(page: html.HtmlElement) -> None:
    section = one(page, "//section[@id='rejected']")
    rows = {words(row.xpath("./th")[0]): words(row.xpath("./td")[0]) for row in section.xpath("./table/tbody/tr")}
    assert rows == {"no harm": "1", "not victims": "1"}
    assert "The number counts sources of the report, not victims." in words(section)


def test_statements_in_no_toll_are_shown_too(page: html.HtmlElement) -> None:
    others = one(page, "//section[@id='others']")
    assert set(others.xpath(".//li[@class='card']/@id")) == {"q-s-protesters", "q-s-pending-fa"}


def test_evidence_is_listed_with_digests_and_what_became_of_it(page: html.HtmlElement) -> None:
    section = one(page, "//section[@id='evidence']")
    digests = section.xpath(".//p[@class='digest']/code/text()")
    assert len(digests) == 7
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in digests)
    assert "asks for a password" in words(section)


def test_how_it_was_made_is_printed(page: html.HtmlElement) -> None:
    made = words(one(page, "//section[@id='made']"))
    assert "0.1.0" in made
    assert "9f" * 32 in made
    assert "4c" * 32 in made


def test_every_link_leads_somewhere_in_the_page_and_ids_are_unique(page: html.HtmlElement) -> None:
    ids = Counter(page.xpath("//@id"))
    assert [key for key, times in ids.items() if times > 1] == []
    targets = page.xpath("//@href")
    assert targets
    assert [target for target in targets if not target.startswith("#") or target[1:] not in ids] == []


def test_nothing_is_fetched_and_nothing_runs(page: html.HtmlElement) -> None:
    text = render(sample())
    assert page.xpath("//script | //link | //iframe | //img | //object | //embed | //form | //base | //video | //audio") == []
    assert page.xpath("//@style | //@src | //@srcset | //@action | //@onclick | //@onload | //@onerror") == []
    style = one(page, "//style").text
    assert "url(" not in style
    assert "@import" not in style
    assert re.findall(r"https?://[^\s\"<]+", re.sub(r"<code>.*?</code>", "", text)) == [
        "http://www.w3.org/2000/svg"
    ] * text.count("<svg ")


def test_headings_descend_one_level_at_a_time(page: html.HtmlElement) -> None:
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4 | //h5")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_scoped_headings(page: html.HtmlElement) -> None:
    tables = page.xpath("//table")
    assert len(tables) > 5
    assert [table for table in tables if not table.xpath("./caption")] == []
    assert page.xpath("//th[not(@scope)]") == []


def test_landmarks_skip_link_and_names_for_what_scrolls(page: html.HtmlElement) -> None:
    assert page.xpath("//body/*[1]/@href") == ["#main"]
    assert len(page.xpath("//main")) == len(page.xpath("//body/header")) == len(page.xpath("//body/footer")) == 1
    assert page.xpath("//nav/@aria-label") == ["Contents"]
    assert page.xpath("//*[@tabindex='0' and @role='group'][not(@aria-label) and not(@aria-labelledby)]") == []
    assert page.xpath("//section[not(@aria-labelledby)]") == []
    assert page.xpath("//details[not(./summary)]") == []


def test_every_figure_has_title_description_and_table(page: html.HtmlElement) -> None:
    figures = page.xpath("//figure")
    assert len(figures) == 3
    for figure in figures:
        assert figure.xpath(".//svg/title")[0].text
        assert figure.xpath(".//svg/desc")[0].text
        assert figure.xpath("./details//table/tbody/tr")


def test_equal_data_give_equal_bytes_under_any_hash_seed() -> None:
    code = (
        "import hashlib; from tests.publish.sample import sample; from tallybook.publish import render; "
        "print(hashlib.sha256(render(sample()).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_an_empty_book_gives_a_page_that_says_so() -> None:
    data = sample()
    empty = msgspec.structs.replace(
        data,
        passages=(),
        statements=(),
        rejected=(),
        mentions=(),
        outcomes=(),
        bands=(),
        reconciliation=msgspec.convert(
            {"actors": [], "relays": [], "series": [], "tolls": [], "flags": []}, type(data.reconciliation)
        ),
    )
    page = parsed(render(empty))
    assert "No toll could be drawn up" in words(page)
    assert "Nothing was flagged." in words(page)
    assert page.xpath("//figure") == []


def test_a_statement_whose_passage_is_missing_still_shows_its_words() -> None:
    data: ReportData = msgspec.structs.replace(sample(), passages=())
    page = parsed(render(data))
    assert words(one(page, "//li[@id='q-s-board']/blockquote")) == "1,203 persons lost their lives in the recent events"


def test_many_reports_of_one_figure_grow_short_but_keep_words_chain_and_status() -> None:
    data = sample()
    wire = next(said for said in data.statements if said.id == "s-wire")
    copies = tuple(msgspec.structs.replace(wire, id=f"copy-{at:02}") for at in range(20))
    series = tuple(
        msgspec.structs.replace(
            run, points=(msgspec.structs.replace(run.points[-1], statements=tuple(said.id for said in copies)),)
        )
        if run.id == "x-official"
        else run
        for run in data.reconciliation.series
    )
    point = next(run for run in series if run.id == "x-official").points[0]
    tolls = tuple(
        msgspec.structs.replace(
            toll,
            claims=tuple(msgspec.structs.replace(one, point=point) if one.series == "x-official" else one for one in toll.claims),
        )
        for toll in data.reconciliation.tolls
    )
    found = msgspec.structs.replace(data.reconciliation, series=series, tolls=tolls)
    page = parsed(render(msgspec.structs.replace(data, statements=(*data.statements, *copies), reconciliation=found)))
    assert len(page.xpath("//li[starts-with(@id, 'q-copy-')]")) == 20
    last = one(page, "//li[@id='q-copy-19']")
    assert last.xpath("./dl") == []
    assert last.xpath("./blockquote//strong/text()") == ["900"]
    assert "Meridian News" in words(last.xpath("./ol")[0])
    assert words(last.xpath("./p[@class='ref']")[0]).startswith("status not stated; period not stated. Evidence")
    assert one(page, "//li[@id='q-copy-00']").xpath("./dl")


def test_flags_stand_by_the_timeline_and_their_numbers_by_the_figures(page: html.HtmlElement) -> None:
    flag = sample().reconciliation.flags
    flip = next(one for one in flag if one.id == "flag-flip")
    articles = [
        article for article in page.xpath("//article[@class='toll']") if article.xpath(".//ol/li/a[@href='#f-flag-flip']")
    ]
    assert articles
    listed = articles[0].xpath(".//ol/li")
    number = 1 + next(at for at, item in enumerate(listed) if item.xpath("./a[@href='#f-flag-flip']"))
    assert flip.sentence.split("'")[0] in words(listed[number - 1])
    drawn = " ".join(articles[0].xpath(".//*[local-name()='svg']//*[local-name()='text']//text()"))
    assert f"[{number}" in drawn
    assert {one.kind for one in flag if one.kind in ("revision", "same_figure_relayed")}, (
        "the sample has some, so leaving them out shows"
    )
    quiet = {f"#f-{one.id}" for one in flag if one.kind in ("revision", "same_figure_relayed")}
    assert quiet.isdisjoint(articles[0].xpath(".//ol/li/a/@href"))
