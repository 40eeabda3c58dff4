"""What a language model is asked, what came back, and what became of it."""

from __future__ import annotations

import hashlib
from typing import Protocol

import msgspec

from tallybook.model import Record, Span, digest_text


class Window(Record, frozen=True):
    """A sentence that the rules did not settle, with the words around it: all that a model is shown of a document.

    ``span`` is the sentence, ``around`` the whole window; code points of the passage's text. ``reasons`` are codes of docs/model.md.
    """

    document: str
    passage: str
    lang: str
    span: Span
    around: Span
    before: str
    sentence: str
    after: str
    reasons: tuple[str, ...]

    @property
    def characters(self) -> int:
        return len(self.before) + len(self.sentence) + len(self.after)

    @property
    def digest(self) -> str:
        """SHA-256 of what is shown. Equal windows of two documents are asked once."""
        return digest_text(msgspec.json.encode((self.before, self.sentence, self.after)).decode())


class Share(Record, frozen=True):
    """How much of the text would be shown to a model.

    ``routed`` of ``sentences`` are asked about. Of the text's ``characters``, ``shown`` stand in a window. ``sent`` counts what
    travels: a character as often as it stands in a window, equal windows once.
    """

    sentences: int = 0
    routed: int = 0
    characters: int = 0
    shown: int = 0
    sent: int = 0
    reasons: dict[str, int] = msgspec.field(default_factory=dict)


class Answer(Record, frozen=True):
    """What came of asking about one window. ``reply`` is the model's whole text, None where none came (``outcome`` says why)."""

    model: str
    prompt: str
    window: str
    outcome: str
    detail: str = ""
    reply: str | None = None
    temperature: int = 0

    @property
    def reply_digest(self) -> str | None:
        return None if self.reply is None else digest_text(self.reply)


class Verdict(Record, frozen=True):
    """What the checks said of one claim of a reply. ``statement`` is the id of the statement it gave or completed, or was held against."""

    claim: int
    code: str
    detail: str
    statement: str | None = None


class Asking(Record, frozen=True):
    """A window with its outcome and the verdict on each claim: the record that a user sees."""

    document: str
    passage: str
    span: Span
    reasons: tuple[str, ...]
    outcome: str
    detail: str = ""
    reply: str | None = None
    verdicts: tuple[Verdict, ...] = ()
    schema: str = "tallybook.asking/1"


class Replies(Protocol):
    """Answers by key. Whoever keeps them decides where; what was answered once is never asked again."""

    def find(self, key: str) -> Answer | None: ...

    def keep(self, key: str, answer: Answer, window: Window) -> None: ...


class KeptInMemory:
    """Answers for the length of one command."""

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}

    def find(self, key: str) -> Answer | None:
        return self._answers.get(key)

    def keep(self, key: str, answer: Answer, window: Window) -> None:  # noqa: ARG002 - the protocol's, for those who record more
        self._answers[key] = answer


def key_of(model: str, prompt: str, window: str) -> str:
    """The key of an answer: everything that a reply at temperature 0 depends on, except the server."""
    return hashlib.sha256(msgspec.json.encode((model, prompt, window))).hexdigest()
