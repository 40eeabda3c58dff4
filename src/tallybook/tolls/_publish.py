"""The gate's checks that concern tolls: a figure its document does not hold, a number that is out of date, a count like a page
size.

Each finding stops publication until a human's decision lets it through with a reason. Nothing here repairs anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import msgspec

from tallybook.model import ListFacts, Reconciliation, Record, Span, Statement, TollDecision, digest_text, short_id
from tallybook.tolls._difference import difference
from tallybook.tolls._fold import digits
from tallybook.tolls._rules import Rules
from tallybook.tolls._say import number, quoted

Parse: TypeAlias = Callable[[str, Span, str], tuple[int, int] | None]

_PLAIN = re.compile(r"\d{1,3}(?:[,.٬’'\u00a0\u202f ]\d{3})+(?!\d)|\d+")
# Figures that claim to be counts; an estimate or an allegation may be round.
COUNTED = frozenset({"documented", "confirmed", "official", "unstated"})
_SEPARATORS = re.compile(r"\D")


class Finding(Record, frozen=True):
    """Something that stops publication. A decision may let it through, with its reason."""

    id: str
    code: str
    subject: str
    sentence: str
    statements: tuple[str, ...] = ()
    allowed_by: str | None = None
    allowed_reason: str | None = None


class DerivedNumber(Record, frozen=True):
    """A printed number and what the present records give. ``at_most`` is the whole that it is a part of, where it is one."""

    name: str
    printed: int
    recomputed: int
    at_most: int | None = None


def publish_findings(
    published: Reconciliation,
    recomputed: Reconciliation,
    statements: Sequence[Statement],
    texts: Mapping[str, str],
    *,
    rules: Rules,
    lists: Sequence[ListFacts] = (),
    derived: Sequence[DerivedNumber] = (),
    decisions: Sequence[TollDecision] = (),
    parse: Parse | None = None,
) -> tuple[Finding, ...]:
    """Everything about tolls that must be settled before publication, sorted by code and subject.

    ``published`` is what is to be printed and ``recomputed`` the same from present statements; ``texts`` maps the SHA-256 of a
    text version to the text as it is read from the preserved evidence now; ``parse(text, span, lang)`` gives the low
    and the high end of the number at a place, in words too (from the reading room); without it only digits are re-read.
    """
    findings = [
        *_unfounded(statements, texts, parse),
        *_stale(published, recomputed),
        *_outdated(derived),
        *_round(statements, lists, rules),
    ]
    allowed = {
        decision.subject: decision
        for decision in sorted(decisions, key=lambda d: d.id)
        if decision.kind == "allow" and decision.reason
    }
    settled = (_allow(finding, allowed.get(finding.id)) for finding in findings)
    return tuple(sorted(settled, key=lambda finding: (finding.code, finding.subject, finding.id)))


def _allow(finding: Finding, decision: TollDecision | None) -> Finding:
    return msgspec.structs.replace(finding, allowed_by=decision.id, allowed_reason=decision.reason) if decision else finding


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that nobody has let through."""
    return tuple(finding for finding in findings if finding.allowed_by is None)


def _unfounded(statements: Iterable[Statement], texts: Mapping[str, str], parse: Parse | None) -> Iterable[Finding]:
    for statement in statements:
        if statement.rejected is None and (fault := figure_in_text(statement, texts.get(statement.text_digest), parse=parse)):
            code, sentence = fault
            yield Finding(
                id=short_id("finding_", code, statement.id),
                code=code,
                subject=statement.id,
                sentence=sentence,
                statements=(statement.id,),
            )


def figure_in_text(statement: Statement, text: str | None, *, parse: Parse | None = None) -> tuple[str, str] | None:
    """None where the statement's figure and harm stand in the text at their places and the figure reads as the quantity.

    Else a code and a sentence: ``text_missing``, ``text_changed``, ``figure_not_in_document`` or ``harm_not_in_document``.
    """
    if text is None:
        return (
            "text_missing",
            f"The text of {statement.document} is not among the preserved evidence; its figure cannot be found again.",
        )
    if digest_text(text) != statement.text_digest:
        return "text_changed", f"The text of {statement.document} is not the version that was read; read it again."
    quantity = statement.quantity
    printed = text[quantity.span[0] : quantity.span[1]]
    if printed != quantity.printed or not printed:
        found = f"the text has “{printed}” there" if printed else "the text has nothing there"
        return "figure_not_in_document", f"“{quantity.printed}” is not at its place in {statement.document}: {found}."
    if not quantity.implied and quantity.bound != "vague" and not _reads_as(statement, text, parse):
        value = number(quantity.figure() or 0)
        return "figure_not_in_document", f"“{printed}” in {statement.document} does not read as {value}, which it is counted as."
    cue = quantity.cue
    if cue is not None and text[cue.span[0] : cue.span[1]] != cue.text:
        return "figure_not_in_document", f"“{cue.text}”, which ties {printed}, is not at its place in {statement.document}."
    harm = statement.harm
    if text[harm.span[0] : harm.span[1]] != harm.text or not harm.text:
        return (
            "harm_not_in_document",
            f"The words for the harm, “{harm.text}”, are not at their place in {statement.document}: {quoted(statement)}.",
        )
    return None


def _reads_as(statement: Statement, text: str, parse: Parse | None) -> bool:
    """Whether the number at its place reads as the quantity. Plain digits are read here, by other code than the reader's; words
    pass where no parser is given, since they stand in place."""
    quantity = statement.quantity
    wanted = {value for value in (quantity.low, quantity.high) if value is not None}
    plain = digits(quantity.printed).strip()
    values = [int(_SEPARATORS.sub("", match)) for match in _PLAIN.findall(plain)]
    if values and not re.search(r"[^\W\d_]", plain):
        return set(values) == wanted
    if parse is None:
        return True
    read = parse(text, quantity.span, statement.lang)
    return read is not None and set(read) == wanted


def _stale(published: Reconciliation, recomputed: Reconciliation) -> Iterable[Finding]:
    """Every derived number of a reconciliation that its statements no longer give."""
    for change in difference(published, recomputed):
        sentence = f"Out of date: {change.sentence}"
        yield Finding(
            id=short_id("finding_", "stale", change.id),
            code="stale",
            subject=change.subject,
            sentence=sentence,
            statements=change.evidence,
        )


def _outdated(derived: Iterable[DerivedNumber]) -> Iterable[Finding]:
    for entry in derived:
        if entry.printed != entry.recomputed:
            sentence = (
                f"Out of date: {entry.name} is printed as {number(entry.printed)}; the present records give "
                f"{number(entry.recomputed)}."
            )
            yield Finding(
                id=short_id("finding_", "stale", entry.name, entry.printed, entry.recomputed),
                code="stale",
                subject=entry.name,
                sentence=sentence,
            )
        if entry.at_most is not None and entry.printed > entry.at_most:
            sentence = f"{entry.name} is {number(entry.printed)}, more than the {number(entry.at_most)} that it is a part of."
            identity = short_id("finding_", "part_exceeds_total", entry.name, entry.printed, entry.at_most)
            yield Finding(id=identity, code="part_exceeds_total", subject=entry.name, sentence=sentence)


def _round(statements: Iterable[Statement], lists: Iterable[ListFacts], rules: Rules) -> Iterable[Finding]:
    """Exact counts that equal a page size: a list that was cut off looks like that."""
    for facts in lists:
        for count in sorted({facts.rows, *(facts.persons or ())} & set(rules.round_counts)):
            sentence = (
                f"The list {facts.list} of {facts.publisher} has exactly {number(count)} entries: it may have been cut "
                f"off at a page's end."
            )
            yield Finding(
                id=short_id("finding_", "round_count", facts.id, count), code="round_count", subject=facts.id, sentence=sentence
            )
    for statement in statements:
        quantity = statement.quantity
        counted = statement.rejected is None and statement.status.label in COUNTED
        if counted and quantity.bound == "exact" and not quantity.approximate and quantity.figure() in rules.round_counts:
            sentence = (
                f"Exactly {quantity.printed} is the size of a page: ask whether it is a count, a rounded figure or a list "
                f"that was cut off ({quoted(statement)})."
            )
            yield Finding(
                id=short_id("finding_", "round_count", statement.id), code="round_count", subject=statement.id, sentence=sentence,
                statements=(statement.id,),
            )  # fmt: skip
