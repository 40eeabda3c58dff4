"""Hostile text in every field: the page's tree must stay the one that harmless text gives."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import get_args

import msgspec
import pytest
from lxml import html

from tallybook.model import Pointer, Reader
from tallybook.publish import ReportData, render
from tests.publish.sample import sample

FREE = {
    "title", "scope", "rule", "settings", "text", "name", "detail", "sentence", "actor", "publisher", "url", "printed", "place",
    "event", "arithmetic", "hedge", "label", "version", "reader", "tables", "ledger", "outcome", "basis", "author",
    "handle", "lang", "model",
}  # fmt: skip
PAYLOADS = [
    "<script>alert(1)</script>",
    "</style></title><script src=//evil.example/x.js></script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)' x='",
    "</svg></desc><foreignObject><iframe src=//evil.example></iframe>",
    "<a href=\"javascript:alert(1)\">x</a>{{ 7*7 }}{% include 'x' %}",
    "<!-- ]]> --> &lt;b&gt; &#x3c;script&#x3e;",
    "\u202e\u202d\u2066\x1b[2J\x00\ud800\U000e0041",
]


def poisoned(value: object, payload: str, key: str = "") -> object:
    """``value`` with ``payload`` after every free text. Spans stay right, since nothing moves before them."""
    if isinstance(value, dict):
        return {
            name: one if name == "label" and not _band(value) else poisoned(one, payload, name) for name, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [poisoned(one, payload, key) for one in value]
    free = isinstance(value, str) and key in FREE and value not in get_args(Reader)
    return f"{value}{payload}" if free else value


def _band(record: dict[str, object]) -> bool:
    return set(record) == {"label", "start", "end", "detail"}


def with_payload(payload: str) -> ReportData:
    plain = msgspec.to_builtins(pointed_at(sample()))
    return msgspec.convert(poisoned(plain, payload), ReportData)


def pointed_at(data: ReportData) -> ReportData:
    """The data with a model's name in it: whoever wrote a book's settings chose it."""
    pointer = Pointer(model="tiny", prompt="0" * 64, window="1" * 64, reply="2" * 64)
    first, *others = data.statements
    return msgspec.structs.replace(data, statements=(msgspec.structs.replace(first, pointer=pointer), *others))


def shape(text: str) -> list[tuple[str, tuple[str, ...]]]:
    tree = html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    return [(str(node.tag), tuple(sorted(node.attrib))) for node in tree.iter()]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_adds_no_element_and_no_attribute(payload: str) -> None:
    page = render(with_payload(payload))
    harmless = render(with_payload("x" * len(payload)))
    assert shape(page) == shape(harmless)
    assert harmless.count("x" * len(payload)) > 150, "the payload must have reached the page"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_breaks_no_rule_of_html_or_of_unicode(payload: str) -> None:
    page = render(with_payload(payload))
    page.encode("utf-8")
    assert re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", page) is None


def test_the_policy_admits_the_one_style_sheet_and_nothing_else() -> None:
    page = render(sample())
    style = page.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert html.fromstring(f"<p>{policy[1]}</p>").text == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_an_override_is_shown_and_not_obeyed() -> None:
    data = sample()
    page = render(msgspec.structs.replace(data, title="Toll \u202e21"))
    assert "Toll ‹U+202E›21" in page


def test_hostile_ids_become_safe_anchors() -> None:
    data = sample()
    flag = msgspec.structs.replace(data.reconciliation.flags[0], id='"><b id=x>')
    found = msgspec.structs.replace(data.reconciliation, flags=(flag,))
    page = render(msgspec.structs.replace(data, reconciliation=found))
    assert "<b id=x>" not in page
    assert re.search(r'<li id="f-x[0-9a-f]{20}">', page)
