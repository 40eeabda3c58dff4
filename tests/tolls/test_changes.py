"""What could be known on a day, what changed between two days, copies of texts, and the gate."""

from __future__ import annotations

import msgspec
import pytest

from tallybook.model import DocumentFacts, ListFacts, Quotation, Rejection, TollDecision
from tallybook.tolls import Rules, as_known, blocking, difference, figure_in_text, fingerprint_text, publish_findings, reconcile
from tallybook.tolls._syndication import syndicated
from tests.tolls.build import Doc, date, gather, toll_of

RULES = Rules(whole=("Iran",))


def day_by_day() -> list[Doc]:
    docs = []
    for day, figure in (("2026-01-13", "640"), ("2026-01-17", "3,090"), ("2026-01-28", "6,126")):
        doc = Doc(day, f"HRANA counts {figure} people killed.", publisher=f"paper of {day}", day=day)
        doc.say(f"{figure} people killed", figure, by="HRANA")
        docs.append(doc)
    undated = Doc("undated", "HRANA counts 9,999 people killed.")
    undated.say("9,999 people killed", "9,999", by="HRANA")
    return [*docs, undated]


def test_only_what_was_published_by_a_day_is_known_on_it() -> None:
    known = as_known(*gather(day_by_day()), date("2026-01-20"))
    result = reconcile(known.statements, known.documents, rules=RULES)
    assert toll_of(result).claimed_high == 3090
    assert known.undated == ("undated",)
    assert as_known(*gather(day_by_day()), date("2026-01-12")).statements == ()


def test_a_post_counts_by_its_own_day() -> None:
    doc = Doc("page", "HRANA counts 640 people killed.", day="2026-01-20")
    spoken = doc.say("640 people killed", "640", by="HRANA")
    facts = msgspec.structs.replace(doc.facts, passages={spoken.passage: date("2026-01-13")})
    assert as_known([spoken], [facts], date("2026-01-14")).statements == (spoken,)
    assert as_known([spoken], [doc.facts], date("2026-01-14")).statements == ()


def test_a_difference_says_what_changed_why_and_by_what() -> None:
    docs = day_by_day()[:3]
    before, after = (reconcile(*gather(docs[:count]), rules=RULES) for count in (1, 2))
    changes = {change.kind: change for change in difference(before, after)}
    assert set(changes) == {"claim_changed", "range", "reports", "flag_raised"}
    assert (changes["range"].before, changes["range"].after) == ("640", "3,090")
    new = docs[1].statements[0].id
    assert new in changes["range"].evidence
    assert changes["range"].reason == "1 new statement"
    assert "HRANA stood by 640" in changes["claim_changed"].sentence
    back = {change.kind for change in difference(after, before)}
    assert back == {"claim_changed", "range", "reports", "flag_gone"}
    assert difference(after, after) == ()


def test_a_first_toll_and_a_rule_are_changes_too() -> None:
    docs = day_by_day()[:1]
    empty, full = reconcile([], [], rules=RULES), reconcile(*gather(docs), rules=RULES)
    assert [change.kind for change in difference(empty, full)] == ["toll_added"]
    assert [change.kind for change in difference(full, empty)] == ["toll_removed"]
    ruled = reconcile(*gather(docs), rules=msgspec.structs.replace(RULES, floors={"dozens": 24}))
    (change,) = difference(full, ruled)
    assert (change.kind, change.reason) == ("rule", "the rule changed")


STORY = (
    "Families waited outside the hospital through the night while the line of ambulances grew, and nobody would say how many had been "
    "brought in since the shooting began near the bridge. By morning the doors were shut and the phones were dead again."
)


def facts(name: str, text: str, day: str) -> DocumentFacts:
    return DocumentFacts(id=name, published=date(day), fingerprints=fingerprint_text(text))


def test_copies_lead_to_the_earliest_text() -> None:
    other = "The ministry of roads opened a tunnel in the north on Monday, and the minister cut a ribbon before a band of forty musicians."
    documents = [
        facts("copy", f"Our correspondents. {STORY} Read more on our site.", "2026-01-14"),
        facts("first", STORY, "2026-01-13"),
        facts("cut", STORY[:150], "2026-01-15"),
        facts("other", other, "2026-01-12"),
        facts("tiny", "Dead.", "2026-01-11"),
    ]
    assert syndicated(documents) == {"copy": "first", "first": "first", "cut": "first", "other": "other", "tiny": "tiny"}


def test_fingerprints_are_the_same_on_every_machine_and_know_no_script() -> None:
    assert fingerprint_text("one two three four five") == fingerprint_text("One two, THREE four – five!")
    assert fingerprint_text("one two three four") == ()
    persian = "شب گذشته در چند شهر صدای تیراندازی شنیده شد و تماس با بسیاری از خانواده‌ها قطع شد"
    assert len(fingerprint_text(persian)) > 3
    assert fingerprint_text(persian) == fingerprint_text(persian + ".")


def test_a_figure_is_found_again_or_named() -> None:
    doc = Doc("a", "HRANA counts ۶٬۱۲۶ people killed.", day="2026-01-28")
    clause = "۶٬۱۲۶ people killed"
    spoken = doc.say(clause, "۶٬۱۲۶", by="HRANA")
    quantity = msgspec.structs.replace(spoken.quantity, low=6126, high=6126, bound="exact")
    spoken = msgspec.structs.replace(spoken, quantity=quantity)
    assert figure_in_text(spoken, doc.text) is None
    wrong = msgspec.structs.replace(spoken, quantity=msgspec.structs.replace(quantity, low=61260, high=61260))
    assert (figure_in_text(wrong, doc.text) or ("", ""))[0] == "figure_not_in_document"
    assert (figure_in_text(spoken, doc.text + " ") or ("", ""))[0] == "text_changed"
    assert (figure_in_text(spoken, None) or ("", ""))[0] == "text_missing"


def test_numbers_in_words_are_read_by_the_parser_that_is_given() -> None:
    doc = Doc("a", "Two dozen people killed.", day="2026-01-28")
    spoken = doc.say("Two dozen people killed", "Two dozen")
    quantity = msgspec.structs.replace(spoken.quantity, low=24, high=24, bound="exact")
    spoken = msgspec.structs.replace(spoken, quantity=quantity)
    assert figure_in_text(spoken, doc.text) is None
    assert figure_in_text(spoken, doc.text, parse=lambda *_: (24, 24)) is None
    for read in ((2, 2), (24, 26), None):
        fault = figure_in_text(spoken, doc.text, parse=lambda *_, read=read: read)
        assert fault is not None
        assert "does not read as 24" in fault[1]


def test_the_words_that_tie_a_figure_are_found_again_or_named() -> None:
    doc = Doc("a", "HRANA counts at least 640 people killed.", day="2026-01-28")
    spoken = doc.say("at least 640 people killed", "640", by="HRANA")
    assert figure_in_text(spoken, doc.text) is None
    cue = Quotation(text="up to", span=(13, 21))
    turned = msgspec.structs.replace(spoken, quantity=msgspec.structs.replace(spoken.quantity, cue=cue))
    assert (figure_in_text(turned, doc.text) or ("", ""))[0] == "figure_not_in_document"


def test_what_was_rejected_is_left_out_with_its_reason_and_stops_nothing() -> None:
    doc = Doc("a", "HRANA counts 640 people killed.", day="2026-01-28")
    bad = msgspec.structs.replace(
        doc.say("640 people killed", "640"), rejected=Rejection(code="negated", detail="the words deny it")
    )
    result = reconcile([bad], [doc.facts], rules=RULES)
    assert [(entry.statement, entry.code) for entry in result.left_out] == [(bad.id, "rejected_negated")]
    assert result.series == ()
    assert publish_findings(result, result, [bad], {}, rules=RULES) == ()


def test_a_documented_count_of_one_page_stops_publication_until_somebody_says_why_not() -> None:
    doc = Doc("a", "The archive documents 500 people killed.", day="2026-01-28")
    spoken = doc.say("500 people killed", "500", by="The archive", status="documented")
    result = reconcile(*gather([doc]), rules=RULES)
    found = publish_findings(result, result, [spoken], {spoken.text_digest: doc.text}, rules=RULES)
    assert [finding.code for finding in blocking(found)] == ["round_count"]
    silent = TollDecision(id="d1", kind="allow", subject=found[0].id, reason="")
    reasoned = TollDecision(id="d2", kind="allow", subject=found[0].id, reason="the archive confirmed the number by letter")
    texts = {spoken.text_digest: doc.text}
    assert len(blocking(publish_findings(result, result, [spoken], texts, rules=RULES, decisions=[silent]))) == 1
    assert blocking(publish_findings(result, result, [spoken], texts, rules=RULES, decisions=[silent, reasoned])) == ()


@pytest.mark.parametrize(("rows", "asked"), [(1000, True), (999, False), (100, True), (1001, False), (500, True)])
def test_page_sizes(rows: int, asked: bool) -> None:
    result = reconcile([], [], rules=RULES, lists=[ListFacts(id="l", list="l", publisher="p", rows=rows)])
    assert bool(result.flags) == asked
