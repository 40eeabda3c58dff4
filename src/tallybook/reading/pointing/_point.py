"""Replies to statements: what a model pointed at goes through the grammar once more, and joins what the rules read.

Pure: the same passage, reading and replies give the same result, on a machine that was never connected. What the rules stated
is never replaced; only an origin that they did not find may be added to it, and the link says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import msgspec

from tallybook.model import Link, Passage, Pointer, Rejection, Span, Statement
from tallybook.reading._build import Builder
from tallybook.reading._document import Document, known
from tallybook.reading._lexicon import lexicon
from tallybook.reading._reading import Reading
from tallybook.reading._shadow import shadow
from tallybook.reading._tokens import Sentence
from tallybook.reading._walk import hinted, walk
from tallybook.reading.pointing._claims import claims_of
from tallybook.reading.pointing._ground import DETAILS, Grounded, RefusedError, ground
from tallybook.reading.pointing._prompt import prompt_digest
from tallybook.reading.pointing._records import Answer, Asking, Verdict, Window, key_of
from tallybook.reading.pointing._route import OPEN
from tallybook.reading.pointing._sources import Text, chain_of

Find = Callable[[str], Answer | None]

_DETAILS = {
    "read": "A statement.",
    "origin_added": "The rules read the number; its origin was added.",
    "already_read": "The rules read the number. What they read stands.",
    "said_before": "An earlier claim points at the same number.",
    "refused_by_rules": "The rules refuse the number: {}.",
    "not_joined": "The grammar cannot join these words.",
}


@dataclass(slots=True)
class _Draft:
    """A claim that stands in the text, on its way to a statement."""

    claim: int
    grounded: Grounded
    links: tuple[Link, ...]
    pointer: Pointer


@dataclass(slots=True)
class _Passage:
    """The passage at work: what the rules read, and what was added so far."""

    text: Text
    reading: Reading
    statements: dict[str, Statement]
    rejected: dict[str, Statement]
    settled: set[Span] = field(default_factory=set)


def point(
    passage: Passage,
    reading: Reading,
    windows: Sequence[Window],
    find: Find,
    *,
    model: str,
    languages: tuple[str, ...] | None = None,
) -> tuple[Reading, tuple[Asking, ...]]:
    """The reading with what the replies of ``model`` add, and the outcome of every window.

    ``windows`` are those that ``route`` gives for this passage and reading; ``find`` gives the kept answer of a key.
    """
    if not windows:
        return reading, ()
    work = _work(passage, reading, languages)
    askings: list[Asking] = []
    waiting: list[tuple[int, _Draft]] = []
    for window in windows:
        answer = find(key_of(model, prompt_digest(), window.digest))
        asking, drafts = _judge(work, window, answer)
        for draft in drafts:
            verdict = _settle(work, draft)
            if verdict is None:
                waiting.append((len(askings), draft))
            else:
                asking = _with(asking, verdict)
        askings.append(asking)
    for index, verdict in _read_again(work, waiting, languages):
        askings[index] = _with(askings[index], verdict)
    return _joined(work), tuple(askings)


def _work(passage: Passage, reading: Reading, languages: tuple[str, ...] | None) -> _Passage:
    allowed, text = known(languages), shadow(passage.text)
    spots = tuple(walk(text, hinted(passage.lang, allowed), allowed))
    canonical = Builder(passage, passage.text_digest).canonical
    return _Passage(
        text=Text(passage, text, spots, canonical),
        reading=reading,
        statements={statement.id: statement for statement in reading.statements},
        rejected={statement.id: statement for statement in reading.rejected},
    )


def _judge(work: _Passage, window: Window, answer: Answer | None) -> tuple[Asking, list[_Draft]]:
    """The outcome of a window, with the claims of its reply that stand in the text."""
    asking = Asking(
        document=window.document, passage=window.passage, span=window.span, reasons=window.reasons, outcome="not_asked"
    )
    if answer is None:
        return asking, []
    asking = msgspec.structs.replace(asking, outcome=answer.outcome, detail=answer.detail, reply=answer.reply_digest)
    claims = claims_of(answer.reply or "") if answer.outcome == "answered" else ()
    if isinstance(claims, str):
        return msgspec.structs.replace(asking, outcome=claims), []
    sentence = Sentence(work.text.passage.text, work.text.shadow, *window.span, lexicon(window.lang))
    sentence.annotate()
    pointer = Pointer(model=answer.model, prompt=answer.prompt, window=answer.window, reply=answer.reply_digest or "")
    drafts: list[_Draft] = []
    for index, claim in enumerate(claims, start=1):
        try:
            grounded = ground(sentence, claim)
        except RefusedError as refusal:
            asking = _with(asking, Verdict(claim=index, code=refusal.code, detail=refusal.detail))
            continue
        links, refusal_of_source = chain_of(work.text, window, claim.source_quotes, grounded.counted)
        if refusal_of_source is not None:
            code = f"source_{refusal_of_source.code}"
            asking = _with(asking, Verdict(claim=index, code=code, detail=refusal_of_source.detail))
        drafts.append(_Draft(index, grounded, links, pointer))
    return asking, drafts


def _settle(work: _Passage, draft: _Draft) -> Verdict | None:
    """The verdict on a claim about a number that the rules know, or None where it must go through the grammar."""
    number = draft.grounded.number
    if number in work.settled:
        return _verdict(draft, "said_before")
    work.settled.add(number)
    for statement in work.reading.statements:
        if statement.quantity.span == number:
            return _complete(work, draft, statement)
    for candidate in work.reading.rejected:
        code = candidate.rejected.code if candidate.rejected is not None else ""
        if candidate.quantity.span == number and code not in OPEN:
            return _verdict(draft, "refused_by_rules", candidate.id, code)
    return None


def _complete(work: _Passage, draft: _Draft, statement: Statement) -> Verdict:
    """Add the origin that the rules did not find, where the claim is about the same harm."""
    word = draft.grounded.word
    same = word is not None and word.label == statement.harm.label
    if not same or not draft.links or _has_origin(statement):
        return _verdict(draft, "already_read", statement.id)
    chain = (*draft.links, *statement.chain)
    work.statements[statement.id] = msgspec.structs.replace(statement, chain=chain, pointer=draft.pointer)
    return _verdict(draft, "origin_added", statement.id)


def _read_again(
    work: _Passage, waiting: list[tuple[int, _Draft]], languages: tuple[str, ...] | None
) -> list[tuple[int, Verdict]]:
    """Read the passage once more with the pairs that were pointed at, and keep of it what they gave."""
    if not waiting:
        return []
    pointers = {draft.grounded.number: draft.grounded.harm for _, draft in waiting}
    kept, rejected = Document(work.text.passage, languages, pointers).statements()
    verdicts: list[tuple[int, Verdict]] = []
    for index, draft in waiting:
        place = (draft.grounded.number, draft.grounded.harm)
        made = next((each for each in kept if (each.quantity.span, each.harm.span) == place), None)
        turned = next((each for each in rejected if (each.quantity.span, each.harm.span) == place), None)
        if made is not None:
            verdicts.append((index, _enter(work, draft, made)))
        elif turned is not None and turned.rejected is not None:
            verdicts.append((index, _verdict(draft, "refused_by_rules", turned.id, turned.rejected.code)))
        else:
            verdicts.append((index, _verdict(draft, "not_joined")))
    return verdicts


def _enter(work: _Passage, draft: _Draft, made: Statement) -> Verdict:
    """A statement that the model's pointing gave takes the place of the candidate that the rules had left over."""
    for candidate in work.reading.rejected:
        if candidate.quantity.span == made.quantity.span:
            work.rejected.pop(candidate.id, None)
    chain = made.chain if _has_origin(made) else (*draft.links, *made.chain)
    made = msgspec.structs.replace(made, chain=chain, reader="model", pointer=draft.pointer)
    if draft.grounded.word is None:
        code = "harm_not_in_table"
        made = msgspec.structs.replace(made, rejected=Rejection(code=code, detail=DETAILS[code]))
        work.rejected[made.id] = made
        return Verdict(claim=draft.claim, code=code, detail=DETAILS[code], statement=made.id)
    work.statements[made.id] = made
    return _verdict(draft, "read", made.id)


def _joined(work: _Passage) -> Reading:
    """The reading as it stands now, in the order of the text. What a statement is part of must be among them."""

    def place(statement: Statement) -> tuple[int, int, str]:
        return statement.quantity.span[0], statement.harm.span[0], statement.id

    statements: list[Statement] = []
    for statement in sorted(work.statements.values(), key=place):
        to = statement.relation.to
        if statement.reader == "model" and to is not None and to not in work.statements:
            statement = msgspec.structs.replace(statement, relation=msgspec.structs.replace(statement.relation, to=None))
        statements.append(statement)
    rejected = tuple(sorted(work.rejected.values(), key=place))
    return msgspec.structs.replace(work.reading, statements=tuple(statements), rejected=rejected)


def _has_origin(statement: Statement) -> bool:
    return any(link.role == "origin" for link in statement.chain)


def _verdict(draft: _Draft, code: str, statement: str | None = None, why: str = "") -> Verdict:
    return Verdict(claim=draft.claim, code=code, detail=_DETAILS[code].format(why), statement=statement)


def _with(asking: Asking, verdict: Verdict) -> Asking:
    verdicts = sorted((*asking.verdicts, verdict), key=lambda each: (each.claim, each.code))
    return msgspec.structs.replace(asking, verdicts=tuple(verdicts))
