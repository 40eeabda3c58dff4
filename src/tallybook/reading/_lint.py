"""Linting a language: does every entry fire on its own example, and does every example read as it says?"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tallybook.model import Passage, Record, Statement
from tallybook.reading._language import Example, ExampleStatement, Language, Row, load, load_folder
from tallybook.reading._lexicon import Lexicon
from tallybook.reading._reading import read
from tallybook.reading._segment import sentences
from tallybook.reading._shadow import shadow
from tallybook.reading._tokens import Sentence


class Finding(Record, frozen=True):
    """What is wrong with an entry.

    ``code``: ``no_example``, ``does_not_fire`` and ``misread`` are mistakes; ``never_fires`` says that no example shows a form.
    """

    code: str
    item: str
    detail: str

    @property
    def mistake(self) -> bool:
        return self.code != "never_fires"


def check_language(code: str, *, folder: Path | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong with a language's tables, in the order of the tables; then the forms that no example shows.

    ``folder`` names a language that does not stand in the package; its examples are then not read, its entries are tried. Raises
    ``LanguageError`` where a table cannot be read at all.
    """
    language = load(code) if folder is None else load_folder(folder)
    lexicon = Lexicon(language)
    fired: set[tuple[str, str]] = set()
    findings = _entries(language, lexicon, fired)
    for example in language.examples:
        _fire(lexicon, example.text, fired)
        if folder is None:
            findings.extend(_misread(code, example))
    for name, rows in language.rows.items():
        silent = [form for row in rows for form in row.forms if (name, form) not in fired]
        findings.extend(
            Finding(code="never_fires", item=f"{code} [[{name}]] {form}", detail="No example shows it.") for form in silent
        )
    return tuple(findings)


def _entries(language: Language, lexicon: Lexicon, fired: set[tuple[str, str]]) -> list[Finding]:
    findings: list[Finding] = []
    for name, rows in language.rows.items():
        for row in rows:
            item = f"{language.code} [[{name}]] {', '.join(row.forms[:3])}"
            if not row.example:
                findings.append(Finding(code="no_example", item=item, detail="Give a text in which the entry fires."))
            elif not _shows(_fire(lexicon, row.example, fired), name, row):
                findings.append(Finding(code="does_not_fire", item=item, detail=f"It does not fire in: {row.example}"))
    return findings


def _shows(found: set[tuple[str, str]], name: str, row: Row) -> bool:
    return any((name, form) in found for form in row.forms)


def _fire(lexicon: Lexicon, text: str, fired: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The forms that a text makes fire, by class; they are added to ``fired`` as well."""
    found: set[tuple[str, str]] = set()
    folded = shadow(text)
    for start, end in sentences(folded, 0, len(text), lexicon.abbreviations):
        sentence = Sentence(text, folded, start, end, lexicon)
        sentence.annotate()
        for name, matches in sentence.matches.items():
            found.update((name, match.form) for match in matches)
    fired |= found
    return found


def _misread(code: str, example: Example) -> list[Finding]:
    """How an example's reading differs from what it says it states."""
    published = dt.date.fromisoformat(example.published) if example.published else None
    passage = Passage(document="example", id="example", kind="text", text=example.text, lang=code, published=published)
    reading = read(passage, languages=(code,))
    found = [statement for statement in reading.statements if not statement.quantity.implied]
    findings: list[Finding] = []

    def wrong(detail: str) -> None:
        findings.append(Finding(code="misread", item=f"{code} example: {example.text}", detail=detail))

    for wanted in example.statements:
        match = next((s for s in found if s.quantity.printed == wanted.number and s.harm.label == wanted.harm), None)
        if match is None:
            wrong(f"{wanted.number} {wanted.harm} is not read")
            continue
        found.remove(match)
        for name, want, got in _fields(wanted, match):
            if want != got:
                wrong(f"{wanted.number} {wanted.harm}: {name} should be {want!r} and reads {got!r}")
    for statement in found:
        wrong(f"{statement.quantity.printed} {statement.harm.label} is read and should not be")
    missing = set(example.rejected) - set(reading.coverage.reasons)
    if missing:
        wrong(f"nothing is rejected as {', '.join(sorted(missing))}")
    return findings


def _fields(wanted: ExampleStatement, statement: Statement) -> list[tuple[str, object, object]]:
    """The fields that the example names, with what it wants and what was read."""
    quantity, origin = statement.quantity, next((link.actor for link in statement.chain if link.role == "origin"), None)
    day = {"start": statement.period.start, "end": statement.period.end}
    got: dict[str, object] = {
        "low": quantity.low,
        "high": quantity.high,
        "group": statement.group.label,
        "relation": statement.relation.label,
        "status": statement.status.label,
        "origin": origin,
        "chain": tuple(link.actor for link in statement.chain if link.role != "publisher"),
        "place": statement.place.text if statement.place else None,
        "parts": statement.harm.parts,
        **{name: value.isoformat() if value else None for name, value in day.items()},
    }
    named = [(name, getattr(wanted, name), value) for name, value in got.items() if getattr(wanted, name) is not None]
    return [("bound", wanted.bound, quantity.bound), *named]
