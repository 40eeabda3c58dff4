"""The converters' register. Each module ``_name.py`` in this folder registers its own converter when ``load`` imports it, so a
further
format is a further file. Imported by the child process only: these modules pull in the parsers.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from pathlib import PurePosixPath

from tallybook.evidence._formats._hints import hint, marked
from tallybook.evidence._records import ConvertedDocument, Outcome
from tallybook.model import Record

HEAD = 1 << 16


class Unusable(Exception):  # noqa: N818 - an outcome, not a mistake of the program
    """A converter's refusal: the outcome, and in plain words what happened and what to do."""

    def __init__(self, outcome: Outcome, detail: str) -> None:
        super().__init__(outcome)
        self.outcome = outcome
        self.detail = detail


class Draft(Record, frozen=True):
    """What a converter made of a file."""

    documents: tuple[ConvertedDocument, ...] = ()
    outcome: Outcome = "ok"
    detail: str = ""


class Head(Record, frozen=True):
    """What a converter may judge by: the first bytes, the same as text (leniently decoded, for looking only), the name's
    ending.
    """

    raw: bytes
    text: str
    suffix: str

    @property
    def texty(self) -> bool:
        """Whether the bytes look like any kind of text: no known mark of another format, hardly a control character."""
        controls = sum(char < " " and char not in "\t\n\r\f\x1b" for char in self.text)
        return "\x00" not in self.text and controls * 100 <= len(self.text) and not marked(self.raw)


class Converter(Record, frozen=True):
    """``sniff`` scores from 0 (not mine) to 1 (surely mine); ``convert`` takes all bytes and may raise
    ``Unusable``.

    ``version`` changes whenever the same bytes would give other text. ``sample``: a small file of our own that ``warm`` converts.
    """

    name: str
    version: str
    sniff: Callable[[Head], float]
    convert: Callable[[bytes], Draft]
    sample: bytes = b""


_register: dict[str, Converter] = {}


def register(converter: Converter) -> None:
    """Add a converter. A name is given once."""
    if converter.name in _register:
        raise ValueError(f"two converters are called {converter.name}")
    _register[converter.name] = converter


def load() -> None:
    """Import every format in this folder, which registers it."""
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"{__name__}.{module}")


def warm() -> None:
    """Convert each format's sample once, so that a fork of this process finds its tables built and its patterns compiled."""
    for _, converter in sorted(_register.items()):
        if converter.sample:
            converter.convert(converter.sample)


def look(data: bytes, name: str) -> Head:
    raw = data[:HEAD]
    return Head(raw=raw, text=_lenient(raw), suffix=PurePosixPath(name.replace("\\", "/")).suffix.lower())


def choose(head: Head) -> Converter:
    """The converter that is surest; by content first, since names lie. Raises ``Unusable`` where none knows the bytes."""
    score, _, name = max(
        (converter.sniff(head), -index, name) for index, (name, converter) in enumerate(sorted(_register.items()))
    )
    if score <= 0:
        raise Unusable("not_recognised", hint(head.raw, head.suffix))
    return _register[name]


def _lenient(raw: bytes) -> str:
    for mark, encoding in (
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if raw.startswith(mark):
            return raw.decode(encoding, "replace").lstrip("\ufeff")
    return raw.decode("utf-8", "replace").lstrip("\ufeff")
