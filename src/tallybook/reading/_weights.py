"""What the tokens between a count and a harm word weigh, by their classes."""

from __future__ import annotations

from tallybook.reading._classes import BITS
from tallybook.reading._tokens import Sentence

# The words between a subject and its verb, between a verb and its object, between a toll and its figure. A class that is not
# named here weighs as much as an unknown word.
_SUBJECT: dict[str, float] = {
    "aux": 0.1, "adverb": 0.2, "relative": 0.3, "negation": 0.2, "bound": 0.3, "article": 0.2, "whom": 0.3, "harm": 2.5,
    "month": 0.2, "weekday": 0.2, "and": 2.5, "by": 2.0, "preposition": 0.8, "say": 2.0, "that": 3.0, "group": 0.5, "thing": 0.4,
    "partitive": 0.1, "irrealis": 0.3,
}  # fmt: skip
_OBJECT: dict[str, float] = {
    "aux": 5.0, "adverb": 0.3, "relative": 6.0, "bound": 0.1, "article": 0.1, "harm": 1.0, "and": 2.0, "by": 8.0,
    "preposition": 4.0, "say": 5.0, "group": 1.2, "singular": 0.8, "that": 6.0, "negation": 1.0, "other": 0.2,
}  # fmt: skip
_TOLL: dict[str, float] = {
    "aux": 0.1, "adverb": 0.1, "bound": 0.1, "article": 0.1, "preposition": 0.2, "revise": 0.1, "and": 2.0, "group": 0.2,
    "by": 3.0, "harm": 1.5, "say": 1.0, "that": 1.0, "thing": 0.3, "relative": 0.8, "since_total": 0.1, "status": 0.1,
}  # fmt: skip


def _weights(table: dict[str, float], unknown: float) -> tuple[tuple[tuple[int, float], ...], float]:
    return tuple((BITS[name], weight) for name, weight in table.items() if name in BITS), unknown


_WEIGHTS = _weights(_SUBJECT, 0.6), _weights(_OBJECT, 1.0), _weights(_TOLL, 0.3)
_AND, _AUX, _DEED = BITS["and"], BITS["aux"], BITS["deed"]
_MARKS: dict[str, tuple[float, float, float]] = {
    ",": (1.2, 2.5, 0.8), ";": (20.0, 20.0, 20.0), ":": (5.0, 6.0, 0.2), "(": (3.0, 4.0, 1.0), ")": (1.0, 2.0, 0.5),
    "–": (3.0, 6.0, 2.0), ".": (4.0, 9.0, 3.0), "?": (9.0, 9.0, 9.0), "!": (9.0, 9.0, 9.0), '"': (0.2, 0.2, 0.2),
    "/": (0.5, 0.5, 0.5), "-": (0.5, 1.0, 0.5), "…": (6.0, 9.0, 6.0), "|": (20.0, 20.0, 1.0),
}  # fmt: skip


def weight_of(sentence: Sentence, at: int, column: int) -> float:
    """The weight of one token in a column: 0 subject and verb, 1 verb and object, 2 toll and figure."""
    masks = sentence.masks
    mask = masks[at]
    if mask:
        if column == 0 and mask & _AND and at > 1 and not masks[at - 1] & ~_DEED and masks[at - 2] & _AUX:
            return 0.2  # "was engaged and killed": two verbs of one subject
        weight = _CLASSED[column][mask]
        if weight is not None:
            return weight
    marks = _MARKS.get(sentence.norms[at])
    return marks[column] if marks is not None else _WEIGHTS[column][1]


class _Classed(dict[int, "float | None"]):
    """What a token of some classes weighs; None where it weighs as much as an unknown word. Few sets of classes occur."""

    def __init__(self, weights: tuple[tuple[int, float], ...]) -> None:
        super().__init__()
        self.weights = weights

    def __missing__(self, mask: int) -> float | None:
        if len(self) > _CACHE_LIMIT:
            self.clear()
        found = self[mask] = next((weight for bit, weight in self.weights if mask & bit), None)
        return found


_CACHE_LIMIT = 10_000
_CLASSED = tuple(_Classed(weights) for weights, _ in _WEIGHTS)
