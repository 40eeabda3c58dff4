"""A quantity as printed, and its algebra as an interval of whole numbers.

``bound`` says how the words tie the number: "at least 2,000" is ``low=2000, high=None, bound="at_least"``; "as many as
12,000" is ``low=None, high=12000, bound="up_to"``. "Dozens" is ``bound="vague"`` with neither end: a vague word stays vague, its
reading as a number is the reader's policy and never stored. "Around" sets ``approximate`` beside any bound.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from tallybook.model._quotation import Quotation, Span
from tallybook.model._record import Record

Bound: TypeAlias = Literal["exact", "at_least", "more_than", "up_to", "less_than", "between", "vague"]

UPWARD: frozenset[str] = frozenset({"at_least", "more_than"})
DOWNWARD: frozenset[str] = frozenset({"up_to", "less_than"})


class Quantity(Record, frozen=True):
    """How many, as printed at ``span``. ``implied`` marks a victim who is counted without a numeral ("a teacher was killed")."""

    low: int | None
    high: int | None
    bound: Bound
    printed: str
    span: Span
    approximate: bool = False
    implied: bool = False
    cue: Quotation | None = None

    def interval(self) -> tuple[int, int | None] | None:
        """The closed interval of whole numbers that the words allow, or None where they are vague.

        ``more_than 5`` starts at 6, ``less_than 5`` ends at 4; an open upper end is None; nobody is fewer than 0.
        """
        if self.bound == "vague":
            return None
        low = self.low if self.low is not None else 0
        high = self.high
        if self.bound == "more_than":
            low += 1
        if self.bound == "less_than" and high is not None:
            high -= 1
        return low, high

    def figure(self) -> int | None:
        """The printed figure itself, whichever end it stands for; the low end of a range; None where vague."""
        return self.low if self.low is not None else self.high
